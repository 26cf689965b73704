"""The preparation on the screen: each act by real clicks and keys, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Answers
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.ports import DraftKey
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.preparation.state import About, ProcessType
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal import without_sides as s9
from rjdesk.rehearsal.moments import named
from rjdesk.screens.kit.page import SIT_DOWN, Route
from rjdesk.screens.pages.preparation.page import PreparationPage
from tests.scenarios.world import World
from tests.screens.case_pages import Shown, controls, name_of, told_up_to
from tests.stories.happening import copied, presses, told_to_each_point

DAY = date(2026, 10, 26)
KEY = DraftKey(s1.CASE, "preparation")
HARM = "The harm and who was harmed"


@pytest.fixture
def met() -> World:
    """Everybody was met; nothing is prepared."""
    return told_up_to(s1.PRE_MEETINGS, DAY)


@pytest.fixture
def prepared() -> World:
    """Everything is prepared."""
    return told_up_to(s1.PREPARATION, DAY)


def shown(qtbot: QtBot, world: World) -> Shown:
    """Return the page as Priya sees it."""
    return Shown(qtbot, world, "priya", PreparationPage, "preparation")


def add_question(page: Shown, number: int, text: str, about: str = "") -> None:
    """Add a question, type its text, and say what it asks for."""
    page.press("Add a question")
    page.qtbot.keyClicks(page.named(f"Question {number}"), text)
    if about:
        page.choose(f"What question {number} asks for", about)


def test_the_kind_of_meeting_is_chosen_in_words(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.press("Choose the kind of meeting")
    page.choose("Kind of meeting", "Accountability circle", page.dialog())
    page.press("Choose", page.dialog())
    assert page.case.preparation.kind is ProcessType.ACCOUNTABILITY_CIRCLE
    assert page.case.preparation.confidential
    assert page.says("Somebody is helped to keep what they agreed to.")


def test_a_party_in_a_circle_without_sides_is_said_with_what_follows(qtbot: QtBot) -> None:
    chosen = next(n for n, p in enumerate(presses(s9.COMMUNITY)) if p.event.tag == "process-chosen")
    world = copied(told_to_each_point(s9.COMMUNITY)[chosen + 1])
    page = Shown(qtbot, world, "priya", PreparationPage, "preparation", s9.CASE)
    assert not page.says("named as a party")
    forgotten = named(
        s9.DAY, s9.ALL[3], "Abena Vale", Part.AFFECTED, affiliation=Affiliation.STUDENT
    )
    world.do("imani", s9.CASE, forgotten)
    page = Shown(qtbot, world, "priya", PreparationPage, "preparation", s9.CASE)
    assert page.says("Abena Vale: named as a party.")


def test_what_is_said_may_be_open_to_others(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.press("Choose the kind of meeting")
    page.choose("Kind of meeting", "Circle about a harm", page.dialog())
    page.tick("What is said is confidential", page.dialog())
    page.press("Choose", page.dialog())
    assert not page.case.preparation.confidential
    assert page.says("What is said in it is not confidential.")
    page.press("Choose the kind of meeting")
    assert not page.named("What is said is confidential", page.dialog()).isChecked()


def test_what_stands_in_the_way_of_scheduling_is_said_beforehand(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    assert not page.named("Schedule").isEnabled()
    assert page.says("What kind of process this is has not been chosen.")


def scheduling(page: Shown) -> QDialog:
    """Open the form that asks when, where and with whom."""
    page.press("Schedule anew")
    return page.dialog()


def test_a_conference_is_scheduled_with_who_is_ticked(qtbot: QtBot, prepared: World) -> None:
    page = shown(qtbot, prepared)
    dialog = scheduling(page)
    page.tick("Dana Whitlock, Supporting Party", dialog)
    page.type("Day", "2026-11-02", dialog)
    page.type("Time", "15:30", dialog)
    page.type("Place", "The quiet room", dialog)
    page.press("Schedule", dialog)
    preparation = page.case.preparation
    assert preparation.starts_at == datetime(2026, 11, 2, 15, 30)
    assert preparation.roster == (s1.ANH, s1.COLE, s1.MINH)
    assert page.says("Arranged for 2 November 2026 at 15:30, The quiet room.")
    assert page.says("Invited: Nguyễn Thị Ánh, Cole Brandvold, Lê Minh.")


def test_the_appointment_is_typed_as_people_write_it(qtbot: QtBot, prepared: World) -> None:
    page = shown(qtbot, prepared)
    dialog = scheduling(page)
    page.type("Day", "next Monday", dialog)
    page.type("Time", "3.30 pm", dialog)
    assert page.says("Monday 2 November 2026", dialog)
    assert page.says("15:30", dialog)
    page.press("Schedule", dialog)
    assert page.case.preparation.starts_at == datetime(2026, 11, 2, 15, 30)
    assert page.named("Day", scheduling(page)).text() == "02/11/2026"


def test_what_is_said_below_the_day_moves_not_the_time(qtbot: QtBot, prepared: World) -> None:
    page = shown(qtbot, prepared)
    dialog = scheduling(page)
    page.type("Time", "soon", dialog)
    page.press("Schedule", dialog)
    assert page.says("“soon” is not a time.", dialog)
    lines = [page.named(name, dialog) for name in ("Day", "Time")]
    assert len({line.mapTo(dialog, line.rect().topLeft()).y() for line in lines}) == 1


def test_a_conference_without_a_primary_party_cannot_be_scheduled(
    qtbot: QtBot, prepared: World
) -> None:
    page = shown(qtbot, prepared)
    dialog = scheduling(page)
    page.tick("Cole Brandvold, Responsible Party", dialog)
    page.press("Schedule", dialog)
    assert page.says("Cole Brandvold is a Primary Party and is not on the list.", dialog)
    assert s1.COLE in page.case.preparation.roster


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Day", "soon", "“soon” is not a day. Write it as 26/10/2026 or 26 October 2026."),
        ("Day", "", "Write the day."),
        ("Time", "14:60", "“14:60” is not a time. Write it as 14:30."),
        ("Time", "", "At what time?"),
        ("Minutes", "two", "Write a number from 1 to 1440."),
        ("Minutes", "0", "Write a number from 1 to 1440."),
        ("Minutes", "1441", "Write a number from 1 to 1440."),
        ("Place", " ", "This is needed."),
    ],
)
def test_what_cannot_be_scheduled_is_said_beside_it(
    qtbot: QtBot, prepared: World, field: str, typed: str, said: str
) -> None:
    page = shown(qtbot, prepared)
    dialog = scheduling(page)
    page.type(field, typed, dialog)
    page.press("Schedule", dialog)
    assert page.says(said, dialog)
    assert page.case.preparation.place == "Room 12"


def test_reason_and_closing_question_are_saved(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.type("The reason for the circle", "A sculpture was taken apart.")
    page.press("Save the reason for the circle")
    page.type("The closing question", "What do you take with you?")
    page.press("Save the closing question")
    preparation = page.case.preparation
    assert preparation.reason == "A sculpture was taken apart."
    assert preparation.closing_question == "What do you take with you?"
    assert page.desk.journal.draft(KEY) is None


def test_questions_are_added_moved_removed_and_saved(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    add_question(page, 1, "Who was hurt?", HARM)
    add_question(page, 2, "What do you need?", "Needs")
    add_question(page, 3, "And what else?")
    qtbot.keyClick(page.named("Question 3"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.named("Question 2").toPlainText() == "And what else?"
    assert page.named("Question 2").hasFocus()
    page.press("Down: question 2")
    page.press("Remove: question 3")
    page.press("Save the guiding questions")
    kept = page.case.preparation.questions
    assert [(q.text, q.about) for q in kept] == [
        ("Who was hurt?", About.HARM),
        ("What do you need?", About.NEEDS),
    ]


def test_a_question_for_facts_is_met_with_a_gentle_word_and_saved(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    warned: list[object] = []
    page.link.warned.connect(warned.append)
    add_question(page, 1, "Who was hurt?", HARM)
    assert not page.says("This asks for facts.")
    add_question(page, 2, "Who left the door unlocked?")
    assert page.says("This asks for facts.")
    page.press("Save the guiding questions")
    assert len(page.case.preparation.questions) == 2
    assert [[ruling.rule for ruling in rulings] for rulings in warned] == [["RC-089"]]


def test_harm_comes_first_unless_a_reason_is_written(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    add_question(page, 1, "What do you need?", "Needs")
    page.press("Save the guiding questions")
    assert [refused.rules for refused in page.refusals] == [{"RC-088"}]
    assert page.case.preparation.questions == ()
    assert page.named("Question 1").toPlainText() == "What do you need?"
    (refused,) = page.refusals
    assert refused.may_go_on
    assert isinstance(page.link.go_on(refused, "Both asked for it."), Recorded)
    case = page.case
    assert [q.text for q in case.preparation.questions] == ["What do you need?"]
    assert [(o.rule, o.reason) for o in case.used_overrides] == [("RC-088", "Both asked for it.")]
    assert page.desk.journal.draft(KEY) is None


def test_questions_are_given_to_one_and_to_everybody(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.press("Questions given to Lê Minh")
    page.choose("How", "Read aloud", page.dialog())
    page.press("Record", page.dialog())
    case = page.case
    assert [case.name_of(p) for p, day in case.preparation.given if day == DAY] == ["Lê Minh"]
    page.press("Questions given to everybody who does not have them yet")
    dialogs = page.dialog()
    page.choose("How", "Printed", dialogs)
    page.press("Record", dialogs)
    given = dict(page.case.preparation.given)
    assert {person.id for person in page.case.people} == {p for p in given if given[p] == DAY}


def test_the_question_sheet_is_printed_among_the_papers(qtbot: QtBot, prepared: World) -> None:
    page = shown(qtbot, prepared)
    page.press("Print the question sheet")
    page.press("Back to the case")
    assert page.places == [Route("papers", s1.CASE, "question-sheet"), Route("case", s1.CASE)]


def test_people_sit_down_where_the_circle_is(qtbot: QtBot, prepared: World) -> None:
    page = shown(qtbot, prepared)
    page.press("Sit down together")
    assert page.places == [Route("circle", s1.CASE, SIT_DOWN)]


def test_what_keeps_people_from_sitting_down_is_said(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    assert not page.named("Sit down together").isEnabled()
    assert page.says("The reason for this circle is not written.")
    assert page.says("No guiding question is written.")
    asked: list[str] = []
    page.page.why.connect(asked.append)
    why = [w for w in controls(page.page) if name_of(w).startswith("Why?")]
    qtbot.mouseClick(why[-1], Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_what_is_typed_outlives_a_refresh_and_the_page(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.type("The reason for the circle", "Not finished")
    add_question(page, 1, "Who was hurt?")
    page.page.refresh()
    assert page.named("The reason for the circle").toPlainText() == "Not finished"
    page.page.leave()
    again = shown(qtbot, met)
    assert again.named("The reason for the circle").toPlainText() == "Not finished"
    assert again.named("Question 1").toPlainText() == "Who was hurt?"
    again.press("Save the reason for the circle")
    kept = again.desk.journal.draft(KEY)
    assert kept is not None
    assert set(Answers.read(kept).texts) == {"questions"}


def test_typing_is_in_the_sealed_draft_within_two_seconds(qtbot: QtBot, met: World) -> None:
    page = shown(qtbot, met)
    page.type("The reason for the circle", "Typing")
    qtbot.waitUntil(lambda: page.desk.journal.draft(KEY) is not None, timeout=2_000)
    page.type("The reason for the circle", "")
    page.page.leave()
    assert page.desk.journal.draft(KEY) is None


def test_a_draft_that_cannot_be_read_leaves_the_page_as_recorded(
    qtbot: QtBot, prepared: World
) -> None:
    prepared.desk("priya").journal.save_draft(KEY, b"not a draft")
    page = shown(qtbot, prepared)
    reason = page.case.preparation.reason
    assert page.named("The reason for the circle").toPlainText() == reason


def test_every_control_has_a_name_and_tab_leaves_every_editor(
    qtbot: QtBot, prepared: World
) -> None:
    page = shown(qtbot, prepared)
    assert all(name_of(control) for control in controls(page.page))
    editors = [w for w in controls(page.page) if isinstance(w, QPlainTextEdit | QLineEdit)]
    assert len(editors) > 3
    for editor in editors:
        editor.setFocus()
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert not editor.hasFocus()
