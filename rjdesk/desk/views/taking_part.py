"""Taking part: who stays and who left, what else is possible, how the process ends."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_words
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case, Follows
from rjdesk.process.intake.events import OpenedByMistake
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId
from rjdesk.process.people.state import Answer, Person
from rjdesk.process.taking_part.derived import (
    ended_on,
    is_named,
    lacks_a_guardian,
    lost_their_host,
    somebody_declined,
    stand,
    takes_no_part,
    to_ask_whether_they_go_on,
)
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending, Stand

ALTERNATIVES = (
    "A circle for one party alone",
    "A support circle",
    "An accountability circle",
    "Another process",
)
"""What may be presented to those who remain (RC-041)."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one participant stands to the process, in words.

    ``asked`` where they are asked for themself whether they take part; an interpreter, and who
    speaks for a party, is not. ``on_list`` is False for whoever was taken off the list, ``named``
    for whom the process is not held with. ``stays_in`` are the processes of the case that go on
    and that they take part in.
    """

    person: PersonId
    name: str
    parts: str
    primary: bool
    asked: bool
    said: str
    stand: Stand
    on_list: bool
    named: bool
    stays_in: tuple[ProcessId, ...]


class GoingOn(msgspec.Struct, frozen=True, kw_only=True):
    """A Primary Party who stays, and what they said of going on; None before (RC-171)."""

    person: PersonId
    name: str
    go_on: bool | None


class Departed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who left: whether they may be contacted (None: not asked), and were (A21)."""

    person: PersonId
    name: str
    may_contact: bool | None
    supported: date | None


class InterruptionView(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part and who does not, and what is still to be done about it.

    ``going_on`` is empty where nobody is asked whether to go on. ``may_turn`` are those who may
    turn to another process now, ``elsewhere`` those who did, in words.
    """

    case: CaseId
    code: str
    people: tuple[Standing, ...]
    declined: tuple[str, ...]
    alternatives: tuple[str, ...]
    alternatives_on: date | None
    alternatives_due: bool
    going_on: tuple[GoingOn, ...]
    departed: tuple[Departed, ...]
    other_processes: str
    may_turn: tuple[tuple[PersonId, str], ...]
    elsewhere: tuple[str, ...]
    dissolved: date | None
    ended: date | None
    ending: Ending | None
    begun_anew: date | None
    with_another: date | None
    mistaken: date | None
    for_good: date | None
    to_end: Verdict
    was_mistake: Verdict


class AskInterruption(msgspec.Struct, frozen=True):
    """Who takes part, who left, and has the process ended?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> InterruptionView:
        """Return the standing of everybody."""
        case = desk.case(self.case, self.process)
        now, words = case.taking_part, desk.programme(case).words
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
                    asked=person.consents_alone,
                    said=how_they_stand(case, person),
                    stand=stand(case, person),
                    on_list=person.id not in now.taken_off,
                    named=is_named(case, person),
                    stays_in=_stays_in(case, person),
                )
                for person in case.people
            ),
            declined=somebody_declined(case),
            alternatives=now.alternatives,
            alternatives_on=now.alternatives_on,
            alternatives_due=bool(now.stopped),
            going_on=_going_on(case),
            departed=tuple(
                Departed(
                    person=left.person,
                    name=case.name_of(left.person),
                    may_contact=left.may_contact,
                    supported=left.support_offered,
                )
                for left in now.departures
            ),
            other_processes=words.other_processes,
            may_turn=_may_turn(case),
            elsewhere=tuple(
                f"{case.name_of(person)} turned to another process on {long_date(on)}"
                for person, on in now.elsewhere
            ),
            dissolved=now.dissolved,
            ended=now.ended,
            ending=now.ending,
            begun_anew=min((p.begun for p in case.begun_anew if p.begun), default=None),
            with_another=_ended_with_another(case),
            mistaken=case.intake.mistaken,
            for_good=case.sexual_harm.ended,
            to_end=desk.may_in(case, ending),
            was_mistake=desk.may_in(case, OpenedByMistake(on=desk.today)),
        )


def _stays_in(case: Case, person: Person) -> tuple[ProcessId, ...]:
    """Return the processes that go on and that somebody takes part in."""
    return tuple(
        seen.at
        for seen in case.each_process
        if ended_on(seen) is None and is_named(seen, person) and not takes_no_part(seen, person)
    )


def _ended_with_another(case: Case) -> date | None:
    """Return since when what was agreed in another process is over with that (RC-103)."""
    process = case.process
    if process.as_ is not Follows.AGREED or process.follows is None:
        return None
    return ended_on(case.seen_in(process.follows))


def how_they_stand(case: Case, person: Person) -> str:
    """Return how somebody stands, in words."""
    left, said = case.taking_part.left(person.id), case.taking_part.said(person.id)
    now = stand(case, person)
    declined = said is not None and said.willing is Answer.NO
    reasons = (
        (left is not None, f"Left on {long_date(left.on)}" if left else ""),
        (lost_their_host(case, person), "Came for somebody who does not take part any longer"),
        (now is Stand.GONE and declined, "Declined, and is off the list"),
        (now is Stand.GONE, "Is off the list"),
        (not is_named(case, person), "This process is not held with them"),
        (declined, "Declined"),
        (now is Stand.NO, "Is under age; their guardian said no"),
        (lacks_a_guardian(case, person), "Is under age; their guardian has not said yes"),
        (said is not None and said.willing is Answer.UNSURE, "Not sure yet"),
        (now is Stand.YES, "Takes part"),
    )
    return next((words for holds, words in reasons if holds), "Not asked yet")


def _going_on(case: Case) -> tuple[GoingOn, ...]:
    """Return the Primary Parties who are asked whether to go on, with what they said (RC-171)."""
    said = dict(case.taking_part.go_on)
    asked = {person.id for person in to_ask_whether_they_go_on(case)} | set(said)
    return tuple(
        GoingOn(person=person.id, name=person.name, go_on=said.get(person.id))
        for person in case.primary_parties
        if person.id in asked and stand(case, person) is Stand.YES
    )


def _may_turn(case: Case) -> tuple[tuple[PersonId, str], ...]:
    """Return who may turn to another process, and has not (RC-005, RC-206)."""
    there = {person for person, _ in case.taking_part.elsewhere}
    over = case.taking_part.dissolved is not None or case.taking_part.ended is not None
    return tuple(
        (person.id, person.name)
        for person in case.primary_parties
        if person.id not in there and (person.harmed or over or stand(case, person) is Stand.GONE)
    )


def how_it_ended(view: InterruptionView, terms: Terms) -> str:
    """Return how the process ended in a sentence, or "" while it goes on."""
    if view.mistaken is not None:
        return f"The case was opened by mistake; that was recorded on {long_date(view.mistaken)}."
    if view.dissolved is not None:
        return f"The process was dissolved on {long_date(view.dissolved)}."
    if view.ended is not None and view.ending is not None:
        return f"The process ended on {long_date(view.ended)}: {terms.within(view.ending)}."
    ends = (
        (view.for_good, "It was decided that this case ends for good, on {}."),
        (view.begun_anew, "This process was begun anew on {}, and goes no further."),
        (view.with_another, "This ended on {}, with the process in which it was agreed."),
    )
    return next((said.format(long_date(day)) for day, said in ends if day is not None), "")
