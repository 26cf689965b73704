"""Another process begins in a case: from the page where it is chosen, to its own pages."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.papers import AskPapers
from rjdesk.desk.views.today import AskToday
from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.case import Case, Follows
from rjdesk.process.kernel.event import FIRST, ProcessId
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import all_ended_on, ended_on
from rjdesk.rehearsal import beside
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown
from tests.stories.desk import tell, world_of

DAY = date(2026, 12, 14)


@pytest.fixture
def agreed(qtbot: QtBot) -> Shown:
    """An agreement is in force; whoever facilitates sits at the window."""
    return Shown(qtbot, told_up_to(s1.AGREEMENT, DAY), "priya")


@pytest.fixture
def two_circles() -> World:
    """Two support circles were chosen instead of a Conference."""
    world = world_of(beside.STORY)
    for chapter in beside.STORY.chapters[:2]:
        tell(world, beside.STORY, chapter)
    return world


def case_of(shown: Shown, case: str = s1.CASE) -> Case:
    return shown.link.desk.case(case)


def begin(shown: Shown) -> ProcessId:
    shown.go("follow-up", s1.CASE)
    shown.press("Set it up…")
    shown.press("Begin")
    return case_of(shown).processes[-1].id


def test_a_circle_that_was_agreed_is_set_up_and_one_goes_to_it(agreed: Shown) -> None:
    begun = begin(agreed)
    seen = case_of(agreed).seen_in(begun)
    assert seen.process.as_ is Follows.AGREED
    assert seen.preparation.kind is ProcessType.ACCOUNTABILITY_CIRCLE
    assert [seen.name_of(person) for person in seen.taking_part.named_for] == ["Cole Brandvold"]
    here = agreed.desktop.here
    assert (here.route.screen, here.process) == ("case", begun)
    agreed.reads("Accountability circle with Cole Brandvold")


def test_within_a_case_one_stays_in_its_process(agreed: Shown) -> None:
    begun = begin(agreed)
    agreed.press("Preparation")
    assert agreed.desktop.here.process == begun
    agreed.reads("Still open: the appointment")
    agreed.press("Back to the case")
    assert agreed.desktop.here.process == begun
    agreed.go("today")
    assert agreed.go("case", s1.CASE).process == FIRST


def test_what_is_done_on_its_pages_is_of_the_process(agreed: Shown) -> None:
    begun = begin(agreed)
    link = agreed.go("preparation", s1.CASE, process=begun).link
    action = ActionProposed(on=DAY, action="new", what="A letter", owner=s1.COLE)
    assert "RC-103" in {ruling.rule for ruling in link.may(s1.CASE, action).missing}
    assert "RC-103" not in {r.rule for r in agreed.link.may(s1.CASE, action).missing}


def test_what_was_agreed_ends_with_the_process_that_it_follows(agreed: Shown) -> None:
    begun = begin(agreed)
    agreed.go("interruption", s1.CASE, process=FIRST)
    agreed.press("End the process…")
    agreed.choose("How it ended", "It was discontinued")
    agreed.press("End the process")
    assert ended_on(case_of(agreed).seen_in(begun)) == all_ended_on(case_of(agreed)) == DAY


def test_the_case_page_shows_a_path_for_each_and_leads_to_it(
    qtbot: QtBot, two_circles: World
) -> None:
    shown = Shown(qtbot, two_circles, "priya")
    shown.go("case", beside.CASE)
    shown.reads("Ended on 2 November 2026")
    shown.press("Show this process: Support circle with Yara Haddad")
    assert shown.desktop.here.process == beside.HERS
    shown.go("interruption", beside.CASE)
    assert shown.desktop.here.process == beside.HERS
    shown.reads("This process is not held with them")


def test_what_waits_in_a_process_leads_to_it(qtbot: QtBot, two_circles: World) -> None:
    world = two_circles
    hers = beside.held(beside.HERS, beside.LATER, beside.YARA, beside.COUSIN)
    world.do("priya", beside.CASE, *hers[:1])
    (line,) = [line for line in world.desk("priya").ask(AskToday()).lines if "Circle" in line.what]
    assert line.process == beside.HERS


def test_no_process_prints_over_the_agreement_of_another(two_circles: World) -> None:
    desk = two_circles.desk("priya")
    names = {
        desk.ask(AskPapers(beside.CASE, process)).printing.paper
        for process in (FIRST, beside.HERS, beside.HIS)
    }
    assert len(names) == 3


def test_the_journal_says_of_which_process_something_is(two_circles: World) -> None:
    lines = {line.what for line in two_circles.desk("priya").ask(AskCasePage(beside.CASE)).journal}
    assert "Willingness stated: Salma Haddad (Support circle with Yara Haddad)" in lines
    assert "Process chosen (Conference)" in lines
    assert "Number of facilitators decided" in lines
