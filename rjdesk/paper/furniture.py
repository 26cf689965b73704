"""What stands on each page around the text: the footer, the code for a scan, the word DRAFT."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm

from rjdesk.paper.blocks import Setter
from rjdesk.paper.fonts import Face
from rjdesk.paper.look import DRAFT, HAIR, INK, Role
from rjdesk.paper.scancode import Code, qr_code
from rjdesk.paper.structure import ornament
from rjdesk.paper.tree import Form

Canvas = Any
"""A canvas of ReportLab, which says nothing about its types."""

_CODE = 16 * mm
_EDGE = 9 * mm
_GAP = 4 * mm


class Furniture:
    """Draws what stands on each page; to a screen reader all of it is ornament."""

    def __init__(self, form: Form, setter: Setter) -> None:
        """Set the words, and refuse here those in letters that no font has."""
        self._setter = setter
        self._look = setter.look
        sheet, words = setter.filling.sheet, setter.filling.wording.page
        self._case = words.code.format(code=sheet.code) if sheet.code else ""
        version = words.version.format(version=sheet.version) if sheet.version else ""
        parts = (
            setter.filling.plain(form.title),
            words.edition.format(version=form.version),
            version,
            "" if self._look.coded else self._case,
            words.digest.format(digest=sheet.digest) if sheet.digest else "",
        )
        # Spaces that do not break: a line may end between two parts, not inside one.
        self._footing = " · ".join(p.replace(" ", "\N{NO-BREAK SPACE}") for p in parts if p)
        setter.plain(self._footing, Role.FOOTER)
        self._mask: int | None = None

    def under(self, canvas: Canvas) -> None:
        """Draw what lies under the text."""
        if self._setter.filling.sheet.draft:
            with ornament(canvas):
                self._draft(canvas)

    def foot(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the footer."""
        look, words = self._look, self._setter.filling.wording.page
        shift = _CODE + _GAP if look.coded else 0.0
        top = _EDGE + _CODE if look.coded else look.bottom - 9 * mm
        with ornament(canvas):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.6)
            above = top + (3 if look.coded else 2) * mm
            canvas.line(look.left, above, look.left + look.measure, above)
        number = self._setter.plain(words.page.format(page=page, pages=pages), Role.FOOTER)
        number.wrapOn(canvas, look.measure, look.bottom)
        wide = number.getActualLineWidths0()[0] + 1
        _, height = number.wrapOn(canvas, wide, look.bottom)
        number.drawOn(canvas, look.left + look.measure - wide, top - height)
        room = look.measure - wide - _GAP - shift
        if look.coded:
            self._scan_code(canvas, page, pages)
            typed = self._setter.plain(self._case, Role.FOOTER, bold=True)
            _, height = typed.wrapOn(canvas, room, look.bottom)
            typed.drawOn(canvas, look.left + shift, top - height)
            top, room = top - height, look.measure - shift
        footing = self._setter.plain(self._footing, Role.FOOTER)
        _, height = footing.wrapOn(canvas, room, look.bottom)
        footing.drawOn(canvas, look.left + shift, top - height)

    def _draft(self, canvas: Canvas) -> None:
        look = self._look
        canvas.saveState()
        canvas.setFillColor(DRAFT)
        canvas.setFont(look.typecase.name(Face.BOLD), look.width / 4.4)
        canvas.translate(look.width / 2, look.height / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -look.width / 14, self._setter.filling.wording.page.draft)
        canvas.restoreState()

    def _scan_code(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the square code: as far from signatures as a page allows, for ink hides it."""
        code = qr_code(Code(self._setter.filling.sheet.code, page, pages), self._mask)
        self._mask = code.mask
        side = _CODE / code.size
        with ornament(canvas):
            canvas.saveState()
            canvas.setFillColor(INK)
            canvas.transform(side, 0, 0, side, self._look.left, _EDGE)
            for row, first, length in code.runs:
                canvas.addLiteral(f"{first} {code.size - row - 1} {length} 1 re")
            canvas.addLiteral("f")
            canvas.restoreState()
