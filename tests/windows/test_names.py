"""A screen reader can name every control of every page."""

from __future__ import annotations

import pytest

from rjdesk.screens.pages import PAGES
from tests.windows.bus import USED
from tests.windows.conftest import Desk
from tests.windows.program import name_of
from tests.windows.routes import ROUTES


def test_every_page_has_a_way_to_it() -> None:
    assert set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name(desk: Desk, page: str) -> None:
    program = desk.at(page)
    used = [node for node in program.page() if node.role in USED]
    assert used
    assert [node for node in used if not name_of(node)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_list_to_choose_from_has_a_label(desk: Desk, page: str) -> None:
    """What is chosen is all that the bus names such a list by: a label must say what it is."""
    program = desk.at(page)
    choices = [node for node in program.page() if node.role == "combo box"]
    assert [name_of(node) for node in choices if not node.labels] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_window_is_named_after_anybody(desk: Desk, page: str) -> None:
    program = desk.at(page)
    assert {window.name for window in program.windows()} == {"rjdesk"}
