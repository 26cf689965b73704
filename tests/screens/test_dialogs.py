"""Every dialog that a page opens: its title says what it is, and names nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.waits import Waits
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.rehearsal.coalitions import reed_as_found
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import World
from tests.screens.case_pages import controls, name_of
from tests.screens.program import Shown
from tests.screens.states import (
    Told,
    in_the_circle,
    meeting_begun,
    met,
    one_party_before_its_end,
    signed,
    waiting,
)

STATES = (meeting_begun, met, in_the_circle, one_party_before_its_end, signed)


def names(shown: Shown, told: Told) -> set[str]:
    """Return every word of the names of the people and members there are."""
    case, coalition = shown.link.desk.case(told.case), shown.link.desk.coalition
    whole = [p.name for p in case.people] + [m.name for m in coalition.members]
    return {word for name in whole for word in name.split() if len(word) > 2}


def asks(shown: Shown) -> list[str]:
    """Name the buttons here that open a dialog."""
    assert shown.desktop.here is not None
    found = [w for w in controls(shown.desktop.here) if isinstance(w, QPushButton)]
    return list(dict.fromkeys(name_of(w) for w in found if w.isEnabled() and "…" in w.text()))


@pytest.mark.parametrize("make", [*STATES, lambda: waiting(Waits.SUPPORT)])
def test_every_dialog_has_a_title_that_names_nobody(qtbot: QtBot, make: Callable[[], Told]) -> None:
    told = make()
    shown = Shown(qtbot, told.world, told.member)
    assert choose_pin(shown.link, "2468")
    whose, opened = names(shown, told), 0
    for screen in PAGES:
        meetings = shown.link.desk.case(told.case).meetings
        shown.go(screen, told.case, meetings[-1].id)
        for name in asks(shown):
            shown.press(name)
            dialog = shown.front()
            if isinstance(dialog, QFileDialog):
                dialog.reject()
            if not isinstance(dialog, QDialog) or isinstance(dialog, QFileDialog):
                continue
            title = dialog.windowTitle()
            assert title not in {"", "rjdesk"}, (screen, name)
            assert [word for word in whose if word in title] == [], (screen, name)
            opened += 1
            shown.keys(Qt.Key.Key_Escape)
            assert shown.front() is shown.window, (screen, name)
    assert opened


@pytest.fixture
def founding(qtbot: QtBot) -> Shown:
    """The coalition page of a founder who has entered everybody."""
    day = date(2026, 9, 1)
    world = World(None, day, "imani")
    world.do(
        "imani", None, *[e for e in reed_as_found(day) if not isinstance(e, FoundingCompleted)]
    )
    shown = Shown(qtbot, world, "imani")
    shown.go("coalition")
    return shown


def test_the_end_of_the_founding_is_asked_once_and_enter_leaves_it_open(founding: Shown) -> None:
    founding.press("All is entered…")
    assert founding.focus == "Not yet"
    assert "cannot be taken back" in founding.said()
    founding.keys(Qt.Key.Key_Return)
    assert founding.front() is founding.window
    assert founding.link.desk.coalition.founding
    founding.press("All is entered…")
    founding.keys(Qt.Key.Key_Escape)
    assert founding.link.desk.coalition.founding


def test_who_says_that_all_is_entered_ends_the_founding(founding: Shown) -> None:
    founding.press("All is entered…")
    founding.press("All is entered")
    assert not founding.link.desk.coalition.founding


def test_taking_back_is_asked_once_and_enter_leaves_it(qtbot: QtBot) -> None:
    told = meeting_begun()
    shown = Shown(qtbot, told.world, told.member)
    shown.go("case", told.case)
    before = len(shown.link.ask(AskCasePage(told.case)).journal)
    shown.press("Correct: Pre-meeting opened, 24 September 2026")
    shown.choose("What is wrong?", "It did not happen: take it back")
    shown.keys(Qt.Key.Key_Escape)
    assert len(shown.link.ask(AskCasePage(told.case)).journal) == before
    shown.press("Correct: Pre-meeting opened, 24 September 2026")
    shown.choose("What is wrong?", "It did not happen: take it back")
    shown.press("Put it right")
    assert "Recorded by mistake" in shown.said()


def test_after_a_notice_is_put_away_the_keyboard_is_where_it_was(qtbot: QtBot) -> None:
    told = met()
    shown = Shown(qtbot, told.world, told.member)
    shown.go("preparation", told.case)
    for _ in range(5):
        shown.keys(Qt.Key.Key_Tab)
    was = shown.focus
    shown.desktop.notice.tell("The disk is full. Nothing was lost.")
    shown.press("Put away")
    assert shown.focus == was
