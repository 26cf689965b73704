"""Another process begins in a case: from the page where it is chosen, to its own pages."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.cases import AskCases
from rjdesk.desk.views.circle import AskFacingMe
from rjdesk.desk.views.papers import AskPapers
from rjdesk.desk.views.today import AskToday
from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.case import Case, Follows, process_of
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.event import FIRST, ProcessId
from rjdesk.process.preparation.events import ProcessBegun, ReasonWritten
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import all_ended_on, ended_on
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.rehearsal import beside
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.correcting import ask_correction
from rjdesk.screens.kit.link import Link
from tests.scenarios.deciding import steps_decided
from tests.scenarios.world import World
from tests.screens.case_pages import controls, name_of, said_on, told_up_to
from tests.screens.program import Shown
from tests.stories.desk import tell, world_of

DAY = date(2026, 12, 14)


@pytest.fixture
def in_force() -> World:
    """An agreement is in force."""
    return told_up_to(s1.AGREEMENT, DAY)


@pytest.fixture
def agreed(qtbot: QtBot, in_force: World) -> Shown:
    """Whoever facilitates sits at the window."""
    return Shown(qtbot, in_force, "priya")


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


def test_what_was_agreed_ends_with_the_process_that_it_follows(
    qtbot: QtBot, in_force: World
) -> None:
    steps_decided(in_force, s1.CASE, FurtherStep.END, "priya", "mateo", asks=s1.ANH)
    agreed = Shown(qtbot, in_force, "priya")
    begun = begin(agreed)
    agreed.go("follow-up", s1.CASE, process=FIRST)
    agreed.press("End the process…")
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


def test_a_correction_from_the_page_of_another_process_stays_where_it_was(
    qtbot: QtBot, two_circles: World
) -> None:
    shown = Shown(qtbot, two_circles, "priya")
    page = shown.go("case", beside.CASE, process=beside.HERS)
    record = shown.link.desk.record_of(beside.CASE)
    (end,) = [entry for entry in record if isinstance(entry.event, ProcessEnded)]
    ask_correction(page, end.id)
    shown.press("Put it right")
    case = case_of(shown, beside.CASE)
    assert ended_on(case) == beside.DAY
    assert ended_on(case.seen_in(beside.HERS)) is None


def test_nobody_leaves_a_process_that_is_not_held_with_them(
    qtbot: QtBot, two_circles: World
) -> None:
    shown = Shown(qtbot, two_circles, "priya")
    page = shown.go("interruption", beside.CASE, process=beside.HERS)
    said = {button.accessibleName() or button.text() for button in page.findChildren(QPushButton)}
    assert "Leaves: Yara Haddad" in said
    assert "Leaves: Odhrán Keogh" not in said
    shown.press("Dissolve the process…")
    box = shown.front().findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count()) if "Odhrán" in box.itemText(n)] == []


def test_undo_in_one_circle_takes_back_nothing_of_another(two_circles: World) -> None:
    for process, seats in (
        (beside.HERS, (beside.YARA, beside.COUSIN)),
        (beside.HIS, (beside.ODHRAN, beside.TUTOR)),
    ):
        until = beside.held(process, beside.DAY, *seats)
        started = next(n for n, e in enumerate(until) if isinstance(e, CircleStarted))
        for event in until[: started + 2]:
            two_circles.do("priya", beside.CASE, event)
    desk = two_circles.desk("priya")
    mine = {entry.id: entry.event for entry in desk.record_of(beside.CASE)}
    for process in (beside.HERS, beside.HIS):
        view = desk.ask(AskFacingMe(beside.CASE, process))
        assert view is not None
        assert view.undo is not None
        assert {process_of(mine[entry]) for entry in view.undo.entries} == {process}


def test_what_is_half_typed_in_one_process_is_not_there_in_another(
    qtbot: QtBot, two_circles: World
) -> None:
    shown = Shown(qtbot, two_circles, "priya")
    shown.go("interruption", beside.CASE, process=beside.HERS)
    shown.press("End the process…")
    shown.choose("How it ended", "It was discontinued")
    keep = shown.desktop.keeps_place()
    shown.press("Cancel")
    keep()
    shown.sit_down(Link(two_circles.desk("priya")))
    shown.go("interruption", beside.CASE, process=beside.HIS)
    shown.press("End the process…")
    assert shown.front().findChild(QComboBox).currentData() in {"", None}
    shown.press("Cancel")
    shown.go("interruption", beside.CASE, process=beside.HERS)
    shown.press("End the process…")
    assert shown.front().findChild(QComboBox).currentData() == "discontinued"


def test_pages_of_a_person_and_of_a_talk_tell_of_their_process(
    qtbot: QtBot, two_circles: World
) -> None:
    shown = Shown(qtbot, two_circles, "priya")
    page = shown.go("person", beside.CASE, beside.YARA, process=beside.HERS)
    assert "Left on 2 November 2026" not in said_on(page)
    page = shown.go("brief", beside.CASE, process=beside.HERS)
    assert "What is prepared: Support circle." in said_on(page)
    page = shown.go("papers", beside.CASE, process=beside.HERS)
    assert "Support circle with Yara Haddad" in said_on(page)


def test_the_list_leads_to_the_process_that_goes_on(two_circles: World) -> None:
    (row,) = two_circles.desk("priya").ask(AskCases()).rows
    assert row.process == beside.HIS


def test_what_has_ended_says_that_another_one_goes_on(two_circles: World) -> None:
    late = ReasonWritten(on=beside.DAY, text="Once more.")
    missing = two_circles.desk("priya").may(beside.CASE, late).missing
    assert "another one of the case goes on" in missing[0].missing[0].what


def test_what_was_begun_anew_says_so_and_offers_nothing_more(qtbot: QtBot, in_force: World) -> None:
    decision = steps_decided(in_force, s1.CASE, FurtherStep.RESTART, "priya", "mateo", asks=s1.ANH)
    today = in_force.clock().date()
    again = ProcessBegun(on=today, begins=ProcessId("anew"), as_=Follows.RESTART, decision=decision)
    in_force.do("priya", s1.CASE, again)
    shown = Shown(qtbot, in_force, "priya")
    page = shown.go("follow-up", s1.CASE, process=FIRST)
    shown.reads("This process was begun anew on")
    assert not [name for name in map(name_of, controls(page)) if name.startswith("Done:")]
    shown.go("interruption", s1.CASE, process=FIRST)
    shown.reads("This process was begun anew on")


def test_a_circle_that_was_agreed_promises_no_agreement(agreed: Shown) -> None:
    process = begin(agreed)
    agreed.go("follow-up", s1.CASE, process=process)
    agreed.reads("A circle that was agreed in another process.")
    assert "Actions are followed up" not in agreed.said()
    path = agreed.link.ask(AskCasePage(s1.CASE, process)).path
    assert "Agreement" not in [step.name for step in path]


def test_whoever_leaves_the_whole_case_leaves_each_process_of_it(agreed: Shown) -> None:
    begun = begin(agreed)
    agreed.go("interruption", s1.CASE, process=begun)
    agreed.press("Leaves all of it: Cole Brandvold")
    agreed.reads("Cole Brandvold takes part in none of it any more.")
    agreed.press("Record")
    case = case_of(agreed)
    left = [seen.taking_part.left(s1.COLE) for seen in case.each_process]
    assert [departure is not None for departure in left] == [True, True]
    record = agreed.link.desk.record_of(s1.CASE)
    assert len({entry.batch for entry in record[-2:]}) == 1, "one press"
    assert "Leaves all of it" not in agreed.said()
