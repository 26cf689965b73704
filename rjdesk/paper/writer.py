"""The one writer: a form, a filling and a look become the bytes of a PDF."""

from __future__ import annotations

import time
from functools import partial
from hashlib import md5
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
from reportlab.platypus.doctemplate import LayoutError

from rjdesk.desk.ports import Trouble
from rjdesk.paper.blocks import BlockRenderer
from rjdesk.paper.filling import Filling
from rjdesk.paper.finisher import finish
from rjdesk.paper.flowables import Bar, Drawn, elements_of
from rjdesk.paper.fonts import Face, clean
from rjdesk.paper.furniture import Furniture
from rjdesk.paper.look import Look, Role
from rjdesk.paper.structure import Element, Marks
from rjdesk.paper.tree import Form

_FIXED = 946_684_800
"""The moment that each PDF says it was made, so that a reprint has the same bytes."""


_CLOSER = 0.87
"""The height of a paper whose lines stand closer, as a share of what it takes usually."""


def write(form: Form, filling: Filling, look: Look) -> bytes:
    """Return the PDF of a filled form.

    Raises Trouble for a character that no font has, and for what no page has room for.

    A paper that hardly needs its last page is set a little closer where that saves the page.
    """
    paper = _lay_out(form, filling, look)
    if sum(paper.fills) * _CLOSER < len(paper.fills) - 1:
        closer = _lay_out(form, filling, look.closer())
        paper = closer if len(closer.fills) < len(paper.fills) else paper
    return finish(
        paper.raw, paper.structure, paper.marks, title=paper.title, language=form.language
    )


class _Paper(NamedTuple):
    """A paper before it is finished; ``fills`` is the share of each page that is taken."""

    raw: bytes
    structure: Element
    marks: Marks
    title: str
    fills: list[float]


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A document that knows how much of each page is taken."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        self.fills: list[float] = []
        super().__init__(*args, **options)

    def afterPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Note how far down the page goes."""
        frame = self.frame
        self.fills.append(1 - (frame._y - frame._y1p) / frame._aH)  # noqa: SLF001 - no other way


def _lay_out(form: Form, filling: Filling, look: Look) -> _Paper:
    renderer = BlockRenderer(filling, look)
    title = clean(filling.plain(form.title))
    furniture = Furniture(form, renderer)
    # All text is set, and what cannot be drawn is refused, before the first page begins.
    story = [*_opening(renderer, form), *renderer.story(form.blocks)]
    structure = _structure(story, form.language)
    marks = Marks()
    out = BytesIO()
    document = _Document(
        out,
        pagesize=(look.width, look.height),
        pageTemplates=[PageTemplate("page", [_frame(look)])],
        title=title,
        author="",
        subject="",
        creator="rjdesk",
        producer="rjdesk",
        lang=form.language,
        displayDocTitle=True,
        invariant=1,
        # The finisher compresses all of it.
        pageCompression=0,
        # Else each page begins in Helvetica, which is not in the file.
        initialFontName=look.font_set.name(Face.TEXT),
    )
    try:
        document.build(story, canvasmaker=partial(_Pages, furniture=furniture, marks=marks))
    except LayoutError:
        raise Trouble(
            "This cannot be printed, because a name, a title or a word in it is longer than a page"
            " has room for. Nothing was lost. Shorten it, then print again."
        ) from None
    return _Paper(out.getvalue(), structure, marks, title, document.fills)


def _frame(look: Look) -> Frame:
    return Frame(
        look.left,
        look.bottom,
        look.measure,
        look.height - look.top - look.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _structure(story: list[Drawn], language: str) -> Element:
    """Return the structure of the document, its content in the order in which it is drawn."""
    document = Element("Document")
    section = document.add(Element("Sect", language=language))
    for element in dict.fromkeys(elements_of(story)):
        section.add(element)
    return document


def _opening(renderer: BlockRenderer, form: Form) -> list[Drawn]:
    title = renderer.text(form.title, Role.TITLE)
    letterhead = renderer.filling.sheet.letterhead
    head = [renderer.plain(letterhead, Role.LETTERHEAD), Spacer(0, 2.5 * mm)] if letterhead else []
    return [*head, Bar(), Spacer(0, 5 * mm), title]


class _Pages(Canvas):  # type: ignore[misc]
    """A canvas that ends its pages only when it knows how many there are."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        furniture: Furniture,
        marks: Marks,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        # Set outright: the environment can move even an invariant clock, and the file's id.
        self._doc.signature = md5(usedforsecurity=False)
        stamp = self._doc._timeStamp  # noqa: SLF001 - there is no other way to it
        stamp.t, stamp.lt = _FIXED, time.gmtime(_FIXED)
        stamp.YMDhms = tuple(stamp.lt)[:6]
        self.marks = marks
        self._furniture = furniture
        self._finished: list[dict[str, Any]] = []
        furniture.under(self)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Put the page aside."""
        self._finished.append(dict(self.__dict__))
        self._startPage()
        self._furniture.under(self)

    def save(self) -> None:
        """Number the pages, and end them all."""
        for number, page in enumerate(self._finished, start=1):
            self.__dict__.update(page)
            self._furniture.foot(self, number, len(self._finished))
            super().showPage()
        super().save()
