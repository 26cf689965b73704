"""Intake: the request, who is named, who is assigned, who may read (policy sections 3 and 4A)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.intake.state import Cause, Grant, Relation
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
from rjdesk.process.membership.events import TextKept
from rjdesk.process.people.state import Affiliation, Part, Person, Reach
from rjdesk.process.recusal.state import Recusals, Request
from rjdesk.process.referral.state import ReferralSource


class CaseOpened(CaseEvent, frozen=True, kw_only=True):
    """A case is created from a request (RC-023).

    ``may_harm_further`` answers whether the process could further oppress or harm Indigenous
    people or other marginalised communities, ``care_taken`` what is done about it (RC-001).
    Anybody may ask for a process, also somebody who is no party to it (RC-004): then nobody has
    to be met before others (``requester_takes_part`` is False).
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
    requester_takes_part: bool = True

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """Whoever opens a case holds its record.

        The texts in use are kept, and the case goes on under them whatever becomes of the files.
        """
        return (
            AccessGranted(on=self.on, member=recording.by, notes=False),
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
                requester_takes_part=self.requester_takes_part,
            ),
        )


class OpenedByMistake(CaseEvent, frozen=True, kw_only=True):
    """A case was opened by mistake, or twice: it was never initiated (A38).

    Nobody is contacted from it. Its records wait for their window from that day.
    """

    tag: ClassVar[str] = "opened-by-mistake"
    capacity: ClassVar[Capacity] = Capacity.OPENS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, intake=replace(case.intake, mistaken=self.on))


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

    ``coalition_member`` says which member of the coalition they are, if any (RC-200).
    ``invited_by`` names the Primary Party who invited a Supporting Party (RC-013). ``lawyer``
    marks somebody who would act as a party's lawyer, which the process does not know (RC-044).
    """

    tag: ClassVar[str] = "participant-named"
    voids: ClassVar[tuple[str, ...]] = ("reflection-released",)
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
    organisation: bool = False
    coalition_member: MemberId | None = None

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the person, or correct them and keep what they have said yes to.

        Who belongs to the coalition holds nothing of a case that they take part in.
        """
        if self.coalition_member is not None:
            case = case.without(self.coalition_member, self.on)
        known = case.person(self.person)
        if known is None:
            known = Person(
                id=self.person,
                entered=self.person_name,
                liked=self.called,
                parts=self.parts,
                affiliation=self.affiliation,
            )
        return case.with_person(
            replace(
                known,
                entered=self.person_name,
                liked=self.called,
                parts=self.parts,
                affiliation=self.affiliation,
                initiating=self.initiating,
                invited_by=self.invited_by,
                purpose=self.purpose,
                organisation=self.organisation,
                member=self.coalition_member,
            )
        )


class PersonRenamed(CaseEvent, frozen=True, kw_only=True):
    """A participant has another name now; what they signed stands (A39).

    A name that was typed wrong is corrected where it was entered, and leaves no former name.
    """

    tag: ClassVar[str] = "person-renamed"
    voids: ClassVar[tuple[str, ...]] = ("reflection-released",)
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    person_name: Name
    called: Name

    def apply(self, case: Case, entry: Entry) -> Case:
        """Call them so from now on, and remember the name before."""
        person = case.person(self.person)
        if person is None:
            return case
        former = tuple(dict.fromkeys((*person.former, person.entered)))
        now = replace(person, entered=self.person_name, liked=self.called)
        return case.with_person(replace(now, former=former, renamed=self.on))


class ReachNoted(CaseEvent, frozen=True, kw_only=True):
    """How a participant is reached (RC-064)."""

    tag: ClassVar[str] = "reach-noted"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    phone: str = ""
    email: str = ""
    otherwise: str = ""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep it in the place of what was known."""
        person = case.person(self.person)
        if person is None:
            return case
        reach = Reach(phone=self.phone, email=self.email, otherwise=self.otherwise)
        before = (person.reach,) if person.reach not in {Reach(), reach} else ()
        return case.with_person(replace(person, reach=reach, reached=(*person.reached, *before)))


class FacilitatorAssigned(CaseEvent, frozen=True, kw_only=True):
    """A member is assigned to facilitate the case."""

    tag: ClassVar[str] = "facilitator-assigned"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS
    during: ClassVar[During] = During.ALWAYS

    member: MemberId

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """A facilitator may read record and notes."""
        return (AccessGranted(on=self.on, member=self.member, notes=True),)

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the facilitator; whoever is recused never becomes one."""
        if self.member in case.facilitators or self.member in case.barred:
            return case
        return replace(case, facilitators=(*case.facilitators, self.member))


