"""Pages as pictures, drawn by PDFium on one thread of its own: three threads crash it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from rjdesk.desk.ports import PageImage, Trouble

_POINTS_AN_INCH = 72


def pages(pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
    """Return every page of a PDF as a picture.

    May be called from any thread; waits its turn. Raises Trouble for bytes that are no PDF.
    """
    return _thread().submit(_pages, pdf, dpi).result()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdfium")


def _pages(pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Trouble(
            "This paper cannot be shown: its file is damaged. The record itself is untouched."
            " Print the paper anew."
        ) from error
    try:
        return tuple(_picture(document[index], dpi) for index in range(len(document)))
    finally:
        document.close()


def _picture(page: object, dpi: int) -> PageImage:
    bitmap = page.render(scale=dpi / _POINTS_AN_INCH, prefer_bgrx=True)  # type: ignore[attr-defined]
    return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
