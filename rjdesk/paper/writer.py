"""The one writer: a form, a filling and a look become the bytes of a PDF."""

from __future__ import annotations

import time
from functools import partial
from hashlib import md5
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from rjdesk.paper.blocks import Setter
from rjdesk.paper.filling import Filling
from rjdesk.paper.finisher import finish
from rjdesk.paper.flowables import Bar, Drawn, told
from rjdesk.paper.fonts import Face, clean
from rjdesk.paper.look import DRAFT, HAIR, Look, Role
from rjdesk.paper.structure import Element, Marks, ornament
from rjdesk.paper.tree import Form

_FIXED = 946_684_800
"""The moment that each PDF says it was made, so that a reprint has the same bytes."""


def write(form: Form, filling: Filling, look: Look) -> bytes:
    """Return the PDF of a filled form. Raises Trouble for a character that no font has."""
    setter = Setter(filling, look)
    title = clean(filling.plain(form.title))
    # All text is set, and what cannot be drawn is refused, before the first page begins.
    story = [*_opening(setter, form), *setter.story(form.blocks)]
    structure = _structure(story, form.language)
    marks = Marks()
    out = BytesIO()
    frame = Frame(
        look.left,
        look.bottom,
        look.measure,
        look.height - look.top - look.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(
        out,
        pagesize=(look.width, look.height),
        pageTemplates=[PageTemplate("page", [frame])],
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
        initialFontName=look.typecase.name(Face.TEXT),
    )
    furniture = _Furniture(form, setter)
    document.build(story, canvasmaker=partial(_Pages, furniture=furniture, marks=marks))
    return finish(out.getvalue(), structure, marks, title=title, language=form.language)


def _structure(story: list[Drawn], language: str) -> Element:
    """Return the structure of the document, its content in the order in which it is drawn."""
    document = Element("Document")
    section = document.add(Element("Sect", language=language))
    for element in dict.fromkeys(told(story)):
        section.add(element)
    return document


def _opening(setter: Setter, form: Form) -> list[Drawn]:
    title = setter.text(form.title, Role.TITLE)
    letterhead = setter.filling.sheet.letterhead
    head = [setter.plain(letterhead, Role.LETTERHEAD), Spacer(0, 2.5 * mm)] if letterhead else []
    return [*head, Bar(), Spacer(0, 5 * mm), title]


class _Furniture:
    """What stands on each page around the text."""

    def __init__(self, form: Form, setter: Setter) -> None:
        self._form = form
        self._setter = setter
        # Spaces that do not break: a line may end between two parts, not inside one.
        self._footing = " · ".join(
            part.replace(" ", "\N{NO-BREAK SPACE}") for part in self._parts()
        )
        # A word in a language whose letters no font has is refused here, not mid-way.
        setter.plain(self._footing, Role.FOOTER)

    def _parts(self) -> list[str]:
        filling, words = self._setter.filling, self._setter.filling.wording.page
        sheet = filling.sheet
        version = words.version.format(version=sheet.version) if sheet.version else ""
        parts = (
            filling.plain(self._form.title),
            words.edition.format(version=self._form.version),
            version,
            words.code.format(code=sheet.code) if sheet.code else "",
            words.digest.format(digest=sheet.digest) if sheet.digest else "",
        )
        return [part for part in parts if part]

    def under(self, canvas: Canvas) -> None:
        """Draw what lies under the text."""
        setter = self._setter
        if not setter.filling.sheet.draft:
            return
        word = setter.filling.wording.page.draft
        with ornament(canvas):
            self._across(canvas, word)

    def _across(self, canvas: Canvas, word: str) -> None:
        look = self._setter.look
        canvas.saveState()
        canvas.setFillColor(DRAFT)
        canvas.setFont(look.typecase.name(Face.BOLD), look.width / 4.4)
        canvas.translate(look.width / 2, look.height / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -look.width / 14, word)
        canvas.restoreState()

    def foot(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the footer."""
        setter, look = self._setter, self._setter.look
        words = setter.filling.wording.page
        number = setter.plain(words.page.format(page=page, pages=pages), Role.FOOTER)
        number.wrapOn(canvas, look.measure, look.bottom)
        wide = number.getActualLineWidths0()[0] + 1
        parts = (
            (setter.plain(self._footing, Role.FOOTER), 0.0, look.measure - wide - 4 * mm),
            (number, look.measure - wide, wide),
        )
        top = look.bottom - 9 * mm
        with ornament(canvas):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.6)
            canvas.line(look.left, top + 2 * mm, look.left + look.measure, top + 2 * mm)
        for drawn, shift, width in parts:
            _, height = drawn.wrapOn(canvas, width, look.bottom)
            drawn.drawOn(canvas, look.left + shift, top - height)


class _Pages(Canvas):  # type: ignore[misc]
    """A canvas that ends its pages only when it knows how many there are."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        furniture: _Furniture,
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
