"""One seat of the ring: a first name, and in shape and word how it stands with their turn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from rjdesk.desk.views.circle import Seat
from rjdesk.process.circle.state import Outcome
from rjdesk.screens.kit.theme import Theme

STATES = {Outcome.SPOKE: "spoke", Outcome.PASSED: "passed", Outcome.ABSENT: "not here"}
MARKS = {Outcome.SPOKE: "check", Outcome.PASSED: "skip-forward", Outcome.ABSENT: "circle-dashed"}
BACKWARD = {Qt.Key.Key_Left, Qt.Key.Key_Up}
FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}


class SeatButton(QAbstractButton):
    """One seat; ``stepped`` carries 1 or -1 when an arrow key goes on to the next or last."""

    stepped = Signal(int)

    def __init__(self, ring: QWidget, theme: Theme, seat: Seat) -> None:
        """Make the seat of a ring."""
        super().__init__(ring)
        self.theme = theme
        self.setObjectName(f"seat-{seat.person}")
        self.show_seat(seat)

    def show_seat(self, seat: Seat) -> None:
        """Show how it stands with whoever sits here now."""
        self.seat = seat
        self.setText(seat.called)
        self.setAccessibleName(f"{seat.called}, {self.state}")
        self.setAccessibleDescription("Enter gives them the talking piece" if self.waits else "")
        self.setToolTip(f"{seat.called}: {self.state}")
        self.update()

    @property
    def waits(self) -> bool:
        """Whether their turn is still to come."""
        return self.seat.outcome is None and not self.seat.holds_piece

    @property
    def state(self) -> str:
        """How it stands with them, in a word or two."""
        if self.seat.outcome is not None:
            return STATES[self.seat.outcome]
        return "has the piece" if self.seat.holds_piece else "to come"

    def _fonts(self) -> tuple[QFont, QFont]:
        """Return the type of the name and of the state."""
        name, state = QFont(self.font()), QFont(self.font())
        name.setPointSizeF(self.theme.points("body"))
        name.setBold(True)
        state.setPointSizeF(self.theme.points("small"))
        return name, state

    def sizeHint(self) -> QSize:
        """Room for the name over the state, with its mark."""
        name, state = (QFontMetrics(font) for font in self._fonts())
        margin = self.theme.space("s")
        wide = max(
            name.horizontalAdvance(self.text()),
            state.horizontalAdvance(self.state) + state.height() + margin // 2,
        )
        return QSize(wide + 2 * margin, name.height() + state.height() + margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame by state, the name, and the state with its mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        holds, gone = self.seat.holds_piece, self.seat.outcome is Outcome.ABSENT
        colour = self.theme.colour
        ink = colour("accent-ink" if holds else "ink-soft" if gone else "ink")
        fill = "accent" if holds else "ground" if gone else "surface"
        pen = QPen(colour("accent" if holds else "edge"), 2 if holds else 1)
        if gone:
            pen.setStyle(Qt.PenStyle.DashLine)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        round_by = frame.height() / 2 if holds else self.theme.tokens.radius["m"]
        painter.setPen(pen)
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(frame, round_by, round_by)
        if self.hasFocus():
            painter.setPen(QPen(colour("ink" if holds else "focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, round_by, round_by)
        self._write(painter, frame.toRect(), ink)

    def _write(self, painter: QPainter, frame: QRect, ink: QColor) -> None:
        name, state = self._fonts()
        above = QRect(frame)
        above.setBottom(frame.top() + frame.height() * 11 // 20)
        below = QRect(frame)
        below.setTop(above.bottom())
        painter.setPen(QPen(ink))
        painter.setFont(name)
        middle = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(above, middle | Qt.AlignmentFlag.AlignBottom, self.text())
        painter.setFont(state)
        metrics = QFontMetrics(state)
        mark = self._mark()
        gap = metrics.height() // 4
        side = metrics.ascent() if mark else 0
        wide = metrics.horizontalAdvance(self.state) + (side + gap if mark else 0)
        left = frame.center().x() - wide // 2
        if mark:
            picture = self.theme.pixmap(mark, "accent-ink" if self.seat.holds_piece else "ink-soft")
            top = below.top() + max((metrics.height() - side) // 2, 0)
            painter.drawPixmap(QRect(left, top, side, side), picture)
            left += side + gap
        base = below.top() + metrics.ascent()
        painter.drawText(QPointF(left, base), self.state)

    def _mark(self) -> str:
        if self.seat.outcome is not None:
            return MARKS[self.seat.outcome]
        return "message-circle" if self.seat.holds_piece else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go around, Enter picks; Space is left to the page, where it means next."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key in BACKWARD | FORWARD:
            self.stepped.emit(-1 if key in BACKWARD else 1)
        else:
            event.ignore()
