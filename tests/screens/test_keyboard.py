"""The keyboard: where it is after an act, in which order Tab goes, and what Enter presses."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import getAllValidWrappers, getCppPointer, isValid

from rjdesk.desk.fields import Field
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.card import CardButton
from rjdesk.screens.kit.dialog import FormDialog, FormHeading
from rjdesk.screens.kit.flow import Flow
from rjdesk.screens.kit.keyboard import give_keyboard, in_sight
from rjdesk.screens.kit.page import WAY_BACK
from rjdesk.screens.kit.people import PeopleEditor
from rjdesk.screens.kit.push_button import Button
from rjdesk.screens.kit.text import Frame, let_go
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.shell.frame import Window
from tests.screens.case_pages import PLAIN, controls, name_of, told_up_to
from tests.screens.circle_story import RESOURCES
from tests.screens.program import Shown


def card_of(widget: QWidget | None) -> str:
    """Return the heading of the card that a control stands in."""
    while widget is not None and not isinstance(widget, Frame):
        widget = widget.parentWidget()
    assert widget is not None
    labels = widget.findChildren(QLabel)
    return next(label.text() for label in labels if label.property("role") == "heading")


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    made = Shown(qtbot, told_up_to(s1.INTAKE, date(2026, 9, 22)), "imani")
    made.go("intake", s1.CASE)
    return made


def test_after_an_act_the_keyboard_is_at_the_next_act_of_the_same_card(shown: Shown) -> None:
    consents = [name_of(c) for c in controls(shown.window) if " accepts " in name_of(c)]
    for name, after in itertools.pairwise(consents):
        shown.press(name)
        assert shown.focus == after
    shown.press(consents[-1])
    assert shown.focus != consents[0]


def test_after_an_assignment_the_keyboard_stays_in_the_card_and_the_page_where_it_was(
    shown: Shown,
) -> None:
    shown.window.resize(900, 500)
    act = shown.named("Assign Mateo Villaseñor")
    card = card_of(act)
    shown.press("Assign Mateo Villaseñor")
    bar = shown.desktop.here.area.verticalScrollBar()
    shown.qtbot.waitUntil(shown.desktop.here.area.updatesEnabled)
    height = bar.value()
    shown.desktop.here.refresh()
    shown.qtbot.waitUntil(shown.desktop.here.area.updatesEnabled)
    assert card_of(shown.window.focusWidget()) == card
    assert bar.value() == height


def test_a_page_never_sends_the_keyboard_to_the_top_because_it_was_painted(shown: Shown) -> None:
    page = shown.desktop.here
    for control in [name_of(c) for c in controls(page) if c.isEnabled()]:
        shown.named(control).setFocus()
        page.refresh()
        assert shown.focus == control


ROLES = ("", "primary", "quiet", "nav", "row", "tab", "option", "step", "line")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("role", ROLES)
def test_enter_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot, role: str, key: Qt.Key
) -> None:
    pressed: list[str] = []
    made = button(Theme(RESOURCES), "Press", lambda: pressed.append(role), role=role)
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, key)
    assert pressed == [role]


def test_every_button_of_the_screens_is_one_that_enter_presses(shown: Shown) -> None:
    for screen in shown.desktop.pages:
        if screen in {"today", "cases", "coalition", "settings", "help", "intake-journey"}:
            shown.go(screen)
        plain = [b for b in shown.window.findChildren(QPushButton) if not isinstance(b, Button)]
        assert plain == [], screen


def test_enter_on_cancel_cancels_and_records_nothing(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    done: list[object] = []

    def record(answers: object) -> str:
        done.append(answers)
        return ""

    fields = [Field(id="a", label="A", needed=False)]
    dialog = FormDialog(window, Theme(RESOURCES), FormHeading("Note"), fields, record, PLAIN)
    dialog.open()
    cancel = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert done == []
    assert dialog.result() == QDialog.DialogCode.Rejected


def walk(qtbot: QtBot, window: QWidget, steps: int) -> list[QWidget]:
    """Return where the keyboard is, and where each press of Tab leads."""
    walked: list[QWidget] = []
    for _ in range(steps):
        here = window.focusWidget()
        assert here is not None
        walked.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return walked


def test_tab_goes_by_what_is_read_not_by_what_was_made_first(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    page = QWidget()
    box = QVBoxLayout(page)
    theme = Theme(RESOURCES)
    last = button(theme, "Last")
    box.addWidget(last)
    people = PeopleEditor(theme, Field(id="people", label="People"), (), PLAIN.judge)
    box.insertWidget(0, people)
    box.insertWidget(0, CardButton(theme, "First", lambda: None))
    people.add_person()
    window.show_only(page)
    window.show()
    qtbot.waitExposed(window)
    stops = len([c for c in controls(page) if c.focusPolicy() & Qt.FocusPolicy.TabFocus])
    page.findChild(CardButton).setFocus()
    walked = walk(qtbot, window, stops)
    assert len(set(walked)) == stops, "every stop once, and none is left out"
    down = [w.mapTo(page, QPoint(0, w.height() // 2)).y() for w in walked]
    assert down == sorted(down)
    assert walked[-1] is last
    assert window.focusWidget() is walked[0], "after the last comes the first"
    qtbot.keyClick(walked[0], Qt.Key.Key_Backtab)
    assert window.focusWidget() is last


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("screen", ["preparation", "intake", "case", "coalition", "follow-up"])
def test_a_page_begins_at_its_top_with_the_keyboard_in_sight(
    qtbot: QtBot, screen: str, scale: float
) -> None:
    made = Shown(qtbot, told_up_to(s1.PREPARATION, date(2026, 10, 26)), "priya", scale=scale)
    made.window.resize(1280, 620)
    page = made.go(screen, *([] if screen == "coalition" else [s1.CASE]))
    for _ in range(3):
        QApplication.processEvents()
    assert page.area.verticalScrollBar().value() == 0
    assert in_sight(made.window.focusWidget())
    if scale == 1.0:
        assert made.window.focusWidget().objectName() != WAY_BACK


def test_tab_brings_into_sight_what_it_comes_to(qtbot: QtBot) -> None:
    made = Shown(qtbot, told_up_to(s1.PREPARATION, date(2026, 10, 26)), "priya")
    made.window.resize(1093, 574)
    made.go("preparation", s1.CASE)
    for _ in range(25):
        made.keys(Qt.Key.Key_Tab)
        assert in_sight(made.window.focusWidget()), made.focus


def test_after_an_act_the_next_one_is_in_sight(shown: Shown) -> None:
    shown.window.resize(900, 460)
    give_keyboard(shown.named("Assign Mateo Villaseñor"))
    shown.keys(Qt.Key.Key_Space)
    for _ in range(3):
        QApplication.processEvents()
    assert in_sight(shown.window.focusWidget())


def test_asking_for_the_order_leaves_no_hold_on_what_a_layout_is_made_of(shown: Shown) -> None:
    """Such a hold is taken for whatever comes to lie at its address, which ends the program."""
    kept = set(items_of_boxes())
    for _ in range(5):
        shown.keys(Qt.Key.Key_Tab)
    assert set(items_of_boxes()) <= kept


def items_of_boxes() -> Iterator[int]:
    """Yield the addresses of items that Python holds, but for those of a flow, which are its."""
    everything = getAllValidWrappers()
    flows = {id(item) for flow in everything if isinstance(flow, Flow) for item in flow.items}
    for held in everything:
        item = isinstance(held, QLayoutItem) and not isinstance(held, QLayout)
        if item and id(held) not in flows:
            yield getCppPointer(held)[0]


def test_a_button_that_takes_itself_away_is_there_until_the_turn_is_over(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.addWidget(Button("Away"))
    window.findChild(Button).clicked.connect(lambda: let_go(window.findChild(Button)))
    window.show()
    leaver = weakref.ref(window.findChild(Button))
    qtbot.keyClick(leaver(), Qt.Key.Key_Return)
    kept = leaver()
    assert kept is not None, "the key is still on its way in it"
    assert isValid(kept)
    assert kept.isHidden()
    assert window.findChild(Button) is None
    del kept
    qtbot.waitUntil(lambda: leaver() is None)
