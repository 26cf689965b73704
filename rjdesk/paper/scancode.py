"""The square code that tells a scanned page's case and number, and nobody's name."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import msgspec
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


class Code(msgspec.Struct, frozen=True):
    """What is in the code: the case code, the page and how many there are."""

    case: str
    page: int
    pages: int

    def __str__(self) -> str:
        """Return the text that a scan reads, such as ``RJ1:RJ-7QK4-M2:1/3``."""
        return f"RJ1:{self.case}:{self.page}/{self.pages}"


class QrCode(msgspec.Struct, frozen=True):
    """A drawn code: ``size`` modules a side; ``runs`` of dark ones as row, column and length."""

    size: int
    mask: int
    runs: tuple[tuple[int, int, int], ...]


@lru_cache(256)
def qr_code(code: Code, mask: int | None = None) -> QrCode:
    """Return the QR code (level Q: a quarter of it may be lost).

    To find the best of the eight masks takes eight times as long as to draw with one. The
    pages of one paper differ in a figure only, so that the mask of the first serves them all.
    """
    drawn = QRCode(None, QRErrorCorrectLevel.Q)
    drawn.addData(str(code))
    drawn.version = drawn.calculate_version()
    best = drawn.getBestMaskPattern() if mask is None else mask
    drawn.makeImpl(False, best)  # noqa: FBT003 - ReportLab's own order: this one is no trial
    runs = []
    for row, modules in enumerate(drawn.modules):
        column = 0
        for dark, run in groupby(map(bool, modules)):
            length = len(list(run))
            if dark:
                runs.append((row, column, length))
            column += length
    return QrCode(drawn.getModuleCount(), best, tuple(runs))
