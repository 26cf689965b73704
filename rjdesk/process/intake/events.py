"""Intake: the request, who is named, who is assigned, who may read (policy sections 3 and 4A)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.intake.state import Grant, Relation
from rjdesk.process.kernel.event import (
    Capacity,
    During,
    Entry,
    Event,
    MemberId,
    PersonId,
    Recording,
)
from rjdesk.process.kernel.texts import TextId
from rjdesk.process.kernel.writing import Name
from rjdesk.process.membership.events import CaseListed, TextKept
from rjdesk.process.membership.state import CaseState
from rjdesk.process.people.state import Affiliation, Part, Person
from rjdesk.process.referral.state import ReferralSource


class CaseOpened(CaseEvent, frozen=True, kw_only=True):
    """A case is created from a request (RC-023).

    ``may_harm_further`` answers whether the process could further oppress or harm Indigenous
    people or other marginalised communities, ``care_taken`` what is done about it (RC-001).
    """

    tag: ClassVar[str] = "case-opened"
    capacity: ClassVar[Capacity] = Capacity.OPENS
    during: ClassVar[During] = During.ALWAYS

    code: str
    requester: Affiliation
    request_received: date
    programme: str
    may_harm_further: bool | None = None
    care_taken: str = ""
    relation: Relation = Relation.NONE
    referral: ReferralSource | None = None
    referred_by: str = ""

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """Whoever opens a case holds its record, and the coalition counts the case.

        The texts in use are kept, and the case goes on under them whatever becomes of the files.
        """
        return (
            AccessGranted(on=self.on, member=recording.by, notes=False),
            CaseListed(on=self.on, case=recording.case, state=CaseState.OPENED),
            *(TextKept(on=self.on, text=text) for text in recording.new_texts),
            TextsTaken(on=self.on, texts=recording.texts),
        )

    def apply(self, case: Case, entry: Entry) -> Case:
        """Begin the intake."""
        return replace(
            case,
            referral=replace(case.referral, source=self.referral, referred_by=self.referred_by),
            intake=replace(
                case.intake,
                code=self.code,
                opened=self.on,
                opened_by=entry.by,
                requester=self.requester,
                request_received=self.request_received,
                relation=self.relation,
                programme=self.programme,
                may_harm_further=self.may_harm_further,
                care_taken=self.care_taken,
            ),
        )


class TextsTaken(CaseEvent, frozen=True, kw_only=True):
    """The case is run by these texts, which its coalition keeps: programme, forms, their words."""

    tag: ClassVar[str] = "texts-taken"
    capacity: ClassVar[Capacity] = Capacity.OPENS

    texts: tuple[TextId, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Name them."""
        return replace(case, intake=replace(case.intake, texts=self.texts))


class CareConsidered(CaseEvent, frozen=True, kw_only=True):
    """Whether the process could harm marginalised communities further, asked again (RC-001)."""

    tag: ClassVar[str] = "care-considered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    may_harm_further: bool
    care_taken: str = ""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep both answers."""
        return replace(
            case,
            intake=replace(
                case.intake,
                may_harm_further=self.may_harm_further,
                care_taken=self.care_taken,
            ),
        )


class ParticipantNamed(CaseEvent, frozen=True, kw_only=True):
    """Somebody is named in the case, or what was entered of them is corrected.

    ``invited_by`` names the Primary Party who invited a Supporting Party (RC-013). ``lawyer``
    marks somebody who would act as a party's lawyer, which the process does not know (RC-044).
    """

    tag: ClassVar[str] = "participant-named"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    person_name: Name
    called: Name
    parts: tuple[Part, ...]
    affiliation: Affiliation
    initiating: bool = False
    invited_by: PersonId | None = None
    purpose: str = ""
    lawyer: bool = False

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the person, or correct them and keep what they have said yes to."""
        known = case.person(self.person)
        named = Person(
            id=self.person,
            name=self.person_name,
            called=self.called,
            parts=self.parts,
            affiliation=self.affiliation,
            initiating=self.initiating,
            invited_by=self.invited_by,
            purpose=self.purpose,
        )
        if known is not None:
            named = replace(
                known,
                name=named.name,
                called=named.called,
                parts=named.parts,
                affiliation=named.affiliation,
                initiating=named.initiating,
                invited_by=named.invited_by,
                purpose=named.purpose,
            )
        return case.with_person(named)


class FacilitatorAssigned(CaseEvent, frozen=True, kw_only=True):
    """A member is assigned to facilitate the case."""

    tag: ClassVar[str] = "facilitator-assigned"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS

    member: MemberId

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """A facilitator may read record and notes, and the case becomes active (A2)."""
        return (
            AccessGranted(on=self.on, member=self.member, notes=True),
            CaseListed(on=self.on, case=recording.case, state=CaseState.ACTIVE),
        )

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the facilitator."""
        if self.member in case.facilitators:
            return case
        return replace(case, facilitators=(*case.facilitators, self.member))


class AccessGranted(CaseEvent, frozen=True, kw_only=True):
    """A member may read the record, and the notes where ``notes`` says so (section 4)."""

    tag: ClassVar[str] = "access-granted"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    during: ClassVar[During] = During.ALWAYS

    member: MemberId
    notes: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the grant; a wider one takes the place of a narrower, never the reverse."""
        others = tuple(grant for grant in case.grants if grant.member != self.member)
        notes = self.notes or self.member in case.notes_holders
        return replace(case, grants=(*others, Grant(self.member, notes)))


class FacilitatorAccepted(CaseEvent, frozen=True, kw_only=True):
    """A participant says yes or no to a facilitator (RC-061)."""

    tag: ClassVar[str] = "facilitator-accepted"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    person: PersonId
    member: MemberId
    accepted: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the answer with the person."""
        person = case.person(self.person)
        if person is None:
            return case
        said = dict(person.consents)
        said[self.member] = self.accepted
        return case.with_person(replace(person, consents=tuple(said.items())))


class AdvisorInformed(CaseEvent, frozen=True, kw_only=True):
    """The Staff Advisor was told that a process was initiated; the notice names nobody (RC-062)."""

    tag: ClassVar[str] = "advisor-informed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, intake=replace(case.intake, advisor_told=self.on))
