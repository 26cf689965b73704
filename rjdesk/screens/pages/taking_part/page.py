"""Leaving and ending: who takes part, who left, what else is possible, how it ends (3A, 8A)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import intake as intake_acts
from rjdesk.desk.acts import taking_part as acts
from rjdesk.desk.acts.act import Act
from rjdesk.desk.fields import Answers, Option
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.processes import AskBeginning
from rjdesk.desk.views.taking_part import AskInterruption, InterruptionView, Standing, how_it_ended
from rjdesk.process.case import Follows
from rjdesk.process.kernel.event import Event
from rjdesk.process.taking_part.state import Stand
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.beginning import begin_button
from rjdesk.screens.kit.buttons import ActButton, button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, row_of, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row, label, separator
from rjdesk.screens.pages.taking_part.cards import (
    AlternativesCard,
    Presented,
    departed_card,
    elsewhere_card,
    go_on_card,
)


class InterruptionPage(ScrolledPage):
    """Who stays and who leaves, and how a process ends that has no agreement to fulfil."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page."""
        super().__init__(services, link, route)
        self.presented = Presented()

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskInterruption(self.case))
        self.box.addWidget(self.to_case())
        said = how_it_ended(view, self.services.terms)
        self.heading("Leaving and ending", "Anybody may leave at any time. Nobody asks why.")
        if said:
            self.box.addWidget(self._over(said))
        self.box.addWidget(self._people(view))
        if not said and view.going_on:
            self.box.addWidget(go_on_card(self, view))
        if view.departed:
            self.box.addWidget(departed_card(self, view))
        if view.alternatives_due or view.alternatives_on:
            self.box.addWidget(AlternativesCard(self, view, self.presented, leads=not said))
        if view.alternatives_on is not None:
            self.box.addWidget(self._instead())
        if view.may_turn or view.elsewhere:
            self.box.addWidget(elsewhere_card(self, view))
        if not said:
            self.box.addWidget(self._ending(view))
            if view.was_mistake.allowed:
                self.box.addWidget(self._mistake(view))

    def _instead(self) -> Frame:
        made = card(
            self.theme,
            "What those who stay choose",
            "A circle for one party, or a support circle for each: several may go on beside each "
            "other.",
        )
        instead = self.link.ask(AskBeginning(self.case, Follows.INSTEAD))
        return made.add(begin_button(self, "Begin another process…", instead))

    def _over(self, said: str) -> Frame:
        made = card(self.theme, "The process is over")
        go = button(
            self.theme,
            "Go to the follow-up",
            lambda: self.go.emit(Route("follow-up", self.case)),
            role="primary",
            icon="list-checks",
        )
        return made.add(state(self.theme, "circle-check", said), in_row(self.theme, go))

    def _people(self, view: InterruptionView) -> Frame:
        made = card(self.theme, "Who takes part")
        over = bool(how_it_ended(view, self.services.terms))
        for number, person in enumerate(view.people):
            made.add(*([separator()] if number else []), self._person(person, over=over))
        if not view.people:
            made.add(label("Nobody is named in this case yet.", "soft"))
        return made

    def _person(self, person: Standing, *, over: bool) -> QWidget:
        stays = person.stand in {Stand.YES, Stand.NOT_ASKED}
        now = state(self.theme, "circle-dot" if stays else "circle", person.said)
        said: list[QWidget] = [label(person.name, "strong"), label(person.parts, "soft"), now]
        buttons = []
        if stays:
            buttons.append(self._quiet("Leaves…", person.name, self._asks(acts.LEAVES, person)))
            if len(person.stays_in) > 1:
                ask = partial(self._leaves_all, person)
                buttons.append(self._quiet("Leaves all of it…", person.name, ask))
        elif person.asked or person.stand is Stand.GONE:
            ask = self._asks(acts.COMES_BACK, person)
            buttons.append(self._quiet("Takes part again…", person.name, ask))
        if person.on_list and person.stand is Stand.NO and not person.primary:
            ask = self._asks(acts.TAKEN_OFF, person)
            buttons.append(self._quiet("Take off the list…", person.name, ask))
        asked = person.named and not over
        return row_of(self.theme, *said, buttons=tuple(buttons) if asked else ())

    def _leaves_all(self, person: Standing) -> None:
        """Ask since when somebody takes part in none of the processes any more."""
        leaves, today = acts.LEAVES, self.link.today

        def done(answers: Answers) -> str | Refused:
            events = [
                leaves.answered(today, answers, person=person.person, process=process)
                for process in person.stays_in
            ]
            outcome = self.link.everywhere.record(self.case, *events)
            return outcome if isinstance(outcome, Refused) else ""

        lead = f"{person.name} takes part in none of it any more. Nobody asks why."
        fields = leaves.asked(self.services.terms, today, {})
        title = "Somebody leaves all of it"
        self.ask_fields(title, fields, done, lead=lead, about=person.person)

    def _asks(self, act: Act[Event], person: Standing) -> partial[None]:
        return partial(self.act, act, said={"name": person.name}, person=person.person)

    def _quiet(self, label: str, name: str, ask: partial[None]) -> QWidget:
        made = button(self.theme, label, ask)
        made.setAccessibleName(f"{label.rstrip('…')}: {name}")
        return made

    def _ending(self, view: InterruptionView) -> Frame:
        made = card(self.theme, "Ending the process")
        primary = tuple(p for p in view.people if p.primary and p.named)
        if primary:
            lead = "A Primary Party may dissolve the process at any time, and gives no reason."
            dissolve = button(
                self.theme, "Dissolve the process…", partial(self._ask_dissolve, primary)
            )
            made.add(label(lead, "soft"), in_row(self.theme, dissolve), separator())
        lead = "A process may also end without an agreement. That is no failure."
        act = act_button(self, "End the process…", partial(self.act, acts.ENDED), view.to_end)
        return made.add(label(lead, "soft"), act)

    def _mistake(self, view: InterruptionView) -> Frame:
        made = card(self.theme, "No case at all")
        lead = "A case that was opened by mistake, or twice, is counted nowhere."
        act = ActButton(
            self.services,
            "Opened by mistake…",
            partial(self.act, intake_acts.NO_CASE),
            role="quiet",
        )
        act.show_verdict(view.was_mistake)
        return made.add(label(lead, "soft"), act)

    def _ask_dissolve(self, primary: tuple[Standing, ...]) -> None:
        options = tuple(Option(p.person, f"{p.name} ({p.parts})") for p in primary)
        self.act(acts.DISSOLVED, known={"person": {"options": options}})
