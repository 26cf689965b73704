"""Names are looked up by word, and what is found is what asking each person would give."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.forms import Forms
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.people import NO_SLIP, Known, Likeness, known_people
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.redrawing import redrawn
from tests.anonymise.scoring import marked

NAMES = (
    "Ngozi Okonkwo",
    "Mariana de la Vega",
    "Siân O'Brien",
    "Li Wei",
    "Devon Price",
    "Devorah Li",
)
LETTERS = "adeilmnorsvw'"


@pytest.fixture(scope="module")
def people(lexicon: Lexicon) -> tuple[Known, ...]:
    return known_people(Roster(parties=tuple(Person(name=name) for name in NAMES)), lexicon)


def words_like(known: str) -> st.SearchStrategy[str]:
    """Return a strategy for a word with a few letters put in, left out, doubled or exchanged."""

    def spoil(drawn: tuple[int, int, str]) -> str:
        place, more, letter = drawn
        place %= len(known)
        return known[:place] + letter * more + known[place + drawn[1] % 2 :]

    return st.tuples(st.integers(0, 20), st.integers(0, 3), st.sampled_from(LETTERS)).map(spoil)


WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=9),
    st.sampled_from([part.lower() for name in NAMES for part in name.split()]).flatmap(words_like),
    st.sampled_from([part.lower() for name in NAMES for part in name.split()]),
).filter(bool)


@given(word=WORDS, pets=st.booleans())
def test_looking_a_word_up_gives_what_asking_everybody_gives(
    people: tuple[Known, ...], word: str, *, pets: bool
) -> None:
    forms = Forms(people)
    asked = {known.subject: known.likeness(word) for known in people}
    assert forms.likenesses(word) == {who: like for who, like in asked.items() if like}
    slips = {known.subject: known.slip(word) for known in people}
    nearest = min(slips.values())
    assert set(forms.slips(word)) == {
        who for who, slip in slips.items() if slip == nearest < NO_SLIP
    }
    shortened = {known.subject for known in people if known.shortened(word, pets=pets)}
    assert set(forms.shortened(word, pets=pets)) == shortened


def test_those_who_may_be_meant_come_in_the_order_of_the_roster(people: tuple[Known, ...]) -> None:
    row = {known.subject: Likeness.EXACT for known in reversed(people)}
    assert Forms(people).meant_by(row, "") == list(people)
    assert [known.given for known in Forms(people).meant_by({}, "okonkwo")] == ["ngozi"]


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions are called while something is done."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_four_times_the_text_is_four_times_the_work(finder: Finder) -> None:
    golds = [gold for seed in range(3) for gold in redrawn(marked("fourth", "fifth"), seed)]
    text = "\n\n".join(gold.reflection.text for gold in golds)
    roster = golds[0].reflection.roster
    assert len(text) > 80_000, "with names that are met nowhere else"
    short = calls_of(lambda: finder.find(text[:20_000], roster))
    long = calls_of(lambda: finder.find(text[:80_000], roster))
    assert long < 5 * short
