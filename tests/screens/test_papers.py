"""Papers: the picture of the real PDF, what is saved, and the bytes that were printed to sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.sheet import PaperSheet
from rjdesk.screens.pages.papers.page import PapersPage
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown

THIRD = "accountability-agreement-v3"


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """The circle has ended; two versions were printed while people sat."""
    made = Shown(qtbot, told_up_to(s1.CIRCLE, date(2026, 10, 26)), "priya")
    made.go("papers", s1.CASE)
    drawn(made)
    return made


def papers(shown: Shown) -> PapersPage:
    page = shown.desktop.here
    assert isinstance(page, PapersPage)
    return page


def drawn(shown: Shown) -> bytes:
    """Wait until the paper is on the screen, and return its bytes."""
    page = papers(shown)
    shown.qtbot.waitUntil(page.print_button.isEnabled, timeout=30_000)
    assert page.preview.findChildren(PaperSheet)
    return page.pdf


def test_the_first_paper_is_shown_and_marked(shown: Shown) -> None:
    name = "Agreement to Dialogue, Nguyễn Thị Ánh, signed"
    assert shown.named(name).isChecked()
    assert shown.focus == name
    assert drawn(shown).startswith(b"%PDF")


def test_another_paper_is_chosen_with_the_keyboard(shown: Shown) -> None:
    before = drawn(shown)
    shown.press("Agreement to Dialogue, Cole Brandvold, signed")
    assert not papers(shown).print_button.isEnabled(), "the old paper could be printed"
    assert drawn(shown) != before
    assert shown.named("Agreement to Dialogue, Cole Brandvold, signed").isChecked()
    assert not shown.named("Agreement to Dialogue, Nguyễn Thị Ánh, signed").isChecked()


def test_large_print_on_other_paper_is_another_pdf(shown: Shown) -> None:
    before = drawn(shown)
    shown.choose("Print size", "Large print")
    large = drawn(shown)
    shown.choose("Paper size", "A4")
    assert len({before, large, drawn(shown)}) == 3


def test_a_quick_change_of_mind_shows_the_last_choice(shown: Shown) -> None:
    shown.press("Agreement to Dialogue, Cole Brandvold, signed")
    cole = drawn(shown)
    shown.press("Agreement to Dialogue, Lê Minh, signed")
    shown.press("Agreement to Dialogue, Cole Brandvold, signed")
    assert drawn(shown) == cole


def test_the_saved_file_is_what_is_shown(shown: Shown, tmp_path: Path) -> None:
    shown.press("Save as PDF…")
    dialog = shown.front()
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("rjdesk-form.pdf")
    dialog.fileSelected.emit(str(tmp_path / "paper.pdf"))
    dialog.close()
    assert (tmp_path / "paper.pdf").read_bytes() == drawn(shown)


def test_a_place_that_cannot_be_written_is_said_in_the_notice(shown: Shown, tmp_path: Path) -> None:
    papers(shown).save_to(str(tmp_path / "nowhere" / "paper.pdf"))
    assert "could not be written" in shown.said()


def test_a_reprint_is_exactly_the_bytes_that_were_printed_for_signature(shown: Shown) -> None:
    shown.press("Print for signature")
    shown.qtbot.waitUntil(lambda: THIRD in papers(shown).cards, timeout=30_000)
    first = drawn(shown)
    assert shown.link.desk.journal.paper(s1.CASE, THIRD) == first
    shown.press("Agreement to Dialogue, Nguyễn Thị Ánh, signed")
    drawn(shown)
    shown.choose("Paper size", "A4")
    drawn(shown)
    shown.press(papers(shown).cards[THIRD].accessibleName())
    assert drawn(shown) == first
    assert not papers(shown).paper_size.isEnabled(), "what is kept has the size it had"
    agreement = shown.link.desk.case(s1.CASE).agreement
    assert [printed.version for printed in agreement.printed] == [1, 2, 3]


def test_a_blank_copy_names_nobody(shown: Shown) -> None:
    filled = drawn(shown)
    shown.press("A blank copy")
    assert drawn(shown) != filled
    sheet = papers(shown).sheet
    assert sheet is not None
    assert "participant.name" not in sheet.fields
    assert not sheet.signers
    assert not sheet.code


def test_the_gallery_counts_the_papers_in_each_state(shown: Shown) -> None:
    assert "4 signed" in shown.said()
