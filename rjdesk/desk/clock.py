"""The clock of this computer, which is asked about where it can hardly be right (A36).

What is recorded bears the day that the clock says: an agreement signed in 1970 is worth little.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

from rjdesk.process.kernel.calendar import full_date

EARLIER = timedelta(hours=1)
"""By how much a clock may be behind what was recorded last: clocks are put right, and drift."""
LATER = timedelta(days=180)
"""How long a vault may lie untouched, a summer and more, before the day is asked about."""


def clock_question(last: datetime | None, now: datetime) -> str:
    """Return in sentences what is odd about the time, or "" where it can be right.

    ``last`` is when something was last recorded, None where nothing was; both know their zone.
    """
    if last is None or -EARLIER <= now - last <= LATER:
        return ""
    then, here = last, now
    with contextlib.suppress(OverflowError):  # at the ends of all years a zone leads beyond them
        then = last.astimezone(now.tzinfo)
    return (
        f"This computer says that it is {full_date(here.date())}, {here:%H:%M}. What was recorded "
        f"here last is of {full_date(then.date())}, {then:%H:%M}."
    )
