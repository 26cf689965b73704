"""Every form on every paper is PDF/UA-1 and PDF/A-2a, as the veraPDF engine sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rjdesk.desk.sheets import Sheet
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
    return verdicts(folder)


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
