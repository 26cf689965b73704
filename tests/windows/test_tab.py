"""Tab goes through every page as one reads it, and comes round."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rjdesk.screens.shell.registry import PAGES
from tests.windows.bus import PRESSED, TYPED, Box, Node
from tests.windows.conftest import Desk
from tests.windows.program import MOST_TABS, Program, name_of
from tests.windows.routes import PREPARED, ROUTES

EVEN = 6
"""By as many pixels two controls of one line may differ in height."""


def is_after(here: Box, there: Box) -> bool:
    """Whether one reads ``there`` after ``here``: below it, beside it, or in the next column."""
    below = there.top >= here.bottom - EVEN
    further = there.left >= here.right - EVEN
    lower_in_it = there.top > here.top + EVEN
    return below or further or lower_in_it


def once_round(program: Program) -> list[tuple[Node, Node]]:
    """Press Tab until the keyboard comes where it was before; return both ends of each step.

    A table may be told of by a cell at first: the round begins at the first stop that repeats.
    """
    stops = [program.tab()]
    steps: list[tuple[Node, Node]] = []
    for _ in range(MOST_TABS):
        came = program.tab()
        # A page scrolls to what has the keyboard: both ends are measured after the step.
        left, reached = program.bed.bus.again([stops[-1], came])
        steps.append((left, reached))
        for place, stop in enumerate(stops):
            if stop.address == came.address:
                return steps[place:]
        stops.append(came)
    raise AssertionError(f"Tab does not come round: {[name_of(stop) for stop in stops]}")


def is_line_of_a_list(node: Node) -> bool:
    """Whether it is where one types in a list: the keyboard is told to be in the list."""
    return node.role in TYPED and node.parent is not None and node.parent.role == "combo box"


def backwards(steps: list[tuple[Node, Node]]) -> list[str]:
    return [
        f"{name_of(here)} > {name_of(there)}"
        for here, there in steps
        if not is_after(here.box, there.box)
    ]


def test_reading_order_knows_lines_and_columns() -> None:
    title, name, more = Box(200, 10, 600, 30), Box(200, 50, 300, 40), Box(200, 100, 90, 30)
    beside = Box(510, 52, 300, 40)
    assert all(is_after(*pair) for pair in pairwise([title, name, beside, more]))
    assert is_after(Box(10, 600, 180, 40), title), "from the foot of a column to the next one"
    assert not is_after(more, name), "what stands above comes first"
    assert not is_after(beside, name), "what stands to the left comes first"


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_in_reading_order(desk: Desk, page: str) -> None:
    program = desk.at(page)
    wanted = {
        node.address: name_of(node)
        for node in program.page()
        if node.is_used and node.role in PRESSED | TYPED | {"combo box"}
        # Of a group one is a stop; arrow keys go on from there.
        if "focusable" in node.states and node.role != "radio button"
        if not is_line_of_a_list(node)
    }
    steps = once_round(program)
    reached = {there.address for _, there in steps}
    assert [name for address, name in wanted.items() if address not in reached] == []
    # From the last control to the first is the one step back.
    assert len(backwards(steps)) <= 1, backwards(steps)


def test_a_row_that_was_added_stands_where_it_is_read(desk: Desk) -> None:
    program = desk.unlocked(PREPARED, "imani")
    ROUTES["intake-journey"].travel(program)
    for _ in ("Who asked?", "Is it about sexual harm?"):
        program.tab_to("Choose…")
        program.press("Down")
    program.push("Go on")
    program.waits_for("Add another person")
    program.push("Add another person")
    program.waits(program.focus, "the keyboard to be in the page")
    steps = once_round(program)
    assert len(backwards(steps)) <= 1, backwards(steps)
