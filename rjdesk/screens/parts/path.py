"""The path of stages: where a case stands, in words and shapes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rjdesk.desk.views.case_page import PathStep
from rjdesk.screens.look import Look


class StagePath(QWidget):
    """A line with a stop for each stage: filled where past, ringed where the case stands."""

    def __init__(self, look: Look, steps: tuple[PathStep, ...]) -> None:
        """Draw these stages."""
        super().__init__()
        self.look, self.steps = look, steps
        here = next((s.stage.value for s in steps if s.current), "")
        past = ", ".join(s.stage.value for s in steps if s.past)
        self.setAccessibleName(f"Stage: {here}")
        self.setAccessibleDescription(f"Done: {past}" if past else "Nothing is done yet")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self.look.points("small"))
        font.setBold(bold)
        return font

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._font(bold=True)).height()
        return QSize(round(520 * self.look.scale), round(line * 2 + self.look.space("l")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self.steps)
        radius = self.look.space("s") * 0.9
        middle = radius * 2 + 2
        for number, step in enumerate(self.steps):
            centre = QPointF(width * (number + 0.5), middle)
            if number:
                reached = step.past or step.current
                colour = self.look.colour("accent" if reached else "edge")
                painter.setPen(QPen(colour, 2))
                painter.drawLine(
                    QPointF(centre.x() - width + radius * 1.6, middle),
                    QPointF(centre.x() - radius * 1.6, middle),
                )
            self._stop(painter, step, centre, radius)
            painter.setFont(self._font(bold=step.current))
            painter.setPen(self.look.colour("ink" if step.current else "ink-soft"))
            below = QRectF(width * number, middle + radius * 1.6, width, self.height())
            top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(below, top, step.stage.value)
        painter.end()

    def _stop(self, painter: QPainter, step: PathStep, centre: QPointF, radius: float) -> None:
        accent = self.look.colour("accent")
        painter.setPen(QPen(accent if step.past or step.current else self.look.colour("edge"), 2))
        painter.setBrush(accent if step.past else self.look.colour("surface"))
        painter.drawEllipse(centre, radius, radius)
        if step.current:
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
