"""Printing through the system's dialog, a page at a time at 300 dots an inch.

The job carries a neutral title: printers and their queues keep titles.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from rjdesk.desk.ports import Press
from rjdesk.screens.parts.sheet import to_qimage

JOB_TITLE = "rjdesk form"
PRINT_DPI = 300


def print_pages(parent: QWidget, press: Press, pdf: bytes) -> QPrintDialog:
    """Open the system's print dialog, and print when it is accepted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_TITLE)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(partial(send, printer, press, pdf))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def send(printer: QPrinter, press: Press, pdf: bytes) -> None:
    """Draw every page on the printer."""
    painter = QPainter(printer)
    for number, page in enumerate(press.pages(pdf, dpi=PRINT_DPI)):
        if number:
            printer.newPage()
        painter.drawImage(painter.viewport(), to_qimage(page))
    painter.end()
