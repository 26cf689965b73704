"""Leaving and ending: who takes part, who left, what else is possible, how the process ends."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_words
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId, PersonId
from rjdesk.process.people.state import Answer, Person
from rjdesk.process.taking_part.derived import listed, somebody_declined, to_support
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending

ALTERNATIVES = (
    "A circle for one party alone",
    "A support circle",
    "An accountability circle",
    "Another process",
)
"""What may be presented to those who remain (RC-041)."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one participant stands to the process, in words.

    ``go_on`` is what they chose once a Primary Party had left, None before (RC-171).
    """

    person: PersonId
    name: str
    parts: str
    primary: bool
    said: str
    takes_part: bool
    left: bool
    go_on: bool | None
    on_list: bool


class InterruptionView(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part and who does not, and what is still to be done about it."""

    case: CaseId
    code: str
    people: tuple[Standing, ...]
    declined: tuple[str, ...]
    alternatives: tuple[str, ...]
    alternatives_on: date | None
    to_ask: tuple[tuple[PersonId, str], ...]
    to_support: tuple[tuple[PersonId, str], ...]
    dissolved: date | None
    ended: date | None
    ending: Ending | None
    to_end: Verdict


class AskInterruption(msgspec.Struct, frozen=True):
    """Who takes part, who left, and has the process ended?"""

    case: CaseId

    def answer(self, desk: Desk) -> InterruptionView:
        """Return the standing of everybody."""
        case = desk.case(self.case)
        interruption, words = case.interruption, desk.programme(case).words
        go_on = dict(interruption.go_on)
        on_list = {person.id for person in listed(case)}
        ending = ProcessEnded(on=desk.today, ending=Ending.DISCONTINUED)
        return InterruptionView(
            case=case.id,
            code=case.intake.code,
            people=tuple(
                Standing(
                    person=person.id,
                    name=person.name,
                    parts=part_words(person, words),
                    primary=person.primary,
                    said=_said(case, person, on_list=person.id in on_list),
                    takes_part=person.willing is not Answer.NO,
                    left=interruption.left(person.id) is not None,
                    go_on=go_on.get(person.id),
                    on_list=person.id in on_list,
                )
                for person in case.people
            ),
            declined=somebody_declined(case),
            alternatives=interruption.alternatives,
            alternatives_on=interruption.alternatives_on,
            to_ask=_to_ask(case),
            to_support=tuple((person, case.name_of(person)) for person in to_support(case)),
            dissolved=interruption.dissolved,
            ended=interruption.ended,
            ending=interruption.ending,
            to_end=desk.may(case.id, ending),
        )


def _said(case: Case, person: Person, *, on_list: bool) -> str:
    left = case.interruption.left(person.id)
    if left is not None:
        return f"Left on {long_date(left.on)}"
    if not on_list:
        return "Declined, and is off the list"
    return {
        Answer.YES: "Takes part",
        Answer.NO: "Declined",
        Answer.UNSURE: "Not sure yet",
        None: "Not asked yet",
    }[person.willing]


def _to_ask(case: Case) -> tuple[tuple[PersonId, str], ...]:
    """Return the Primary Parties who remain and have not chosen to go on (RC-171)."""
    if not any(person.primary and case.interruption.left(person.id) for person in case.people):
        return ()
    chosen = dict(case.interruption.go_on)
    return tuple(
        (person.id, person.name)
        for person in case.primary_parties
        if person.willing is not Answer.NO and not chosen.get(person.id)
    )


def how_it_ended(view: InterruptionView, terms: Terms) -> str:
    """Return how the process ended in a sentence, or "" while it goes on."""
    if view.dissolved is not None:
        return f"The process was dissolved on {long_date(view.dissolved)}."
    if view.ended is not None and view.ending is not None:
        return f"The process ended on {long_date(view.ended)}: {terms.within(view.ending)}."
    return ""
