"""A case, folded from its record: the nouns of every chapter, and nothing that was said.

``Case`` is a frozen value. Each chapter's events say how they change it; the fold only calls
them in order. What may happen more than once in a case belongs to a ``Process`` of it. Most cases
hold one; a case is always seen in one of its processes, and what belongs to a process is read of
that one, so that no rule and no view needs to know of others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rjdesk.process.accountability.state import OnePartyRoute, Recurrence
from rjdesk.process.agreement.state import Agreement
from rjdesk.process.circle.state import Circle
from rjdesk.process.closing.state import Closing
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.followup.state import FollowUps
from rjdesk.process.further_steps.state import ComingBack
from rjdesk.process.indirect.state import Message
from rjdesk.process.intake.state import Cause, Grant, Intake, Release
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import (
    FIRST,
    CaseId,
    Entry,
    Event,
    MemberId,
    PersonId,
    ProcessId,
    in_fold_order,
)
from rjdesk.process.people.names import told_apart
from rjdesk.process.people.state import Part, Person
from rjdesk.process.premeeting.state import Contact, PreMeeting
from rjdesk.process.preparation.state import Preparation
from rjdesk.process.recusal.state import Recusals
from rjdesk.process.referral.state import Referral
from rjdesk.process.restitution.state import Payment, Plan
from rjdesk.process.retention.state import Retention
from rjdesk.process.sexual_harm.state import SexualHarm
from rjdesk.process.taking_part.state import TakingPart

EventT = TypeVar("EventT", bound=Event)


class Override(msgspec.Struct, frozen=True):
    """A should-rule set aside once, for one kind of act, with a written reason.

    Where the act is of a process, it is set aside for that ``process`` alone.
    """

    rule: str
    act: str
    reason: str
    by: MemberId
    process: ProcessId = FIRST

    def is_for(self, act: str, process: ProcessId | None) -> bool:
        """Whether it was given for such an act, by its tag; ``process`` is None for the case's."""
        return self.act == act and process in {None, self.process}


