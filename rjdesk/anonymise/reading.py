"""A text laid open for the passes: folded, in words, beside the people of its roster."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import Folded
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.people import Known, known_people
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Subject
from rjdesk.anonymise.uses import Uses
from rjdesk.anonymise.words import Word, split_words
from rjdesk.desk.roster import Roster

_ALMOST_NO_CAPITALS = 0.004
_FEW, _MOSTLY = 3, 0.4
_FOREIGN = 0.4
_BEGINS = re.compile(r"(?:\A|\n|[.!?]\s)[\s\W]*([^\W\d_])")
_ENDS = re.compile(r"[!?\n]|\.\s")
_APART = re.compile(r"[!?;:\n]|\.\s")
_NOT = {"'t", "'T"}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a pass found, in characters of the folded text."""

    start: int
    end: int
    kind: Kind
    action: Action
    evidence: Evidence
    subject: Subject | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What every pass is given. ``text`` is folded; ``lower`` says that it has no capitals.

    ``people`` are those of the roster, and in time those met; ``places_met`` are words that
    tell a place found in a text of this case, ``uses`` how its texts use a word.
    """

    text: str
    words: tuple[Word, ...]
    roster: Roster
    people: tuple[Known, ...]
    lexicon: Lexicon
    lower: bool
    places_met: frozenset[str] = frozenset()
    uses: Uses = {}

    def gap(self, place: int) -> str:
        """Return what stands between the word at ``place`` and the next one."""
        if place < 0 or place + 1 >= len(self.words):
            return "\n"
        word = self.words[place]
        return self.text[word.end : self.words[place + 1].start]

    def word(self, place: int) -> Word | None:
        """Return the word at ``place``, or None beyond either end."""
        return self.words[place] if 0 <= place < len(self.words) else None

    def lower_at(self, place: int) -> str:
        """Return the word at ``place`` in lower case, or nothing beyond either end."""
        word = self.word(place)
        return word.lower if word else ""

    def before(self, place: int) -> str:
        """Return the word before the one at ``place`` in the same sentence, in lower case."""
        return "" if _APART.search(self.gap(place - 1)) else self.lower_at(place - 1)

    def after(self, place: int) -> str:
        """Return the word after the one at ``place`` in the same sentence, in lower case.

        "Didn't" is whole: without its ending it would be no auxiliary.
        """
        word = self.word(place + 1)
        if word is None or _APART.search(self.gap(place)):
            return ""
        return word.lower + word.clitic.lower() if word.clitic in _NOT else word.lower

    def is_foreign(self, place: int) -> bool:
        """Say whether the sentence around a word is in another language: few words are known."""
        first = last = place
        while first > 0 and not _APART.search(self.gap(first - 1)):
            first -= 1
        while last + 1 < len(self.words) and not _APART.search(self.gap(last)):
            last += 1
        small = [word for word in self.words[first : last + 1] if not word.capital]
        unknown = sum(word.lower not in self.lexicon.words for word in small)
        return unknown > len(small) * _FOREIGN

    def sentences(self) -> Iterator[Sequence[Word]]:
        """Yield the words of each sentence or line in turn."""
        first = 0
        for place in range(len(self.words)):
            if _ENDS.search(self.gap(place)):
                yield self.words[first : place + 1]
                first = place + 1

    def may_be_kept(self, words: Sequence[Word]) -> bool:
        """Say whether these words may be a facilitator: Margo may be Marguerite.

        So may a first name that is not theirs before their surname: "Connie" for Concepcion.
        """
        kept = [known for known in self.people if known.kept]
        if len(words) == 1:
            return any(known.resembles(words[0].lower) for known in kept)
        return any(words[-1].lower in known.names for known in kept)

    def place_of(self, start: int) -> int:
        """Return the place of the first word that begins at a character of the text or later."""
        return bisect_left(self.words, start, key=_start_of)

    def place_at(self, start: int) -> int:
        """Return the place of the first word that ends after a character of the text."""
        return bisect_right(self.words, start, key=_end_of)

    def words_in(self, found: Found) -> Iterator[Word]:
        """Yield the words that a find covers."""
        for word in islice(self.words, self.place_of(found.start), None):
            if word.end > found.end:
                return
            yield word


def open_text(folded: Folded, roster: Roster, lexicon: Lexicon) -> Reading:
    """Lay a folded text open beside its roster."""
    return Reading(
        text=folded.text,
        words=split_words(folded.text),
        roster=roster,
        people=known_people(roster, lexicon),
        lexicon=lexicon,
        lower=_without_capitals(folded.text),
    )


def _start_of(word: Word) -> int:
    return word.start


def _end_of(word: Word) -> int:
    return word.end


def _without_capitals(text: str) -> bool:
    """Say whether a text is written without capitals, or begins most sentences without one."""
    letters = [letter for letter in text if letter.isalpha()]
    capital = sum(letter.isupper() for letter in letters)
    if not letters or capital / len(letters) < _ALMOST_NO_CAPITALS:
        return bool(letters)
    begins: list[str] = [match.group(1) for match in _BEGINS.finditer(text)]
    small = sum(letter.islower() for letter in begins)
    return small >= _FEW and small > len(begins) * _MOSTLY
