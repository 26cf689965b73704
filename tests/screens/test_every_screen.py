"""What holds on every screen, in usual and in twice as large type."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World, reed
from tests.screens.case_pages import controls, told_up_to
from tests.screens.program import Shown

LONG = "Maximiliana Wolfeschlegelsteinhausen & Söhne"
NAMES = ("Nguyễn", "Ánh", "Cole", "Brandvold", "Dana", "Minh", "Maximiliana")


class Screen(NamedTuple):
    world: str
    member: str
    name: str
    of_the_case: bool = True


SCREENS = (
    Screen("empty", "imani", "today", of_the_case=False),
    Screen("empty", "imani", "coalition", of_the_case=False),
    Screen("empty", "imani", "settings", of_the_case=False),
    Screen("empty", "imani", "help", of_the_case=False),
    Screen("empty", "imani", "intake-journey", of_the_case=False),
    Screen("empty", "priya", "cases", of_the_case=False),
    Screen("met", "imani", "intake"),
    Screen("met", "priya", "case"),
    Screen("met", "priya", "cases", of_the_case=False),
    Screen("met", "priya", "pre-meetings"),
    Screen("met", "priya", "pre-meeting"),
    Screen("met", "priya", "papers"),
    Screen("signed", "priya", "today", of_the_case=False),
    Screen("signed", "priya", "case"),
    Screen("signed", "priya", "papers"),
)
IDS = [f"{screen.name}-{screen.world}" for screen in SCREENS]


def with_a_long_name(world: World) -> World:
    desk = world.desk("priya")
    world.do(
        "priya",
        s1.CASE,
        ParticipantNamed(
            on=desk.today,
            person=PersonId("long"),
            person_name=LONG,
            called="Maximiliana",
            parts=(Part.SUPPORTING,),
            affiliation=Affiliation.STUDENT,
            invited_by=s1.ANH,
            purpose="support",
        ),
    )
    return world


@pytest.fixture(scope="module")
def worlds() -> dict[str, World]:
    return {
        "empty": reed(None, date(2026, 9, 2)),
        "met": with_a_long_name(told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12))),
        "signed": told_up_to(s1.AGREEMENT, date(2026, 11, 20)),
    }


def at(qtbot: QtBot, worlds: dict[str, World], screen: Screen, scale: float = 1.0) -> Shown:
    shown = Shown(qtbot, worlds[screen.world], screen.member, scale=scale)
    where: list[str] = [s1.CASE] if screen.of_the_case else []
    if screen.name == "pre-meeting":
        where.append(shown.link.desk.case(s1.CASE).meetings[0].id)
    shown.go(screen.name, *where)
    settle(shown.window)
    return shown


def settle(widget: QWidget) -> None:
    """Let layouts come to rest."""
    for _ in range(5):
        QApplication.processEvents()
    assert widget.isVisible()


def cut_off(widget: QWidget) -> str:
    """Return how a label or button is too small for its words, or ""."""
    if isinstance(widget, QLabel):
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
        wide = 0 if widget.wordWrap() else widget.sizeHint().width()
    else:
        tall = widget.hasHeightForWidth()
        needed = widget.heightForWidth(widget.width()) if tall else widget.sizeHint().height()
        wide = widget.minimumSizeHint().width() if tall else widget.sizeHint().width()
    if widget.height() + 1 < needed or widget.width() + 1 < wide:
        return f"{widget.size().toTuple()} where {(wide, needed)} is needed"
    return ""


def words_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_no_word_is_cut_off_and_nothing_lies_beside_the_page(
    qtbot: QtBot, worlds: dict[str, World], screen: Screen, scale: float
) -> None:
    shown = at(qtbot, worlds, screen, scale)
    page = shown.desktop.here
    assert page is not None
    assert shown.window.width() == 1280, "the window was forced wider"
    parts = [w for w in page.findChildren(QWidget) if w.isVisible() and words_of(w)]
    assert {words_of(w): cut_off(w) for w in parts if cut_off(w)} == {}
    areas = [a for a in page.findChildren(QScrollArea) if a.isVisible()]
    beside = [a.horizontalScrollBar().maximum() for a in areas if a.accessibleName() == ""]
    assert [more for more in beside if more] == []


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_every_control_has_a_name_for_a_screen_reader(
    qtbot: QtBot, worlds: dict[str, World], screen: Screen
) -> None:
    shown = at(qtbot, worlds, screen)
    nameless = [w for w in controls(shown.window) if not w.accessibleName() and not words_of(w)]
    assert nameless == []
    lists = [
        w
        for w in shown.window.findChildren(QAbstractScrollArea)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()
    ]
    assert lists == []


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_there_is_one_primary_action_at_most(
    qtbot: QtBot, worlds: dict[str, World], screen: Screen
) -> None:
    shown = at(qtbot, worlds, screen)
    primary = [w for w in controls(shown.window) if w.property("role") == "primary"]
    assert len(primary) <= 1


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_tab_reaches_every_control_and_is_never_caught(
    qtbot: QtBot, worlds: dict[str, World], screen: Screen
) -> None:
    shown = at(qtbot, worlds, screen)
    window = shown.window
    window.activateWindow()
    first = window.focusWidget()
    page = shown.desktop.here
    assert page is not None
    assert first is not None
    assert page.isAncestorOf(first), "a page begins with the keyboard in it"
    wanted = {
        w for w in controls(window) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: set[QWidget] = set()
    for _ in range(len(wanted) + 20):
        here = window.focusWidget()
        assert here is not None
        seen.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    # Radio buttons and the like would be one stop; here every control is one of its own.
    assert {w.accessibleName() for w in wanted - seen} == set()
    assert all(edit.tabChangesFocus() for edit in window.findChildren(QPlainTextEdit))


@pytest.mark.parametrize("screen", SCREENS, ids=IDS)
def test_no_title_names_anybody(qtbot: QtBot, worlds: dict[str, World], screen: Screen) -> None:
    shown = at(qtbot, worlds, screen)
    titles = [w.windowTitle() for w in QApplication.topLevelWidgets()]
    titles += [w.windowTitle() for w in shown.window.findChildren(QWidget)]
    assert [title for title in titles if any(name in title for name in NAMES)] == []


DIALOGS = (
    ("pre-meetings", "Sit down with somebody…"),
    ("pre-meetings", "Name somebody…"),
    ("pre-meetings", "Note a contact…"),
    ("coalition", "Add a member…"),
    ("settings", "Change it…"),
)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(("screen", "opens"), DIALOGS)
def test_a_dialog_fits_into_the_window_and_scrolls_where_it_must(
    qtbot: QtBot, worlds: dict[str, World], screen: str, opens: str, scale: float
) -> None:
    of_the_case = screen == "pre-meetings"
    shown = at(qtbot, worlds, Screen("met", "priya", screen, of_the_case), scale)
    shown.press(opens)
    dialog = shown.front()
    assert isinstance(dialog, QDialog)
    settle(dialog)
    assert dialog.windowTitle() not in {"", "rjdesk"}
    assert dialog.height() <= shown.window.height()
    assert dialog.width() <= shown.window.width()
    parts = [w for w in dialog.findChildren(QWidget) if w.isVisible() and words_of(w)]
    assert {words_of(w): cut_off(w) for w in parts if cut_off(w)} == {}
    # What was pressed last is still in sight when the form is not complete.
    action = next(w for w in controls(dialog) if w.property("role") == "primary")
    shown.press(action.accessibleName())
    settle(dialog)
    assert dialog.rect().contains(action.mapTo(dialog, action.rect().bottomRight()))
    shown.keys(Qt.Key.Key_Escape)
    assert shown.front() is shown.window


def test_a_page_keeps_its_left_edge_with_and_without_a_scroll_bar(
    qtbot: QtBot, worlds: dict[str, World]
) -> None:
    edges = set()
    for screen in SCREENS:
        shown = at(qtbot, worlds, screen)
        page = shown.desktop.here
        assert page is not None
        titles = [w for w in page.findChildren(QLabel) if w.property("role") == "title"]
        if screen.name not in {"intake-journey", "pre-meeting"}:
            edges.add(titles[0].mapTo(shown.window, titles[0].rect().topLeft()).x())
    assert len(edges) == 1


def test_the_side_bar_marks_the_place(qtbot: QtBot, worlds: dict[str, World]) -> None:
    for screen, marked in zip(SCREENS, IDS, strict=True):
        shown = at(qtbot, worlds, screen)
        places = [name for name, made in shown.desktop.side.places.items() if made.isChecked()]
        of_a_case = screen.of_the_case or screen.name == "intake-journey"
        assert places == ["cases" if of_a_case else screen.name], marked


def test_the_shortcuts_go_where_help_says(qtbot: QtBot, worlds: dict[str, World]) -> None:
    shown = at(qtbot, worlds, SCREENS[0])
    visited = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_F, Qt.Key.Key_N):
        shown.ctrl(key)
        assert shown.desktop.here is not None
        visited.append((shown.desktop.here.route.screen, shown.focus))
    assert visited[0] == ("cases", "Search the cases you hold")
    assert visited[1][0] == "today"
    assert visited[2] == visited[0]
    assert visited[3][0] == "intake-journey"
    shown.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "cases"
    shown.keys(Qt.Key.Key_F1)
    for key in ("Ctrl+1", "Ctrl+2", "Ctrl+F", "Ctrl+N", "Alt+Left", "Ctrl+L", "F1", "Esc"):
        assert key in shown.said()


def test_whoever_may_not_open_a_case_is_shown_why_instead(
    qtbot: QtBot, worlds: dict[str, World]
) -> None:
    shown = at(qtbot, worlds, Screen("empty", "priya", "today", of_the_case=False))
    shown.ctrl(Qt.Key.Key_N)
    assert "A case is opened by a Chair." in shown.said()


def test_a_case_is_found_and_opened_with_the_keyboard(
    qtbot: QtBot, worlds: dict[str, World]
) -> None:
    shown = at(qtbot, worlds, SCREENS[0]._replace(world="met", member="priya"))
    shown.ctrl(Qt.Key.Key_F)
    shown.type("Search the cases you hold", "nguyen")
    shown.keys(Qt.Key.Key_Return)
    shown.keys(Qt.Key.Key_Return)
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "case"


def test_a_name_with_an_ampersand_is_shown_as_it_is_written(
    qtbot: QtBot, worlds: dict[str, World]
) -> None:
    shown = at(qtbot, worlds, Screen("met", "priya", "pre-meetings"))
    shown.press("Sit down with somebody…")
    assert shown.named(LONG).text() == LONG.replace("&", "&&")
