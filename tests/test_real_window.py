"""The real program in a real X window, touched through the keyboard of the X server alone."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios.world import PASSPHRASE
from tests.screens.program import founded

TOP = Path(__file__).parent.parent
PATIENCE_S = 60
LACKING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
if LACKING:
    sentence = f"the real window is not tried: {' and '.join(LACKING)} is not installed"
    print(f"\n*** {sentence} (./dev test --yes installs it) ***", file=sys.stderr)
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)}")


def wait(until: Callable[[], object], what: str) -> None:
    """Wait until something is so, and not a moment longer."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end, f"in vain waited for {what}"
        time.sleep(0.02)


class Screen:
    """An X server without a window manager, and hands that press its keys."""

    def __init__(self) -> None:
        reads, writes = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=(writes,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writes)
        with os.fdopen(reads) as told:
            self.display = f":{told.readline().strip()}"

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()

    def do(self, *command: str) -> str:
        done = subprocess.run(
            ["xdotool", *command],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.stdout.strip()

    def window(self) -> str:
        """Return the window that a person sees, or ""."""
        return self.do("search", "--onlyvisible", "--name", "^rjdesk$").partition("\n")[0]

    def ask_to_close(self, window: str) -> None:
        """Send what a window manager sends when its cross is clicked (WM_DELETE_WINDOW)."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        protocols = x11.XInternAtom(display, b"WM_PROTOCOLS", False)  # noqa: FBT003 - as C has it
        delete = x11.XInternAtom(display, b"WM_DELETE_WINDOW", False)  # noqa: FBT003
        # XClientMessageEvent: type, serial, send_event, display, window, atom, format, data
        event = (ctypes.c_long * 24)(
            33, 0, 1, display.value or 0, int(window), protocols, 32, delete, 0
        )
        x11.XSendEvent(display, ctypes.c_ulong(int(window)), 0, 0, ctypes.byref(event))
        x11.XSync(display, 0)
        x11.XCloseDisplay(display)


class Running:
    """The program, started as a person starts it."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.screen, self.folder = screen, folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rjdesk", "--vault", str(folder)],
            cwd=TOP,
            env={
                **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}},
                "DISPLAY": screen.display,
                "QT_QPA_PLATFORM": "xcb",
            },
        )

    def life(self) -> str:
        """Return what is another when the process was replaced: where its stack begins."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        return stat.rpartition(")")[2].split()[25]

    def find_window(self) -> None:
        """Wait for the window, and give it the keyboard."""
        wait(self.screen.window, "a window")
        self.seen = self.screen.window()
        self.screen.do("windowfocus", "--sync", self.seen)

    def types_passphrase(self, passphrase: str) -> None:
        self.screen.do("key", "ctrl+a")
        self.screen.do("type", "--delay", "2", passphrase)
        self.screen.do("key", "Return")

    def holds_the_vault(self) -> bool:
        """Whether the process has the vault's database open."""
        files = Path(f"/proc/{self.process.pid}/fd")
        try:
            names = [str(file.readlink()) for file in files.iterdir()]
        except OSError:
            return False
        return any(name.startswith(str(self.folder)) for name in names)

    def unlocks(self) -> None:
        """Type the right passphrase until it is taken: keys pressed in a wait are lost."""

        def opened() -> bool:
            self.types_passphrase(PASSPHRASE.format("imani"))
            end = time.monotonic() + 3
            while not self.holds_the_vault() and time.monotonic() < end:
                time.sleep(0.02)
            return self.holds_the_vault()

        wait(opened, "the vault to be open")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Running]:
    founded(tmp_path / "coalition.rjvault")
    made = Running(screen, tmp_path / "coalition.rjvault")
    try:
        made.find_window()
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
        made.process.wait()


def test_a_passphrase_opens_ctrl_l_begins_anew_and_closing_ends_well(program: Running) -> None:
    assert not program.holds_the_vault()
    program.types_passphrase("a wrong one, typed first")
    program.unlocks()
    before = program.life()
    program.screen.do("key", "ctrl+l")
    wait(lambda: program.life() != before, "a fresh process")
    assert program.process.poll() is None, "under the same id"
    assert not program.holds_the_vault()
    program.find_window()
    assert program.screen.do("getwindowname", program.seen) == "rjdesk"
    program.unlocks()
    program.screen.ask_to_close(program.seen)
    assert program.process.wait(PATIENCE_S) == 0


def test_a_wrong_passphrase_opens_nothing(program: Running) -> None:
    program.types_passphrase("a wrong one, and no other")
    # The field takes keys again once the attempt is over: what is typed then closes nothing.
    program.types_passphrase("and another wrong one")
    assert not program.holds_the_vault()
    assert program.process.poll() is None
    program.screen.ask_to_close(program.seen)
    assert program.process.wait(PATIENCE_S) == 0
    assert not program.holds_the_vault()
