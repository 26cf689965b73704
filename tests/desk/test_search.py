"""The list of cases is searched by what a person types of a code or a name."""

from __future__ import annotations

from datetime import date

import pytest

from rjdesk.desk.desk import Desk
from rjdesk.desk.views.cases import AskCases
from rjdesk.process.intake.events import PersonRenamed
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import reed
from tests.stories.desk import tell


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Priya holds one case, of Nguyễn Thị Ánh and Cole Brandvold."""
    world = reed(None, date(2026, 9, 1))
    tell(world, s1.STORY, s1.INTAKE)
    return world.desk("priya")


def test_a_case_is_found_by_its_people_in_any_order_and_by_its_code_without_the_dash(
    desk: Desk,
) -> None:
    code = desk.case(s1.CASE).intake.code
    for typed in ("nguyen", "anh nguyen", "brand COLE", code.lower(), code.replace("-", "")):
        assert [row.case for row in desk.ask(AskCases(typed)).rows] == [s1.CASE]
    assert desk.ask(AskCases("somebody else")).rows == ()


def test_a_line_is_folded_when_it_is_first_looked_in_and_not_again(desk: Desk) -> None:
    summary = desk.summaries()[s1.CASE]
    line = desk.line_of(s1.CASE, summary)
    assert desk.line_of(s1.CASE, desk.summaries()[s1.CASE]) is line


def test_a_case_is_found_by_a_name_that_somebody_had_before() -> None:
    world = reed(None, date(2026, 9, 1))
    tell(world, s1.STORY, s1.INTAKE)
    now = PersonRenamed(
        on=world.clock().date(), person=s1.COLE, person_name="Robin Vale", called="Robin"
    )
    world.do("priya", s1.CASE, now)
    desk = world.desk("priya")
    for typed in ("robin", "brandvold"):
        (row,) = desk.ask(AskCases(typed)).rows
        assert row.parties == "Nguyễn Thị Ánh · Robin Vale"
