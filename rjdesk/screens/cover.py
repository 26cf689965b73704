"""The cover: hides the facilitator's face of a circle behind a calm page, at once.

Escape twice, or ten idle minutes, cover; a short PIN, which lives in memory for one session
only, uncovers. Three wrong tries ask for the lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from rjdesk.screens.link import Link
from rjdesk.screens.look import Look
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import column, in_row, words

IDLE_MS = 10 * 60 * 1000
TWICE_WITHIN_S = 0.6
TRIES = 3
SHORTEST = 4

_PINS: WeakKeyDictionary[Link, str] = WeakKeyDictionary()


def session_pin(link: Link) -> str:
    """Return the PIN of this session, or "" while none was chosen."""
    return _PINS.get(link, "")


def choose_pin(link: Link, pin: str) -> bool:
    """Keep a PIN for this session; say whether it will do (four digits or more)."""
    if not (pin.isascii() and pin.isdigit() and len(pin) >= SHORTEST):
        return False
    _PINS[link] = pin
    return True


def pin_line(name: str) -> QLineEdit:
    """Return a field for a PIN, whose digits are not shown."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,12}"), line))
    line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    line.setObjectName("pin")
    line.setAccessibleName(name)
    return line


class Cover(QWidget):
    """The calm page over everything; it lies over a whole window and shows nothing private.

    ``uncovered`` tells that the right PIN was typed, ``locked`` that three were wrong.
    """

    uncovered = Signal()
    locked = Signal()

    def __init__(self, look: Look, pin: str, over: QWidget) -> None:
        """Make the cover over a window, and show it at once."""
        super().__init__(over)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Covered")
        self._pin, self._wrong = pin, 0
        self.line = pin_line("Session PIN")
        self.line.setMaximumWidth(look.space("xxl") * 4)
        self.line.returnPressed.connect(self._try)
        self.fault = words("", "fault")
        self.open = button(look, "Uncover", self._try, role="primary")
        box = column(look, "m")
        box.addStretch(2)
        box.addWidget(words("A circle is under way", "title"))
        box.addWidget(words("Type the PIN of this session to go on.", "soft"))
        box.addWidget(in_row(look, self.line, self.open))
        box.addWidget(self.fault)
        box.addStretch(3)
        edge = look.space("xxl")
        box.setContentsMargins(edge, edge, edge, edge)
        self.setLayout(box)
        over.installEventFilter(self)
        self._lie_over()
        self.show()
        self.raise_()
        self.line.setFocus()

    def _try(self) -> None:
        if self.line.text() == self._pin:
            self.uncovered.emit()
            return
        self._wrong += 1
        self.line.clear()
        left = TRIES - self._wrong
        if left > 0:
            tries = "is one more try" if left == 1 else f"are {left} more tries"
            self.fault.setText(f"That is not the PIN. There {tries}.")
            self.line.setFocus()
            return
        self.fault.setText("That is not the PIN. The program locks now; nothing is lost.")
        self.line.setEnabled(False)
        self.open.setEnabled(False)
        self.locked.emit()

    def _lie_over(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and on top of it."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._lie_over()
        elif event.type() is QEvent.Type.ChildAdded:
            self.raise_()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        """Keep Tab on the cover."""
        (self.open if self.line.hasFocus() else self.line).setFocus()
        return True


class CircleWatch(QObject):
    """Watches keys and mouse while a circle runs: Escape twice, idleness, keys under a cover.

    ``escaped`` tells of a single Escape, ``wanted`` that the cover is wanted, ``end_wanted``
    of Ctrl+E, which a text field would keep for itself. While ``cover`` is set, only it and
    Ctrl+L get keys.
    """

    escaped = Signal()
    wanted = Signal()
    end_wanted = Signal()

    def __init__(
        self, page: QWidget, idle_ms: int = IDLE_MS, now: Callable[[], float] = time.monotonic
    ) -> None:
        """CircleWatch for a page; ``now`` counts seconds."""
        super().__init__(page)
        self.page, self.now = page, now
        self.cover: Cover | None = None
        self._last_escape = float("-inf")
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(idle_ms)
        self.idle.timeout.connect(self.wanted)

    def begin(self) -> None:
        """Begin to watch; twice is once."""
        app = QApplication.instance()
        if app is not None and not self.idle.isActive():
            app.installEventFilter(self)
            self.idle.start()

    def end(self) -> None:
        """CircleWatch no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count signs of life, and take Escape and what is typed under a cover."""
        kind = event.type()
        if kind not in _SIGNS_OF_LIFE:
            return False
        if self.cover is None:
            self.idle.start()
        if kind not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if self.cover is not None:
            return self._under_cover(watched, event)
        ends = event.key() == Qt.Key.Key_E and _control(event)
        if not (ends or event.key() == Qt.Key.Key_Escape) or self._elsewhere():
            return False
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.isAutoRepeat():
            return True
        elif ends:
            self.end_wanted.emit()
        else:
            self._escape()
        return True

    def _escape(self) -> None:
        now = self.now()
        twice = now - self._last_escape <= TWICE_WITHIN_S
        self._last_escape = float("-inf") if twice else now
        (self.wanted if twice else self.escaped).emit()

    def _elsewhere(self) -> bool:
        """Whether a dialog or a list that drops down has the keys."""
        return bool(QApplication.activeModalWidget() or QApplication.activePopupWidget())

    def _under_cover(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_L and _control(event):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if not isinstance(watched, QWidget) or self.cover is None:
            return False
        return watched is not self.cover and not self.cover.isAncestorOf(watched)


def _control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
_SIGNS_OF_LIFE = _KEYS | {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
