"""Unlocking: the right passphrase opens, and everything else says why in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rjdesk.screens.shell.unlock import Unlock
from rjdesk.screens.shell.welcome import Welcome
from rjdesk.vault.opening import derive, open_vault
from tests.scenarios.world import PASSPHRASE, Clock
from tests.screens.program import DAY, Program, founded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    founded(tmp_path / "coalition.rjvault")
    return tmp_path / "coalition.rjvault"


def test_the_right_passphrase_opens_the_vault_and_shows_today(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    assert program.focus == "Passphrase"
    program.unlock()
    assert program.application.vault is not None
    assert program.application.vault.login == "imani"


def test_a_wrong_passphrase_says_so_and_nothing_else_happens(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    program.type("Passphrase", "not the right one at all")
    program.keys(Qt.Key.Key_Return)
    program.reads("passphrase")
    qtbot.waitUntil(lambda: program.named("Unlock").isEnabled())
    assert program.application.vault is None
    assert program.named("Passphrase").text() == ""
    assert program.focus == "Passphrase"
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    program.unlock()


def test_an_empty_passphrase_is_not_tried(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    program.keys(Qt.Key.Key_Return)
    assert "Type your passphrase first." in program.said()


def test_what_is_typed_can_be_shown_with_the_keyboard_and_hides_itself_again(
    qtbot: QtBot, folder: Path
) -> None:
    program = Program(qtbot, folder)
    line = program.named("Passphrase")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    program.press("Show what I type")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    program.type("Passphrase", "wrong")
    program.keys(Qt.Key.Key_Return)
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_a_vault_in_use_elsewhere_is_said_to_be_in_use(qtbot: QtBot, folder: Path) -> None:
    key = derive(folder, "imani", PASSPHRASE.format("imani"))
    other = open_vault(folder, "imani", key, now=Clock(DAY))
    program = Program(qtbot, folder)
    program.type("Passphrase", PASSPHRASE.format("imani"))
    program.keys(Qt.Key.Key_Return)
    program.reads("open")
    assert program.application.vault is None
    assert isinstance(program.window.centralWidget(), Unlock)
    other.close()


def test_a_damaged_vault_says_so_and_is_never_an_empty_one(qtbot: QtBot, folder: Path) -> None:
    database = next(folder.glob("vault-*.db"))
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    program = Program(qtbot, folder)
    program.type("Passphrase", PASSPHRASE.format("imani"))
    program.keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.named("Unlock").isEnabled(), timeout=20_000)
    assert program.application.vault is None
    assert "damaged" in program.said()


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"format": 1}'])
def test_a_folder_that_is_no_vault_leads_to_the_welcome_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, content: bytes | None
) -> None:
    folder = tmp_path / "holiday pictures"
    folder.mkdir()
    if content is not None:
        (folder / "header.json").write_bytes(content)
    before = sorted(folder.iterdir())
    program = Program(qtbot, folder)
    welcome = program.window.centralWidget()
    assert isinstance(welcome, Welcome)
    assert welcome.trouble.isVisible()
    assert welcome.trouble_says.text().endswith(".")
    assert sorted(folder.iterdir()) == before


def test_another_vault_leads_to_the_welcome(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    program.press("Another vault")
    assert isinstance(program.window.centralWidget(), Welcome)
    assert program.focus == "What is your coalition or programme called?"
    program.press("Back to the vault")
    assert program.focus == "Passphrase"
