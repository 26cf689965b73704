"""What a person decides about what was found: accept it, keep it, widen it, for all alike."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.spans import Action, Kind, Span, lay_over


class Choice(StrEnum):
    """Replace it, or keep it as it is."""

    ACCEPT = "accept"
    KEEP = "keep"


def decide(
    text: str, spans: Sequence[Span], place: int, choice: Choice, *, everywhere: bool = False
) -> tuple[Span, ...]:
    """Return the spans after a decision about the one at ``place``.

    ``everywhere`` decides alike about all spans of the same kind that read the same, whatever
    their case and accents. Raises IndexError when there is no such span.
    """
    chosen = spans[place]
    reads = fold_word(text[chosen.start : chosen.end])
    return tuple(
        _decided(span, choice)
        if span is chosen
        or (
            everywhere
            and span.kind is chosen.kind
            and fold_word(text[span.start : span.end]) == reads
        )
        else span
        for span in spans
    )


def widen(text: str, spans: Sequence[Span], place: int, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans with one of them reaching further; it counts as accepted.

    Spans that it now covers are gone; what it covers in part is cut to what is left. Raises
    ValueError when it would become smaller or leave the text, IndexError without such a span.
    """
    span = spans[place]
    if not 0 <= start <= span.start < span.end <= end <= len(text):
        raise ValueError("A span can only be widened, and only within the text.")
    wide = msgspec.structs.replace(_decided(span, Choice.ACCEPT), start=start, end=end)
    return lay_over([each for each in spans if each is not span], wide)


def add(
    text: str,
    spans: Sequence[Span],
    start: int,
    end: int,
    kind: Kind = Kind.DESCRIPTION,
    action: Action = Action.REPLACE,
) -> tuple[Span, ...]:
    """Return the spans with one more that a person marked: to be replaced, or kept.

    Raises ValueError when it is empty or leaves the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("A stretch of the text must be chosen first.")
    evidence = Evidence.MARKED
    marked = Span(start=start, end=end, kind=kind, action=action, evidence=evidence, decided=True)
    return lay_over(spans, marked)


def _decided(span: Span, choice: Choice) -> Span:
    action = Action.REPLACE if choice is Choice.ACCEPT else Action.KEEP
    return msgspec.structs.replace(span, action=action, decided=True)
