"""What cannot be printed is said at the field where it is typed, and is not recorded."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.desk.typed import cleaned, text_fault
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.checked import PAUSE_MS, TextCheck
from rjdesk.screens.kit.people import ASKED
from rjdesk.screens.kit.when import WhenLine
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.pages.circle.running import MAKING
from rjdesk.screens.pages.preparation.page import PreparationPage
from rjdesk.screens.pages.taking_part.page import InterruptionPage
from rjdesk.screens.shell.registry import PAGES
from rjdesk.shipped import shipped_press
from tests.scenarios.world import World, reed
from tests.screens import circle_story
from tests.screens.case_pages import Shown as OnePage
from tests.screens.case_pages import one_party_up_to, told_up_to
from tests.screens.program import DAY, Shown

SMILE = "The sign “🙂” cannot be printed. Write it in words."
SAID = {
    "so it was": "",
    "a → b, ✓ done, \uf0b7 one … “two”": "",
    "I hope 🙂": SMILE,
    "🌱 and 👍🏽": "The signs “🌱”, “👍” cannot be printed. Write them in words.",
    "مريم": "We are sorry: Arabic letters",
    "נועה": "We are sorry: Hebrew letters",
    "安": "We are sorry: Chinese letters",
    "지민 and ゆい": "We are sorry: Korean and Japanese letters",
    "con\x02nected": "cannot be seen or printed (U+0002)",
    "a" * 20_001: "20,001 characters",
}


@pytest.mark.parametrize("text", SAID, ids=lambda text: text[:12])
def test_a_sentence_says_what_cannot_be_recorded(text: str) -> None:
    said = text_fault(text, shipped_press().undrawable)
    assert SAID[text] in said
    assert bool(said) == bool(SAID[text])


@pytest.mark.parametrize(
    ("copied", "line", "lines"),
    [
        ("con\u00adnected", "connected", "connected"),
        ("\ufeffAna\u200b", "Ana", "Ana"),
        ("one\u2028two\u2029three", "one two three", "one\ntwo\nthree"),
        ("one\r\ntwo\x0bthree\tfour", "one two three four", "one\ntwo\nthree\tfour"),
        ("half \ud83d of it", "half  of it", "half  of it"),
        ("می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_nobody_sees_is_taken_out_of_what_was_copied(
    copied: str, line: str, lines: str
) -> None:
    assert cleaned(copied) == line
    assert cleaned(copied, lines=True) == lines


# --- every field ---------------------------------------------------------------------------


def text_fields(inside: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Return every field that words are typed into."""
    found = [*inside.findChildren(QLineEdit), *inside.findChildren(QPlainTextEdit)]
    secret = QLineEdit.EchoMode.Password
    return [
        field
        for field in found
        if not field.isReadOnly()
        # A day or a time says itself what was read.
        and not isinstance(field, WhenLine)
        and not (isinstance(field, QLineEdit) and field.echoMode() is secret)
        and not field.objectName().startswith("qt_")
        and field.accessibleName() != "Search the cases you hold"
    ]


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    """A case that was met, and one that is signed."""
    return [
        told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12)),
        told_up_to(s1.AGREEMENT, date(2026, 11, 20)),
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_field_on_every_page_says_under_it_what_cannot_be_recorded(
    qtbot: QtBot, worlds: list[World], name: str
) -> None:
    for world in worlds:
        shown = Shown(qtbot, world, "imani" if name == "intake-journey" else "priya")
        meeting = shown.link.desk.case(s1.CASE).meetings[0].id
        page = shown.go(name, s1.CASE, meeting)
        for field in text_fields(page):
            (check,) = field.findChildren(TextCheck)
            assert check.label.window() is field.window(), field.accessibleName()


@pytest.mark.parametrize("name", MAKING)
def test_every_field_in_every_round_of_a_circle_says_so_too(qtbot: QtBot, name: str) -> None:
    page = in_the_circle(qtbot)
    assert page.acts.guide is not None
    panel = MAKING[name](page.theme, page.acts, page.acts.guide)
    qtbot.addWidget(panel)
    for field in text_fields(panel):
        (check,) = field.findChildren(TextCheck)
        assert check.label.window() is field.window(), field.accessibleName()


def in_the_circle(qtbot: QtBot) -> CirclePage:
    """Return the page of a circle that has begun."""
    world = circle_story.ready()
    circle_story.sit_down(world)
    link = circle_story.link_of(world)
    assert choose_pin(link, "2468")
    return circle_story.circle_page(qtbot, world, link)


# --- what happens at a field -----------------------------------------------------------------


def test_a_dialog_says_it_when_typing_pauses_and_records_nothing_before_it_is_mended(
    qtbot: QtBot, worlds: list[World]
) -> None:
    shown = Shown(qtbot, worlds[0], "priya")
    shown.go("pre-meetings", s1.CASE)
    before = len(shown.link.desk.record_of(s1.CASE))
    shown.press("Note a contact…")
    shown.choose("With whom?", "Cole Brandvold")
    shown.choose("How?", "Phone")
    shown.type("What for, in one line?", "to say hello 🙂")
    assert SMILE not in shown.said()
    qtbot.waitUntil(lambda: SMILE in shown.said(), timeout=PAUSE_MS * 10)
    shown.press("Record")
    assert shown.focus == "What for, in one line?"
    assert len(shown.link.desk.record_of(s1.CASE)) == before
    shown.keys(Qt.Key.Key_End)
    shown.keys(Qt.Key.Key_Backspace)
    assert SMILE not in shown.said(), "it goes as soon as the field is mended"
    shown.press("Record")
    assert len(shown.link.desk.record_of(s1.CASE)) == before + 1


