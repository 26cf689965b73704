"""Rows and cards that the pages of preparation, agreement and follow-up are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.text import Frame, hbox, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

BELOW_FROM = 1.5
"""From this text size on several buttons of a row stand below its words."""


def card(theme: Theme, title: str, lead: str = "") -> Frame:
    """Return a card with a heading and, below it, a sentence of what it is for."""
    made = Frame(theme)
    made.box.setSpacing(theme.space("m"))
    made.add(label(title, "heading"))
    if lead:
        made.add(label(lead, "soft"))
    return made


def named(made: QPushButton, name: str) -> QPushButton:
    """Give a button the whole name that a screen reader says."""
    made.setAccessibleName(name)
    return made


def state(theme: Theme, icon: str, text: str, *, warm: bool = False) -> QWidget:
    """Return a state in words, with an icon before it that says the same."""
    picture = QLabel()
    picture.setPixmap(theme.pixmap(icon, "warm" if warm else "accent-strong", 18))
    holder = QWidget()
    row_box = hbox(theme, "s")
    row_box.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row_box.addWidget(label(text, "fault" if warm else "soft"), 1)
    holder.setLayout(row_box)
    return holder


def row_of(theme: Theme, *said: QWidget, buttons: tuple[QWidget, ...] = ()) -> QWidget:
    """Return widgets under each other at the left, and buttons at the right.

    In large text several buttons stand below, where they have the whole width.
    """
    if len(buttons) > 1 and theme.scale >= BELOW_FROM:
        return row_of(theme, *said, in_row(theme, *buttons))
    holder = QWidget()
    row_box = hbox(theme, "m")
    left = vbox(theme, "xs")
    left.addStretch(1)
    for widget in said:
        left.addWidget(widget)
    left.addStretch(1)
    row_box.addLayout(left, 1)
    for made in buttons:
        row_box.addWidget(made)
    holder.setLayout(row_box)
    return holder


def facts(theme: Theme, told: Sequence[tuple[str, str]]) -> QWidget:
    """Return what is known, a line each: what it is, and how it is."""
    holder = QWidget()
    box = vbox(theme, "xs")
    for what, how in told:
        box.addWidget(in_row(theme, label(f"{what}:", "soft", wrap=False), label(how)))
    holder.setLayout(box)
    return holder


def small_button(theme: Theme, label: str, name: str, do: Callable[[], object]) -> QPushButton:
    """Return a plain button of a row, named whole for screen readers."""
    return named(button(theme, label, do), name)
