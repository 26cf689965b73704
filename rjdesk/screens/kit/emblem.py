"""The emblem: a ring of seats, one of which holds the talking piece."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from rjdesk.screens.kit.theme import Theme

SEATS = 8
ICON_SIZES = (16, 24, 32, 48, 64, 128)
"""The sizes in pixels that desktops ask for in title bars, task bars and switchers."""


def emblem_icon(theme: Theme) -> QIcon:
    """Return the emblem as the icon of the program's windows."""
    icon = QIcon()
    for edge in ICON_SIZES:
        pixmap = QPixmap(edge, edge)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _draw(painter, theme, edge)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _draw(painter: QPainter, theme: Theme, edge: int) -> None:
    """Draw the emblem ``edge`` pixels square; no line is thinner than one of them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(edge / 2, edge / 2)
    seat = edge / 12
    ring = edge / 2 - seat * 1.4
    accent = theme.colour("accent")
    for number in range(SEATS):
        turn = 2 * math.pi * number / SEATS - math.pi / 2
        place = middle + QPointF(math.cos(turn) * ring, math.sin(turn) * ring)
        holds = number == 1
        painter.setPen(QPen(accent, max(edge / 36, 1)))
        painter.setBrush(accent if holds else theme.colour("surface"))
        size = seat * (1.25 if holds else 1)
        painter.drawEllipse(place, size, size)


class Emblem(QWidget):
    """A small picture that says nothing a screen reader needs to say."""

    def __init__(self, theme: Theme, size: int) -> None:
        """Draw it ``size`` pixels square at 100 %."""
        super().__init__()
        self.theme = theme
        edge = round(size * theme.scale)
        self.setFixedSize(QSize(edge, edge))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        _draw(painter, self.theme, self.width())
        painter.end()
