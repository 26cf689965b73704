"""A reviewer's hand: where they are in the texts, what each press decides, and taking it back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from rjdesk.desk.review import Anonymiser, Decision, Reviewed, ReviewPassage

_WITHIN = "'\u2019-"

Place = tuple[int, int]
"""A text and a character in it."""


class ReviewKept(msgspec.Struct, frozen=True):
    """What a draft keeps of a review: of which text, by its digest, and what was decided.

    ``they`` says that he and she become they, ``later`` that days are told by how much later.
    """

    of: str
    decisions: tuple[Decision, ...] = ()
    they: bool = False
    later: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.decisions) or self.they or self.later


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
    touching = [s for s in spots(texts) if s.text == number and s.passage.start <= at]
    inside = (s for s in touching if at < s.passage.end)
    ends = (s for s in touching if at == s.passage.end)
    # Where one ends and another begins, the one that begins is meant.
    return next(inside, next(ends, None))


def next_open(texts: Sequence[Reviewed], after: Place, *, back: bool = False) -> PassageAt | None:
    """Return what is to be decided next after a place, or before it; around at the end."""
    left = still_open(texts)
    if back:
        before = [spot for spot in left if spot.begins < after]
        return (before or list(left))[-1] if left else None
    behind = [spot for spot in left if spot.begins > after]
    return (behind or list(left))[0] if left else None


def all_taken_out(room: Anonymiser, read: object, *, export: str) -> tuple[Reviewed, ...]:
    """Return texts from which all goes that was found in them, or that somebody would be asked."""
    decisions: list[Decision] = []
    while open_ := still_open(texts := room.review(read, decisions, export=export)):
        decisions += [deciding(spot, goes=True, everywhere=False) for spot in open_]
    return texts


def deciding(spot: PassageAt, *, goes: bool, everywhere: bool) -> Decision:
    """Return that a passage goes or stays."""
    start, end = spot.passage.start, spot.passage.end
    return Decision(text=spot.text, start=start, end=end, goes=goes, everywhere=everywhere)


def widening(texts: Sequence[Reviewed], spot: PassageAt, *, back: bool = False) -> Decision | None:
    """Return that a passage takes in the next word, or the one before; None where there is none."""
    written, start, end = texts[spot.text].text, spot.passage.start, spot.passage.end
    if back:
        before = re.search(r"\w\W*\Z", written[:start])
        reach = (spot.text, before.start() if before else start, end)
    else:
        after = re.match(r"\W*\w", written[end:])
        reach = (spot.text, start, end + after.end() if after else end)
    made = marking(texts, reach)
    if made is None or (made.start, made.end) == (start, end):
        return None
    return msgspec.structs.replace(made, widens=(start, end))


def marking(
    texts: Sequence[Reviewed],
    chosen: tuple[int, int, int],
    *,
    goes: bool = True,
    everywhere: bool = False,
) -> Decision | None:
    """Return that a stretch goes, or stays, which somebody selected; None for only space.

    ``chosen`` are the text, where it begins and where it ends.

    What it touches it takes in: a selection that begins or ends inside a word is widened to it.
    """
    text, start, end = chosen
    written = texts[text].text
    while 0 < start < len(written) and _joined(written[start - 1], written[start]):
        start -= 1
    while 0 < end < len(written) and _joined(written[end - 1], written[end]):
        end += 1
    if not written[start:end].strip():
        return None
    return Decision(text=text, start=start, end=end, goes=goes, everywhere=everywhere)


def _joined(before: str, after: str) -> bool:
    """Say whether two signs stand within one word, or one name: "O'Neill", "Smith-Jones"."""
    within = before.isalnum() or _is_mark(before) or before in _WITHIN
    return within and (after.isalnum() or _is_mark(after) or after in _WITHIN)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")
