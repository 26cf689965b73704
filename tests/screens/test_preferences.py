"""What stays from one start to the next: how it looks, where it stood; and nobody's name."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rjdesk.screens.kit.preferences import NAME, Preferences, PreferencesFile
from rjdesk.screens.kit.theme import PALETTES, SCALES
from rjdesk.screens.pages.circle.cover import choose_pin, session_pin
from rjdesk.screens.shell.unlock import Unlock
from tests.screens.program import Program, founded

FOLDER = "coalition.rjvault"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    founded(tmp_path / FOLDER)
    return tmp_path / FOLDER


def test_look_size_and_page_are_as_they_were_after_a_lock(qtbot: QtBot, folder: Path) -> None:
    first = Program(qtbot, folder)
    first.unlock()
    first.press("Settings")
    first.press("Dark")
    first.press("125%")
    first.window.resize(700, 600)
    first.press("Help")
    first.ctrl(Qt.Key.Key_L)
    again = Program(qtbot, folder)
    theme = again.application.services.theme
    assert (theme.palette, theme.scale) == ("dark", 1.25)
    assert again.window.size().toTuple() == (700, 600)
    again.unlock()
    assert again.application.desktop.here.route.screen == "help"
    again.window.close()
    third = Program(qtbot, folder)
    third.unlock()
    assert third.application.desktop.here.route.screen == "today", "a new day begins with Today"


def test_the_member_who_unlocked_last_is_chosen_already(qtbot: QtBot, folder: Path) -> None:
    first = Program(qtbot, folder)
    first.unlock()
    desk = first.application.desktop.link.desk
    first.application.lock()
    file = PreferencesFile(folder.parent)
    assert desk.journal.login not in file.file.read_text(encoding="utf-8")
    again = Program(qtbot, folder)
    assert again.named("Label").currentText() == "imani"


@pytest.mark.parametrize(
    "wrong", ["", "{", '{"scale": 7}', '{"palette": "pink"}', '{"window": [1]}']
)
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, wrong: str) -> None:
    (tmp_path / NAME).write_text(wrong, encoding="utf-8")
    assert PreferencesFile(tmp_path).now == Preferences()


def test_a_disk_that_refuses_costs_only_the_memory(tmp_path: Path) -> None:
    file = PreferencesFile(tmp_path / "a file, not a folder" / "settings")
    (tmp_path / "a file, not a folder").write_text("")
    file.keep(scale=2.0)
    assert file.now.scale == 2.0


def test_the_file_is_for_its_owner_alone_and_is_the_only_one(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    program.unlock()
    program.application.lock()
    beside = {path.name for path in folder.parent.iterdir()}
    assert beside == {FOLDER, NAME, "state"}, "what the program saw last lies in a folder apart"
    assert (folder.parent / NAME).stat().st_mode & 0o077 == 0
    fields = set(msgspec.json.decode((folder.parent / NAME).read_bytes()))
    assert fields == set(Preferences.__struct_fields__)


def test_type_and_colours_can_be_changed_before_unlocking(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    theme = program.application.services.theme
    seen = []
    for _ in SCALES:
        program.press(f"Text size {theme.scale:.0%}")
        seen.append(theme.scale)
    assert sorted(seen) == sorted(SCALES)
    for _ in PALETTES:
        program.press("Other colours")
    assert theme.palette == "light"
    program.press("Other colours")
    assert Program(qtbot, folder).application.services.theme.palette == "dark"
    assert isinstance(program.application.front, Unlock)
    program.unlock()


def test_what_was_typed_into_the_welcome_stays_when_its_type_grows(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = Program(qtbot, tmp_path / "new.rjvault")
    program.type("Your name", "Imani Okafor")
    program.press("Text size 100%")
    assert program.named("Your name").text() == "Imani Okafor"
    assert program.application.services.theme.scale == SCALES[1]


def test_the_keyboard_stays_on_what_changes_the_look(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    program.press("Other colours")
    assert program.focus == "Other colours"
    program.press("Text size 100%")
    assert program.focus == "Text size 125%"
    program.unlock()
    program.press("Settings")
    for name in ("Dark", "150%", "High contrast"):
        program.press(name)
        assert program.focus == name


def test_a_new_look_forgets_neither_the_pin_nor_the_way_back(qtbot: QtBot, folder: Path) -> None:
    program = Program(qtbot, folder)
    program.unlock()
    assert choose_pin(program.application.desktop.link, "2468")
    program.press("Coalition")
    program.press("Settings")
    program.press("150%")
    program.press("Dark")
    assert session_pin(program.application.desktop.link) == "2468"
    program.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert program.application.desktop.here.route.screen == "coalition"
