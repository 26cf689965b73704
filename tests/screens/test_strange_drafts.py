"""A draft that another version wrote ends no page: it is shown, copied, kept, and dropped."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import DraftKey
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.drafts import FOUND
from rjdesk.screens.kit.people import ASKED
from tests.scenarios.world import World, reed
from tests.screens.case_pages import told_up_to
from tests.screens.program import DAY, Shown

STRANGE = {
    "a number where text is expected": b'{"texts": {"a": 7, "b": "half a thought"}}',
    "a new field": b'{"step": "people", "wishes": ["half a thought"]}',
    "garbage": b"\x93\xff\x00half a thought\x00\xfe",
}
PLACES = {
    "intake-journey": DraftKey(None, "intake"),
    "pre-meeting": DraftKey(s1.CASE, "premeeting-"),
    "preparation": DraftKey(s1.CASE, "preparation"),
    "follow-up": DraftKey(s1.CASE, "follow-up"),
}


@pytest.fixture(scope="module")
def world() -> World:
    return told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12))


def at(qtbot: QtBot, world: World, name: str, content: bytes) -> tuple[Shown, DraftKey]:
    """Return a page that finds a draft."""
    member = "imani" if name == "intake-journey" else "priya"
    shown, key = Shown(qtbot, world, member), PLACES[name]
    meeting = shown.link.desk.case(s1.CASE).meetings[0].id if key.case else ""
    if name == "pre-meeting":
        key = DraftKey(s1.CASE, f"premeeting-{meeting}")
    shown.link.desk.journal.save_draft(key, content)
    shown.go(name, s1.CASE, meeting)
    return shown, key


def drop_it(shown: Shown) -> None:
    shown.press("Drop what was half-typed")
    shown.press("Drop it")


@pytest.mark.parametrize("name", PLACES)
def test_the_page_opens_fresh_and_shows_what_was_found(
    qtbot: QtBot, world: World, name: str
) -> None:
    for content in STRANGE.values():
        shown, key = at(qtbot, world, name, content)
        assert FOUND in shown.said()
        text = shown.named("What was half-typed")
        assert isinstance(text, QPlainTextEdit)
        assert text.isReadOnly()
        assert "half a thought" in text.toPlainText()
        drop_it(shown)
        assert FOUND not in shown.said()
        assert shown.link.desk.journal.draft(key) is None
        shown.go(name, key.case, key.journey.removeprefix("premeeting-"))
        assert FOUND not in shown.said()


def test_what_is_typed_beside_it_loses_neither(qtbot: QtBot, world: World) -> None:
    shown, key = at(qtbot, world, "preparation", STRANGE["a new field"])
    shown.named("The reason for the circle").setPlainText("What happened at the boathouse")
    shown.go("today")
    kept = shown.link.desk.journal.draft(key)
    assert kept is not None
    assert Answers.read(kept).text("reason") == "What happened at the boathouse"
    shown.go("preparation", s1.CASE)
    assert "half a thought" in shown.named("What was half-typed").toPlainText()
    shown.press("Save the reason for the circle")
    assert FOUND in shown.said(), "recording a field drops nothing else"
    drop_it(shown)
    assert shown.link.desk.journal.draft(key) is None


def test_questions_of_another_shape_leave_those_that_are_recorded(qtbot: QtBot) -> None:
    world = told_up_to(s1.PREPARATION, date(2026, 10, 20))
    strange = msgspec.json.encode({"texts": {"questions": '[{"words": "half a thought"}]'}})
    shown, _ = at(qtbot, world, "preparation", strange)
    recorded = shown.link.desk.case(s1.CASE).preparation.questions
    assert recorded
    assert shown.named("Question 1").toPlainText() == recorded[0].text
    assert "half a thought" in shown.named("What was half-typed").toPlainText()


def test_a_finished_request_keeps_what_was_found_until_it_is_dropped(qtbot: QtBot) -> None:
    shown, key = Shown(qtbot, reed(None, DAY), "imani"), PLACES["intake-journey"]
    shown.link.desk.journal.save_draft(key, STRANGE["garbage"])
    shown.ctrl(Qt.Key.Key_N)
    shown.choose("Who asked?", "Student")
    shown.choose("Is it about sexual harm?", "No, or nobody knows")
    shown.press("Go on")
    assert FOUND in shown.said(), "it is there on every step"
    shown.type("Name", "Ines")
    shown.press(ASKED)
    shown.press("Go on")
    shown.choose("Could this process oppress or harm marginalised people further?", "No")
    shown.press("Finish")
    assert len(shown.link.desk.cases()) == 1
    assert Answers.read(shown.link.desk.journal.draft(key) or b"").strange == ("half a thought",)


@pytest.mark.parametrize("member", ["imani", "priya"])
def test_no_text_that_can_be_typed_keeps_a_page_from_being_left(
    qtbot: QtBot, world: World, member: str
) -> None:
    shown = Shown(qtbot, world, member)
    odd = "half \ud83d and \x00 and \ufffe"
    if member == "imani":
        shown.ctrl(Qt.Key.Key_N)
        shown.choose("Who asked?", "Student")
        shown.choose("Is it about sexual harm?", "No, or nobody knows")
        shown.press("Go on")
        shown.named("Name").setText(odd)
    else:
        shown.go("preparation", s1.CASE)
        shown.named("The reason for the circle").setPlainText(odd)
    shown.go("today")
    key = PLACES["intake-journey" if member == "imani" else "preparation"]
    assert shown.link.desk.journal.draft(key) is not None
