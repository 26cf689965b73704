"""A screen of its own: an X server, a window manager, monitors, and hands on keys and pointer."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from typing import NamedTuple

from tests.windows.processes import start
from tests.windows.waiting import GoneError, wait

LAPTOP = (1366, 768)
ROOM = (1920, 1080)
PATIENCE_S = 20


class Rectangle(NamedTuple):
    """Where a window lies, its frame left out, in the pixels of the X server."""

    left: int
    top: int
    width: int
    height: int


class Display:
    """An X server under a window manager, touched as a person touches it: keys and clicks."""

    def __init__(
        self,
        running: ExitStack,
        environment: Mapping[str, str],
        manager: str = "openbox",
        *,
        room: bool = False,
    ) -> None:
        """Start both, to end with ``running``; ``room`` puts a larger monitor to the right."""
        wide = LAPTOP[0] + (ROOM[0] if room else 0)
        high = ROOM[1] if room else LAPTOP[1]
        reads, writes = os.pipe()
        # Without -noreset it begins anew whenever the last program has hung up.
        size = f"{wide}x{high}x24"
        server = ["Xvfb", "-displayfd", str(writes), "-screen", "0", size, "-nolisten", "tcp"]
        start(running, [*server, "-noreset"], environment, keeps=(writes,))
        os.close(writes)
        with os.fdopen(reads) as told:
            self.name = f":{told.readline().strip()}"
        self._environment = {**environment, "DISPLAY": self.name}
        start(running, [manager], self._environment)
        wait(lambda: "window id" in self.do("xprop -root _NET_SUPPORTING_WM_CHECK"), manager)
        if room:
            # After the window manager: before it, Qt would see one screen.
            laptop = f"{LAPTOP[0]}/310x{LAPTOP[1]}/174+0+0"
            self.do(f"xrandr --setmonitor LAPTOP {laptop} screen")
            self.do(f"xrandr --setmonitor ROOM {ROOM[0]}/500x{ROOM[1]}/300+{LAPTOP[0]}+0 none")
        # A window manager opens windows on the monitor with the pointer: the laptop's.
        self.do(f"xdotool mousemove {LAPTOP[0] // 2} {LAPTOP[1] // 2}")

    def do(self, command: str) -> str:
        """Run a program of the X server and return what it says."""
        done = subprocess.run(
            shlex.split(command),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.stdout.strip()

    def unplug(self) -> None:
        """Pull the cable of the monitor in the room."""
        self.do("xrandr --delmonitor ROOM")

    # --- keys and pointer -----------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other, quickly, as on a keyboard."""
        self.do(f"xdotool key --delay 40 {' '.join(keys)}")

    def type(self, text: str) -> None:
        """Type a text where the keyboard is."""
        self.do(f"xdotool type --delay 12 -- {shlex.quote(text)}")

    def click(self, left: int, top: int) -> None:
        """Click there, in the pixels of the X server."""
        self.do(f"xdotool mousemove --sync {left} {top} click 1")

    # --- windows --------------------------------------------------------------------------

    def windows(self) -> list[int]:
        """Return the windows that the window manager manages, the oldest first."""
        told = self.do("xprop -root _NET_CLIENT_LIST")
        return [int(number, 16) for number in re.findall(r"0x[0-9a-f]+", told)]

    def active(self) -> int:
        """Return the window that has the keyboard, or 0."""
        told = re.findall(r"0x[0-9a-f]+", self.do("xprop -root _NET_ACTIVE_WINDOW"))
        return int(told[0], 16) if told else 0

    def place_of(self, window: int) -> Rectangle:
        """Return where the inside of a window lies on the screen. Raises GoneError."""
        # xdotool counts the frame of a window twice where a manager has put it into one.
        told = self.do(f"xwininfo -id {window}")
        values = dict(line.split(":") for line in told.splitlines() if line.count(":") == 1)
        known = {name.strip(): value.strip() for name, value in values.items()}
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        if not known.keys() >= set(names):
            raise GoneError(window)
        return Rectangle(*(int(known[name]) for name in names))

    def resize(self, window: int, wide: int, high: int) -> None:
        """Give a window another size, as dragging its corner does."""
        self.do(f"xdotool windowsize {window} {wide} {high}")
