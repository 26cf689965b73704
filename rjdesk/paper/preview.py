"""Pages as pictures, drawn by PDFium on one thread of its own: three threads crash it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from rjdesk.desk.ports import PageImage, Trouble

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_POINTS_AN_INCH = 72


def pages(pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
    """Return every page of a PDF as a picture.

    May be called from any thread; waits its turn. Raises Trouble for bytes that are no PDF.
    """
    return _thread().submit(_pages, pdf, dpi).result()


def count(pdf: bytes) -> int:
    """Return how many pages a PDF has, without drawing them. Raises Trouble for no PDF."""
    return _thread().submit(_count, pdf).result()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdfium")


def _pages(pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
    with _opened(pdf) as document:
        return tuple(_picture(document[index], dpi) for index in range(len(document)))


def _count(pdf: bytes) -> int:
    with _opened(pdf) as document:
        return len(document)


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Trouble(
            "This paper cannot be shown: its file is damaged. The record itself is untouched."
            " Print the paper anew."
        ) from error
    try:
        yield document
    finally:
        document.close()


def _picture(page: object, dpi: int) -> PageImage:
    bitmap = page.render(scale=dpi / _POINTS_AN_INCH, prefer_bgrx=True)  # type: ignore[attr-defined]
    return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
