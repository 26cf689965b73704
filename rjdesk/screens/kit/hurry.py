"""Two presses in a hurry: the second is not for what the first one brought under it."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from rjdesk.screens.kit.keyboard import name_of
from rjdesk.screens.kit.push_button import Button

AT_LEAST_MS, AT_MOST_MS = 20, 400
"""Within that time nobody reads what has just appeared; nor does a hand press twice sooner."""
ASKS = "asks"
"""A widget with this property answers a question by a key."""
PRESSING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Hurry:
    """Knows a press that would record, answer or open what nobody has seen yet.

    An act moves the keyboard to the next one, or something else under the pointer: the second
    press of a double one would do that too. Any other key in between says where one is going.
    """

    def __init__(self) -> None:
        """Begin with nothing pressed; moments are the system's, in milliseconds."""
        self._moment, self._at, self._hasty = 0, 0, False
        self._pressed = self._clicked = _Mark()

    def is_hasty_key(self, event: QKeyEvent) -> bool:
        """Return whether nobody should hear of this press; hear of every press of a key."""
        moment = event.timestamp()
        if event.type() == QEvent.Type.KeyRelease or not moment or event.isAutoRepeat():
            return False
        if moment == self._moment:
            return self._hasty
        self._moment, self._hasty = moment, False
        if event.key() not in PRESSING:
            self._pressed = _Mark()
            return False
        target: QWidget | None = QApplication.focusWidget()
        if target is not None and AT_LEAST_MS <= moment - self._at < AT_MOST_MS:
            self._hasty = self._pressed.is_other_than(target) and _presses_something(target)
        self._at, self._pressed = moment, _Mark(target)
        return self._hasty

    def is_hasty_click(self, watched: QObject, event: QMouseEvent) -> bool:
        """Return whether the second click of a double one met another button than the first."""
        if not isinstance(watched, QAbstractButton):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._clicked = _Mark(watched)
            return False
        return self._clicked.is_other_than(watched)


class _Mark:
    """What was pressed, known again also after a page was painted anew: by its name."""

    def __init__(self, widget: QWidget | None = None) -> None:
        self.widget = weakref.ref(widget) if widget is not None else None
        self.name = name_of(widget) if widget is not None else ""

    def is_other_than(self, widget: QWidget) -> bool:
        """Whether something was pressed, and this is not it."""
        if self.widget is None or self.widget() is widget:
            return False
        return not self.name or self.name != name_of(widget)


def _presses_something(target: QWidget) -> bool:
    """Whether Space or Enter does something there that is not only typing or choosing."""
    if isinstance(target, Button) or target.property(ASKS):
        return True
    own = isinstance(target, QAbstractButton) and target.isCheckable()
    return own or isinstance(target.window(), QDialog)
