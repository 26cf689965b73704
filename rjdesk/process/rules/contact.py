"""Rules of contact: who asked is met first, and says who may be contacted (section 4B)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.case import Case
from rjdesk.process.premeeting import ContactMade, PreMeetingCompleted, PreMeetingOpened
from rjdesk.process.ruling import Missing, Moment, Strength, rule


def initiators_not_met(case: Case) -> tuple[str, ...]:
    """Return the initiating parties whose own meeting is not complete (RC-063)."""
    return tuple(
        person.name
        for person in case.people
        if person.initiating
        and not any(
            meeting.completed and meeting.fits and meeting.contact_others
            for meeting in case.meetings_of(person.id)
        )
    )


@rule("RC-063", "4B", Strength.SHOULD, ContactMade, PreMeetingOpened)
def initiators_are_met_first(
    event: ContactMade | PreMeetingOpened, at: Moment
) -> Iterator[Missing]:
    """Nobody else is contacted before each initiating party was met and agreed to it."""
    case = at.the_case
    people = (event.person,) if isinstance(event, ContactMade) else event.people
    others = [p for p in map(case.person, people) if p is not None and not p.initiating]
    waiting = initiators_not_met(case)
    if others and not any(person.initiating for person in case.people):
        yield Missing(
            "Nobody is marked as the one who asked for this process.",
            "participant-named",
            supply="Mark who asked for it, and meet them first.",
        )
    elif others and waiting:
        yield Missing(
            "The initiating party has not been met yet: whether the process fits their needs, "
            "and whom to contact, is not settled.",
            "pre-meeting-completed",
            who=waiting,
            supply="Complete their pre-meeting first.",
        )


@rule("RC-063", "4B", Strength.SHOULD, PreMeetingCompleted)
def the_first_meeting_settles_fit_and_contact(
    event: PreMeetingCompleted, at: Moment
) -> Iterator[Missing]:
    """With an initiating party: does the process fit, and whom may we contact?"""
    case = at.the_case
    meeting = case.meeting(event.meeting)
    if meeting is None or meeting.fits is not None:
        return
    for person in map(case.person, meeting.people):
        if person is not None and person.initiating:
            yield Missing(
                f"{person.name}: whether the process fits, and whom to contact, is open.",
                "fit-judged",
                who=(person.name,),
                supply="Ask both, and note the answers.",
            )


RULES = (
    initiators_are_met_first,
    the_first_meeting_settles_fit_and_contact,
)
