"""The cover hides the circle at once, and only the PIN of the session brings it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.fields import Field, Kind
from rjdesk.screens.kit.month import MonthDialog
from rjdesk.screens.pages.circle.cover import Cover, choose_pin, session_pin
from rjdesk.screens.pages.circle.page import CirclePage
from tests.scenarios.world import World
from tests.screens.case_pages import controls, name_of
from tests.screens.circle_story import CASE, NAMES, circle_page, link_of, press, ready, sit_down

PIN = "2468"


class Seconds:
    """A clock that counts seconds when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def world() -> World:
    made = ready()
    sit_down(made)
    return made


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def opened(qtbot: QtBot, world: World, seconds: Seconds) -> Callable[..., CirclePage]:
    def make(*, idle_ms: int = 600_000, pin: str = PIN) -> CirclePage:
        link = link_of(world)
        if pin:
            choose_pin(link, pin)
        return circle_page(qtbot, world, link, idle_ms=idle_ms, now=seconds)

    return make


def escape_twice(qtbot: QtBot, page: CirclePage) -> None:
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)


def covers(page: CirclePage) -> list[Cover]:
    return [cover for cover in page.kept_window.findChildren(Cover) if cover.isVisible()]


def type_pin(qtbot: QtBot, cover: Cover, pin: str) -> None:
    qtbot.keyClicks(cover.line, pin)
    qtbot.keyClick(cover.line, Qt.Key.Key_Return)


def test_escape_twice_covers_everything_and_the_pin_uncovers(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    with qtbot.waitSignal(page.covered):
        escape_twice(qtbot, page)
    (cover,) = covers(page)
    assert cover.size() == page.kept_window.size()
    seen = [label.text() for label in page.kept_window.findChildren(QLabel) if label.isVisible()]
    assert "A circle is under way" in seen
    assert not any(name in text for name in NAMES[:4] for text in seen)
    assert not page.isVisible()
    with qtbot.waitSignal(page.covered):
        type_pin(qtbot, cover, PIN)
    assert covers(page) == []
    assert page.isVisible()
    assert page.running.ring.has_keyboard


def test_two_slow_escapes_cover_nothing(
    qtbot: QtBot, seconds: Seconds, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    seconds.now += 0.7
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    assert covers(page) == []
    seconds.now += 0.5
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    assert len(covers(page)) == 1


def test_escape_twice_covers_from_within_a_text_field(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_W)
    field = page.kept_window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    assert page.running.ring.has_keyboard, "one Escape leaves the field"
    QTest.keyClick(page.kept_window.windowHandle(), Qt.Key.Key_Escape)
    assert len(covers(page)) == 1


def test_escape_twice_covers_whatever_is_open(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    dialog = page.ask_fields("A question", [Field(id="day", label="Day", kind=Kind.DATE)], str)
    calendar = next(x for x in controls(dialog) if name_of(x) == "Calendar: Day")
    qtbot.keyClick(calendar, Qt.Key.Key_Space)
    assert isinstance(QApplication.activeModalWidget(), MonthDialog)
    for _ in range(2):
        QTest.keyClick(QApplication.activeModalWidget().windowHandle(), Qt.Key.Key_Escape)
    assert len(covers(page)) == 1
    assert QApplication.activeModalWidget() is None


def test_under_the_cover_the_keyboard_does_nothing_to_the_circle(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    escape_twice(qtbot, page)
    before = page.link.desk.record_of(CASE)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Return):
        qtbot.keyClick(page, key)
        qtbot.keyClick(covers(page)[0].line, key)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    escape_twice(qtbot, page)
    assert page.link.desk.record_of(CASE) == before
    assert len(covers(page)) == 1


def test_no_shortcut_of_what_is_covered_is_heard(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    heard: list[str] = []
    for keys in ("Ctrl+L", "Ctrl+1", "F1"):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.activated.connect(lambda keys=keys: heard.append(keys))
    escape_twice(qtbot, page)
    line = covers(page)[0].line
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(line, Qt.Key.Key_1, control)
    qtbot.keyClick(line, Qt.Key.Key_F1)
    qtbot.keyClick(line, Qt.Key.Key_L, control)
    assert heard == []


def test_three_wrong_pins_ask_for_the_lock(qtbot: QtBot, opened: Callable[..., CirclePage]) -> None:
    page = opened()
    escape_twice(qtbot, page)
    (cover,) = covers(page)
    type_pin(qtbot, cover, "1111")
    type_pin(qtbot, cover, "2222")
    with qtbot.waitSignal(page.locked):
        type_pin(qtbot, cover, "3333")
    assert len(covers(page)) == 1
    assert not cover.line.isEnabled()


def test_idleness_covers(qtbot: QtBot, opened: Callable[..., CirclePage]) -> None:
    page = opened(idle_ms=1)
    qtbot.waitUntil(lambda: len(covers(page)) == 1)


def test_a_key_begins_the_idle_time_anew(qtbot: QtBot, opened: Callable[..., CirclePage]) -> None:
    page = opened()
    page.watch.idle.start(50_000)
    page.watch.idle.setInterval(600_000)
    qtbot.keyClick(page, Qt.Key.Key_X)
    assert page.watch.idle.remainingTime() > 500_000


def test_the_pin_is_chosen_first_and_lives_for_the_session(
    qtbot: QtBot, world: World, opened: Callable[..., CirclePage]
) -> None:
    page = opened(pin="")
    assert not page.under_way
    line = page.findChild(QLineEdit, "pin")
    assert line is not None
    qtbot.keyClicks(line, "12a3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not page.under_way, "three digits are too few, and letters are none"
    qtbot.keyClicks(line, "1234")  # in the place of what was refused, not behind it
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.under_way
    assert session_pin(page.link) == "1234"
    assert session_pin(link_of(world)) == ""


def test_before_and_after_a_circle_escape_is_left_to_the_window(
    qtbot: QtBot, opened: Callable[..., CirclePage]
) -> None:
    page = opened()
    page.acts.end()
    escape_twice(qtbot, page)
    assert covers(page) == []
    assert not page.under_way


def test_tab_stays_on_the_cover(qtbot: QtBot, opened: Callable[..., CirclePage]) -> None:
    page = opened()
    escape_twice(qtbot, page)
    (cover,) = covers(page)
    for _ in range(4):
        qtbot.keyClick(page.kept_window.focusWidget(), Qt.Key.Key_Tab)
        assert cover.isAncestorOf(page.kept_window.focusWidget())
