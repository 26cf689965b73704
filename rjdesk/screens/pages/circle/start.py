"""Before and after a circle: the PIN of the session, who sits where, and the quiet end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QScrollArea, QWidget

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.views.preparation import AskPreparation, RosterRow
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.circle.state import Order
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.drafts import StrangeDraft
from rjdesk.screens.kit.flow import flowing
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.text import Frame, clear, hbox, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.circle.acts import CircleActs
from rjdesk.screens.pages.circle.agreement import OWNER
from rjdesk.screens.pages.circle.cover import choose_pin, pin_line

WIDEST = 760
ORDERS = tuple(Order)


def scrolling(theme: Theme, panel: QWidget) -> QScrollArea:
    """Return a panel that scrolls where there is no room for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    panel.setMaximumWidth(round(WIDEST * theme.scale))
    holder = QWidget()
    box = vbox(theme, "m")
    box.addWidget(panel)
    if isinstance(panel, PinPanel):
        box.addStretch(1)
    holder.setLayout(box)
    area.setWidget(holder)
    return area


class PinPanel(Frame):
    """Asks for the PIN that uncovers the screen in this session; ``chosen`` when it is kept."""

    chosen = Signal()

    def __init__(self, theme: Theme, acts: CircleActs) -> None:
        """Ask."""
        super().__init__(theme, "card")
        self.acts = acts
        self.line = pin_line("PIN for this session")
        self.line.setMaximumWidth(theme.space("xxl") * 4)
        self.line.returnPressed.connect(self._keep)
        self.fault = label("", "fault")
        self.add(
            label("First, a short PIN", "heading"),
            label(
                "Escape pressed twice hides this screen at once, and so do ten minutes without "
                "a key. The PIN brings it back. It is forgotten when the program locks."
            ),
            in_row(theme, self.line, button(theme, "Keep it", self._keep, role="primary")),
            self.fault,
        )

    def _keep(self) -> None:
        if choose_pin(self.acts.link, self.line.text()):
            self.chosen.emit()
        else:
            self.fault.setText("Four digits or more, please.")
            self.line.selectAll()


class StartPanel(QWidget):
    """Who is here, in the order of their seats, and which way the talking piece goes.

    ``why`` carries the id of a rule that a person asks about.
    """

    why = Signal(str)

    def __init__(self, theme: Theme, acts: CircleActs) -> None:
        """Fill it from what was prepared."""
        super().__init__()
        self.theme, self.acts = theme, acts
        view = acts.link.ask(AskPreparation(acts.case))
        self.rows: list[RosterRow] = [seat for seat in view.roster if seat.on_roster]
        self.away: set[str] = set()
        box = vbox(theme, "m")
        self.setLayout(box)
        box.addWidget(label("Sitting down together", "title"))
        box.addWidget(label("Seats go clockwise, as they are in the room.", "lead"))
        self.seats = vbox(theme, "xs")
        holder = Frame(theme, "card")
        holder.box.addLayout(self.seats)
        box.addWidget(holder)
        box.addWidget(label("The talking piece travels", "strong"))
        self.group = QButtonGroup(self)
        radios = []
        for number, order in enumerate(ORDERS):
            radio = QRadioButton(acts.services.terms.of(order))
            radio.setObjectName(f"order-{order.name.lower()}")
            radio.setChecked(number == 0)
            self.group.addButton(radio, number)
            radios.append(radio)
        box.addWidget(flowing(theme.space("l"), *radios))
        self.start = ActButton(acts.services, "Begin the circle", self._begin, role="primary")
        self.start.button.setObjectName("begin")
        self.start.why.connect(self.why)
        box.addWidget(self.start)
        box.addStretch(1)
        self._show()

    def _show(self) -> None:
        clear(self.seats)
        for number, seat in enumerate(self.rows):
            row_box = hbox(self.theme, "s")
            here = QCheckBox(seat.called.replace("&", "&&"))
            here.setAccessibleName(f"{seat.called} is here")
            here.setObjectName(f"here-{seat.person}")
            here.setChecked(seat.person not in self.away)
            here.toggled.connect(partial(self._here, seat.person))
            row_box.addWidget(here, 1)
            for by, icon, caption in ((-1, "arrow-up", "earlier"), (1, "arrow-down", "later")):
                move = button(self.theme, "", partial(self._move, number, by), icon=icon)
                move.setAccessibleName(f"Seat {seat.called} {caption}")
                move.setToolTip(f"One seat {caption}")
                move.setObjectName(f"{caption}-{seat.person}")
                move.setEnabled(0 <= number + by < len(self.rows))
                row_box.addWidget(move)
            holder = QWidget()
            holder.setLayout(row_box)
            self.seats.addWidget(holder)
        self._rule()

    def _here(self, person: str, here: bool) -> None:  # noqa: FBT001
        (self.away.discard if here else self.away.add)(person)
        self._rule()

    def _move(self, number: int, by: int) -> None:
        seat = self.rows.pop(number)
        self.rows.insert(number + by, seat)
        name = f"{'earlier' if by < 0 else 'later'}-{seat.person}"
        self._show()
        for widget in self.findChildren(QWidget, name):
            give_keyboard(widget)

    def _event(self) -> CircleStarted:
        present = tuple(s.person for s in self.rows if s.person not in self.away)
        order = ORDERS[max(self.group.checkedId(), 0)]
        return self.acts.link.of(circle_acts.STARTED, present=present, order=order)

    def _rule(self) -> None:
        verdict = self.acts.link.may(self.acts.case, self._event())
        self.start.show_verdict(verdict)
        if len(self.rows) <= len(self.away):
            self.start.button.setEnabled(False)

    def _begin(self) -> None:
        self.acts.do(self._event())


