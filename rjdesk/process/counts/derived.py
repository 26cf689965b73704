"""What follows from a case about what is counted: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.counts.state import WITHOUT_SIDES, Counted
from rjdesk.process.taking_part.state import Ending


def counted_as(case: Case) -> Counted:
    """Return among what a case is counted; circles without sides are no harm cases (RC-018)."""
    without = case.preparation.kind in WITHOUT_SIDES and not case.primary_parties
    return Counted.CIRCLE_HELD if without else Counted.HARM_CASE


def successful(case: Case) -> bool:
    """Whether the process succeeded: held, and its agreement or its purpose fulfilled (A1)."""
    held = any(circle.ended_on and not circle.ended_early for circle in case.circles)
    met = case.interruption.ending is Ending.PURPOSE_MET
    return held and (case.agreement.fulfilled is not None or met)
