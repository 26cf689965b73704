"""A reviewer's hand: from question to question, and what a selection takes in."""

from __future__ import annotations

import pytest

from rjdesk.desk.review import Decision, Fate, Reviewed, ReviewPassage
from rjdesk.desk.reviewing import deciding, marking, next_open, spot_at, still_open


def text(written: str, **fates: Fate) -> Reviewed:
    """Return a text in which these words have these fates."""
    passages = tuple(
        ReviewPassage(
            start=written.index(word),
            end=written.index(word) + len(word),
            fate=fate,
            says="It may be somebody.",
            becomes="[somebody]",
            decided=False,
        )
        for word, fate in fates.items()
    )
    places = tuple((each.start, each.end) for each in passages)
    return Reviewed(text=written, passages=passages, result=written, places=places)


TEXTS = (
    text("Will came, and so did May.", Will=Fate.ASKED, May=Fate.GOES),
    text("Then Hope spoke of joy.", Hope=Fate.STAYS, joy=Fate.ASKED),
)


def test_what_is_asked_comes_in_turn_through_both_texts_and_around() -> None:
    first, last = still_open(TEXTS)
    assert (first.begins, last.begins) == ((0, 0), (1, 19))
    assert next_open(TEXTS, (0, 0)) == last
    assert next_open(TEXTS, (1, 19)) == first
    assert next_open(TEXTS, (1, 5), back=True) == first
    assert next_open(TEXTS, (0, 0), back=True) == last
    assert next_open((text("Nothing is asked."),), (0, 0)) is None


def test_the_passage_is_that_at_which_the_cursor_stands() -> None:
    hope = spot_at(TEXTS, (1, 7))
    assert hope is not None
    assert deciding(hope, goes=True, everywhere=True) == Decision(
        text=1, start=5, end=9, goes=True, everywhere=True
    )
    assert spot_at(TEXTS, (1, 14)) is None


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [(5, 9, "Hope"), (6, 8, "Hope"), (6, 12, "Hope spoke"), (5, 10, "Hope "), (4, 5, "")],
)
def test_a_selection_takes_in_the_words_that_it_touches(start: int, end: int, taken: str) -> None:
    made = marking(TEXTS, (1, start, end))
    assert (TEXTS[1].text[made.start : made.end] if made else "") == taken
