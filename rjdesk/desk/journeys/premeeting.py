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
    Sitting,
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
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.kernel.features import Feature


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
        programme = desk.programme(case)
        at = Sitting(
            today=desk.today,
            case=case,
            meeting=meeting,
            people=tuple(filter(None, map(case.person, meeting.people))),
            there=tuple(filter(None, map(case.person, (*meeting.people, *meeting.others_there)))),
            programme=programme,
            status=desk.coalition.status_of(meeting.facilitator, desk.today, programme),
            terms=desk.terms,
            noted=frozenset(
                (note.person, note.text) for note in desk.notes(self.case).of(self.meeting)
            ),
        )
        steps = [
            status_step(at),
            exceptions_step(at),
            explain_step(at),
            *_questions(case, at),
            agreement_step(at),
            conversation_step(at),
            needs_step(at),
        ]
        if any(person.primary for person in at.people):
            steps.append(support_step(at))
        steps.append(willing_step(at))
        if any(person.initiating for person in at.people):
            steps.append(fit_step(at))
        steps.append(next_step(at))
        return tuple(steps)


def _questions(case: Case, at: Sitting) -> tuple[Step, ...]:
    """Talk the questions through, where the programme shares them beforehand (RP-09)."""
    if not at.programme.has(Feature.SHARED_QUESTIONS):
        return ()
    return (questions_step(at, case.preparation.questions),)
