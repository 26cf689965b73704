"""The few things that are drawn: text that knows its role, rules to write on, boxes to tick."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Table

from rjdesk.paper.fonts import Face
from rjdesk.paper.look import ACCENT, INK, RULE, Look, Role
from rjdesk.paper.structure import Element, content_of, ornament

Drawn = Any
"""A flowable of ReportLab, which says nothing about its types."""

Unit = list[Drawn]
"""Flowables that belong on one page."""

_TICK = 4.4 * mm
_MANY_LINES = 6


class Passage(Paragraph):  # type: ignore[misc]
    """A paragraph that knows its place in the structure, and tells its halves.

    Its lines are no longer than ``widest``, however much room there is. Drawn a second time,
    it repeats what was said before, as the head of a long table does on each page; a screen
    reader is spared that.
    """

    element: Element | None = None
    mark = ""
    label: Element | None = None
    widest = math.inf
    _asked: tuple[float, object] | None = None
    _said = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Break the text into lines that can be read with ease."""
        asked = (min(availWidth, self.widest), self.style)
        # Every passage is measured several times over; a split may drop its lines.
        if self._asked != asked or not hasattr(self, "blPara"):
            super().wrap(asked[0], availHeight)
            self._asked = asked
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Passage]:  # noqa: N803
        """Split as a paragraph does; the mark of a list stays with the first half."""
        halves: list[Passage] = super().split(min(availWidth, self.widest), availHeight)
        for half in halves:
            half.element, half.widest = self.element, self.widest
        if halves:
            halves[0].mark, halves[0].label = self.mark, self.label
        return halves

    def draw(self) -> None:
        """Draw the mark of a list, if there is one, and the text."""
        if self.mark:
            with content_of(None if self._said else self.label, self.canv):
                self._draw_mark()
        with content_of(None if self._said else self.element, self.canv):
            super().draw()
        self._said = True

    def _draw_mark(self) -> None:
        style, lines = self.style, self.blPara
        first = lines if lines.kind == 0 else lines.lines[0]
        self.canv.setFont(style.bulletFontName, style.bulletFontSize)
        self.canv.setFillColor(style.bulletColor)
        self.canv.drawString(style.bulletIndent, self.height - first.ascent, self.mark)


def passage(markup: str, look: Look, role: Role, *, roomy: bool = False) -> Passage:
    """Return text in a role. ``markup`` comes from the typecase, which has escaped it.

    ``roomy`` sets the lines far enough apart to write on the rules between the words.
    """
    style = look.style(role)
    if roomy:
        # Text sits at the top of its line; the room to write in is wanted above the rule.
        slack = max(0, look.writing - style.leading)
        style = style.clone(
            f"{style.name}-roomy",
            leading=style.leading + slack,
            spaceBefore=style.spaceBefore + slack,
            spaceAfter=max(0, style.spaceAfter - slack),
        )
    made = Passage(markup, style)
    if role is not Role.FOOTER:
        made.element = Element(role.element)
        made.widest = look.line
    return made


def marked(made: Passage, mark: str, within: Element) -> Passage:
    """Make a passage an item of a list, with a mark before it."""
    style = made.style
    width = stringWidth(f"{mark} ", style.bulletFontName, style.bulletFontSize)
    if style.bulletIndent + width > style.leftIndent:
        made.style = style.clone(style.name, leftIndent=style.bulletIndent + width)
    made.mark = mark
    made.label, made.element = item(within)
    return made


def item(within: Element) -> tuple[Element, Element]:
    """Add an item to a list, and return the places of its mark and of its text."""
    whole = within.add(Element("LI"))
    return whole.add(Element("Lbl")), whole.add(Element("LBody"))


def elements_of(flowables: Iterable[Drawn]) -> Iterator[Element]:
    """Yield the outermost elements of what is drawn, in the order in which it is read."""
    for drawn in flowables:
        if isinstance(drawn, Passage | TickBox) and drawn.element is not None:
            yield drawn.element.top
        elif isinstance(drawn, Grid):
            for row in drawn._cellvalues:  # noqa: SLF001 - there is no other way to them
                for cell in row:
                    yield from elements_of(cell if isinstance(cell, list | tuple) else (cell,))
        elif isinstance(drawn, KeepTogether):
            yield from elements_of(drawn._content)  # noqa: SLF001 - as above


