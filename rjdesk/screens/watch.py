"""The watch: locks when nobody has been there, and at Esc Esc. A lock always wins."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

IDLE_MINUTES = 5
IDLE_MINUTES_IN_CIRCLE = 60
TWICE_MS = 600
LOOK_EVERY_MS = 15_000
TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove}


def seconds_awake_or_not() -> float:
    """Return seconds on a clock that goes on while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.time()


class Watch(QObject):
    """Watches keys and pointer of the whole program; ``due`` says that it is time to lock.

    ``in_circle`` tells whether a circle is on the screen, where Esc Esc covers instead and
    idleness is allowed far longer.
    """

    due = Signal()

    def __init__(
        self,
        app: QObject,
        in_circle: Callable[[], bool],
        seconds: Callable[[], float] = seconds_awake_or_not,
    ) -> None:
        """Begin to watch."""
        super().__init__(app)
        self.in_circle, self.seconds = in_circle, seconds
        self.touched = seconds()
        self.escape = QElapsedTimer()
        app.installEventFilter(self)
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_EVERY_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Lock when nobody has touched anything for too long, asleep or awake."""
        minutes = IDLE_MINUTES_IN_CIRCLE if self.in_circle() else IDLE_MINUTES
        if self.seconds() - self.touched >= minutes * 60:
            self.due.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touched = self.seconds()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._escape_twice(event)
        return False

    def _escape_twice(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat() or self.in_circle():
            return
        if self.escape.isValid() and self.escape.elapsed() < TWICE_MS:
            self.escape.invalidate()
            self.due.emit()
        else:
            self.escape.start()
