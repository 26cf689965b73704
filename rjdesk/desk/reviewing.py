"""A reviewer's hand: where they are in the texts, what each press decides, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rjdesk.desk.review import Decision, Reviewed, ReviewPassage

Place = tuple[int, int]
"""A text and a character in it."""


class ReviewKept(msgspec.Struct, frozen=True):
    """What a draft keeps of a review: of which text, by its digest, and what was decided."""

    of: str
    decisions: tuple[Decision, ...] = ()


class PassageAt(msgspec.Struct, frozen=True):
    """A passage of one of the texts."""

    text: int
    passage: ReviewPassage

    @property
    def begins(self) -> Place:
        """Where it begins."""
        return self.text, self.passage.start


def spots(texts: Sequence[Reviewed]) -> tuple[PassageAt, ...]:
    """Return every passage of all texts, in order."""
    return tuple(PassageAt(n, passage) for n, text in enumerate(texts) for passage in text.passages)


def still_open(texts: Sequence[Reviewed]) -> tuple[PassageAt, ...]:
    """Return what somebody still has to decide about."""
    return tuple(spot for spot in spots(texts) if spot.passage.is_open)


def spot_at(texts: Sequence[Reviewed], place: Place) -> PassageAt | None:
    """Return the passage in which a place lies, or at whose end it is."""
    number, at = place
    inside = (s for s in spots(texts) if s.text == number)
    return next((s for s in inside if s.passage.start <= at <= s.passage.end), None)


def next_open(texts: Sequence[Reviewed], after: Place, *, back: bool = False) -> PassageAt | None:
    """Return what is to be decided next after a place, or before it; around at the end."""
    left = still_open(texts)
    if back:
        before = [spot for spot in left if spot.begins < after]
        return (before or list(left))[-1] if left else None
    behind = [spot for spot in left if spot.begins > after]
    return (behind or list(left))[0] if left else None


def deciding(spot: PassageAt, *, goes: bool, everywhere: bool) -> Decision:
    """Return that a passage goes or stays."""
    start, end = spot.passage.start, spot.passage.end
    return Decision(text=spot.text, start=start, end=end, goes=goes, everywhere=everywhere)


def marking(texts: Sequence[Reviewed], text: int, start: int, end: int) -> Decision | None:
    """Return that a stretch goes which somebody selected; None where that is only space.

    What it touches it takes in: a selection that begins or ends inside a word is widened to it.
    """
    written = texts[text].text
    while start > 0 and written[start - 1].isalnum() and written[start : start + 1].isalnum():
        start -= 1
    while end < len(written) and written[end].isalnum() and written[end - 1 : end].isalnum():
        end += 1
    if not written[start:end].strip():
        return None
    return Decision(text=text, start=start, end=end, goes=True)
