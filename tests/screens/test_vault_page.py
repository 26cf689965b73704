"""The page of the vault in a real window: backups, examination, and putting one back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rjdesk.process.kernel.event import MemberId
from rjdesk.process.membership.events import MemberLeft
from rjdesk.screens.pages.vault import VaultPage
from rjdesk.screens.shell.restore import OPENED_BY, Restore
from rjdesk.screens.shell.unlock import Unlock
from rjdesk.screens.shell.welcome import Welcome
from rjdesk.vault.header import COPY, NAME, read_header
from rjdesk.vault.recovery import fresh_code
from tests.scenarios.world import PASSPHRASE
from tests.screens.program import Program, founded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "coalition.rjvault"
    founded(folder)
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


@pytest.fixture
def program(qtbot: QtBot, folder: Path) -> Iterator[Program]:
    program = Program(qtbot, folder)
    yield program
    program.end()


def unlock(program: Program, login: str = "imani") -> None:
    program.type("Passphrase", PASSPHRASE.format(login))
    program.press("Unlock")
    program.reads("Today")


def on_the_page(program: Program) -> VaultPage:
    unlock(program)
    program.press("Vault")
    desktop = program.application.desktop
    assert desktop is not None
    page = desktop.here
    assert isinstance(page, VaultPage)
    return page


def test_a_backup_is_made_listed_and_taken_off_again(program: Program, stick: Path) -> None:
    page = on_the_page(program)
    assert "There is no backup of this vault" in program.said()
    page.back_up(stick)
    program.reads("The backup was made and read back")
    (file,) = stick.iterdir()
    assert file.name in program.said()
    assert "There is no backup" not in program.said()
    program.press("The backup of 21 September 2026 is gone")
    program.press("It is gone")
    program.reads("There is no backup of this vault")
    assert not list(stick.iterdir())


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(
    program: Program, tmp_path: Path
) -> None:
    page = on_the_page(program)
    page.back_up(tmp_path / "nowhere")
    program.reads("could not be read or written")
    assert "There is no backup of this vault" in program.said()
    assert program.named("Make a backup…").isEnabled()


def test_a_whole_vault_is_examined(program: Program) -> None:
    on_the_page(program)
    program.press("Examine it")
    program.reads("Everything in this vault is as it was recorded")


def test_today_reminds_who_holds_an_office_of_a_backup(program: Program) -> None:
    unlock(program)
    assert "A backup is due" in program.said()
    program.press("To the vault")
    assert "There is no backup of this vault" in program.said()


def test_leaving_the_page_stops_what_is_under_way(program: Program, stick: Path) -> None:
    page = on_the_page(program)
    page.back_up(stick)
    program.press("Today")
    program.qtbot.waitUntil(lambda: not list(stick.glob("*.new")), timeout=10_000)


def test_a_backup_is_put_back_from_the_welcome(
    qtbot: QtBot, program: Program, stick: Path, tmp_path: Path
) -> None:
    page = on_the_page(program)
    page.back_up(stick)
    program.reads("The backup was made and read back")
    (file,) = stick.iterdir()
    application = program.application
    application.close_vault()
    application.show_welcome()
    welcome = application.front
    assert isinstance(welcome, Welcome)
    welcome.put_back.emit(file)
    restore = application.front
    assert isinstance(restore, Restore)
    program.reads("Put a backup back")
    program.type(OPENED_BY, "not the passphrase")
    program.press("See what it holds")
    program.reads("does not open the vault")
    program.type(OPENED_BY, PASSPHRASE.format("imani"))
    program.type("Where it is to lie", str(tmp_path / "again.rjvault"))
    program.press("See what it holds")
    program.reads("What this backup holds")
    assert "One member has keys in it" in program.said()
    assert not (tmp_path / "again.rjvault").exists()
    program.press("Put it back")
    assert isinstance(application.front, Unlock)
    program.type("Passphrase", PASSPHRASE.format("imani"))
    program.press("Unlock")
    program.reads("put back from a backup")
    program.press("This copy counts from here on")
    program.reads("Today")


def test_a_file_that_is_no_backup_is_told(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "letter.rjbackup"
    file.write_bytes(b"Dear all")
    program.application.show_restore(file)
    program.reads("is no backup of a vault")


def test_a_lost_header_is_put_right_by_one_press(qtbot: QtBot, folder: Path) -> None:
    good = (folder / COPY).read_bytes()
    (folder / NAME).write_bytes(b"{")
    program = Program(qtbot, folder)
    program.reads("A good copy of it lies beside it")
    program.press("Put it right")
    assert (folder / NAME).read_bytes() == good
    unlock(program)
    program.end()


def test_dialogs_ask_for_a_folder_and_a_file(program: Program) -> None:
    on_the_page(program)
    program.press("Make a backup…")
    dialogs = program.window.findChildren(QFileDialog)
    assert [dialog.fileMode() for dialog in dialogs] == [QFileDialog.FileMode.Directory]
    for dialog in dialogs:
        dialog.reject()


def test_a_recovery_code_is_typed_back_and_opens_the_vault_once(
    program: Program, folder: Path
) -> None:
    page = on_the_page(program)
    assert "You have none." in program.said()
    program.press("Make a code")
    code = page.code
    assert code in program.said()
    program.press("Type it back…")
    program.type("The code, from your sheet", "something else")
    program.press("It is written down")
    program.reads("not a whole recovery code")
    program.type("The code, from your sheet", fresh_code())
    program.press("It is written down")
    program.reads("not the code that was made")
    program.type("The code, from your sheet", code.lower().replace("-", " "))
    program.press("It is written down")
    program.reads("You have one.")
    assert code not in program.said()
    application = program.application
    application.close_vault()
    application.show_unlock(folder)
    program.press("I have a recovery code")
    program.type("Recovery code", code)
    own = "eight patient lanterns over the harbour"
    program.type("Passphrase of your own", own)
    program.type("Again", own)
    program.press("Unlock")
    program.reads("Today")
    application.close_vault()
    application.show_unlock(folder)
    program.type("Passphrase", own)
    program.press("Unlock")
    program.reads("Today")


def test_the_sheet_of_a_recovery_code_is_saved_as_paper(program: Program, tmp_path: Path) -> None:
    page = on_the_page(program)
    program.press("Make a code")
    program.press("Save its sheet…")
    (dialog,) = page.findChildren(QFileDialog)
    file = tmp_path / "sheet.pdf"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    program.qtbot.waitUntil(file.exists, timeout=20_000)
    words = " ".join(each.get_textpage().get_text_bounded() for each in PdfDocument(file))
    assert page.code in words


def test_a_code_that_was_not_typed_back_is_forgotten_with_the_page(program: Program) -> None:
    page = on_the_page(program)
    program.press("Make a code")
    assert page.code
    program.press("Today")
    program.press("Vault")
    assert "You have none." in program.said()


def test_who_alone_has_keys_is_told_that_there_is_no_way_back(program: Program) -> None:
    unlock(program)
    assert "You alone can open this vault" in program.said()


def test_the_vault_is_sealed_anew_when_somebody_left_and_locks_then(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "coalition.rjvault"
    world = founded(folder)
    world.enrol(world.journal("imani"), "ewa")
    world.do("imani", None, MemberLeft(on=world.clock().date(), member=MemberId("ewa")))
    world.leave()
    program = Program(qtbot, folder)
    unlock(program)
    assert "Somebody left who knows the key of the vault" in program.said()
    program.press("Vault")
    program.press("Seal the vault anew")
    program.qtbot.waitUntil(lambda: program.after_lock == [folder], timeout=20_000)
    assert read_header(folder).epoch == 2
    program.application.show_unlock(folder)
    unlock(program)
    assert "Somebody left" not in program.said()
    program.end()
