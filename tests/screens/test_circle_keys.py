"""The keys of a circle, each of which leaves its trace in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.outcome import Refused
from rjdesk.process.circle.events import (
    CardSaid,
    CircleStarted,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
)
from rjdesk.process.circle.state import Order, Outcome
from rjdesk.process.kernel.event import RecordedByMistake
from rjdesk.screens.kit.choice import ChoiceBox, WhomBox
from rjdesk.screens.kit.keyboard import in_sight
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from tests.scenarios.world import World
from tests.screens.circle_story import (
    CASE,
    DAY,
    circle,
    circle_page,
    introduction,
    link_of,
    people,
    press,
    ready,
    sit_down,
)

ANH, MINH, COLE, DANA = people(4)
Open = Callable[..., CirclePage]
SENTENCE = "please go on, bring a spare answer"


@pytest.fixture
def world() -> World:
    return ready()


@pytest.fixture
def opened(qtbot: QtBot, world: World) -> Open:
    """Open the page as after an unlock; the PIN is chosen."""

    def make(*, pin: bool = True) -> CirclePage:
        link = link_of(world)
        if pin:
            assert choose_pin(link, "2468")
        return circle_page(qtbot, world, link)

    return make


def hint(page: CirclePage) -> str:
    """Return the calm sentence above the keys."""
    return page.running.keys.hint.text()


def click(page: CirclePage, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isEnabled(), name
    found.click()


def write(qtbot: QtBot, page: CirclePage, text: str) -> None:
    """Press W, type, and press Enter."""
    press(qtbot, page, Qt.Key.Key_W)
    field = page.window().focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_start_asks_who_is_here_and_which_way(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    away = page.findChild(QCheckBox, f"here-{DANA}")
    assert away is not None
    away.setChecked(False)
    order = page.findChild(ChoiceBox, "order")
    assert order is not None
    order.setFocus()
    qtbot.keyClick(order, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order.view().isVisible(), "the keys that move a seat open the list elsewhere"
    order.hidePopup()
    order.setCurrentIndex(order.findData("popcorn"))
    later = page.findChild(QCheckBox, f"here-{ANH}")
    assert later is not None
    later.setFocus()
    qtbot.keyClick(later, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    here = page.window().focusWidget()
    assert here is not None
    assert here.objectName() == f"here-{ANH}", "the keyboard goes along with the seat"
    click(page, "begin")
    assert circle(page).present == (MINH, ANH, COLE)
    assert circle(page).order is Order.POPCORN


def test_space_passes_the_piece_and_p_and_a_say_how_a_turn_went(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_P, Qt.Key.Key_A)
    outcomes = [(turn.person, turn.outcome) for turn in circle(page).turns]
    assert outcomes == [(ANH, Outcome.SPOKE), (MINH, Outcome.PASSED), (COLE, Outcome.ABSENT)]


def test_a_key_held_down_is_pressed_once(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space)
    for _ in range(40):
        page.keys.now.now += 0.03
        repeat_space(page, marked=True)
    assert len(circle(page).turns) == 1


def test_a_held_space_that_ended_a_break_takes_no_turn(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_B, Qt.Key.Key_Space)
    page.keys.now.now += 0.66
    repeat_space(page, marked=False)
    assert not circle(page).on_break
    assert circle(page).turns == ()


def repeat_space(page: CirclePage, *, marked: bool) -> None:
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", marked)
    QApplication.sendEvent(page.window().focusWidget(), again)


def test_keys_that_follow_each_other_too_fast_are_no_second_turn(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space)
    pace = page.keys.now
    for _ in range(20):
        pace.now += 0.03  # as a key that is held down is told by some window managers
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    pace.now += 0.5
    page.acts.turn(Outcome.SPOKE)
    assert len(circle(page).turns) == 2, "half a second after the last key, a second after the turn"
    page.acts.turn(Outcome.SPOKE)
    assert len(circle(page).turns) == 2, "a second press of the button is one turn too"
    pace.now += 0.7
    page.acts.turn(Outcome.SPOKE)
    assert len(circle(page).turns) == 3


@pytest.mark.parametrize("where", ["ring", "nowhere", "a button"])
def test_a_sentence_typed_into_the_circle_does_nothing(
    qtbot: QtBot, world: World, opened: Open, where: str
) -> None:
    sit_down(world)
    page = opened()
    before = world.desk("priya").record_of(CASE)
    if where == "nowhere":
        page.setFocus()
    if where == "a button":
        page.findChild(QPushButton, "cover").setFocus()
    pace = page.keys.now
    for letter in "pleasegoon,bringaspareanswer" if where == "a button" else SENTENCE:
        pace.now += 0.08
        qtbot.keyClick(page.window().focusWidget(), letter)
    qtbot.waitUntil(lambda: not page.keys.quiet.isActive())
    assert world.desk("priya").record_of(CASE) == before
    assert "nothing was done" in hint(page) or "act in the ring" in hint(page)


def test_leaving_the_agreement_round_says_what_is_still_open(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    in_round_four(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_G)
    asked = page.window().focusWidget()
    assert asked.accessibleName().startswith(
        "Nothing is agreed, no day is set and nothing was read back. Go on to"
    )
    press(qtbot, page, Qt.Key.Key_Escape)
    assert circle(page).round == 4
    press(qtbot, page, Qt.Key.Key_G, Qt.Key.Key_Return)
    assert circle(page).round == 5


def test_a_circle_of_another_day_says_since_when(world: World, opened: Open) -> None:
    sit_down(world)
    world.clock.moment += timedelta(days=30)
    page = opened()
    assert page.running.elapsed.text() == "since 26 October 2026"


def test_round_two_is_refused_before_the_exceptions_are_read(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    introduction(world)
    last = world.desk("priya").record_of(CASE)
    exceptions = next(e for e in last if e.event == CardSaid(on=DAY, card="exceptions"))
    page = opened()
    assert page.link.do(CASE, RecordedByMistake(on=DAY, replaces=exceptions.id))
    with qtbot.waitSignal(page.link.refused) as refusal:
        press(qtbot, page, Qt.Key.Key_Space)
    refused = refusal.args[0]
    assert isinstance(refused, Refused)
    assert refused.rules == {"RC-084"}
    assert circle(page).round == 1
    press(qtbot, page, Qt.Key.Key_S, Qt.Key.Key_Space)
    assert circle(page).round == 1, "the end of a round is asked"
    press(qtbot, page, Qt.Key.Key_Return)
    assert circle(page).round == 2


def test_s_ticks_the_first_card_that_was_not_said(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_S, Qt.Key.Key_S)
    assert circle(page).said == ("door", "process")


def test_a_guideline_is_typed_and_all_agree(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    write(qtbot, page, "One person speaks at a time")
    assert circle(page).guidelines == ("One person speaks at a time",)
    assert page.window().focusWidget().objectName() == "guideline", "one may go on writing"
    for letter in "speak in turn":
        page.keys.now.now += 0.3
        qtbot.keyClick(page.window().focusWidget(), letter)
    assert page.window().focusWidget().text() == "speak in turn"
    assert circle(page).turns == ()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.running.ring.has_keyboard, "Escape goes back to the keys"
    click(page, "all-agree")
    assert circle(page).guidelines_agreed


def test_a_value_is_a_turn(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    introduction(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Return)
    write(qtbot, page, "honesty")
    assert page.window().focusWidget().accessibleName() == "A value from Minh"
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_P)
    assert circle(page).values == ((ANH, "honesty"),)
    assert circle(page).waiting() == (COLE, DANA)


def test_questions_come_one_after_the_other(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    introduction(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Return, *[Qt.Key.Key_Space] * 4)
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert circle(page).round == 3
    press(qtbot, page, Qt.Key.Key_P)
    assert circle(page).turns_now() == (), "nobody passes before a question was asked"
    press(qtbot, page, *[Qt.Key.Key_Space] * 5)
    assert circle(page).question == "q1"
    write(qtbot, page, "Who left the door open?")
    assert circle(page).added[0].text == "Who left the door open?"
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_Space)
    assert circle(page).question == "q2"


def test_a_skipped_round_needs_a_written_reason(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    introduction(world)
    world.do("priya", CASE, RoundEntered(on=DAY, round=2))
    page = opened()
    with qtbot.waitSignal(page.link.refused) as refusal:
        click(page, "round-4")
    assert refusal.args[0].rules == {"RC-080", "RC-086", "RC-088"}
    reason = page.window().focusWidget()
    assert isinstance(reason, QLineEdit)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert circle(page).round == 2, "no reason, no skipping"
    reason.setText("Everybody asked to come to it now")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert circle(page).round == 4
    reasons = {o.rule: o.reason for o in page.link.desk.case(CASE).used_overrides}
    rules = ("RC-080", "RC-086", "RC-088")
    assert reasons == dict.fromkeys(rules, "Everybody asked to come to it now")
    assert not page.link.desk.case(CASE).overrides
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert circle(page).round == 2, "one Ctrl+Z takes the reason and the round back"
    assert not page.link.desk.case(CASE).overrides


def test_as_people_are_ready_somebody_is_picked_first(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world, order=Order.POPCORN)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space)
    assert circle(page).turns == ()
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    press(qtbot, page, Qt.Key.Key_Space)
    assert [turn.person for turn in circle(page).turns] == [COLE]


def test_b_takes_a_break_and_nothing_else_moves(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_B, Qt.Key.Key_P, Qt.Key.Key_S)
    assert circle(page).on_break
    assert circle(page).turns == ()
    assert circle(page).said == ()
    press(qtbot, page, Qt.Key.Key_B)
    assert not circle(page).on_break


def test_the_circle_ends_in_two_presses_and_nobody_asks_why(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_W)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_Space)
    assert not circle(page).ended_early, "only Enter ends it"
    press(qtbot, page, Qt.Key.Key_Return)
    assert circle(page).ended_early
    with qtbot.waitSignal(page.go) as went:
        click(page, "to-agreement")
    assert went.args == [Route("agreement", CASE)]


def test_words_half_typed_for_one_person_are_never_the_next_ones(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    introduction(world)
    world.do("priya", CASE, RoundEntered(on=DAY, round=2))
    page = opened()
    press(qtbot, page, Qt.Key.Key_W)
    qtbot.keyClicks(page.window().focusWidget(), "pati")
    page.go_home()
    press(qtbot, page, Qt.Key.Key_P)
    press(qtbot, page, Qt.Key.Key_W)
    field = page.window().focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == ""


def test_taking_back_that_the_circle_began_is_asked(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space)
    back = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), *back)
    assert circle(page).turns == ()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert circle(page).ended_at is None
    qtbot.keyClick(page.window().focusWidget(), *back)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.link.desk.case(CASE).circle is None
    assert page.isAncestorOf(page.window().focusWidget())


def test_what_was_half_typed_stands_where_the_circle_ended(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_W)
    qtbot.keyClicks(page.window().focusWidget(), "speak from the heart")
    page.acts.end()
    left = page.findChild(QPlainTextEdit, "strange-draft")
    assert left is not None
    assert left.toPlainText() == "speak from the heart"
    page.leave()
    key = DraftKind.CIRCLE.key(CASE)
    assert page.link.desk.journal.draft(key) is not None
    drop_what_was_typed(page)
    assert page.link.desk.journal.draft(key) is None


def drop_what_was_typed(page: CirclePage) -> None:
    named = {x.accessibleName(): x for x in page.findChildren(QPushButton)}
    named["Drop what was half-typed"].click()
    asked = QApplication.activeModalWidget()
    next(x for x in asked.findChildren(QPushButton) if x.text() == "Drop it").click()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"action-due": "in three weeks, if Ana can", "action-owner": COLE}, ["in three weeks"]),
        ({"deadline": "2026-11-20"}, ["20"]),
        ({"action-owner": COLE}, []),
    ],
)
def test_no_draft_of_a_circle_that_ended_is_a_dead_end(
    qtbot: QtBot, world: World, opened: Open, typed: dict[str, str], shown: list[str]
) -> None:
    sit_down(world)
    page = opened()
    for name, text in typed.items():
        page.acts.draft.put(name, text, "")
    page.acts.end()
    page.leave()
    key = DraftKind.CIRCLE.key(CASE)
    cards = [x.toPlainText() for x in page.findChildren(QPlainTextEdit, "strange-draft")]
    assert len(cards) == len(shown)
    assert all(part in card for part, card in zip(shown, cards, strict=True))
    assert (page.link.desk.journal.draft(key) is not None) == bool(shown)


def test_after_the_pin_the_keyboard_is_where_the_circle_begins(qtbot: QtBot, opened: Open) -> None:
    page = opened(pin=False)
    line = page.findChild(QLineEdit, "pin")
    assert line is not None
    qtbot.keyClicks(line, "2468")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    here = page.window().focusWidget()
    assert isinstance(here, QPushButton)
    assert here.objectName() == "begin"


def test_escape_goes_on_with_the_circle(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert circle(page).ended_at is None
    assert len(circle(page).turns) == 1


def test_ctrl_z_takes_back_turn_after_turn(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_P)
    for left in (1, 0):
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(circle(page).turns) == left


def test_what_another_facilitator_recorded_is_not_taken_back(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    world.do("mateo", CASE, TurnTaken(on=DAY, person=ANH))
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(circle(page).turns) == 1


def in_round_four(world: World) -> None:
    """Tell the circle up to the round in which the agreement forms."""
    sit_down(world)
    introduction(world)
    seats = people(4)
    world.do(
        "priya",
        CASE,
        RoundEntered(on=DAY, round=2),
        *(TurnTaken(on=DAY, person=p) for p in seats),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="q1"),
        *(TurnTaken(on=DAY, person=p) for p in seats),
        RoundEntered(on=DAY, round=4),
    )


def test_the_agreement_forms_action_by_action(qtbot: QtBot, world: World, opened: Open) -> None:
    in_round_four(world)
    seats = people(4)
    page = opened()
    draft = page.acts.draft
    for name, text in (
        ("action-what", "Write a letter"),
        ("action-for_whom", "Ánh"),
        ("action-due", "soon"),
        ("action-evidence", "Ánh has read it"),
        ("action-checked_by", "Priya"),
    ):
        field = page.findChild(QLineEdit, name) or page.findChild(WhomBox, name)
        assert field is not None
        typed = field.setEditText if isinstance(field, WhomBox) else field.setText
        typed(text)
    with qtbot.waitSignal(page.link.refused) as refusal:
        click(page, "propose")
    assert refusal.args[0].rules == {"RC-111"}
    assert draft.text("action-what", "") == "Write a letter", "a refusal loses no typing"
    due = page.findChild(QLineEdit, "action-due")
    assert due is not None
    due.setText("2026-11-06")
    click(page, "propose")
    (action,) = page.link.desk.case(CASE).agreement.actions
    assert (action.what, action.owner, action.due) == ("Write a letter", MINH, date(2026, 11, 6))
    tick = page.findChild(QCheckBox, f"agreed-{action.id}-{COLE}")
    assert tick is not None
    tick.click()
    assert page.link.desk.case(CASE).agreement.actions[0].agreed == (COLE,)
    click(page, f"everybody-{action.id}")
    assert set(page.link.desk.case(CASE).agreement.actions[0].agreed) == set(seats)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.link.desk.case(CASE).agreement.actions[0].agreed == (COLE,)
    click(page, f"edit-{action.id}")
    what = page.findChild(QLineEdit, "action-what")
    assert what is not None
    assert what.text() == "Write a letter"
    what.setText("Write a letter by hand")
    click(page, "propose")
    (action,) = page.link.desk.case(CASE).agreement.actions
    assert (action.what, action.agreed) == ("Write a letter by hand", ())


def test_the_page_resumes_at_the_same_turn_with_what_was_typed(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    sit_down(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_W)
    page.window().focusWidget().setText("Listen to the")
    page.leave()
    again = opened()
    assert again.acts.guide is not None
    assert again.acts.guide.view.holder == MINH
    field = again.findChild(QLineEdit, "guideline")
    assert field is not None
    assert field.text() == "Listen to the"


def test_time_is_told_and_nothing_ends_by_itself(qtbot: QtBot, world: World, opened: Open) -> None:
    sit_down(world)
    world.clock.moment += timedelta(minutes=121)
    page = opened()
    elapsed = page.running.elapsed
    assert elapsed.accessibleName() == (
        "Time since the circle began: 121 min · longer than the 120 planned"
    )
    assert circle(page).ended_at is None


def test_starting_twice_is_not_offered(world: World, opened: Open) -> None:
    sit_down(world)
    page = opened()
    assert page.findChild(QPushButton, "begin") is None
    verdict = page.link.may(CASE, CircleStarted(on=DAY, present=people(4)))
    assert not verdict.allowed


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_another_action_is_written_at_once_where_it_is_seen(
    qtbot: QtBot, world: World, opened: Open, key: Qt.Key
) -> None:
    in_round_four(world)
    page = opened()
    write(qtbot, page, "A letter")
    page.findChild(QLineEdit, "action-due").setText("2026-12-01")
    click(page, "propose")
    here = page.window().focusWidget()
    assert here.objectName() == "more", "and not in the ring, where words would be keys"
    qtbot.keyClick(here, key)
    line = page.window().focusWidget()
    assert line.objectName() == "action-what"
    assert in_sight(line)
    click(page, "leave-form")
    assert page.window().focusWidget().objectName() == "more"
