"""One-party circles: who decided on how many facilitators, and meetings that recur (3B, 4D.2)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, assert_never

import msgspec
from msgspec.structs import replace

from rjdesk.process.calendar import add_months
from rjdesk.process.event import Capacity, CaseEvent, During, Entry, PersonId, ProcessEvent

if TYPE_CHECKING:
    from rjdesk.process.case import Case


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
    recurrence: Recurrence | None = None
    services: tuple[tuple[PersonId, str], ...] = ()


class FacilitatorNumberDecided(CaseEvent, frozen=True, kw_only=True):
    """Where one party goes forward alone, it is decided how many facilitate, and why (RC-046)."""

    tag: ClassVar[str] = "facilitator-number-decided"
    capacity: ClassVar[Capacity] = Capacity.ASSIGNS

    number: int
    decision: str

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep the number and the decision."""
        return replace(
            case,
            one_party=replace(case.one_party, facilitators=self.number, decision=self.decision),
        )


class MeetingsRecur(ProcessEvent, frozen=True, kw_only=True):
    """The circle agreed to meet again, on a basis of its own (RC-104)."""

    tag: ClassVar[str] = "meetings-recur"

    every: Every
    first: date
    last: date

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep the days to come; meetings that were held stay held."""
        known = case.one_party.recurrence
        held = known.held if known else ()
        recurrence = Recurrence(self.every, self.first, self.last, held)
        return replace(case, one_party=replace(case.one_party, recurrence=recurrence))


class MeetingHeld(ProcessEvent, frozen=True, kw_only=True):
    """One of the recurring meetings took place (RC-104)."""

    tag: ClassVar[str] = "meeting-held"

    def fold(self, case: Case, entry: Entry) -> Case:
        """Add the day."""
        known = case.one_party.recurrence
        if known is None:
            return case
        recurrence = replace(known, held=(*known.held, self.on))
        return replace(case, one_party=replace(case.one_party, recurrence=recurrence))


class ServiceConnected(CaseEvent, frozen=True, kw_only=True):
    """A returning member is connected with a supportive service (RC-195)."""

    tag: ClassVar[str] = "service-connected"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    service: str

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep who is connected with what."""
        services = (*case.one_party.services, (self.person, self.service))
        return replace(case, one_party=replace(case.one_party, services=services))
