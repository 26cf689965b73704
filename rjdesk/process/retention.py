"""Retention: from when and until when the records of a case must be destroyed (6B.4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from rjdesk.process.calendar import add_months
from rjdesk.process.interruption import ended_on

if TYPE_CHECKING:
    from rjdesk.process.case import Case
    from rjdesk.process.programme import Deadlines


class DeletionWindow(msgspec.Struct, frozen=True):
    """The records are destroyed not before ``opens`` and not after ``ends`` (RC-143)."""

    opens: date
    ends: date


def deletion_window(case: Case, deadlines: Deadlines) -> DeletionWindow | None:
    """Return the window, counted from the day the process ended; None while it goes on (A6)."""
    ended = ended_on(case)
    if ended is None:
        return None
    return DeletionWindow(
        add_months(ended, deadlines.retention_from_months),
        add_months(ended, deadlines.retention_until_months),
    )
