"""Initials of the people of the roster: M.Q., MQV, m.q., "M said"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import msgspec

from rjdesk.anonymise.people import PARTIES, Known
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind

_SEVERAL = re.compile(
    r"(?<![\w@#/.-])(?:(?:[A-Z]\.?[ -]?){1,4}[A-Z]\b\.?|(?:[a-z]\. ?){1,4}[a-z]\.)(?![\w@])"
)
# The dot of an initial, where it does not end the sentence.
_DOT = re.compile(r"\.(?=\s*[a-z,;:])")
_LETTERS = re.compile(r"[A-Za-z]")
_NUMBERED = {
    *("plan", "section", "building", "room", "grade", "vitamin", "option", "part", "type"),
    *("group", "team", "block", "unit", "appendix", "wing", "hall", "lot", "gate", "step"),
    *("point", "question", "clause", "bay", "flat", "floor", "item", "an", "a", "the", "hepatitis"),
}
_MOST_PARTS = 4
REASON = "These are initials of somebody in this case."
PERHAPS = "These may be initials of somebody in this case, or an abbreviation."
KEPT = "These are a facilitator's initials."
ASKED = "These could be the initials of a facilitator or of somebody else. Whose are they?"


def initials(reading: Reading) -> Iterator[Found]:
    """Yield initials, with dots or without, several letters or one."""
    letters = {known.subject: _letters(known, reading) for known in reading.people}
    for match in _SEVERAL.finditer(reading.text):
        plain = "".join(_LETTERS.findall(match.group())).lower()
        dotted = "." in match.group()
        people = [known for known in reading.people if plain in letters[known.subject]]
        found = _whose(reading, match.span(), people)
        if not dotted and plain in reading.lexicon.phrasing.acronyms:
            found = _where_somebody_acts(reading, found)
        yield from found
    for place, word in enumerate(reading.words):
        if len(word.text) == 1 and _stands_for_somebody(reading, place):
            dot = _DOT.match(reading.text, word.end)
            people = [known for known in reading.people if word.lower in known.initials]
            yield from _whose(reading, (word.start, dot.end() if dot else word.end), people)


def _where_somebody_acts(reading: Reading, finds: Iterator[Found]) -> Iterator[Found]:
    """Yield, as a question, initials that are also an abbreviation: "told RA", "RA said"."""
    phrasing = reading.lexicon.phrasing
    for found in finds:
        place = reading.place_at(found.start)
        acts = reading.after(place) in phrasing.human_verbs | phrasing.auxiliaries
        if acts or reading.words[place].clitic or reading.before(place) in phrasing.before_names:
            yield msgspec.structs.replace(found, action=Action.HIGHLIGHT, reason=PERHAPS)


def _letters(known: Known, reading: Reading) -> set[str]:
    """Return the initials of a person in every usual choice of the parts, the first kept."""
    particles = reading.lexicon.phrasing.particles
    plain = [part for part in known.parts if part not in particles]
    found = {known.initials} if len(known.initials) > 1 else set()
    for parts in (plain, list(known.parts)):
        first, rest = parts[:1], parts[1 : 1 + _MOST_PARTS]
        for count in range(1, len(rest) + 1):
            for chosen in combinations(rest, count):
                found.add("".join(part[0] for part in (*first, *chosen)))
    return found


def _stands_for_somebody(reading: Reading, place: int) -> bool:
    """Say whether a letter alone is somebody: "M said", "told M", "M's", "Mr. Q"."""
    word, phrasing = reading.words[place], reading.lexicon.phrasing
    before, after = reading.lower_at(place - 1), reading.lower_at(place + 1)
    if not word.capital or word.lower == "i" or before in _NUMBERED:
        return False
    touching = reading.text[word.start - 1 : word.start] if word.start else " "
    behind = reading.text[word.end : word.end + 1]
    if touching not in " \n\t\"'(" or behind in {"-", "/", "&"} or behind.isdigit():
        return False
    if word.clitic or before in phrasing.courtesy:
        return True
    if word.lower == "a" and (word.begins or behind != "."):
        return False
    acts = after in phrasing.human_verbs or after in phrasing.auxiliaries
    return acts or before in phrasing.before_names


def _whose(reading: Reading, stretch: tuple[int, int], people: list[Known]) -> Iterator[Found]:
    if not people:
        return
    kept = [known for known in people if known.kept]
    start, end = stretch
    while reading.text[end - 1] in " -":
        end -= 1
    action, reason = (
        (Action.KEEP, KEPT)
        if len(kept) == len(people)
        else (Action.HIGHLIGHT, ASKED)
        if kept
        else (Action.REPLACE, REASON)
    )
    others = [known.subject for known in people if not known.kept]
    subject = people[0].subject if len(people) == 1 else PARTIES if len(others) > 1 else ""
    yield Found(start=start, end=end, kind=Kind.NAME, action=action, reason=reason, subject=subject)
