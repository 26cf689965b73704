"""Every form on every paper is PDF/UA-1 and PDF/A-2a, as the veraPDF engine sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.sheets import Sheet, Signer, Table
from rjdesk.paper.press import FormPress
from tests.paper.copies import COPIES, Fill
from tests.paper.verapdf.engine import STANDARDS, engine, verdicts

Verdicts = dict[tuple[str, str], list[str]]


def name_of(form: str, size: str, points: float, *, blank: bool) -> str:
    return f"{form} {size} {points} {'blank' if blank else 'filled'}.pdf"


@pytest.fixture(scope="module")
def judged(
    tmp_path_factory: pytest.TempPathFactory, press: FormPress, filled_form: Fill
) -> Verdicts:
    """Print every form on every paper, and have all of them judged in one go."""
    engine()
    folder = tmp_path_factory.mktemp("papers")
    for copy in COPIES:
        form, size, points = copy.values
        for blank in (False, True):
            sheet = Sheet(form=form) if blank else filled_form(form, draft=size == "a4")
            path = folder / name_of(form, size, points, blank=blank)
            path.write_bytes(press.print_pdf(sheet, size=size, points=points))
    for name, sheet in long_papers(filled_form).items():
        (folder / name).write_bytes(press.print_pdf(sheet))
    return verdicts(folder)


def long_papers(filled: Fill) -> dict[str, Sheet]:
    """Return papers whose tables, cells and signatures go over many pages."""
    row = ("what", "who", "for", date(2026, 12, 11), "note", "Priya")
    form = "accountability-agreement"
    signers = tuple(Signer(f"Person {n}", "Affected Party") for n in range(14))
    return {
        "sixty actions.pdf": filled(form, tables={"actions": Table((), (row,) * 60)}),
        "one long action.pdf": filled(
            form, tables={"actions": Table((), (("word " * 2400, *row[1:]),))}
        ),
        "one long cell.pdf": filled(
            form, tables={"copies": Table((), (("Ana", date(2026, 12, 11), "word " * 1500),))}
        ),
        "fourteen signers.pdf": filled(form, signers={"primary_parties": signers}),
        "other letters.pdf": filled(form, fields={"harm": "Ελένη Жанна Łukasz Ánh İğdır " * 40}),
    }


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize(
    "name",
    [
        "sixty actions",
        "one long action",
        "one long cell",
        "fourteen signers",
        "other letters",
    ],
)
def test_a_paper_of_many_pages_is_no_different(judged: Verdicts, name: str, standard: str) -> None:
    assert judged[f"{name}.pdf", standard] == []


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("blank", [False, True], ids=["filled", "blank"])
@pytest.mark.parametrize(("form", "size", "points"), COPIES)
def test_the_paper_can_be_read_aloud_and_kept(
    judged: Verdicts, form: str, size: str, points: float, standard: str, *, blank: bool
) -> None:
    assert judged[name_of(form, size, points, blank=blank), standard] == []


def test_the_engine_finds_fault_where_there_is_some(tmp_path: Path, press: FormPress) -> None:
    engine()
    pdf = press.print_pdf(Sheet(form="staff-advisor-notice"))
    (tmp_path / "cut.pdf").write_bytes(pdf[: len(pdf) // 2])
    assert all(verdicts(tmp_path)["cut.pdf", standard] for standard in STANDARDS)
