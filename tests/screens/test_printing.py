"""Printing: the dialog, a real queue that real papers arrive in, and pages drawn as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import current_thread, main_thread

import pypdfium2
import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QAccessible, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from rjdesk.desk.papers import blank_sheet
from rjdesk.desk.ports import PageImage, Trouble
from rjdesk.desk.views.papers import AskPapers
from rjdesk.paper import preview
from rjdesk.paper.press import FormPress
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import DIALOGUE
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.pages.papers.drawn_pages import PRINT_DPI, draw, size_of
from rjdesk.screens.pages.papers.page import PapersPage
from rjdesk.screens.pages.papers.printing import (
    JOB_TITLE,
    Printing,
    chosen_pages,
    new_printer,
    sentence,
)
from rjdesk.shipped import shipped, shipped_programmes
from tests.print_queue import QUEUE, Arrived, PrintQueue, asked_for, print_queue
from tests.scenarios.world import World
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown

LETTER, A4 = (612, 792), (595, 842)


@pytest.fixture(scope="module")
def press() -> FormPress:
    return FormPress(shipped("forms"), shipped("resources") / "fonts")


@pytest.fixture(scope="module")
def story() -> World:
    """Everything is agreed and signed, so that the case has every paper."""
    return told_up_to(s1.AGREEMENT, date(2026, 11, 2))


@pytest.fixture(scope="module")
def queue() -> Iterator[PrintQueue]:
    with print_queue() as made:
        yield made


@pytest.fixture
def printing_there(queue: PrintQueue, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintQueue]:
    with asked_for(queue, monkeypatch):
        yield queue
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def shown(qtbot: QtBot, story: World, printing_there: PrintQueue) -> Shown:
    made = Shown(qtbot, story, "priya")
    made.go("papers", s1.CASE)
    return drawn(made)


def drawn(shown: Shown) -> Shown:
    shown.qtbot.waitUntil(papers(shown).print_button.isEnabled, timeout=30_000)
    return shown


def papers(shown: Shown) -> PapersPage:
    page = shown.desktop.here
    assert isinstance(page, PapersPage)
    return page


def dialog_of(shown: Shown) -> QPrintDialog:
    """Press Print… and return the dialog that opens."""
    shown.press("Print…")
    dialog = shown.front()
    assert isinstance(dialog, QPrintDialog)
    return dialog


def pages_of(pdf: bytes) -> list[tuple[tuple[float, float], str]]:
    """Return the size of each page in points, and its text."""

    def theme() -> list[tuple[tuple[float, float], str]]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [(p.get_size(), p.get_textpage().get_text_range()) for p in document]
        finally:
            document.close()

    return preview._thread().submit(theme).result()


def names(story: World) -> list[str]:
    view = story.desk("priya").ask(AskPapers(s1.CASE))
    return [paper.name for paper in view.papers] + [name for name, _ in view.kept]


def test_every_paper_of_the_gallery_arrives_whole_and_under_a_title_that_says_nothing(
    shown: Shown, story: World, printing_there: PrintQueue
) -> None:
    for name in names(story):
        card = papers(shown).cards[name]
        shown.press(card.accessibleName(), nth(shown, name))
        drawn(shown)
        pdf = papers(shown).pdf
        dialog_of(shown).accept()
        job = printing_there.arrived()
        expected = pages_of(pdf)
        assert [text for _, text in pages_of(job.pdf)] == [text for _, text in expected]
        assert job[:4] == (JOB_TITLE, "Letter", "two-sided-long-edge", "1")
        shown.reads(sentence(len(expected), 1))
        drawn(shown)
    assert printing_there.kept() == []


def test_nothing_of_the_paper_goes_through_a_temporary_file(
    shown: Shown, printing_there: PrintQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(shown)
    # What lies there would be readable; where there is no such folder, nothing can lie there.
    monkeypatch.setenv("TMPDIR", str(printing_there.folder / "nowhere"))
    dialog.accept()
    assert len(pages_of(printing_there.arrived().pdf)) == 2
    drawn(shown)


def nth(shown: Shown, name: str) -> int:
    """Return which of the cards of the same words a paper's is."""
    cards = papers(shown).cards
    alike = [n for n in cards if cards[n].accessibleName() == cards[name].accessibleName()]
    return alike.index(name)


