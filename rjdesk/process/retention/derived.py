"""What follows from a case about retention: derived, never recorded."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.programme import Deadlines
from rjdesk.process.retention.state import DeletionWindow
from rjdesk.process.taking_part.derived import all_ended_on


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
