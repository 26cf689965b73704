"""Escape pressed twice, told from Escape pressed once."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from rjdesk.screens.kit.repeats import Repeats

TWICE_WITHIN_S = 0.6


class Escape(Enum):
    """What an event of the Escape key is."""

    SAME = auto()
    """A press that was met already, or its end: each reaches several receivers."""
    ELSEWHERE = auto()
    """A press that closes what is open: a dialog, a list that drops down."""
    ONCE = auto()
    TWICE = auto()


def something_is_open() -> bool:
    """Whether a dialog or a list that drops down has the keys."""
    return bool(QApplication.activeModalWidget() or QApplication.activePopupWidget())


class EscapeKey:
    """Counts presses of the Escape key; ``now`` counts seconds.

    ``elsewhere`` tells of the press met last whether it closes what is open. Such a press is
    the first or second of two only where ``whatever_is_open``: where two must hide at once.
    """

    def __init__(self, now: Callable[[], float], *, whatever_is_open: bool = False) -> None:
        """Begin without a press."""
        self.now, self.whatever_is_open = now, whatever_is_open
        self._stamp, self._repeats = 0, Repeats()
        self._last = float("-inf")
        self.elsewhere = False

    def meet(self, event: QKeyEvent) -> Escape:
        """Return what this event of the key is, wherever it is on its way."""
        stamp, repeated = event.timestamp(), self._repeats.is_one(event)
        if event.type() == QEvent.Type.KeyRelease:
            self._stamp = 0
            return Escape.SAME
        if not stamp:
            # Where a screen reader listens, Qt sends each press a second time without a stamp,
            # and only this one reaches what is open.
            self.elsewhere = something_is_open()
            return Escape.SAME
        if stamp == self._stamp:
            return Escape.SAME
        self._stamp = stamp
        if repeated:
            return Escape.SAME
        self.elsewhere = something_is_open()
        now = self.now()
        counts = self.whatever_is_open or not self.elsewhere
        twice = counts and now - self._last <= TWICE_WITHIN_S
        self._last = now if counts and not twice else float("-inf")
        if twice:
            return Escape.TWICE
        return Escape.ELSEWHERE if self.elsewhere else Escape.ONCE
