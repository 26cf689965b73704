"""The emblem: a ring of seats, one of which holds the talking piece."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rjdesk.screens.look import Look

SEATS = 8


class Emblem(QWidget):
    """A small picture that says nothing a screen reader needs to say."""

    def __init__(self, look: Look, size: int) -> None:
        """Draw it ``size`` pixels square at 100 %."""
        super().__init__()
        self.look = look
        edge = round(size * look.scale)
        self.setFixedSize(QSize(edge, edge))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        seat = self.width() / 12
        ring = self.width() / 2 - seat * 1.4
        accent = self.look.colour("accent")
        for number in range(SEATS):
            turn = 2 * math.pi * number / SEATS - math.pi / 2
            place = middle + QPointF(math.cos(turn) * ring, math.sin(turn) * ring)
            holds = number == 1
            painter.setPen(QPen(accent, self.width() / 36))
            painter.setBrush(accent if holds else self.look.colour("surface"))
            size = seat * (1.25 if holds else 1)
            painter.drawEllipse(place, size, size)
        painter.end()
