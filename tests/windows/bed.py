"""A desk of its own for the program: home, screen, buses and printer, all in one folder."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from tests.print_queue import PrintQueue, print_queue
from tests.windows.bus import Bus
from tests.windows.display import Display

SCALE = 1.25


class Bed:
    """Everything that a desktop gives to a program, and nothing of the one who runs the tests."""

    def __init__(
        self, folder: Path, manager: str = "openbox", *, scale: float = SCALE, room: bool = False
    ) -> None:
        """Make it below ``folder``; ``room`` plugs a second monitor in."""
        self.folder, self.scale = folder, scale
        run = folder / "run"
        for made in (folder / "home", folder / "tmp"):
            made.mkdir(parents=True)
        run.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "XDG_RUNTIME_DIR": str(run),
            **{
                f"XDG_{name.upper()}_HOME": str(folder / "home" / name)
                for name in ("config", "cache", "data", "state")
            },
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(scale),
            # Nobody has switched a screen reader on here.
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            # Asking after a control that went a moment ago is our doing, not the program's.
            "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",
        }
        self._printer: PrintQueue | None = None
        # What fails while it starts takes with it what has started before.
        with ExitStack() as running:
            self.display = Display(running, self.environment, manager, room=room)
            self.environment["DISPLAY"] = self.display.name
            self.bus = Bus(running, self.environment)
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.bus.address
            self._running = running.pop_all()

    @property
    def printer(self) -> PrintQueue:
        """The printer, which is switched on when it is first asked for."""
        if self._printer is None:
            self._printer = self._running.enter_context(print_queue())
            self.environment["CUPS_SERVER"] = self._printer.server
        return self._printer

    def close(self) -> None:
        """Switch everything off."""
        self._running.close()
