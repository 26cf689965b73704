"""A whole line or card that can be pressed, with words in several looks and columns on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rjdesk.screens.kit.push_button import Button
from rjdesk.screens.kit.theme import Theme


class CardButton(Button):
    """A button as tall as what lies on it; a screen reader reads its ``name``."""

    def __init__(
        self, theme: Theme, name: str, do: Callable[[], object], *, role: str = "row"
    ) -> None:
        """Make an empty card; ``role`` is row (a card of its own) or flat (a line in a card)."""
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.box = QVBoxLayout(self)
        margin = theme.space("m" if role == "row" else "s")
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(theme.space("xs"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: do())

    def add(self, *widgets: QWidget) -> CardButton:
        """Add widgets from top to bottom; the pointer goes through them to the card."""
        for widget in widgets:
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.box.addWidget(widget)
        return self

    def sizeHint(self) -> QSize:
        return self.box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.box.minimumSize()
