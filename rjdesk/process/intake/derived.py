"""What follows from a case about intake: derived, never recorded."""

from __future__ import annotations

import msgspec

from rjdesk.process.case import Case
from rjdesk.process.circle.state import Circle
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Person
from rjdesk.process.taking_part.derived import (
    SIDES,
    both_go_forward,
    is_without_sides,
    parties,
    waited_for,
)


class IntakePoint(msgspec.Struct, frozen=True):
    """A point of intake: what it is called, whether it is done, which act does it."""

    label: str
    done: bool
    act: str


def facilitators_needed(case: Case, programme: Programme) -> int:
    """Return how many facilitators the case needs as things stand (RC-045, A4).

    From the moment that both sides go forward, until they have met: afterwards one is enough
    (A22).
    """
    met = any(_met(case, circle) for circle in case.circles)
    if both_go_forward(case) and not met:
        return programme.facilitators.both_parties
    return max(case.one_party.facilitators, 1)


def _met(case: Case, circle: Circle) -> bool:
    """Whether both sides were in a circle that was held to its end."""
    there = [person for person in map(case.person, circle.was_there) if person is not None]
    sides = all(any(person.holds(side) for person in there) for side in SIDES)
    return sides and circle.ended_on is not None and not circle.ended_early


def who_accepts(case: Case) -> tuple[Person, ...]:
    """Return whose yes to each facilitator is needed: the Primary Parties who are waited for.

    A circle without sides knows no Primary Parties (RC-018); there it is whoever asked for it and
    for whom it is held, and before it is chosen everybody who has a seat.
    """
    if is_without_sides(case):
        whom = case.preparation.held_for
        return tuple(p for p in waited_for(case) if p.seated and (p.initiating or p.id == whom))
    return parties(case) or tuple(p for p in waited_for(case) if p.seated)


def refused_facilitators(case: Case) -> tuple[tuple[Person, MemberId], ...]:
    """Return which of those who are waited for said no to which facilitator who serves."""
    return tuple(
        (person, member)
        for person in waited_for(case)
        for member in case.facilitators
        if person.accepts(member) is False
    )


def intake_checklist(
    case: Case, programme: Programme, *, needed: int | None = None
) -> tuple[IntakePoint, ...]:
    """Return the points of intake and whether each is done (RC-060); Reed has five.

    The folder is shared once everybody entitled to the record holds it: whoever opened the case,
    and its facilitators. ``needed`` is how many facilitators it takes, where that is not as many
    as the case needs.
    """
    needed = facilitators_needed(case, programme) if needed is None else needed
    assigned = len(case.facilitators) >= needed
    asked = who_accepts(case)
    # Where somebody asked for a circle without sides who does not come, there is nobody to ask.
    nobody = not asked and not is_without_sides(case)
    accepted = (
        bool(case.facilitators)
        and not nobody
        and all(person.accepts(member) for person in asked for member in case.facilitators)
    )
    accepted = accepted and not refused_facilitators(case)
    entitled = {*case.facilitators, *filter(None, (case.intake.opener,))}
    shared = bool(case.facilitators) and entitled <= case.record_holders
    consent = "recusal-decided" if refused_facilitators(case) else "facilitator-accepted"
    told = " and ".join(office.name for office in programme.told)
    informed = IntakePoint(
        f"{told} informed", case.intake.advisor_told is not None, "advisor-informed"
    )
    return (
        IntakePoint("Request received", case.intake.request_received is not None, "case-opened"),
        IntakePoint("Case folder shared", shared, "facilitator-assigned"),
        IntakePoint(
            "Facilitators assigned", bool(case.facilitators) and assigned, "facilitator-assigned"
        ),
        IntakePoint("Participants accept the facilitators", accepted, consent),
        *([informed] if told else []),
    )
