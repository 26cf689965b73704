"""What follows from a case about restitution: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.restitution.state import Plan


def plan_of(case: Case, action: str) -> Plan | None:
    """Return the plan of an action, or None where it is not money in parts."""
    return next((plan for plan in case.restitution if plan.action == action), None)
