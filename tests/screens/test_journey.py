"""A journey on the screen: what was typed is kept, whatever happens, until it is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Answers
from rjdesk.desk.journeys.premeeting_steps import Sitting, agreement_step
from rjdesk.desk.ports import DraftKey
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.page import Route
from rjdesk.screens.kit.people import ASKED
from rjdesk.screens.pages.journey.page import SAVED_AFTER_MS, JourneyPage
from rjdesk.shipped import shipped_terms
from tests.scenarios.world import World, reed
from tests.screens.case_pages import told_up_to
from tests.screens.program import DAY, Program, Shown, founded

NEW = DraftKey(None, "intake")


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Imani takes a new request."""
    made = Shown(qtbot, reed(None, DAY), "imani")
    made.ctrl(Qt.Key.Key_N)
    assert isinstance(made.desktop.here, JourneyPage)
    return made


def draft(shown: Shown) -> Answers | None:
    kept = shown.link.desk.journal.draft(NEW)
    return Answers.read(kept) if kept else None


def to_the_people(shown: Shown | Program) -> None:
    shown.choose("Who asked?", "Student")
    shown.choose("Is it about sexual harm?", "No, or nobody knows")
    shown.press("Go on")
    shown.type("Name", "Nguyễn Thị Ánh")


def test_the_draft_is_sealed_within_two_seconds_of_typing(qtbot: QtBot, shown: Shown) -> None:
    assert SAVED_AFTER_MS < 2000
    shown.choose("Who asked?", "Student")
    assert draft(shown) is None
    qtbot.waitUntil(lambda: draft(shown) is not None, timeout=5000)
    assert "Kept as a sealed draft" in shown.said()
    kept = draft(shown)
    assert kept is not None
    assert kept.text("requester") == "student"


def test_looking_without_typing_leaves_no_draft(shown: Shown) -> None:
    shown.ctrl(Qt.Key.Key_1)
    assert draft(shown) is None


def test_leaving_the_page_keeps_what_was_typed_at_once(shown: Shown) -> None:
    to_the_people(shown)
    shown.ctrl(Qt.Key.Key_1)
    kept = draft(shown)
    assert kept is not None
    assert kept.people[0].name == "Nguyễn Thị Ánh"
    shown.press("A new request")
    assert shown.named("Name").text() == "Nguyễn Thị Ánh"


def test_going_back_loses_nothing(shown: Shown) -> None:
    to_the_people(shown)
    shown.press("Back")
    assert shown.named("Who asked?").currentText() == "Student"
    shown.press("Go on")
    assert shown.named("Name").text() == "Nguyễn Thị Ánh"


def test_a_step_that_is_not_complete_says_what_is_missing_and_keeps_the_rest(shown: Shown) -> None:
    shown.press("Go on")
    assert "This is needed." in shown.said()
    assert shown.focus == "Who asked?"
    written = shown.services.calendar.style.write_day(DAY)
    assert shown.named("When did the request reach you?").text() == written


def test_a_request_of_tomorrow_is_refused_where_it_is_typed(shown: Shown) -> None:
    tomorrow = shown.services.calendar.style.write_day(DAY + timedelta(1))
    shown.type("When did the request reach you?", tomorrow)
    shown.press("Go on")
    assert "has not come yet" in shown.said()


def test_enter_in_a_line_goes_on(shown: Shown) -> None:
    shown.choose("Who asked?", "Student")
    shown.choose("Is it about sexual harm?", "No, or nobody knows")
    shown.named("When did the request reach you?").setFocus()
    shown.keys(Qt.Key.Key_Return)
    assert "The people" in shown.said()
    assert shown.focus == "Name"


def finish(shown: Shown | Program) -> None:
    to_the_people(shown)
    shown.type("Called in the room", "Ánh")
    shown.press(ASKED)
    shown.press("Go on")
    shown.choose("Could this process oppress or harm marginalised people further?", "No")
    shown.press("Finish")


def test_a_finished_journey_shows_its_case_and_drops_its_draft(shown: Shown) -> None:
    finish(shown)
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "case"
    assert draft(shown) is None


def test_who_asked_is_marked_before_the_care(shown: Shown) -> None:
    """RC-063: with nobody to be met first, nobody else could ever be contacted."""
    to_the_people(shown)
    shown.press("Go on")
    assert "Mark who asked for the process: they are met first." in shown.said()
    assert shown.focus == ASKED
    shown.press(ASKED)
    shown.press("Go on")
    assert "Mark who asked" not in shown.said()
    assert "Care" in shown.said()