class WriteLine(Flowable):  # type: ignore[misc]
    """A rule as wide as its place, with free height above it to write in."""

    def __init__(self, free: float, width: float | None = None) -> None:
        """Make a rule; without a width it takes all there is."""
        super().__init__()
        self._free = free
        self._wanted = width

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take the place that there is."""
        self.width = min(self._wanted or availWidth, availWidth)
        self.height = self._free
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rule at the foot."""
        with ornament(self.canv):
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.7)
            self.canv.line(0, 0.5, self.width, 0.5)


class TickBox(Flowable):  # type: ignore[misc]
    """An empty box, drawn and not a letter, so that it is as large as a pen needs."""

    def __init__(self, look: Look, element: Element) -> None:
        """Make a box as tall as the letters beside it, and never too small for a pen."""
        super().__init__()
        self.element = element
        self._side = max(_TICK, look.points)
        self._drop = max(0, (look.style(Role.CELL).leading - self._side) / 2)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take the size of the box, and stand level with the words."""
        return self._side, self._side + self._drop

    def draw(self) -> None:
        """Draw the box."""
        with content_of(self.element, self.canv):
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.9)
            self.canv.roundRect(0.5, 0.5, self._side - 1, self._side - 1, 1.5)


class Bar(Flowable):  # type: ignore[misc]
    """A short bar of the accent colour."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take a little height."""
        return 16 * mm, 1.6 * mm

    def draw(self) -> None:
        """Draw the bar."""
        with ornament(self.canv):
            self.canv.setFillColor(ACCENT)
            self.canv.rect(0, 0, 16 * mm, 1.1 * mm, stroke=0, fill=1)


class Grid(Table):  # type: ignore[misc]
    """A table whose colour and lines are ornament; its cells say for themselves what they are."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 - ReportLab's name
        if self._bkgrndcmds:
            with ornament(self.canv):
                super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 - ReportLab's name
        if self._linecmds:
            with ornament(self.canv):
                super()._drawLines()


def grid(
    rows: Sequence[Sequence[Drawn]],
    widths: Sequence[float],
    commands: Sequence[tuple[Any, ...]] = (),
    **options: Any,  # noqa: ANN401 - what ReportLab's Table takes
) -> Drawn:
    """Return a table without padding at its outer edges, its cells aligned at the top.

    A cell holds flowables, or an empty list: ReportLab would draw even an empty text.
    """
    plain = [
        # Else even an empty cell is set in Helvetica, which is not in the file.
        ("FONTNAME", (0, 0), (-1, -1), Face.TEXT.value),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Grid(
        [list(row) for row in rows],
        colWidths=list(widths),
        style=[*plain, *commands],
        hAlign="LEFT",
        **options,
    )


_GLANCE = 0.65
"""The share of a page up to which parts that belong together are not parted."""


def is_tall(drawn: Drawn, width: float, look: Look) -> bool:
    """Whether something has to be parted, since it takes most of a page by itself."""
    page = look.height - look.top - look.bottom
    return bool(drawn.wrap(width, page)[1] + drawn.getSpaceBefore() > _GLANCE * page)


def whole(drawn: Sequence[Drawn], look: Look) -> list[Drawn]:
    """Keep a few parts on one page, unless they need most of a page."""
    page = look.height - look.top - look.bottom
    parts = [
        part
        for one in drawn
        if not isinstance(one, CondPageBreak)
        for part in (one._content if isinstance(one, KeepTogether) else (one,))  # noqa: SLF001
    ]
    heights = [part.wrap(look.measure, page)[1] + part.getSpaceBefore() for part in parts]
    return [KeepTogether(parts)] if sum(heights) < _GLANCE * page else list(drawn)


def together(parts: Sequence[Drawn], look: Look) -> list[Drawn]:
    """Keep parts on one page, such as a heading and what it heads.

    Where they are too tall to be kept whole, the last keeps at least its first lines with
    those before it.
    """
    page = look.height - look.top - look.bottom
    heights = [part.wrap(look.measure, page)[1] + part.getSpaceBefore() for part in parts]
    # What can be split need not be kept whole, and would leave half a page empty.
    splits = isinstance(parts[-1], Passage) or len(getattr(parts[-1], "_cellvalues", ())) > 1
    if sum(heights) < (page / 2 if splits else 0.9 * page):
        return [KeepTogether(list(parts))] if len(parts) > 1 else list(parts)
    least = sum(heights[:-1]) + _MANY_LINES * look.leading
    return [CondPageBreak(min(least, 0.8 * page)), *parts]
