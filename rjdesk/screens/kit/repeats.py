"""A key held down, told from a key pressed again."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent

REPEATS_AFTER_MS = 100
"""No system repeats a key that is down for less."""


class Repeats:
    """Knows the repeats of a key that is held down, also those that Qt does not mark.

    X11 tells a repeat as the key let go and pressed at the same moment; under load Qt meets
    the one without the other and takes it for a second press.
    """

    def __init__(self) -> None:
        """Begin with no key pressed; a moment is the system's, in milliseconds."""
        self._pressed = self._let_go = (0, 0)

    def is_one(self, event: QKeyEvent) -> bool:
        """Return whether this event only says that a key is still down; hear of every event."""
        key, moment = at = (event.key(), event.timestamp())
        # The copies that are made for a screen reader bear no moment.
        if event.isAutoRepeat() or not moment:
            self._let_go = at if moment else self._let_go
            return event.isAutoRepeat()
        if event.type() == QEvent.Type.KeyRelease:
            self._let_go = at
            return False
        down, since = self._pressed
        if at == self._let_go and key == down and moment - since >= REPEATS_AFTER_MS:
            return True
        self._pressed = at
        return False
