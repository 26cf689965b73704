"""A question that is asked once before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Fitted
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.text import in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

WIDE = 480


class AskDialog(Fitted):
    """Says what an act means; Enter and Esc leave everything as it is."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        title: str,
        text: str,
        do: Callable[[], object],
        *,
        yes: str,
        no: str,
    ) -> None:
        """Make the dialog; show it with ``open``. ``do`` follows ``yes`` alone."""
        super().__init__(parent, theme, WIDE)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accepted.connect(do)
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, margin, margin, margin)
        box.addWidget(label(title, "title"))
        content = QWidget()
        inside = vbox(theme, "m")
        inside.addWidget(label(text))
        content.setLayout(inside)
        box.addWidget(self.area.hold(content))
        stay = button(theme, no, self.reject, role="primary")
        stay.setDefault(True)
        box.addWidget(in_row(theme, stay, button(theme, yes, self.accept)))
        self.setLayout(box)
        give_keyboard(stay)
