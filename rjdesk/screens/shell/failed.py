"""What stands in the place of a page that could not be shown, and the details of a failure."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import Fitted
from rjdesk.screens.kit.failures import SENTENCE, Failure
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

WIDE = 640
LINES = 12


class FailedPage(ScrolledPage):
    """Says that a page cannot be shown, and leaves every other way open."""

    def __init__(
        self, services: Services, link: Link, route: Route, sentence: str = SENTENCE
    ) -> None:
        """Make it for the place that was asked for."""
        super().__init__(services, link, route)
        self.sentence = sentence

    def paint(self) -> None:
        """Name the page, say the sentence, and offer the ways on."""
        self.heading(self.route.screen.replace("-", " ").capitalize())
        card = Frame(self.theme, "warm")
        card.add(label("This page cannot be shown.", "strong"), label(self.sentence))
        again = partial(self.go.emit, self.route)
        today = partial(self.go.emit, Route("today"))
        card.add(
            in_row(
                self.theme,
                button(self.theme, "Try again", again, role="primary"),
                button(self.theme, "Go to Today", today),
            )
        )
        self.box.addWidget(card)


class FailureDialog(Fitted):
    """Shows what somebody who mends the program needs to know of a failure."""

    def __init__(self, parent: QWidget, theme: Theme, failure: Failure) -> None:
        """Make the dialog; show it with ``open``."""
        super().__init__(parent, theme, WIDE)
        self.setWindowTitle("Details of what did not work")
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, margin, margin, margin)
        details = failure.details()
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Details")
        text.setMinimumHeight(text.fontMetrics().lineSpacing() * LINES)
        content = QWidget()
        inside = vbox(theme, "m")
        inside.addWidget(label("Details", "title"))
        inside.addWidget(
            label("For whoever mends the program. No name and no word of a case is among them.")
        )
        inside.addWidget(text)
        content.setLayout(inside)
        copy = partial(QGuiApplication.clipboard().setText, details)
        close = button(theme, "Close", self.accept, role="primary")
        close.setDefault(True)
        box.addWidget(self.area.hold(content))
        box.addWidget(in_row(theme, close, button(theme, "Copy", copy)))
        self.setLayout(box)
