"""Preparation: everything that is written down before people sit down together (section 4C)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.acts.act import Act
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.fields import Kind
from rjdesk.desk.views.accountability import AskOneParty
from rjdesk.desk.views.preparation import AskPreparation, PreparationView
from rjdesk.process.preparation.events import ClosingQuestionWritten, ReasonWritten
from rjdesk.process.preparation.state import ProcessType
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import SIT_DOWN, Route, ScrolledPage
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row
from rjdesk.screens.kit.typed import Draft, SaveRow, TypedText
from rjdesk.screens.pages.preparation.at_the_door import at_the_door_card
from rjdesk.screens.pages.preparation.cards import given_card, kind_card, schedule_card
from rjdesk.screens.pages.preparation.messages import messages_card
from rjdesk.screens.pages.preparation.minors import under_age_card
from rjdesk.screens.pages.preparation.one_party import facilitators_card, one_party_cards
from rjdesk.screens.pages.preparation.questions import DRAFTED, QuestionsCard


class PreparationPage(ScrolledPage):
    """The preparation of the circle; what is typed is never lost."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, and take up the draft that was kept."""
        super().__init__(services, link, route)
        self.draft = Draft(self, DraftKind.PREPARATION, DRAFTED)

    def leave(self) -> None:
        """Keep what is unsaved as a sealed draft."""
        self.draft.keep()

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskPreparation(self.case))
        self.box.addWidget(self.to_case())
        self.heading("Preparation", f"{view.code} · {still_open(view)}")
        for made in self._without_meeting(view) if is_indirect(view) else self._for_a_circle(view):
            if made is not None:
                self.box.addWidget(made)

    def _without_meeting(self, view: PreparationView) -> tuple[QWidget | None, ...]:
        """Return the cards of a process in which nobody meets."""
        return (
            self.draft.strange_card(self.theme),
            kind_card(self, view),
            under_age_card(self, view),
            messages_card(self, view),
        )

    def _for_a_circle(self, view: PreparationView) -> tuple[QWidget | None, ...]:
        alone = self.link.ask(AskOneParty(self.case))
        return (
            self.draft.strange_card(self.theme),
            kind_card(self, view),
            facilitators_card(self, alone),
            under_age_card(self, view),
            schedule_card(self, view),
            at_the_door_card(self, view),
            self._written(preparation_acts.REASON, "reason", view.reason),
            QuestionsCard(self, view, self.draft),
            self._written(preparation_acts.CLOSING_QUESTION, "closing", view.closing_question),
            given_card(self, view),
            messages_card(self, view),
            *one_party_cards(self, alone, view),
            self._start(view),
        )

    def _written(
        self, act: Act[ReasonWritten] | Act[ClosingQuestionWritten], name: str, recorded: str
    ) -> Frame:
        """Return the card of a text that is written in its place; ``name`` is that of its draft."""
        field = act.field("text")
        made = card(self.theme, field.label, field.help)
        lines = 3 if field.kind is Kind.LONG else 1
        text = TypedText(self.theme, self.draft, name, recorded, field.label, lines=lines)

        def save() -> None:
            said = self.draft.text(name, recorded).strip()
            self.draft.record((name,), self.link.of(act, text=said))

        what = f"{field.label[0].lower()}{field.label[1:]}"
        return made.add(
            text, text.says, SaveRow(self.theme, self.draft, (name,), save, f"Save {what}")
        )

    def _start(self, view: PreparationView) -> Frame:
        made = card(self.theme, "Sit down together")
        if view.under_way:
            back = button(
                self.theme,
                "Go back to the circle",
                lambda: self.go.emit(Route("circle", self.case)),
                role="primary",
                icon="users",
            )
            return made.add(
                state(self.theme, "circle-dot", "The circle is under way."),
                in_row(self.theme, back),
            )
        if view.started:
            made.add(state(self.theme, "circle-check", "A circle was held. You may meet again."))
        return made.add(
            act_button(
                self,
                "Sit down together",
                self.sit_down,
                view.to_start,
                role="primary",
                icon="users",
            )
        )

    def sit_down(self) -> None:
        """Go where it is asked who is here."""
        self.go.emit(Route("circle", self.case, SIT_DOWN))


def is_indirect(view: PreparationView) -> bool:
    """Whether nobody meets (R22)."""
    return view.kind is ProcessType.INDIRECT


def still_open(view: PreparationView) -> str:
    """Return what is still to be prepared, in one sentence."""
    if is_indirect(view):
        return "Nobody meets."
    waiting = (
        ("the kind of meeting", view.kind is None),
        ("the appointment", view.starts_at is None),
        ("the reason", not view.reason.strip()),
        ("the guiding questions", not view.questions),
        ("the closing question", not view.closing_question.strip()),
        ("giving the questions", any(not p.questions_given for p in view.roster if p.on_roster)),
    )
    open_ = [what for what, missing in waiting if missing]
    if not open_:
        return "Everything is prepared."
    *before, last = open_
    return f"Still open: {', '.join(before)} and {last}." if before else f"Still open: {last}."
