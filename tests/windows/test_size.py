"""The window fits the screen: a small laptop, everything a quarter larger, many people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from tests.windows.bed import Bed
from tests.windows.conftest import Desk, desk_on
from tests.windows.display import LAPTOP
from tests.windows.program import Program, name_of
from tests.windows.routes import PREPARED, Staged, to_case, to_circle
from tests.windows.vaults import Shelf, in_round_4

KEYS = ("has spoken", "Passed", "Not here", "Break", "Take back")


@pytest.fixture(scope="module", params=[1.0, 1.25])
def laptop(
    request: pytest.FixtureRequest, tools: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bed]:
    """A small laptop at a scale."""
    made = Bed(tmp_path_factory.mktemp("bed"), scale=request.param)
    yield made
    made.close()


@pytest.fixture
def small(laptop: Bed, shelf: Shelf, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk on it."""
    with desk_on(laptop, shelf, request) as made:
        yield made


def assert_it_fits(program: Program) -> None:
    place = program.bed.display.place_of(program.window)
    assert place.left >= 0
    assert place.top >= 0
    assert place.left + place.width <= LAPTOP[0]
    assert place.top + place.height <= LAPTOP[1]


def test_the_window_fits_from_the_first_moment(small: Desk) -> None:
    program = small.starts(PREPARED)
    assert_it_fits(program)
    program.unlock()
    assert_it_fits(program)


@pytest.mark.parametrize("people", [12, 25])
def test_the_keys_of_a_circle_are_on_the_screen(small: Desk, people: int) -> None:
    program = small.unlocked(Staged(f"round-4-of-{people}", partial(in_round_4, count=people)))
    to_circle(program)
    assert_it_fits(program)
    keys = [
        node
        for node in program.page()
        if node.role == "push button" and any(key in name_of(node) for key in KEYS)
    ]
    assert len(keys) == len(KEYS)
    scale = program.bed.scale
    below = [name_of(key) for key in keys if key.box.bottom * scale > LAPTOP[1]]
    beside = [name_of(key) for key in keys if key.box.right * scale > LAPTOP[0]]
    assert (below, beside) == ([], [])


@pytest.fixture(scope="module")
def enlarged(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    """A small laptop on which everything is twice as large."""
    made = Bed(tmp_path_factory.mktemp("bed"), scale=2)
    yield made
    made.close()


def test_a_form_fits_where_everything_is_twice_as_large(
    enlarged: Bed, shelf: Shelf, request: pytest.FixtureRequest
) -> None:
    with desk_on(enlarged, shelf, request) as desk:
        program = desk.unlocked(PREPARED)
        to_case(program)
        asks = next(name for node in program.page() if (name := name_of(node)).startswith("Corre"))
        program.push(asks)
        program.waits_for_box()
        place = program.bed.display.place_of(program.bed.display.active())
        assert place.top + place.height <= LAPTOP[1]
        assert place.left + place.width <= LAPTOP[0]
        program.press("Escape")
        program.waits_for_no_box()
