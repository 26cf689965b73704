"""The circle's two faces: facing me, with all that a facilitator needs; facing the room.

The room's value has no field for anything private, so that nothing private can appear there.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.parts import part_name
from rjdesk.desk.undo import Undo, Undoes, last_entry, undo_of
from rjdesk.process.agreement.derived import not_yet_agreeing
from rjdesk.process.agreement.events import ActionAgreed
from rjdesk.process.case import Case
from rjdesk.process.circle.derived import cards_said
from rjdesk.process.circle.events import CircleCompleted, GuidelinesAgreed, RoundEntered
from rjdesk.process.circle.state import Circle, Order, Outcome
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import FIRST, CaseId, EntryId, PersonId, ProcessId
from rjdesk.process.kernel.programme import Programme, Round, RoundKind
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.state import Question
from rjdesk.process.restitution.derived import plan_of
from rjdesk.process.restitution.state import Instalment, Plan, money
from rjdesk.process.sexual_harm.derived import a_circle_stops
from rjdesk.process.taking_part.derived import (
    is_without_sides,
    named,
    no_conference,
    sides_away,
    takes_no_part,
    to_ask_whether_they_go_on,
    waited_for,
    who_takes_part,
)


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One seat of the ring: the first name, and how this go-round has gone for them.

    ``with_them`` are those in the ring who came for them, and go when they leave.
    """

    person: PersonId
    called: str
    outcome: Outcome | None
    holds_piece: bool
    with_them: tuple[str, ...] = ()


class Comer(msgspec.Struct, frozen=True):
    """Somebody who may sit down; ``came_back`` where they had left the process."""

    person: PersonId
    called: str
    came_back: bool


class CardView(msgspec.Struct, frozen=True, kw_only=True):
    """A say-this-now card; ``lines`` are sentences to read word for word."""

    id: str
    title: str
    say: str
    lines: tuple[str, ...]
    needed: bool
    said: bool


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """How an action is paid in parts: each day with its amount in words, and all of it."""

    instalments: tuple[Instalment, ...]
    amounts: tuple[str, ...]
    total: str


class ActionView(msgspec.Struct, frozen=True, kw_only=True):
    """An action as it forms; ``plan`` says how it is paid in parts, if it is.

    ``whom`` it is for and its ``checker`` are said in words, whoever that is.
    """

    id: str
    what: str
    owner: PersonId
    who: str
    for_whom: PersonId | None
    for_others: str
    whom: str
    due: date | None
    evidence: str
    checked_by: PersonId | None
    checked_otherwise: str
    checker: str
    agreed: tuple[PersonId, ...]
    open: tuple[str, ...]
    plan: PlanView | None


class FacingMe(msgspec.Struct, frozen=True, kw_only=True):
    """What the facilitator sees. ``started_at`` and ``ended_at`` are UTC.

    ``owners`` are those who may take on an action, whoever usually does so first;
    ``skipped`` the numbers of the rounds that were passed over. ``may_come`` are those who may
    sit down, ``to_go_on`` the parties who were not asked yet whether they go on
    without those who left, ``stops`` why the circle cannot go on, ``away``
    which side of a Conference is not in the ring just now. ``enter`` says of each round
    whether it may be entered now, ``undo`` how the last press is taken back.
    """

    case: CaseId
    round: int
    rounds: tuple[str, ...]
    skipped: tuple[int, ...]
    round_kind: RoundKind
    cards: tuple[CardView, ...]
    seats: tuple[Seat, ...]
    may_come: tuple[Comer, ...]
    to_go_on: tuple[tuple[PersonId, str], ...]
    stops: str
    away: str
    holder: PersonId | None
    order: Order
    question: Question | None
    unasked: tuple[Question, ...]
    guidelines: tuple[str, ...]
    guidelines_agreed: bool
    may_agree_guidelines: Verdict
    values: tuple[tuple[str, str], ...]
    harm: str
    actions: tuple[ActionView, ...]
    owners: tuple[tuple[PersonId, str], ...]
    people: tuple[Option, ...]
    deadline: date | None
    read_back: bool
    closing_question: str
    on_break: bool
    started_at: datetime
    ended_at: datetime | None
    planned_minutes: int
    enter: tuple[Verdict, ...]
    complete: Verdict
    undo: Undo | None


class RoomAction(msgspec.Struct, frozen=True):
    """An action as the room reads it."""

    what: str
    who: str
    for_whom: str
    due: date | None