def test_a_refused_step_keeps_what_was_typed(shown: Shown) -> None:
    to_the_people(shown)
    shown.press(ASKED)
    shown.press("Go on")
    shown.choose("Could this process oppress or harm marginalised people further?", "Yes, it could")
    shown.press("Finish")
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "intake-journey"
    care = "Could this process oppress or harm marginalised people further?"
    assert shown.named(care).currentText() == "Yes, it could"
    shown.press("Back")
    assert shown.named("Name").text() == "Nguyễn Thị Ánh"


def test_what_was_typed_survives_the_lock_and_a_new_start(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "coalition.rjvault"
    founded(folder)
    first = Program(qtbot, folder)
    first.unlock()
    first.ctrl(Qt.Key.Key_N)
    to_the_people(first)
    first.ctrl(Qt.Key.Key_L)
    assert first.after_lock == [folder]
    again = Program(qtbot, folder)
    again.unlock()
    assert again.application.desktop.here.route.screen == "intake-journey"
    assert again.named("Name").text() == "Nguyễn Thị Ánh"


def test_the_keyboard_stays_in_the_notes_when_the_page_is_painted_anew(qtbot: QtBot) -> None:
    world: World = told_up_to(s1.INTAKE, date(2026, 9, 22))
    shown = Shown(qtbot, world, "imani")
    shown.ctrl(Qt.Key.Key_N)
    shown.named("How does this stand to other processes?").setFocus()
    shown.desktop.here.refresh()
    QApplication.processEvents()
    assert shown.focus == "How does this stand to other processes?"


def test_a_step_in_large_type_is_read_from_its_beginning(qtbot: QtBot) -> None:
    made = Shown(qtbot, told_up_to(s1.PREPARATION, date(2026, 10, 26)), "priya", scale=2.0)
    made.window.resize(900, 500)
    made.go("pre-meetings", s1.CASE)
    made.press("Sit down with somebody…")
    made.press("Cole Brandvold")
    made.press("Begin")
    qtbot.waitUntil(lambda: made.desktop.here.route.screen == "pre-meeting")
    for _ in range(3):
        QApplication.processEvents()
    bar = made.desktop.here.area.verticalScrollBar()
    assert bar.value() == 0
    assert bar.maximum() > 0
    assert made.focus == "Reporting status", "no key ticks what nobody has seen"
    made.keys(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    made.keys(Qt.Key.Key_Tab)
    assert made.focus == "I have said this"


def test_each_who_has_not_signed_has_a_way_to_their_paper(qtbot: QtBot) -> None:
    world = told_up_to(s1.PREPARATION, date(2026, 10, 26))
    case = world.desk("priya").case(s1.CASE)
    unsigned = tuple(
        replace(person, dialogue_signed=signed)
        for person, signed in zip(case.people, (None, date(2026, 9, 30), None), strict=False)
    )
    sitting = Sitting(
        today=date(2026, 10, 26),
        case=case,
        meeting=case.meetings[0],
        people=unsigned,
        there=unsigned,
        programme=world.desk("priya").programme(case),
        status="I do not have to report.",
        terms=shipped_terms(),
        noted=frozenset(),
    )
    papers = agreement_step(sitting).papers
    assert [paper.value for paper in papers] == [
        f"agreement-to-dialogue:{person.id}" for person in (unsigned[0], unsigned[2])
    ]
    made = Shown(qtbot, told_up_to(s1.INTAKE, date(2026, 9, 24)), "priya")
    made.go("pre-meetings", s1.CASE)
    made.press("Sit down with somebody…")
    made.press("Nguyễn Thị Ánh")
    made.press("Begin")
    page = made.desktop.here
    page._show("agreement")
    made.press("See and print the one for Ánh")
    assert made.desktop.here.route == Route("papers", s1.CASE, f"agreement-to-dialogue:{s1.ANH}")
    assert "to be signed" in made.said()
    made.go("case", s1.CASE)
    assert "Pre-meeting opened" in made.said()


def test_a_request_about_sexual_harm_opens_a_case_that_says_so(shown: Shown) -> None:
    shown.reads("Sexual behaviour without the informed and affirmative consent")
    shown.choose("Who asked?", "Student")
    shown.choose("Is it about sexual harm?", "Yes")
    shown.press("Go on")
    shown.type("Name", "Nguyễn Thị Ánh")
    shown.press(ASKED)
    shown.press("Go on")
    shown.choose("Could this process oppress or harm marginalised people further?", "No")
    shown.press("Finish")
    (case,) = shown.link.desk.cases()
    assert shown.link.desk.case(case).sexual_harm.flagged == DAY
    shown.reads("This case is about sexual harm")
    shown.press("How this case stands…")
    shown.reads("There is not the capacity for cases of sexual harm yet.")
