"""A text without what hides a name in it: escapes, signs between letters, figures for letters.

Each view is another reading of the same text; whoever looks for a name looks through all. Every
word of a view knows where in the text it stands.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import unquote

import msgspec

from rjdesk.anonymise.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PART_OF_TWO = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ESCAPE = re.compile(r"&#?\w{1,10};|%[0-9A-Fa-f]{2}")
_CHUNK = re.compile(r"\S+")
_SPELT = re.compile(r"(?<![^\W_])(?:[^\W\d_][^\w\n]{1,3}|[^\W\d_]_){1,40}[^\W\d_](?![^\W_])")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURES = str.maketrans("013457@$!|8+", "oleastasilbt")
_FIGURE = re.compile(r"[0134578@$!|+]")
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|[*_`~\\]")
_POSSESSIVE = re.compile(r"'s$")

Back = Callable[[int, int], tuple[int, int]]
"""Answers where a stretch of a folded text lies in the original."""


class Seen(msgspec.Struct, frozen=True):
    """A word of a view, folded, from ``start`` to before ``end`` of the text.

    ``hidden`` says that it does not stand there as it is read.
    """

    word: str
    start: int
    end: int
    hidden: bool

    @property
    def capital(self) -> bool:
        """Whether it has a capital letter."""
        return not self.word.islower()

    @property
    def lower(self) -> str:
        """What is compared: in lower case, without an apostrophe."""
        return self.word.lower().replace("'", "")


def seen_in(text: str) -> Iterator[Seen]:
    """Yield every word that may be read in a text, plain ones and hidden ones."""
    folded = fold(text)
    for match in _WORD.finditer(folded.text):
        start, end = folded.back(*match.span())
        bare = _POSSESSIVE.sub("", match.group())
        yield Seen(bare, start, end, hidden=False)
        parts = _PART_OF_TWO.findall(bare)
        if len(parts) > 1:
            yield from (Seen(part, start, end, hidden=False) for part in parts)
    yield from _unescaped(text)
    yield from _spelt(folded.text, folded.back)
    yield from _drawn(folded.text, folded.back)


def _unescaped(text: str) -> Iterator[Seen]:
    """Yield the words of what is written for a machine: "&#71;race", "G%72ace"."""
    for match in _CHUNK.finditer(text):
        if not _ESCAPE.search(match.group()):
            continue
        plain = unquote(html.unescape(match.group()))
        if plain != match.group():
            for word in _WORD.finditer(fold(plain).text):
                yield Seen(_POSSESSIVE.sub("", word.group()), *match.span(), hidden=True)


def _spelt(text: str, back: Back) -> Iterator[Seen]:
    """Yield letters that stand apart as the word that they spell: "G-r-a-c-e", "G r a c e"."""
    for match in _SPELT.finditer(text):
        yield Seen("".join(_LETTER.findall(match.group())), *back(*match.span()), hidden=True)


def _drawn(text: str, back: Back) -> Iterator[Seen]:
    """Yield words in which signs stand between letters, or figures for them: "Gr*ace", "Gr4ce"."""
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if _WORD.fullmatch(chunk) or not _LETTER.search(chunk):
            continue
        readings = {_MARKUP.sub("", chunk), "".join(_only_letters(chunk))}
        if _FIGURE.search(chunk):
            readings |= {each.translate(_FIGURES) for each in (chunk, *readings)}
        plain = {word.group() for word in _WORD.finditer(chunk)}
        for reading in readings:
            for word in _WORD.finditer(reading):
                if word.group() not in plain:
                    # The comma behind a word is no part of what one selects to say that it stays.
                    length = len(chunk.rstrip(",.;:?)\"'"))
                    start, end = back(match.start(), match.start() + length)
                    yield Seen(_POSSESSIVE.sub("", word.group()), start, end, hidden=True)


def _only_letters(chunk: str) -> Iterator[str]:
    """Yield a chunk without symbols that stand between two letters."""
    kept = [sign for sign in chunk if unicodedata.category(sign)[0] not in "SC"]
    yield from kept[:1]
    for before, sign in pairwise(kept):
        if not (sign in "*|^~.-" and before.isalpha()):
            yield sign
