"""A page that lies over another, which stays as it is below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.reading_order import tab_on
from rjdesk.screens.kit.text import in_row, vbox
from rjdesk.screens.kit.theme import Theme

BESIDE = 4
"""So many large spaces are left of the window around it."""


class Layer(QDialog):
    """Shows a page; Escape leads back to what lies below."""

    def __init__(self, parent: QWidget, theme: Theme, page: Page, title: str) -> None:
        """Make it, nearly as large as the window; show it with ``open``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("ground")
        box = vbox(theme, "s")
        box.addWidget(page, 1)
        close = button(theme, "Back  (Esc)", self.reject, role="primary")
        close.setDefault(True)
        row = in_row(theme, close)
        margin = theme.space("xl")
        row.setContentsMargins(margin, 0, margin, theme.space("m"))
        box.addWidget(row)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        around = theme.space("l") * BESIDE
        behind = parent.window().size()
        self.resize(behind.width() - around, behind.height() - around)
        page.refresh()
        # It is read from its top.
        give_keyboard(close)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        return tab_on(self, forward=next)
