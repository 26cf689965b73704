"""Follow-up: what is done, who is told, when we meet again, and the end of the case (4D, 4E)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.views.followup import (
    AskFollowUp,
    FollowUpRow,
    FollowUpView,
    MonitoredAction,
)
from rjdesk.desk.views.processes import AskBeginning
from rjdesk.desk.views.taking_part import AskInterruption, how_it_ended
from rjdesk.process.case import Follows
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.beginning import begin_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import (
    card,
    row_of,
    small_button,
    state,
)
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row, label, separator
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.followup.end import close_card, end_card
from rjdesk.screens.pages.followup.further_steps import further_steps_card
from rjdesk.screens.pages.followup.payments import payments_card, waiver
from rjdesk.screens.pages.followup.reflection import ReflectionCard
from rjdesk.screens.pages.followup.report import report_card
from rjdesk.screens.pages.followup.rhythm import rhythm_card


class FollowUpPage(ScrolledPage):
    """Everything after the signatures, up to the close of the case.

    ``ended`` says how the process ended other than by what was agreed, or "".
    """

    ended = ""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, and take up the draft that was kept."""
        super().__init__(services, link, route)
        self.draft = Draft(self, DraftKind.FOLLOW_UP)

    def leave(self) -> None:
        """Keep what is unsaved as a sealed draft."""
        self.draft.keep()

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskFollowUp(self.case))
        self.ended = how_it_ended(self.link.ask(AskInterruption(self.case)), self.services.terms)
        self.box.addWidget(self.to_case())
        self.heading("Follow-up", standing(view, self.ended))
        for made in (
            self.draft.strange_card(self.theme),
            *(() if view.without_sides or view.was_agreed else self._of_parties(view)),
            self._end(view),
            report_card(self, view.report_back) if view.report_back else None,
            ReflectionCard(self, view, self.draft),
            close_card(self, view, self.ended),
        ):
            if made is not None:
                self.box.addWidget(made)

    def _of_parties(self, view: FollowUpView) -> tuple[Frame | None, ...]:
        """Return what follows a process in which parties agreed on something, or may have."""
        return (
            self._actions(view),
            payments_card(self, view),
            self._to_tell(view) if view.to_tell else None,
            rhythm_card(self, view),
            self._meetings(view),
            self._agreed(),
            further_steps_card(self),
        )

    def _end(self, view: FollowUpView) -> Frame | None:
        """Return how it ended, or how it ends."""
        over = view.fulfilled is not None or bool(self.ended)
        if over or not (view.without_sides or view.was_agreed):
            return end_card(self, view, self.ended)
        return None if view.was_agreed else self._to_end()

    def _to_end(self) -> Frame:
        """Return how a circle without sides ends."""
        made = card(
            self.theme,
            "The end of it",
            "In a circle without sides nothing is agreed on, and nobody is asked afterwards how it "
            "is. Once it has met its purpose, say so; then look back, and close the case.",
        )
        where = self.services.terms.of_page("interruption")
        go = partial(self.go_to, "interruption")
        return made.add(in_row(self.theme, button(self.theme, f"To {where}", go, role="quiet")))

    def _actions(self, view: FollowUpView) -> Frame:
        made = card(self.theme, "What was agreed")
        if view.monitoring_since is None and self.ended:
            made.add(label("There is no agreement to follow up.", "soft"))
        elif view.monitoring_since is None:
            agreement = button(
                self.theme,
                "Go to the agreement",
                lambda: self.go.emit(Route("agreement", self.case)),
                icon="handshake",
            )
            made.add(
                label("Actions are followed up once everybody has signed.", "soft"),
                in_row(self.theme, agreement),
            )
        for number, action in enumerate(view.actions):
            made.add(*([separator()] if number else []), self._action(view, action))
        for part in view.own_parts:
            done = f"All that {part.name} was to do is done since {long_date(part.done)}."
            made.add(separator(), state(self.theme, "circle-check", done))
        return made

    def _agreed(self) -> Frame | None:
        """Return the card of circles that were agreed in this process, once one was held."""
        agreed = self.link.ask(AskBeginning(self.case, Follows.AGREED))
        if self.ended or not agreed.verdict.allowed:
            return None
        made = card(
            self.theme,
            "An accountability circle",
            "If it was agreed, people whom the Responsible Party trusts help to keep what was "
            "promised. It ends with this process.",
        )
        return made.add(begin_button(self, "Set it up…", agreed))

    def _action(self, view: FollowUpView, action: MonitoredAction) -> QWidget:
        buttons: tuple[QWidget, ...] = ()
        if action.done is not None:
            now = state(self.theme, "circle-check", f"Done on {long_date(action.done)}")
        elif action.overdue and action.due is not None:
            text = f"Overdue since {long_date(action.due)}"
            now = state(self.theme, "triangle-alert", text, warm=True)
        else:
            by = f"Due by {long_date(action.due)}" if action.due else "No day was set"
            now = state(self.theme, "clock", by)
        said = [label(action.what, "strong"), label(action.who, "soft"), now]
        if action.left:
            gone = f"{action.who} does not take part any longer. Further steps say how it goes on."
            said.append(state(self.theme, "log-out", gone, warm=True))
        if action.evidence:
            said.append(label(f"Shown by: {action.evidence}", "soft"))
        goes_on = view.monitoring_since is not None and not self.ended
        if goes_on and (waived := waiver(self, view, action)):
            said.append(waived)
        if action.done is None and goes_on:
            ask = partial(self._ask_done, action)
            buttons = (small_button(self.theme, "Done…", f"Done: {action.what}", ask),)
        return row_of(self.theme, *said, buttons=buttons)

    def _ask_done(self, action: MonitoredAction) -> None:
        known = {"evidence": {"initial": "No document is needed."}} if action.waived else {}
        self.act(acts.DONE, said={"what": action.what}, known=known, action=action.id)

    def _to_tell(self, view: FollowUpView) -> Frame:
        made = card(
            self.theme,
            "People to tell",
            "They hear of each step when it is done, and when its day has passed.",
        )
        for number, waiting in enumerate(view.to_tell):
            ask = partial(
                self.act,
                acts.TOLD_LATE if waiting.late else acts.TOLD,
                said={"what": waiting.what},
                person=waiting.person,
                action=waiting.action,
            )
            tell = small_button(self.theme, "Told…", f"Told: {waiting.what}", ask)
            made.add(*([separator()] if number else []))
            made.add(row_of(self.theme, state(self.theme, "bell", waiting.what), buttons=(tell,)))
        return made

    def _meetings(self, view: FollowUpView) -> Frame:
        made = card(
            self.theme,
            "Three times we ask how it is",
            "After the process, on completion, and some months later.",
        )
        for number, row in enumerate(view.follow_ups):
            made.add(*([separator()] if number else []), self._meeting(row))
        if not view.follow_ups:
            none = "There is nobody to ask here." if view.nobody_to_ask else "No follow-up is due."
            first = "The first is due when people have met, or messages have led to something."
            made.add(label(none if self.ended or view.nobody_to_ask else first, "soft"))
        elif view.fulfilled is None and not self.ended:
            later = "The later ones get their days when the agreement is fulfilled."
            made.add(separator(), label(later, "small"))
        return made

    def _meeting(self, row: FollowUpRow) -> QWidget:
        said: list[QWidget] = [label(row.title, "strong"), label(row.name, "soft")]
        if row.ended:
            said.append(state(self.theme, "circle-check", row.ended))
            said.extend(label(answer, "soft") for answer in row.answers)
            return row_of(self.theme, *said)
        if row.due is not None:
            due = row.due <= self.link.today
            text = f"Due since {long_date(row.due)}" if due else f"From {long_date(row.due)}"
            said.append(state(self.theme, "clock" if due else "calendar", text))
        name = f"{row.title}, {row.name}: record how it went"
        record = small_button(self.theme, "Record…", name, partial(self._ask_meeting, row))
        return row_of(self.theme, *said, buttons=(record,))

    def _ask_meeting(self, row: FollowUpRow) -> None:
        said = {"what": row.title, "name": row.name}
        self.act(acts.ASKED_HOW_IT_IS, said=said, kind=row.kind, person=row.person)


def standing(view: FollowUpView, ended: str) -> str:
    """Return how the follow-up stands, in words."""
    if view.closed is not None:
        return f"The case was closed on {long_date(view.closed)}."
    if ended:
        return ended
    if view.without_sides:
        return "A circle in which nobody takes part as a party."
    if view.was_agreed:
        return (
            "A circle that was agreed in another process. It helps to keep what was agreed there, "
            "and ends with it."
        )
    if view.monitoring_since is None:
        return "The agreement is not in force yet."
    done = sum(1 for action in view.actions if action.done is not None)
    since = f"In force since {long_date(view.monitoring_since)}"
    return f"{since}. Done: {done} of {len(view.actions)}."
