"""Printing through the system's dialog, a page at a time at 300 dots an inch.

The job carries a neutral title: printers and their queues keep titles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from rjdesk.desk.ports import PageImage, Press, Trouble
from rjdesk.screens.parts.sheet import to_qimage
from rjdesk.screens.pool import in_pool

JOB_TITLE = "rjdesk form"
PRINT_DPI = 300
POINTS_AN_INCH = 72


def print_pages(
    parent: QWidget, press: Press, pdf: bytes, failed: Callable[[Trouble], object]
) -> QPrintDialog:
    """Open the system's print dialog, and print when it is accepted.

    ``failed`` is told when the pages cannot be drawn or the printer takes none.
    """
    printer = new_printer()
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(partial(_print, parent, printer, press, pdf, failed))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def new_printer() -> QPrinter:
    """Return a printer with our settings: a neutral title, two-sided, to the paper's edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_TITLE)
    printer.setCreator("rjdesk")
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def _print(
    parent: QWidget,
    printer: QPrinter,
    press: Press,
    pdf: bytes,
    failed: Callable[[Trouble], object],
) -> None:
    def done(pages: Sequence[PageImage]) -> None:
        try:
            send(printer, pages)
        except Trouble as trouble:
            failed(trouble)

    in_pool(parent, lambda: tuple(press.pages(pdf, dpi=PRINT_DPI)), done, failed)


def send(printer: QPrinter, pages: Sequence[PageImage]) -> None:
    """Draw every page on the printer. Raises Trouble when the printer takes none."""
    if pages:
        printer.setPageSize(_size_of(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble(
            "The printer took no pages. Nothing was lost. Choose another printer, or save the "
            "paper as PDF."
        )
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.drawImage(_fitting(page, painter.viewport()), to_qimage(page))
    painter.end()


def _size_of(page: PageImage) -> QPageSize:
    size = QSizeF(page.width, page.height) * (POINTS_AN_INCH / PRINT_DPI)
    return QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def _fitting(page: PageImage, sheet: QRect) -> QRect:
    """Return where a page lies on the sheet: as large as it goes, and never out of shape."""
    size = QSize(page.width, page.height)
    place = QRect(0, 0, 0, 0)
    place.setSize(size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(sheet.center())
    return place
