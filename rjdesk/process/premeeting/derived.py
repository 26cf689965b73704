"""What follows from a case about pre-meetings: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.people.state import Person


def initiators_not_met(case: Case) -> tuple[str, ...]:
    """Return the initiating parties whose own meeting is not complete (RC-063)."""
    return tuple(
        person.name
        for person in case.people
        if person.initiating
        and not any(
            meeting.completed and meeting.fits is not None
            for meeting in case.meetings_of(person.id)
        )
    )


def does_not_fit(case: Case) -> bool:
    """Whether an initiating party found that the process does not fit (RC-075)."""
    judged = [m.fits for p in case.people if p.initiating for m in case.meetings_of(p.id)]
    return False in judged and True not in judged


def may_be_contacted(case: Case, person: Person) -> bool:
    """Whether an initiating party said that somebody may be contacted (RC-063).

    Primary Parties are named by them one by one; who comes for a party, or is invited by the
    facilitators, is not.
    """
    if person.initiating or not person.primary:
        return True
    named = {p for meeting in case.meetings for p in meeting.contact}
    return person.id in named
