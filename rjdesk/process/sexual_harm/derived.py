"""What follows from a case about sexual harm: derived, never recorded (SD III)."""

from __future__ import annotations

from enum import Enum

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.derived import still_stands
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.kernel.decision import MatterKind, MotionKind
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.motions.derived import last_carried
from rjdesk.process.people.state import Part, Person
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.process.taking_part.derived import both_sides, parties


class Lacks(Enum):
    """What a case of sexual harm lacks before it goes further.

    NOT_HERE is that the programme takes on none, CAPACITY that there is no capacity for it yet,
    SCREENING that this one was not screened.
    """

    NOT_HERE = "not_here"
    CAPACITY = "capacity"
    SCREENING = "screening"


def has_capacity(coalition: Coalition) -> bool:
    """Whether it was decided that there is the capacity for cases of sexual harm (RC-SD3-02)."""
    carried = last_carried(MotionKind.CAPACITY, coalition)
    return carried in {MotionKind.CAPACITY, MotionKind.CONFIDENCE}


def screens_each(coalition: Coalition) -> bool:
    """Whether each case is screened, until there is confidence in the whole (RC-SD3-03)."""
    return last_carried(MotionKind.CAPACITY, coalition) is not MotionKind.CONFIDENCE


def what_it_lacks(case: Case, coalition: Coalition, programme: Programme) -> Lacks | None:
    """Return what the case lacks; None where it is not about sexual harm, or goes on."""
    if case.sexual_harm.flagged is None:
        return None
    if programme.decisions.capacity is None:
        return Lacks.NOT_HERE
    if not has_capacity(coalition):
        return Lacks.CAPACITY
    if screens_each(coalition) and case.sexual_harm.taken_on is None:
        return Lacks.SCREENING
    return None


def asks_for(case: Case, person: PersonId) -> Asks:
    """Return what somebody asks for of their own accord, as they said it last.

    In the process that a case is seen in: where it begins anew, it is asked for anew.
    """
    said = (each for each in reversed(case.sexual_harm.asked_for) if each.process == case.at)
    return next((each.asks for each in said if each.person == person), Asks.NOTHING)


def who_did_not_ask(case: Case, asks: Asks) -> tuple[Person, ...]:
    """Return the Affected Parties who have not asked for that of their own accord."""
    affected = (person for person in parties(case) if person.holds(Part.AFFECTED))
    return tuple(person for person in affected if asks_for(case, person.id) is not asks)


def a_circle_stops(case: Case, coalition: Coalition, programme: Programme) -> bool:
    """Whether the circle under way does not go on as it is, since it came out late."""
    circle = case.circle
    if case.sexual_harm.flagged is None or circle is None or circle.ended_at is not None:
        return False
    if case.kind_of_circle == ProcessType.CONFERENCE.value:
        stops = bool(who_did_not_ask(case, Asks.CONFERENCE))
    else:
        stops = bool(both_sides(case, circle.present))
    return stops or what_it_lacks(case, coalition, programme) is not None


def proposed(case: Case) -> tuple[Proposal, ...]:
    """Return what was proposed in the case as one of sexual harm, but for what is void."""
    steps = {step.value for step in HarmStep}
    about = (p for p in case.proposals if p.matter.kind is MatterKind.SEXUAL_HARM)
    known = (p for p in about if p.matter.subject in steps)
    return tuple(p for p in known if p.carried_out is not None or still_stands(case, p))
