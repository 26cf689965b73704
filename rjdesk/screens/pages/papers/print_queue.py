"""A paper into a queue of CUPS: the PDF itself, through ``lp``.

Qt's own way to CUPS writes the whole job readable into the folder for temporary files and sends
that. Here the bytes lie in a file that exists in memory only, and ``lp`` reads it to the end
even where the program is locked meanwhile. The queue keeps a copy of its own for as long as the
system's administrator has it do so (PreserveJobFiles).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from threading import Timer

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from rjdesk.desk.ports import Trouble

_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}
_OTHER_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where the dialog leaves what only CUPS knows: pages a side, odd pages, when, the printer's own.

The key is Qt's (PPK_CupsOptions), and the value a list of names, each followed by its value.
"""
_PATIENCE_S = 60


def send_to_queue(
    printer: QPrinter, pdf: bytes, paper: QPageSize, title: str
) -> Callable[[], None]:
    """Return what sends a PDF to the queue that was chosen, as it was chosen.

    The returned work may run in any thread. It raises Trouble when the queue does not take
    the paper. ``paper`` is what the PDF is made for.
    """
    command = ["lp", "-s", "-d", printer.printerName(), "-t", title]
    command += ["-n", str(printer.copyCount()), *_options(printer, paper), "-"]
    return lambda: _send(command, pdf)


def _options(printer: QPrinter, paper: QPageSize) -> Iterator[str]:
    media = _media(printer, paper)
    options = {
        "media": media.key(),
        "sides": _SIDES[printer.duplex()],
        "collate": str(printer.collateCopies()).lower(),
    }
    if not media.isEquivalentTo(paper):
        options["print-scaling"] = "fit"
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        options["outputorder"] = "reverse"
    if printer.colorMode() is QPrinter.ColorMode.GrayScale:
        options["print-color-mode"] = "monochrome"
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        options["page-ranges"] = ranges.toString()
    others = list(printer.printEngine().property(_OTHER_OPTIONS) or ())
    options.update(zip(others[::2], others[1::2], strict=True))
    for name, value in options.items():
        if value:
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            yield from ("-o", f'{name}="{quoted}"')


def _media(printer: QPrinter, paper: QPageSize) -> QPageSize:
    """Return the paper to print on.

    The dialog begins with the printer's usual paper, whatever it is told. What differs from
    that was chosen by a person; else it is the paper that the PDF is made for, if the printer
    has it.
    """
    info = QPrinterInfo(printer)
    chosen = printer.pageLayout().pageSize()
    usual = info.defaultPageSize()
    if not chosen.isEquivalentTo(usual):
        return chosen
    return next((s for s in info.supportedPageSizes() if s.isEquivalentTo(paper)), usual)


def _send(command: list[str], pdf: bytes) -> None:
    if shutil.which(command[0]) is None:
        raise Trouble(
            "The program lp is missing, which takes papers to the printer; Debian and Ubuntu "
            "have it in cups-client. Nothing was printed. Install it, or save the paper as PDF."
        )
    file = os.memfd_create("paper")
    try:
        with os.fdopen(file, "wb", closefd=False) as paper:
            paper.write(pdf)
        os.lseek(file, 0, os.SEEK_SET)
        nothing = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=file, stdout=nothing, stderr=nothing) as sending:  # noqa: S603 - a list, and no shell
            # A wait with an end would ask again and again; this one is ended from outside.
            late = Timer(_PATIENCE_S, sending.kill)
            late.start()
            refused = sending.wait()
            late.cancel()
    finally:
        os.close(file)
    if refused:
        raise _refused()


def _refused() -> Trouble:
    return Trouble(
        "The printer did not take the paper. Nothing was lost. See whether the printer is there "
        "and on, then print again, or save the paper as PDF."
    )
