"""What a paper is judged by: no page for nothing, the order of reading, a code that scans."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image
from reportlab.lib.colors import Color

from rjdesk.desk.sheets import Sheet, Table
from rjdesk.paper.look import ACCENT, DRAFT, INK, QUIET, TINT
from rjdesk.paper.press import FormPress
from tests.paper.copies import COPIES, FORMS, Fill, LookAt, Texts, Words

MM = 72 / 25.4
BOTH = pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
EVERY = pytest.mark.parametrize(("form", "size", "points"), COPIES)


def drawn(page: pypdfium2.PdfPage) -> list[Any]:
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT]
    return list(page.get_objects(filter=kinds))


@BOTH
@EVERY
def test_no_page_is_nearly_empty_but_the_last(
    press: FormPress,
    filled: Fill,
    look_at: LookAt,
    form: str,
    size: str,
    points: float,
    *,
    blank: bool,
) -> None:
    def share(page: pypdfium2.PdfPage) -> float:
        """How much of the page's height the text takes, from its first line to its last."""
        bottoms = [b[1] for b in (thing.get_bounds() for thing in drawn(page)) if b[1] > 33 * MM]
        return (page.get_height() - 16 * MM - min(bottoms)) / page.get_height()

    sheet = Sheet(form=form) if blank else filled(form)
    *pages, _ = look_at(press.print_pdf(sheet, size=size, points=points), share)
    assert not [page for page in pages if page < 0.3]


def order_in_structure(pdf: bytes) -> list[tuple[int, int]]:
    """Return the pieces of content as they are read out: the page and the number of each."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: n for n, page in enumerate(opened.pages)}
        found: list[tuple[int, int]] = []

        def walk(element: pikepdf.Object, page: int) -> None:
            page = pages[element.Pg.objgen] if "/Pg" in element else page
            for kid in element.K:
                if isinstance(kid, int):
                    found.append((page, kid))
                elif kid.get("/Type") == "/MCR":
                    found.append((pages[kid.Pg.objgen], int(kid.MCID)))
                else:
                    walk(kid, page)

        walk(opened.Root.StructTreeRoot.K[0], -1)
    return found


@BOTH
@EVERY
def test_what_is_read_out_comes_in_the_order_of_the_page(
    press: FormPress,
    filled: Fill,
    look_at: LookAt,
    form: str,
    size: str,
    points: float,
    *,
    blank: bool,
) -> None:
    def places(page: pypdfium2.PdfPage) -> dict[int, tuple[float, ...]]:
        boxes: dict[int, tuple[float, ...]] = {}
        for thing in drawn(page):
            number = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            if number >= 0:
                boxes.setdefault(number, thing.get_bounds())
        return boxes

    pdf = press.print_pdf(Sheet(form=form) if blank else filled(form), size=size, points=points)
    seen = look_at(pdf, places)
    order = order_in_structure(pdf)
    assert sorted(order) == [(n, mark) for n, page in enumerate(seen) for mark in sorted(page)]
    for (page, mark), (next_page, next_mark) in pairwise(order):
        if page != next_page:
            assert page < next_page
            continue
        left, bottom, right, _ = seen[page][mark]
        then = seen[page][next_mark]
        below, beside = then[1] < bottom + 1, then[0] >= right - 1
        assert below or beside, (left, then)


def test_the_head_of_a_long_table_is_read_out_once(
    press: FormPress, filled: Fill, texts: Texts
) -> None:
    rows = tuple((f"Person {n}", date(2026, 12, 11), "by hand") for n in range(80))
    copies = Table(("Copy given to", "On", "How"), rows)
    pdf = press.print_pdf(filled("accountability-agreement", tables={"copies": copies}))
    with pikepdf.open(BytesIO(pdf)) as opened:
        heads = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary)]
        heads = [o for o in heads if o.get("/S") == "/TH" and o.A.Scope == "/Column"]
        assert [len(head.K) for head in heads] == [1, 1, 1]
    assert sum("Copy given to" in page for page in texts(pdf)) > 1


@pytest.mark.parametrize("form", FORMS)
def test_letter_and_a4_say_the_same(
    press: FormPress, filled: Fill, words: Words, form: str
) -> None:
    def said(size: str, points: float) -> list[str]:
        text = words(press.print_pdf(filled(form), size=size, points=points))
        return sorted(re.sub(r"Page \d+ of \d+|\S*Check\S* \S+", "", text).split())

    letter = set(said("letter", 11.5))
    assert set(said("a4", 11.5)) == set(said("letter", 18)) == letter


@pytest.mark.parametrize("look", ["grey", "black and white"])
@pytest.mark.parametrize("form", ["accountability-agreement", "agreement-to-dialogue"])
def test_a_scan_of_100_dpi_tells_the_case_and_the_page(
    press: FormPress, filled: Fill, form: str, look: str
) -> None:
    pages = press.pages(press.print_pdf(filled(form)), dpi=100)
    for number, page in enumerate(pages, start=1):
        size = (page.width, page.height)
        picture = Image.frombytes("RGB", size, page.pixels, "raw", "BGRX", page.stride)
        seen = picture.convert("L")
        if look == "black and white":
            seen = seen.point(lambda value: 255 * (value > 127))
        codes = zxingcpp.read_barcodes(seen.rotate(180))
        assert [code.text for code in codes] == [f"RJ1:RJ-7QK4-M2:{number}/{len(pages)}"]


def test_only_signed_papers_of_a_case_carry_a_code(press: FormPress, filled: Fill) -> None:
    for form in press.forms():
        for sheet in (Sheet(form=form.id), filled(form.id)):
            page = press.pages(press.print_pdf(sheet), dpi=150)[0]
            picture = Image.frombytes(
                "RGB", (page.width, page.height), page.pixels, "raw", "BGRX", page.stride
            )
            found = zxingcpp.read_barcodes(picture)
            assert bool(found) == (form.signed and bool(sheet.code))


def test_a_box_to_tick_is_drawn_and_large_enough_for_a_pen(
    press: FormPress, filled: Fill, look_at: LookAt
) -> None:
    def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
        bounds = [o.get_bounds() for o in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
        sides = [(b[2] - b[0], b[3] - b[1]) for b in bounds]
        return [side for side in sides if abs(side[0] - side[1]) < 0.1]

    for points in (11.5, 18):
        pdf = press.print_pdf(Sheet(form="agreement-to-dialogue"), points=points)
        found = [side for page in look_at(pdf, boxes) for side in page]
        assert len(found) == 3
        assert min(min(side) for side in found) >= 4 * MM


def test_ink_stands_out_from_all_that_lies_under_it() -> None:
    def light(color: Color) -> float:
        parts = [(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in color.rgb()]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05

    for ink in (INK, QUIET, ACCENT):
        assert 1.05 / light(ink) >= 7
    assert light(DRAFT) / light(INK) >= 7
    assert light(TINT) / light(QUIET) >= 7
