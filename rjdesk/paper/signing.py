"""Signature blocks: never split, and on every page under the statement that is signed."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from rjdesk.desk.sheets import Signer
from rjdesk.paper.flowables import Drawn, WriteLine, elements_of, grid, is_tall
from rjdesk.paper.look import ACCENT, TINT, Role
from rjdesk.paper.structure import Element
from rjdesk.paper.text_renderer import TextRenderer
from rjdesk.paper.tree import Sign

_FREE = 14 * mm
_DATE = 42 * mm
_GAP = 8 * mm


def signature_sheet(renderer: TextRenderer, block: Sign, lead: Sequence[Drawn]) -> list[Drawn]:
    """Return the statement and its signature blocks.

    It is a table whose first row is the heading and the statement, repeated on each page;
    every further row is one signer, and rows are not split. A first row is never left alone.
    A statement that leaves no room for a signature goes before the table.
    """
    measure = renderer.look.measure
    statement = [renderer.text(words, Role.BODY) for words in block.statement]
    boxed = grid(
        [[statement]],
        [measure],
        [
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 2.2, ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 5 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm),
        ],
    )
    above = grid([[[*lead, boxed]]], [measure])
    rows = [[_block(renderer, signer)] for signer in renderer.filling.signers(block.name)]
    before = renderer.look.style(Role.PART).spaceBefore
    if is_tall(above, measure, renderer.look):
        return [*lead, *statement, grid(rows, [measure], spaceBefore=before)]
    return [grid([[[*lead, boxed]], *rows], [measure], repeatRows=1, spaceBefore=before)]


def _block(renderer: TextRenderer, signer: Signer) -> list[Drawn]:
    """Return one signer's name, the rules for signature and date, and what they are for."""
    page, measure = renderer.filling.wording.page, renderer.look.measure
    widths = (measure - _GAP - _DATE, _GAP, _DATE)
    rules = grid(
        [
            [WriteLine(_FREE), [], WriteLine(_FREE)],
            [
                renderer.plain(page.signature, Role.CAPTION),
                [],
                renderer.plain(page.date, Role.CAPTION),
            ],
        ],
        widths,
        [("TOPPADDING", (0, 1), (-1, 1), 1 * mm)],
    )
    block = [Spacer(0, (4 if signer.name else 2) * mm), *_name(renderer, signer, widths[0]), rules]
    whole = Element("Div")
    for element in list(elements_of(block)):
        whole.add(element)
    return block


def _name(renderer: TextRenderer, signer: Signer, width: float) -> list[Drawn]:
    if not signer.name:
        label = renderer.filling.wording.page.name
        return [
            WriteLine(renderer.look.writing, width),
            Spacer(0, mm),
            renderer.plain(label, Role.CAPTION),
        ]
    name = renderer.plain(signer.name, Role.CELL, bold=True)
    return [name, renderer.plain(signer.parts, Role.CAPTION)] if signer.parts else [name]
