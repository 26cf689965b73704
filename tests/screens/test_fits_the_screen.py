"""Nothing asks for more room than a small laptop has, and the circle's keys stay in sight."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rjdesk.process.circle.events import QuestionAsked, RoundEntered, TurnTaken
from rjdesk.process.kernel.event import Event
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.path import StagePath
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.frame import TITLE_BAR, Window
from tests.scenarios.world import World
from tests.screens.case_pages import told_up_to
from tests.screens.circle_story import (
    CASE,
    DAY,
    RESOURCES,
    circle_page,
    introduction,
    link_of,
    people,
    ready,
    sit_down,
)
from tests.screens.program import Shown

LAPTOP = QSize(1366, 768)
SCALED = LAPTOP / 1.25
"""What is left of the laptop's screen where the system enlarges everything by a quarter."""


def in_round_four(count: int) -> World:
    world = ready(count)
    sit_down(world, count)
    introduction(world, count)
    turns: list[Event] = [TurnTaken(on=DAY, person=person) for person in people(count)]
    asked: list[Event] = [QuestionAsked(on=DAY, question="q1")]
    world.do("priya", CASE, RoundEntered(on=DAY, round=2), *turns)
    world.do("priya", CASE, RoundEntered(on=DAY, round=3), *asked, *turns)
    world.do("priya", CASE, RoundEntered(on=DAY, round=4))
    return world


@pytest.mark.parametrize("size", [LAPTOP, SCALED], ids=["1366x768", "at 125 %"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("count", [2, 12, 25])
def test_the_keys_of_the_circle_are_in_sight_whoever_sits_in_it(
    qtbot: QtBot, count: int, scale: float, size: QSize
) -> None:
    world = in_round_four(count)
    link = link_of(world)
    choose_pin(link, "2468")
    app = QApplication.instance()
    theme = Theme(RESOURCES)
    theme.apply(app, "light", scale)
    page = circle_page(qtbot, world, link, theme)
    window = page.window()
    window.resize(size.width(), size.height() - TITLE_BAR)
    QApplication.processEvents()
    assert window.height() <= size.height() - TITLE_BAR
    keys = page.running.keys
    at = QRect(keys.mapTo(window, keys.rect().topLeft()), keys.size())
    assert window.rect().contains(at), at
    for button in (keys.next, keys.passed, keys.pause):
        needed = button.sizeHint()
        assert button.height() + 1 >= needed.height()
        assert button.width() + 1 >= min(needed.width(), keys.width())
    ring = page.running.ring
    crowded = [a for a, b in itertools.combinations(ring.seats, 2)
               if a.geometry().intersects(b.geometry())]  # fmt: skip
    assert crowded == []


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_a_notice_leaves_the_circle_and_its_keys_in_sight(qtbot: QtBot, scale: float) -> None:
    shown = Shown(qtbot, in_round_four(12), "priya", scale=scale)
    choose_pin(shown.link, "2468")
    shown.window.resize(SCALED.width(), SCALED.height() - TITLE_BAR)
    page = shown.go("circle", CASE)
    for _ in range(3):
        QApplication.processEvents()
    holder = shown.window.focusWidget()
    assert not holder.visibleRegion().isEmpty(), "who has the piece is seen"
    shown.desktop.notice.tell("The disk is full. Nothing was recorded. " * 4)
    for _ in range(3):
        QApplication.processEvents()
    keys = page.running.keys
    at = QRect(keys.mapTo(shown.window, keys.rect().topLeft()), keys.size())
    assert shown.window.rect().contains(at), at


@pytest.fixture(scope="module")
def prepared() -> World:
    return told_up_to(s1.PREPARATION, DAY)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_case_and_a_paper_are_in_sight_on_the_smallest_window(
    qtbot: QtBot, prepared: World, scale: float
) -> None:
    shown = Shown(qtbot, prepared, "priya", scale=scale)
    shown.window.resize(SCALED.width(), SCALED.height() - TITLE_BAR)
    cases = shown.go("cases")
    row = cases.table.visualRect(cases.model.index(0, 0))
    assert cases.table.viewport().rect().contains(row)
    assert not cases.table.viewport().visibleRegion().intersected(row).isEmpty()
    papers = shown.go("papers", s1.CASE)
    for part in (papers.gallery, papers.preview):
        assert part.height() >= shown.window.height() // 3
    case = shown.go("case", s1.CASE)
    (path,) = case.findChildren(StagePath)
    assert path.height() >= path.heightForWidth(path.width())


def test_a_window_never_opens_larger_than_its_screen(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    inside = window.screen().availableGeometry()
    for remembered in ((), (-500, -500, 9000, 9000), (5000, 5000, 640, 480), (10, 10, 50, 50)):
        window.place(remembered)
        assert inside.contains(window.geometry()), remembered
        assert window.y() >= TITLE_BAR
