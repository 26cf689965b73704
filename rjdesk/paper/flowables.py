"""The few things that are drawn: text that knows its role, rules to write on, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Table

from rjdesk.paper.fonts import Face
from rjdesk.paper.look import ACCENT, INK, RULE, Look, Role

Drawn = Any
"""A flowable of ReportLab, which says nothing about its types."""

Unit = list[Drawn]
"""Flowables that belong on one page."""

_TICK = 4.4 * mm
_MANY_LINES = 6


class Passage(Paragraph):  # type: ignore[misc]
    """A paragraph that knows its role, and tells it to its halves where a page ends."""

    role = Role.BODY

    def split(self, availWidth: float, availHeight: float) -> list[Passage]:  # noqa: N803
        """Split as a paragraph does."""
        halves: list[Passage] = super().split(availWidth, availHeight)
        for half in halves:
            half.role = self.role
        return halves


def passage(
    markup: str, look: Look, role: Role, *, bullet: str | None = None, roomy: bool = False
) -> Passage:
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
    made = Passage(markup, style, bulletText=bullet)
    made.role = role
    return made


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
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.7)
        self.canv.line(0, 0.5, self.width, 0.5)


class TickBox(Flowable):  # type: ignore[misc]
    """An empty box, drawn and not a letter, so that it is as large as a pen needs."""

    def __init__(self, look: Look) -> None:
        """Make a box as tall as the letters beside it, and never too small for a pen."""
        super().__init__()
        self._side = max(_TICK, look.points)
        self._drop = max(0, (look.style(Role.CELL).leading - self._side) / 2)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take the size of the box, and stand level with the words."""
        return self._side, self._side + self._drop

    def draw(self) -> None:
        """Draw the box."""
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
        self.canv.setFillColor(ACCENT)
        self.canv.rect(0, 0, 16 * mm, 1.1 * mm, stroke=0, fill=1)


def grid(
    rows: Sequence[Sequence[Drawn]],
    widths: Sequence[float],
    commands: Sequence[tuple[Any, ...]] = (),
    **options: Any,  # noqa: ANN401 - what ReportLab's Table takes
) -> Drawn:
    """Return a table without padding at its outer edges, its cells aligned at the top."""
    plain = [
        # Else even an empty cell is set in Helvetica, which is not in the file.
        ("FONTNAME", (0, 0), (-1, -1), Face.TEXT.value),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        style=[*plain, *commands],
        hAlign="LEFT",
        **options,
    )


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
