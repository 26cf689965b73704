"""The path of stages: where a case stands, in words and shapes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rjdesk.desk.views.processes import PathStep
from rjdesk.screens.kit.theme import Theme


class StagePath(QWidget):
    """A line with a stop for each stage: filled where past, ringed where the case stands."""

    def __init__(self, theme: Theme, steps: tuple[PathStep, ...]) -> None:
        """Draw these stages."""
        super().__init__()
        self.theme, self.steps = theme, steps
        here = next((s.name for s in steps if s.current), "")
        past = ", ".join(s.name for s in steps if s.past)
        self.setAccessibleName(f"Stage: {here}")
        self.setAccessibleDescription(f"Done: {past}" if past else "Nothing is done yet")
        # No taller would be no taller than at the width that the hint is of.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self.theme.points("small"))
        font.setBold(bold)
        return font

    def _per_line(self, width: int) -> int:
        """Return how many stages fit side by side with their words."""
        letters = QFontMetricsF(self._font(bold=True))
        widest = max(letters.horizontalAdvance(step.name) for step in self.steps)
        fit = max(int(width // (widest + self.theme.space("m"))), 1)
        lines = -(-len(self.steps) // fit)
        return -(-len(self.steps) // lines)

    def _line_height(self) -> float:
        return QFontMetricsF(self._font(bold=True)).height() + self._radius() * 5

    def _radius(self) -> float:
        return self.theme.space("s") * 0.9

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = -(-len(self.steps) // self._per_line(width))
        return round(self._line_height() * lines)

    def sizeHint(self) -> QSize:
        width = round(520 * self.theme.scale)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = self._per_line(self.width())
        width, radius = self.width() / each, self._radius()
        for number, step in enumerate(self.steps):
            line, place = divmod(number, each)
            top = self._line_height() * line
            centre = QPointF(width * place + radius + 1, top + radius + 2)
            if place:
                reached = step.past or step.current
                painter.setPen(QPen(self.theme.colour("accent" if reached else "edge"), 2))
                painter.drawLine(
                    centre - QPointF(width - radius * 1.6, 0), centre - QPointF(radius * 1.6, 0)
                )
            self._stop(painter, step, centre, radius)
            painter.setFont(self._font(bold=step.current))
            painter.setPen(self.theme.colour("ink" if step.current else "ink-soft"))
            below = QRectF(width * place, top + radius * 3, width, self._line_height())
            at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(below, at, step.name)
        painter.end()

    def _stop(self, painter: QPainter, step: PathStep, centre: QPointF, radius: float) -> None:
        accent = self.theme.colour("accent")
        painter.setPen(QPen(accent if step.past or step.current else self.theme.colour("edge"), 2))
        painter.setBrush(accent if step.past else self.theme.colour("surface"))
        painter.drawEllipse(centre, radius, radius)
        if step.current:
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
