"""A text as it is compared: no accents, no hidden characters, no letters that only look alike.

Every character of the folded text knows where in the original it comes from, so that a span
found in the folded text can be given in characters of the original.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from rjdesk.process.kernel.folding import LETTERS

_DRAWN_LETTER = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER"
    r"|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])"
)
_OPENING = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_HIDDEN = {"Cf", "Mn", "Mc", "Me", "Cc"}
_SPACES = {"\n", "\r", "\t"}


class Folded(msgspec.Struct, frozen=True):
    """A folded text; ``origin[i]`` is where its character ``i`` comes from.

    ``length`` counts the characters of the original.
    """

    text: str
    origin: tuple[int, ...]
    length: int

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``start`` to ``end`` lies in the original.

        What hides between the last character and the next one (a zero-width space, an accent
        of its own) belongs to it.
        """
        last = self.origin[end - 1] if end > start else self.origin[start]
        after = self.origin[end] if end < len(self.origin) else self.length
        return self.origin[start], after if after > last else last + 1


def fold(text: str) -> Folded:
    """Fold a text, character by character; case is kept."""
    letters: list[str] = []
    origin: list[int] = []
    opened = -1
    for place, character in enumerate(text):
        plain = character if character.isascii() and character >= " " else _plain(character)
        if character in _OPENING and opened < 0:
            opened = place
        # What turns the writing round belongs to the word that it turns.
        origin.extend([place if opened < 0 else opened] * len(plain))
        letters.append(plain)
        opened = -1 if plain else opened
    return Folded("".join(letters), tuple(origin), len(text))


def fold_word(word: str) -> str:
    """Return a name or word as it is compared: folded and in lower case."""
    return fold(word).text.lower().strip()


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _SPACES:
        return character
    if character in LETTERS:
        return LETTERS[character]
    if character in _alike():
        return _alike()[character]
    if drawn := _DRAWN_LETTER.fullmatch(unicodedata.name(character, "")):
        return drawn.group(1).lower()
    parts = unicodedata.normalize("NFKD", character)
    plain = [
        LETTERS.get(part, _alike().get(part, part))
        for part in parts
        if unicodedata.category(part) not in _HIDDEN
    ]
    return "".join(plain)


@cache
def _alike() -> Mapping[str, str]:
    """Return the letters of other scripts that are drawn like Latin ones, by Unicode's table."""
    from confusable_homoglyphs.confusables import confusables_data

    return {
        alike["c"]: letter
        for letter in string.ascii_letters
        for alike in confusables_data.get(letter, ())
        if len(alike["c"]) == 1 and not alike["c"].isascii()
    }
