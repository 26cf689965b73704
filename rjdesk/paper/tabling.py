"""Tables of the sheet: a plain grid with a repeated head, or a card for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from rjdesk.paper.fields import TABLES, Column, TableField
from rjdesk.paper.flowables import Drawn, Unit, WriteLine, grid
from rjdesk.paper.look import ACCENT, HAIR, TINT, Role

if TYPE_CHECKING:
    from rjdesk.paper.blocks import Setter

_LONG = 400
"""A cell of more characters than this stands under the others, in full width."""

_GAP = 5 * mm


def table(setter: Setter, name: str) -> list[Unit]:
    """Return a table, with empty rows to write in on a blank copy."""
    field = TABLES[name]
    headings = setter.filling.headings(name)
    rows = setter.filling.rows(name) or (("",) * len(field.columns),) * field.blank
    if not field.cards:
        return [[_grid(setter, field, headings, rows)]]
    return [
        unit
        for number, row in enumerate(rows, start=1)
        for unit in _card(setter, field, headings, row, number)
    ]


def _grid(
    setter: Setter,
    field: TableField,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Drawn:
    shares = sum(column.share for column in field.columns)
    widths = [setter.look.measure * column.share / shares for column in field.columns]
    head = [setter.plain(text, Role.LABEL, bold=True) for text in headings]
    body = [
        [setter.plain(text, Role.CELL) if text else Spacer(0, setter.look.writing) for text in row]
        for row in rows
    ]
    commands = [
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, HAIR),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2.5 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8 * mm),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ]
    return grid([head, *body], widths, commands, repeatRows=1, splitInRow=1)


def _card(
    setter: Setter,
    field: TableField,
    headings: Sequence[str],
    row: Sequence[str],
    number: int,
) -> list[Unit]:
    """Return one row as a card: the first cell heads it, long cells come last."""
    cells = list(zip(field.columns, headings, row, strict=True))
    short = [cell for cell in cells[1:] if len(cell[2]) <= _LONG]
    long = [cell for cell in cells[1:] if len(cell[2]) > _LONG]
    head = _card_head(setter, headings[0], row[0], number)
    across = 2 if setter.look.large else 3
    details = [_details(setter, line, across) for line in _packed(short, across)]
    rest = [
        [Spacer(0, 1.4 * mm), setter.plain(heading, Role.LABEL), setter.plain(text, Role.BODY)]
        for _, heading, text in long
    ]
    first = [head, details] if len(row[0]) > _LONG else [[*head, *details]]
    return [unit for unit in (*first, *rest) if unit]


def _card_head(setter: Setter, heading: str, text: str, number: int) -> list[Drawn]:
    """Return a hair line with the number, and what is to be done."""
    label = setter.plain(f"{number}.  {heading}", Role.LABEL)
    line = grid(
        [[label]],
        [setter.look.measure],
        [("LINEABOVE", (0, 0), (-1, 0), 1.1, ACCENT), ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm)],
        spaceBefore=(0.5 if number == 1 else 1.6) * setter.look.points,
    )
    if not text:
        return [line, WriteLine(setter.look.writing), WriteLine(setter.look.writing)]
    return [line, setter.plain(text, Role.BODY, bold=len(text) <= _LONG)]


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


def _details(setter: Setter, line: Sequence[Cell], across: int) -> Drawn:
    """Return one line of a card: each cell's label above its value."""
    widths = [setter.look.measure * column.share / across for column, _, _ in line]
    cells = [
        [
            setter.plain(heading, Role.LABEL),
            setter.plain(text, Role.CELL) if text else WriteLine(setter.look.writing),
        ]
        for _, heading, text in line
    ]
    pad = [
        ("RIGHTPADDING", (0, 0), (-1, -1), _GAP),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
    ]
    if sum(column.share for column, _, _ in line) == across:
        pad.append(("RIGHTPADDING", (-1, 0), (-1, 0), 0))
    return grid([cells], widths, pad, splitInRow=1)
