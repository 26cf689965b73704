"""What follows from a case about intake: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Answer, Part, Person


def facilitators_needed(case: Case, programme: Programme) -> int:
    """Return how many facilitators the case needs as things stand (RC-045, A4)."""
    if both_go_forward(case):
        return programme.facilitators.both_parties
    return max(case.one_party.facilitators, 1)


def both_go_forward(case: Case) -> bool:
    """Whether somebody from each side is named and has not said no."""
    return all(
        any(person.willing is not Answer.NO for person in case.holding(part))
        for part in (Part.AFFECTED, Part.RESPONSIBLE)
    )


def going_forward(case: Case) -> tuple[Person, ...]:
    """Return the Primary Parties who have not said no; in a circle without any, everybody.

    Whoever declined is asked for nothing more (RC-041), and a Community Circle knows no
    Primary Parties (RC-018).
    """
    parties = case.primary_parties or case.people
    return tuple(person for person in parties if person.willing is not Answer.NO)


def intake_checklist(case: Case, programme: Programme) -> tuple[tuple[str, bool], ...]:
    """Return the points of intake and whether each is done (RC-060); Reed has five.

    The folder is shared once a second person holds the record beside whoever opened it.
    """
    assigned = len(case.facilitators) >= facilitators_needed(case, programme)
    parties = going_forward(case)
    accepted = bool(case.facilitators) and all(
        person.accepts(member) for person in parties for member in case.facilitators
    )
    told = " and ".join(office.name for office in programme.told)
    informed = (f"{told} informed", case.intake.advisor_told is not None)
    return (
        ("Request received", case.intake.request_received is not None),
        ("Case folder shared", len(case.record_holders) > 1),
        ("Facilitators assigned", bool(case.facilitators) and assigned),
        ("Participants accept the facilitators", bool(parties) and accepted),
        *([informed] if told else []),
    )
