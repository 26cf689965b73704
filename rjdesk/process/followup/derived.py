"""What follows from a case about follow-ups: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.case import Case
from rjdesk.process.followup.state import DueFollowUp, FollowUpKind
from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer, Part


def follow_up_day(case: Case, kind: FollowUpKind, months: int) -> date | None:
    """Return the day from which a follow-up is due, or None while it cannot be said (RC-101).

    The first is due when a circle has ended, the second on the day the agreement was
    fulfilled, the third ``months`` later.
    """
    if kind is FollowUpKind.AFTER_PROCESS:
        return max((c.ended_on for c in case.circles if c.ended_on), default=None)
    fulfilled = case.agreement.fulfilled
    if kind is FollowUpKind.SIX_MONTHS and fulfilled is not None:
        return add_months(fulfilled, months)
    return fulfilled


def follow_ups_due(case: Case, months: int) -> tuple[DueFollowUp, ...]:
    """Return every open follow-up with its day (RC-101).

    An Affected Party who does not take part is not contacted again (RC-041).
    """
    return tuple(
        DueFollowUp(kind, person.id, day)
        for kind in FollowUpKind
        if (day := follow_up_day(case, kind, months)) is not None
        for person in case.holding(Part.AFFECTED)
        if person.willing is not Answer.NO and case.follow_ups.of(kind, person.id) is None
    )


def untold(case: Case) -> tuple[tuple[str, PersonId], ...]:
    """Return who is still to be told of what: an action id, or "" for the whole (RC-114)."""
    done = [action.id for action in case.agreement.actions if action.done]
    if case.agreement.fulfilled:
        done.append("")
    return tuple(
        (action, person.id)
        for action in done
        for person in case.holding(Part.AFFECTED)
        if (action, person.id) not in case.follow_ups.told
    )
