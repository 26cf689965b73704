"""What the roster says of how to reach somebody, and the number of the case, in any writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.numerals import spoken
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.roster import Person
from rjdesk.anonymise.spans import Action, Kind

_FEWEST_DIGITS = 7
_TAIL = 4
_SHORTEST_USER_NAME = 4
_SPACED = r"[\s().+/-]*"
_BETWEEN = r"[\s./_:#()',-]*"
_OF = r"(?:of|no\.?|number|yr\.?|year|from|in|for)\b"
_LINKED = rf"(?:[./_:#()'-]|\s?\(| {_OF})[\s./_:#()'-]*(?:{_OF}[\s.]*)?"
_CASE_WORD = r"\b(?:case|file|ref(?:erence)?|no|number|docket|matter|process|#)\.?\s*#?\s*"
EMAIL = "This is an e-mail address of somebody in this case."
USER_NAME = "This is the user name of somebody in this case."
PHONE = "This is a phone number of somebody in this case."
TAIL = "These are the last digits of a phone number in this case."
CASE = "This is the number of this case."


def contacts(reading: Reading) -> Iterator[Found]:
    """Yield addresses, user names and phones of the parties, and the number of the case."""
    for person in reading.roster.parties:
        yield from _of_person(reading, person)
    parts = re.findall(r"[^\W\d_]+|\d+", fold_word(reading.roster.case_number))
    for pattern in _case_numbers(parts):
        yield from _all(pattern, reading, Kind.CASE, CASE)


def _of_person(reading: Reading, person: Person) -> Iterator[Found]:
    email = fold_word(person.email)
    if email:
        yield from _all(re.escape(email), reading, Kind.EMAIL, EMAIL)
    local = email.split("@")[0]
    if len(local) >= _SHORTEST_USER_NAME and local not in reading.lexicon.words:
        yield from _all(rf"(?<![\w.]){re.escape(local)}(?!\w)", reading, Kind.HANDLE, USER_NAME)
    digits = re.sub(r"\D", "", person.phone)
    if len(digits) >= _FEWEST_DIGITS:
        spaced = _SPACED.join(digits[-_FEWEST_DIGITS:])
        yield from _all(rf"(?<!\d)\+?\d{{0,8}}{_SPACED}{spaced}(?!\d)", reading, Kind.PHONE, PHONE)
        yield from _all(rf"(?<!\d){digits[-_TAIL:]}(?!\d)", reading, Kind.PHONE, TAIL)


def _case_numbers(parts: list[str]) -> Iterator[str]:
    """Yield patterns for "RJ-2024-03": RJ 2024/3, 24-03, 03/24, RJ-03, 3 of 2024, case three."""
    numbers = [part for part in parts if part.isdigit()]
    letters = [part for part in parts if not part.isdigit()]
    if not numbers:
        return
    serial = _number(numbers[-1])
    yield rf"(?<!\w){_BETWEEN.join(_number(part) for part in parts)}(?!\w)"
    yield rf"{_CASE_WORD}{serial}(?!\w)"
    prefix = _BETWEEN.join(letters)
    if letters:
        yield rf"(?<!\w){prefix}{_BETWEEN}(?:no\.?\s*)?{serial}(?!\w)"
    if len(numbers) > 1:
        year = rf"(?:{_number(numbers[0])}|{_number(numbers[0][-2:])})"
        after = rf"(?:{_BETWEEN}{prefix}\b)?" if letters else ""
        before = rf"(?:{prefix}{_BETWEEN})?" if letters else ""
        for first, last in ((year, serial), (serial, year)):
            yield rf"(?<![\w./-]){before}{first}{_LINKED}{last}(?![\w/-]){after}"


def _number(part: str) -> str:
    """Return a pattern for a part of a number, with any zeros before it, or in words."""
    if not part.isdigit():
        return re.escape(part)
    return rf"(?:0*{part.lstrip('0')}|{spoken(int(part))})"


def _all(pattern: str, reading: Reading, kind: Kind, reason: str) -> Iterator[Found]:
    for match in re.finditer(pattern, reading.text, re.IGNORECASE):
        start, end = match.span("it" if "it" in match.groupdict() else 0)
        yield Found(start=start, end=end, kind=kind, action=Action.REPLACE, reason=reason)