class Follows(Enum):
    """As what a process follows another one of its case (DESIGN 2.4).

    INSTEAD is what remaining parties chose when the other one stopped (RC-041); AGREED was agreed
    in the other one, and ends with it (RC-103); RESTART is begun anew by a decision of further
    steps (RC-174).
    """

    INSTEAD = "instead"
    AGREED = "agreed"
    RESTART = "restart"


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """One process of a case: who takes part in it, its preparation, its circles, its agreement.

    ``follows`` is the process after or beside which it began, ``as_`` why; None for the first.
    """

    id: ProcessId = FIRST
    follows: ProcessId | None = None
    as_: Follows | None = None
    begun: date | None = None
    taking_part: TakingPart = TakingPart()
    preparation: Preparation = Preparation()
    circle: Circle | None = None
    earlier_circles: tuple[Circle, ...] = ()
    agreement: Agreement = Agreement()
    follow_ups: FollowUps = FollowUps()
    asked: tuple[ComingBack, ...] = ()
    recurrence: Recurrence | None = None
    restitution: tuple[Plan, ...] = ()
    payments: tuple[Payment, ...] = ()
    waived: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()

    @property
    def only_begun(self) -> bool:
        """Whether nothing was recorded in it but of what kind it is, and with whom."""
        begun = Process(
            id=self.id,
            follows=self.follows,
            as_=self.as_,
            begun=self.begun,
            taking_part=TakingPart(named_for=self.taking_part.named_for),
            preparation=Preparation(
                kind=self.preparation.kind,
                confidential=self.preparation.confidential,
                held_for=self.preparation.held_for,
            ),
        )
        return self == begun


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case as its record tells it; a chapter each.

    ``facilitators`` are those who serve now; ``released`` those who did, and serve no more;
    ``recusals`` who takes no part at all.
    ``at`` is the process that it is seen in.
    """

    id: CaseId
    processes: tuple[Process, ...] = (Process(),)
    at: ProcessId = FIRST
    last_entry_at: datetime | None = None
    intake: Intake = Intake()
    people: tuple[Person, ...] = ()
    facilitators: tuple[MemberId, ...] = ()
    released: tuple[Release, ...] = ()
    grants: tuple[Grant, ...] = ()
    recusals: Recusals = Recusals()
    contacts: tuple[Contact, ...] = ()
    meetings: tuple[PreMeeting, ...] = ()
    eligibility: tuple[tuple[MemberId, bool], ...] = ()
    closing: Closing = Closing()
    referral: Referral = Referral()
    proposals: tuple[Proposal, ...] = ()
    one_party: OnePartyRoute = OnePartyRoute()
    sexual_harm: SexualHarm = SexualHarm()
    retention: Retention = Retention()
    overrides: tuple[Override, ...] = ()
    used_overrides: tuple[Override, ...] = ()

    # --- its processes --------------------------------------------------------------------

    @property
    def process(self) -> Process:
        """The process that it is seen in."""
        return next(known for known in self.processes if known.id == self.at)

    def holds(self, process: ProcessId) -> bool:
        """Whether that process is one of the case."""
        return any(known.id == process for known in self.processes)

    def seen_in(self, process: ProcessId) -> Case:
        """Return the case as it is seen in one of its processes, which it has to hold."""
        return self if process == self.at else replace(self, at=process)

    @property
    def each_process(self) -> tuple[Case, ...]:
        """The case as it is seen in each of its processes, the first one first."""
        return tuple(self.seen_in(process.id) for process in self.processes)

    def in_process(self, **changed: object) -> Case:
        """Return the case with what changed of the process that it is seen in."""
        now = replace(self.process, **changed)
        processes = tuple(now if known.id == now.id else known for known in self.processes)
        return replace(self, processes=processes)

    @property
    def agreed_here(self) -> tuple[Case, ...]:
        """The case as it is seen in each process that was agreed in this one (RC-103)."""
        return tuple(
            self.seen_in(known.id)
            for known in self.processes
            if known.as_ is Follows.AGREED and known.follows == self.at
        )

    @property
    def begun_anew(self) -> tuple[Process, ...]:
        """The processes in which this one was begun anew (RC-174)."""
        return tuple(
            known
            for known in self.processes
            if known.as_ is Follows.RESTART and known.follows == self.at
        )

    def with_circles_broken_off(self, at: datetime, on: date) -> Case:
        """Return the case with no circle under way in this process, nor in what it agreed."""
        case = self
        for seen in (self, *self.agreed_here):
            if seen.circle is not None and seen.circle.ended_at is None:
                case = case.seen_in(seen.at).in_process(circle=seen.circle.broken_off(at, on))
        return case.seen_in(self.at)

    @property
    def taking_part(self) -> TakingPart:
        """Who takes part in the process that it is seen in."""
        return self.process.taking_part

    @property
    def preparation(self) -> Preparation:
        """What is prepared for the process that it is seen in."""
        return self.process.preparation

    @property
    def circle(self) -> Circle | None:
        """The circle of that process which is under way, or was held last."""
        return self.process.circle

    @property
    def kind_of_circle(self) -> str:
        """The kind of the circle under way or held last, or of the one that is prepared, by key."""
        circle = self.circle
        kind = circle.kind if circle is not None else self.preparation.kind
        return kind.value if kind is not None else ""

    @property
    def circles(self) -> tuple[Circle, ...]:
        """Every circle of that process, the one under way or held last at the end."""
        last = () if self.circle is None else (self.circle,)
        return (*self.process.earlier_circles, *last)

    @property
    def agreement(self) -> Agreement:
        """The agreement of the process that it is seen in."""
        return self.process.agreement

    @property
    def follow_ups(self) -> FollowUps:
        """What was followed up on of that process."""
        return self.process.follow_ups

    @property
    def asked(self) -> tuple[ComingBack, ...]:
        """Who asked to come back to what that process came to."""
        return self.process.asked

    @property
    def recurrence(self) -> Recurrence | None:
        """The meetings that come again in that process, or None."""
        return self.process.recurrence

    @property
    def restitution(self) -> tuple[Plan, ...]:
        """What is paid by instalments under the agreement of that process."""
        return self.process.restitution

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What was paid under that agreement."""
        return self.process.payments

    @property
    def waived(self) -> tuple[str, ...]:
        """The actions of that agreement of which nothing has to be shown."""
        return self.process.waived

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was agreed to be carried in that process, and was not withdrawn."""
        return self.process.messages

    # --- what is decided of it --------------------------------------------------------------

    def proposal(self, decision: DecisionId) -> Proposal | None:
        """Return the proposal with that id, or None."""
        return next((known for known in self.proposals if known.id == decision), None)

    def with_proposal(self, changed: Proposal) -> Case:
        """Return the case with that proposal put in the place of its former self."""
        if self.proposal(changed.id) is None:
            return replace(self, proposals=(*self.proposals, changed))
        each = (changed if known.id == changed.id else known for known in self.proposals)
        return replace(self, proposals=tuple(each))

    def with_carried_out(self, decision: DecisionId | None, on: date) -> Case:
        """Return the case with a decision, where one is named, that was carried out on a day."""
        known = None if decision is None else self.proposal(decision)
        return self if known is None else self.with_proposal(replace(known, carried_out=on))

    # --- its people -----------------------------------------------------------------------

    def person(self, person: PersonId) -> Person | None:
        """Return the participant with that id, or None."""
        return next((known for known in self.people if known.id == person), None)

    def name_of(self, person: PersonId) -> str:
        """Return a participant's name for those who hold the record."""
        known = self.person(person)
        return known.name if known else "somebody not named in this case"

    def holding(self, part: Part) -> tuple[Person, ...]:
        """Return those who hold a part, in the order they were named."""
        return tuple(person for person in self.people if person.holds(part))

    @property
    def primary_parties(self) -> tuple[Person, ...]:
        """Affected union Responsible, each person once (RC-012)."""
        return tuple(person for person in self.people if person.primary)

    def with_person(self, changed: Person) -> Case:
        """Return the case with that person put in the place of their former self.

        Where a name is new, everybody's is told apart anew, and what is left of the reflection was
        not read for it: it is reviewed anew, unless it has left already (RC-106).
        """
        before = self.person(changed.id)
        if before is None:
            people = (*self.people, changed)
        else:
            people = tuple(changed if p.id == changed.id else p for p in self.people)
        if before is None or (before.entered, before.liked) != (changed.entered, changed.liked):
            people = told_apart(people)
            if not self.closing.released:
                unread = replace(self.closing, result=None, confirmed=())
                return replace(self, people=people, closing=unread)
        return replace(self, people=people)

    def meeting(self, meeting: str) -> PreMeeting | None:
        """Return the pre-meeting with that id, or None."""
        return next((known for known in self.meetings if known.id == meeting), None)

    def with_meeting(self, changed: PreMeeting) -> Case:
        """Return the case with that pre-meeting put in the place of its former self."""
        return replace(
            self,
            meetings=tuple(changed if known.id == changed.id else known for known in self.meetings),
        )

    def meetings_of(self, person: PersonId) -> tuple[PreMeeting, ...]:
        """Return the pre-meetings held with a person, the earliest first."""
        return tuple(meeting for meeting in self.meetings if person in meeting.people)

    def met(self, person: PersonId) -> bool:
        """Whether a pre-meeting with that person is complete."""
        return any(meeting.completed for meeting in self.meetings_of(person))

    @property
    def ever_assigned(self) -> bool:
        """Whether anybody facilitates the case, or did."""
        return bool(self.facilitators or self.released)

    @property
    def eligible(self) -> bool:
        """Whether every assigned facilitator decided that the case is eligible (RC-051)."""
        decided = dict(self.eligibility)
        return bool(self.facilitators) and all(decided.get(m) for m in self.facilitators)

    @property
    def barred(self) -> frozenset[MemberId]:
        """Who reads nothing of the case, whatever their office, and is never given it again.

        That is who is recused, and a member of the coalition who is a participant (RC-050, 200).
        """
        taking_part = (person.member for person in self.people if person.member is not None)
        return frozenset((*(each.member for each in self.recusals.recused), *taking_part))

    def without(self, member: MemberId, on: date, cause: Cause | None = None) -> Case:
        """Return the case with a member who serves it no more, and was granted nothing."""
        serving = tuple(each for each in self.facilitators if each != member)
        released = self.released
        if member in self.facilitators:
            others = (each for each in released if each.member != member)
            released = (*others, Release(member=member, on=on, cause=cause))
        grants = tuple(grant for grant in self.grants if grant.member != member)
        return replace(self, facilitators=serving, released=released, grants=grants)

    def without_what_is_over(self, today: date) -> Case:
        """Return the case without access that was given up to a day before."""
        grants = tuple(g for g in self.grants if g.until is None or g.until >= today)
        return self if len(grants) == len(self.grants) else replace(self, grants=grants)

    @property
    def record_holders(self) -> frozenset[MemberId]:
        """Who may read the record: a grant says so, never a role.

        Whoever opened the case or was assigned to it was granted it in the same act; that grant
        may be an entry that nobody can read any more.
        """
        opener = [self.intake.opener] if self.intake.opener else []
        granted = frozenset((*(g.member for g in self.grants), *self.facilitators, *opener))
        return granted - self.barred

    @property
    def notes_holders(self) -> frozenset[MemberId]:
        """Who may read the notes: whom a grant names, and whoever was assigned with one."""
        granted = frozenset((*(g.member for g in self.grants if g.notes), *self.facilitators))
        return granted - self.barred

    def override_for(self, rule: str, act: str, process: ProcessId | None = None) -> str:
        """Return the reason for which a rule was set aside for the next such act, or ""."""
        given = (o for o in self.overrides if o.rule == rule and o.is_for(act, process))
        return next((override.reason for override in given), "")


