"""Interruption: somebody leaves, the process dissolves or ends without an agreement (3A and 8A)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent, ProcessEvent
from rjdesk.process.kernel.event import During, Entry, Event, PersonId, Recording
from rjdesk.process.membership.events import CaseListed
from rjdesk.process.membership.state import CaseState
from rjdesk.process.people.state import Answer
from rjdesk.process.taking_part.state import Departure, Ending


class ConsentWithdrawn(ProcessEvent, frozen=True, kw_only=True):
    """Somebody leaves. One act, at any stage, and nobody asks why (RC-040, RC-170)."""

    tag: ClassVar[str] = "consent-withdrawn"

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """They are willing no longer; what they did before stays in the journal."""
        person = case.person(self.person)
        if person is None or case.interruption.left(self.person):
            return case
        departures = (*case.interruption.departures, Departure(self.person, self.on))
        case = case.with_person(replace(person, willing=Answer.NO))
        return replace(case, interruption=replace(case.interruption, departures=departures))


class ConsentRenewed(ProcessEvent, frozen=True, kw_only=True):
    """Somebody who declined or left says yes again, of their own accord."""

    tag: ClassVar[str] = "consent-renewed"

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """They take part again."""
        person = case.person(self.person)
        if person is None:
            return case
        stays = tuple(d for d in case.interruption.departures if d.person != self.person)
        off = tuple(p for p in case.interruption.taken_off if p != self.person)
        case = case.with_person(replace(person, willing=Answer.YES))
        return replace(
            case,
            interruption=replace(case.interruption, departures=stays, taken_off=off),
        )


class ParticipantTakenOff(ProcessEvent, frozen=True, kw_only=True):
    """A facilitator takes somebody who declined off the list of participants (RP-11)."""

    tag: ClassVar[str] = "participant-taken-off"

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """They are listed no longer; the journal still knows them."""
        off = tuple(dict.fromkeys((*case.interruption.taken_off, self.person)))
        return replace(case, interruption=replace(case.interruption, taken_off=off))


class AlternativesPresented(ProcessEvent, frozen=True, kw_only=True):
    """Those who remain were shown what else is possible (RC-041)."""

    tag: ClassVar[str] = "alternatives-presented"
    during: ClassVar[During] = During.ALWAYS

    options: tuple[str, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep what was presented."""
        return replace(
            case,
            interruption=replace(
                case.interruption, alternatives=self.options, alternatives_on=self.on
            ),
        )


class RemainingPartyChose(ProcessEvent, frozen=True, kw_only=True):
    """A Primary Party who stays says whether to go on without those who left (RC-171)."""

    tag: ClassVar[str] = "remaining-party-chose"

    person: PersonId
    go_on: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep their latest choice."""
        chosen = dict(case.interruption.go_on)
        chosen[self.person] = self.go_on
        return replace(case, interruption=replace(case.interruption, go_on=tuple(chosen.items())))


class SupportOffered(CaseEvent, frozen=True, kw_only=True):
    """Somebody who left was followed up with and supported (RC-173)."""

    tag: ClassVar[str] = "support-offered"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Tick it for each time they left."""
        departures = tuple(
            Departure(d.person, d.on, self.on) if d.person == self.person else d
            for d in case.interruption.departures
        )
        return replace(case, interruption=replace(case.interruption, departures=departures))


class ProcessDissolved(ProcessEvent, frozen=True, kw_only=True):
    """A Primary Party dissolves the process; no reason is asked (RC-170)."""

    tag: ClassVar[str] = "process-dissolved"

    person: PersonId

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """The case is no longer active (A2)."""
        return (CaseListed(on=self.on, case=recording.case, state=CaseState.ENDED),)

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day; records wait for their window from then on."""
        return replace(case, interruption=replace(case.interruption, dissolved=self.on))


class ProcessEnded(ProcessEvent, frozen=True, kw_only=True):
    """A process ends that had no agreement to fulfil (RC-110, A1, A6)."""

    tag: ClassVar[str] = "process-ended"

    ending: Ending

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """The case is no longer active (A2)."""
        return (CaseListed(on=self.on, case=recording.case, state=CaseState.ENDED),)

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day and how."""
        return replace(
            case,
            interruption=replace(case.interruption, ended=self.on, ending=self.ending),
        )