class FacilitatorReleased(CaseEvent, frozen=True, kw_only=True):
    """A facilitator serves the case no more; their name stays in what they recorded.

    A Chair who opened the case goes on holding its record.
    """

    tag: ClassVar[str] = "facilitator-released"
    capacity: ClassVar[Capacity] = Capacity.SELF
    during: ClassVar[During] = During.ALWAYS

    member: MemberId
    cause: Cause

    def apply(self, case: Case, entry: Entry) -> Case:
        """They hold neither notes nor, unless they opened the case, its record."""
        if self.member not in case.facilitators:
            return case
        case = case.without(self.member, self.on, self.cause)
        if self.member == case.intake.opener:
            case = replace(case, grants=(*case.grants, Grant(self.member, notes=False)))
        return case


class AccessGranted(CaseEvent, frozen=True, kw_only=True):
    """A member may read the record, and the notes where ``notes`` says so (section 4).

    ``reason`` says what for (RC-007), ``until`` to which day (RC-124), ``no_conflict`` that they
    stated that they have no conflict in this case (RC-200).
    """

    tag: ClassVar[str] = "access-granted"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    member: MemberId
    notes: bool
    reason: str = ""
    until: date | None = None
    no_conflict: bool = False

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add the grant; a wider one takes the place of a narrower, never the reverse.

        Whoever is recused is granted nothing.
        """
        if self.member in case.barred:
            return case
        others = tuple(grant for grant in case.grants if grant.member != self.member)
        notes = self.notes or self.member in case.notes_holders
        return replace(case, grants=(*others, Grant(self.member, notes, self.until, entry.by)))


class AccessEnded(CaseEvent, frozen=True, kw_only=True):
    """A member who was given access reads the record no more (RC-124).

    Whoever opened the case hands it over by this (RC-027); who facilitates it is released.
    """

    tag: ClassVar[str] = "access-ended"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    member: MemberId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Take the grant away, and what comes of having opened the case."""
        grants = tuple(grant for grant in case.grants if grant.member != self.member)
        if self.member == case.intake.opener:
            case = replace(case, intake=replace(case.intake, handed_over=True))
        return replace(case, grants=grants)


class HandedOn(CaseEvent, frozen=True, kw_only=True):
    """A member gives another who is entitled the key to the record, and to the ``notes`` (4).

    Whoever assigns gives what they hold themselves in the same act; what is left, such as the
    notes, which a Chair does not hold, is handed on by who holds it.
    """

    tag: ClassVar[str] = "handed-on"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    member: MemberId
    notes: bool = False

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change nothing: who is entitled stood before."""
        return case


class FacilitatorAccepted(CaseEvent, frozen=True, kw_only=True):
    """A participant says yes or no to a facilitator (RC-061); a no asks that they step back."""

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
        case = case.with_person(replace(person, consents=tuple(said.items())))
        return replace(case, recusals=self._asked(case.recusals))

    def _asked(self, recusals: Recusals) -> Recusals:
        """Return what was asked about members: a no asks it, a yes takes that back."""
        asked = recusals.request(self.person, self.member)
        if self.accepted and asked is not None and not asked.settled:
            left = tuple(each for each in recusals.requests if each != asked)
            return replace(recusals, requests=left)
        if not self.accepted and (asked is None or asked.settled):
            request = Request(person=self.person, member=self.member, on=self.on)
            return recusals.with_request(request)
        return recusals


class AdvisorInformed(CaseEvent, frozen=True, kw_only=True):
    """The Staff Advisor was told that a process was initiated; the notice names nobody (RC-062)."""

    tag: ClassVar[str] = "advisor-informed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day."""
        return replace(case, intake=replace(case.intake, advisor_told=self.on))
