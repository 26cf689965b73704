"""The ring of seats: first names, who holds the talking piece, how each turn went.

Every seat is a button of its own, so that screen readers meet it; arrow keys go around,
Enter gives the talking piece. What a seat says is told by shape and word, never by colour
alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rjdesk.desk.views.circle import Seat
from rjdesk.process.circle import Order, Outcome
from rjdesk.process.event import PersonId
from rjdesk.screens.look import Look

STATES = {Outcome.SPOKE: "spoke", Outcome.PASSED: "passed", Outcome.ABSENT: "not here"}
MARKS = {Outcome.SPOKE: "check", Outcome.PASSED: "skip-forward", Outcome.ABSENT: "circle-dashed"}
DIRECTIONS = {
    Order.CLOCKWISE: "clockwise",
    Order.COUNTER: "counter-clockwise",
    Order.POPCORN: "as people are ready",
}
BACKWARD = {Qt.Key.Key_Left, Qt.Key.Key_Up}
FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}


class SeatButton(QAbstractButton):
    """One seat."""

    def __init__(self, ring: Ring, look: Look, seat: Seat) -> None:
        """Make the seat of a ring."""
        super().__init__(ring)
        self.ring, self.look, self.seat = ring, look, seat
        self.setText(seat.called)
        self.setObjectName(f"seat-{seat.person}")
        self.setAccessibleName(f"{seat.called}, {self.state}")
        self.setAccessibleDescription("Enter gives them the talking piece" if self.waits else "")
        self.setToolTip(f"{seat.called}: {self.state}")

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

    def fonts(self) -> tuple[QFont, QFont]:
        """Return the type of the name and of the state."""
        name, state = QFont(self.font()), QFont(self.font())
        name.setPointSizeF(self.look.points("body"))
        name.setBold(True)
        state.setPointSizeF(self.look.points("small"))
        return name, state

    def sizeHint(self) -> QSize:
        """Room for the name over the state, with its mark."""
        name, state = (QFontMetrics(font) for font in self.fonts())
        edge = self.look.space("s")
        wide = max(
            name.horizontalAdvance(self.text()),
            state.horizontalAdvance(self.state) + state.height() + edge // 2,
        )
        return QSize(wide + 2 * edge, name.height() + state.height() + edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame by state, the name, and the state with its mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        holds, gone = self.seat.holds_piece, self.seat.outcome is Outcome.ABSENT
        colour = self.look.colour
        ink = colour("accent-ink" if holds else "ink-soft" if gone else "ink")
        fill = "accent" if holds else "ground" if gone else "surface"
        pen = QPen(colour("accent" if holds else "edge"), 2 if holds else 1)
        if gone:
            pen.setStyle(Qt.PenStyle.DashLine)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        round_by = frame.height() / 2 if holds else self.look.tokens.radius["m"]
        painter.setPen(pen)
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(frame, round_by, round_by)
        if self.hasFocus():
            painter.setPen(QPen(colour("ink" if holds else "focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, round_by, round_by)
        self._write(painter, frame.toRect(), ink)

    def _write(self, painter: QPainter, frame: QRect, ink: object) -> None:
        name, state = self.fonts()
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
            picture = self.look.pixmap(mark, "accent-ink" if self.seat.holds_piece else "ink-soft")
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
            self.ring.step(self, -1 if key in BACKWARD else 1)
        else:
            event.ignore()


class Ring(QWidget):
    """The seats in their order, as a ring where there is room, else as rows.

    ``picked`` carries the person whom the facilitator gives the talking piece.
    """

    picked = Signal(str)

    def __init__(self, look: Look) -> None:
        """Make an empty ring."""
        super().__init__()
        self.look = look
        self.seats: list[SeatButton] = []
        self.order = Order.CLOCKWISE
        self.as_rows = False
        self._turning = QRectF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("The ring of seats")

    def show_seats(self, seats: Sequence[Seat], order: Order) -> None:
        """Show the seats as they are now; the keyboard stays with the person it was at."""
        with_keys = next((b.seat.person for b in self.seats if b.hasFocus()), None)
        for old in self.seats:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.order = order
        self.seats = [SeatButton(self, self.look, seat) for seat in seats]
        for made in self.seats:
            made.clicked.connect(lambda _checked=False, seat=made.seat: self._pick(seat))
            made.show()
        self._one_stop(with_keys)
        said = ". ".join(f"{b.seat.called}: {b.state}" for b in self.seats)
        self.setAccessibleDescription(f"{said}. The piece goes {DIRECTIONS[order]}.")
        self.updateGeometry()
        self._place()
        self.update()
        for made in self.seats:
            if made.seat.person == with_keys:
                made.setFocus()

    def _one_stop(self, person: PersonId | None) -> None:
        """Make the ring one stop of the Tab key: the seat with the keys, or whose turn it is."""
        stop = next((b for b in self.seats if b.seat.person == person), None)
        stop = stop or next((b for b in self.seats if b.seat.holds_piece), None)
        stop = stop or next((b for b in self.seats if b.waits), None)
        for number, made in enumerate(self.seats):
            is_stop = made is stop or (stop is None and number == 0)
            policy = Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus
            made.setFocusPolicy(policy)

    def _pick(self, seat: Seat) -> None:
        if seat.outcome is None:
            self.picked.emit(seat.person)

    def step(self, at: SeatButton, by: int) -> None:
        """Move the keyboard to the seat before or after."""
        to = self.seats[(self.seats.index(at) + by) % len(self.seats)]
        for made in self.seats:
            policy = Qt.FocusPolicy.TabFocus if made is to else Qt.FocusPolicy.NoFocus
            made.setFocusPolicy(policy)
        to.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first_waiting(self) -> None:
        """Put the keyboard on somebody whose turn is still to come."""
        for made in self.seats:
            if made.waits:
                made.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # --- geometry ------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Enough for a ring of these seats."""
        size = self._seat_size()
        around = len(self.seats) * (size.height() + self.look.space("xl")) / 2
        return QSize(size.width() * 3, max(round(around), size.height() * 5))

    def minimumSizeHint(self) -> QSize:
        """Enough for the seats as rows."""
        size, gap = self._seat_size(), self.look.space("xs")
        rows = 1 if self.as_rows else len(self.seats)
        return QSize(size.width() + 2, rows * (size.height() + gap))

    def hasHeightForWidth(self) -> bool:
        """As rows, a wider ring is a lower one."""
        return self.as_rows

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows."""
        rows = self._in_rows(self._seat_size(), width) if self.seats else []
        return rows[-1].bottom() + 1 if rows else 0

    def _seat_size(self) -> QSize:
        hints = [made.sizeHint() for made in self.seats] or [QSize(1, 1)]
        return QSize(max(h.width() for h in hints), max(h.height() for h in hints))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Seat everybody anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self.seats:
            return
        size = self._seat_size()
        rects = self._around(size)
        self._turning = QRectF()
        if self.as_rows or self._collide(rects):
            rects = self._in_rows(size, self.width())
        else:
            inner = self.rect().adjusted(size.width(), size.height(), -size.width(), -size.height())
            self._turning = QRectF(inner)
        for made, rect in zip(self.seats, rects, strict=True):
            made.setGeometry(rect)

    def _around(self, size: QSize) -> list[QRect]:
        across = (self.width() - size.width()) / 2
        down = (min(self.height(), self.width() * 1.25) - size.height()) / 2
        middle = QPointF(self.width() / 2, down + size.height() / 2)
        found = []
        for number in range(len(self.seats)):
            angle = -math.pi / 2 + 2 * math.pi * number / len(self.seats)
            x = middle.x() + across * math.cos(angle) - size.width() / 2
            y = middle.y() + down * math.sin(angle) - size.height() / 2
            found.append(QRect(round(x), round(y), size.width(), size.height()))
        return found

    def _collide(self, rects: Sequence[QRect]) -> bool:
        inside = self.rect().adjusted(-1, -1, 1, 1)
        if not all(inside.contains(rect) for rect in rects):
            return True
        return any(one.intersects(other) for n, one in enumerate(rects) for other in rects[n + 1 :])

    def _in_rows(self, size: QSize, width: int) -> list[QRect]:
        gap = self.look.space("xs")
        columns = max((width + gap) // (size.width() + gap), 1)
        wide = (width - gap * (columns - 1)) // columns
        return [
            QRect(
                number % columns * (wide + gap),
                number // columns * (size.height() + gap),
                wide,
                size.height(),
            )
            for number in range(len(self.seats))
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring itself, and in its middle which way the piece goes."""
        if self._turning.width() <= 0 or self._turning.height() <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self.seats[0]
        ring = QRectF()
        for made in self.seats:
            ring = ring.united(QRectF(QRect(made.geometry())))
        half = QPointF(first.width() / 2, first.height() / 2)
        ring.adjust(half.x(), half.y(), -half.x(), -half.y())
        painter.setPen(QPen(self.look.colour("line"), 2))
        painter.drawEllipse(ring)
        font = QFont(self.font())
        font.setPointSizeF(self.look.points("small"))
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        within = ring.adjusted(half.x(), half.y(), -half.x(), -half.y())
        arrow = {Order.CLOCKWISE: "↻", Order.COUNTER: "↺"}.get(self.order, "")
        painter.drawText(within, flags, f"{arrow}\n{DIRECTIONS[self.order]}".strip())
