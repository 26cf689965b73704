"""The watch: locks when nobody has been there, after a sleep, at Esc Esc and at Ctrl+L.

A lock always wins: Ctrl+L is seen here, because a dialog in front keeps the window's own keys.
A key that is held down and told as one pressed again is kept from everything else, and so is
the second of two hasty presses where it would meet something that nobody has seen yet.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from rjdesk.screens.kit.escape import Escape, EscapeKey
from rjdesk.screens.kit.hurry import Hurry
from rjdesk.screens.kit.repeats import Repeats

IDLE_MINUTES = 5
IDLE_MINUTES_IN_CIRCLE = 60
LOOK_EVERY_MS = 15_000
NAP_SECONDS = 10
KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
CLICKS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
LOCK_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


def seconds_awake_or_not() -> float:
    """Return seconds on a clock that goes on while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.time()


def seconds_asleep() -> float:
    """Return how long the computer has slept since it started, where the system tells."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    if clock is None:
        return 0.0
    # Being held up between the two clocks must not look like sleep: the closest pair counts.
    pairs = [(time.monotonic(), time.clock_gettime(clock), time.monotonic()) for _ in range(3)]
    before, since_start, _ = min(pairs, key=lambda pair: pair[2] - pair[0])
    return since_start - before


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
        asleep: Callable[[], float] = seconds_asleep,
    ) -> None:
        """Begin to watch."""
        super().__init__(app)
        self.in_circle, self.seconds, self.asleep = in_circle, seconds, asleep
        self.touched, self.slept = seconds(), asleep()
        self.escape, self.repeats, self.hurry = EscapeKey(seconds), Repeats(), Hurry()
        app.installEventFilter(self)
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_EVERY_MS)
        self.timer.timeout.connect(self.theme)
        self.timer.start()

    def theme(self) -> None:
        """Lock when nobody has touched anything for too long, or the computer has slept."""
        minutes = IDLE_MINUTES_IN_CIRCLE if self.in_circle() else IDLE_MINUTES
        idle = self.seconds() - self.touched >= minutes * 60
        slept, self.slept = self.slept, self.asleep()
        if idle or self.slept - slept > NAP_SECONDS:
            self.touched = self.seconds()
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            # Whoever comes back too late finds the door locked, also before the next look.
            self.theme()
            self.touched = self.seconds()
        if event.type() in KEYS and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in CLICKS and isinstance(event, QMouseEvent):
            return self.hurry.is_hasty_click(watched, event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Hear a key, and return whether nobody else may."""
        repeated = self.repeats.is_one(event) and not event.isAutoRepeat()
        if repeated or self.hurry.is_hasty_key(event):
            event.accept()
            return True
        pressed = event.type() == QEvent.Type.ShortcutOverride
        if pressed and event.keyCombination() == LOCK_KEYS:
            self.due.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.in_circle():
            self._escape(event)
        return False

    def _escape(self, event: QKeyEvent) -> None:
        counted = event.type() != QEvent.Type.KeyPress
        if counted and self.escape.meet(event) is Escape.TWICE:
            self.due.emit()
