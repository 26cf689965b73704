"""What stands on each page around the text: the footer, the code for a scan, the word DRAFT."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm

from rjdesk.paper.blocks import BlockRenderer
from rjdesk.paper.flowables import Passage
from rjdesk.paper.fonts import Face
from rjdesk.paper.look import DRAFT, HAIR, INK, Role
from rjdesk.paper.scancode import Code, qr_code
from rjdesk.paper.structure import ornament
from rjdesk.paper.tree import Form

Canvas = Any
"""A canvas of ReportLab, which says nothing about its types."""

_CODE = 16 * mm
_EDGE = 8.5 * mm
_GAP = 4 * mm


class Furniture:
    """Draws what stands on each page; to a screen reader all of it is ornament."""

    def __init__(self, form: Form, renderer: BlockRenderer) -> None:
        """Set the words, refuse those in letters that no font has, and take the room needed."""
        self._renderer = renderer
        self._look = renderer.look
        sheet, words = renderer.filling.sheet, renderer.filling.wording.page
        self._case = words.code.format(code=sheet.code) if sheet.code else ""
        version = words.version.format(version=sheet.version) if sheet.version else ""
        parts = (
            renderer.filling.plain(form.title),
            words.edition.format(version=form.version),
            version,
            "" if self._look.coded else self._case,
            words.digest.format(digest=sheet.digest) if sheet.digest else "",
        )
        # Spaces that do not break: a line may end between two parts, not inside one.
        self._footing = " · ".join(p.replace(" ", "\N{NO-BREAK SPACE}") for p in parts if p)
        self._mask: int | None = None
        self._top = self._make_room()

    def under(self, canvas: Canvas) -> None:
        """Draw what lies under the text."""
        if self._renderer.filling.sheet.draft:
            with ornament(canvas):
                self._draft(canvas)

    def foot(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the footer."""
        look, left = self._look, self._look.left
        above = self._top + (3 if look.coded else 2) * mm
        with ornament(canvas):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.6)
            canvas.line(left, above, left + look.measure, above)
        if look.coded:
            self._scan_code(canvas, page, pages)
        number = self._number(page, pages)
        wide = self._width(number)
        under = _put(canvas, number, left + self._room - wide, self._top, wide)
        top = self._top
        for line, width in self._lines():
            # What takes the whole room stands under the number.
            top = _put(canvas, line, left, top if width < self._room else min(top, under), width)

    @property
    def _room(self) -> float:
        """The width that the words of the footer have beside the code."""
        return self._look.measure - (_CODE + _GAP if self._look.coded else 0.0)

    def _number(self, page: int, pages: int) -> Passage:
        words = self._renderer.filling.wording.page
        return self._renderer.plain(words.page.format(page=page, pages=pages), Role.FOOTER)

    def _width(self, number: Passage) -> float:
        """Return the width of the number of a page, which leaves half of the room to others."""
        number.wrap(self._look.measure, self._look.height)
        return min(float(number.getActualLineWidths0()[0]) + 1, self._room / 2)

    def _lines(self) -> list[tuple[Passage, float]]:
        """Return what stands in the footer, and how wide each may be."""
        footing = self._renderer.plain(self._footing, Role.FOOTER)
        beside = self._room - self._width(self._number(8, 8)) - _GAP
        if not self._look.coded:
            return [(footing, beside)]
        typed = self._renderer.plain(self._case, Role.FOOTER, bold=True)
        return [(typed, beside), (footing, self._room)]

    def _make_room(self) -> float:
        """Give a tall footer the height that it needs, and return where it begins."""
        look, number = self._look, self._number(8, 8)
        beside, *under = [line.wrap(width, look.height)[1] for line, width in self._lines()]
        tall = max(beside, number.wrap(self._width(number), look.height)[1]) + sum(under)
        above = (6 if look.coded else 9) * mm
        top = _EDGE + max(float(tall), _CODE if look.coded else 0.0)
        look.bottom = max(look.bottom, top + above)
        return float(look.bottom - above)

    def _draft(self, canvas: Canvas) -> None:
        look = self._look
        canvas.saveState()
        canvas.setFillColor(DRAFT)
        canvas.setFont(look.font_set.name(Face.BOLD), look.width / 4.4)
        canvas.translate(look.width / 2, look.height / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -look.width / 14, self._renderer.filling.wording.page.draft)
        canvas.restoreState()

    def _scan_code(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the square code under the dates, where the ink of signatures does not reach it."""
        code = qr_code(Code(self._renderer.filling.sheet.code, page, pages), self._mask)
        self._mask = code.mask
        side = _CODE / code.size
        with ornament(canvas):
            canvas.saveState()
            canvas.setFillColor(INK)
            x = self._look.left + self._look.measure - _CODE
            canvas.transform(side, 0, 0, side, x, self._top - _CODE)
            for row, first, length in code.runs:
                canvas.addLiteral(f"{first} {code.size - row - 1} {length} 1 re")
            canvas.addLiteral("f")
            canvas.restoreState()


def _put(canvas: Canvas, text: Passage, x: float, top: float, width: float) -> float:
    """Draw text under a height, and return the height under it."""
    _, tall = text.wrapOn(canvas, width, top)
    text.drawOn(canvas, x, top - tall)
    return float(top - tall)
