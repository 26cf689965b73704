"""The same reflections with everybody's name drawn anew, from many cultures.

What was misspelt is misspelt again by chance, initials are those of the new names, and who
shared a name shares one again. Words that merely equal a name stay as they are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rapidfuzz.distance import OSA

from rjdesk.anonymise.folding import fold_word
from rjdesk.desk.roster import Person
from tests.anonymise.names_of_the_world import FAMILY, GIVEN, NICKNAMES
from tests.anonymise.scoring import Marked

_PART = re.compile(r"[^\W\d_]+")
_COURTESY = {"mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor"}
_NAMED = {"NAME", "KEEP"}
_LETTERS = "abcdefghiklmnoprstuvwy"


def redrawn(golds: Sequence[Marked], seed: int) -> list[Marked]:
    """Draw everybody's name anew; the same seed gives the same names."""
    return [_redraw(gold, random.Random(f"{seed} {gold.reflection.id}")) for gold in golds]


class _Deck:
    """New parts for old parts of names; the same old part always becomes the same new one.

    ``people`` holds the old parts of each person's name, of facilitators under True.
    """

    def __init__(self, chance: random.Random, taken: set[str]) -> None:
        self._chance = chance
        self._taken = set(taken)
        self.parts: dict[str, str] = {}
        self.people: dict[bool, list[list[str]]] = {True: [], False: []}

    def draw(self, old: str, names: Sequence[str]) -> str:
        """Return the new part for an old one, of one word, and like no other."""
        key = fold_word(old)
        while key not in self.parts:
            new = self._chance.choice(_PART.findall(self._chance.choice(names)))
            if len(new) > 2 and all(OSA.distance(fold_word(new), each) > 2 for each in self._taken):
                self.parts[key] = new
                self._taken.add(fold_word(new))
        return self.parts[key]


def _redraw(gold: Marked, chance: random.Random) -> Marked:
    reflection = gold.reflection
    deck = _Deck(chance, {fold_word(word) for word in _PART.findall(reflection.text)})
    roster = msgspec.structs.replace(
        reflection.roster,
        facilitators=tuple(
            _person(each, deck, kept=True) for each in reflection.roster.facilitators
        ),
        parties=tuple(_person(each, deck, kept=False) for each in reflection.roster.parties),
    )
    text, spans = _rewritten(gold, deck, chance)
    return Marked(msgspec.structs.replace(reflection, roster=roster, text=text), spans)


def _person(person: Person, deck: _Deck, *, kept: bool) -> Person:
    first = True
    deck.people[kept].append([fold_word(part) for part in _PART.findall(person.name)])

    def part(match: re.Match[str]) -> str:
        nonlocal first
        new = deck.draw(match.group(), GIVEN if first else FAMILY)
        first = False
        return new

    name = _PART.sub(part, person.name)
    nicknames = tuple(
        _PART.sub(lambda match: deck.draw(match.group(), NICKNAMES), each)
        for each in person.nicknames
    )
    return msgspec.structs.replace(person, name=name, nicknames=nicknames)


def _rewritten(
    gold: Marked, deck: _Deck, chance: random.Random
) -> tuple[str, list[dict[str, Any]]]:
    text, written, spans, copied = gold.reflection.text, "", [], 0
    for span in gold.spans:
        written += text[copied : span["start"]]
        new = span["text"]
        if span["type"] in _NAMED:
            new = "".join(_words(new, span, deck, chance))
        spans.append({**span, "start": len(written), "end": len(written) + len(new), "text": new})
        written += new
        copied = span["end"]
    return written + text[copied:], spans


def _words(name: str, span: dict[str, Any], deck: _Deck, chance: random.Random) -> Iterator[str]:
    """Yield a name in pieces: each word anew, what stands between as it was."""
    kept, end = span["type"] == "KEEP", 0
    owner = _owner([match.group() for match in _PART.finditer(name)], deck, kept=kept)
    for match in _PART.finditer(name):
        yield name[end : match.start()]
        possessive = name[: match.start()].endswith(("'", "\u2019")) and match.group() == "s"
        yield "s" if possessive else _word(match.group(), span, owner, deck, chance)
        end = match.end()
    yield name[end:]


def _owner(words: list[str], deck: _Deck, *, kept: bool) -> list[str]:
    """Return the old parts of the name of whom all these words and letters stand for."""
    keys = [key for word in words if (key := fold_word(word)) not in _COURTESY | {"s"}]
    people = deck.people[kept] or deck.people[not kept]
    return max(people, key=lambda parts: sum(_fits(key, parts) for key in keys))


def _fits(key: str, parts: list[str]) -> bool:
    if len(key) <= 4:
        return key in parts or all(any(part[0] == each for part in parts) for each in key)
    return key in parts


def _word(
    word: str, span: dict[str, Any], owner: list[str], deck: _Deck, chance: random.Random
) -> str:
    key, kept = fold_word(word), span["type"] == "KEEP"
    if key in _COURTESY:
        return word
    if key in deck.parts:
        return _as(word, deck.parts[key])
    if len(key) == 1 or (word.isupper() and _fits(key, owner)):
        firsts = [_first(each, owner, deck) for each in key]
        return "".join(firsts).upper() if word.isupper() else "".join(firsts)
    if span.get("roster") == "unknown":
        return _as(word, deck.draw(word, GIVEN))
    own = [part for person in deck.people[kept] for part in person if len(part) > 1]
    nearest = min(own, key=lambda old: OSA.distance(old, key))
    if kept or key.startswith(nearest) or nearest.startswith(key):
        # Joined or shortened: the new name as it is.
        return _as(word, deck.parts[nearest])
    return _as(word, _misspelt(deck.parts[nearest], chance))


def _first(letter: str, owner: list[str], deck: _Deck) -> str:
    """Return the initial that a letter becomes."""
    part = next((part for part in owner if part[0] == letter), owner[0])
    return fold_word(deck.parts[part])[0]


def _misspelt(name: str, chance: random.Random) -> str:
    """Return a name with one letter doubled, dropped or changed, the first one kept."""
    place = chance.randrange(1, len(name))
    return chance.choice(
        (
            name[:place] + name[place] + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + chance.choice(_LETTERS) + name[place + 1 :],
        )
    )


def _as(old: str, new: str) -> str:
    """Return a new name in the letters, large or small, of the old one."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.lower() if old.islower() else new
