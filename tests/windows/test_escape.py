"""Escape closes what is open and nothing else; pressed twice on a plain page it locks."""

from __future__ import annotations

import pytest

from rjdesk.screens.shell.registry import PAGES
from tests.windows.conftest import Desk
from tests.windows.program import Program
from tests.windows.routes import ROUTES

HALF = "half a thought"
BOXES = {
    "a form": ("pre-meetings", "Note a contact…"),
    "a form with ticks": ("pre-meetings", "Sit down with somebody…"),
    "the print dialog": ("papers", "Print…"),
    "the file dialog": ("papers", "Save as PDF…"),
    "the dialog of one's passphrase": ("settings", "Change it…"),
}


def still_there(program: Program, page: str) -> None:
    """Press a key that shows an effect: what was pressed before it has had its own by then."""
    program.tab()
    assert not program.is_locked()
    assert ROUTES[page].is_there(program)


@pytest.mark.parametrize("page", PAGES)
def test_once_changes_nothing_on_a_page_and_what_was_typed_stays(desk: Desk, page: str) -> None:
    program = desk.at(page)
    fields = program.fields()[:1]
    for field in fields:
        program.fill(field, HALF)
    program.escapes_once()
    still_there(program, page)
    assert [HALF in field.text for field in program.bed.bus.again(fields)] == [True] * len(fields)


@pytest.mark.parametrize("box", BOXES)
def test_once_closes_an_open_box_and_nothing_else(desk: Desk, box: str) -> None:
    page, button = BOXES[box]
    program = desk.at(page)
    program.push(button)
    program.waits_for_box("the box")
    program.escapes_once()
    program.waits_for_no_box()
    still_there(program, page)


def test_once_closes_a_list_that_dropped_down(desk: Desk) -> None:
    program = desk.at("papers")
    choice = program.tab_to(lambda node: node.role == "combo box")

    def is_down() -> bool:
        now = program.now(choice)
        return now is not None and "expanded" in now.states

    program.press("alt+Down")
    program.waits(is_down, "the list")
    program.escapes_once()
    program.waits(lambda: not is_down(), "the list to close")
    still_there(program, "papers")
    assert [now.name for now in program.bed.bus.again([choice])] == [choice.name]


def test_once_closes_the_explanation_of_a_rule(desk: Desk) -> None:
    program = desk.at("help")
    program.tab_to(lambda node: node.role in {"list", "list item"})
    program.press("Down", "Return")
    program.waits_for_box("the explanation")
    program.escapes_once()
    program.waits_for_no_box()
    still_there(program, "help")


def test_a_box_over_a_page_leaves_what_was_typed_in_the_page(desk: Desk) -> None:
    program = desk.at("preparation")
    field = program.fill(program.fields()[0], HALF)
    program.push("Choose the kind of meeting")
    program.waits_for_box("the box")
    program.escapes_once()
    program.waits_for_no_box()
    still_there(program, "preparation")
    assert [HALF in now.text for now in program.bed.bus.again([field])] == [True]


@pytest.mark.parametrize("page", ["today", "settings"])
def test_twice_quickly_on_a_plain_page_locks(desk: Desk, page: str) -> None:
    program = desk.at(page)
    program.locks("Escape", "Escape")
    program.unlock()


def test_twice_quickly_in_a_circle_covers_and_does_not_lock(desk: Desk) -> None:
    program = desk.at("circle")
    program.press("Escape", "Escape")
    program.waits_for("Uncover")
    assert not program.is_locked()
    assert not ROUTES["circle"].is_there(program)
    program.type("2468")
    program.press("Return")
    program.waits(lambda: ROUTES["circle"].is_there(program), "the circle again")
