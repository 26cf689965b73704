"""Months, academic years and the clamping of dates; every date is a local calendar day.

The names of months and days are our own: those of ``calendar`` follow the system's locale,
which a window sets, and would put German months into an English sentence.
"""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
"""What screens and rules call the months, January first."""


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""What screens and rules call the days of the week, as ``date.weekday`` counts them."""


class AcademicYear(msgspec.Struct, frozen=True, order=True):
    """A school year, named by the calendar year in which it starts."""

    start: int

    def __str__(self) -> str:
        """Return the year as people write it, such as 2026-27."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"


def academic_year(on: date, first_month: int) -> AcademicYear:
    """Return the academic year that ``on`` falls in, where years start with ``first_month``."""
    return AcademicYear(on.year if on.month >= first_month else on.year - 1)


def first_of_term(on: date, first_month: int) -> date:
    """Return the first day of the term that a day lies in, where years start in ``first_month``.

    A year has two terms: from its first month, and from January where it begins in the second
    half of the year, else from July.

    >>> first_of_term(date(2027, 3, 9), 9)
    datetime.date(2027, 1, 1)
    """
    begins = {date(on.year, first_month, 1), date(on.year, 1 if first_month > 6 else 7, 1)}  # noqa: PLR2004 - half a year
    begins |= {day.replace(year=on.year - 1) for day in begins}
    return max(day for day in begins if day <= on)


def add_months(on: date, months: int) -> date:
    """Return the same day ``months`` later, clamped to the month's last day (RC-101).

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month0 = divmod(on.year * 12 + on.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(on.day, last))


def long_date(on: date) -> str:
    """Return the day in words that cannot be read two ways, such as 26 October 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def full_date(on: date) -> str:
    """Return the day with its day of the week, such as Monday 26 October 2026."""
    return f"{WEEKDAYS[on.weekday()]} {long_date(on)}"