def test_what_is_missing_is_no_longer_said_once_it_is_there(
    qtbot: QtBot, worlds: list[World]
) -> None:
    shown = Shown(qtbot, worlds[0], "priya")
    shown.go("pre-meetings", s1.CASE)
    shown.press("Note a contact…")
    shown.press("Record")
    assert shown.said().count("This is needed.") == 3
    shown.choose("How?", "Phone")
    shown.type("What for, in one line?", "hello")
    assert shown.said().count("This is needed.") == 1
    shown.choose("With whom?", "Cole Brandvold")
    assert "This is needed." not in shown.said()


def test_a_field_that_is_left_is_judged_at_once(qtbot: QtBot) -> None:
    page = OnePage(qtbot, told_up_to(s1.PRE_MEETINGS, DAY), "priya", PreparationPage, "preparation")
    field = page.named("The reason for the circle")
    field.setFocus()
    QApplication.processEvents()
    field.insertPlainText("a 🙂")
    assert not page.says(SMILE)
    page.qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert page.says(SMILE)
    page.press("Save the reason for the circle")
    assert page.case.preparation.reason == ""
    page.type("The reason for the circle", "a good one")
    page.press("Save the reason for the circle")
    assert page.case.preparation.reason == "a good one"


def test_a_question_is_judged_where_it_stands(qtbot: QtBot) -> None:
    page = OnePage(qtbot, told_up_to(s1.PRE_MEETINGS, DAY), "priya", PreparationPage, "preparation")
    page.press("Add a question")
    page.named("Question 1").insertPlainText("What was harmed 🌱")
    page.press("Save the guiding questions")
    assert page.says("The sign “🌱” cannot be printed. Write it in words.")
    assert page.case.preparation.questions == ()
    page.type("Question 1", "Who was harmed")
    assert not page.says("cannot be printed")


def test_a_guideline_is_judged_before_it_is_recorded(qtbot: QtBot) -> None:
    page = in_the_circle(qtbot)
    line = page.findChild(QLineEdit, "guideline")
    assert line is not None
    line.setText("be kind 🙂")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.property("accessibleDescription") == SMILE
    assert page.link.desk.case(circle_story.CASE).circle.guidelines == ()
    line.setText("be \u200bkind → always")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (guideline,) = page.link.desk.case(circle_story.CASE).circle.guidelines
    assert guideline == "be kind → always"


def test_what_else_is_possible_is_judged_too(qtbot: QtBot) -> None:
    world = one_party_up_to(s4.INTAKE)
    page = OnePage(qtbot, world, "priya", InterruptionPage, "interruption", s4.CASE)
    before = page.case.taking_part.alternatives
    page.named("Something else").setText("a walk 🙂")
    page.press("Record what was presented")
    assert page.says(SMILE)
    assert page.case.taking_part.alternatives == before
    page.type("Something else", "a walk")
    assert not page.says(SMILE)
    page.press("Record what was presented")
    assert "a walk" in page.case.taking_part.alternatives


def test_notes_are_never_printed_and_may_hold_any_letters(qtbot: QtBot) -> None:
    shown = Shown(qtbot, told_up_to(s1.AGREEMENT, date(2026, 11, 20)), "priya")
    shown.go("follow-up", s1.CASE)
    for label in ("What went well", "What could be improved"):
        shown.named(label).insertPlainText("مريم 🙂")
    shown.press("Save the reflection")
    assert shown.link.desk.notes(s1.CASE).reflection.went_well == "مريم 🙂"


def test_a_request_is_not_recorded_with_a_name_that_cannot_be_seen_or_printed(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot, reed(None, DAY), "imani")
    shown.ctrl(Qt.Key.Key_N)
    shown.choose("Who asked?", "Student")
    shown.choose("Is it about sexual harm?", "No, or nobody knows")
    shown.press("Go on")
    for name, said in (
        ("\u200b", "Name at least one person."),
        ("\u3164", "Name at least one person."),
        ("42", "no letter that can be seen"),
        ("a" * 201, "201 characters"),
        ("安", "We are sorry: Chinese letters"),
    ):
        shown.named("Name").setText(name)
        shown.press("Go on")
        assert said in shown.said()
        assert shown.focus == "Name"
    shown.named("Name").setText("")
    shown.named("Called in the room").setText("Ánh")
    shown.press("Go on")
    assert "Type the name, or remove this row." in shown.said()
    shown.named("Name").setText("Nguyễn Thị Ánh")
    shown.named("Called in the room").setText("")
    shown.press(ASKED)
    shown.press("Go on")
    shown.choose("Could this process oppress or harm marginalised people further?", "No")
    shown.press("Finish")
    (case,) = shown.link.desk.cases()
    assert [p.called for p in shown.link.desk.case(case).people] == ["Nguyễn Thị Ánh"]
