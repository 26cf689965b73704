"""Sitting down together: who is here, in which order they sit, which way the piece travels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QScrollArea, QWidget

from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.terms import Terms
from rjdesk.desk.views.preparation import RosterRow
from rjdesk.process.circle.state import Order
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.all_the_same import AllTheSame, GoOn
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.reading_order import tab_on
from rjdesk.screens.kit.rows import named
from rjdesk.screens.kit.text import clear, escape_mnemonic, hbox, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

SEATS_SHOWN = 4
"""More than these are reached by scrolling, so that the form fits a small screen."""

SitDown = Callable[[tuple[PersonId, ...], Order], str | Refused]
"""Takes who is here in the order of their seats; returns why it may not begin, or ""."""


class SeatsDialog(QDialog):
    """Asks for the ring of seats; ``done`` begins the circle or says why not."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        people: Sequence[RosterRow],
        done: SitDown,
        go_on: GoOn,
        terms: Terms,
    ) -> None:
        """Make the dialog; show it with ``open``."""
        super().__init__(parent)
        self.setWindowTitle("Sit down together")
        self.theme, self.done_with, self.go_on = theme, done, go_on
        self.seats = list(people)
        self.here = {person.person: person.on_roster for person in people}
        box = vbox(theme, "m")
        margin = theme.space("xl")
        box.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        box.addWidget(label("Sit down together", "title"))
        box.addWidget(
            label(
                "Tick who is here, and put them in the order of the seats, clockwise. "
                "Alt and an arrow key move a seat.",
                "soft",
            )
        )
        self.list = vbox(theme, "xs")
        self.area = self._scrolled()
        box.addWidget(self.area, 1)
        self.order = ChoiceBox()
        self.order.setAccessibleName("Way of the talking piece")
        for order in Order:
            self.order.addItem(terms.of(order), order)
        caption = label("The talking piece travels", "strong", wrap=False)
        caption.setBuddy(self.order)
        box.addWidget(caption)
        box.addWidget(in_row(theme, self.order))
        self.refusal = label("", "fault")
        self.refusal.setVisible(False)
        box.addWidget(self.refusal)
        self.all_the_same = vbox(theme, "xs")
        box.addLayout(self.all_the_same)
        self.begin = button(theme, "Begin the circle", self.finish, role="primary", icon="users")
        self.begin.setDefault(True)
        box.addWidget(in_row(theme, self.begin, button(theme, "Cancel", self.reject)))
        self.setLayout(box)
        self.setMinimumWidth(round(520 * theme.scale))
        # Of the seats alone: below them Alt+Down opens the list of ways to go around.
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            moves = QShortcut(QKeySequence(keys), self.inner)
            moves.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            moves.activated.connect(partial(self.move_focused, step))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the seats their room, which is known once their look is."""
        everybody = self.inner.sizeHint().height()
        shown = min(len(self.seats), SEATS_SHOWN) / max(len(self.seats), 1)
        self.area.setMinimumHeight(round(everybody * shown))
        # Qt would make it no higher than two thirds of the screen, and squeeze what is in it.
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        super().showEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        return tab_on(self, forward=next)

    def _scrolled(self) -> QScrollArea:
        self.inner = QWidget()
        self.list.setContentsMargins(0, 0, self.theme.space("m"), 0)
        self.inner.setLayout(self.list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.inner)
        return area

    def _show(self, focus: str = "") -> None:
        clear(self.list)
        for number, person in enumerate(self.seats, 1):
            tick = QCheckBox(escape_mnemonic(f"{number}.  {person.called}"))
            tick.setAccessibleName(f"Seat {number}: {person.name} is here")
            tick.setObjectName(f"here-{person.person}")
            tick.setChecked(self.here[person.person])
            tick.toggled.connect(partial(self._ticked, person.person))
            row_box = hbox(self.theme, "s")
            row_box.addWidget(tick, 1)
            for caption, icon, step in (("Up", "arrow-up", -1), ("Down", "arrow-down", 1)):
                move = partial(self.move_seat, number, step)
                pressed = button(self.theme, caption, move, role="quiet", icon=icon)
                named(pressed, f"{caption}: {person.name}")
                pressed.setEnabled(1 <= number + step <= len(self.seats))
                row_box.addWidget(pressed)
            self.list.addLayout(row_box)
            if person.person == focus:
                give_keyboard(tick)
        self.list.addStretch(1)

    def _ticked(self, person: PersonId, here: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.here[person] = here

    def move_seat(self, number: int, step: int) -> None:
        """Move the person at ``number`` one seat up (-1) or down (1)."""
        to = number + step
        if not 1 <= to <= len(self.seats):
            return
        person = self.seats.pop(number - 1)
        self.seats.insert(to - 1, person)
        self._show(person.person)

    def move_focused(self, step: int) -> None:
        """Move the seat that has the keyboard (Alt+Up, Alt+Down)."""
        focus: QWidget | None = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        seats = [f"here-{person.person}" for person in self.seats]
        if name in seats:
            self.move_seat(seats.index(name) + 1, step)

    def finish(self) -> None:
        """Begin, or say why it may not begin yet."""
        present = tuple(p.person for p in self.seats if self.here[p.person])
        self._settle(self.done_with(present, self.order.currentData()))

    def _settle(self, outcome: str | Refused | Recorded) -> None:
        clear(self.all_the_same)
        if isinstance(outcome, Recorded) or not outcome:
            self.accept()
            return
        sentence = outcome.why_not() if isinstance(outcome, Refused) else outcome
        self.refusal.setText(sentence)
        self.refusal.setVisible(True)
        if isinstance(outcome, Refused) and outcome.may_go_on:
            self.all_the_same.addWidget(AllTheSame(self.theme, outcome, self.go_on, self._settle))
