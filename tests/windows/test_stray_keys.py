"""Words typed beside a field, or nowhere, are no commands: the record stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.circle_story import CASE
from tests.windows.bus import TYPED
from tests.windows.conftest import Desk
from tests.windows.program import Program
from tests.windows.routes import UNDER_WAY, to_circle
from tests.windows.vaults import entries

SENTENCE = "People agreed to begin again, slowly and in no particular order."
BESIDE = 20


def nowhere(program: Program) -> None:
    """Click where nothing is: on the heading of the page."""
    heading = next(node for node in program.bed.bus.again(program.page())
                   if node.name == "The agreement so far")  # fmt: skip
    program.click(heading.box.left + 2, heading.box.bottom - 2)


def beside_a_field(program: Program) -> None:
    """Click a little to the left of the first field, as a hurried hand does."""
    program.press("w")
    field = program.waits(
        lambda: next((node for node in program.page() if node.role in TYPED), None), "a field"
    )
    program.click(field.box.left - BESIDE, field.box.top + field.box.height // 2)


@pytest.mark.parametrize("place", [nowhere, beside_a_field])
def test_a_sentence_typed_there_changes_nothing(
    desk: Desk, place: Callable[[Program], None]
) -> None:
    before = entries_of_a_fresh_copy(desk)
    program = desk.starts(UNDER_WAY)
    program.unlock()
    to_circle(program)
    place(program)
    program.type(SENTENCE)
    program.tab()
    desk.ends()
    assert entries(program.folder, CASE) == before


def entries_of_a_fresh_copy(desk: Desk) -> int:
    folder: Path = desk.bed.folder / "untouched.rjvault"
    if not folder.exists():
        desk.shelf.copy(*UNDER_WAY, folder)
    return entries(folder, CASE)
