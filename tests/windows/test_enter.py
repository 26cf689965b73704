"""Enter presses the button that has the keyboard, on a desktop of any make."""

from __future__ import annotations

import pytest

from rjdesk.screens.kit.page import Where
from rjdesk.screens.shell.registry import PAGES
from rjdesk.shipped import shipped_terms
from tests.windows.conftest import Desk
from tests.windows.program import Program, name_of
from tests.windows.routes import ROUTES

OPENS = "…"
SIDE = ("today", "cases", "coalition", "settings", "help")


def enter(program: Program, name: str) -> None:
    """Go to a button with Tab, and press Enter."""
    program.push(name, key="Return")


@pytest.mark.parametrize("page", PAGES)
def test_every_button_that_opens_a_box_opens_it(desk: Desk, page: str) -> None:
    program = desk.at(page)
    buttons = [node for node in program.page() if node.role == "push button"]
    named = [name_of(node) for node in buttons if node.is_used]
    for name in dict.fromkeys(name for name in named if name.endswith(OPENS)):
        enter(program, name)
        program.waits_for_box(f"what “{name}” opens")
        program.closes_box()


@pytest.mark.parametrize("page", SIDE)
def test_every_place_at_the_side_is_gone_to(desk: Desk, page: str) -> None:
    program = desk.at("today" if page != "today" else "help")
    side = {"today": "Today", "cases": "Cases", "coalition": "Coalition",
            "settings": "Settings", "help": "Help"}  # fmt: skip
    enter(program, side[page])
    program.waits(lambda: ROUTES[page].is_there(program), f"the page “{page}”")


@pytest.mark.parametrize("page", [p for p, entry in PAGES.items() if entry.where is Where.CASE])
def test_every_place_of_a_case_is_gone_to_and_come_back_from(desk: Desk, page: str) -> None:
    program = desk.at("case")
    enter(program, shipped_terms().of_page(page))
    program.waits(lambda: ROUTES[page].is_there(program), f"the page “{page}”")
    back = next(
        name_of(node)
        for node in program.page()
        if node.role == "push button" and "case" in name_of(node).casefold()
    )
    enter(program, back)
    program.waits(lambda: ROUTES["case"].is_there(program), "the case")
