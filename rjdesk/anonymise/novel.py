"""What a text tells that no other reflection of the coalition tells: shown by sentence.

What singles somebody out is nowhere listed: "whoever drives the gritter". A sentence with a word
that is neither an everyday word nor in any other reflection is put to the reader (RC-106).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.words import split_words

_SHORTEST = 3
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "est", "'s")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts, folded, in lower case: what other reflections say."""
    return frozenset(word.lower for text in texts for word in split_words(fold(text).text))


def novelties(
    reading: Reading, found: Collection[Found], elsewhere: Collection[str]
) -> Iterator[Found]:
    """Yield each sentence with a word that is said nowhere ``elsewhere``, and not found yet."""
    taken = bytearray(len(reading.text))
    for each in found:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    everyday = reading.lexicon.everyday
    for words in reading.sentences():
        told = any(
            len(word.lower) >= _SHORTEST
            and not _is_everyday(word.lower, everyday)
            and word.lower not in elsewhere
            and not taken[word.start]
            for word in words
        )
        if told:
            yield Found(
                start=words[0].start,
                end=words[-1].end,
                kind=Kind.DESCRIPTION,
                action=Action.HIGHLIGHT,
                evidence=Evidence.NOWHERE_ELSE,
            )


def _is_everyday(word: str, everyday: Collection[str]) -> bool:
    """Say whether a word or what it is a form of is said in every talk: "listened", "hurried"."""
    stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
    stems |= {f"{stem}e" for stem in stems} | {
        stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]
    }
    stems |= {f"{stem[:-1]}y" for stem in stems if stem.endswith("i")}
    return not stems.isdisjoint(everyday)
