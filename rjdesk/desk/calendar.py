"""The calendar of a desk: reads days and times as the country writes them, and says them back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec

from rjdesk.desk.calendar_style import CalendarStyle, in_halves
from rjdesk.desk.days import read_day
from rjdesk.desk.times import read_time
from rjdesk.process.kernel.calendar import full_date


class Understood(NamedTuple):
    """What was read: the answer as it is kept, as the country writes it, and in words.

    ``kept`` is 2026-10-26 or 14:30.
    """

    kept: str
    written: str
    said: str


class Calendar(msgspec.Struct, frozen=True):
    """How days and times are read and written at one desk; ``today`` is its local day."""

    style: CalendarStyle
    today: Callable[[], date]

    def read_day(self, text: str) -> date:
        """Return the day that a text means. Raises NotUnderstoodError."""
        return read_day(text, self.style, self.today())

    def day(self, text: str) -> Understood:
        """Read a day, to be said back. Raises NotUnderstoodError."""
        day = self.read_day(text)
        return Understood(day.isoformat(), self.style.write_day(day), full_date(day))

    def time(self, text: str) -> Understood:
        """Read a time of day, to be said back. Raises NotUnderstoodError."""
        at = read_time(text, self.style)
        kept = f"{at:%H:%M}"
        said = f"{kept} ({in_halves(at)})" if self.style.am_pm else kept
        return Understood(kept, self.style.write_time(at), said)
