"""Who leaves, comes and changes seats within a circle, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rjdesk.process.intake.events import FacilitatorAccepted, ParticipantNamed
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.people.state import Part
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from tests.scenarios.world import World
from tests.screens.circle_story import (
    CASE,
    DAY,
    circle,
    circle_page,
    link_of,
    people,
    press,
    ready,
    sit_down,
)

ANH, MINH, COLE, DANA = people(4)
Open = Callable[..., CirclePage]


@pytest.fixture
def world() -> World:
    return ready()


@pytest.fixture
def opened(qtbot: QtBot, world: World) -> Open:
    """Open the page of a circle under way."""

    def make() -> CirclePage:
        sit_down(world)
        link = link_of(world)
        assert choose_pin(link, "2468")
        return circle_page(qtbot, world, link)

    return make


def asked(page: CirclePage) -> str:
    """Return what is asked in the row of keys, or ""."""
    asking = page.running.keys.asking
    return asking.accessibleName() if asking is not None else ""


def two_harmed(world: World) -> None:
    """Have Cole be harmed too, who came in support."""
    entries = world.desk("priya").record_of(CASE)
    known = [e for e in entries if isinstance(e.event, ParticipantNamed)]
    cole = next(entry for entry in known if entry.event.person == COLE)
    also = {"parts": (Part.AFFECTED,), "invited_by": None, "purpose": "", "replaces": cole.id}
    members = map(MemberId, ("priya", "mateo"))
    yes = (FacilitatorAccepted(on=DAY, person=COLE, member=m, accepted=True) for m in members)
    world.do("priya", CASE, replace(cole.event, **also), *yes)


def test_two_keys_let_somebody_leave_and_one_takes_it_back(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_L)
    assert asked(page).startswith("Dana leaves. No reason is asked")
    press(qtbot, page, Qt.Key.Key_Return)
    assert circle(page).present == (ANH, MINH, COLE)
    page.acts.undo()
    assert circle(page).present == (ANH, MINH, COLE, DANA)


def test_who_only_goes_for_today_takes_part_in_what_follows(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_L, Qt.Key.Key_T)
    assert circle(page).present == (ANH, MINH, COLE)
    assert page.link.desk.case(CASE).taking_part.departures == ()


def test_escape_lets_nobody_leave(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_L, Qt.Key.Key_Escape)
    assert not asked(page)
    assert circle(page).present == (ANH, MINH, COLE, DANA)
    assert page.running.ring.has_keyboard


def test_who_left_comes_back_beside_whoever_one_chooses(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    comes = page.findChild(QPushButton, "comes")
    assert comes is not None
    assert not comes.isVisible(), "everybody has a seat"
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_L, Qt.Key.Key_Return)
    assert comes.isVisible()
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_C)
    assert asked(page).startswith("Who sits down after Minh?")
    press(qtbot, page, Qt.Key.Key_1)
    assert circle(page).present == (ANH, MINH, DANA, COLE)


def test_m_moves_somebody_on_seat_by_seat(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_M, Qt.Key.Key_M)
    assert circle(page).present == (MINH, COLE, ANH, DANA)
    assert page.running.ring.here == ANH


def test_each_party_who_remains_says_yes_or_no_with_one_key(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    two_harmed(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_L, Qt.Key.Key_Return)
    assert asked(page) == "Does Minh want to go on without those who left?"
    press(qtbot, page, Qt.Key.Key_Y)
    assert asked(page) == "Does Cole want to go on without those who left?"
    press(qtbot, page, Qt.Key.Key_N)
    assert "Nobody is held" in page.running.keys.hint.text()
    said = page.link.desk.case(CASE).taking_part.go_on
    assert said == ((MINH, True), (COLE, False))


def test_a_question_that_was_left_comes_again_with_space(
    qtbot: QtBot, world: World, opened: Open
) -> None:
    two_harmed(world)
    page = opened()
    press(qtbot, page, Qt.Key.Key_L, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert not asked(page)
    press(qtbot, page, Qt.Key.Key_Space)
    assert asked(page) == "Does Minh want to go on without those who left?"


def test_an_empty_ring_says_what_may_be_done_and_does_it(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_L, Qt.Key.Key_Return, Qt.Key.Key_L, Qt.Key.Key_Return)
    assert circle(page).present == ()
    press(qtbot, page, Qt.Key.Key_Space)
    assert page.running.keys.hint.text().startswith("Nobody is here any more.")
    QTest.keyClick(page.window().windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert circle(page).present == (MINH,)
