"""The ring of seats: first names, who holds the talking piece, how each turn went.

Every seat is a button of its own, so that screen readers meet it; arrow keys go around,
Enter gives the talking piece. What a seat says is told by shape and word, never by colour
alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rjdesk.desk.terms import Terms
from rjdesk.desk.views.circle import Seat
from rjdesk.process.circle.state import Order
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.seat import SeatButton
from rjdesk.screens.kit.text import let_go
from rjdesk.screens.kit.theme import Theme

ARROWS = {Order.CLOCKWISE: "↻ ", Order.COUNTER: "↺ ", Order.POPCORN: ""}
MANY = 7


class Ring(QWidget):
    """The seats in their order, as a ring where there is room, else as rows.

    ``picked`` carries the person whom the facilitator gives the talking piece.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, terms: Terms) -> None:
        """Make an empty ring."""
        super().__init__()
        self.theme, self.terms = theme, terms
        self.seats: list[SeatButton] = []
        self.order = Order.CLOCKWISE
        self.as_rows = False
        self.is_ring = True
        self._largest = QSize(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("The ring of seats")

    def show_seats(self, seats: Sequence[Seat], order: Order) -> None:
        """Show the seats as they are now; a keyboard in the ring goes on with the piece.

        As long as the same people sit in the same order, their seats stay.
        """
        with_keys = self.has_keyboard
        self.order = order
        if [made.seat.person for made in self.seats] == [seat.person for seat in seats]:
            for made, seat in zip(self.seats, seats, strict=True):
                made.show_seat(seat)
        else:
            self._seat_anew(seats)
        self._measure()
        self._one_stop()
        said = ". ".join(f"{b.seat.called}: {b.state}" for b in self.seats)
        self.setAccessibleDescription(f"{said}. The piece goes {self.terms.within(order)}.")
        self.updateGeometry()
        self._place()
        self.update()
        if with_keys:
            self.take_keyboard()

    def _seat_anew(self, seats: Sequence[Seat]) -> None:
        for old in self.seats:
            let_go(old)
        self.seats = [SeatButton(self, self.theme, seat) for seat in seats]
        for made in self.seats:
            made.clicked.connect(lambda _checked=False, at=made: self._pick(at))
            made.stepped.connect(partial(self._step, made))
            made.show()

    def _one_stop(self) -> None:
        """Make the ring one stop of the Tab key: the seat of whoever's turn it is or may be."""
        stop = next((b for b in self.seats if b.seat.holds_piece), None)
        stop = stop or next((b for b in self.seats if b.waits), None)
        self._stop_at(stop or next(iter(self.seats), None))

    def _stop_at(self, seat: SeatButton | None) -> None:
        for made in self.seats:
            is_it = made is seat
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_it else Qt.FocusPolicy.NoFocus)

    def _pick(self, at: SeatButton) -> None:
        if at.seat.outcome is None:
            self.picked.emit(at.seat.person)

    def _step(self, at: SeatButton, by: int) -> None:
        to = self.seats[(self.seats.index(at) + by) % len(self.seats)]
        self._stop_at(to)
        give_keyboard(to, Qt.FocusReason.TabFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the ring, where letters are the circle's keys."""
        here: QWidget | None = self.window().focusWidget()
        return here is not None and self.isAncestorOf(here)

    def take_keyboard(self) -> bool:
        """Put the keyboard into the ring, at its one stop; say whether there is a seat."""
        for made in self.seats:
            if made.focusPolicy() != Qt.FocusPolicy.NoFocus:
                give_keyboard(made)
                return True
        return False

    @property
    def here(self) -> PersonId:
        """Whose seat the keyboard is at, or comes to when it is put into the ring; or ""."""
        at = next((b for b in self.seats if b.hasFocus()), None)
        stop = (b for b in self.seats if b.focusPolicy() != Qt.FocusPolicy.NoFocus)
        at = at or next(stop, None)
        return at.seat.person if at is not None else PersonId("")

    def go_to(self, person: str) -> None:
        """Put the keyboard at somebody's seat."""
        self._stop_at(next((b for b in self.seats if b.seat.person == person), None))
        self.take_keyboard()

    def focus_first_waiting(self) -> None:
        """Put the keyboard on somebody whose turn is still to come."""
        for made in self.seats:
            if made.waits:
                give_keyboard(made, Qt.FocusReason.TabFocusReason)
                return

    # --- geometry ------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Enough for a ring of these seats."""
        size = self._seat_size()
        around = len(self.seats) * (size.height() + self.theme.space("xl")) / 2
        return QSize(size.width() * 3, max(round(around), size.height() * 5))

    def minimumSizeHint(self) -> QSize:
        """Enough for the seats as rows."""
        size = self._seat_size()
        wide = max(self.width(), size.width())
        rows = self._in_rows(size, wide) if self.seats and not self.as_rows else [QRect()]
        return QSize(size.width() + 2, max(rows[-1].bottom() + 1, size.height()) + self._line())

    def hasHeightForWidth(self) -> bool:
        """As rows, a wider ring is a lower one."""
        return self.as_rows

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows."""
        rows = self._in_rows(self._seat_size(), width) if self.seats else []
        return rows[-1].bottom() + 1 + self._line() if rows else 0

    def _measure(self) -> None:
        hints = [made.sizeHint() for made in self.seats] or [QSize(1, 1)]
        self._largest = QSize(max(h.width() for h in hints), max(h.height() for h in hints))

    def _seat_size(self) -> QSize:
        return self._largest

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Seat everybody anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self.seats:
            return
        rects = self._around()
        self.is_ring = not self.as_rows and not self._collide(rects)
        if not self.is_ring:
            rects = self._in_rows(self._seat_size(), self.width())
        for made, rect in zip(self.seats, rects, strict=True):
            made.setGeometry(rect)

    def _around(self) -> list[QRect]:
        """Return a seat each, the first at the top and the others clockwise from it."""
        found = []
        for number, made in enumerate(self.seats):
            at, size = self._on_ring(number / len(self.seats)), made.sizeHint()
            found.append(
                QRect(
                    round(at.x() - size.width() / 2),
                    round(at.y() - size.height() / 2),
                    size.width(),
                    size.height(),
                )
            )
        return found

    def _on_ring(self, part: float) -> QPointF:
        """Return the place of a part (0 to 1) of the way around; many seats bulge the sides."""
        size = self._seat_size()
        many = len(self.seats) >= MANY
        tall, bulge = (1.7, 0.55) if many else (1.1, 1.0)
        height = min(self.height() - self._line(), round(self.width() * tall))
        across, down = (self.width() - size.width()) / 2, (height - size.height()) / 2
        angle = -math.pi / 2 + 2 * math.pi * part
        x = math.copysign(abs(math.cos(angle)) ** bulge, math.cos(angle))
        return QPointF(self.width() / 2 + across * x, height / 2 + down * math.sin(angle))

    def _line(self) -> int:
        """Return how much room the words below the ring take."""
        return self.fontMetrics().height() + self.theme.space("xs")

    def _collide(self, rects: Sequence[QRect]) -> bool:
        inside = self.rect().adjusted(-1, -1, 1, 1)
        if not all(inside.contains(rect) for rect in rects):
            return True
        return any(one.intersects(other) for n, one in enumerate(rects) for other in rects[n + 1 :])

    def _in_rows(self, size: QSize, width: int) -> list[QRect]:
        gap = self.theme.space("xs")
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
        """Paint the ring itself, and below it which way the piece goes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_ring and self.seats:
            painter.setPen(QPen(self.theme.colour("line"), 2))
            painter.drawPolygon([self._on_ring(step / 120) for step in range(120)])
        font = QFont(self.font())
        font.setPointSizeF(self.theme.points("small"))
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink-soft"))
        bottom = max((made.geometry().bottom() for made in self.seats), default=0)
        below = QRect(0, bottom + self.theme.space("xs"), self.width(), self._line())
        said = f"{ARROWS[self.order]}{self.terms.within(self.order)}"
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, said)
