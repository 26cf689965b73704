"""What follows from a case about pre-meetings: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case


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
