"""Counts that outlive a case: as what it is counted, and whether it succeeded (7A, A1)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from rjdesk.process.conference import ProcessType
from rjdesk.process.interruption import Ending

if TYPE_CHECKING:
    from rjdesk.process.case import Case

WITHOUT_SIDES = {
    ProcessType.COMMUNITY_CIRCLE,
    ProcessType.RE_ENTRY_CIRCLE,
    ProcessType.SUPPORT_CIRCLE,
}


class Counted(Enum):
    """Among what a case is counted in the report of a year."""

    HARM_CASE = "harm_case"
    CIRCLE_HELD = "circle_held"


def counted_as(case: Case) -> Counted:
    """Return among what a case is counted; circles without sides are no harm cases (RC-018)."""
    without = case.preparation.kind in WITHOUT_SIDES and not case.primary_parties
    return Counted.CIRCLE_HELD if without else Counted.HARM_CASE


def successful(case: Case) -> bool:
    """Whether the process succeeded: held, and its agreement or its purpose fulfilled (A1)."""
    held = any(circle.ended_on and not circle.ended_early for circle in case.circles)
    met = case.interruption.ending is Ending.PURPOSE_MET
    return held and (case.agreement.fulfilled is not None or met)
