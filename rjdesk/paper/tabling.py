"""Tables of the sheet: a plain grid with a repeated head, or a card for each row."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from rjdesk.paper.fields import TABLES, Column, TableField
from rjdesk.paper.flowables import Drawn, Passage, Unit, WriteLine, grid
from rjdesk.paper.look import ACCENT, HAIR, TINT, Role
from rjdesk.paper.structure import Element
from rjdesk.paper.text_renderer import TextRenderer

_LONG = 400
"""A cell of more characters than this stands under the others, in full width."""

_GAP = 5 * mm
_ABOVE, _BELOW = 1.6 * mm, 1.8 * mm


def table(renderer: TextRenderer, name: str) -> list[Unit]:
    """Return a table, with empty rows to write in on a blank copy."""
    field = TABLES[name]
    headings = renderer.filling.headings(name)
    rows = renderer.filling.rows(name) or (("",) * len(field.columns),) * field.blank
    if not field.cards:
        return [[_grid(renderer, field, headings, rows)]]
    return [
        unit
        for number, row in enumerate(rows, start=1)
        for unit in _card(renderer, field, headings, row, number)
    ]


def _grid(
    renderer: TextRenderer,
    field: TableField,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Drawn:
    shares = sum(column.share for column in field.columns)
    widths = [renderer.look.measure * column.share / shares for column in field.columns]
    whole = Element("Table")
    top = whole.add(Element("TR"))
    head = [
        _within(renderer.plain(text, Role.LABEL, bold=True), top.add(Element("TH", scope="Column")))
        for text in headings
    ]
    body = [_row(renderer, row, whole.add(Element("TR"))) for row in rows]
    commands = [
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, HAIR),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ]
    return grid([head, *body], widths, commands, repeatRows=1, splitInRow=1)


def _row(renderer: TextRenderer, row: Sequence[str], line: Element) -> list[Drawn]:
    """Return the cells of a row; an empty one is as tall as writing needs."""
    cells = [(text, line.add(Element("TD"))) for text in row]
    free = renderer.look.writing - _ABOVE - _BELOW
    return [
        _within(renderer.plain(text, Role.CELL), cell) if text else Spacer(0, free)
        for text, cell in cells
    ]


def _within(drawn: Passage, cell: Element) -> Passage:
    """Make a passage the text of a cell."""
    drawn.element = cell
    return drawn


def _pair(card: Element) -> tuple[Element, Element]:
    """Add a label and its value to a card, and return the places of both."""
    line = card.add(Element("TR"))
    return line.add(Element("TH", scope="Row")), line.add(Element("TD"))


def _card(
    renderer: TextRenderer,
    field: TableField,
    headings: Sequence[str],
    row: Sequence[str],
    number: int,
) -> list[Unit]:
    """Return one row as a card: the first cell heads it, long cells come last.

    To a screen reader it is a table of labels and values.
    """
    card = Element("Table")
    cells = list(zip(field.columns, headings, row, strict=True))
    short = [cell for cell in cells[1:] if len(cell[2]) <= _LONG]
    long = [cell for cell in cells[1:] if len(cell[2]) > _LONG]
    head = _card_head(renderer, headings[0], row[0], number, card)
    across = 2 if renderer.look.large else 3
    details = [_details(renderer, line, across, card) for line in _packed(short, across)]
    rest = [_long(renderer, heading, text, card) for _, heading, text in long]
    first = [head, details] if len(row[0]) > _LONG else [[*head, *details]]
    return [unit for unit in (*first, *rest) if unit]


def _long(renderer: TextRenderer, heading: str, text: str, card: Element) -> Unit:
    label, value = _pair(card)
    return [
        Spacer(0, 1.4 * mm),
        _within(renderer.plain(heading, Role.LABEL), label),
        _within(renderer.plain(text, Role.BODY), value),
    ]


def _card_head(
    renderer: TextRenderer, heading: str, text: str, number: int, card: Element
) -> list[Drawn]:
    """Return a hair line with the number, and what is to be done."""
    place, value = _pair(card)
    label = _within(renderer.plain(f"{number}.  {heading}", Role.LABEL), place)
    line = grid(
        [[label]],
        [renderer.look.measure],
        [("LINEABOVE", (0, 0), (-1, 0), 1.1, ACCENT), ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm)],
        spaceBefore=(0.5 if number == 1 else 1.6) * renderer.look.space,
    )
    if not text:
        return [line, WriteLine(renderer.look.writing), WriteLine(renderer.look.writing)]
    return [line, _within(renderer.plain(text, Role.BODY, bold=len(text) <= _LONG), value)]


Cell = tuple[Column, str, str]


def _packed(cells: Sequence[Cell], across: int) -> list[list[Cell]]:
    """Return the lines of a card, ``across`` columns each: a cell goes where first it fits."""
    lines: list[list[Cell]] = []
    for cell in cells:
        for line in lines:
            if sum(column.share for column, _, _ in [*line, cell]) <= across:
                line.append(cell)
                break
        else:
            lines.append([cell])
    return lines


def _details(renderer: TextRenderer, line: Sequence[Cell], across: int, card: Element) -> Drawn:
    """Return one line of a card: each cell's label above its value."""
    widths = [renderer.look.measure * column.share / across for column, _, _ in line]
    cells = [_detail(renderer, heading, text, card) for _, heading, text in line]
    pad = [
        ("RIGHTPADDING", (0, 0), (-1, -1), _GAP),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
    ]
    if sum(column.share for column, _, _ in line) == across:
        pad.append(("RIGHTPADDING", (-1, 0), (-1, 0), 0))
    return grid([cells], widths, pad, splitInRow=1)


def _detail(renderer: TextRenderer, heading: str, text: str, card: Element) -> list[Drawn]:
    label, value = _pair(card)
    return [
        _within(renderer.plain(heading, Role.LABEL), label),
        _within(renderer.plain(text, Role.CELL), value)
        if text
        else WriteLine(renderer.look.writing),
    ]
