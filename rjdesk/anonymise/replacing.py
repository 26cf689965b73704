"""The text as it leaves: what identifies somebody gives way to labels."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.spans import Action, Span


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Where a span of the original stands in the replaced text, ``start`` to before ``end``."""

    start: int
    end: int
    span: Span


class Replaced(msgspec.Struct, frozen=True, kw_only=True):
    """A replaced text, and where each span of the original went, for looking side by side."""

    text: str
    pieces: tuple[Piece, ...]


def replace(text: str, spans: Sequence[Span], labels: Labels) -> Replaced:
    """Return the text with every span to be replaced replaced; the others stay as they are.

    The spans must be in order and must not overlap. Raises ValueError when they do, or when
    one does not lie in the text.
    """
    written: list[str] = []
    pieces = []
    length = copied = 0
    for span in spans:
        if not copied <= span.start < span.end <= len(text):
            raise ValueError("The spans overlap, are out of order or lie outside of the text.")
        into = labels.label(span, text) if span.action is Action.REPLACE else None
        kept = text[copied : span.start]
        new = text[span.start : span.end] if into is None else into
        start = length + len(kept)
        pieces.append(Piece(start=start, end=start + len(new), span=span))
        written += [kept, new]
        length, copied = start + len(new), span.end
    return Replaced(text="".join([*written, text[copied:]]), pieces=tuple(pieces))
