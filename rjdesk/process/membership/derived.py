"""What the coalition's list says of a case: derived from the case, never decided by an act."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.membership.state import CaseState
from rjdesk.process.taking_part.derived import all_ended_on


def listed_as(case: Case) -> CaseState | None:
    """Return how a case stands in the list, or None before it is opened (A2).

    It is active from the first assignment on, also while nobody serves it any more.
    """
    if case.intake.opened is None:
        return None
    if all_ended_on(case) is not None:
        return CaseState.ENDED
    return CaseState.ACTIVE if case.ever_assigned else CaseState.OPENED
