"""Pre-meetings: contact, the fixed order of a first meeting, eligibility (policy section 4B)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.kernel.event import Entry, PersonId
from rjdesk.process.people.state import Answer, ReadHow
from rjdesk.process.premeeting.state import Contact, PreMeeting, SittingIn


class ContactMade(CaseEvent, frozen=True, kw_only=True):
    """A facilitator was in touch with a participant (RC-063, RC-064)."""

    tag: ClassVar[str] = "contact-made"

    person: PersonId
    channel: str
    purpose: str
    incoming: bool = False

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add a line to the contact log."""
        line = Contact(
            on=self.on,
            person=self.person,
            by=entry.by,
            channel=self.channel,
            incoming=self.incoming,
            purpose=self.purpose,
        )
        return replace(case, contacts=(*case.contacts, line))


class PreMeetingOpened(CaseEvent, frozen=True, kw_only=True):
    """A facilitator sits down with somebody for a pre-meeting (RC-065, RC-066, RC-068)."""

    tag: ClassVar[str] = "pre-meeting-opened"

    meeting: str
    people: tuple[PersonId, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Begin the meeting."""
        begun = PreMeeting(id=self.meeting, on=self.on, facilitator=entry.by, people=self.people)
        return replace(case, meetings=(*case.meetings, begun))


class MeetingEvent(CaseEvent, frozen=True, kw_only=True):
    """Something that happens inside one pre-meeting."""

    meeting: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change the meeting it names; an unknown meeting changes nothing."""
        meeting = case.meeting(self.meeting)
        return case if meeting is None else case.with_meeting(self.apply_to(meeting))

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Return the meeting as it stands after this."""
        raise TypeError(f"{type(self).__name__} does not say what happens to its meeting")


class SupportSatIn(MeetingEvent, frozen=True, kw_only=True):
    """A Supporting Party sits in: asked for, approved, and silent (RC-067)."""

    tag: ClassVar[str] = "support-sat-in"

    person: PersonId
    requested: bool
    approved: bool
    will_not_speak: bool

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Add them to those who sit in; they too hear the exceptions, which are read anew."""
        present = SittingIn(
            person=self.person,
            requested=self.requested,
            approved=self.approved,
            will_not_speak=self.will_not_speak,
        )
        return replace(meeting, sitting_in=(*meeting.sitting_in, present), exceptions=())


class ReportingStatusTold(MeetingEvent, frozen=True, kw_only=True):
    """The facilitator said that they are not an obligatory reporter, and when they are (RC-070)."""

    tag: ClassVar[str] = "reporting-status-told"

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Tick it."""
        return replace(meeting, status_told=True)


class ReportingStatusAsked(MeetingEvent, frozen=True, kw_only=True):
    """The participant was asked whether they are a mandatory reporter (RC-071)."""

    tag: ClassVar[str] = "reporting-status-asked"

    person: PersonId
    answer: Answer

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the answer with the person and the asking with the meeting."""
        person = case.person(self.person)
        if person is not None:
            case = case.with_person(replace(person, reporter=self.answer))
        return super().apply(case, entry)

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Tick it for this person."""
        return replace(meeting, asked=(*meeting.asked, self.person))


class ExceptionsRead(MeetingEvent, frozen=True, kw_only=True):
    """The exceptions to confidentiality were read aloud, named by their ids (RC-072, RC-127)."""

    tag: ClassVar[str] = "exceptions-read"

    exceptions: tuple[str, ...]

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Keep which were read."""
        return replace(meeting, exceptions=self.exceptions)


class ProcessExplained(MeetingEvent, frozen=True, kw_only=True):
    """The process was explained (RC-073)."""

    tag: ClassVar[str] = "process-explained"

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Tick it."""
        return replace(meeting, explained=True)


class QuestionsDiscussed(MeetingEvent, frozen=True, kw_only=True):
    """The questions that will be asked were talked through (RP-06 to RP-09)."""

    tag: ClassVar[str] = "questions-discussed"

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Tick it."""
        return replace(meeting, questions_discussed=True)


class DialogueAgreementSigned(CaseEvent, frozen=True, kw_only=True):
    """A participant signed the Agreement to Dialogue on paper (RC-069, RC-SD2-13).

    In a pre-meeting, or at the door of a circle without sides, which needs none (A29).
    """

    tag: ClassVar[str] = "dialogue-agreement-signed"

    person: PersonId
    meeting: str
    read_how: ReadHow

    @property
    def at_the_door(self) -> bool:
        """Whether it was signed in no pre-meeting."""
        return not self.meeting

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day and how it was read."""
        person = case.person(self.person)
        if person is None:
            return case
        return case.with_person(replace(person, dialogue_signed=self.on, read_how=self.read_how))


class NeedsHeard(MeetingEvent, frozen=True, kw_only=True):
    """The participant was asked what they need and wish; what they said is in the notes."""

    tag: ClassVar[str] = "needs-heard"

    person: PersonId

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Tick it for this person."""
        return replace(meeting, needs_heard=(*meeting.needs_heard, self.person))


class FitJudged(MeetingEvent, frozen=True, kw_only=True):
    """Whether the process fits what the initiating party needs, and whom to contact (RC-063).

    ``contact`` names the Primary Parties who may be contacted; nobody where it is nobody yet.
    """

    tag: ClassVar[str] = "fit-judged"

    fits: bool
    contact: tuple[PersonId, ...] = ()

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Keep both answers."""
        return replace(meeting, fits=self.fits, contact=self.contact)


class SupportSettled(CaseEvent, frozen=True, kw_only=True):
    """A participant named a support person, or said that they want none."""

    tag: ClassVar[str] = "support-settled"

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Tick it."""
        person = case.person(self.person)
        return case if person is None else case.with_person(replace(person, support_settled=True))


class PreMeetingCompleted(MeetingEvent, frozen=True, kw_only=True):
    """The pre-meeting has done all it is for (RC-069, RC-073)."""

    tag: ClassVar[str] = "pre-meeting-completed"

    def apply_to(self, meeting: PreMeeting) -> PreMeeting:
        """Close it on that day."""
        return replace(meeting, completed=self.on)


class EligibilityDecided(CaseEvent, frozen=True, kw_only=True):
    """A facilitator decides whether the case is eligible; both must (RC-051)."""

    tag: ClassVar[str] = "eligibility-decided"

    joint: ClassVar[bool] = True
    eligible: bool

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep this facilitator's decision."""
        decided = dict(case.eligibility)
        decided[entry.by] = self.eligible
        return replace(case, eligibility=tuple(decided.items()))
