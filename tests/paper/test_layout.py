"""How the paper is laid out: nothing is split, lost, alone or too long."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rjdesk.desk.sheets import Sheet, Signer, Table
from rjdesk.desk.views.papers import AskPapers
from rjdesk.paper.press import FormPress
from rjdesk.paper.samples import sample_sheet
from rjdesk.paper.template import read_form
from rjdesk.paper.tree import TextRun, Title
from rjdesk.rehearsal import two_parties as s1
from tests.paper.copies import COPIES, FORMS, Fill, LookAt, Texts, Words
from tests.screens.case_pages import told_up_to

MM = 72 / 25.4
FILLED = sample_sheet("accountability-agreement").fields
DAY = date(2026, 12, 11)
STATEMENT = "I helped to make this Accountability Agreement."


def lines_of(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_every_page_says_what_paper_it_is_of(
    press: FormPress, filled: Fill, texts: Texts, form: str, size: str, points: float
) -> None:
    pages = texts(press.print_pdf(filled(form), size=size, points=points))
    for number, page in enumerate(pages, start=1):
        foot = " ".join(page.split())
        for part in ("Form 1", "Version 2", "Case RJ-7QK4-M2", "Check 9f2c1ab3"):
            assert part in foot
        assert f"Page {number} of {len(pages)}" in foot


@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_no_line_is_longer_than_85_characters(
    press: FormPress, filled: Fill, texts: Texts, form: str, size: str, points: float
) -> None:
    pages = texts(press.print_pdf(filled(form), size=size, points=points))
    lines = [line for page in pages for line in lines_of(page) if "·" not in line]
    assert max(map(len, lines)) <= 85


@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(
    press: FormPress,
    filled: Fill,
    texts: Texts,
    forms_folder: Path,
    form: str,
    size: str,
    points: float,
    *,
    blank: bool,
) -> None:
    sheet = Sheet(form=form) if blank else filled(form)
    tree = read_form((forms_folder / f"{form}.en.md").read_bytes(), form)
    headings = {
        "".join(part.text for part in block.words if isinstance(part, TextRun))
        for block in tree.blocks
        if isinstance(block, Title)
    }
    for page in texts(press.print_pdf(sheet, size=size, points=points)):
        body = [line for line in lines_of(page) if "·" not in line and "Page " not in line]
        # A blank page may end in rules alone, which have no text.
        assert blank or body[-1] not in headings


@pytest.mark.parametrize("points", [11.5, 18])
@pytest.mark.parametrize("size", ["letter", "a4"])
def test_fourteen_signers_and_sixty_actions_are_all_there(
    press: FormPress, filled: Fill, texts: Texts, size: str, points: float
) -> None:
    people = [f"Person{n:02d} Surname" for n in range(14)]
    actions = tuple(
        (f"Action{n:02d}", people[n % 14], "Ánh", DAY, "a note", "Priya") for n in range(60)
    )
    columns = ("What", "Who", "For", "By", "How", "Checks")
    sheet = filled(
        "accountability-agreement",
        tables={"actions": Table(columns, actions)},
        signers={"primary_parties": tuple(Signer(name, "Affected Party") for name in people)},
    )
    pages = [" ".join(p.split()) for p in texts(press.print_pdf(sheet, size=size, points=points))]
    assert re.findall(r"Action\d\d", " ".join(pages)) == [row[0] for row in actions]
    signed = [page for page in pages if "Signature Date" in page]
    assert len(signed) > 1
    seen = []
    for page in signed:
        assert STATEMENT in page
        after = page[page.index(STATEMENT) :]
        blocks = re.findall(r"(Person\d\d Surname) Affected Party Signature Date", after)
        assert blocks
        assert len(blocks) == after.count("Signature Date")
        seen += blocks
    assert seen == people
    assert all("Signature Date" in page for page in pages if STATEMENT in page)


@pytest.mark.parametrize("column", [0, 1, 2, 4, 5])
def test_an_action_of_12_000_characters_is_printed_whole(
    press: FormPress, filled: Fill, words: Words, column: int
) -> None:
    long = " ".join(f"word{n:04d}" for n in range(1333))
    row = ["cell0", "cell1", "cell2", DAY, "cell4", "cell5"]
    row[column] = long
    columns = ("What", "Who", "For", "By", "How", "Checks")
    sheet = filled(
        "accountability-agreement", tables={"actions": Table(columns, (tuple(row),) * 2)}
    )
    text = words(press.print_pdf(sheet, points=18))
    found = re.findall(r"word\d{4}", text)
    assert found == long.split() * 2
    assert text.count("cell") == 8


def test_a_cell_taller_than_a_page_goes_on_overleaf_under_its_headings(
    press: FormPress, filled: Fill, texts: Texts
) -> None:
    long = " ".join(f"word{n:04d}" for n in range(900))
    sheet = filled(
        "accountability-agreement",
        tables={"copies": Table(("Copy given to", "On", "How"), (("Ana", DAY, long),))},
    )
    pages = texts(press.print_pdf(sheet))
    assert re.findall(r"word\d{4}", " ".join(pages)) == long.split()
    # The next page may also hold the last lines of other pages' words: none is a heading.
    assert all("Copy given to" in page for page in pages if re.search(r"word\d{4}", page))


def test_a_name_without_a_space_does_not_run_off_the_page(
    press: FormPress, filled: Fill, words: Words
) -> None:
    sheet = filled("agreement-to-dialogue", fields={"participant.name": "W" * 300})
    assert "".join(words(press.print_pdf(sheet)).split()).count("W" * 300) == 1


def rules_and_labels(page: pypdfium2.PdfPage) -> tuple[list[Any], list[Any], list[Any]]:
    boxes = [thing.get_bounds() for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
    rules = [box for box in boxes if box[3] - box[1] < 2 and box[2] - box[0] > 20 * MM]
    text = page.get_textpage()
    labels = []
    for label in ("Signature", "Date"):
        search = text.search(label, match_case=True, match_whole_word=True)
        while (found := search.get_next()) is not None:
            labels.append((label, text.get_charbox(found[0])))
    words = [thing.get_bounds() for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]
    return rules, labels, words


@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
@pytest.mark.parametrize(
    ("form", "size", "points"), [copy for copy in COPIES if "agreement" in copy.values[0]]
)
def test_there_is_room_to_sign_and_to_write_the_date(
    press: FormPress,
    filled: Fill,
    look_at: LookAt,
    form: str,
    size: str,
    points: float,
    *,
    blank: bool,
) -> None:
    sheet = Sheet(form=form) if blank else filled(form)
    blocks = 0
    for rules, labels, words in look_at(
        press.print_pdf(sheet, size=size, points=points), rules_and_labels
    ):
        for label, (left, _, _, top) in labels:
            near = [r for r in rules if abs(r[0] - left) < 3 and 0 < r[1] - top < 12]
            if not near:
                continue
            blocks += 1
            rule = near[0]
            assert rule[2] - rule[0] >= (55 if label == "Signature" else 30) * MM
            free = (rule[3] + 0.5, rule[3] + 12 * MM)
            for other in (*rules, *words):
                beside = other[2] <= rule[0] or other[0] >= rule[2]
                assert beside or other[1] >= free[1] - 1.5 or other[3] <= free[0]
    assert blocks >= 2


@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_a_blank_copy_can_be_filled_by_hand(
    press: FormPress, look_at: LookAt, form: str, size: str, points: float
) -> None:
    def long_rules(page: pypdfium2.PdfPage) -> list[Any]:
        boxes = [o.get_bounds() for o in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
        return [b for b in boxes if b[3] - b[1] < 2 and b[2] - b[0] >= 25 * MM and b[0] > 0]

    pdf = press.print_pdf(Sheet(form=form), size=size, points=points)
    assert sum(map(len, look_at(pdf, long_rules))) >= 3


def outermost(page: pypdfium2.PdfPage) -> tuple[float, ...]:
    """Return how wide the margins are: left, bottom, right, top."""
    boxes = [
        thing.get_bounds()
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT])
    ]
    left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return left, bottom, page.get_width() - right, page.get_height() - top


@pytest.mark.parametrize("size", ["letter", "a4"])
@pytest.mark.parametrize("form", FORMS)
def test_the_margins_at_the_sides_are_an_inch(
    press: FormPress, filled: Fill, look_at: LookAt, form: str, size: str
) -> None:
    for sides in look_at(press.print_pdf(filled(form), size=size), outermost):
        assert sides[0] == pytest.approx(72, abs=2.5)
        assert sides[2] == pytest.approx(72, abs=2.5)


@pytest.mark.parametrize("points", [11.5, 18])
@pytest.mark.parametrize("size", ["letter", "a4"])
@pytest.mark.parametrize("actions", range(1, 9))
def test_the_end_of_an_agreement_has_company_however_long_the_agreement_is(
    press: FormPress, filled: Fill, texts: Texts, actions: int, size: str, points: float
) -> None:
    row = ("Write a letter", "Cole", "Ánh", date(2026, 11, 6), "Ánh says so", "Priya")
    tables = {"actions": Table((), (row,) * actions)}
    ended = ("ended.on", "ended.deciders", "ended.decision")
    for fields in (FILLED, {name: FILLED[name] for name in FILLED if name not in ended}):
        sheet = filled("accountability-agreement", tables=tables, fields=fields)
        *_, last = texts(press.print_pdf(sheet, size=size, points=points))
        assert lines_of(last)[0] != "If we stop before it is done"
        assert "If we stop before it is done" in last


@pytest.mark.parametrize("size", ["letter", "a4"])
def test_an_agreement_of_two_people_and_three_actions_takes_one_sheet(
    press: FormPress, texts: Texts, size: str
) -> None:
    story = told_up_to(s1.AGREEMENT, date(2026, 11, 2)).desk("priya")
    sheet = story.ask(AskPapers(s1.CASE)).final
    assert len(texts(press.print_pdf(sheet, size=size))) == 2


@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_no_page_more_is_taken_for_a_few_lines(
    press: FormPress,
    filled: Fill,
    look_at: LookAt,
    form: str,
    size: str,
    points: float,
    *,
    blank: bool,
) -> None:
    def taken(page: pypdfium2.PdfPage) -> float:
        """How much of the page is taken, from its first line to what stands above the footer."""
        kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT]
        bottoms = [thing.get_bounds()[1] for thing in page.get_objects(filter=kinds)]
        lowest = min(bottom for bottom in bottoms if bottom > 33 * MM)
        return (page.get_height() - 16 * MM - lowest) / page.get_height()

    sheet = Sheet(form=form) if blank else filled(form)
    pages = look_at(press.print_pdf(sheet, size=size, points=points), taken)
    assert len(pages) == 1 or pages[-1] > 0.15


@pytest.mark.parametrize("form", FORMS)
def test_nothing_stands_in_the_margin(
    press: FormPress, filled: Fill, look_at: LookAt, form: str
) -> None:
    for size in ("letter", "a4"):
        for sides in look_at(press.print_pdf(filled(form), size=size, points=18), outermost):
            assert min(sides[0], sides[2]) >= 15 * MM
            assert sides[3] >= 15 * MM
            assert sides[1] >= 8 * MM
