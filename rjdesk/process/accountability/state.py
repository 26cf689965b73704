"""What stands of a circle for one party, as its events left it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

import msgspec

from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.event import PersonId


class Every(Enum):
    """How often something comes again: meetings, or that somebody is asked how it goes."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


def later(day: date, every: Every, times: int = 1) -> date:
    """Return the day that comes so many times after another; months clamp to their last day."""
    match every:
        case Every.WEEK:
            return day + timedelta(weeks=times)
        case Every.TWO_WEEKS:
            return day + timedelta(weeks=2 * times)
        case Every.MONTH:
            return add_months(day, times)
    assert_never(every)


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
            day = later(self.first, self.every, len(days))
            if day > self.last:
                break
            days.append(day)
        return tuple(days)

    def missed(self, today: date) -> tuple[date, ...]:
        """Return the agreed days that passed without a meeting on or after them in time."""
        return tuple(day for day, _end in self._not_held() if day < today)

    def to_hold(self, today: date) -> tuple[date, ...]:
        """Return the agreed days that wait for their meeting, until the next one has come."""
        return tuple(day for day, end in self._not_held() if today < end)

    def _not_held(self) -> Iterator[tuple[date, date]]:
        """Yield each agreed day without a meeting on or after it in time, and until when."""
        days = self.days()
        # Where the last day is before the first, there is none.
        for day, end in zip(days, (*days[1:], date.max), strict=False):
            if not any(day <= held < end for held in self.held):
                yield day, end


LONGEST = 60
"""No more meetings than this are agreed at once."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A service that somebody is connected with, since when; ``asked`` how it goes, on which day.

    ``goes_on`` is whether they are connected with it still (RC-195).
    """

    person: PersonId
    service: str
    since: date
    asked: date | None = None
    goes_on: bool = True


class OnePartyRoute(msgspec.Struct, frozen=True, kw_only=True):
    """What a process with one party alone needs (RC-046)."""

    facilitators: int = 0
    decision: str = ""
    services: tuple[Service, ...] = ()

    def service(self, person: PersonId, service: str) -> Service | None:
        """Return what somebody is connected with under a name, or None."""
        named = (s for s in self.services if (s.person, s.service) == (person, service))
        return next(named, None)

    def with_service(self, changed: Service) -> OnePartyRoute:
        """Return it with a service in the place of what was known of it before."""
        same = (changed.person, changed.service)
        kept = (s for s in self.services if (s.person, s.service) != same)
        return msgspec.structs.replace(self, services=(*kept, changed))
