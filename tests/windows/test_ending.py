"""From the passphrase to the cross: what opens opens, what closes closes, and nobody complains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.conftest import Desk
from tests.windows.program import Program
from tests.windows.routes import PREPARED, ROUTES


@pytest.fixture
def program(desk: Desk) -> Program:
    """The program at its unlock screen."""
    return desk.starts(PREPARED)


def holds_the_vault(program: Program) -> bool:
    """Whether the process has the vault's database open."""
    held: list[str] = []
    for process in program.processes():
        for file in Path(f"/proc/{process}/fd").iterdir():
            held += [str(file.readlink())] if file.is_symlink() else []
    return any(name.startswith(str(program.folder)) for name in held)


def wrong_passphrase(program: Program) -> None:
    program.type("a wrong one, typed first")
    program.press("Return")
    program.reads("does not open the vault")


def test_a_wrong_passphrase_opens_nothing(program: Program) -> None:
    wrong_passphrase(program)
    assert not holds_the_vault(program)


def test_the_right_one_opens_and_a_lock_begins_anew(program: Program) -> None:
    assert not holds_the_vault(program)
    wrong_passphrase(program)
    program.unlock()
    assert holds_the_vault(program)
    before = program.life()
    program.locks("ctrl+l")
    assert program.life() != before, "a fresh process"
    assert program.life()[0] == before[0], "under the same id"
    assert not holds_the_vault(program)
    program.unlock()


def at_the_unlock_screen(_program: Program) -> None:
    """Do nothing."""


def at_the_desk(program: Program) -> None:
    program.unlock()


def after_a_lock(program: Program) -> None:
    program.unlock()
    program.locks("ctrl+l")


def over_a_dialog_that_was_open_when_it_locked(program: Program) -> None:
    program.unlock()
    ROUTES["settings"].travel(program)
    program.push("Change it…")
    program.waits_for_box("the dialog")
    program.locks("ctrl+l")
    assert program.boxes() == []


@pytest.mark.parametrize(
    "where",
    [at_the_unlock_screen, at_the_desk, after_a_lock, over_a_dialog_that_was_open_when_it_locked],
)
def test_closing_the_window_ends_well_and_nobody_complains(
    desk: Desk, program: Program, where: Callable[[Program], None]
) -> None:
    where(program)
    desk.ends()
