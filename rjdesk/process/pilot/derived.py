"""What follows from the coalition's journal about the pilot period: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.decision import MotionKind
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.state import CaseState
from rjdesk.process.motions.derived import last_carried


def pilot_ends(coalition: Coalition, programme: Programme) -> date | None:
    """Return the day after the pilot period; None before it began, and where there is none."""
    if programme.pilot is None or coalition.pilot_began is None:
        return None
    return add_months(coalition.pilot_began, programme.pilot.months)


def in_pilot(coalition: Coalition, programme: Programme, day: date) -> bool:
    """Whether a day is one of the pilot period (RC-180)."""
    ends = pilot_ends(coalition, programme)
    began = coalition.pilot_began
    return began is not None and ends is not None and began <= day < ends


def cap(coalition: Coalition, programme: Programme, today: date) -> int | None:
    """Return how many cases are taken on at most, or None while there is no cap (RC-182)."""
    if programme.pilot is None or not in_pilot(coalition, programme, today):
        return None
    capped = last_carried(MotionKind.CAP, coalition) is MotionKind.CAP
    return programme.pilot.cases if capped else None


def standing_as(coalition: Coalition, state: CaseState) -> tuple[CaseId, ...]:
    """Return the cases that stand so, in the order in which they were opened."""
    return tuple(case for case, listed in coalition.cases.items() if listed.state is state)
