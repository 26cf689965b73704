"""Documents of the library: added by any member, read at the door, opened without a file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.library import AskLibrary, DocumentView
from rjdesk.paper.samples import sample_sheet
from rjdesk.process.library.state import Format, Section
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.preview import Preview
from rjdesk.screens.pages.library.documents import (
    LARGEST,
    MOST_PAGES,
    NO_PDF,
    NO_TEXT,
    NOT_READ,
    TOO_LARGE,
)
from rjdesk.shipped import shipped_press
from tests.scenarios.world import World
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown

DAY = date(2026, 12, 14)
ADVICE = "Leave a pause after each turn."


@pytest.fixture
def world() -> World:
    return told_up_to(s1.AGREEMENT, DAY)


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    """A paper, as somebody has it on their disk."""
    file = tmp_path / "handout.pdf"
    file.write_bytes(shipped_press().print_pdf(sample_sheet("question-sheet")))
    return file


def documents(world: World, member: str = "mateo") -> tuple[DocumentView, ...]:
    return world.desk(member).ask(AskLibrary()).documents


def write(shown: Shown, text: str, title: str = "What I would do again", reason: str = "") -> None:
    """Write something down, and press Add."""
    shown.go("library")
    shown.press("Write something down…")
    shown.type("What it is about", title)
    shown.type("What you want to pass on", text)
    shown.choose("Where it stands", "From members who left")
    if reason:
        shown.type("Why nobody is named in it", reason)
    shown.press("Add")


def gone(shown: Shown) -> bool:
    return shown.front() is shown.window


def test_what_a_member_writes_down_is_read_by_another(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, ADVICE)
    qtbot.waitUntil(lambda: gone(shown))
    (document,) = documents(world)
    assert (document.section, document.format) == (Section.LEAVING, Format.TEXT)
    assert document.added == "Priya Raman, 14 December 2026"
    other = Shown(qtbot, world, "mateo")
    other.go("library")
    other.press(f"Open: {document.title}")
    text = other.desktop.here.findChild(QPlainTextEdit)
    assert text.toPlainText() == ADVICE
    assert text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not other.named("Take it out…").isEnabled()


@pytest.mark.parametrize(
    "text",
    ["Cole needed a break.", "Ánh cried.", "C.B. was late.", "Brandvolt left."],
)
def test_a_text_is_read_by_each_case_as_its_own(qtbot: QtBot, world: World, text: str) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, text)
    shown.reads("It is held back.")
    assert documents(world, "priya") == ()


def test_a_document_whose_bytes_are_gone_says_so(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, ADVICE)
    qtbot.waitUntil(lambda: gone(shown))
    (document,) = documents(world, "priya")
    del world.house.papers[None, document.id]
    shown.go("document", None, document.id)
    shown.reads("What stands in it is not here.")


def test_a_text_that_names_somebody_of_a_case_is_not_added(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, "Brandvold needed a break, so take one early.")
    shown.reads("“Brandvold”")
    assert documents(world, "priya") == ()
    assert [name for case, name in world.house.papers if case is None] == []
    shown.type("Why nobody is named in it", "It is what we call our stone.")
    shown.press("Add")
    qtbot.waitUntil(lambda: gone(shown))
    assert len(documents(world, "priya")) == 1


def test_a_reason_counts_once_its_writer_was_told_why(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, "Brandvold needed a break.", reason="Nobody is named.")
    shown.reads("“Brandvold”")
    assert documents(world, "priya") == ()
    shown.press("Add")
    qtbot.waitUntil(lambda: gone(shown))
    assert len(documents(world, "priya")) == 1


def test_a_reason_covers_no_title_that_was_put_in_since(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, "Brandvold needed a break.")
    shown.reads("“Brandvold”")
    shown.type("What it is about", "How Ánh cried")
    shown.type("Why nobody is named in it", "It is what we call our stone.")
    shown.press("Add")
    shown.reads("“Ánh”")
    assert documents(world, "priya") == ()


def test_a_title_names_nobody_either(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, ADVICE, title="The Brandvold case")
    shown.reads("“Brandvold”")


def test_what_is_not_added_after_all_leaves_nothing(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, "Brandvold needed a break.")
    shown.press("Cancel")
    qtbot.waitUntil(lambda: gone(shown))
    assert [name for case, name in world.house.papers if case is None] == []


def test_a_pdf_is_opened_from_the_vault_and_no_file_is_written(
    qtbot: QtBot, world: World, handout: Path, tmp_path: Path
) -> None:
    shown = Shown(qtbot, world, "priya")
    shown.go("library").documents.add_file(str(handout))
    qtbot.waitUntil(lambda: not gone(shown), timeout=20_000)
    assert "look yourself" in shown.said()
    shown.type("What it is about", "How we ask")
    shown.choose("Where it stands", "Training")
    shown.press("Add")
    qtbot.waitUntil(lambda: gone(shown), timeout=20_000)
    (document,) = documents(world)
    handout.unlink()
    other = Shown(qtbot, world, "mateo")
    page = other.go("document", None, document.id)
    preview = page.findChild(Preview)
    qtbot.waitUntil(lambda: bool(preview.images), timeout=20_000)
    assert list(tmp_path.iterdir()) == []
    other.press("Save a copy…")
    page.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "copy.pdf"))
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    page.findChild(QFileDialog).reject()


def blank_pages(count: int) -> bytes:
    """Return a PDF of so many empty pages."""
    document, written = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(count):
        document.new_page(100, 100)
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.pdf", b"%PDF-1.7 and nothing", NO_PDF),
        ("letters.txt", b"\xff\xfe\x00", NO_TEXT),
        ("empty.md", b"  \n", NO_TEXT),
        ("unseen.txt", "\u200b\u2800\u3164".encode(), NO_TEXT),
        ("picture.png", b"x", NOT_READ),
        ("large.txt", b"x" * (LARGEST[Format.TEXT] + 1), TOO_LARGE),
        ("long.pdf", blank_pages(MOST_PAGES + 1), TOO_LARGE),
    ],
)
def test_what_cannot_be_shown_is_not_added(
    qtbot: QtBot, world: World, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    shown = Shown(qtbot, world, "priya")
    shown.go("library").documents.add_file(str(file))
    shown.reads(says)
    assert gone(shown)


def test_who_added_it_takes_it_out_and_its_bytes_go(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, ADVICE)
    qtbot.waitUntil(lambda: gone(shown))
    (document,) = documents(world, "priya")
    shown.go("document", None, document.id)
    shown.press("Take it out…")
    shown.press("Leave it there")
    assert len(documents(world, "priya")) == 1
    shown.press("Take it out…")
    shown.press("Take it out")
    assert documents(world, "priya") == ()
    assert world.house.papers.get((None, document.id)) is None
    shown.go("document", None, document.id)
    assert "not in the library any more" in shown.said()


def test_whoever_assigns_takes_out_what_another_added(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "priya")
    write(shown, ADVICE)
    qtbot.waitUntil(lambda: gone(shown))
    (document,) = documents(world, "imani")
    chair = Shown(qtbot, world, "imani")
    chair.go("document", None, document.id)
    chair.press("Take it out…")
    chair.press("Take it out")
    assert documents(world, "imani") == ()
