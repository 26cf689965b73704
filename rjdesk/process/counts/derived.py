"""What follows from a case about what is counted: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.counts.state import Count, Counted
from rjdesk.process.indirect.derived import carried_both_ways
from rjdesk.process.kernel.calendar import academic_year
from rjdesk.process.preparation.state import WITHOUT_SIDES, ProcessType
from rjdesk.process.taking_part.derived import SIDES, on_their_own, parties, stood_for
from rjdesk.process.taking_part.state import Ending


def counted_as(case: Case) -> Counted:
    """Return among what a case is counted; circles without sides are no harm cases (RC-018).

    Its type is that of the process that was held last, or of its first.
    """
    was_held = [seen for seen in on_their_own(case) if held(seen)]
    case = was_held[-1] if was_held else case
    without = case.preparation.kind in WITHOUT_SIDES and not case.primary_parties
    return Counted.CIRCLE_HELD if without else Counted.HARM_CASE


def count_of(case: Case, year_starts_in: int) -> Count:
    """Return what is counted of a case, whose academic years begin in a month (RC-148)."""
    was_held = [seen for seen in on_their_own(case) if held(seen)]
    opened = case.intake.opened
    return Count(
        year=academic_year(opened, year_starts_in).start if opened is not None else 0,
        counted=counted_as(case),
        kind=(was_held[-1] if was_held else case).preparation.kind,
        held=bool(was_held),
        successful=successful(case),
    )


def successful(case: Case) -> bool:
    """Whether one of its processes succeeded (A1)."""
    return any(map(_succeeded, on_their_own(case)))


def _succeeded(case: Case) -> bool:
    """Whether a process was held, and its agreement or its purpose fulfilled."""
    met = case.taking_part.ending is Ending.PURPOSE_MET
    return held(case) and (case.agreement.fulfilled is not None or met)


def held(case: Case) -> bool:
    """Whether a circle was held to its end; a Conference with every party in one (RC-092).

    What it was is what it was called when it began. A party counts as having been there who had
    a seat and was not only marked as not there. Who left since is not asked about. Where nobody
    met, messages were carried both ways.
    """
    if carried_both_ways(case):
        return True
    circles = [c for c in case.circles if c.ended_on and not c.ended_early]
    if case.preparation.kind not in {ProcessType.CONFERENCE, ProcessType.INDIRECT}:
        return bool(circles)
    there = {
        person
        for circle in circles
        if circle.kind is ProcessType.CONFERENCE
        for person in stood_for(case, tuple(p for p in circle.was_there if circle.took_part(p)))
    }
    sides = all(any(p.id in there for p in case.holding(side)) for side in SIDES)
    return sides and all(party.id in there for party in parties(case))
