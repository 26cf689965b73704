"""What follows from a case about pre-meetings: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.people.state import Person
from rjdesk.process.premeeting.state import PreMeeting
from rjdesk.process.taking_part.derived import in_front, takes_no_part, waited_for


def still_there(case: Case, meeting: PreMeeting) -> tuple[Person, ...]:
    """Return whom a meeting still is with: who takes part no longer is not asked any further.

    Each is looked at in the process that goes on with them. Where nobody of them goes on, it is
    theirs as it was, to be completed or to be left open.
    """
    people = tuple(filter(None, map(case.person, meeting.people)))
    go_on = (p for p in people if p in waited_for(in_front(case, (p.id,))))
    return tuple(go_on) or people


def initiators_not_met(case: Case) -> tuple[Person, ...]:
    """Return the initiating parties whose own meeting is not complete (RC-063).

    Who takes part no longer is not waited for while another is met or to be met.
    """
    open_ = [p for p in case.people if p.initiating and not _settled(case, p)]
    waiting = tuple(person for person in open_ if not takes_no_part(case, person))
    met = any(person.initiating and _settled(case, person) for person in case.people)
    return waiting if waiting or met else tuple(open_)


def _settled(case: Case, person: Person) -> bool:
    """Whether it is settled with somebody whether the process fits, and whom to contact."""
    return any(m.completed and m.fits is not None for m in case.meetings_of(person.id))


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
