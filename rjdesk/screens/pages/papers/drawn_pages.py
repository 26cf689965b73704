"""Pages drawn on a printer as pictures, where the printer's system takes no PDF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from rjdesk.desk.ports import PageImage, Trouble
from rjdesk.screens.kit.sheet import to_qimage

PRINT_DPI = 300


def draw(printer: QPrinter, pages: Sequence[PageImage], numbers: Sequence[int]) -> None:
    """Draw the pages of these numbers, counted from one, on the printer; from any thread.

    The paper is the one that the printer is set to; a page is as large on it as it goes.
    Raises Trouble when the printer takes none.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble(
            "The printer took no pages. Nothing was lost. Choose another printer, or save the "
            "paper as PDF."
        )
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    for place, number in enumerate([*numbers] * times):
        if place:
            printer.newPage()
        page = pages[number - 1]
        painter.drawImage(_fitting(page, painter.viewport()), to_qimage(page))
    painter.end()


def size_of(page: PageImage) -> QPageSize:
    """Return the paper that a page is made for: Letter or A4, whichever has its shape."""
    known = [QPageSize(QPageSize.PageSizeId.Letter), QPageSize(QPageSize.PageSizeId.A4)]
    shape = page.height / page.width
    return min(known, key=lambda size: abs(_shape(size) - shape))


def _shape(size: QPageSize) -> float:
    points: QSizeF = size.size(QPageSize.Unit.Point)
    return points.height() / points.width()


def _fitting(page: PageImage, sheet: QRect) -> QRect:
    """Return where a page lies on the sheet: as large as it goes, and never out of shape."""
    size = QSize(page.width, page.height)
    place = QRect(0, 0, 0, 0)
    place.setSize(size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(sheet.center())
    return place
