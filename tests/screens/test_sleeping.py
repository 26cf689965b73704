"""The system says that it goes to sleep, on a real bus with a stand-in for who speaks there."""

import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from rjdesk.screens.shell.sleeping import OF_THE_SESSION, Sleeping

MANAGER = "/org/freedesktop/login1"


@pytest.fixture
def address() -> Iterator[str]:
    """A bus of our own."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def heard(qtbot: QtBot, address: str) -> Iterator[list[str]]:
    """What was heard on it, so far."""
    name = "rjdesk-test-of-sleep"
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    told: list[str] = []
    app = QCoreApplication.instance()
    assert app is not None
    owner = QObject()
    sleeping = Sleeping(owner, bus, bus)
    sleeping.due.connect(lambda: told.append("lock"))
    yield told
    sleeping.deleteLater()
    QDBusConnection.disconnectFromBus(name)


class Said(NamedTuple):
    """A signal, as who speaks on the bus sends it."""

    path: str
    interface: str
    member: str
    signature: str = ""
    body: tuple[object, ...] = ()


def says(address: str, said: Said) -> None:
    emitter = DBusAddress(said.path, interface=said.interface)
    with open_dbus_connection(bus=address) as connection:
        connection.send(new_signal(emitter, said.member, said.signature or None, said.body))


SLEEP = Said(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", "b", (True,))
LOCK = Said(f"{MANAGER}/session/_31", "org.freedesktop.login1.Session", "Lock")
LOCKS = {
    "it goes to sleep": SLEEP,
    "the session is locked": LOCK,
    **{
        f"{interface} locks the screen": Said("/ScreenSaver", interface, name, "b", (True,))
        for interface, name in OF_THE_SESSION
    },
}
PASSES = {
    "it woke up": SLEEP._replace(body=(False,)),
    "the screen is unlocked": Said("/ScreenSaver", *OF_THE_SESSION[0], "b", (False,)),
    "nonsense": SLEEP._replace(signature="s", body=("soon",)),
    "nothing": SLEEP._replace(signature="", body=()),
}


@pytest.mark.parametrize("what", LOCKS)
def test_the_program_locks_when(what: str, qtbot: QtBot, address: str, heard: list[str]) -> None:
    says(address, LOCKS[what])
    qtbot.waitUntil(lambda: heard == ["lock"], timeout=10_000)


@pytest.mark.parametrize("what", PASSES)
def test_it_stays_open_when(what: str, qtbot: QtBot, address: str, heard: list[str]) -> None:
    says(address, PASSES[what])
    says(address, LOCK)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == ["lock"], "the second was heard, and the first said nothing"
