"""What is named like a building, a street or a club, and small places that insiders know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.passes.residences import ROOM_AFTER
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.shapes import Shape, any_of
from rjdesk.anonymise.spans import Action, Kind

_LONGEST = 6
_JOINED = re.compile(r"(?:'s?)? | ?& |-|\. ")


def places(reading: Reading) -> Iterator[Found]:
    """Yield "Tollen Library", "Greenway Rugby Club"; "the boat shed" is only highlighted."""
    for place, word in enumerate(reading.words):
        kind = _kind(reading, place)
        first = _first(reading, place)
        if kind is None or first == place:
            continue
        head = reading.words[first]
        owned = bool(reading.words[place - 1].clitic)
        if not word.capital and (head.lower in reading.lexicon.phrasing.peoples or owned):
            continue
        room = ROOM_AFTER.match(reading.text, word.end)
        sure = word.capital or head.lower not in reading.lexicon.words
        yield Found(
            start=head.start,
            end=room.end() if room else word.end,
            kind=kind,
            action=Action.REPLACE if sure else Action.HIGHLIGHT,
            evidence=Evidence.NAMED_PLACE if kind is Kind.PLACE else Evidence.NAMED_GROUP,
        )
    yield from _unnamed(reading.lexicon).all(reading.text)


def _kind(reading: Reading, place: int) -> Kind | None:
    """Return what a noun makes of the capitalised words before it."""
    word, phrasing = reading.words[place], reading.lexicon.phrasing
    nouns = phrasing.place_nouns | phrasing.group_nouns
    plural = word.capital and word.lower not in nouns
    noun = word.lower.removesuffix("s") if plural else word.lower
    if noun in phrasing.place_nouns:
        return Kind.PLACE
    return Kind.GROUP if noun in phrasing.group_nouns else None


def _first(reading: Reading, place: int) -> int:
    """Return where the name that ends in a noun begins: at the noun, where it has no name."""
    first = place
    while place - first < _LONGEST and _goes_before(reading, first - 1):
        first -= 1
    while first < place and _only_begins(reading, first):
        first += 1
    return first


def _only_begins(reading: Reading, place: int) -> bool:
    """Say whether a capital letter is owed to the sentence: "Ask Mesa Gym"."""
    word, lexicon = reading.words[place], reading.lexicon
    return word.begins and word.lower in lexicon.common and word.lower not in lexicon.given


def _goes_before(reading: Reading, place: int) -> bool:
    word = reading.word(place)
    if word is None or not word.capital or len(word.text) == 1:
        return False
    lexicon = reading.lexicon
    if word.capitals and (word.lower in lexicon.words or word.lower in lexicon.phrasing.acronyms):
        return False
    if not _JOINED.fullmatch(reading.text[word.end : reading.words[place + 1].start]):
        return False
    return not (word.begins and word.lower in reading.lexicon.phrasing.function_names)


@lru_cache(maxsize=2)
def _unnamed(lexicon: Lexicon) -> Shape:
    small = any_of(lexicon.phrasing.small_places)
    capital = any_of(noun.capitalize() for noun in lexicon.phrasing.place_nouns)
    return Shape(
        rf"\b(?:the|our|that|his|her|their) (?P<it>(?:[a-z][\w'-]+ ){{0,2}}?(?:{small}))\b"
        r"(?! (?:of|for) (?:each|every))",
        rf"\b(?:the|our) (?P<it>{capital})\b",
        kind=Kind.PLACE,
        evidence=Evidence.KNOWN_PLACE,
        action=Action.HIGHLIGHT,
        cased=True,
    )
