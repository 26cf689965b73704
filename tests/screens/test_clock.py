"""Where the clock can hardly be right, that is asked before anything is recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.scenarios.world import PASSPHRASE, Clock
from tests.screens.program import DAY, Program, founded

ASKED = "Is the clock of this computer right?"
LOCK = "Lock, to set the clock"


def unlocked(qtbot: QtBot, folder: Path, day: date) -> Program:
    program = Program(qtbot, folder, Clock(day))
    program.type("Passphrase", PASSPHRASE.format("imani"))
    program.keys(Qt.Key.Key_Return)
    return program


def test_a_clock_of_1970_is_asked_about_and_the_vault_locked_as_it_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "reed.rjvault"
    founded(folder)
    program = unlocked(qtbot, folder, date(1970, 1, 1))
    program.reads(ASKED)
    assert "Thursday 1 January 1970" in program.said()
    assert "Monday 21 September 2026" in program.said()
    assert program.application.desktop is None
    assert program.focus == LOCK
    program.keys(Qt.Key.Key_Return)
    assert program.after_lock == [folder]
    assert program.application.vault is None


def test_whoever_says_that_the_clock_is_right_goes_on_and_is_not_asked_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "reed.rjvault"
    founded(folder)
    later = date(DAY.year + 1, DAY.month, DAY.day)
    program = unlocked(qtbot, folder, later)
    program.reads(ASKED)
    program.press("The clock is right")
    qtbot.waitUntil(lambda: program.application.desktop is not None, timeout=20_000)
    program.add_a_member()
    program.ctrl(Qt.Key.Key_L)
    again = unlocked(qtbot, folder, later)
    qtbot.waitUntil(lambda: again.application.desktop is not None, timeout=20_000)
