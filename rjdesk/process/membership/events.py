"""Membership: how the coalition comes to be and who belongs to it (policy section 2)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.calendar import AcademicYear
from rjdesk.process.kernel.event import Capacity, CaseId, Entry, Event, MemberId, Recording
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.kernel.texts import Text
from rjdesk.process.kernel.writing import Name
from rjdesk.process.membership.state import CaseState, Listed, Member, MemberKind


class CoalitionFounded(CoalitionEvent, frozen=True, kw_only=True):
    """A coalition begins to keep its records here, under a programme."""

    tag: ClassVar[str] = "coalition-founded"

    coalition_name: Name
    programme: str

    def consequences(self, recording: Recording) -> tuple[Event, ...]:
        """The texts that it begins with are kept."""
        return tuple(TextKept(on=self.on, text=text) for text in recording.new_texts)

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Name the coalition and its programme."""
        return replace(
            coalition,
            name=self.coalition_name,
            programme=self.programme,
            founded=self.on,
        )


class TextKept(CoalitionEvent, frozen=True, kw_only=True):
    """The text of a programme or form in use is kept, so that cases go on under it."""

    tag: ClassVar[str] = "text-kept"

    text: Text

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep it once, under its hash."""
        if coalition.text(self.text.id) is not None:
            return coalition
        return replace(coalition, texts=(*coalition.texts, self.text))


class MemberEntered(CoalitionEvent, frozen=True, kw_only=True):
    """Somebody joins the coalition; ``semesters`` is how long they were enrolled before."""

    tag: ClassVar[str] = "member-entered"

    member: MemberId
    member_name: Name
    kind: MemberKind
    semesters: int = 0
    on_judicial_board: bool = False
    certified_until: date | None = None

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Add the member, or correct what is known of them."""
        known = coalition.member(self.member)
        if known is None:
            known = Member(id=self.member, name=self.member_name, kind=self.kind)
        return coalition.with_member(
            replace(
                known,
                name=self.member_name,
                kind=self.kind,
                semesters=self.semesters,
                on_judicial_board=self.on_judicial_board,
                certified_until=self.certified_until,
            )
        )


class MemberAppointed(CoalitionEvent, frozen=True, kw_only=True):
    """The appointing body appoints a member for a year (RC-038)."""

    tag: ClassVar[str] = "member-appointed"

    member: MemberId
    year: int
    open_position: bool = False

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Add the year to the member's terms."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        years = (*known.appointed, AcademicYear(self.year))
        return coalition.with_member(replace(known, appointed=years))


class OfficeTaken(CoalitionEvent, frozen=True, kw_only=True):
    """A member takes an office for a year; ``consent`` says that the coalition consented."""

    tag: ClassVar[str] = "office-taken"

    member: MemberId
    office: OfficeId
    year: int
    consent: bool = False

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Add the office to the member's offices."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        held = (*known.offices, (self.office, AcademicYear(self.year)))
        return coalition.with_member(replace(known, offices=held))


class OfficeLeft(CoalitionEvent, frozen=True, kw_only=True):
    """A member holds an office no longer, before its term is over."""

    tag: ClassVar[str] = "office-left"

    member: MemberId
    office: OfficeId

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Take the office from the member, for every year."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        held = tuple(each for each in known.offices if each[0] != self.office)
        return coalition.with_member(replace(known, offices=held))


class MemberLeft(CoalitionEvent, frozen=True, kw_only=True):
    """A member leaves the coalition; what they recorded stays, under their name."""

    tag: ClassVar[str] = "member-left"

    member: MemberId

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """They hold no office, are assigned no more, and vote no more."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        return coalition.with_member(replace(known, left=self.on, offices=())).counted()


class EntryTakenBack(CoalitionEvent, frozen=True, kw_only=True):
    """Undo in the coalition's journal: what ``replaces`` names was entered by mistake."""

    tag: ClassVar[str] = "entry-taken-back"
    takes_back: ClassVar[bool] = True

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Change nothing: what it takes back is left out of the fold."""
        return coalition


class TrainingCompleted(CoalitionEvent, frozen=True, kw_only=True):
    """A member completed a training for a year (RC-035, RC-037)."""

    tag: ClassVar[str] = "training-completed"

    member: MemberId
    training: TrainingId
    year: int

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Add the training to the member's trainings."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        done = (*known.trainings, (self.training, AcademicYear(self.year)))
        return coalition.with_member(replace(known, trainings=done))


class CertificateRecorded(CoalitionEvent, frozen=True, kw_only=True):
    """A member's certificate, the first or a renewed one, is valid until a day (RP-02)."""

    tag: ClassVar[str] = "certificate-recorded"

    member: MemberId
    until: date

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Put it in the place of the one before."""
        known = coalition.member(self.member)
        if known is None:
            return coalition
        return coalition.with_member(replace(known, certified_until=self.until))


class FoundingCompleted(CoalitionEvent, frozen=True, kw_only=True):
    """Everything was entered as found; from here on every rule binds (A14)."""

    tag: ClassVar[str] = "founding-completed"

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """End the founding."""
        return replace(coalition, founding=False)


class CaseListed(CoalitionEvent, frozen=True, kw_only=True):
    """A case is opened, active or ended: all that members who do not hold it may know."""

    tag: ClassVar[str] = "case-listed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    case: CaseId
    state: CaseState

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Set the state of the case."""
        listed = Listed(self.case, self.state, self.on)
        return replace(coalition, listings=(*coalition.listings, listed))
