"""Somebody of a case: their name and parts, how they are reached, what is known of them."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from rjdesk.desk.acts import intake as intake_acts
from rjdesk.desk.fields import Answers
from rjdesk.desk.views.person import AskPerson, PersonView
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.writing import called_in_the_room
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.correcting import ask_correction
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, facts
from rjdesk.screens.kit.text import Frame, in_row, label


class PersonPage(ScrolledPage):
    """One participant."""

    def paint(self) -> None:
        """Show what is known, and what can be put right or added."""
        view = self.link.ask(AskPerson(self.case, PersonId(self.route.detail)))
        if view is None:
            self.box.addWidget(self.to_case())
            self.heading("Nobody", "Nobody of that name is in this case any more.")
            return
        self.box.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        self.heading(view.name, view.parts)
        self.box.addWidget(self._known(view))
        self.box.addWidget(self._reach(view))

    def _known(self, view: PersonView) -> Frame:
        made = card(self.theme, "What is known")
        made.add(facts(self.theme, view.facts))
        acts = []
        if view.naming is not None:
            acts.append(
                button(
                    self.theme,
                    "Correct what was entered…",
                    partial(ask_correction, self, view.naming),
                    icon="pen-line",
                )
            )
        acts.append(button(self.theme, "Another name…", partial(self._ask_name, view)))
        ways = [("Whether they take part", "interruption")]
        ways += [("Under age, and a guardian", "preparation")] if view.of_minors else []
        acts += [
            button(self.theme, said, partial(self.go.emit, Route(page, self.case)), role="quiet")
            for said, page in ways
        ]
        return made.add(in_row(self.theme, *acts))

    def _ask_name(self, view: PersonView) -> None:
        renamed, today = intake_acts.RENAMED, self.link.today

        def events(answers: Answers) -> list[Event]:
            now = renamed.answered(today, answers, person=view.person)
            return [replace(now, called=called_in_the_room(now.person_name, now.called))]

        known = {"person_name": {"initial": view.entered}, "called": {"initial": view.liked}}
        self.ask_fields(
            renamed.title,
            renamed.asked(self.services.terms, today, known),
            self.record_from(events),
            lead=renamed.lead.format(name=view.name),
            about=view.person,
        )

    def _reach(self, view: PersonView) -> Frame:
        made = card(self.theme, "How they are reached")
        if view.reach:
            made.add(facts(self.theme, view.reach))
        else:
            made.add(label("Nothing is noted yet.", "soft"))
        known: dict[str, dict[str, object]] = {
            "phone": {"initial": view.phone},
            "email": {"initial": view.email},
            "otherwise": {"initial": view.otherwise},
        }
        ask = partial(self.act, intake_acts.REACHED, known=known, person=view.person)
        return made.add(in_row(self.theme, button(self.theme, "Note how to reach them…", ask)))
