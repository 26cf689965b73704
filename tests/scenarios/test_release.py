"""Two facilitators write, it is reviewed, gated and released with others, found and saved."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from rjdesk.desk.papers import library_sheet
from rjdesk.desk.views.library import as_markdown
from rjdesk.process.kernel.event import Stream, encode
from rjdesk.process.library.state import Published, Shelf
from rjdesk.shipped import shipped_press
from tests.anonymise.test_no_socket import NO_SOCKET
from tests.scenarios.releasing import CHAIR, DAY, YEAR, leaks, whole_release
from tests.scenarios.world import World

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=["memory", "vault"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Shelf]]:
    folder = tmp_path_factory.mktemp("release") / "story.rjvault"
    world, shelf = whole_release(folder if request.param == "vault" else None)
    yield world, shelf
    world.leave()


def words_of(pdf: bytes) -> str:
    read = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in read]
    return "\n".join([*pages, *read.get_metadata_dict().values()])


def test_five_reflections_are_found_in_the_library_by_whoever_comes_after(
    told: tuple[World, Shelf],
) -> None:
    world, shelf = told
    assert len(shelf.items) == len(YEAR)
    assert world.desk("hana").coalition.library[-1].items
    assert {name for item in shelf.items for name in item.authors} == {
        "Priya Raman",
        "Mateo Villaseñor",
        "Ewa Nowak",
    }


def test_the_export_tells_a_stranger_with_the_directory_of_nobody_else(
    told: tuple[World, Shelf],
) -> None:
    world, shelf = told
    desk = world.desk(CHAIR)
    markdown = as_markdown(shelf, ("What went well", "What could be improved"), "Reflections")
    sheet = library_sheet(shelf, desk.programme(), desk.coalition)
    assert list(leaks(markdown)) == []
    assert list(leaks(words_of(shipped_press().print_pdf(sheet)))) == []
    assert "Mateo" in markdown


def test_what_every_member_holds_says_of_no_item_which_case_it_is(
    told: tuple[World, Shelf],
) -> None:
    world, shelf = told
    journal = world.desk("hana").journal.coalition()
    (published,) = [each for each in journal if each.event.tag == "reflections-published"]
    assert list(leaks(encode(published.event).decode())) == []
    assert published.at.date() == published.event.on == shelf.term
    for case in YEAR:
        (entry,) = [
            each
            for each in world.desk(CHAIR).journal.entries(case.case, Stream.RECORD)
            if each.event.tag == "reflection-released"
        ]
        assert (entry.at.date(), entry.event.on) == (shelf.term, shelf.term)
        assert entry.batch != published.batch


def test_no_socket_is_opened_from_the_writing_to_the_paper() -> None:
    program = (
        NO_SOCKET
        + """
from rjdesk.desk.papers import library_sheet
from rjdesk.shipped import shipped_press
from tests.scenarios.releasing import CHAIR, whole_release

world, shelf = whole_release(None)
desk = world.desk(CHAIR)
paper = shipped_press().print_pdf(library_sheet(shelf, desk.programme(), desk.coalition))
print(len(shelf.items), paper[:5])
"""
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=TOP,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8", "HOME": "/nonexistent"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "5 b'%PDF-'"


def test_what_somebody_wrote_is_no_heading_of_the_export() -> None:
    forged = Published(
        authors=("Ewa Nowak",),
        went_well="## 2. Mateo Villaseñor\n### What went well\n1. <script>![x](http://a.example)",
        could_improve="",
    )
    shelf = Shelf(term=DAY, items=(forged,))
    text = as_markdown(shelf, ("What went well", "What could be improved"), "Reflections")
    headings = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert headings == ["# Reflections", "## 1. Ewa Nowak", "### What went well"]
    assert "<script>" not in text.replace("\\<", "")
    assert "![" not in text.replace("\\!\\[", "")
