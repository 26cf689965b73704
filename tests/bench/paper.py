"""Paper: the agreement from the press, against the same lines drawn by ReportLab alone."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

import pypdfium2
from pypdfium2 import raw
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from rjdesk.desk.sheets import Sheet, Signer, Table
from rjdesk.paper.press import FormPress
from tests.bench.measure import TOP, Figure, Plan, in_turns, median, milliseconds, times

FORMS = 10
FONTS = TOP / "resources" / "fonts"


class Line(NamedTuple):
    """A line of a page: the face and size of its first letter, and its words."""

    page: int
    face: str
    size: float
    words: str


def figures(plan: Plan) -> list[Figure]:
    """Measure one form, and ten different ones; fonts are loaded before, for both."""
    press = FormPress(TOP / "forms", FONTS)
    sheets = [sheet(number) for number in range(FORMS)]
    lines = [lines_of(press.print_pdf(each)) for each in sheets]
    for face in {line.face for line in lines[0]}:
        pdfmetrics.registerFont(TTFont(face, str(FONTS / f"{face}.ttf")))
    one, least_one, ten, least_ten = map(
        median,
        in_turns(
            plan.repeats(20),
            lambda: milliseconds(lambda: press.print_pdf(sheets[0])),
            lambda: milliseconds(lambda: drawn(lines[0])),
            lambda: milliseconds(lambda: [press.print_pdf(each) for each in sheets]),
            lambda: milliseconds(lambda: [drawn(each) for each in lines]),
        ),
    )
    against = "ReportLab, a paragraph a line, same faces"
    return [
        Figure("one form (agreement)", one, "ms", least_one, against, times(1.6)),
        Figure(f"{FORMS} forms", ten, "ms", least_ten, against, times(1.6)),
    ]


def sheet(number: int) -> Sheet:
    """Return an agreement with three actions, each number another one."""
    actions = (
        ("Write a letter that says what happened and what it meant", date(2026, 11, 6)),
        ("Twenty hours of help with rebuilding the sculpture", date(2026, 12, 11)),
        ("Pay $180 for the materials that were lost", date(2026, 12, 18)),
    )
    return Sheet(
        form="accountability-agreement",
        letterhead="Reed College\nRestorative Justice Coalition",
        code=f"RJ-7QK4-M{number}",
        version=2,
        digest="9F2C1AB3D0",
        fields={
            "harm": "Ánh lost a sculpture that she had worked on for four months, and the trust "
            f"that the studio is a safe place to leave it. This is agreement number {number}.",
            "deadline": date(2026, 12, 18),
            "circle.held": date(2026, 10, 26),
        },
        tables={
            "actions": Table(
                (),
                tuple(
                    (what, "Cole Brandvold", "Ánh", due, "Ánh says so", "Priya Raman")
                    for what, due in actions
                ),
            )
        },
        signers={
            "primary_parties": (
                Signer("Nguyễn Thị Ánh", "Affected Party"),
                Signer("Cole Brandvold", "Responsible Party"),
            )
        },
    )


def drawn(lines: Sequence[Line]) -> bytes:
    """Return a PDF with these lines, made in the plainest way that ReportLab's manual shows."""
    out = BytesIO()
    story: list[object] = []
    for _, page in groupby(lines, lambda line: line.page):
        for line in page:
            style = ParagraphStyle("line", fontName=line.face, fontSize=line.size)
            style.leading = 1.2 * line.size
            story.append(Paragraph(escape(line.words), style))
        story.append(PageBreak())
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 36)
    SimpleDocTemplate(out, pagesize=LETTER, invariant=1, **margins).build(story)
    return out.getvalue()


def lines_of(pdf: bytes) -> list[Line]:
    """Read the lines of a PDF back, each with the face and size of its first letter."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number, page in enumerate(document):
        text = page.get_textpage()
        start = 0
        for words in text.get_text_range().split("\r\n"):
            if words.strip():
                face, size = _face(text.raw, start), raw.FPDFText_GetFontSize(text.raw, start)
                found.append(Line(number, face, size, words))
            start += len(words) + 2
    document.close()
    return found


def _face(text: object, index: int) -> str:
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.byref(ctypes.c_int()))
    # A font cut down to its letters is called ABCDEF+Name.
    return name.value.decode().rpartition("+")[2]
