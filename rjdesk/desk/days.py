"""A day as people write it, read in the order of their country.

Everything here is pure: what day it is, and how the country writes, come from outside. A text
is read as one day or as none; what cannot be read is refused with an example.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from rjdesk.desk.calendar_style import CalendarStyle, NotUnderstoodError, plain, shown
from rjdesk.process.kernel.calendar import MONTHS, WEEKDAYS, add_months

YEARS_AWAY = 20
"""A day is within so many years of today: further away, a digit was mistyped."""

EXAMPLE = (10, 26)
"""Month and day of every example: no other order of the two is a day."""


def read_day(text: str, style: CalendarStyle, today: date) -> date:
    """Return the day that a text means.

    Read are 2026-10-26 always; numbers in the country's order with dots, slashes, hyphens or
    spaces; a day with the name of its month; today, tomorrow, Friday, next Friday, in two
    weeks. A missing year is that of the nearest such day. A day of the week alone is the
    first after today; next Friday is the one of the next week.

    Raises NotUnderstoodError with an example in the country's order.
    """
    said = plain(text)
    for shape in SHAPES:
        try:
            day = shape(said, style, today)
        except _TwoDigitsError:
            how = "Write the year with four digits, as in"
            raise _no_day(text, how, style, today) from None
        if day is None:
            continue
        if abs(day.year - today.year) > YEARS_AWAY:
            why = f"is more than {YEARS_AWAY} years away. Write the day"
            raise NotUnderstoodError(f"“{shown(text)}” {why} as {_example(style, today)}.")
        return day
    raise _no_day(text, "Write it as", style, today)


class _TwoDigitsError(ValueError):
    """The year has two digits, which may mean a day, too."""


def _no_day(text: str, how: str, style: CalendarStyle, today: date) -> NotUnderstoodError:
    wrong = f"“{shown(text)}” is not a day. {how}" if text.strip() else "Write the day as"
    return NotUnderstoodError(f"{wrong} {_example(style, today)}.")


def _example(style: CalendarStyle, today: date) -> str:
    day = date(today.year, *EXAMPLE)
    return f"{style.write_day(day)} or {day.day} {MONTHS[day.month - 1]} {day.year}"


def _iso(said: str, _style: CalendarStyle, _today: date) -> date | None:
    """Read four, two and two digits: the year comes first nowhere but before the month."""
    found = re.fullmatch(r"(\d{4})([-/.])(\d{2})\2(\d{2})\.?", said)
    return _day_of(int(found[1]), int(found[3]), int(found[4])) if found else None


def _numbers(said: str, style: CalendarStyle, today: date) -> date | None:
    """Read numbers alone, in the country's order, with or without a year."""
    order = style.order.value
    for names in (order, order.replace("Y", "")):
        found = re.fullmatch(
            "(?P<sep>[-/. ])".join(NUMBERS[name] for name in names[:2])
            + "".join(f"(?P=sep){NUMBERS[name]}" for name in names[2:])
            + r"\.?",
            said,
        )
        if found:
            parts = found.groupdict()
            return _with_year(parts.get("Y", ""), int(parts["M"]), int(parts["D"]), today)
    return None


def _named_month(said: str, _style: CalendarStyle, today: date) -> date | None:
    """Read a day with the name of its month, such as 26 Oct 2026 or October 26."""
    tokens = [t for t in re.split(r"[\s./-]+", said) if t and t not in {"of", "the"}]
    # "Fri 30" could be the 30th of any month: a day of the week comes with a day and a month.
    weekday = _place(tokens[0], WEEKDAYS) if tokens[2:] else None
    kinds = ""
    parts = {"D": "", "M": "", "Y": ""}
    for token in tokens[weekday is not None :]:
        number = re.fullmatch(r"(\d{4})|(\d{1,2})(?:st|nd|rd|th)?", token)
        month = _place(token, MONTHS)
        if number:
            kind = "Y" if number[1] or "D" in kinds else "D"
            parts[kind] = number[1] or number[2]
        elif month is not None:
            kind, parts["M"] = "M", str(month + 1)
        else:
            return None
        kinds += kind
    if kinds not in {"DM", "DMY", "MD", "MDY", "YMD"}:
        return None
    day = _with_year(parts["Y"], int(parts["M"]), int(parts["D"]), today)
    return day if day is None or weekday in {None, day.weekday()} else None


def _weekday(said: str, style: CalendarStyle, today: date) -> date | None:
    """Read a day of the week: the first after today, of the next week, or the last before."""
    which, _, name = said.rpartition(" ")
    weekday = _place(name.rstrip("."), WEEKDAYS)
    if weekday is None or which not in {"", "this", "next", "last"}:
        return None
    if which == "last":
        return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)
    if which == "next":
        begun = today - timedelta((today.weekday() - style.week_starts) % 7)
        return begun + timedelta(7 + (weekday - style.week_starts) % 7)
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _from_today(said: str, _style: CalendarStyle, today: date) -> date | None:
    """Read today, tomorrow, in two weeks, or three days ago."""
    if said in DAYS_AWAY:
        return today + timedelta(DAYS_AWAY[said])
    found = COUNTED.fullmatch(said)
    if found is None or bool(found["to_come"]) is bool(found["past"]):
        return None
    count = COUNTS.get(found["word"]) if found["word"] else int(found["figure"])
    if count is None:
        return None
    count = -count if found["past"] else count
    unit = found["unit"]
    if unit in DAYS_IN:
        return today + timedelta(count * DAYS_IN[unit])
    return add_months(today, count * MONTHS_IN[unit])


Shape: TypeAlias = Callable[[str, CalendarStyle, date], date | None]
SHAPES: tuple[Shape, ...] = (_iso, _numbers, _named_month, _weekday, _from_today)
"""The ways in which a day is written; no text is read by two of them as two days."""

NUMBERS = {"D": r"(?P<D>\d{1,2})", "M": r"(?P<M>\d{1,2})", "Y": r"(?P<Y>\d{4}|\d{2})"}
"""What each part of a day in numbers looks like; a year of two digits is told apart later."""

DAYS_AWAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "year": 12}

COUNTED = re.compile(
    r"(?P<to_come>in )?(?:(?P<figure>\d{1,3})|(?P<word>[a-z]+)) "
    r"(?P<unit>day|week|month|year)s?(?P<past> ago)?"
)

_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a": 1, "an": 1, **{word: number for number, word in enumerate(_NUMERALS, 1)}}
"""How many days, weeks, months or years are counted in words."""

FIRST_OF_FOUR_DIGITS = 1000

SHORTEST_NAME = 3
"""The name of a month or a day of the week is known by so many letters."""


def _with_year(year: str, month: int, day: int, today: date) -> date | None:
    """Return the day; where no year was said, the nearest such day, at equal distance the later.

    Raises _TwoDigitsError for a year of two digits.
    """
    if year:
        if int(year) < FIRST_OF_FOUR_DIGITS:
            raise _TwoDigitsError
        return _day_of(int(year), month, day)
    # A 29 February may be eight years away.
    near = (_day_of(today.year + years, month, day) for years in range(8, -9, -1))
    found = [each for each in near if each is not None]
    return min(found, key=lambda each: abs(each - today)) if found else None


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of a name that a word begins with three letters of, or more."""
    word = "sep" if word == "sept" else word
    found = [n for n, name in enumerate(names) if name.casefold().startswith(word)]
    return found[0] if len(word) >= SHORTEST_NAME and found else None
