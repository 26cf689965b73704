"""How the words of a case are used in all its texts: inside a sentence with a capital, or small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from rjdesk.anonymise.words import Word

_ARTICLES = {"the", "a", "an"}


class Use(msgspec.Struct, frozen=True):
    """How often a word stands in the texts of a case where its case tells something.

    ``named`` counts capitals within a sentence, ``small`` the same word without a capital.
    """

    named: int = 0
    small: int = 0


Uses = Mapping[str, Use]
"""By word, in lower case; what is not there was never seen."""


def uses_in(texts: Iterable[tuple[tuple[Word, ...], bool]]) -> Uses:
    """Count the words of all texts; a text that is written without capitals tells nothing."""
    named: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for words, lower in texts:
        for before, word in zip((None, *words), words, strict=False):
            if word.capital and not word.begins and not word.capitals:
                if before is None or before.lower not in _ARTICLES:
                    named[word.lower] += 1
            elif not word.capital and not lower:
                small[word.lower] += 1
    return {word: Use(named[word], small[word]) for word in named.keys() | small.keys()}
