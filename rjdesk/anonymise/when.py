"""Which day a text means, as far as it says: to tell the term, or how much later it was."""

from __future__ import annotations

import datetime as dt
import re

from rjdesk.anonymise.calendar_words import MONTHS, ORDINALS
from rjdesk.anonymise.folding import fold_word

_SHORTEST = 3
_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})(?:[-/.](\d{1,4}))?")


def month_of(text: str) -> int | None:
    """Return the month that a date names, 1 to 12, or None."""
    folded = fold_word(text)
    for word in re.findall(r"[a-z]+", folded):
        for number, month in enumerate(MONTHS, start=1):
            if word == month or (len(word) in {_SHORTEST, 4} and month.startswith(word)):
                return number
    match = _NUMERIC.search(folded)
    if match is None:
        return None
    numbers = [int(group) for group in match.groups() if group]
    candidates = numbers[1:2] if numbers[0] > 31 else numbers[:2]  # noqa: PLR2004 - a year comes first
    if "." in match.group():
        # Who writes days with dots writes the month second.
        candidates = candidates[::-1]
    return next((number for number in candidates if 1 <= number <= 12), None)  # noqa: PLR2004


def day_of(text: str, near: dt.date) -> dt.date | None:
    """Return the day that a date means, in the year that it names or the one nearest ``near``.

    None when it names no day. Where a day and a month are both numbers up to twelve, the month
    comes first.
    """
    month, number = month_of(text), _number_of(text)
    if month is None or number is None:
        return None
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    years = [int(year.group())] if year else [near.year - 1, near.year, near.year + 1]
    days = []
    for each in years:
        try:
            days.append(dt.date(each, month, number))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - near), default=None)


def _number_of(text: str) -> int | None:
    """Return the day of the month."""
    folded = re.sub(r"[-\s]+", " ", fold_word(text))
    for word in sorted(ORDINALS, key=len, reverse=True):
        if re.search(rf"\b{word}\b", folded):
            return ORDINALS[word]
    match = _NUMERIC.search(text)
    if match is not None:
        numbers = [int(group) for group in match.groups() if group]
        if numbers[0] > 31:  # noqa: PLR2004 - a year comes first
            return numbers[2] if len(numbers) > 2 else None  # noqa: PLR2004
        month = month_of(text)
        return numbers[1] if numbers[0] == month else numbers[0]
    plain = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)
    return int(plain.group(1)) if plain else None
