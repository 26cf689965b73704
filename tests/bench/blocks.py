"""How long the thread of the window does nothing else: from one beat of a timer to the next.

A longer wait than that is felt as a window that hangs, whatever the thread waited for: its own
work, or Python's lock, which work in the pool holds.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep, thread_time
from types import FrameType

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from tests.bench.measure import TOP
from tests.bench.painting import wait_for

BEAT_MS = 2
LOOK = 0.004
"""Seconds between two looks at what the thread does."""
LONG = 0.02
"""Seconds without a beat after which somebody looks."""
SETTLED = 0.4
"""Seconds for which what was done still goes on: painting, and timers of its own."""
OURS = str(TOP / "rjdesk")
UNSEEN = "nobody could look, for Python's lock was held, or it was short"
NOT_OURS = "Qt, or waiting for another thread"


@dataclass(frozen=True, slots=True)
class Block:
    """The longest time (ms) between two beats, and where the thread was seen most in it.

    ``own`` is how much of it (ms) the thread worked itself: the rest it waited for the disk, for
    another thread, or for whoever else uses the computer.
    """

    longest: float = 0.0
    own: float = 0.0
    where: str = ""


class Beats:
    """A timer on the thread of the window, and a thread that looks when it is late."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._watched = threading.get_ident()
        self._last, self._worked = perf_counter(), thread_time()
        self._block = Block()
        self._seen: Counter[str] = Counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        threading.Thread(target=self._look, daemon=True).start()

    def during(self, do: Callable[[], object], over: Callable[[], bool]) -> Block:
        """Do something, wait until it is over and all is painted; return the longest block."""
        self.rest()
        self._block = Block()
        do()
        wait_for(self._app, over)
        self.rest()
        return self._block

    def rest(self) -> None:
        """Let events happen for a moment."""
        end = perf_counter() + SETTLED
        wait_for(self._app, lambda: perf_counter() > end)

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        late, own = 1000 * (now - self._last) - BEAT_MS, 1000 * (worked - self._worked)
        seen, self._seen = self._seen, Counter()
        self._last, self._worked = now, worked
        if late > self._block.longest:
            self._block = Block(late, own, most_of(seen))

    def _look(self) -> None:
        while True:
            sleep(LOOK)
            if perf_counter() - self._last < LONG:
                continue
            self._seen[place_of(self._watched)] += 1


def most_of(seen: Counter[str]) -> str:
    """Return the three places where a thread was seen most, and how often of a hundred.

    Whoever looks needs Python's lock too: while something holds it for long nobody sees anything.
    """
    looks = seen.total()
    if not looks:
        return UNSEEN
    return "; ".join(f"{100 * n // looks} % {place}" for place, n in seen.most_common(3))


def place_of(thread: int) -> str:
    """Return where a thread is: the line of the screens, and the function that they wait for.

    No frame of it is kept: whoever lets one go last lets go what it held, widgets and timers too,
    and those may only go on their own thread.
    """
    stack = []
    here: FrameType | None = sys._current_frames().get(thread)
    while here is not None:
        if here.f_code.co_filename.startswith(OURS):
            stack.append(here)
        here = here.f_back
    if not stack:
        return NOT_OURS
    inner = stack[0]
    on_screen = (each for each in stack if "screens" in Path(each.f_code.co_filename).parts)
    outer = next(on_screen, stack[-1])
    code = inner.f_code
    told = f"{_shown(outer.f_code.co_filename)}:{outer.f_lineno}"
    if outer is inner:
        return f"{told} ({code.co_name})"
    return f"{told}, in {_shown(code.co_filename)}:{code.co_firstlineno} ({code.co_name})"


def _shown(file: str) -> str:
    return Path(file).relative_to(TOP).as_posix()
