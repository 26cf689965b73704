"""Where finds overlap: the strongest stays whole, the others keep what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Stranger
from rjdesk.anonymise.words import split_words

_KEPT, _OTHER, _STRANGER, _SHOWN, _WORD, _SENTENCE = 2, 5, 6, 7, 8, 9
# The lower, the stronger. A whole address beats the name inside it, a name beats a place.
_STRENGTH = {
    **dict.fromkeys(Kind, _OTHER),
    **dict.fromkeys((Kind.EMAIL, Kind.LINK), 0),
    Kind.CASE: 0,
    **dict.fromkeys((Kind.PHONE, Kind.HANDLE), 1),
    Kind.NAME: 3,
    Kind.NUMBER: 4,
}
_TELLING = re.compile(r"[^\W_]")


def settle(reading: Reading, finds: Iterable[Found]) -> Iterator[Found]:
    """Yield finds that do not overlap, in the order of the text."""
    taken = [False] * len(reading.text)
    settled = []
    for found in sorted(finds, key=_strength):
        for start, end in _free(taken, found):
            piece = _trimmed(reading.text, start, end)
            if piece and (piece == (found.start, found.end) or _tells(reading, found, *piece)):
                settled.append(msgspec.structs.replace(found, start=piece[0], end=piece[1]))
                taken[piece[0] : piece[1]] = [True] * (piece[1] - piece[0])
    yield from sorted(settled, key=lambda found: found.start)


def _strength(found: Found) -> tuple[int, int, int]:
    unknown = isinstance(found.subject, Stranger)
    if found.evidence is Evidence.NOWHERE_ELSE:
        rank = _SENTENCE
    elif found.evidence is Evidence.RATHER_A_WORD:
        rank = _WORD
    elif found.action is Action.KEEP:
        rank = _KEPT
    elif found.action is Action.HIGHLIGHT and (found.kind is not Kind.NAME or unknown):
        rank = _SHOWN
    else:
        rank = _STRANGER if unknown else _STRENGTH[found.kind]
    return rank, found.start - found.end, found.start


def _free(taken: list[bool], found: Found) -> Iterator[tuple[int, int]]:
    start = None
    for place in range(found.start, found.end + 1):
        free = place < found.end and not taken[place]
        if free and start is None:
            start = place
        elif not free and start is not None:
            yield start, place
            start = None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a piece from its first letter or digit on; an end that was found stays."""
    letters = [match.start() for match in _TELLING.finditer(text, start, end)]
    if not letters:
        return None
    closing = end if end <= len(text) and text[end - 1 : end] in {".", ")"} else letters[-1] + 1
    return (letters[0] if text[start] not in "@#+(" else start), max(closing, letters[-1] + 1)


def _tells(reading: Reading, found: Found, start: int, end: int) -> bool:
    """Say whether a piece that is left still tells something: not "Ms" before a name."""
    if found.kind is not Kind.NAME and found.action is not Action.HIGHLIGHT:
        return True
    common, titles = reading.lexicon.common, reading.lexicon.phrasing.titles
    words = [word for word in split_words(reading.text[start:end]) if len(word.text) > 1]
    telling = any(word.lower not in common and word.lower not in titles for word in words)
    return telling or (found.kind is not Kind.NAME and len(words) > 1)
