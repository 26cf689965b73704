"""How a country writes days and times, and what is alike in reading them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from enum import Enum

import msgspec

NOON = 12

LONGEST_SHOWN = 40
"""So many letters of what was typed are repeated in a sentence."""


class DayOrder(Enum):
    """The order in which a country writes day, month and year."""

    DAY_FIRST = "DMY"
    MONTH_FIRST = "MDY"
    YEAR_FIRST = "YMD"


class CalendarStyle(msgspec.Struct, frozen=True, kw_only=True):
    """How a country writes days and times.

    ``separator`` stands between the numbers of a day: "/", "." or "-". ``am_pm`` says
    whether people write 2:30 pm rather than 14:30. ``week_starts`` is the first day of the
    week, as ``date.weekday`` counts (0 is Monday).
    """

    order: DayOrder
    separator: str
    am_pm: bool
    week_starts: int

    def write_day(self, day: date) -> str:
        """Return a day in numbers, as the country writes it."""
        parts = {"D": f"{day.day:02d}", "M": f"{day.month:02d}", "Y": f"{day.year:04d}"}
        return self.separator.join(parts[part] for part in self.order.value)

    def write_time(self, at: time) -> str:
        """Return a time of day as the country writes it."""
        return in_halves(at) if self.am_pm else f"{at:%H:%M}"


def in_halves(at: time) -> str:
    """Return a time of day in halves of the day, such as 2:30 pm."""
    return f"{at.hour % NOON or NOON}:{at.minute:02d} {'pm' if at.hour >= NOON else 'am'}"


class NotUnderstoodError(ValueError):
    """What was typed is no day, or no time of day; the text is for people, with an example."""


def plain(text: str) -> str:
    """Return a text without what makes no difference: case, marks nobody sees, spaces.

    Figures of other scripts count as ours.
    """
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in wide
        if unicodedata.category(letter) != "Cf"
    )
    spaced = " ".join(seen.casefold().replace(",", " ").split())
    return re.sub(r" ?([./-]) ?", r"\1", spaced)


def shown(text: str) -> str:
    """Return what was typed, cut where it is long, to be repeated in a sentence."""
    typed = " ".join(text.split())
    return typed if len(typed) <= LONGEST_SHOWN else f"{typed[:LONGEST_SHOWN]}…"
