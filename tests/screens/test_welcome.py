"""Welcome: a coalition begins, or it is said beside the field why not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from rjdesk.screens.shell.unlock import Unlock
from rjdesk.screens.shell.welcome import Welcome
from tests.scenarios.world import Clock
from tests.screens.program import DAY, Program, founded

STRONG = "ladder violet tundra kettle"


def filled_in(qtbot: QtBot, folder: Path, clock: Clock | None = None) -> Program:
    """The first start, everything filled in but the passphrase."""
    made = Program(qtbot, folder, clock)
    made.type("What is your coalition or programme called?", "Coalition of the river")
    made.choose("Which policy do you follow?", "Reed College Restorative Justice Policy (2019)")
    made.type("Your name", "Imani Okafor")
    made.choose("You are", "Student")
    made.choose("Your office", "Chair")
    made.type("A label to sign in with", "imani")
    return made


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Program:
    return filled_in(qtbot, tmp_path / "new.rjvault")


def passphrases(program: Program, first: str, second: str) -> None:
    program.type("Your passphrase", first)
    program.type("Your passphrase again", second)
    program.press("Begin")


def test_founding_makes_the_vault_and_shows_today(program: Program, tmp_path: Path) -> None:
    passphrases(program, STRONG, STRONG)
    program.reads("Your coalition is being set up")
    assert (tmp_path / "new.rjvault" / "header.json").is_file()
    vault = program.application.vault
    assert vault is not None
    assert vault.login == "imani"


def test_a_weak_passphrase_is_refused_with_the_reason(program: Program, tmp_path: Path) -> None:
    passphrases(program, "password1", "password1")
    program.reads("This passphrase could be guessed.")
    assert program.focus == "Your passphrase"
    assert "guessed" in program.named("Your passphrase").accessibleDescription()
    assert list(tmp_path.iterdir()) == []
    passphrases(program, STRONG, STRONG)
    program.reads("Your coalition is being set up")


def test_a_passphrase_of_what_was_just_typed_is_weak(program: Program, tmp_path: Path) -> None:
    program.type("What is your coalition or programme called?", "Gwendolen Zephyrine")
    passphrases(program, "gwendolen zephyrine", "gwendolen zephyrine")
    program.reads("This passphrase could be guessed.")
    assert list(tmp_path.iterdir()) == []


def test_two_different_passphrases_are_refused(program: Program, tmp_path: Path) -> None:
    passphrases(program, STRONG, STRONG + "s")
    assert "The two are not the same. Type both again." in program.said()
    assert program.focus == "Your passphrase"
    assert not (tmp_path / "new.rjvault").exists()


def test_the_keyboard_goes_to_the_first_field_that_is_wrong(program: Program) -> None:
    program.type("Your name", "")
    passphrases(program, STRONG, "")
    assert program.focus == "Your name"
    assert "This is needed." in program.said()


def test_a_place_that_cannot_be_written_is_said_at_its_field(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    program.type("Where the records are kept", str(tmp_path / "a file" / "vault"))
    passphrases(program, STRONG, STRONG)
    program.reads("could not be read or written")
    assert program.application.vault is None
    assert program.focus == "Where the records are kept"


def faults(program: Program) -> list[str]:
    """Return the sentences that say what is wrong, at a field or beside the button."""
    labels = program.window.findChildren(QLabel)
    return [w.text() for w in labels if w.property("role") == "fault" and w.isVisible()]


REFUSED = {
    "a control character in the coalition's name": (
        "What is your coalition or programme called?", "The ri\x07ver", "The river"),
    "an escape in the own name": ("Your name", "Imani\x1b Okafor", "Imani Okafor"),
    "a name longer than can be printed": ("Your name", "Imani " * 5000, "Imani"),
    "a label longer than fits": ("A label to sign in with", "i" * 41, "imani"),
    "a label of nothing that is seen": ("A label to sign in with", "\u2060\u200b", "imani"),
    "a folder that is taken": ("Where the records are kept", "{}/taken", "{}/free"),
    "a folder in a file": ("Where the records are kept", "{}/taken/file/x", "{}/free"),
    "a folder of no name": ("Where the records are kept", "{}/" + "x" * 300, "{}/free"),
}  # fmt: skip


@pytest.mark.parametrize(("field", "wrong", "right"), REFUSED.values(), ids=REFUSED)
def test_a_refused_founding_leaves_everything_as_it_was_and_can_be_corrected(
    program: Program, tmp_path: Path, field: str, wrong: str, right: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").write_bytes(b"")
    before = sorted(tmp_path.rglob("*"))
    program.named(field).setText(wrong.format(tmp_path))
    passphrases(program, STRONG, STRONG)
    program.qtbot.waitUntil(lambda: bool(faults(program)), timeout=20_000)
    assert all(sentence.endswith(".") for sentence in faults(program))
    assert program.application.vault is None
    assert sorted(tmp_path.rglob("*")) == before
    program.named(field).setText(right.format(tmp_path))
    program.press("Begin")
    program.reads("Your coalition is being set up")


def test_the_rules_are_asked_before_the_key_is_derived(program: Program, tmp_path: Path) -> None:
    program.named("Your name").setText("Imani\x1b Okafor")
    passphrases(program, STRONG, STRONG)
    assert len(faults(program)) == 1
    assert program.named("Begin").isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_what_is_refused_only_when_it_is_recorded_leaves_no_vault_either(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = Clock(DAY)
    program = filled_in(qtbot, tmp_path / "new.rjvault", clock)
    passphrases(program, STRONG, STRONG)
    clock.set(DAY - timedelta(days=1))  # while the key is derived somebody sets it right
    program.reads("has not come yet")
    assert program.application.vault is None
    assert list(tmp_path.iterdir()) == []
    clock.set(DAY)
    program.press("Begin")
    program.reads("Your coalition is being set up")


def test_while_the_key_is_derived_nothing_can_be_pressed_twice(
    program: Program, tmp_path: Path
) -> None:
    program.type("Your passphrase", STRONG)
    program.type("Your passphrase again", STRONG)
    welcome = program.window.centralWidget()
    assert isinstance(welcome, Welcome)
    welcome.begin_button.setFocus()
    program.qtbot.keyClick(welcome.begin_button, Qt.Key.Key_Space)
    assert welcome.begin_button.text().strip() == "Working…"
    for widget in (welcome.begin_button, welcome.open_button, *welcome.forms):
        assert not widget.isEnabled()
    assert list(tmp_path.iterdir()) == []
    program.reads("Your coalition is being set up")


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
    program.reads("Your coalition is being set up")


def test_a_place_is_meant_as_people_write_it(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    program.type("Where the records are kept", "~/records")
    passphrases(program, STRONG, STRONG)
    program.reads("Your coalition is being set up")
    assert (tmp_path / "records" / "header.json").is_file()


def test_a_place_that_begins_nowhere_is_told_back_whole(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program.type("Your passphrase", STRONG)
    program.type("Your passphrase again", STRONG)
    program.type("Where the records are kept", "records")
    program.keys(Qt.Key.Key_Return)
    assert "This is the whole place now." in program.said()
    assert not (tmp_path / "records").exists()
    assert program.named("Where the records are kept").text() == str(tmp_path / "records")
    program.press("Begin")
    program.reads("Your coalition is being set up")
    assert (tmp_path / "records" / "header.json").is_file()


def test_a_place_of_somebody_who_is_not_here_is_refused(program: Program) -> None:
    program.type("Where the records are kept", "~nobody-of-that-name/records")
    passphrases(program, STRONG, STRONG)
    assert "There is nobody called “nobody-of-that-name” on this computer." in program.said()
    assert program.focus == "Where the records are kept"
