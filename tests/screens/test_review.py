"""The review on the screen: original and result beside each other, and a key for each decision."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from rjdesk.desk.reviewing import spots
from rjdesk.desk.views.today import AskToday
from rjdesk.desk.waits import Waits
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.closing.events import CaseClosed, ReflectionSigned, ResultConfirmed
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.pages.review.page import ReviewPage
from rjdesk.screens.pages.review.panes import Pane
from rjdesk.screens.pages.today import DRAFTS
from tests.scenarios.world import World
from tests.screens.case_pages import Shown, told_up_to

DAY = date(2026, 12, 14)
WELL = "Ánh spoke first, and Mateo waited for her. Cole listened to the very end."
BETTER = "We lost time over the zither. Minh left early, and nobody said why."


@pytest.fixture
def signed() -> World:
    """All has been done, and both have signed what they wrote."""
    world = told_up_to(s1.AGREEMENT, DAY)
    for action in "abc":
        done = ActionCompleted(on=DAY, action=action, evidence="seen", provided_by="Cole")
        world.do("priya", s1.CASE, done)
    world.do("priya", s1.CASE, AgreementFulfilled(on=DAY))
    written = ReflectionWritten(on=DAY, went_well=WELL, could_improve=BETTER)
    world.do("priya", s1.CASE, written)
    for member in ("priya", "mateo"):
        world.do(member, s1.CASE, ReflectionSigned(on=DAY, digest=written.digest))
    return world


def shown(qtbot: QtBot, world: World, member: str = "priya") -> Shown:
    page = Shown(qtbot, world, member, ReviewPage, "review")
    if member in {"priya", "mateo"}:
        qtbot.waitUntil(lambda: page.page.hand is not None)
    return page


def finish(qtbot: QtBot, page: Shown) -> None:
    """Let every word stay that is asked about, and put the result into the record."""
    original, _ = panes(page)
    keep = page.named("Put the result into the record")
    while not keep.isEnabled():
        qtbot.keyClick(original, Qt.Key.Key_N)
        qtbot.keyClick(original, Qt.Key.Key_K)
    put_into_record(qtbot, page)


def put_into_record(qtbot: QtBot, page: Shown) -> None:
    """Press it, and wait until what leaves was read once more."""
    page.press("Put the result into the record")
    qtbot.waitUntil(lambda: page.case.closing.reviewed is not None)


def panes(page: Shown) -> tuple[Pane, Pane]:
    hand = page.page.hand
    return hand.original, hand.result


def test_the_result_stands_beside_the_original_and_names_nobody(
    qtbot: QtBot, signed: World
) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    assert WELL in original.toPlainText()
    for name in ("Ánh", "Cole", "Minh"):
        assert name not in result.toPlainText()
    assert "Mateo waited" in result.toPlainText()


def test_every_question_is_answered_by_a_key_and_the_result_goes_to_the_record(
    qtbot: QtBot, signed: World
) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    keep = page.named("Put the result into the record")
    assert not keep.isEnabled()
    assert page.says("Answer what is asked first.")
    for _ in range(20):
        if keep.isEnabled():
            break
        qtbot.keyClick(original, Qt.Key.Key_N)
        qtbot.keyClick(original, Qt.Key.Key_K)
    left = result.toPlainText()
    put_into_record(qtbot, page)
    reviewed = page.case.closing.reviewed
    assert reviewed is not None
    assert reviewed.went_well in left
    assert "zither" in reviewed.could_improve


def test_what_is_selected_is_taken_out_and_put_back(qtbot: QtBot, signed: World) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    start = original.toPlainText().index("the zither")
    cursor = original.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len("the zith"), QTextCursor.MoveMode.KeepAnchor)
    original.setTextCursor(cursor)
    qtbot.keyClick(original, Qt.Key.Key_M)
    assert "zither" not in result.toPlainText()
    qtbot.keyClick(original, Qt.Key.Key_U)
    assert "zither" in result.toPlainText()


def test_what_was_decided_is_there_when_one_comes_back(qtbot: QtBot, signed: World) -> None:
    page = shown(qtbot, signed)
    original, _ = panes(page)
    qtbot.keyClick(original, Qt.Key.Key_N)
    qtbot.keyClick(original, Qt.Key.Key_K)
    made = page.page.decisions
    assert len(made) == 1
    page.page.leave()
    again = shown(qtbot, signed)
    assert again.page.decisions == made
    (draft,) = signed.desk("priya").ask(AskToday()).drafts
    assert DRAFTS[draft.kind] == ("The review of a reflection", "review")


def test_a_chair_reads_the_result_alone_and_says_their_word(qtbot: QtBot, signed: World) -> None:
    finish(qtbot, shown(qtbot, signed))
    chair = Shown(qtbot, signed, "imani", ReviewPage, "review")
    assert chair.page.hand is None
    assert chair.says("We lost time over the zither.")
    assert not chair.says("Cole listened")
    chair.press("I know of nothing else that identifies anybody")
    qtbot.waitUntil(lambda: chair.case.closing.confirmers == ("imani",))
    assert chair.says("knows of nothing else here that identifies anybody.")


def test_letters_that_count_double_move_nothing(qtbot: QtBot, signed: World) -> None:
    written = ReflectionWritten(
        on=DAY, went_well="🙂🙂 Cole was kind. 🙂", could_improve="🙂 Minh."
    )
    signed.do("priya", s1.CASE, written)
    for member in ("priya", "mateo"):
        signed.do(member, s1.CASE, ReflectionSigned(on=DAY, digest=written.digest))
    page = shown(qtbot, signed)
    original, result = panes(page)
    struck = [
        selection.cursor.selectedText()
        for selection in original.extraSelections()
        if selection.format.fontStrikeOut()
    ]
    assert struck == ["Cole", "Minh"]
    original.go_to(next(spot for spot in spots(page.page.texts) if spot.text == 1))
    assert original.place() == (1, 2)
    assert "Cole" not in result.toPlainText()


def test_what_was_marked_stays_marked_when_the_next_question_is_answered(
    qtbot: QtBot, signed: World
) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    select(original, "zither")
    qtbot.keyClick(original, Qt.Key.Key_M)
    for _ in range(10):
        qtbot.keyClick(original, Qt.Key.Key_N)
        qtbot.keyClick(original, Qt.Key.Key_K)
    assert "zither" not in result.toPlainText()
    assert page.named("Put the result into the record").isEnabled()


def test_how_it_is_told_is_chosen_by_a_key_and_kept(qtbot: QtBot, signed: World) -> None:
    written = ReflectionWritten(on=DAY, went_well="She came on October 27.", could_improve="")
    signed.do("priya", s1.CASE, written)
    for member in ("priya", "mateo"):
        signed.do(member, s1.CASE, ReflectionSigned(on=DAY, digest=written.digest))
    page = shown(qtbot, signed)
    original, result = panes(page)
    assert "She came on [a date, fall term]" in result.toPlainText()
    for key in (Qt.Key.Key_T, Qt.Key.Key_D):
        qtbot.keyClick(original, key)
    assert "They came on [1 day later]" in result.toPlainText()
    page.page.leave()
    again = shown(qtbot, signed)
    assert "They came on [1 day later]" in panes(again)[1].toPlainText()
    page.press("They for he and she  (T)")
    assert "She came" in panes(page)[1].toPlainText()


def test_a_passage_takes_in_the_words_beside_it(qtbot: QtBot, signed: World) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    original.go_to(next(s for s in spots(page.page.texts) if s.passage.start == WELL.index("Cole")))
    qtbot.keyClick(original, Qt.Key.Key_W)
    qtbot.keyClick(original, Qt.Key.Key_B)
    assert "listened" not in result.toPlainText()


def test_a_heading_is_no_text_to_be_marked_or_decided(qtbot: QtBot, signed: World) -> None:
    page = shown(qtbot, signed)
    original, _ = panes(page)
    before = page.page.texts
    qtbot.keyClick(original, Qt.Key.Key_K)
    select(original, "What could be improved")
    qtbot.keyClick(original, Qt.Key.Key_M)
    assert page.page.decisions == ()
    assert page.page.texts == before


def test_what_is_marked_everywhere_goes_everywhere_and_the_next_is_one_again(
    qtbot: QtBot, signed: World
) -> None:
    page = shown(qtbot, signed)
    original, result = panes(page)
    page.tick("Everywhere alike  (E)")
    select(original, "time")
    qtbot.keyClick(original, Qt.Key.Key_M)
    assert "time" not in result.toPlainText()
    assert not page.named("Everywhere alike  (E)").isChecked()


def test_a_result_in_the_record_is_reviewed_anew_on_purpose_alone(
    qtbot: QtBot, signed: World
) -> None:
    page = shown(qtbot, signed)
    original, _ = panes(page)
    for _ in range(10):
        qtbot.keyClick(original, Qt.Key.Key_N)
        qtbot.keyClick(original, Qt.Key.Key_K)
    put_into_record(qtbot, page)
    assert page.page.hand is None
    assert page.says("The result stands below.")
    page.press("Review it anew")
    assert page.page.hand is not None


def select(pane: Pane, text: str) -> None:
    """Select a text in a pane, as Shift and the arrow keys do."""
    start = pane.toPlainText().index(text)
    cursor = pane.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(text), QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)


def test_today_says_to_whom_a_review_is_left_until_each_has_said_their_word(
    qtbot: QtBot, signed: World
) -> None:
    def waits() -> list[tuple[str, str]]:
        return [
            (member, line.what)
            for member in ("priya", "mateo", "imani")
            for line in AskToday().answer(signed.desk(member)).lines
            if line.kind is Waits.REVIEW
        ]

    assert waits() == []
    signed.do("mateo", s1.CASE, CaseClosed(on=DAY, ended=DAY))
    review = "Review the reflection for the library"
    assert waits() == [("priya", review), ("mateo", review)]
    mine = shown(qtbot, signed)
    finish(qtbot, mine)
    word = "Say that the reviewed reflection identifies nobody"
    assert waits() == [("priya", word), ("mateo", word)]
    result = mine.case.closing.reviewed
    assert result is not None
    signed.do("priya", s1.CASE, ResultConfirmed(on=DAY, digest=result.digest))
    assert waits() == [("mateo", word)]
