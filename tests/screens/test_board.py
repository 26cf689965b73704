"""The readiness board: what is done bears a tick; a fact about somebody does not."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.case_page import ReadinessRow
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Answer
from rjdesk.process.taking_part.state import Stand
from rjdesk.screens.kit.board import COLUMNS, Board
from rjdesk.screens.kit.theme import Theme
from rjdesk.shipped import shipped

READY = ReadinessRow(
    person=PersonId("anh"),
    name="Ánh",
    parts="Affected Party",
    met=True,
    questions_given=True,
    reporter=Answer.YES.value,
    signed=date(2026, 9, 24),
    stand=Stand.YES,
    came=False,
    named=True,
    support="Minh",
)


def chips(qtbot: QtBot, row: ReadinessRow) -> dict[str, str]:
    """Return what stands under each title of the table."""
    theme = Theme(shipped("resources"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 1.0)
    board = Board(theme, [row])
    qtbot.addWidget(board)
    found = board.table.findChildren(QLabel)
    return {
        title: label.text()
        for title in COLUMNS
        for label in found
        if label.accessibleName().startswith(f"{title} of ")
    }


def test_all_that_is_done_bears_a_tick_and_reporting_is_no_achievement(qtbot: QtBot) -> None:
    shown = chips(qtbot, READY)
    ticked = {title for title, text in shown.items() if text.startswith("✓")}
    assert ticked == set(COLUMNS) - {"Reporter?"}
    assert shown["Reporter?"] == "yes"


@pytest.mark.parametrize("stand", Stand)
def test_however_somebody_stands_has_words(qtbot: QtBot, stand: Stand) -> None:
    shown = chips(qtbot, replace(READY, stand=stand))
    assert shown["Willing"]
    assert shown["Willing"].startswith("✓") == (stand is Stand.YES)
    assert not shown["Reporter?"].startswith("✓")
