"""The middle of a window, where one card asks before anything else is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rjdesk.screens.kit.tall import Tall
from rjdesk.screens.kit.text import Frame
from rjdesk.screens.kit.theme import Theme


def empty_card(theme: Theme, width: int) -> Frame:
    """Return a card that is no wider than ``width`` pixels at the usual size of type."""
    card = Frame(theme)
    margin = theme.space("xl")
    card.box.setContentsMargins(margin, margin, margin, margin)
    card.setMaximumWidth(round(width * theme.scale))
    return card


def put_in_the_middle(window: QWidget, theme: Theme, card: Frame) -> None:
    """Let the card keep its height however long its words are; a low window scrolls."""
    content = QWidget()
    row_box = QHBoxLayout(content)
    margin = theme.space("m")
    row_box.setContentsMargins(margin, margin, margin, margin)
    row_box.addStretch(1)
    row_box.addWidget(card, 1000)
    row_box.addStretch(1)
    outer = QVBoxLayout(window)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addStretch(2)
    outer.addWidget(Tall().hold(content))
    outer.addStretch(3)
