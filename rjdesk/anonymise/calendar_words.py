"""The words of the calendar, once for all who read days: names of months and days, ordinals."""

from __future__ import annotations

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
"""In order, January first."""

DAYS = tuple(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
"""In order, Monday first."""

DATED = frozenset((*DAYS, *MONTHS))
"""Words that are days or months, and now and then a name."""

_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
ORDINALS = {
    **{word: place for place, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{f"twenty {word}": place for place, word in enumerate(_ONES, start=21)},
    "thirtieth": 30,
    "thirty first": 31,
}
"""The day of a month by its ordinal, a space for the hyphen."""

MONTH = (
    rf"(?:{'|'.join(MONTHS)}"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
"""A pattern for a month, short forms too."""

WEEKDAY = rf"(?:{'|'.join(DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)"
"""A pattern for a day of the week, short forms too."""

LATE_DAY = "|".join(
    word.replace(" ", "[ -]")
    for word in sorted(ORDINALS, key=len, reverse=True)
    if word not in _ONES
)
"""A pattern for a day from the tenth on, in words: the first nine count other things too."""

DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{LATE_DAY}|{'|'.join(_ONES)})"
"""A pattern for a day of the month, in figures or in words."""
