"""Words on the screen: titles, leads, chips, lines; and the frames that hold them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.theme import Theme


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label in plain text; ``role`` chooses its look from the style sheet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def caption_of(widget: QWidget, said: str) -> QLabel:
    """Return what stands above a field; its letter after & leads there, and it names the field."""
    caption = label(said, "strong")
    caption.setBuddy(widget)
    widget.setAccessibleName(said.replace("&", ""))
    return caption


def with_mnemonic(text: str, letter: str) -> str:
    """Return a label whose first ``letter`` is pressed with Alt.

    >>> with_mnemonic("Coalition", "o")
    'C&oalition'
    """
    plain = escape_mnemonic(text)
    at = plain.lower().index(letter)
    return f"{plain[:at]}&{plain[at:]}"


def escape_mnemonic(text: str) -> str:
    """Return a text for a button or tick, where a lone ``&`` would mark a letter."""
    return text.replace("&", "&&")


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say what a sighted person has just been shown."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another look from the style sheet."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def separator() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class Frame(QFrame):
    """A frame with a role (card, say, warm, sunken) and a vertical layout with even space."""

    def __init__(self, theme: Theme, role: str = "card") -> None:
        """Make an empty frame."""
        super().__init__()
        self.setProperty("role", role)
        self.box = QVBoxLayout(self)
        margin = theme.space("l")
        self.box.setContentsMargins(margin, theme.space("m"), margin, theme.space("m"))
        self.box.setSpacing(theme.space("s"))

    def add(self, *widgets: QWidget) -> Frame:
        """Add widgets from top to bottom."""
        for widget in widgets:
            self.box.addWidget(widget)
        return self


def vbox(theme: Theme, space: str = "m") -> QVBoxLayout:
    """Return a vertical layout without margins."""
    return _bare(QVBoxLayout(), theme, space)


def hbox(theme: Theme, space: str = "m") -> QHBoxLayout:
    """Return a horizontal layout without margins."""
    return _bare(QHBoxLayout(), theme, space)


def in_row(theme: Theme, *widgets: QWidget, stretch: bool = True) -> QWidget:
    """Return widgets side by side: in lines that wrap, or sharing one line without ``stretch``."""
    if stretch:
        return flowing(theme.space("s"), *widgets)
    holder = QWidget()
    row_box = hbox(theme, "s")
    for widget in widgets:
        row_box.addWidget(widget)
    holder.setLayout(row_box)
    return holder


def held(box: QLayout) -> QWidget:
    """Return a widget that holds a layout."""
    holder = QWidget()
    holder.setLayout(box)
    return holder


def picture(theme: Theme, icon: str) -> QLabel:
    """Return an icon that only accompanies words, as tall as they are."""
    label = QLabel()
    label.setPixmap(theme.pixmap(icon, "accent-strong"))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return label


BoxT = TypeVar("BoxT", bound=QBoxLayout)


def _bare(box: BoxT, theme: Theme, space: str) -> BoxT:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.space(space))
    return box


def let_go(widget: QWidget) -> None:
    """Take a widget away, in the one way: unseen at once, deleted once this turn is over.

    The key or click that takes it away may go on in it: without a parent it is Python's, until
    ``deleteLater`` gives it to Qt.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def clear(box: QBoxLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            let_go(widget)
        elif isinstance(inner, QBoxLayout):
            clear(inner)