class CaseEvent(Event, frozen=True, kw_only=True):
    """An event of a case's record."""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Return the case as it stands after this event; never refuses."""
        raise TypeError(f"{type(self).__name__} does not say how it folds")


class ProcessEvent(CaseEvent, frozen=True, kw_only=True):
    """An event of one process of a case: what may happen more than once (DESIGN 2.4)."""

    process: ProcessId = FIRST


def process_of(event: Event) -> ProcessId | None:
    """Return the process that an event is of; None for what is of the whole case."""
    return event.process if isinstance(event, ProcessEvent) else None


def of_process(event: EventT, process: ProcessId) -> EventT:
    """Return an event of a process that says of none as one of that process.

    What puts an entry right stays in the process of that entry.
    """
    if isinstance(event, ProcessEvent) and event.process == FIRST and event.replaces is None:
        return replace(event, process=process)
    return event


def fold_one(case: Case, entry: Entry) -> Case:
    """Return the case after one more entry; an override is used up by its act, or void.

    What belongs to a process that the case does not hold changes nothing.
    """
    if not isinstance(entry.event, CaseEvent):
        return case
    case = case.seen_in(FIRST)
    if isinstance(entry.event, ProcessEvent):
        if not case.holds(entry.event.process):
            return case
        case = case.seen_in(entry.event.process)
    used = tuple(o for o in case.overrides if o.is_for(entry.event.tag, process_of(entry.event)))
    case = entry.event.apply(case, entry)
    if used or entry.event.voids:
        left = (o for o in case.overrides if o not in used and o.act not in entry.event.voids)
        case = replace(case, overrides=tuple(left), used_overrides=(*case.used_overrides, *used))
    latest = max(entry.at, case.last_entry_at or entry.at)
    return replace(case, at=FIRST, last_entry_at=latest)


def fold_case(case_id: CaseId, record: Iterable[Entry]) -> Case:
    """Return the case that a record tells of; total, it never refuses."""
    case = Case(id=case_id)
    for entry in in_fold_order(record):
        case = fold_one(case, entry)
    return case
