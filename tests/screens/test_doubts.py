"""A vault that is not as it was left is said before anything else, and a person says why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rjdesk.rehearsal.coalitions import reed_as_found
from tests.scenarios.world import PASSPHRASE, Clock, World
from tests.screens.program import DAY, Program

MOVED = "You did not use this vault on this computer before"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault in which Imani and Teodor hold an office, both with keys of their own."""
    folder = tmp_path / "coalition.rjvault"
    world = World(folder, DAY, "imani")
    world.do("imani", None, *reed_as_found(DAY))
    world.enrol(world.journal("imani"), "teodor", "ewa")
    return folder


def typed(program: Program, login: str) -> None:
    program.choose("Label", login)
    program.type("Passphrase", PASSPHRASE.format(login))
    program.keys(Qt.Key.Key_Return)


def at_home(program: Program) -> bool:
    return program.application.desktop is not None


def used(qtbot: QtBot, folder: Path, login: str, work: Callable[[Program], object]) -> None:
    """Let somebody work on this computer, and lock."""
    program = Program(qtbot, folder)
    typed(program, login)
    qtbot.waitUntil(lambda: at_home(program), timeout=20_000)
    work(program)
    program.ctrl(Qt.Key.Key_L)


def doubted(qtbot: QtBot, folder: Path, login: str) -> Program:
    program = Program(qtbot, folder)
    typed(program, login)
    program.reads("This vault is not as it was left")
    assert not at_home(program)
    assert program.focus == "Only read"
    return program


def test_where_it_was_moved_it_is_for_reading_until_somebody_says_so(
    qtbot: QtBot, folder: Path
) -> None:
    used(qtbot, folder, "imani", lambda _program: None)
    shutil.rmtree(folder.parent / "state")
    reading = doubted(qtbot, folder, "imani")
    assert MOVED in reading.said()
    reading.press("Only read")
    qtbot.waitUntil(lambda: at_home(reading), timeout=20_000)
    reading.press("Coalition")
    reading.press("Add a member…")
    reading.type("Name", "Robin Vale")
    reading.choose("They are", "Student")
    reading.press("Add")
    reading.reads("nothing is recorded in it until somebody says what happened")
    reading.ctrl(Qt.Key.Key_L)

    settling = doubted(qtbot, folder, "imani")
    settling.press("It was moved here")
    qtbot.waitUntil(lambda: at_home(settling), timeout=20_000)
    settling.add_a_member()
    settling.ctrl(Qt.Key.Key_L)
    used(qtbot, folder, "imani", lambda program: program.press("Coalition"))


def test_a_session_that_ended_without_a_lock_is_said_to_whoever_comes_next(
    qtbot: QtBot, folder: Path
) -> None:
    used(qtbot, folder, "imani", lambda _program: None)
    state = folder.parent / "state"
    shutil.copytree(state, folder.parent / "before")
    used(qtbot, folder, "imani", Program.add_a_member)
    used(qtbot, folder, "imani", lambda program: program.press("Coalition"))
    program = Program(qtbot, folder)
    typed(program, "imani")
    qtbot.waitUntil(lambda: at_home(program), timeout=20_000)
    assert "not as it was when" not in program.said()
    program.ctrl(Qt.Key.Key_L)

    shutil.rmtree(state)
    shutil.copytree(folder.parent / "before", state)  # as after a power cut
    again = Program(qtbot, folder)
    typed(again, "imani")
    qtbot.waitUntil(lambda: at_home(again), timeout=20_000)
    again.reads("The vault is not as it was when you last locked it on this computer")
    again.press("Have it examined")
    again.reads("Everything in this vault is as it was recorded")
    assert "The coalition’s journal has" in again.said()
    assert "by Imani Okafor" in again.said()


def test_an_older_copy_counts_again_where_two_who_hold_an_office_say_so(
    qtbot: QtBot, folder: Path
) -> None:
    for login in ("imani", "teodor", "ewa"):
        used(qtbot, folder, login, lambda _program: None)
    shutil.copytree(folder, folder.parent / "older")
    used(qtbot, folder, "imani", Program.add_a_member)
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / "older", folder)

    ewa = doubted(qtbot, folder, "ewa")
    assert "Somebody who holds an office says so." in ewa.said()
    ewa.press("Only read")
    qtbot.waitUntil(lambda: at_home(ewa), timeout=20_000)
    ewa.ctrl(Qt.Key.Key_L)

    late = Program(qtbot, folder, Clock(date(2099, 1, 1)))
    typed(late, "imani")
    late.reads("Is the clock of this computer right?")
    assert "This vault is not as it was left" not in late.said(), "nothing is settled before"
    late.press("The clock is right")
    late.reads("This vault is not as it was left")
    late.ctrl(Qt.Key.Key_L)

    imani = doubted(qtbot, folder, "imani")
    assert "Ewa Nowak, Imani Okafor, Teodor Lindqvist can open what they could then" in imani.said()
    imani.type("Their passphrase", "not this one")
    imani.press("This copy counts from here on")
    imani.reads("This passphrase does not open the vault.")
    assert imani.focus == "Their passphrase"
    assert not at_home(imani)
    imani.type("Their passphrase", PASSPHRASE.format("teodor"))
    imani.press("This copy counts from here on")
    qtbot.waitUntil(lambda: at_home(imani), timeout=20_000)
    imani.add_a_member()
    imani.ctrl(Qt.Key.Key_L)

    teodor = doubted(qtbot, folder, "teodor")
    assert MOVED in teodor.said(), "everybody is told at their own next session"
    teodor.press("It was moved here")
    qtbot.waitUntil(lambda: at_home(teodor), timeout=20_000)
