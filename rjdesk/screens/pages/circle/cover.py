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
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.escape import Escape, EscapeKey, something_is_open
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.text import in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

IDLE_MS = 10 * 60 * 1000
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
    """The calm page in the place of everything, which shows nothing private.

    What was in the window is out of it while it is covered: nobody sees it, no key and no
    screen reader reaches it. ``uncovered`` tells that the right PIN was typed, ``locked`` that
    three were wrong.
    """

    uncovered = Signal()
    locked = Signal()

    def __init__(self, theme: Theme, pin: str, window: QMainWindow) -> None:
        """Cover a window at once."""
        super().__init__()
        # An empty window has nothing to take out, and gets an empty place back.
        self.covered_window, self.aside = window, window.takeCentralWidget() or QWidget()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Covered")
        self._pin, self._wrong = pin, 0
        self.line = pin_line("Session PIN")
        self.line.setMaximumWidth(theme.space("xxl") * 4)
        self.line.returnPressed.connect(self._try)
        self.fault = label("", "fault")
        self.open = button(theme, "Uncover", self._try, role="primary")
        box = vbox(theme, "m")
        box.addStretch(2)
        box.addWidget(label("A circle is under way", "title"))
        box.addWidget(label("Type the PIN of this session to go on.", "soft"))
        box.addWidget(in_row(theme, self.line, self.open))
        box.addWidget(self.fault)
        box.addStretch(3)
        margin = theme.space("xxl")
        box.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(box)
        window.setCentralWidget(self)
        self.show()
        give_keyboard(self.line)

    def lift(self) -> None:
        """Bring back what was in the window."""
        window = self.covered_window
        window.takeCentralWidget()
        window.setCentralWidget(self.aside)
        self.aside.show()
        self.deleteLater()

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
            give_keyboard(self.line)
            return
        self.fault.setText("That is not the PIN. The program locks now; nothing is lost.")
        self.line.setEnabled(False)
        self.open.setEnabled(False)
        self.locked.emit()


class CircleWatch(QObject):
    """Watches keys and mouse while a circle runs: Escape twice, idleness, and Ctrl+E.

    ``escaped`` tells of a single Escape, ``wanted`` that the cover is wanted, ``end_wanted``
    of Ctrl+E, which a text field would keep for itself. While ``cover`` is set nothing is
    watched: only the cover gets keys.
    """

    escaped = Signal()
    wanted = Signal()
    end_wanted = Signal()

    def __init__(
        self, page: QWidget, idle_ms: int = IDLE_MS, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Watch for a page; ``now`` counts seconds."""
        super().__init__(page)
        self.page = page
        self.cover: Cover | None = None
        self.escape = EscapeKey(now, whatever_is_open=True)
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
        """Watch no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count signs of life, and take Escape and Ctrl+E wherever the keyboard is."""
        kind = event.type()
        if kind not in _SIGNS_OF_LIFE or self.cover is not None:
            return False
        self.idle.start()
        if kind not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._escape(event)
        ends = event.key() == Qt.Key.Key_E and _control(event)
        if not ends or kind is QEvent.Type.KeyRelease or something_is_open():
            return False
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
        elif not event.isAutoRepeat():
            self.end_wanted.emit()
        return True

    def _escape(self, event: QKeyEvent) -> bool:
        """Take an Escape from whatever it was on its way to, but for what is open in front."""
        if event.type() is QEvent.Type.ShortcutOverride:
            if something_is_open():
                return False
            event.accept()
            return True
        what = self.escape.meet(event)
        if what is Escape.ONCE:
            self.escaped.emit()
        elif what is Escape.TWICE:
            self.wanted.emit()
        return not self.escape.elsewhere and event.type() is not QEvent.Type.KeyRelease


def _control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
_SIGNS_OF_LIFE = _KEYS | {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
