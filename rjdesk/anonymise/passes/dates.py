"""Days, in any wording: April 11, 12/04, the eleventh of April, Halloween, fall 2024."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from rjdesk.anonymise.calendar_words import DAY, LATE_DAY, MONTH, WEEKDAY
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.numerals import BELOW_HUNDRED
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.shapes import Shape, any_of
from rjdesk.anonymise.spans import Action, Kind

# As common words, too: alone they are no month.
_ALSO_WORDS = {"may", "march", "mar", "sept", "sep", "jan", "jun", "dec"}
_YEAR = r"(?:,? (?:19|20)\d\d|,? '\d\d)"
_SEASON = r"(?:spring|summer|autumn|fall|winter|michaelmas|hilary|trinity)"
# No word is longer, and what has no end would be read again from each of its letters.
_WORD = r"[\w'-]{1,64}"
# In lower case these are words of every day.
_ORDINARY = {"new year", "carnival", "lent", "advent", "tet", "epiphany", "holi", "midsummer"}

_EXACT = Shape(
    rf"\b(?:{WEEKDAY}\.?,? )?(?:the )?{DAY}(?: day)? of {MONTH}{_YEAR}?\b",
    rf"\b(?:{WEEKDAY}\.?,? )?(?:the )?{DAY} {MONTH}{_YEAR}?(?!\w)",
    rf"\b(?:{WEEKDAY}\.?,? )?{MONTH}(?: |-|, )(?:the )?{DAY}(?:(?: and |-){DAY})?"
    rf"{_YEAR}?(?![\w:])",
    rf"\b{MONTH} {BELOW_HUNDRED}\b(?! (?:of|more|people|weeks|days|times))",
    rf"\b{MONTH},? (?:19|20)\d\d\b",
    rf"\b(?:{WEEKDAY}\.?,? )the {DAY}\b",
    r"(?<![\w./-])(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?![\w/-])",
    r"(?<![\w./$-])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\w/])",
    r"(?<![\w./$-])\d{1,2}-\d{1,2}-(?:19|20)?\d\d(?![\w/-])",
    rf"\b(?:{_SEASON}|academic year|class of|school year)(?: (?:term|semester|quarter|of))?"
    r" (?:19|20)\d\d(?:[-/\u2013]\d\d)?\b",
    rf"\b(?:mid|early|late)[- ]{MONTH}(?!\w)",
    kind=Kind.DATE,
    evidence=Evidence.DAY,
)
_BARE = Shape(
    # But not 24/7, and no half or quarter.
    r"(?<![\w./$-])(?!24/7|[123]/[234]\b)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])"
    r"(?![\w/])",
    kind=Kind.DATE,
    evidence=Evidence.DAY,
    action=Action.HIGHLIGHT,
)
_YEARS = Shape(
    r"\b(?:in|since|until|by|during|of|from) (?P<it>(?:19|20)\d\d)\b",
    kind=Kind.DATE,
    evidence=Evidence.DAY,
    action=Action.HIGHLIGHT,
)
_DATED = r"in|since|until|till|by|during|through|from|before|after|last|next|this|of"
_IN_MONTH = re.compile(
    rf"(?:\b(?:{_DATED}) )?(?<!\w)(?P<it>{MONTH})(?! (?:be|have|not|need|want)\b)(?!\w)",
    re.IGNORECASE,
)


def dates(reading: Reading) -> Iterator[Found]:
    """Yield days; whole months, years and occasions are only highlighted, for they tell less."""
    for found in _EXACT.all(reading.text):
        written = reading.text[found.start : found.end]
        # "you may second that" is no day.
        verb = written.startswith(("may ", "march ")) and not any(map(str.isdigit, written))
        if not verb:
            yield found
    yield from _BARE.all(reading.text)
    yield from _YEARS.all(reading.text)
    for match in _IN_MONTH.finditer(reading.text):
        month = match.group("it")
        bare = match.start() == match.start("it") and month.lower().rstrip(".") in _ALSO_WORDS
        if (month[0].isupper() or reading.lower) and not bare:
            yield _found(*match.span("it"), Action.HIGHLIGHT)
    yield from _holidays(reading)
    yield from _occasions(reading.lexicon).all(reading.text)
    for day in reading.roster.dates:
        yield from _of_the_case(day).all(reading.text)


def _holidays(reading: Reading) -> Iterator[Found]:
    for match in _holiday(reading.lexicon).finditer(reading.text):
        sure = match.group()[0].isupper() or reading.lower
        if sure or match.group("name").lower() not in _ORDINARY:
            yield _found(*match.span(), Action.REPLACE if sure else Action.HIGHLIGHT)


@lru_cache(maxsize=2)
def _holiday(lexicon: Lexicon) -> re.Pattern[str]:
    names = any_of(lexicon.phrasing.holidays)
    after = r"(?: (?:eve|day|night|weekend|monday|sunday|party))?"
    return re.compile(rf"(?<!\w)(?P<name>{names}){after}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2)
def _occasions(lexicon: Lexicon) -> Shape:
    occasions = any_of(lexicon.phrasing.occasions)
    few = rf"(?:{_WORD} ){{0,3}}"
    return Shape(
        rf"\bthe (?:night|day|morning|evening|afternoon|weekend|week|eve) (?:of|before|after) "
        rf"(?:(?:the|a|our|his|her|their) )?{few}?(?:{occasions}|{_WORD})\b",
        rf"\bthe (?:{LATE_DAY}|\d{{1,2}}(?:st|nd|rd|th))\b"
        r"(?! (?:time|minute|floor|grade|hour|person|century))",
        rf"\bthe (?:first|last|second|third) (?:day|night|week|weekend|{WEEKDAY})"
        rf" (?:of|before|after) (?:the )?{_WORD}(?: (?:term|semester|{BELOW_HUNDRED}))?",
        rf"\b(?:before|after|during|since|until|at|on) (?:(?:the|our|his|her|their) )?{few}"
        rf"(?:{occasions})\b",
        r"\b\w+ (?:day|week) weekend\b",
        rf"\bthe {WEEKDAY} (?:after|before|of|following) (?:the )?{_WORD}(?: {_WORD})?",
        rf"\bthe {_SEASON} (?:of|before|after) (?:his|her|their|the|our) {_WORD}(?: {_WORD})?",
        rf"\b(?:\w+ )?(?:days?|weeks?|months?|years?) (?:to the day )?(?:since|after|before) the"
        rf" {_WORD}(?: {_WORD})?",
        kind=Kind.DATE,
        evidence=Evidence.DAY,
        action=Action.HIGHLIGHT,
    )


@lru_cache(maxsize=256)
def _of_the_case(day: dt.date) -> Shape:
    """Return a shape for a day of the case written as a number alone: "on the 14th"."""
    return Shape(
        rf"\b(?:on|by|since|until|from|after|before) the (?P<it>{day.day}(?:st|nd|rd|th))\b"
        r"(?! (?:floor|grade|time|round))",
        rf"(?<![\w./-]){day.year}{day.month:02}{day.day:02}(?!\w)",
        rf"(?<![\w./-])0?{day.day}\.0?{day.month}\.?(?!\w)",
        rf"(?<![\w./-])0?{day.month}[/-]0?{day.day}(?![\w/-])",
        rf"(?<![\w./-])0?{day.day}[/-]0?{day.month}(?![\w/-])",
        kind=Kind.DATE,
        evidence=Evidence.DAY,
    )


def _found(start: int, end: int, action: Action) -> Found:
    return Found(start=start, end=end, kind=Kind.DATE, action=action, evidence=Evidence.DAY)
