"""A bus with nobody on it, on which a real keyring daemon can be started."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import secretstorage
from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import new_method_call

from rjdesk.process.kernel.event import MemberId
from tests.vault.making import LOGIN, PASSPHRASE
from tests.windows.processes import start
from tests.windows.waiting import wait

TOP = Path(__file__).parents[2]
SECRETS = "org.freedesktop.secrets"
LOGIN_WORDS = b"the words of whoever logs in"
CONFIGURATION = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no program by itself, as the session's own does."""


def lacking() -> list[str]:
    """Return the Debian packages whose programs are missing here."""
    lines = (TOP / "packaging" / "debian-test-tools.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.startswith("keyring")]
    return [package for _, program, package in rows if shutil.which(program) is None]


class Told(NamedTuple):
    """What the program said to whoever sat down."""

    doubts: list[str]
    notices: list[str]


class Desktop:
    """The bus of one person, who is at home in a folder."""

    def __init__(self, running: ExitStack, folder: Path) -> None:
        """Start the bus, to end with ``running``."""
        self._running = running
        for made in ("home", "run"):
            (folder / made).mkdir(mode=0o700)
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder / "run"), encoding="utf-8")
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "home" / "data"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "PYTHONPATH": str(TOP),
        }
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
        bus = start(running, command, self.environment, told=subprocess.PIPE)
        assert bus.stdout is not None
        self.address = bus.stdout.readline().decode().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address

    def logs_in(self) -> None:
        """Start the keyring daemon as a login does, with its store open."""
        starts_keyring(self._running, self.environment)
        with self.wire() as wire:
            wait(lambda: not _is_locked(wire), "the store to be open")

    def comes_without_a_store(self) -> None:
        """Start the keyring daemon where nobody ever chose a password for it."""
        starts_keyring(self._running, self.environment, words=None)

    def wire(self) -> closing[DBusConnection]:
        """Return a connection to the bus, to be closed."""
        return closing(open_dbus_connection(self.address))

    def locks(self) -> None:
        """Lock the store, as whoever goes away for a while."""
        with self.wire() as wire:
            secretstorage.Collection(wire).lock()
            assert _is_locked(wire)

    def entries(self) -> dict[str, tuple[Mapping[str, str], str]]:
        """Return what is in the store by label: its attributes and its content."""
        return entries_on(self.address)

    def wipes(self) -> None:
        """Take everything out of the store."""
        with self.wire() as wire:
            for item in list(secretstorage.Collection(wire).get_all_items()):
                item.delete()

    def sits(
        self, folder: Path, state: Path, *sittings: tuple[MemberId, str], wait: float = 60
    ) -> list[Told]:
        """Let members sit down one after the other in one run of the program; each records a word.

        The process ends as it does at a lock: at once, when the last has closed the vault.
        """
        who = [(LOGIN[member], PASSPHRASE[member], member, word) for member, word in sittings]
        command = [sys.executable, "-m", "tests.vault.sits", folder, state, str(wait)]
        done = subprocess.run(
            [*command, json.dumps(who)],
            cwd=TOP,
            env=self.environment,
            capture_output=True,
            timeout=120,
            check=False,
        )
        said = done.stderr.decode()
        assert (done.returncode, said) == (0, ""), said
        return [Told(*json.loads(line)) for line in done.stdout.splitlines()]


def starts_keyring(
    running: ExitStack, environment: Mapping[str, str], words: bytes | None = LOGIN_WORDS
) -> None:
    """Start the keyring daemon, to end with ``running``; ``words`` open its store, or make one."""
    said, says = os.pipe()
    os.write(says, words or b"")
    os.close(says)
    daemon = subprocess.Popen(
        [
            "gnome-keyring-daemon",
            "--foreground",
            "--components=secrets",
            *([] if words is None else ["--unlock"]),
        ],
        env=environment,
        stdin=said,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(said)
    running.callback(daemon.wait)
    running.callback(daemon.terminate)
    with closing(open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"])) as wire:
        wait(lambda: _has_owner(wire), "the keyring daemon on the bus")


def entries_on(address: str) -> dict[str, tuple[Mapping[str, str], str]]:
    """Return what is in the store of a bus by label: its attributes and its content."""
    with closing(open_dbus_connection(address)) as wire:
        return {
            item.get_label(): (item.get_attributes(), item.get_secret().decode())
            for item in secretstorage.Collection(wire).get_all_items()
        }


def _has_owner(wire: DBusConnection) -> bool:
    return bool(wire.send_and_get_reply(message_bus.NameHasOwner(SECRETS)).body[0])


def _is_locked(wire: DBusConnection) -> bool:
    return secretstorage.Collection(wire).is_locked()


@contextmanager
def heard_on(desktop: Desktop) -> Iterator[list[str]]:
    """Note every method that anybody calls of who keeps secrets, until the end."""
    heard: list[str] = []
    watch = DBusAddress(
        "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring"
    )
    rules = [MatchRule(type="method_call").serialise(), MatchRule(type="signal").serialise()]
    with desktop.wire() as monitor, desktop.wire() as wire:
        monitor.send_and_get_reply(new_method_call(watch, "BecomeMonitor", "asu", (rules, 0)))
        yield heard
        over = DBusAddress("/", interface="org.example.Over")
        wire.send(new_signal(over, "Over"))
        while not _is_over(message := monitor.receive(timeout=20)):
            fields = message.header.fields
            interface = next((str(v) for k, v in fields.items() if k.name == "interface"), "")
            if interface.startswith("org.freedesktop.Secret."):
                heard.append(next(str(v) for k, v in fields.items() if k.name == "member"))


def _is_over(message: Message) -> bool:
    names = {key.name: value for key, value in message.header.fields.items()}
    signal = message.header.message_type is MessageType.signal
    return signal and names.get("interface") == "org.example.Over"


class Mute:
    """Somebody on the bus who says to keep secrets, and never answers."""

    def __init__(self, wire: DBusConnection) -> None:
        """Take the name."""
        self._wire = wire
        wire.send_and_get_reply(message_bus.RequestName(SECRETS))

    def asked(self) -> list[str]:
        """Return what was asked since the last time."""
        serial = next(self._wire.outgoing_serial)
        self._wire.send(message_bus.GetId(), serial=serial)
        found = []
        while True:
            message = self._wire.receive(timeout=20)
            names = {key.name: value for key, value in message.header.fields.items()}
            if names.get("reply_serial") == serial:
                return found
            if message.header.message_type is MessageType.method_call:
                found.append(str(names["member"]))
