"""What a record says, read from its entries alone: the second opinion on what the fold derives.

Nothing here asks the fold, the rules or what they derive. It is longer than they are where it has
to be, and knows the sections of the policy that it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from rjdesk.process.agreement.events import (
    ActionDropped,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementSigned,
    AmendmentBegan,
    AmendmentDropped,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.case import Follows, process_of
from rjdesk.process.circle.events import CircleStarted, TurnTaken, ValueNamed
from rjdesk.process.circle.state import Outcome
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    OpenedByMistake,
    ParticipantNamed,
)
from rjdesk.process.kernel.event import FIRST, Entry, Event, PersonId, ProcessId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.premeeting.events import DialogueAgreementSigned
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.recusal.events import Recused
from rjdesk.process.referral.events import GuardianConsented, MinorNoted
from rjdesk.process.restitution.events import InstalmentsAgreed
from rjdesk.process.sexual_harm.events import EndedForGood
from rjdesk.process.taking_part.events import (
    ConsentRenewed,
    ConsentWithdrawn,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    WillingnessStated,
)

EventT = TypeVar("EventT", bound=Event)

ENDS = (AgreementFulfilled, ProcessDissolved, ProcessEnded, OpenedByMistake, EndedForGood)
NO_SIDES = {
    ProcessType.COMMUNITY_CIRCLE,
    ProcessType.RE_ENTRY_CIRCLE,
    ProcessType.SUPPORT_CIRCLE,
}
"""Circles to which people come, or do not."""
PRIMARY = {Part.AFFECTED, Part.RESPONSIBLE}
INTERPRETS = {Part.INTERPRETER}
COMES_ALONG = {Part.SPEAKER, Part.INTERPRETER}
"""Parts in which nobody says yes for themself: they stand as the party they come for does."""

YES, NO, GONE = "yes", "no", "gone"


def places(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return what stands in each place now, by the entry that was recorded there first."""
    latest: dict[str, Entry] = {}
    first_of: dict[str, str] = {}
    for entry in entries:
        first = first_of.get(entry.event.replaces or "", entry.id)
        first_of[entry.id] = first
        latest[first] = entry
    return latest


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that count: corrections where the first stood, nothing taken back."""
    return [entry for entry in places(entries).values() if not entry.event.takes_back]


class RawRecord:
    """A record as the entries that stand in it tell it, as it is seen in one of its processes."""

    def __init__(self, entries: Sequence[Entry], process: ProcessId = FIRST) -> None:
        self.entries, self.process = entries, process
        told = (entry.event for entry in entries if not entry.event.takes_back)
        self.events = [event for event in told if process_of(event) in {None, process}]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> RawRecord:
        """Return what a record says as it stands."""
        return cls(standing(entries))

    @classmethod
    def before(cls, entry: Entry, entries: Sequence[Entry]) -> RawRecord:
        """Return what stood before an entry was recorded, or before the one it puts right.

        It is seen in the process that the entry is of.
        """
        known = list(entries[: [each.id for each in entries].index(entry.id)])
        there = places([*known, entry])
        place = next(first for first, latest in there.items() if latest is entry)
        stood = list(places(known).values())[: list(there).index(place)]
        return cls(stood, process_of(entry.event) or FIRST)

    def every(self, kind: type[EventT]) -> Iterator[EventT]:
        """Yield each event of a kind that counts, in order."""
        return (event for event in self.events if isinstance(event, kind))

    def last(self, kind: type[EventT]) -> EventT | None:
        """Return the last event of a kind that counts, or None."""
        return next((event for event in reversed(self.events) if isinstance(event, kind)), None)

    # --- its processes ---------------------------------------------------------------------

    @cached_property
    def begun(self) -> dict[ProcessId, ProcessBegun]:
        """Each process that began after the first one, where it may be held."""
        known: dict[ProcessId, ProcessBegun] = {}
        for event in self.every(ProcessBegun):
            if event.begins not in {FIRST, *known} and event.follows in {FIRST, *known}:
                known[event.begins] = event
        return known

    @property
    def each(self) -> tuple[RawRecord, ...]:
        """The record as it is seen in each process."""
        return tuple(self.seen_in(process) for process in (FIRST, *self.begun))

    def seen_in(self, process: ProcessId) -> RawRecord:
        """Return the record as it is seen in a process."""
        return RawRecord(self.entries, process)

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended in any way: by itself, with another, or begun anew."""
        begun = self.begun.get(self.process)
        agreed_in = begun.follows if begun and begun.as_ is Follows.AGREED else None
        return (
            any(isinstance(event, ENDS) for event in self.events)
            or any(
                again.as_ is Follows.RESTART and again.follows == self.process
                for again in self.begun.values()
            )
            or (agreed_in is not None and self.seen_in(agreed_in).has_ended)
        )

    @property
    def all_have_ended(self) -> bool:
        """Whether each process of the case has ended."""
        return all(seen.has_ended for seen in self.each)

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed, and was not opened again by another process."""
        is_closed = False
        for event in self.events:
            if isinstance(event, CaseClosed):
                is_closed = True
            elif isinstance(event, ProcessBegun) and event.as_ is not Follows.AGREED:
                is_closed = False
        return is_closed

    # --- who takes part --------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[PersonId, ParticipantNamed]:
        """Everybody who is named, as they were named last."""
        return {event.person: event for event in self.every(ParticipantNamed)}

    def is_primary(self, person: PersonId) -> bool:
        """Whether somebody is a Primary Party."""
        return bool(PRIMARY & set(self.people[person].parts))

    @property
    def has_no_sides(self) -> bool:
        """Whether it is a circle between people who are no parties."""
        chosen = self.last(ProcessChosen)
        parties = [p for p in self.people if self.is_primary(p) and self.is_held_with(p)]
        return chosen is not None and chosen.kind in NO_SIDES and not parties

    def answer(self, person: PersonId) -> str:
        """Return whether somebody takes part: yes, no, gone, or "" where it is open."""
        own = self._own_answer(person)
        named = self.people[person]
        if own != GONE and set(named.parts) <= COMES_ALONG:
            host = named.invited_by
            knows = host in self.people and not set(self.people[host].parts) <= COMES_ALONG
            return self.answer(host) if host and knows else YES
        if own in {GONE, NO} or not self._is_minor(person):
            return own
        guardian = self.guardian(person)
        if guardian is None:
            return ""
        return own if guardian.consents else NO

    def _own_answer(self, person: PersonId) -> str:
        said, is_gone = "", False
        for event in self.events:
            if getattr(event, "person", None) != person:
                continue
            if isinstance(event, ConsentWithdrawn | ParticipantTakenOff):
                is_gone = True
            elif isinstance(event, ConsentRenewed):
                said, is_gone = YES, False
            elif isinstance(event, WillingnessStated):
                said = {Answer.YES: YES, Answer.NO: NO}.get(event.willing, "")
        return GONE if is_gone else said

    def _is_minor(self, person: PersonId) -> bool:
        return any(event.person == person for event in self.every(MinorNoted))

    def guardian(self, person: PersonId) -> GuardianConsented | None:
        """Return what the guardian of somebody said last."""
        said = [e for e in self.every(GuardianConsented) if e.person == person]
        return said[-1] if said else None

    def is_held_with(self, person: PersonId) -> bool:
        """Whether the process is held with somebody, or with whom they came for."""
        chosen = self.last(ProcessChosen)
        people = chosen.people if chosen else ()
        if not people or person in people:
            return True
        host = self.people[person].invited_by
        return not self.is_primary(person) and (host is None or host in people)

    def has_a_host(self, person: PersonId) -> bool:
        """Whether whom somebody came for takes part, or may; or whether they came for nobody."""
        host = self.people[person].invited_by
        return host not in self.people or self.answer(host) not in {NO, GONE}

    def stands(self, *answers: str) -> list[PersonId]:
        """Return everybody of the process who answers so, and whose host takes part."""
        return [
            person
            for person in self.people
            if self.is_held_with(person)
            and self.answer(person) in answers
            and self.has_a_host(person)
        ]

    def parties(self, *answers: str) -> list[PersonId]:
        """Return the Primary Parties of the process who answer so."""
        return [person for person in self.stands(*answers) if self.is_primary(person)]

    @property
    def facilitators(self) -> set[str]:
        """Who facilitates."""
        serving: set[str] = set()
        for event in self.events:
            if isinstance(event, FacilitatorAssigned):
                serving.add(event.member)
            elif isinstance(event, FacilitatorReleased | Recused):
                serving.discard(event.member)
        return serving

    # --- the agreement ----------------------------------------------------------------------

    @property
    def in_force(self) -> bool:
        """Whether an agreement was put in force."""
        return self.last(MonitoringBegan) is not None

    def unsigned(self, *, in_force: bool = False) -> list[tuple[PersonId, bool]]:
        """Return who has not signed the version printed last, as (party, whether a guardian).

        Or the one that is in force: what is worked on beside it nobody needs to have signed.
        """
        version = self._versions()[1 if in_force else 0]
        signed = {
            (event.person, event.guardian)
            for event in self.every(AgreementSigned)
            if event.paper_version == version
        }
        wanted = [(person, False) for person in self.parties(YES)]
        wanted += [
            (person, True)
            for person in self.parties(YES)
            if self._is_minor(person) and self.guardian(person)
        ]
        return [each for each in wanted if each not in signed]

    def _versions(self) -> tuple[int, int]:
        """Return the numbers of the version printed last and of the one in force, 0 for none."""
        printed = binds = 0
        for event in self.events:
            if isinstance(event, AgreementPrinted):
                printed = event.paper_version
            elif isinstance(event, MonitoringBegan):
                binds = printed
        return printed, binds

    def says(self, actions: Sequence[str]) -> tuple[object, ...]:
        """Return what an agreement with these actions says: harm, actions, day, payments.

        Where it is amended, what is in force is worked on; where that is left, it is as it was.
        """
        harm, deadline = "", None
        table: dict[str, ActionProposed] = {}
        plans: dict[str, object] = {}
        printed = binds = (harm, deadline, dict(table), dict(plans))
        for event in self.events:
            match event:
                case HarmNamed():
                    harm = event.text
                case DeadlineSet():
                    deadline = event.deadline
                case ActionProposed():
                    table[event.action] = event
                case ActionDropped():
                    table.pop(event.action, None)
                case InstalmentsAgreed():
                    parts = ((part.due, part.cents) for part in event.instalments)
                    plans[event.action] = tuple(parts)
                case AgreementPrinted():
                    held = {name: table[name] for name in table if name in event.actions}
                    of_held = {name: plans[name] for name in plans if name in event.actions}
                    printed = (harm, deadline, held, of_held)
                case MonitoringBegan():
                    binds = printed
                case AmendmentBegan() | AmendmentDropped():
                    harm, deadline, table, plans = (*binds[:2], dict(binds[2]), dict(binds[3]))
        return (
            harm,
            {name: _content(event) for name, event in table.items() if name in actions},
            deadline,
            {name: plan for name, plan in plans.items() if name in actions},
        )

    # --- the circle --------------------------------------------------------------------------

    def turns(self) -> list[tuple[PersonId, Outcome]]:
        """Return each turn that was recorded and not taken back, in order."""
        return [
            (e.person, e.outcome if isinstance(e, TurnTaken) else Outcome.SPOKE)
            for e in self.events
            if isinstance(e, TurnTaken | ValueNamed)
        ]

    @property
    def circles(self) -> int:
        """How many circles were begun."""
        return sum(1 for _ in self.every(CircleStarted))

    # --- what an appointment needs -----------------------------------------------------------

    def lacks_for(self, event: ConferenceScheduled, programme: Programme) -> Iterator[str]:
        """Yield what a conference lacks that gets a time, by the shall-rules of a programme."""
        strangers = set(event.roster) - set(self.people)
        if strangers:
            yield f"RJ-PERSON {sorted(strangers)}"
            return
        yield from self._of_the_intake(programme)
        yield from self._of_each_side(event)
        for person in event.roster:
            yield from (f"{lacks} {person}" for lacks in self._of_one(person))
        if len(set(event.roster)) < len(event.roster):
            yield "RJ-SEAT twice"
        if self.has_ended:
            yield "RJ-WHEN"
        if "RP-10" in programme.rules and not self.has_no_sides:
            yield from (
                f"RP-10 {person}" for person in self._listed() if self.answer(person) != YES
            )
        yield from (f"RC-171 {person}" for person in self._not_going_on())

    def _of_the_intake(self, programme: Programme) -> Iterator[str]:
        if self.last(CaseOpened) is None:
            yield "RC-060 opened"
        if programme.told and self.last(AdvisorInformed) is None:
            yield "RC-060 told"
        if not self.facilitators:
            yield "RC-060 facilitated"
        seated = (p for p in self.stands(YES, "") if set(self.people[p].parts) != INTERPRETS)
        chosen = self.last(ProcessChosen)
        asked = self.parties(YES, "") or list(seated)
        if self.has_no_sides and chosen is not None:
            asked = [p for p in asked if self.people[p].initiating or p == chosen.held_for]
        elif not asked:
            yield "RC-060 nobody accepts"
        said = {(e.person, e.member): e.accepted for e in self.every(FacilitatorAccepted)}
        for person in asked:
            for member in self.facilitators:
                if not said.get((person, member)):
                    yield f"RC-060 {person} accepts {member}"

    def _of_each_side(self, event: ConferenceScheduled) -> Iterator[str]:
        chosen = self.last(ProcessChosen)
        if chosen is None:
            yield "RC-017 kind"
        elif chosen.kind is ProcessType.CONFERENCE:
            speakers = [p for p in event.roster if Part.SPEAKER in self.people[p].parts]
            there = {*event.roster, *(self.people[p].invited_by for p in speakers)}
            yield from (f"RC-017 {p}" for p in self.parties(YES, "") if p not in there)
            parts = {part for p in there if p in self.people for part in self.people[p].parts}
            if not parts >= PRIMARY:
                yield "RC-017 both sides"

    def _of_one(self, person: PersonId) -> Iterator[str]:
        """Yield what is lacking of somebody on the list."""
        named = self.people[person]
        if not self.is_held_with(person):
            yield "RC-040 not held with"
        if self.answer(person) not in ({YES, ""} if self.has_no_sides else {YES}):
            yield "RC-040"
        if not self.has_a_host(person):
            yield "RC-013"
        if set(named.parts) == INTERPRETS:
            yield "RJ-SEAT"
        chosen = self.last(ProcessChosen)
        signed = {event.person for event in self.every(DialogueAgreementSigned)}
        confidential = chosen is None or chosen.confidential
        # To a circle without sides people bring it, or sign it at the door.
        if confidential and person not in signed and not self.has_no_sides:
            yield "RC-069"

    def _listed(self) -> Iterator[PersonId]:
        """Yield who is on the list of participants, whatever they say."""
        for person in self.stands(YES, NO, ""):
            if not set(self.people[person].parts) <= COMES_ALONG:
                yield person

    def _not_going_on(self) -> Iterator[PersonId]:
        """Yield who remains of more than two parties, and did not say that they go on."""
        held = [p for p in self.people if self.is_primary(p) and self.is_held_with(p)]
        left = {e.person for e in self.every(ConsentWithdrawn) if self._has_left(e.person)}
        remain = [person for person in held if self.answer(person) == YES]
        if not left & set(held) or len(left & set(held)) + len(remain) <= 2:
            return
        go_on: dict[PersonId, bool] = {}
        for event in self.events:
            if isinstance(event, ConsentWithdrawn) and event.person in held:
                go_on = {}
            elif isinstance(event, RemainingPartyChose):
                go_on[event.person] = event.go_on
        yield from (person for person in remain if not go_on.get(person))

    def _has_left(self, person: PersonId) -> bool:
        """Whether somebody left and did not come back."""
        is_gone = False
        for event in self.events:
            if getattr(event, "person", None) == person:
                if isinstance(event, ConsentWithdrawn):
                    is_gone = True
                elif isinstance(event, ConsentRenewed):
                    is_gone = False
        return is_gone


def _content(event: ActionProposed) -> tuple[object, ...]:
    return (
        *(event.what, event.owner, event.for_whom, event.for_others, event.due),
        *(event.evidence, event.checked_by, event.checked_otherwise),
    )
