"""The places of the roster, whole or shortened: "Heron" and "31" of "Heron Apartments 31"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.numerals import spoken
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.usage import Usage, usage

ROOM_AFTER = re.compile(
    r"[ ,]{0,2}(?:(?:room|rm|apt|flat|unit|no)\.? ?)?#?(?:\d{1,4}[a-z]?|[a-z]?\d{1,4})\b",
    re.IGNORECASE,
)
"""A room that follows the name of a building."""

_PART = re.compile(r"[^\W_]+")
_LIKE = 5
_TELLING = 3
_COMPASS = {"the", "and", "new", "old", "north", "south", "east", "west"}


def residences(reading: Reading) -> Iterator[Found]:
    """Yield the places of the roster, and those that were met in a text of the case."""
    nouns = reading.lexicon.phrasing.place_nouns | reading.lexicon.phrasing.group_nouns
    homes = [person.residence for person in reading.roster.parties]
    words: set[str] = set()
    for name in (*reading.roster.places, *homes):
        parts = _PART.findall(fold_word(name))
        words |= {part for part in parts if part.isalpha() and len(part) >= _TELLING}
        for match in _matches(_whole(parts), reading):
            small = reading.text[match.start() : match.end()].islower()
            ordinary = all(part in reading.lexicon.words for part in parts)
            yield _found(*match.span(), sure=not (small and ordinary))
        for part in parts:
            if any(letter.isdigit() for letter in part):
                yield from _rooms(reading, part)
    telling = (words - nouns - _COMPASS) | reading.places_met
    for place in range(len(reading.words)):
        yield from _shortened(reading, place, telling)
        yield from _told_by_noun(reading, place, words & nouns)


def _whole(parts: list[str]) -> str:
    """Return a pattern for the parts of a place in a row; for none, one that matches nothing."""
    between = r"[\s,.'-]+(?:s[\s-]+)?"
    return rf"(?<!\w){between.join(map(re.escape, parts))}(?!\w)" if parts else r"(?!)"


def _rooms(reading: Reading, room: str) -> Iterator[Found]:
    """Yield the number of a room: for sure after "in" or "room", else to be looked at."""
    told = (
        r"\b(?:in|at|to|from|of|outside|room|rm\.?|number|no\.?|apt\.?|apartment|flat|unit|#) ?#?"
    )
    words = spoken(int(room)) if room.isdigit() else r"(?!)"
    for match in _matches(rf"{told}(?P<it>{room})(?![\w/:%]|\.\d| \w+s\b)", reading):
        yield _found(*match.span("it"), sure=len(room) > 1)
    for match in _matches(rf"\b(?:room|apartment|flat|unit|number) {words}\b", reading):
        yield _found(*match.span(), sure=True)
    if len(room) > 1:
        for match in _matches(rf"(?<![\w/.$:-])#?{room}(?![\w/:%]|\.\d)", reading):
            yield _found(*match.span(), sure=not room.isdigit())


def _matches(pattern: str, reading: Reading) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, reading.text, re.IGNORECASE)


def _shortened(reading: Reading, place: int, telling: set[str]) -> Iterator[Found]:
    """Yield a word that tells a place, with the noun and the room after it."""
    word = reading.words[place]
    if not _is_telling(reading, place, telling):
        return
    last = place
    while _noun_follows(reading, last):
        last += 1
    room = ROOM_AFTER.match(reading.text, reading.words[last].end)
    end = room.end() if room else reading.words[last].end
    used = usage(reading, place)
    named = word.capital or reading.lower
    sure = used is Usage.NAME or (named and (last > place or room or not word.begins))
    if sure or used is Usage.UNSURE:
        yield _found(word.start, end, sure=bool(sure))
    elif reading.lower_at(place - 1) in {"the", "that", "at", "in"}:
        yield _found(word.start, word.end, sure=False)


def _is_telling(reading: Reading, place: int, telling: set[str]) -> bool:
    lower = reading.words[place].lower
    if lower in telling:
        return True
    return (
        len(lower) >= _LIKE
        and lower not in reading.lexicon.words
        and any(
            len(name) >= _LIKE and name[0] == lower[0] and OSA.distance(name, lower) == 1
            for name in telling
        )
    )


def _told_by_noun(reading: Reading, place: int, nouns: set[str]) -> Iterator[Found]:
    """Yield "the shop" where a shop is a place of the case."""
    word = reading.words[place]
    if word.lower in nouns and reading.lower_at(place - 1) in {"the", "that"}:
        yield _found(word.start, word.end, sure=False)


def _noun_follows(reading: Reading, place: int) -> bool:
    after = reading.lower_at(place + 1)
    touching = reading.gap(place) == " " and not reading.words[place].clitic
    return touching and after in reading.lexicon.phrasing.place_nouns


def _found(start: int, end: int, *, sure: bool) -> Found:
    return Found(
        start=start,
        end=end,
        kind=Kind.PLACE,
        action=Action.REPLACE if sure else Action.HIGHLIGHT,
        evidence=Evidence.ROSTER_PLACE if sure else Evidence.PERHAPS_PLACE,
    )
