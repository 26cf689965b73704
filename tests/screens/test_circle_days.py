"""Round 4: days are typed as they are said, said back, and recorded once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rjdesk.process.agreement.state import Agreement
from rjdesk.process.circle.events import QuestionAsked, RoundEntered, TurnTaken
from rjdesk.screens.kit.month import MonthDialog
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from tests.screens.circle_story import (
    CASE,
    DAY,
    circle_page,
    introduction,
    link_of,
    people,
    ready,
    sit_down,
)

pytestmark = pytest.mark.elsewhere


@pytest.fixture
def page(qtbot: QtBot) -> CirclePage:
    """A circle in which the agreement forms, on a Monday."""
    world = ready()
    sit_down(world)
    introduction(world)
    spoke = [TurnTaken(on=DAY, person=person) for person in people(4)]
    asked = QuestionAsked(on=DAY, question="q1")
    rounds = [RoundEntered(on=DAY, round=number) for number in (2, 3, 4)]
    world.do("priya", CASE, rounds[0], *spoke, rounds[1], asked, *spoke, rounds[2])
    link = link_of(world)
    assert choose_pin(link, "2468")
    return circle_page(qtbot, world, link)


def line(page: CirclePage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def agreement(page: CirclePage) -> Agreement:
    return page.link.desk.case(CASE).agreement


def type_in(qtbot: QtBot, page: CirclePage, name: str, text: str) -> None:
    line(page, name).setFocus()
    qtbot.keyClicks(line(page, name), text)


def says(page: CirclePage, text: str) -> bool:
    return any(text in label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize("by_mouse", [True, False])
def test_an_action_is_recorded_for_the_day_that_was_said_back(
    qtbot: QtBot, page: CirclePage, *, by_mouse: bool
) -> None:
    type_in(qtbot, page, "action-what", "Write a letter")
    type_in(qtbot, page, "action-due", "next friday")
    assert says(page, "Friday 6 November 2026")
    if by_mouse:
        button = page.findChild(QPushButton, "propose")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(line(page, "action-due"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [action.due for action in agreement(page).actions] == [date(2026, 11, 6)]
    assert page.acts.draft.texts == {}, "what is recorded is no longer to be saved"


@pytest.mark.parametrize("by_mouse", [True, False])
def test_the_day_for_all_of_it_is_set_once(
    qtbot: QtBot, page: CirclePage, *, by_mouse: bool
) -> None:
    type_in(qtbot, page, "deadline", "18 dec")
    assert says(page, "Friday 18 December 2026")
    if by_mouse:
        button = page.findChild(QPushButton, "set-deadline")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(line(page, "deadline"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert agreement(page).deadline == date(2026, 12, 18)
    assert line(page, "deadline").text() == "18/12/2026"
    assert page.acts.draft.texts == {}


def test_a_day_that_cannot_be_read_is_refused_and_stays_typed(
    qtbot: QtBot, page: CirclePage
) -> None:
    type_in(qtbot, page, "deadline", "18/12/26")
    qtbot.keyClick(line(page, "deadline"), Qt.Key.Key_Return)
    assert says(page, "Write the year with four digits, as in 26/10/2026")
    assert agreement(page).deadline is None
    assert page.acts.draft.text("deadline", "") == "18/12/26"


def test_the_rule_repeats_what_was_said_where_an_action_has_no_day(
    qtbot: QtBot, page: CirclePage
) -> None:
    type_in(qtbot, page, "action-what", "Write a letter")
    type_in(qtbot, page, "action-due", "soon")
    with qtbot.waitSignal(page.link.refused) as refusal:
        qtbot.keyClick(line(page, "action-due"), Qt.Key.Key_Return)
    assert "“soon” is not a day" in refusal.args[0].why_not()
    assert agreement(page).actions == ()
    assert line(page, "action-due").text() == "soon"


def test_escape_in_the_calendar_closes_it_and_leaves_the_circle_alone(
    qtbot: QtBot, page: CirclePage
) -> None:
    line(page, "deadline").setFocus()
    qtbot.keyClick(line(page, "deadline"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog = page.findChild(MonthDialog)
    assert isinstance(dialog, MonthDialog)
    qtbot.waitUntil(lambda: dialog.month.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(MonthDialog) is None)
    assert page.watch.cover is None
    assert page.focusWidget() is line(page, "deadline")


def test_the_cover_takes_an_open_calendar_away(qtbot: QtBot, page: CirclePage) -> None:
    line(page, "deadline").setFocus()
    qtbot.keyClick(line(page, "deadline"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.findChild(MonthDialog) is not None
    page.cover()
    qtbot.waitUntil(lambda: page.findChild(MonthDialog) is None)
    assert page.watch.cover is not None
    page.uncover()