class FacingRoom(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody in the room sees, and nothing else."""

    title: str
    guidelines: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    question: str = ""
    actions: tuple[RoomAction, ...] = ()
    neutral: bool = False


class AskFacingMe(msgspec.Struct, frozen=True):
    """Where is the circle, as its facilitator sees it?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> FacingMe | None:
        """Return the facilitator's face, or None while no circle has begun."""
        case = desk.case(self.case, self.process)
        circle = case.circle
        if circle is None:
            return None
        programme, today = desk.programme(case), desk.today
        rounds = programme.rounds_of(case.kind_of_circle)
        here = rounds.at(circle.round)
        questions = (*case.preparation.questions, *circle.added)
        return FacingMe(
            case=case.id,
            round=circle.round,
            rounds=tuple(known.title for known in rounds.all),
            skipped=tuple(number for number, _ in circle.skips),
            round_kind=here.kind,
            cards=_cards(case, circle, here, programme),
            seats=_seats(case, circle),
            may_come=_may_come(case, circle),
            to_go_on=_to_go_on(case),
            stops=_stops(case, programme, desk.coalition),
            away=_away(case, programme),
            holder=next(iter(circle.waiting()), None),
            order=circle.order,
            question=next((q for q in questions if q.id == circle.question), None),
            unasked=tuple(q for q in questions if q.id not in circle.asked),
            guidelines=circle.guidelines,
            guidelines_agreed=circle.guidelines_agreed,
            may_agree_guidelines=desk.may_in(case, GuidelinesAgreed(on=today)),
            values=tuple((called(case, person), value) for person, value in circle.values),
            harm=case.agreement.harm,
            actions=actions_of(case, programme.currency),
            owners=_owners(case),
            people=tuple(Option(person, name) for person, name in _owners(case)),
            deadline=case.agreement.deadline,
            read_back=case.agreement.read_back,
            closing_question=case.preparation.closing_question,
            on_break=circle.on_break,
            started_at=circle.started_at,
            ended_at=circle.ended_at,
            planned_minutes=case.preparation.minutes or programme.deadlines.planned_minutes,
            enter=tuple(
                desk.may_in(case, RoundEntered(on=today, round=number))
                for number in range(1, len(rounds) + 1)
            ),
            complete=desk.may_in(case, CircleCompleted(on=today)),
            undo=_undo(desk, circle, case),
        )


class AskTick(msgspec.Struct, frozen=True):
    """Which entry holds that somebody agreed to an action?"""

    case: CaseId
    action: str
    person: PersonId

    def answer(self, desk: Desk) -> EntryId | None:
        """Return the entry, or None where they have not agreed."""
        record = desk.record_of(self.case)
        return last_entry(record, ActionAgreed, action=self.action, person=self.person)


class AskFacingRoom(msgspec.Struct, frozen=True):
    """What may everybody in the room see?"""

    case: CaseId
    neutral: bool = False
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> FacingRoom:
        """Return the room's face; neutral on a break, after the end, or when asked for."""
        case = desk.case(self.case, self.process)
        circle = case.circle
        if circle is None or circle.ended_at or circle.on_break or self.neutral:
            return FacingRoom(title="Together", neutral=True)
        programme = desk.programme(case)
        rounds = programme.rounds_of(case.kind_of_circle)
        here = rounds.at(circle.round)
        questions = (*case.preparation.questions, *circle.added)
        asked = next((q.text for q in questions if q.id == circle.question), "")
        closing = case.preparation.closing_question if here.kind is RoundKind.CLOSING else ""
        return FacingRoom(
            title=here.room,
            guidelines=circle.guidelines if here.kind is RoundKind.INTRODUCTION else (),
            values=tuple(value for _, value in circle.values)
            if here.kind is RoundKind.VALUES
            else (),
            question=asked or closing,
            actions=tuple(
                RoomAction(a.what, a.who, a.whom, a.due)
                for a in actions_of(case, programme.currency)
            )
            if here.kind is RoundKind.AGREEMENT
            else (),
        )


def _undo(desk: Desk, circle: Circle, case: Case) -> Undo | None:
    """Return how the last press is taken back; of an ended circle, its end alone."""
    undo = undo_of(desk.record_of(case.id), desk.member, case.at)
    if circle.ended_at is not None and undo is not None and undo.undoes is not Undoes.END:
        return None
    return undo


def called(case: Case, person: PersonId) -> str:
    """Return the first name that a participant agreed to."""
    known = case.person(person)
    return known.called if known else ""


def in_words(case: Case, person: PersonId | None, otherwise: str) -> str:
    """Return whom something is for, or who checks it, as the circle calls them."""
    return called(case, person) if person is not None else otherwise


def _plan_view(plan: Plan | None, currency: str) -> PlanView | None:
    """Return a plan with its amounts in words."""
    if plan is None:
        return None
    return PlanView(
        instalments=plan.instalments,
        amounts=tuple(money(part.cents, currency) for part in plan.instalments),
        total=money(plan.total, currency),
    )


def actions_of(case: Case, currency: str) -> tuple[ActionView, ...]:
    """Return the actions on the table."""
    return tuple(
        ActionView(
            id=action.id,
            what=action.what,
            owner=action.owner,
            who=called(case, action.owner),
            for_whom=action.for_whom,
            for_others=action.for_others,
            whom=in_words(case, action.for_whom, action.for_others),
            due=action.due,
            evidence=action.evidence,
            checked_by=action.checked_by,
            checked_otherwise=action.checked_otherwise,
            checker=in_words(case, action.checked_by, action.checked_otherwise),
            agreed=action.agreed,
            open=tuple(called(case, p) for p in not_yet_agreeing(case, action)),
            plan=_plan_view(plan_of(case, action.id), currency),
        )
        for action in case.agreement.actions
    )


def _owners(case: Case) -> tuple[tuple[PersonId, str], ...]:
    """Return who may take on an action: whoever takes part, those responsible first."""
    there = [person for person in case.people if not takes_no_part(case, person)]
    responsible = [person for person in there if person.holds(Part.RESPONSIBLE)]
    others = (person for person in there if person not in responsible)
    return tuple((person.id, person.called) for person in (*responsible, *others))


def _cards(case: Case, circle: Circle, here: Round, programme: Programme) -> tuple[CardView, ...]:
    lines = {
        "reason": (case.preparation.reason,),
        "exceptions": tuple(exception.text for exception in programme.exceptions),
        "closing_question": (case.preparation.closing_question,),
    }
    return tuple(
        CardView(
            id=card.id,
            title=card.title,
            say=card.say,
            lines=tuple(line for line in lines.get(card.reads, ()) if line),
            needed=card.needed,
            said=card.id in circle.said,
        )
        for card in cards_said(here, case)
    )


def _seats(case: Case, circle: Circle) -> tuple[Seat, ...]:
    had = {turn.person: turn.outcome for turn in circle.turns_now()}
    holder = next(iter(circle.waiting()), None)
    return tuple(
        Seat(
            person=person,
            called=called(case, person),
            outcome=had.get(person),
            holds_piece=person == holder,
            with_them=tuple(
                guest.called
                for guest in case.people
                if guest.invited_by == person and guest.id in circle.present
            ),
        )
        for person in circle.present
    )


def _may_come(case: Case, circle: Circle) -> tuple[Comer, ...]:
    """Return who takes part or had left, has a turn where they sit, and no seat (RC-093)."""
    here = waited_for(case) if is_without_sides(case) else who_takes_part(case)
    left = [person for person in named(case) if case.taking_part.left(person.id) is not None]
    return tuple(
        Comer(person.id, person.called, person in left)
        for person in case.people
        if (person in here or person in left) and person.seated and person.id not in circle.present
    )


def _to_go_on(case: Case) -> tuple[tuple[PersonId, str], ...]:
    """Return who remains and was not asked yet whether they go on (RC-171)."""
    said = dict(case.taking_part.go_on)
    asked = to_ask_whether_they_go_on(case)
    return tuple((person.id, person.called) for person in asked if person.id not in said)


def _away(case: Case, programme: Programme) -> str:
    """Return in a sentence which side of a Conference went for a while, or ""."""
    who = " and no ".join(part_name(side, programme.words) for side in sides_away(case))
    return (
        f"No {who} is in the circle just now. A break, or another day, may be kinder."
        if who
        else ""
    )


def _stops(case: Case, programme: Programme, coalition: Coalition) -> str:
    """Return in a sentence why those who remain cannot go on, or "" (RC-171, RC-172)."""
    if lost := no_conference(case, programme.words):
        return lost
    if a_circle_stops(case, coalition, programme):
        return "This case is about sexual harm, and the circle does not go on as it is."
    if _to_go_on(case):
        return ""
    against = [person.called for person in to_ask_whether_they_go_on(case)]
    if not against:
        return ""
    want = "does" if len(against) == 1 else "do"
    return f"{' and '.join(against)} {want} not want to go on without those who left."