def print_with(shown: Shown, queue: PrintQueue, printer: QPrinter) -> Arrived:
    page = papers(shown)
    images = page.preview.images
    Printing(shown.link, shown.services.press, page.pdf, images[0], len(images)).print_on(printer)
    return queue.arrived()


def test_copies_sides_and_pages_of_the_dialog_are_honoured(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog = dialog_of(shown)
    dialog.findChild(QSpinBox, "copies").setValue(2)
    dialog.findChild(QRadioButton, "duplexShort").setChecked(True)
    dialog.findChild(QRadioButton, "printRange").setChecked(True)
    for name in ("from", "to"):
        assert dialog.findChild(QSpinBox, name).maximum() == 2, "the paper has two pages"
        dialog.findChild(QSpinBox, name).setValue(2)
    second = pages_of(papers(shown).pdf)[1][1]
    dialog.accept()
    job = printing_there.arrived()
    assert (job.sides, job.copies) == ("two-sided-short-edge", "2")
    assert {text for _, text in pages_of(job.pdf) if text} == {second}
    shown.reads("Sent to the printer: 1 page, 2 copies.")


def test_what_only_the_queue_knows_is_honoured_such_as_odd_pages_alone(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog = dialog_of(shown)
    first = pages_of(papers(shown).pdf)[0][1]
    dialog.findChild(QComboBox, "pageSetCombo").setCurrentIndex(1)
    dialog.accept()
    assert [text for _, text in pages_of(printing_there.arrived().pdf)] == [first]


@pytest.mark.parametrize(("label", "points"), [("Letter", LETTER), ("A4", A4)])
def test_the_paper_that_the_form_is_made_for_is_asked_of_the_printer(
    shown: Shown, printing_there: PrintQueue, label: str, points: tuple[int, int]
) -> None:
    shown.choose("Paper size", label)
    drawn(shown)
    dialog_of(shown).accept()
    job = printing_there.arrived()
    assert job.media == label
    assert all(size == pytest.approx(points, abs=1) for size, _ in pages_of(job.pdf))


def test_another_paper_that_was_chosen_in_the_dialog_is_taken_and_the_page_fits_it(
    shown: Shown, printing_there: PrintQueue
) -> None:
    printer = new_printer()
    assert printer.printerName() == QUEUE
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    job = print_with(shown, printing_there, printer)
    assert job.media == "A4"
    assert all(size == pytest.approx(A4, abs=1) for size, _ in pages_of(job.pdf))


def test_what_was_sent_is_announced_to_a_screen_reader(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog_of(shown).accept()
    printing_there.arrived()
    shown.reads("Sent to the printer: 2 pages.")
    notice = QAccessible.queryAccessibleInterface(shown.desktop.notice)
    assert notice.text(QAccessible.Text.Description) == "Sent to the printer: 2 pages."


def test_after_printing_the_keyboard_is_at_the_printers_button_again(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog_of(shown).accept()
    printing_there.arrived()
    shown.reads("Sent to the printer: 2 pages.")
    assert shown.focus == "Print…"


def test_one_who_has_gone_elsewhere_is_told_there(shown: Shown, printing_there: PrintQueue) -> None:
    dialog = dialog_of(shown)
    dialog.accept()
    shown.go("today")
    printing_there.arrived()
    shown.reads("Sent to the printer: 2 pages.")


def test_one_paper_is_printed_at_a_time_and_giving_up_opens_the_button_again(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog = dialog_of(shown)
    assert not papers(shown).print_button.isEnabled()
    dialog.reject()
    assert papers(shown).print_button.isEnabled()
    dialog_of(shown).accept()
    assert not papers(shown).print_button.isEnabled()
    printing_there.arrived()
    drawn(shown)


def test_a_printer_that_has_gone_is_said_in_a_sentence(
    shown: Shown, printing_there: PrintQueue
) -> None:
    dialog = dialog_of(shown)
    printing_there.remove_printer()
    try:
        dialog.accept()
        shown.reads("The printer did not take the paper. Nothing was lost.")
        drawn(shown)
    finally:
        printing_there.add_printer()


def test_where_there_is_no_printer_that_is_said_and_what_to_do(
    shown: Shown, printing_there: PrintQueue
) -> None:
    printing_there.remove_printer()
    try:
        shown.press("Print…")
        shown.reads("No printer is set up on this computer.")
        assert shown.front() is shown.window
        drawn(shown)
    finally:
        printing_there.add_printer()


def test_where_lp_is_missing_that_is_said_and_what_to_do(
    shown: Shown, printing_there: PrintQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(shown)
    monkeypatch.setenv("PATH", str(printing_there.folder))
    dialog.accept()
    shown.reads("The program lp is missing")
    drawn(shown)


def test_pages_that_the_paper_does_not_have_are_said(
    shown: Shown, printing_there: PrintQueue
) -> None:
    printer = new_printer()
    printer.setFromTo(7, 9)
    page = papers(shown)
    first = page.preview.images[0]
    Printing(shown.link, shown.services.press, page.pdf, first, 2).print_on(printer)
    shown.reads("The paper has 2 pages, and none was chosen.")


# Where the system takes no PDF, pages are drawn on the printer as pictures.


def pictures(press: FormPress, size: str) -> tuple[PageImage, ...]:
    pdf = press.print_pdf(
        blank_sheet(DIALOGUE, shipped_programmes()["reed-2019"], Coalition()), size=size
    )
    return tuple(press.pages(pdf, dpi=PRINT_DPI))


def to_file(file: Path, page: PageImage) -> QPrinter:
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPageSize(size_of(page))
    return printer


def draw_in_pool(
    qtbot: QtBot, printer: QPrinter, images: tuple[PageImage, ...], numbers: tuple[int, ...]
) -> None:
    """Draw as the program does, away from the thread of the windows."""
    failures: list[Exception] = []
    done: list[bool] = []

    def work() -> bool:
        draw(printer, images, numbers)
        return current_thread() is main_thread()

    owner = QThreadPool.globalInstance()
    in_pool(owner, work, done.append, failures.append)
    qtbot.waitUntil(lambda: bool(done or failures), timeout=30_000)
    if failures:
        raise failures[0]
    assert done == [False]


@pytest.mark.parametrize(("size", "points"), [("letter", LETTER), ("a4", A4)])
def test_every_page_is_drawn_in_its_own_size_under_a_title_that_says_nothing(
    qtbot: QtBot, press: FormPress, tmp_path: Path, size: str, points: tuple[int, int]
) -> None:
    images = pictures(press, size)
    draw_in_pool(qtbot, to_file(tmp_path / "printed.pdf", images[0]), images, (1, 2))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == len(images)
    for page in printed:
        assert page.get_size() == pytest.approx(points, abs=2)
    assert len(set(bytes(printed[0].render(scale=0.5).buffer))) > 2, "the page is empty"
    assert printed.get_metadata_value("Title") == JOB_TITLE
    assert printed.get_metadata_value("Author") == ""
    printed.close()


def test_only_the_pages_that_were_chosen_are_drawn_and_as_often_as_was_chosen(
    qtbot: QtBot, press: FormPress, tmp_path: Path
) -> None:
    images = pictures(press, "letter")
    printer = to_file(tmp_path / "printed.pdf", images[0])
    printer.setCopyCount(3)
    printer.setFromTo(2, 2)
    times = 1 if printer.supportsMultipleCopies() else 3
    draw_in_pool(qtbot, printer, images, chosen_pages(printer, len(images)))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == times
    printed.close()


def test_pages_are_drawn_from_the_last_where_that_was_chosen(
    qtbot: QtBot, tmp_path: Path, press: FormPress
) -> None:
    printer = to_file(tmp_path / "printed.pdf", pictures(press, "a4")[0])
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 3) == (3, 2, 1)


# Qt says so to the log, and the program says it to the person.
@pytest.mark.qt_log_ignore("QPainter::begin.*Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_trouble_in_a_sentence(
    qtbot: QtBot, press: FormPress, tmp_path: Path
) -> None:
    images = pictures(press, "letter")
    printer = to_file(tmp_path / "no such folder" / "printed.pdf", images[0])
    with pytest.raises(Trouble, match="Nothing was lost"):
        draw_in_pool(qtbot, printer, images, (1, 2))
