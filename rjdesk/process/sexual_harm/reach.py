"""To whom an act goes in a case of sexual harm, and what happens where it stops (A25)."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.circle.events import (
    BreakTaken,
    CircleEndedEarly,
    CircleEvent,
    CircleStarted,
    SeatLeft,
    SeatsChanged,
)
from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    MeetingEvent,
    PreMeetingOpened,
    SupportSatIn,
)

STOPS = (SeatLeft, SeatsChanged, BreakTaken, CircleEndedEarly)
"""What happens in a circle where it stops."""


def goes_to_others(event: Event, case: Case) -> bool:
    """Whether somebody is met, or addressed first, who did not ask for the process (A25).

    What comes in is written down, and who was met before it came out may be told that it waits.
    """
    if isinstance(event, ContactMade):
        person = case.person(event.person)
        if event.incoming or person is None or person.initiating:
            return False
        return not case.met(person.id)
    if isinstance(event, PreMeetingOpened | MeetingEvent | DialogueAgreementSigned):
        people = (case.person(person) for person in in_the_meeting(event, case))
        return any(person is not None and not person.initiating for person in people)
    return True


def in_the_meeting(
    event: PreMeetingOpened | MeetingEvent | DialogueAgreementSigned, case: Case
) -> tuple[PersonId, ...]:
    """Return whom a pre-meeting is with, and who sits in."""
    if isinstance(event, PreMeetingOpened):
        return event.people
    meeting = case.meeting(event.meeting)
    people = meeting.people if meeting is not None else ()
    return (*people, event.person) if isinstance(event, SupportSatIn) else people


def reaches_nobody_new(event: Event, at: RuleContext) -> bool:
    """Whether an entry is put right in its words alone, and goes to nobody it did not go to."""
    wrong = at.corrected.event if at.corrected else None
    if isinstance(event, ContactMade) and isinstance(wrong, ContactMade):
        return (event.person, event.incoming) == (wrong.person, wrong.incoming)
    if isinstance(event, PreMeetingOpened) and isinstance(wrong, PreMeetingOpened):
        return set(event.people) <= set(wrong.people)
    if isinstance(event, CircleStarted) and isinstance(wrong, CircleStarted):
        return set(event.present) <= set(wrong.present)
    return type(event) is type(wrong) and isinstance(event, MeetingEvent | CircleEvent)
