"""Printing: the system's dialog asks how, and the pool hands the paper to the printer.

A printing belongs to the session and not to the page that began it: it is told in the notice
wherever one has gone meanwhile. Nothing slow happens on the thread of the windows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from rjdesk.desk.ports import PageImage, Press, Trouble
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.pages.papers.drawn_pages import PRINT_DPI, draw, size_of
from rjdesk.screens.pages.papers.print_queue import send_to_queue

JOB_TITLE = "rjdesk form"
"""What every print job is called: printers and their queues keep titles, so it says nothing."""

HAS_QUEUES = sys.platform not in {"win32", "darwin"}
"""Whether CUPS prints here, whose queues take the PDF as it is; elsewhere pages are drawn."""

# Two printings never mix their pages, whoever began them.
_one_at_a_time = Lock()


class Printing(QObject):
    """One paper on its way, from the dialog to the printer.

    ``ended`` tells that it is over: printed, given up or failed. What came of it is said by
    the link.
    """

    ended = Signal()

    def __init__(self, link: Link, press: Press, pdf: bytes, first: PageImage, pages: int) -> None:
        """Take the paper: its bytes, its ``first`` page at any size, and how many there are."""
        super().__init__(link)
        self.link, self.press, self.pdf, self.pages = link, press, pdf, pages
        self.paper = size_of(first)
        self.ended.connect(self.deleteLater)

    def ask(self, parent: QWidget) -> QPrintDialog | None:
        """Open the system's print dialog; where no printer is set up, say so."""
        if not QPrinterInfo.availablePrinterNames():
            self._failed(
                Trouble(
                    "No printer is set up on this computer. Nothing was printed, and nothing was "
                    "lost. Set one up in the settings of the system, or save the paper as PDF."
                )
            )
            return None
        printer = new_printer()
        printer.setPageSize(self.paper)
        dialog = QPrintDialog(printer, parent)
        # There is a button of our own for it, which writes the paper and not a picture of it.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.setMinMax(1, self.pages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # `accepted` hands over a printer of its own accord: the one that is ours already.
        dialog.accepted.connect(lambda _printer: self.print_on(printer))
        dialog.rejected.connect(self.ended)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()
        return dialog

    def print_on(self, printer: QPrinter) -> None:
        """Print in the pool as the dialog was left."""
        numbers = chosen_pages(printer, self.pages)
        if not numbers:
            self._failed(
                Trouble(
                    f"The paper has {_counted(self.pages, 'page')}, and none was chosen. Nothing "
                    "was printed. Choose other pages, or all of them."
                )
            )
            return
        work = partial(_one_by_one, self._work(printer, numbers))
        said = sentence(len(numbers), printer.copyCount())
        in_pool(self, work, lambda _none: self._sent(said), self._failed)

    def _work(self, printer: QPrinter, numbers: tuple[int, ...]) -> Callable[[], None]:
        if HAS_QUEUES:
            # What Qt knows of the printer is asked on this thread; the pool has plain values.
            return send_to_queue(printer, self.pdf, self.paper, JOB_TITLE)
        press, pdf = self.press, self.pdf
        return lambda: draw(printer, press.pages(pdf, dpi=PRINT_DPI), numbers)

    def _sent(self, said: str) -> None:
        self.link.said.emit(said)
        self.ended.emit()

    def _failed(self, trouble: Trouble) -> None:
        self.ended.emit()
        self.link.trouble.emit(str(trouble))


def new_printer() -> QPrinter:
    """Return a printer with our settings: a neutral title, two-sided, to the paper's edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_TITLE)
    printer.setCreator("rjdesk")
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def chosen_pages(printer: QPrinter, pages: int) -> tuple[int, ...]:
    """Return the numbers of the pages that were chosen, in the order in which they are printed."""
    ranges = printer.pageRanges()
    numbers = [n for n in range(1, pages + 1) if ranges.isEmpty() or ranges.contains(n)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    return tuple(numbers)


def sentence(pages: int, copies: int) -> str:
    """Return what is said when the printer has a paper, such as Sent to the printer: 2 pages."""
    often = f", {copies} copies" if copies > 1 else ""
    return f"Sent to the printer: {_counted(pages, 'page')}{often}."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _one_by_one(work: Callable[[], None]) -> None:
    with _one_at_a_time:
        work()
