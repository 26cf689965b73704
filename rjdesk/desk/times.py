"""A time of day as people write it, read to the minute."""

from __future__ import annotations

import re
from datetime import time

from rjdesk.desk.calendar_style import NOON, CalendarStyle, NotUnderstoodError, plain, shown


def read_time(text: str, style: CalendarStyle) -> time:
    """Return the time of day that a text means, to the minute.

    Read are 14:30, 14.30, 1430, 2:30 pm, 2 pm, noon and midday, in every country.

    Raises NotUnderstoodError with an example.
    """
    said = plain(text)
    at = time(NOON) if said in {"noon", "midday"} else _clock(said)
    if at is None:
        example = "14:30 or 2:30 pm" if style.am_pm else "14:30"
        wrong = f"“{shown(text)}” is not a time. Write it" if text.strip() else "Write the time"
        raise NotUnderstoodError(f"{wrong} as {example}.")
    return at


def _clock(said: str) -> time | None:
    found = CLOCK.fullmatch(said)
    if found:
        return time(int(found[1] or found[3]), int(found[2] or found[4]))
    found = HALF_DAY.fullmatch(said)
    if found is None:
        return None
    hour, minute, half = found.groups()
    return time(int(hour) % NOON + (NOON if half == "p" else 0), int(minute or 0))


CLOCK = re.compile(
    r"([01]?\d|2[0-3])[:.]([0-5]\d)"  # 9:30, 14:30 or 14.30
    r"|([01]\d|2[0-3])([0-5]\d)"  # 1430
)
HALF_DAY = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))? ?([ap])\.?m\.?")
"""2:30 pm, 2.30 p.m. or 2 pm."""
