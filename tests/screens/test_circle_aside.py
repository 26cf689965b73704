"""A circle goes on below whatever its facilitator looks something up in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rjdesk.process.circle.events import CircleCompleted
from rjdesk.process.taking_part.events import ProcessDissolved
from rjdesk.screens.kit.refusal import Notice
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.circle.page import CirclePage
from tests.screens.circle_story import CASE, DAY, people, ready, sit_down
from tests.screens.program import Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Return the desktop in whose circle people sit, with the face for the room open."""
    world = ready()
    sit_down(world)
    made = Shown(qtbot, world, "priya")
    choose_pin(made.link, "2468")
    made.go("circle", CASE)
    page_of(made).face.toggle()
    QApplication.processEvents()
    return made


def page_of(shown: Shown) -> CirclePage:
    """Return the circle's page, wherever it is."""
    (page,) = shown.window.findChildren(CirclePage)
    return page


def test_f1_lays_the_help_over_the_circle_and_the_room_goes_on_seeing_it(shown: Shown) -> None:
    page = page_of(shown)
    shown.keys(Qt.Key.Key_F1)
    shown.reads("The rules, in our own words")
    assert shown.front() is not shown.window
    assert page.face.is_open
    assert not page.face.neutral
    shown.keys(Qt.Key.Key_Escape)
    assert shown.front() is shown.window
    assert page.running is not None
    assert page.running.ring.has_keyboard


def test_escape_puts_away_why_something_was_refused_and_stays_in_the_ring(shown: Shown) -> None:
    page = page_of(shown)
    assert page.acts.guide is not None
    assert not page.acts.carry_out(page.acts.guide.go_on(2))
    shown.reads("Nothing was recorded")
    shown.keys(Qt.Key.Key_Escape)
    assert shown.window.findChild(Notice).isHidden()
    assert page.running is not None
    assert page.running.ring.has_keyboard


@pytest.mark.parametrize("neutral", [False, True])
def test_another_page_makes_the_room_neutral_and_tears_nothing_down(
    shown: Shown, *, neutral: bool
) -> None:
    page = page_of(shown)
    room = page.face.room
    if neutral:
        page.face.toggle_neutral()
    shown.press("Today")
    assert page_of(shown) is page
    assert page.face.room is room
    assert page.face.neutral
    assert room is not None
    assert room.isVisible()
    shown.desktop.back()
    QApplication.processEvents()
    assert shown.desktop.here is page
    assert page.face.neutral is neutral
    assert page.running is not None
    assert page.running.ring.has_keyboard


def test_what_is_recorded_elsewhere_meanwhile_is_seen_on_coming_back(shown: Shown) -> None:
    page = page_of(shown)
    shown.go("interruption", CASE)
    assert shown.link.do(CASE, ProcessDissolved(on=DAY, person=people(1)[0]))
    assert shown.go("circle", CASE) is page
    assert page.running is None
    assert shown.said()


def test_a_lock_closes_the_face_of_a_circle_below(shown: Shown) -> None:
    page = page_of(shown)
    shown.go("today")
    closed: list[bool] = []
    page.face.changed.connect(lambda: closed.append(not page.face.is_open))
    shown.desktop.leave()
    assert closed[-1:] == [True], "a lock closes the room's face, also of a circle below"


def test_a_circle_that_has_ended_is_left_like_any_page(shown: Shown) -> None:
    page = page_of(shown)
    assert not shown.link.may(CASE, CircleCompleted(on=DAY)).allowed
    page.acts.end()
    shown.go("today")
    QApplication.processEvents()
    assert shown.desktop.aside is None
