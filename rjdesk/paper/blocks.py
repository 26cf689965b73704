"""From the document tree to what is drawn: one short function for each kind of block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby, pairwise

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer

from rjdesk.paper.fields import FIELDS, LISTS, WORDS
from rjdesk.paper.flowables import (
    Drawn,
    Passage,
    TickBox,
    Unit,
    WriteLine,
    grid,
    is_tall,
    item,
    marked,
    together,
    whole,
)
from rjdesk.paper.look import Role
from rjdesk.paper.signing import signature_sheet
from rjdesk.paper.structure import Element
from rjdesk.paper.tabling import table
from rjdesk.paper.text_renderer import TextRenderer
from rjdesk.paper.tree import (
    PART_LEVEL,
    AnswerLines,
    Block,
    Bullets,
    CheckBox,
    DateRule,
    ListOf,
    Paragraph,
    Sign,
    Slot,
    TableOf,
    TextRun,
    Title,
    Words,
)

_DATE = 45 * mm
_FEW_LINES = 8


class BlockRenderer(TextRenderer):
    """Sets the blocks of one form, filled in one way, in one look."""

    def story(self, blocks: Sequence[Block]) -> Iterator[Drawn]:
        """Yield what is drawn, each heading kept with what it heads."""
        *parts, end = [self._drawn(part) for part in _parts(blocks)]
        # The end does not go to a page of its own: it takes along what stands before it.
        if parts and parts[-1] and not any(isinstance(d, CondPageBreak) for d in parts[-1]):
            end = whole([parts[-1].pop(), *end], self.look)
        yield from chain(*parts, end)

    def _drawn(self, part: Sequence[Block]) -> list[Drawn]:
        drawn = list(self._part(part))
        return whole(drawn, self.look) if _has_fields(part) else drawn

    def _part(self, blocks: Sequence[Block]) -> Iterator[Drawn]:
        lead: Unit = []
        for block in _joined_checks(blocks):
            if isinstance(block, tuple):
                yield from together([*lead, *self._checks(block)], self.look)
                lead = []
                continue
            if isinstance(block, Sign):
                yield from signature_sheet(self, block, lead)
                lead = []
                continue
            units = self.units(block)
            if not units:
                continue  # A list that is there only where it says something.
            first, *others = units
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
            case Title(level, words):
                role = Role.PART if level == PART_LEVEL else Role.POINT
                units = [[self.text(words, role)]]
            case Paragraph(words):
                units = self._paragraph(words)
            case Bullets(ordered, items, begins):
                within = _a_list(ordered=ordered)
                units = [
                    [marked(self.text(words, Role.ITEM), f"{n}." if ordered else "•", within)]
                    for n, words in enumerate(items, start=begins)
                ]
            case ListOf(name):
                units = self._list(name)
            case TableOf(name):
                units = table(self, name)
            case Sign():
                units = [signature_sheet(self, block, ())]
            case CheckBox():
                units = [self._checks((block,))]
            case AnswerLines(lines):
                units = self.lines(lines)
            case DateRule(words):
                units = [self._date(words)]
        return units

    def lines(self, number: int) -> list[Unit]:
        """Return lines to write on; a few stay on one page."""
        lines = [WriteLine(self.look.writing) for _ in range(number)]
        units = [lines] if number <= _FEW_LINES else [[line] for line in lines]
        return [*units, [Spacer(0, 2 * mm)]]

    def _paragraph(self, words: Words) -> list[Unit]:
        match words:
            case (Slot(name),) if self.filling.value(name) is None and FIELDS[name].lines:
                return self.lines(FIELDS[name].lines)
        return [[self.text(words, Role.BODY)]]

    def _list(self, name: str) -> list[Unit]:
        field, items = LISTS[name], self.filling.items(name)
        role = Role.QUESTION if field.airy else Role.ITEM
        within = _a_list(ordered=field.ordered)
        marks = (f"{n}." if field.ordered else "•" for n in count(1))
        if items:
            return [
                [marked(self.plain(text, role), mark, within)]
                for mark, text in zip(marks, items, strict=False)
            ]
        return [[self._empty_item(next(marks), within, field.lines)] for _ in range(field.blank)]

    def _empty_item(self, mark: str, within: Element, lines: int) -> Drawn:
        """Return the mark of a list beside lines to write on."""
        line, indent = self.look.writing, 9 * mm
        drawn = self.plain(mark, Role.CELL)
        drawn.element, _ = item(within)
        return grid(
            [[[Spacer(0, line - self.look.leading), drawn], [WriteLine(line)] * lines]],
            (indent, self.look.measure - indent),
            [("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * self.look.points)],
        )

    def _checks(self, checks: Sequence[CheckBox]) -> Unit:
        """Return boxes to tick, side by side where each has room for its words on one line.

        Words that take most of a page stand under their box, where they can be parted.
        """
        texts = [self.text(check.words, Role.CELL) for check in checks]
        within = _a_list(ordered=False)
        boxes = [self._box(text, within) for text in texts]
        indent = max(7.5 * mm, 1.6 * self.look.points)
        room = self.look.measure / len(texts) - indent
        one_line = self.look.style(Role.CELL).leading * 1.5
        pad = [("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * self.look.points)]
        if all(
            text.wrap(room - self.look.points / 2, self.look.height)[1] < one_line for text in texts
        ):
            row = [part for pair in zip(boxes, texts, strict=True) for part in pair]
            return [grid([row], [indent, room] * len(texts), pad)]
        rows = list(zip(boxes, texts, strict=True))
        if any(is_tall(text, self.look.measure, self.look) for text in texts):
            return [drawn for row in rows for drawn in row]
        return [grid(rows, [indent, self.look.measure - indent], pad)]

    def _box(self, text: Passage, within: Element) -> TickBox:
        """Return a box to tick, and make the text what it stands for."""
        mark, text.element = item(within)
        mark.alt = self.filling.wording.page.box
        return TickBox(self.look, mark)

    def _date(self, words: Words) -> Unit:
        """Return a rule for a date beside its words; under them where they take most of a page."""
        label = self.text(words, Role.CELL)
        widths = (self.look.measure - _DATE, _DATE)
        bottom = [("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
        if is_tall(label, widths[0], self.look):
            return [label, WriteLine(self.look.writing, _DATE)]
        return [grid([[label, WriteLine(self.look.writing)]], widths, bottom)]


def _a_list(*, ordered: bool) -> Element:
    return Element("L", numbering="Decimal" if ordered else "None")


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Cut the blocks before each heading of a part."""
    cuts = [n for n, b in enumerate(blocks) if isinstance(b, Title) and b.level == PART_LEVEL]
    for first, end in pairwise((0, *cuts, len(blocks))):
        yield blocks[first:end]


def _has_fields(part: Sequence[Block]) -> bool:
    """Whether a part is a few fields under a heading: one looks for those at one glance."""
    asks = False
    for block in part:
        match block:
            case ListOf() | TableOf() | Sign():
                return False
            case AnswerLines() | DateRule():
                asks = True
            case Paragraph(words) | CheckBox(words):
                own = (w.name for w in words if isinstance(w, Slot))
                asks = asks or any(not name.startswith(WORDS) for name in own)
    return asks and isinstance(part[0], Title)


def _joined_checks(blocks: Sequence[Block]) -> Iterator[Block | tuple[CheckBox, ...]]:
    """Yield the blocks, with boxes that follow one another as one tuple."""
    for checks, group in groupby(blocks, lambda block: isinstance(block, CheckBox)):
        if checks:
            yield tuple(block for block in group if isinstance(block, CheckBox))
        else:
            yield from group


def _leads(block: Block) -> bool:
    """Whether a block belongs to what follows it."""
    match block:
        case Title():
            return True
        case Paragraph((*_, TextRun(text))):
            return text.rstrip().endswith(":")
    return False
