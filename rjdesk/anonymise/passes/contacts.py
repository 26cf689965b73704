"""What the roster says of how to reach somebody, and the number of the case, in any writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold, fold_word
from rjdesk.anonymise.numerals import spoken
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.desk.roster import Person

_FEWEST_DIGITS = 3
_TAIL = 4
_TELLING_TAIL = 7
_SHORTEST_USER_NAME = 4
# No letter or digit on this side; an underscore is a sign of writing in italics.
_OPEN, _SHUT = r"(?<![^\W_])", r"(?![^\W_])"
_SPACED = r"[\s().+/-]*"
_BETWEEN = r"[\s./_:#()',-]*"
_OF = r"(?:of|no\.?|number|yr\.?|year)\b"
_LINKED = rf"(?:[./_:#()'-]|\s?\(| {_OF})[\s./_:#()'-]*(?:{_OF}[\s.]*)?"
_FILED = r"\b(?:case|docket|file|matter)\.?\s*(?:no\.?|number)?\s*#?\s*"
_NUMBERED = r"(?:\bno\.\s*|\bnumber\s+|#\s?)"
_GROUP = re.compile(r"\w+")
_TELLING_GROUP = 4
"""So many letters and digits in one tell the code of a case: "B12" is a room too."""


def contacts(reading: Reading) -> Iterator[Found]:
    """Yield addresses, user names and phones of the parties, and the number of the case."""
    for person in reading.roster.parties:
        yield from _of_person(reading, person)
    for pattern in _case_numbers(fold_word(reading.roster.case_number)):
        yield from _all(pattern, reading, Kind.CASE, Evidence.CASE_NUMBER)
    for group in _GROUP.findall(fold_word(reading.roster.case_number)):
        # "7QK4" of 7QK4-M2: letters and digits in one are of this code alone.
        mixed = not group.isalpha() and not group.isdigit() and len(group) >= _TELLING_GROUP
        if mixed:
            yield from _all(
                rf"{_OPEN}{re.escape(group)}{_SHUT}", reading, Kind.CASE, Evidence.CASE_NUMBER
            )
    whole = fold(reading.roster.case_number).text.strip()
    if whole.isalpha() and len(whole) >= _FEWEST_DIGITS:
        # A case that goes by a word is told from the word by how it is written.
        yield from _all(
            rf"{_OPEN}(?-i:{re.escape(whole)}){_SHUT}", reading, Kind.CASE, Evidence.CASE_NUMBER
        )


def _of_person(reading: Reading, person: Person) -> Iterator[Found]:
    """Yield how somebody is reached, or was: each address with its user name, each number."""
    for contact in dict.fromkeys((person.email, person.phone, *person.contacts)):
        if "@" in contact:
            yield from _address(reading, fold_word(contact.strip(".,;:()<>")))
        else:
            yield from _phone(reading, contact)


def _address(reading: Reading, email: str) -> Iterator[Found]:
    if email:
        yield from _all(re.escape(email), reading, Kind.EMAIL, Evidence.ROSTER_EMAIL)
    local = email.split("@", maxsplit=1)[0]
    if len(local) >= _SHORTEST_USER_NAME and local not in reading.lexicon.words:
        yield from _all(
            rf"{_OPEN}{re.escape(local)}{_SHUT}", reading, Kind.HANDLE, Evidence.ROSTER_USER_NAME
        )


def _phone(reading: Reading, phone: str) -> Iterator[Found]:
    digits = re.sub(r"\D", "", phone)
    if len(digits) >= _FEWEST_DIGITS:
        spaced = _SPACED.join(digits[-_TELLING_TAIL:])
        pattern = rf"(?<!\d)\+?(?:\d{{1,8}}{_SPACED})?{spaced}(?!\d)"
        yield from _all(pattern, reading, Kind.PHONE, Evidence.ROSTER_PHONE)
    if len(digits) >= _TELLING_TAIL:
        tail = digits[-_TAIL:]
        a_year = Action.HIGHLIGHT if tail[:2] in {"19", "20"} else Action.REPLACE
        yield from _all(rf"(?<!\d){tail}(?!\d)", reading, Kind.PHONE, Evidence.PHONE_TAIL, a_year)


def _case_numbers(number: str) -> Iterator[str]:
    """Yield patterns for "RJ-2024-03": RJ 2024/3, 24-03, 03/24, RJ-03, 3 of 2024, case three."""
    parts = re.findall(r"[^\W\d_]+|\d+", number)
    numbers = [part for part in parts if part.isdigit()]
    letters = [part for part in parts if not part.isdigit()]
    if not numbers:
        return
    serial, spoken_serial = _digits(numbers[-1]), _number(numbers[-1])
    year = rf"(?:{_number(numbers[0])}|{_number(numbers[0][-2:])})" if len(numbers) > 1 else ""
    yield rf"{_OPEN}{_BETWEEN.join(map(_number, parts))}{_SHUT}"
    of_year = rf"(?:{_LINKED}{year}\)?)?" if year else ""
    yield rf"{_FILED}(?:{serial}|(?<!file ){spoken_serial}){_SHUT}{of_year}"
    if len(numbers[-1]) > 1:
        yield rf"{_NUMBERED}{serial}{_SHUT}"
    prefix = _BETWEEN.join(map(re.escape, letters))
    if letters:
        yield rf"{_OPEN}{prefix}{_BETWEEN}(?:no\.?\s*)?{spoken_serial}{_SHUT}"
    if year:
        yield from _with_the_year(prefix, numbers)


def _with_the_year(prefix: str, numbers: list[str]) -> Iterator[str]:
    """Yield patterns for year and serial in either order; two figures of a year alone need more."""
    serial, whole, short = _number(numbers[-1]), _number(numbers[0]), _number(numbers[0][-2:])
    edge, end = r"(?<![^\W_])(?<![./-])", r"(?![^\W_])(?![./-]\w)"
    for year, link in ((whole, _LINKED), (short, r"[/-]")):
        for first, last in ((year, serial), (serial, year)):
            yield rf"{edge}{first}{link}{last}{end}"
            if prefix:
                yield rf"{_OPEN}{prefix}{_BETWEEN}{first}{_LINKED}{last}{_SHUT}"
                yield rf"{edge}{first}{_LINKED}{last}{_BETWEEN}{prefix}{_SHUT}"


def _digits(part: str) -> str:
    return rf"0*{part.lstrip('0') or '0'}"


def _number(part: str) -> str:
    """Return a pattern for a part of a number, with any zeros before it, or in words."""
    if not part.isdigit():
        return re.escape(part)
    return rf"(?:{_digits(part)}|{spoken(int(part))})"


def _all(
    pattern: str, reading: Reading, kind: Kind, evidence: Evidence, action: Action = Action.REPLACE
) -> Iterator[Found]:
    for match in re.finditer(pattern, reading.text, re.IGNORECASE):
        yield Found(
            start=match.start(), end=match.end(), kind=kind, action=action, evidence=evidence
        )
