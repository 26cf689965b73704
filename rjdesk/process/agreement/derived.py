"""What follows from a case about the agreement: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.agreement.state import Action
from rjdesk.process.case import Case
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer, Person


def not_yet_agreeing(case: Case, action: Action) -> tuple[PersonId, ...]:
    """Return who was present and has not said yes to an action (RC-090)."""
    present = case.circle.present if case.circle else ()
    return tuple(person for person in present if person not in action.agreed)


def actions_agreed_by_all(case: Case) -> tuple[Action, ...]:
    """Return the actions that may be printed (RC-090)."""
    return tuple(a for a in case.agreement.actions if not not_yet_agreeing(case, a))


def signing_parties(case: Case) -> tuple[Person, ...]:
    """Return the Primary Parties whose signatures are needed (RC-112).

    They are those who were present in a circle, without those who have since said no and were
    not in the last one. Where none of them was, they are those who have not said no.
    """
    now = case.circle.present if case.circle else ()
    before = {person for circle in case.earlier_circles for person in circle.present}
    going_on = [p for p in case.primary_parties if p.willing is not Answer.NO]
    took_part = tuple(
        person
        for person in case.primary_parties
        if person.id in now or (person.id in before and person in going_on)
    )
    return took_part or tuple(going_on)


def unsigned_parties(case: Case) -> tuple[str, ...]:
    """Return those who have not signed the latest version and whose signature is needed."""
    return tuple(
        person.name
        for person in signing_parties(case)
        if case.agreement.signed_by(person.id) is None
    )
