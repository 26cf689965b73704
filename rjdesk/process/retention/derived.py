"""What follows from a case about retention: derived, never recorded."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.process.agreement.derived import is_signed
from rjdesk.process.case import Case
from rjdesk.process.followup.derived import follow_ups_due
from rjdesk.process.followup.state import DueFollowUp, FollowUpKind
from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.programme import Deadlines, Programme
from rjdesk.process.membership.state import Listed
from rjdesk.process.retention.state import DeletionWindow
from rjdesk.process.taking_part.derived import all_ended_on, who_takes_part


class RecordPoint(msgspec.Struct, frozen=True):
    """Something that the records of a case are to hold, and whether they do (RC-142)."""

    label: str
    there: bool


def deletion_window(case: Case, deadlines: Deadlines) -> DeletionWindow | None:
    """Return the window, counted from the end of the last process; None while one goes on (A6).

    From the close on it counts from the day that this has fixed.
    """
    ended = case.closing.ended or all_ended_on(case)
    if ended is None:
        return None
    return DeletionWindow(
        add_months(ended, deadlines.retention_from_months),
        add_months(ended, deadlines.retention_until_months),
    )


def lost_until(listed: Listed, deadlines: Deadlines) -> date:
    """Return from when a case may go that nobody can open: the month after its last day (A35).

    When its window ends only its record says; it was listed as ended on that day or later.
    """
    return add_months(listed.on.replace(day=1), deadlines.retention_until_months + 1)


def last_follow_ups(case: Case, programme: Programme) -> tuple[DueFollowUp, ...]:
    """Return the last follow-ups that are open: the records are needed for them (RC-144)."""
    return tuple(
        due
        for seen in case.each_process
        for due in follow_ups_due(seen, programme)
        if due.kind is FollowUpKind.SIX_MONTHS
    )


def stands_proposed(case: Case) -> bool:
    """Whether it was proposed to destroy the records, and nothing was recorded since (RC-146)."""
    proposed = case.retention.proposed
    return proposed is not None and case.last_entry_at == proposed.at


def hold_is_overdue(case: Case, today: date) -> bool:
    """Whether the day has come on which a hold is looked at again (A34)."""
    hold = case.retention.hold
    return hold is not None and hold.review <= today


def record_points(case: Case) -> tuple[RecordPoint, ...]:
    """Return what the records of a case are to hold, as far as it came to it (RC-142)."""
    there = who_takes_part(case)
    points = []
    if any(seen.preparation.confidential for seen in case.each_process):
        signed = all(person.dialogue_signed for person in there)
        points.append(RecordPoint("Everybody signed the Agreement to Dialogue", signed))
    if any(seen.agreement.printed for seen in case.each_process):
        signed = any(is_signed(seen) for seen in case.each_process)
        points.append(RecordPoint("The agreement was signed", signed))
    if case.facilitators or case.closing.authors:
        points.append(RecordPoint("The debrief reflection was signed", bool(case.closing.authors)))
    return tuple(points)
