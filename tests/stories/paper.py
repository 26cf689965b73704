"""What stands on a printed paper, read from its PDF."""

from __future__ import annotations

import pypdfium2

from rjdesk.desk.sheets import Sheet
from rjdesk.paper import preview
from rjdesk.shipped import shipped_press


def text_of(sheet: Sheet) -> str:
    """Return every word of a paper, its lines joined by spaces."""

    def read(pdf: bytes) -> str:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
        return " ".join(" ".join(pages).split())

    return preview._thread().submit(read, shipped_press().print_pdf(sheet)).result()
