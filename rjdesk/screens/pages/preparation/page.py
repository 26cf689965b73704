"""Preparation: everything that is written down before people sit down together (section 4C)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.accountability import AskOneParty
from rjdesk.desk.views.preparation import AskPreparation, PreparationView
from rjdesk.process.circle.state import Order
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row
from rjdesk.screens.kit.typed import Draft, SaveRow, TypedText
from rjdesk.screens.pages.preparation.cards import ScheduleCard, given_card, kind_card
from rjdesk.screens.pages.preparation.minors import under_age_card
from rjdesk.screens.pages.preparation.one_party import facilitators_card, one_party_cards
from rjdesk.screens.pages.preparation.questions import DRAFTED, QuestionsCard
from rjdesk.screens.pages.preparation.seats import SeatsDialog


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
        alone = self.link.ask(AskOneParty(self.case))
        for made in (
            self.draft.strange_card(self.theme),
            kind_card(self, view),
            facilitators_card(self, alone),
            under_age_card(self, view),
            ScheduleCard(self, view, self.draft),
            self._reason(view),
            QuestionsCard(self, view, self.draft),
            self._closing(view),
            given_card(self, view),
            *one_party_cards(self, alone, view),
            self._start(view),
        ):
            if made is not None:
                self.box.addWidget(made)

    def _reason(self, view: PreparationView) -> Frame:
        made = card(
            self.theme,
            "The reason for the circle",
            "It is read to everybody at the beginning. Neutral words: what happened, not who "
            "is to blame.",
        )
        label = "The reason for the circle"
        text = TypedText(self.theme, self.draft, "reason", view.reason, label)
        save = SaveRow(self.theme, self.draft, ("reason",), self.save_reason, "Save the reason")
        return made.add(text, text.says, save)

    def save_reason(self) -> None:
        """Record the reason as it stands."""
        text = self.draft.text("reason", "").strip()
        self.draft.record(("reason",), self.link.of(preparation_acts.REASON, text=text))

    def _closing(self, view: PreparationView) -> Frame:
        made = card(
            self.theme, "The closing question", "The last go-round: each person speaks or passes."
        )
        label = "The closing question"
        text = TypedText(self.theme, self.draft, "closing", view.closing_question, label, lines=1)
        save = SaveRow(
            self.theme, self.draft, ("closing",), self.save_closing, "Save the closing question"
        )
        return made.add(text, text.says, save)

    def save_closing(self) -> None:
        """Record the closing question as it stands."""
        text = self.draft.text("closing", "").strip()
        event = self.link.of(preparation_acts.CLOSING_QUESTION, text=text)
        self.draft.record(("closing",), event)

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
        act = ActButton(
            self.services, "Sit down together", self.sit_down, role="primary", icon="users"
        )
        act.why.connect(self.why)
        act.leads_by(self.go_to, self.route.screen)
        act.show_verdict(view.to_start)
        return made.add(act)

    def sit_down(self) -> None:
        """Ask who is here and how they sit, begin, and go to the circle."""
        roster = self.link.ask(AskPreparation(self.case)).roster
        dialog = SeatsDialog(
            self, self.theme, roster, self._begin, self.link.go_on, self.services.terms
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.go.emit(Route("circle", self.case)))
        dialog.open()

    def _begin(self, present: tuple[PersonId, ...], order: Order) -> str | Refused:
        if not present:
            return "Tick at least one person who is here."
        event = self.link.of(circle_acts.STARTED, present=present, order=order)
        try:
            outcome = self.link.record(self.case, event)
        except Trouble as trouble:
            return str(trouble)
        return outcome if isinstance(outcome, Refused) else ""


def still_open(view: PreparationView) -> str:
    """Return what is still to be prepared, in one sentence."""
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
