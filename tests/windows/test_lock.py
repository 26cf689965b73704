"""A lock interrupts nothing: the page, what was half typed and the look are there afterwards."""

from __future__ import annotations

import pytest

from rjdesk.screens.shell.registry import PAGES
from tests.windows.bed import Bed
from tests.windows.bus import Node
from tests.windows.conftest import Desk
from tests.windows.program import Program, name_of
from tests.windows.routes import PIN_ASKED, PREPARED, ROUTES, UNDER_WAY, uncover
from tests.windows.vaults import CODE

HALF = "half a thought"


def comes_back(program: Program, page: str) -> None:
    """Lock and unlock, and wait for the page, without going anywhere."""
    program.locks("ctrl+l")
    program.unlock(ROUTES[page].login)

    def there() -> bool:
        asked = program.find(PIN_ASKED) is not None
        return asked or ROUTES[page].is_there(program)

    program.waits(there, f"the page “{page}” after the lock")
    if page == "circle":
        uncover(program)


def kept_fields(program: Program) -> list[Node]:
    """Return the fields whose words belong to a case: a search is only for the moment."""
    return [node for node in program.fields() if not name_of(node).startswith("Search")]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_and_what_was_half_typed_are_there_afterwards(desk: Desk, page: str) -> None:
    program = desk.at(page)
    fields = kept_fields(program)
    for field in fields[:1]:
        program.fill(field, HALF)
    comes_back(program, page)
    for _ in fields[:1]:
        program.waits(
            lambda: any(HALF in node.text for node in program.fields()), "what was half typed"
        )


def test_colours_size_of_text_and_window_are_there_afterwards(desk: Desk, bed: Bed) -> None:
    program = desk.starts(PREPARED)
    program.unlock()
    ROUTES["settings"].travel(program)
    for choice in ("Dark", "125%"):
        worn_off = program.waits_for(choice)
        program.push(choice)
        # The one that was pressed looks chosen already while the page is built anew.
        program.waits(
            lambda old=worn_off: is_chosen(program, old.name) and program.now(old) is None,
            f"{choice} to be chosen",
        )
    bed.display.resize(program.window, 1100, 700)
    size = (1100, 700)
    program.waits(lambda: bed.display.place_of(program.window)[2:] == size, "the smaller window")
    high = height_of(program, "Lock")
    program.locks("ctrl+l")
    assert bed.display.place_of(program.window)[2:] == size
    program.unlock()
    assert bed.display.place_of(program.window)[2:] == size
    assert height_of(program, "Lock") == high
    ROUTES["settings"].travel(program)
    for choice in ("Dark", "125%"):
        program.waits(lambda name=choice: is_chosen(program, name), f"{choice} to be chosen still")
    desk.ends()


def is_chosen(program: Program, name: str) -> bool:
    found = program.find(name)
    return found is not None and bool(found.states & {"checked", "pressed"})


def height_of(program: Program, name: str) -> int:
    return program.waits_for(name).box.height


def test_who_was_here_is_asked_for_the_passphrase_at_once(desk: Desk) -> None:
    program = desk.unlocked(PREPARED)
    program.locks("ctrl+l")
    choice = next(node for node in program.see() if node.role == "combo box")
    assert choice.name == ROUTES["case"].login
    program.unlock()


def test_nothing_of_the_case_is_shown_or_told_while_it_is_locked(desk: Desk) -> None:
    program = desk.at("case")
    program.locks("ctrl+l")
    told = " ".join(f"{node.name} {node.text}" for node in program.see())
    assert [word for word in (CODE, "Nguyễn", "Cole", "Readiness") if word in told] == []
    program.unlock()


def test_a_circle_under_way_is_one_key_from_the_unlocked_desk(desk: Desk) -> None:
    program = desk.unlocked(UNDER_WAY)
    ROUTES["today"].travel(program)
    program.reads("under way")
    program.press("Return")
    uncover(program)
