"""The lock always wins: drafts are sealed, dialogs close, keys go, a fresh process follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.dialog import BUT_SECRETS, HERE_AGAIN
from rjdesk.screens.kit.page import Page
from rjdesk.vault.opening import derive, open_vault
from tests.scenarios.world import PASSPHRASE, Clock
from tests.screens.program import DAY, Program, founded


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Program:
    founded(tmp_path / "coalition.rjvault")
    made = Program(qtbot, tmp_path / "coalition.rjvault")
    made.unlock()
    return made


def can_be_opened(folder: Path) -> bool:
    key = derive(folder, "imani", PASSPHRASE.format("imani"))
    open_vault(folder, "imani", key, now=Clock(DAY)).close()
    return True


def test_ctrl_l_closes_the_vault_and_begins_anew(program: Program) -> None:
    program.ctrl(Qt.Key.Key_L)
    assert program.after_lock == [program.application.folder]
    assert program.application.vault is None
    assert program.application.desktop is None
    assert can_be_opened(program.application.folder)


def test_the_lock_button_locks(program: Program) -> None:
    program.press("Lock")
    assert len(program.after_lock) == 1


def test_escape_twice_locks(program: Program) -> None:
    program.keys(Qt.Key.Key_Escape)
    program.keys(Qt.Key.Key_Escape)
    assert len(program.after_lock) == 1


def test_a_dialog_does_not_keep_the_program_open(program: Program) -> None:
    program.press("Coalition")
    program.press("Add a member…")
    dialog = program.front()
    assert isinstance(dialog, QDialog)
    program.type("Name", "Somebody half typed")
    program.ctrl(Qt.Key.Key_L)
    QApplication.processEvents()
    assert len(program.after_lock) == 1
    assert not any(w.isVisible() for w in QApplication.topLevelWidgets() if isinstance(w, QDialog))


def test_what_was_half_typed_in_a_dialog_is_there_again_once(
    qtbot: QtBot, program: Program
) -> None:
    program.press("Coalition")
    program.press("Add a member…")
    program.type("Name", "Somebody half typed")
    program.ctrl(Qt.Key.Key_L)
    again = unlocked_again(qtbot, program)
    again.press("Give Priya Raman keys…")
    assert BUT_SECRETS not in again.said(), "it belongs to another dialog"
    again.press("Cancel")
    again.press("Add a member…")
    assert again.named("Name").text() == "Somebody half typed"
    assert HERE_AGAIN in again.said()
    again.ctrl(Qt.Key.Key_L)
    again = unlocked_again(qtbot, again)
    again.press("Add a member…")
    assert again.named("Name").text() == "Somebody half typed", "until it is recorded or cancelled"
    again.press("Cancel")
    again.press("Add a member…")
    assert again.named("Name").text() == ""
    assert HERE_AGAIN not in again.said()


def test_a_passphrase_that_was_half_typed_is_kept_nowhere(qtbot: QtBot, program: Program) -> None:
    program.press("Coalition")
    program.press("Give Priya Raman keys…")
    program.type("A label to sign in with", "otter")
    program.type("Passphrase", "seven words that")
    program.ctrl(Qt.Key.Key_L)
    again = unlocked_again(qtbot, program)
    again.press("Give Priya Raman keys…")
    assert again.named("A label to sign in with").text() == "otter"
    assert again.named("Passphrase").text() == ""
    assert BUT_SECRETS in again.said()
    again.press("Cancel")
    again.press("Give Priya Raman keys…")
    again.type("Passphrase", "seven words that")
    again.ctrl(Qt.Key.Key_L)
    once_more = unlocked_again(qtbot, again)
    once_more.press("Give Priya Raman keys…")
    assert BUT_SECRETS not in once_more.said(), "nothing is here again"


def test_a_dialog_that_nobody_typed_in_leaves_nothing(qtbot: QtBot, program: Program) -> None:
    program.press("Coalition")
    program.press("Add a member…")
    program.ctrl(Qt.Key.Key_L)
    again = unlocked_again(qtbot, program)
    again.press("Add a member…")
    assert HERE_AGAIN not in again.said()


def unlocked_again(qtbot: QtBot, locked: Program) -> Program:
    again = Program(qtbot, locked.application.folder)
    again.unlock()
    return again


def test_a_page_that_cannot_keep_its_draft_does_not_stop_the_lock(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_page: Page) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(Page, "leave", full)
    program.ctrl(Qt.Key.Key_L)
    assert len(program.after_lock) == 1
    assert can_be_opened(program.application.folder)


def test_closing_the_window_closes_the_vault(program: Program) -> None:
    program.window.close()
    assert program.application.vault is None
    assert can_be_opened(program.application.folder)


def test_locking_twice_is_locking_once(program: Program) -> None:
    program.application.lock()
    program.application.lock()
    assert len(program.after_lock) == 1
