"""A screen reader can name every control of every page."""

from __future__ import annotations

import pytest

from rjdesk.screens.shell.registry import PAGES
from tests.windows.bus import USED
from tests.windows.conftest import Desk
from tests.windows.program import name_of
from tests.windows.routes import ROUTES


def test_every_page_has_a_way_to_it() -> None:
    assert set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_and_no_window_anybodys(desk: Desk, page: str) -> None:
    program = desk.at(page)
    seen = program.page()
    used = [node for node in seen if node.role in USED]
    assert used
    assert [node for node in used if not name_of(node)] == []
    # The bus names a list to choose from by what is chosen: only a label says what it is.
    choices = [node for node in used if node.role == "combo box"]
    assert [name_of(node) for node in choices if not node.labels] == []
    assert {node.name for node in seen if node.role == "frame"} == {"rjdesk"}
