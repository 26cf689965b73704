"""What follows from a case about restitution: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.restitution.state import Account, Plan


def plan_of(case: Case, action: str) -> Plan | None:
    """Return the plan of an action as it is worked on, or None where it is not money in parts."""
    return next((plan for plan in case.restitution if plan.action == action), None)


def accounts(case: Case) -> tuple[Account, ...]:
    """Return what is paid in parts under the agreement in force, with what was paid of it.

    Before one is in force, as it is worked on.
    """
    version = case.agreement.in_force
    plans = case.restitution if version is None else version.terms.plans
    return tuple(
        Account(plan, tuple(p for p in case.payments if p.action == plan.action)) for plan in plans
    )


def account_of(case: Case, action: str) -> Account | None:
    """Return what is paid of an action, or None where it is not money in parts."""
    return next((known for known in accounts(case) if known.plan.action == action), None)
