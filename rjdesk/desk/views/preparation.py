"""Preparation of the circle: kind, time and roster, reason, questions, and what is missing."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_words
from rjdesk.desk.processes import kinds_in
from rjdesk.desk.views.case_page import may_schedule
from rjdesk.process.case import Case
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId
from rjdesk.process.kernel.features import Feature
from rjdesk.process.preparation.derived import seeks_facts
from rjdesk.process.preparation.state import ProcessType, Question
from rjdesk.process.taking_part.derived import (
    both_sides,
    is_without_sides,
    parties,
    waited_for,
    who_takes_part,
)


class RosterRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sit in the circle."""

    person: PersonId
    name: str
    called: str
    parts: str
    on_roster: bool
    questions_given: bool


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A guiding question, and whether it sounds like an inquiry into facts (RC-089)."""

    question: Question
    seeks_facts: bool


class MinorRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody under age, and who stands beside them; ``consents`` is None where nobody does."""

    person: PersonId
    name: str
    guardian: str
    consents: bool | None


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A message from one who takes part to another, and on which day it was carried.

    ``to_carry`` is None where it was, or where people meet.
    """

    message: str
    sender: str
    receiver: str
    text: str
    carried: date | None
    how: str
    to_carry: Verdict | None


class PreparationView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything to be prepared before people sit down.

    ``held_with`` are the Primary Parties it is held with, nobody for all. ``at_the_door`` are
    those who sign the Agreement to Dialogue before they are seated, None where it is signed
    before. ``to_agree_on_words`` is None where people meet, and ``minors`` where the programme has
    no rule for those under age (UN-13A).
    """

    case: CaseId
    code: str
    kind: ProcessType | None
    kinds: tuple[Option, ...]
    confidential: bool
    parties: tuple[Option, ...]
    held_with: tuple[PersonId, ...]
    held_for: PersonId | None
    messages: tuple[MessageRow, ...]
    to_agree_on_words: Verdict | None
    talk: tuple[Option, ...]
    at_the_door: tuple[Option, ...] | None
    starts_at: datetime | None
    minutes: int
    place: str
    roster: tuple[RosterRow, ...]
    reason: str
    questions: tuple[QuestionRow, ...]
    closing_question: str
    to_schedule: Verdict
    to_start: Verdict
    started: bool
    under_way: bool
    minors: tuple[MinorRow, ...] | None


class AskPreparation(msgspec.Struct, frozen=True):
    """What is prepared, and what is missing before we can sit down?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> PreparationView:
        """Return the preparation."""
        case = desk.case(self.case, self.process)
        words = desk.programme(case).words
        prepared = case.preparation
        start = CircleStarted(on=desk.today, present=prepared.roster)
        return PreparationView(
            case=case.id,
            code=case.intake.code,
            kind=prepared.kind,
            kinds=kinds_in(desk.programme(case), desk.terms),
            confidential=prepared.confidential,
            parties=tuple(Option(p.id, p.name) for p in case.primary_parties),
            held_with=tuple(p for p in case.taking_part.named_for if case.person(p)),
            held_for=prepared.held_for,
            messages=_messages(desk, case),
            to_agree_on_words=_to_agree_on_words(desk, case),
            talk=tuple(Option(p.id, p.name) for p in who_takes_part(case) if p.consents_alone),
            at_the_door=_at_the_door(case),
            starts_at=prepared.starts_at,
            minutes=prepared.minutes or desk.programme(case).deadlines.planned_minutes,
            place=prepared.place,
            roster=tuple(
                RosterRow(
                    person=person.id,
                    name=person.name,
                    called=person.called,
                    parts=part_words(person, words),
                    on_roster=person.id in prepared.roster or not prepared.roster,
                    questions_given=prepared.given_to(person.id) is not None,
                )
                for person in waited_for(case)
                if person.seated
            ),
            reason=prepared.reason,
            questions=tuple(
                QuestionRow(question=q, seeks_facts=seeks_facts(q)) for q in prepared.questions
            ),
            closing_question=prepared.closing_question,
            to_schedule=may_schedule(desk, case),
            to_start=desk.may_in(case, start),
            started=case.circle is not None,
            under_way=case.circle is not None and case.circle.ended_at is None,
            minors=_minors(case) if desk.programme(case).has(Feature.MINORS) else None,
        )


def _to_agree_on_words(desk: Desk, case: Case) -> Verdict | None:
    """Return whether somebody of one side may say something to somebody of the other yet."""
    if not by_messages(case):
        return None
    sides = both_sides(case, [person.id for person in parties(case)])
    sender, receiver = [person.id for person in sides] or (PersonId(""), PersonId(""))
    words = MessageAgreed(
        on=desk.today, message="", sender=sender, receiver=receiver, text="Any words"
    )
    return desk.may_in(case, words)


def _messages(desk: Desk, case: Case) -> tuple[MessageRow, ...]:
    carries = MessageCarried(on=desk.today, message="", medium="in any way")
    return tuple(
        MessageRow(
            message=known.id,
            sender=case.name_of(known.sender),
            receiver=case.name_of(known.receiver),
            text=known.text,
            carried=known.carried,
            how=known.how,
            to_carry=desk.may_in(case, replace(carries, message=known.id))
            if by_messages(case) and known.carried is None
            else None,
        )
        for known in case.messages
    )


def _at_the_door(case: Case) -> tuple[Option, ...] | None:
    """Return who has not signed yet, where it is signed at the door (A29)."""
    if not case.preparation.confidential or not is_without_sides(case):
        return None
    unsigned = (p for p in waited_for(case) if p.dialogue_signed is None)
    return tuple(Option(person.id, person.name) for person in unsigned)


def _minors(case: Case) -> tuple[MinorRow, ...]:
    known = ((person, case.referral.guardian_of(person)) for person in case.referral.minors)
    return tuple(
        MinorRow(
            person=person,
            name=case.name_of(person),
            guardian=guardian.name if guardian else "",
            consents=guardian.consents if guardian else None,
        )
        for person, guardian in known
    )
