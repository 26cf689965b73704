"""Everything on the circle's page has a name and is reached by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.circle.events import CircleEndedEarly, QuestionAsked, RoundEntered, TurnTaken
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.seat import SeatButton
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

STAGES = ("pin", "start", "1", "2", "3", "4", "5", "ended")
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)


@pytest.fixture(params=STAGES)
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> CirclePage:
    """The page at each of its stages."""
    stage, seats, world = request.param, people(4), ready()
    if stage not in {"pin", "start"}:
        sit_down(world)
    events: list[Event] = []
    turns = [TurnTaken(on=DAY, person=p) for p in seats]
    if stage in "2345":
        introduction(world)
        events += [RoundEntered(on=DAY, round=2)]
    if stage in "345":
        events += [*turns, RoundEntered(on=DAY, round=3), QuestionAsked(on=DAY, question="q1")]
    if stage in "45":
        action = ActionProposed(on=DAY, action="a", what="Tea & talk", owner=seats[1], due=DAY)
        events += [*turns, RoundEntered(on=DAY, round=4), action]
    if stage == "5":
        events += [RoundEntered(on=DAY, round=5)]
    if stage == "ended":
        events += [CircleEndedEarly(on=DAY)]
    if events:
        world.do("priya", CASE, *events)
    link = link_of(world)
    if stage != "pin":
        choose_pin(link, "2468")
    return circle_page(qtbot, world, link)


def controls(page: CirclePage) -> list[QWidget]:
    return [
        widget
        for kind in INTERACTIVE
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page) and widget.isEnabled()
    ]


def test_every_control_has_a_name(page: CirclePage) -> None:
    unnamed = [
        widget.objectName() or repr(widget)
        for widget in controls(page)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert unnamed == []


def test_tab_reaches_every_control_and_is_never_trapped(qtbot: QtBot, page: CirclePage) -> None:
    wanted = {w for w in controls(page) if w.focusPolicy() != Qt.FocusPolicy.NoFocus}
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 6):
        widget = QApplication.focusWidget() or page
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    radios = {w for w in wanted if w.objectName().startswith("order-")}
    assert {w.objectName() for w in wanted - radios} <= {w.objectName() for w in reached}
    assert not radios or radios & reached


def test_the_ring_is_one_stop_and_says_how_it_stands(page: CirclePage) -> None:
    seats = [seat for seat in page.findChildren(SeatButton) if seat.isVisibleTo(page)]
    if not seats:
        return
    stops = [seat for seat in seats if seat.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(stops) == 1
    assert all(seat.accessibleName().startswith(seat.seat.called) for seat in seats)
    assert page.running.ring.accessibleDescription().endswith("The piece goes clockwise.")


def test_a_value_with_an_ampersand_is_shown_whole(page: CirclePage) -> None:
    shown = [b.text() for b in page.findChildren(QAbstractButton) if "&" in b.text()]
    assert all("&&" in text for text in shown)
