"""The pre-meeting journey, in the order that the policy fixes (RC-070 to RC-073).

Each step is recorded when it is left, so that the day and the hour of every disclosure are
in the journal. What the participant says goes to the notes alone.
"""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.fields import Answers
from rjdesk.desk.journeys.journey import Step
from rjdesk.desk.journeys.premeeting_steps import (
    agreement_step,
    conversation_step,
    exceptions_step,
    explain_step,
    fit_step,
    needs_step,
    next_step,
    questions_step,
    status_step,
    support_step,
    willing_step,
)
from rjdesk.desk.ports import DraftKey
from rjdesk.process.case import Case
from rjdesk.process.event import CaseId, Event
from rjdesk.process.notes import NoteWritten
from rjdesk.process.people import Answer, Person, ReadHow
from rjdesk.process.premeeting import (
    DialogueAgreementSigned,
    ExceptionsRead,
    FitJudged,
    NeedsHeard,
    PreMeeting,
    PreMeetingCompleted,
    ProcessExplained,
    QuestionsDiscussed,
    ReportingStatusAsked,
    ReportingStatusTold,
    SupportSettled,
    WillingnessStated,
)


class PreMeetingJourney(msgspec.Struct, frozen=True):
    """Leads a facilitator through one pre-meeting."""

    case: CaseId
    meeting: str

    @property
    def title(self) -> str:
        """What the journey is called; it names nobody."""
        return "Pre-meeting"

    @property
    def draft(self) -> DraftKey:
        """A draft for each meeting."""
        return DraftKind.PRE_MEETING.key(self.case, self.meeting)

    def path(self, desk: Desk, answers: Answers) -> tuple[Step, ...]:
        """Return the steps; those that the journal holds already are marked done."""
        case = desk.case(self.case)
        meeting = case.meeting(self.meeting)
        if meeting is None:
            return ()
        people = _people(case, meeting)
        steps = [
            status_step(desk.programme(case), meeting, people),
            exceptions_step(desk.programme(case), meeting),
            explain_step(meeting),
            *_questions(desk, case, meeting),
            agreement_step(people, desk.terms),
            conversation_step(people),
            needs_step(meeting, people),
        ]
        if any(person.primary for person in people):
            steps.append(support_step(people))
        steps.append(willing_step(people))
        if any(person.initiating for person in people):
            steps.append(fit_step(meeting))
        steps.append(next_step(meeting))
        return tuple(steps)

    def records(self, desk: Desk, step: str, answers: Answers) -> tuple[Event, ...]:
        """Return what leaving a step records; a step that is done records nothing again."""
        known = {known.id: known for known in self.path(desk, answers)}
        if known[step].done:
            return ()
        case = desk.case(self.case)
        people = _people(case, _the_meeting(case, self.meeting))
        match step:
            case "status" | "exceptions" | "explain" | "questions":
                return self._opening(desk, step, people, answers)
            case "agreement":
                return self._signatures(desk, people, answers)
            case "conversation":
                return self._notes(desk, people, answers)
            case _:
                return self._later(desk, step, people, answers)

    def _opening(
        self, desk: Desk, step: str, people: tuple[Person, ...], answers: Answers
    ) -> tuple[Event, ...]:
        on, meeting = desk.today, self.meeting
        match step:
            case "status":
                asked = tuple(
                    ReportingStatusAsked(
                        on=on,
                        meeting=meeting,
                        person=person.id,
                        answer=Answer(answers.text(f"reporter-{person.id}")),
                    )
                    for person in people
                )
                return (ReportingStatusTold(on=on, meeting=meeting), *asked)
            case "exceptions":
                ids = tuple(e.id for e in desk.programme(desk.case(self.case)).exceptions)
                return (ExceptionsRead(on=on, meeting=meeting, exceptions=ids),)
            case "questions":
                return (QuestionsDiscussed(on=on, meeting=meeting),)
            case _:
                return (ProcessExplained(on=on, meeting=meeting),)

    def _signatures(
        self, desk: Desk, people: tuple[Person, ...], answers: Answers
    ) -> tuple[Event, ...]:
        return tuple(
            DialogueAgreementSigned(
                on=desk.today,
                person=person.id,
                meeting=self.meeting,
                read_how=ReadHow(answers.text(f"how-{person.id}")),
            )
            for person in people
            if person.dialogue_signed is None and answers.ticked(f"signed-{person.id}")
        )

    def _notes(self, desk: Desk, people: tuple[Person, ...], answers: Answers) -> tuple[Event, ...]:
        kept = {(note.person, note.text) for note in desk.notes(self.case).of(self.meeting)}
        return tuple(
            NoteWritten(
                on=desk.today,
                meeting=self.meeting,
                person=person.id,
                heading="conversation",
                text=answers.text(f"note-{person.id}"),
            )
            for person in people
            if (text := answers.text(f"note-{person.id}")) and (person.id, text) not in kept
        )

    def _later(
        self, desk: Desk, step: str, people: tuple[Person, ...], answers: Answers
    ) -> tuple[Event, ...]:
        on, meeting = desk.today, self.meeting
        match step:
            case "needs":
                return tuple(
                    NeedsHeard(on=on, meeting=meeting, person=person.id) for person in people
                )
            case "support":
                return tuple(
                    SupportSettled(on=on, person=person.id) for person in people if person.primary
                )
            case "willing":
                return tuple(
                    WillingnessStated(
                        on=on,
                        person=person.id,
                        willing=Answer(answers.text(f"willing-{person.id}")),
                        able=answers.ticked(f"able-{person.id}"),
                    )
                    for person in people
                    if (answers.text(f"willing-{person.id}"), answers.ticked(f"able-{person.id}"))
                    != (person.willing.value if person.willing else "", person.able)
                )
            case "fit":
                return (
                    FitJudged(
                        on=on,
                        meeting=meeting,
                        fits=answers.text("fits") == "yes",
                        contact_others=answers.text("contact") == "yes",
                    ),
                )
            case _:
                return (PreMeetingCompleted(on=on, meeting=meeting),)


def _questions(desk: Desk, case: Case, meeting: PreMeeting) -> tuple[Step, ...]:
    """Talk the questions through, where the programme shares them beforehand (RP-09)."""
    if "RP-09" not in desk.programme(case).rules:
        return ()
    return (questions_step(case.preparation.questions, meeting),)


def _the_meeting(case: Case, meeting: str) -> PreMeeting:
    found = case.meeting(meeting)
    if found is None:
        raise LookupError("this pre-meeting has not been opened")
    return found


def _people(case: Case, meeting: PreMeeting) -> tuple[Person, ...]:
    return tuple(person for person in map(case.person, meeting.people) if person is not None)
