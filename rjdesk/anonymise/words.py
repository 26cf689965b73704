"""A folded text in words: what each one is, what stands around it, how a sentence begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

import msgspec

# Letters, with an apostrophe between them, or a digit that is drawn like one: "Dev0n". Other
# digits and hyphens end a word.
_LETTER = r"[^\W\d_]"
_DRAWN = rf"(?:(?<={_LETTER}{{2}})[013457](?={_LETTER})|(?<={_LETTER})[013457](?={_LETTER}{{2}}))"
_WORD = re.compile(rf"{_LETTER}+(?:(?:'|{_DRAWN}){_LETTER}+)*")
_AS_LETTERS = str.maketrans("013457", "oleast")
# What is glued to a name before it: "DrKhumalo", "Bab'Mthethwa".
_GLUED = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Mx|Prof|Fr|Sr|Rev|Miss)(?=[A-Z][a-z])|[A-Z][a-z]{2,}'(?=[A-Z][a-z])"
)
_CLITIC = re.compile(r"'(?:s|d|m|t|ll|re|ve)$", re.IGNORECASE)
_OPENING = "\"'([{ \t-\u2013\u2014"
_HEADING_WORDS = range(2, 11)
_HEADING_SHARE = 0.7

ABBREVIATED = {
    *("mr", "mrs", "ms", "mx", "dr", "prof", "st", "fr", "sr", "jr", "rev", "sgt", "lt", "capt"),
    *("cpl", "insp", "mevr", "pst", "messrs"),
}
"""Titles after which a dot ends no sentence."""


class Word(msgspec.Struct, frozen=True):
    """A word of a folded text, without its possessive.

    ``lower`` is what is compared. ``begins`` says that a capital letter means nothing here:
    a sentence, a line or a heading begins or is under way. ``clitic`` is what was cut off.
    """

    text: str
    lower: str
    start: int
    end: int
    begins: bool
    clitic: str = ""

    @property
    def capital(self) -> bool:
        """Whether it has a capital letter, at its beginning or by a slip elsewhere."""
        return not self.text.islower()

    @property
    def capitals(self) -> bool:
        """Whether it is of capital letters alone, and of two at least."""
        return len(self.text) > 1 and self.text.isupper()


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a folded text, in order."""
    headings = _headings(text)
    words: list[Word] = []
    for start, whole in _pieces(text):
        cut = _CLITIC.search(whole)
        bare = whole[: cut.start()] if cut else whole
        begins = _begins(text, start, words) or _inside(start, headings)
        end = start + len(bare)
        clitic = whole[len(bare) :]
        words.append(Word(bare, bare.lower().translate(_AS_LETTERS), start, end, begins, clitic))
    return tuple(words)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each word begins, and the word; what is glued before a name apart from it."""
    for match in _WORD.finditer(text):
        whole = match.group()
        glued = _GLUED.match(whole)
        if glued is None:
            yield match.start(), whole
        else:
            if not glued.group().endswith("'"):
                yield match.start(), glued.group()
            yield match.start() + glued.end(), whole[glued.end() :]


def _begins(text: str, start: int, before: list[Word]) -> bool:
    """Say whether a word at ``start`` would have a capital letter whatever it is."""
    if not before:
        return True
    gap = text[before[-1].end + len(before[-1].clitic) : start]
    stripped = gap.rstrip(_OPENING)
    if "\n" in gap or any(mark in stripped for mark in "!?:;…•*"):
        return True
    if "." in stripped:
        last = before[-1]
        # "Ms. Vega" and "M. Vega" go on; "It ended. Vega" begins anew.
        return not (last.lower in ABBREVIATED or (len(last.text) == 1 and last.text != "I"))
    return '"' in gap or " '" in gap or "(" in gap


def _headings(text: str) -> list[tuple[int, int]]:
    """Return the lines that are headings: short, without an end, nearly all in capitals."""
    found = []
    breaks = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    for before, after in pairwise(breaks):
        line = text[before + 1 : after].strip()
        words = _WORD.findall(line)
        if len(words) not in _HEADING_WORDS or line.endswith((".", "!", "?", ",")):
            continue
        capital = sum(word[0].isupper() for word in words)
        if line.isupper() or capital / len(words) >= _HEADING_SHARE:
            found.append((before + 1, after))
    return found


def _inside(start: int, stretches: list[tuple[int, int]]) -> bool:
    """Say whether a place lies in one of these stretches, which are in order."""
    place = bisect_right(stretches, start, key=lambda stretch: stretch[0]) - 1
    return place >= 0 and start < stretches[place][1]
