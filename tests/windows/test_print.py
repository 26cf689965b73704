"""Every form of a case goes through the print dialog to a printer, and the screen says so."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from rjdesk.desk.papers import PaperState
from tests.print_queue import PrintQueue
from tests.windows.bed import Bed
from tests.windows.conftest import Desk
from tests.windows.program import Program, name_of

PRINT = "Print…"
TITLE = "rjdesk form"
NAMES = re.compile("Nguyễn|Ánh|Cole|Brandvold|Dana|Whitlock|Minh|7QK4")


@pytest.fixture
def printer(bed: Bed) -> PrintQueue:
    """The printer."""
    return bed.printer


@pytest.fixture
def papers(desk: Desk) -> Program:
    """The papers of the case."""
    return desk.at("papers")


def shown_pages(program: Program) -> int:
    """Return how many pages the paper on the screen has, once all of them are shown."""
    program.waits_until_open(PRINT)
    counts = [re.fullmatch(r"Page \d+ of (\d+)", node.name) for node in program.page()]
    return max(int(found[1]) for found in counts if found)


def pages_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def cards(program: Program) -> list[str]:
    """Return the papers that the case has, by the names of their cards."""
    ends = tuple(state.value for state in PaperState)
    return [
        name_of(node)
        for node in program.page()
        if node.role == "check box" and name_of(node).endswith(ends)
    ]


def test_every_paper_of_the_case_is_printed(papers: Program, printer: PrintQueue) -> None:
    """As many pages as on the screen, on both sides, under a title that tells nothing."""
    names = cards(papers)
    assert len(names) > 2
    kinds = {name.partition(",")[0]: name for name in names}
    for name in kinds.values():
        papers.tab_to(name)
        papers.press("space")
        pages = shown_pages(papers)
        papers.bed.bus.hush()
        papers.push(PRINT)
        papers.waits_for_box("the print dialog")
        papers.tab_to("Print")
        papers.press("Return")
        job = printer.arrived()
        assert (job.title, job.sides) == (TITLE, "two-sided-long-edge"), name
        assert pages_of(job.pdf) == pages, name
        assert not NAMES.search(job.pdf.decode("latin-1")), name
        papers.reads("Sent to the printer")
        assert [said for said in papers.bed.bus.heard() if "Sent to the printer" in said]


def test_a_print_that_was_called_off_leaves_no_job(papers: Program, printer: PrintQueue) -> None:
    before = printer.count()
    papers.push(PRINT)
    papers.waits_for_box("the print dialog")
    papers.closes_box()
    papers.waits_until_open(PRINT)
    assert printer.count() == before
