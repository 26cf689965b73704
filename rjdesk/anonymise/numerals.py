"""Numbers as they are spoken: "twelve", "thirty-one", "eight-oh-eight"."""

from __future__ import annotations

import re

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MOST = 99

DIGIT = "|".join((*_ONES, "oh"))
"""A pattern for one digit that is spoken."""

_BELOW_TWENTY = "|".join((*_TEENS, *_ONES[1:]))
BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:])}))?|{_BELOW_TWENTY})"
"""A pattern for a number below a hundred, in words."""


def spoken(number: int) -> str:
    """Return a pattern for a number from 0 to 99 in words; beyond, one that matches nothing."""
    if not 0 <= number <= _MOST:
        return r"(?!)"
    if number < 20:  # noqa: PLR2004 - up to nineteen each has a word of its own
        return (*_ONES, *_TEENS)[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (rf"[ -]{_ONES[ones]}" if ones else "")


def count_digits(text: str) -> int:
    """Return how many digits a text holds, spoken ones too."""
    return len(re.findall(rf"\d|\b(?:{DIGIT})\b", text.lower()))
