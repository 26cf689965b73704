"""Printing: real pages on a real printer that writes to a file, under a neutral title."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from rjdesk.desk.papers import DIALOGUE, blank_sheet
from rjdesk.desk.ports import PageImage, Trouble
from rjdesk.paper.press import FormPress
from rjdesk.screens.printing import PRINT_DPI, new_printer, send
from rjdesk.shipped import shipped, shipped_programmes


@pytest.fixture(scope="module")
def press() -> FormPress:
    return FormPress(shipped("forms"), shipped("resources") / "fonts")


def pages(press: FormPress, size: str) -> tuple[PageImage, ...]:
    pdf = press.print_pdf(blank_sheet(DIALOGUE, shipped_programmes()["reed-2019"]), size=size)
    return tuple(press.pages(pdf, dpi=PRINT_DPI))


def to_file(file: Path) -> QPrinter:
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.mark.parametrize(("size", "points"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_every_page_comes_out_in_its_own_size(
    qtbot: QtBot, press: FormPress, tmp_path: Path, size: str, points: tuple[int, int]
) -> None:
    images = pages(press, size)
    send(to_file(tmp_path / "printed.pdf"), images)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == len(images)
    for page in printed:
        assert page.get_size() == pytest.approx(points, abs=2)
    assert len(set(bytes(printed[0].render(scale=0.5).buffer))) > 2, "the page is empty"
    printed.close()


def test_the_job_is_called_what_says_nothing(
    qtbot: QtBot, press: FormPress, tmp_path: Path
) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    assert printer.docName() == "rjdesk form"
    send(printer, pages(press, "letter"))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert printed.get_metadata_value("Title") == "rjdesk form"
    assert printed.get_metadata_value("Author") == ""
    printed.close()


# Qt says so to the log, and the program says it to the person.
@pytest.mark.qt_log_ignore("QPainter::begin.*Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_trouble_in_a_sentence(
    qtbot: QtBot, press: FormPress, tmp_path: Path
) -> None:
    printer = to_file(tmp_path / "no such folder" / "printed.pdf")
    with pytest.raises(Trouble, match="Nothing was lost"):
        send(printer, pages(press, "letter"))
