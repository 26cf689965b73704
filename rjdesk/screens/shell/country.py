"""The country that this computer is set to: how its people write days and times.

This alone asks the system. Everything else is given the answer, so that nothing follows the
system's locale by accident.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from rjdesk.desk.calendar_style import CalendarStyle, DayOrder

SEPARATORS = "/.-"


def system_style() -> CalendarStyle:
    """Return how the country of this computer writes days and times."""
    return style_of(QLocale.system())


def style_of(country: QLocale) -> CalendarStyle:
    """Return how a country writes days and times, as its short formats show."""
    short = QLocale.FormatType.ShortFormat
    day, clock = _bare(country.dateFormat(short)), _bare(country.timeFormat(short))
    order = "".join(dict.fromkeys(re.findall("[DMY]", day.upper())))
    known = {each.value: each for each in DayOrder}
    return CalendarStyle(
        order=known.get(order, DayOrder.DAY_FIRST),
        separator=next((letter for letter in day if letter in SEPARATORS), SEPARATORS[0]),
        am_pm="A" in clock.upper(),
        week_starts=country.firstDayOfWeek().value - 1,
    )


def _bare(pattern: str) -> str:
    """Return a pattern without the words that stand in it as they are."""
    return re.sub("'[^']*'", "", pattern)
