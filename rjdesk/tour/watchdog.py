"""A watchdog over the window: how long it answered nobody, and what was under way."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5


class Watchdog(QObject):
    """Beats in the event loop of the window; where two beats lie far apart, it was blocked.

    Whoever touches the window says in ``doing`` what is under way. ``longest_ms`` is the longest
    block so far in milliseconds, and ``culprit`` what was under way in it.
    """

    def __init__(self, parent: QObject) -> None:
        """Begin to watch; the watch ends with ``parent``."""
        super().__init__(parent)
        self.doing = "the start"
        self.longest_ms, self.culprit = 0.0, self.doing
        self._beat = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._take_beat)
        self._timer.start()

    def _take_beat(self) -> None:
        now = time.monotonic()
        blocked_ms = (now - self._beat) * 1000 - BEAT_MS
        self._beat = now
        if blocked_ms > self.longest_ms:
            self.longest_ms, self.culprit = blocked_ms, self.doing

    def forgive(self) -> None:
        """Leave out what passed since the last beat: it was not the window's doing."""
        self._beat = time.monotonic()

    def report(self) -> str:
        """Return the longest block in words."""
        return f"longest block of the window: {self.longest_ms:.0f} ms, while {self.culprit}"
