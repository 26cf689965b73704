"""Welcome: a coalition begins, or it is said beside the field why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rjdesk.screens.unlock import Unlock
from rjdesk.screens.welcome import Welcome
from tests.screens.program import Program, founded

STRONG = "ladder violet tundra kettle"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Program:
    """The first start, everything filled in but the passphrase."""
    made = Program(qtbot, tmp_path / "new.rjvault")
    made.type("What is your coalition or programme called?", "Coalition of the river")
    made.choose("Which policy do you follow?", "Reed College Restorative Justice Policy (2019)")
    made.type("Your name", "Imani Okafor")
    made.choose("You are", "Student")
    made.choose("Your office", "Chair")
    made.type("A label to sign in with", "imani")
    return made


def passphrases(program: Program, first: str, second: str) -> None:
    program.type("Your passphrase", first)
    program.type("Your passphrase again", second)
    program.press("Begin")


def test_founding_makes_the_vault_and_shows_today(program: Program, tmp_path: Path) -> None:
    passphrases(program, STRONG, STRONG)
    program.reads("Nothing waits for you today.")
    assert (tmp_path / "new.rjvault" / "header.json").is_file()
    vault = program.application.vault
    assert vault is not None
    assert vault.login == "imani"


def test_a_weak_passphrase_is_refused_with_the_reason(program: Program, tmp_path: Path) -> None:
    passphrases(program, "password1", "password1")
    assert program.focus == "Your passphrase"
    assert program.named("Your passphrase").accessibleDescription().endswith(".")
    assert not (tmp_path / "new.rjvault").exists()


def test_two_different_passphrases_are_refused(program: Program, tmp_path: Path) -> None:
    passphrases(program, STRONG, STRONG + "s")
    assert "The two are not the same. Type both again." in program.said()
    assert program.focus == "Your passphrase again"
    assert not (tmp_path / "new.rjvault").exists()


def test_the_keyboard_goes_to_the_first_field_that_is_wrong(program: Program) -> None:
    program.type("Your name", "")
    passphrases(program, STRONG, "")
    assert program.focus == "Your name"
    assert "This is needed." in program.said()


def test_a_place_that_cannot_be_written_is_said_beside_the_button(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    program.type("Where the records are kept", str(tmp_path / "a file" / "vault"))
    passphrases(program, STRONG, STRONG)
    assert isinstance(program.window.centralWidget(), Welcome)
    assert program.application.vault is None
    assert program.window.centralWidget().refusal.text().endswith(".")


def test_a_vault_that_is_there_already_can_be_opened(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    founded(tmp_path / "older.rjvault")
    program.press("Open a vault…")
    dialog = program.front()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "older.rjvault"))
    dialog.close()
    qtbot.waitUntil(lambda: isinstance(program.window.centralWidget(), Unlock))
    assert program.named("Label").currentText() == "imani"


def test_enter_in_a_line_begins(program: Program) -> None:
    program.type("Your passphrase", STRONG)
    program.type("Your passphrase again", STRONG)
    program.named("Your passphrase again").setFocus()
    program.keys(Qt.Key.Key_Return)
    program.reads("Nothing waits for you today.")
