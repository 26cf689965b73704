"""Passphrases of one's own: chosen, changed and signed with, while the window goes on painting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rjdesk.process.premeeting.events import EligibilityDecided
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.two_parties import MATEO
from rjdesk.screens.pages.premeeting.cosign import ask_cosigner
from rjdesk.vault.header import FLOOR, logins
from rjdesk.vault.keys import new_secret
from rjdesk.vault.opening import derive
from rjdesk.vault.troubles import WrongPassphrase
from tests.scenarios.world import PASSPHRASE
from tests.screens.case_pages import told_up_to
from tests.screens.program import Program, Shown, founded
from tests.screens.slow_work import slow_work_here
from tests.screens.test_welcome import STRONG, filled_in, passphrases

OLD, NEW = PASSPHRASE.format("imani"), "saffron mitten glacier tuba"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "coalition.rjvault"


@pytest.fixture
def program(qtbot: QtBot, folder: Path) -> Program:
    """Imani is unlocked; nobody else has keys yet."""
    founded(folder)
    made = Program(qtbot, folder)
    made.unlock()
    return made


def choose(program: Program, login: str, first: str, second: str) -> None:
    program.type("A label to sign in with", login)
    program.type("Passphrase", first)
    program.type("Again", second)
    program.press("Keep")


def change(program: Program, old: str, first: str, second: str) -> None:
    program.type("The one you have", old)
    program.type("The new one", first)
    program.type("The new one again", second)
    program.press("Change")


def closed(program: Program) -> None:
    """Wait until no dialog is open any more."""
    program.qtbot.waitUntil(lambda: program.front() is program.window, timeout=20_000)


def test_a_member_is_given_keys_to_begin_with(program: Program, folder: Path) -> None:
    program.press("Coalition")
    program.press("Give Priya Raman keys…")
    choose(program, "imani", STRONG, STRONG + "s")
    assert "The two are not the same. Type both again." in program.said()
    assert program.focus == "Passphrase"
    choose(program, "imani", "priya raman", "priya raman")
    program.reads("This passphrase could be guessed.")
    assert program.focus == "Passphrase"
    choose(program, "imani", STRONG, STRONG)
    program.reads("This label is taken by another member.")
    assert program.focus == "A label to sign in with"
    assert logins(folder) == {"imani": False}
    choose(program, "priya", STRONG, STRONG)
    closed(program)
    assert logins(folder) == {"imani": False, "priya": True}
    assert "✓ keys to begin with" in program.said()
    derive(folder, "priya", STRONG)


def test_who_unlocks_for_the_first_time_chooses_a_passphrase_that_nobody_else_knows(
    program: Program, qtbot: QtBot, folder: Path
) -> None:
    program.press("Coalition")
    program.press("Give Priya Raman keys…")
    choose(program, "priya", STRONG, STRONG)
    closed(program)
    program.ctrl(Qt.Key.Key_L)
    first = Program(qtbot, folder)
    assert "first time" not in first.said()
    first.choose("Label", "priya")
    first.reads("You unlock this for the first time.")
    first.type("Passphrase", STRONG)
    for own, again, said, where in (
        ("", "", "Choose a passphrase of your own first.", "Passphrase of your own"),
        (STRONG, STRONG, "That is the passphrase that you were given.", "Passphrase of your own"),
        (NEW, NEW + "s", "The two that you typed are not the same.", "Passphrase of your own"),
    ):
        first.type("Passphrase of your own", own)
        first.type("Again", again)
        first.press("Unlock")
        first.reads(said)
        assert first.focus == where
    first.type("Passphrase of your own", "priya priya")
    first.type("Again", "priya priya")
    first.press("Unlock")
    first.reads("This passphrase could be guessed.")
    first.type("Passphrase", STRONG)
    first.type("Passphrase of your own", NEW)
    first.type("Again", NEW)
    first.press("Unlock")
    qtbot.waitUntil(lambda: first.application.desktop is not None, timeout=20_000)
    first.press("Coalition")
    first.reads("✓ passphrase of their own")
    first.ctrl(Qt.Key.Key_L)
    assert logins(folder) == {"imani": False, "priya": False}
    with pytest.raises(WrongPassphrase):
        derive(folder, "priya", STRONG)
    derive(folder, "priya", NEW)


def test_cancelling_while_the_key_is_derived_gives_no_keys(program: Program, folder: Path) -> None:
    before = (folder / "header.json").read_bytes()
    program.press("Coalition")
    program.press("Give Priya Raman keys…")
    choose(program, "priya", STRONG, STRONG)
    program.press("Cancel")
    closed(program)
    program.press("Give Priya Raman keys…")
    choose(program, "otter", STRONG, STRONG)
    closed(program)
    assert (folder / "header.json").read_bytes() != before
    assert logins(folder) == {"imani": False, "otter": True}


def test_the_lock_wins_over_a_key_that_is_being_derived(program: Program, folder: Path) -> None:
    before = (folder / "header.json").read_bytes()
    program.press("Coalition")
    program.press("Give Priya Raman keys…")
    choose(program, "priya", STRONG, STRONG)
    program.ctrl(Qt.Key.Key_L)
    assert QThreadPool.globalInstance().waitForDone(20_000)
    QApplication.processEvents()
    assert program.application.vault is None
    assert (folder / "header.json").read_bytes() == before


def test_ones_own_passphrase_is_changed_by_who_knows_it(program: Program, folder: Path) -> None:
    program.press("Settings")
    program.press("Change it…")
    change(program, OLD, NEW, NEW + "s")
    assert "The two are not the same. Type both again." in program.said()
    assert program.focus == "The new one"
    change(program, NEW, NEW, NEW)
    program.reads("This passphrase does not open the vault.")
    assert program.focus == "The one you have"
    assert program.named("The one you have").hasSelectedText()
    change(program, OLD, "imani imani", "imani imani")
    program.reads("This passphrase could be guessed.")
    assert program.focus == "The new one"
    derive(folder, "imani", OLD)
    change(program, OLD, NEW, NEW)
    closed(program)
    derive(folder, "imani", NEW)
    with pytest.raises(WrongPassphrase):
        derive(folder, "imani", OLD)


def test_nothing_is_stretched_or_judged_where_the_window_is_painted(
    qtbot: QtBot, folder: Path
) -> None:
    program = filled_in(qtbot, folder)
    with slow_work_here() as slow:
        passphrases(program, STRONG, STRONG)
        program.reads("Your coalition is being set up")
        program.press("Coalition")
        program.press("Add a member…")
        program.type("Name", "Priya Raman")
        program.choose("They are", "Student")
        program.press("Add")
        program.press("Give Priya Raman keys…")
        choose(program, "priya", NEW, NEW)
        closed(program)
        program.press("Settings")
        program.press("Change it…")
        change(program, STRONG, NEW, NEW)
        closed(program)
        assert slow == []
        new_secret(STRONG, cost=FLOOR)
        assert set(slow) == {"stretching", "judging"}, "it would not have been seen"
    derive(folder, "priya", NEW)
    derive(folder, "imani", NEW)


def test_nor_is_the_passphrase_of_a_cosigner(qtbot: QtBot) -> None:
    shown = Shown(qtbot, told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12)), "priya")
    page = shown.go("pre-meetings", s1.CASE)
    with slow_work_here() as slow:
        ask_cosigner(page, EligibilityDecided(on=shown.link.desk.today, eligible=True))
        shown.choose("Who signs with you?", "Mateo Villaseñor")
        shown.type("Their own passphrase, typed by themself", PASSPHRASE.format("mateo"))
        shown.press("Sign")
        shown.qtbot.waitUntil(lambda: shown.front() is shown.window)
        assert slow == []
        shown.link.desk.journal.unlocking(MATEO).derive(PASSPHRASE.format("mateo"))
        assert slow == ["deriving"], "it would not have been seen"
    signed = shown.link.desk.record_of(s1.CASE)[-1]
    assert (type(signed.event), signed.by) == (EligibilityDecided, MATEO)
