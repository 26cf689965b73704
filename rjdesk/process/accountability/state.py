"""What stands of a circle for one party, as its events left it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import assert_never

import msgspec

from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.event import PersonId


class Every(Enum):
    """How often meetings recur."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


class Recurrence(msgspec.Struct, frozen=True):
    """Meetings from ``first`` to ``last``, and the days on which one was held."""

    every: Every
    first: date
    last: date
    held: tuple[date, ...] = ()

    def days(self) -> tuple[date, ...]:
        """Return every day on which a meeting was agreed; months clamp to their last day."""
        days: list[date] = []
        while len(days) < LONGEST:
            day = self._day(len(days))
            if day > self.last:
                break
            days.append(day)
        return tuple(days)

    def _day(self, number: int) -> date:
        """Return the day of a meeting, counted from 0."""
        match self.every:
            case Every.WEEK:
                return self.first + timedelta(weeks=number)
            case Every.TWO_WEEKS:
                return self.first + timedelta(weeks=2 * number)
            case Every.MONTH:
                return add_months(self.first, number)
        assert_never(self.every)

    def missed(self, today: date) -> tuple[date, ...]:
        """Return the agreed days that passed without a meeting on or after them in time."""
        days = self.days()
        ends = (*days[1:], date.max)
        return tuple(
            day
            for day, end in zip(days, ends, strict=True)
            if day < today and not any(day <= held < end for held in self.held)
        )


LONGEST = 60
"""No more meetings than this are agreed at once."""


class OnePartyRoute(msgspec.Struct, frozen=True, kw_only=True):
    """What a process with one party alone needs (RC-046)."""

    facilitators: int = 0
    decision: str = ""
    services: tuple[tuple[PersonId, str], ...] = ()