TYPED = "Something was typed and not recorded"
TYPED_SAYS = (
    "The circle ended before it was recorded. Copy what you need: the agreement has a place for "
    "it. It is kept, sealed, until you drop it, and stands in the fields of another circle."
)


def left_typed(theme: Theme, draft: Draft, calendar: Calendar) -> QWidget | None:
    """Return the card of what was typed in a circle that has ended, or None.

    Who was chosen for an action says nothing without it.
    """
    left = [
        _as_written(text, calendar)
        for name, text in draft.texts.items()
        if name != OWNER and text.strip()
    ]
    return StrangeDraft(theme, left, draft.drop, (TYPED, TYPED_SAYS)) if left else None


def _as_written(text: str, calendar: Calendar) -> str:
    """Return a text as a person wrote it; a day that was understood is kept as 2026-10-26."""
    try:
        return calendar.style.write_day(date.fromisoformat(text))
    except ValueError:
        return text


class EndedPanel(QWidget):
    """The circle has ended; one thing to do next. ``go`` takes the name of a screen."""

    def __init__(
        self,
        theme: Theme,
        go: Callable[[str], object],
        again: Callable[[], object],
        undo: Callable[[], object] | None,
        left: Sequence[QWidget],
    ) -> None:
        """Close quietly."""
        super().__init__()
        box = vbox(theme, "m")
        self.setLayout(box)
        box.addStretch(1)
        box.addWidget(label("The circle has ended", "title"))
        box.addWidget(label(
            "Thank you for holding it. Everything that was recorded is kept. Take a breath "
            "before you go on.", "lead",
        ))  # fmt: skip
        next_ = button(
            theme, "To the agreement", partial(go, "agreement"), role="primary", icon="handshake"
        )
        next_.setObjectName("to-agreement")
        box.addWidget(next_)
        for typed in left:
            box.addWidget(typed)
        staying = "Who stays, and what else is possible"
        more = [
            button(theme, "Sit down for another circle", again, role="quiet"),
            button(theme, staying, partial(go, "interruption"), role="quiet"),
        ]
        if undo is not None:
            back = button(theme, "It has not ended: take that back", undo, role="quiet")
            back.setObjectName("undo")
            more.append(back)
        box.addWidget(flowing(theme.space("s"), *more))
        box.addStretch(2)
