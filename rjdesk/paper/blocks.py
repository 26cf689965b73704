"""From the document tree to what is drawn: one short function for each kind of block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Spacer

from rjdesk.paper.fields import FIELDS, LISTS
from rjdesk.paper.filling import Filling
from rjdesk.paper.flowables import Drawn, TickBox, Unit, WriteLine, grid, passage, together
from rjdesk.paper.fonts import Face
from rjdesk.paper.look import Look, Role
from rjdesk.paper.signing import signature_sheet
from rjdesk.paper.tabling import table
from rjdesk.paper.tree import (
    Answer,
    Block,
    Bullets,
    Check,
    DateRule,
    Heading,
    ListOf,
    Paragraph,
    Run,
    Sign,
    Slot,
    TableOf,
    Words,
)

_NBSP = "\N{NO-BREAK SPACE}"
_EMPHASIS = {
    (False, False): Face.TEXT,
    (True, False): Face.BOLD,
    (False, True): Face.ITALIC,
    (True, True): Face.BOLD_ITALIC,
}
_DATE = 45 * mm
_FEW_LINES = 8


class Setter:
    """Sets the blocks of one form, filled in one way, in one look."""

    def __init__(self, filling: Filling, look: Look) -> None:
        """Take what all blocks need."""
        self.filling = filling
        self.look = look

    def story(self, blocks: Sequence[Block]) -> Iterator[Drawn]:
        """Yield what is drawn, each heading kept with what it heads."""
        lead: Unit = []
        for block in _joined_checks(blocks):
            if isinstance(block, tuple):
                yield from together([*lead, self._checks(block)], self.look)
                lead = []
                continue
            if isinstance(block, Sign):
                yield signature_sheet(self, block, lead)
                lead = []
                continue
            first, *others = self.units(block)
            if _leads(block):
                lead.extend(first)
                continue
            for unit in ([*lead, *first], *others):
                yield from together(unit, self.look)
            lead = []
        yield from lead

    def units(self, block: Block) -> list[Unit]:
        """Return what one block draws, in units that are not parted."""
        match block:
            case Heading(level, words):
                role = Role.PART if level == 2 else Role.POINT  # noqa: PLR2004
                units = [[self.text(words, role)]]
            case Paragraph(words):
                units = self._paragraph(words)
            case Bullets(ordered, items):
                units = [
                    [self.text(words, Role.ITEM, f"{number}." if ordered else "•")]
                    for number, words in enumerate(items, start=1)
                ]
            case ListOf(name):
                units = self._list(name)
            case TableOf(name):
                units = table(self, name)
            case Sign():
                units = [[signature_sheet(self, block, ())]]
            case Check():
                units = [[self._checks((block,))]]
            case Answer(lines):
                units = self.lines(lines)
            case DateRule(words):
                units = [[self._date(words)]]
        return units

    def text(self, words: Words, role: Role, bullet: str | None = None) -> Drawn:
        """Return words in a role, with values filled in and rules where there are none."""
        missing = any(isinstance(w, Slot) and self.filling.value(w.name) is None for w in words)
        markup = "".join(self._markup(part, role) for part in words)
        return passage(markup, self.look, role, bullet=bullet, roomy=missing)

    def plain(self, text: str, role: Role, *, bold: bool = False) -> Drawn:
        """Return a value in a role."""
        face = Face.BOLD if bold else self.look.face(role)
        return passage(self.look.typecase.markup(text, face), self.look, role)

    def lines(self, count: int) -> list[Unit]:
        """Return lines to write on; a few stay on one page."""
        lines = [WriteLine(self.look.writing) for _ in range(count)]
        units = [lines] if count <= _FEW_LINES else [[line] for line in lines]
        return [*units, [Spacer(0, 2 * mm)]]

    def _markup(self, part: Run | Slot, role: Role) -> str:
        face = self.look.face(role)
        if face is Face.TEXT:
            face = _EMPHASIS[part.bold, part.italic]
        if isinstance(part, Run):
            return self.look.typecase.markup(part.text, face)
        value = self.filling.value(part.name)
        return self._rule(part.name) if value is None else self.look.typecase.markup(value, face)

    def _rule(self, name: str) -> str:
        """Return a rule within a line: underlined spaces that no line break parts."""
        font = self.look.typecase.name(Face.TEXT)
        room = min(FIELDS[name].room * mm, 0.8 * self.look.measure)
        count = round(room / stringWidth(_NBSP, font, self.look.points))
        return f'<font name="{font}"><u width="0.7" offset="-2">{_NBSP * count}</u></font>'

    def _paragraph(self, words: Words) -> list[Unit]:
        match words:
            case (Slot(name),) if self.filling.value(name) is None and FIELDS[name].lines:
                return self.lines(FIELDS[name].lines)
        return [[self.text(words, Role.BODY)]]

    def _list(self, name: str) -> list[Unit]:
        field, items = LISTS[name], self.filling.items(name)
        role = Role.QUESTION if field.airy else Role.ITEM
        marks = (f"{n}." if field.ordered else "•" for n in range(1, 1000))
        if items:
            return [
                [self.text((Run(item),), role, mark)]
                for mark, item in zip(marks, items, strict=False)
            ]
        line = self.look.writing
        down = Spacer(0, line - self.look.leading)
        return [
            [
                self._beside(
                    [down, self.plain(mark, Role.CELL)], [WriteLine(line), WriteLine(line)], 9 * mm
                )
            ]
            for _, mark in zip(range(field.blank), marks, strict=False)
        ]

    def _beside(self, mark: Drawn, content: Drawn, indent: float) -> Drawn:
        widths = (indent, self.look.measure - indent)
        pad = [("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * self.look.points)]
        return grid([[mark, content]], widths, pad)

    def _checks(self, checks: Sequence[Check]) -> Drawn:
        """Return boxes to tick, side by side where each has room for its words on one line."""
        texts = [self.text(check.words, Role.CELL) for check in checks]
        indent = max(7.5 * mm, 1.6 * self.look.points)
        room = self.look.measure / len(texts) - indent
        one_line = self.look.style(Role.CELL).leading * 1.5
        pad = [("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * self.look.points)]
        if all(
            text.wrap(room - self.look.points / 2, self.look.height)[1] < one_line for text in texts
        ):
            row = [part for text in texts for part in (TickBox(self.look), text)]
            return grid([row], [indent, room] * len(texts), pad)
        return grid(
            [[TickBox(self.look), text] for text in texts],
            [indent, self.look.measure - indent],
            pad,
        )

    def _date(self, words: Words) -> Drawn:
        label = self.text(words, Role.CELL)
        widths = (self.look.measure - _DATE, _DATE)
        bottom = [("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
        return grid([[label, WriteLine(self.look.writing)]], widths, bottom)


def _joined_checks(blocks: Sequence[Block]) -> Iterator[Block | tuple[Check, ...]]:
    """Yield the blocks, with boxes that follow one another as one tuple."""
    for checks, group in groupby(blocks, lambda block: isinstance(block, Check)):
        if checks:
            yield tuple(block for block in group if isinstance(block, Check))
        else:
            yield from group


def _leads(block: Block) -> bool:
    """Whether a block belongs to what follows it."""
    match block:
        case Heading():
            return True
        case Paragraph((*_, Run(text))):
            return text.rstrip().endswith(":")
    return False
