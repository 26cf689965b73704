"""What is promised of reflections that nobody looked at while the room was built."""

from __future__ import annotations

from rjdesk.anonymise.finding import Finder
from tests.anonymise.redrawing import redrawn
from tests.anonymise.scoring import HELD_BACK, OPEN, Marked, Score, marked, public, score

AT_LEAST = {
    "name, exact, or asked": 99,
    "name, variant": 95,
    "name, initial": 95,
    "direct": 96.5,
    "facilitators": 100,
    "ordinary words": 92,
    "quasi, shown": 88,
}
AT_MOST = {
    "texts with a direct leak": 17,
    "replaced by mistake": 0.5,
    "highlighted only": 5,
    "texts with a direct leak after review": 6,
    "read by sentence": 60,
}


def scored(finder: Finder, golds: list[Marked]) -> Score:
    return score(golds, finder.find_all([gold.reflection for gold in golds]))


def test_the_promise_is_kept_on_texts_that_were_held_back(finder: Finder) -> None:
    result = scored(finder, marked(*HELD_BACK))
    low = {name: result.percent(name) for name, least in AT_LEAST.items()}
    high = {name: result.percent(name) for name, most in AT_MOST.items()}
    assert {name: value for name, value in low.items() if value < AT_LEAST[name]} == {}
    assert {name: value for name, value in high.items() if value > AT_MOST[name]} == {}


def test_names_drawn_anew_from_many_cultures_are_found_as_well(finder: Finder) -> None:
    result = scored(finder, redrawn(marked(*HELD_BACK), seed=7))
    assert result.percent("name, exact, or asked") >= 99
    assert result.percent("name, variant") >= 95
    assert result.percent("facilitators") == 100


def test_people_on_no_roster_are_found_in_public_text(finder: Finder) -> None:
    assert scored(finder, public()).percent("name, unknown") >= 80


def test_no_two_of_the_texts_held_back_are_about_the_same_case() -> None:
    cases = [gold.reflection.case for gold in marked(HELD_BACK[0])]
    assert len(cases) == len(set(cases))


def test_a_third_is_held_back_of_more_than_sixty(finder: Finder) -> None:
    held, everything = len(marked(*HELD_BACK)), len(marked(*HELD_BACK, *OPEN))
    assert everything >= 60
    assert 3 * held >= everything
