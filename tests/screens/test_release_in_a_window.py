"""A year's reflections in the window: reviewed, confirmed, released, found, and saved as paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.pages.review.page import ReviewPage
from tests.scenarios.releasing import CHAIR, DAY, YEAR, leaks, told_to_the_reflection
from tests.scenarios.world import reed
from tests.screens.case_pages import controls, name_of
from tests.screens.program import Shown

KNOWS_NOTHING = "I know of nothing else that identifies anybody"


def reviewed(qtbot: QtBot, shown: Shown, case: CaseId) -> None:
    """Take out with keys whatever is asked about, and put the result into the record."""
    page: ReviewPage = shown.go("review", case)
    qtbot.waitUntil(lambda: page.hand is not None and bool(page.texts))
    keep = "Put the result into the record"
    for _ in range(60):
        if shown.named(keep).isEnabled():
            break
        qtbot.keyClick(page.hand.original, Qt.Key.Key_N)
        qtbot.keyClick(page.hand.original, Qt.Key.Key_A)
    shown.press(keep)
    qtbot.waitUntil(lambda: shown.link.desk.case(case).closing.reviewed is not None)


def confirmed(qtbot: QtBot, shown: Shown, case: CaseId) -> None:
    """Say one's word on the result."""
    shown.go("review", case)
    shown.press(KNOWS_NOTHING)
    member = shown.link.member
    qtbot.waitUntil(lambda: member in shown.link.desk.case(case).closing.confirmers)


def test_five_reflections_are_released_by_hand(qtbot: QtBot, tmp_path: Path) -> None:
    world = told_to_the_reflection(reed(None, DAY))
    for told in YEAR:
        first, second = told.facilitators
        shown = Shown(qtbot, world, first)
        reviewed(qtbot, shown, told.case)
        confirmed(qtbot, shown, told.case)
        confirmed(qtbot, Shown(qtbot, world, second), told.case)
    chair = Shown(qtbot, world, CHAIR)
    for told in YEAR:
        confirmed(qtbot, chair, told.case)
    chair.go("library")
    chair.press("Release them together")
    chair.reads("They were released together")
    reader = Shown(qtbot, world, "hana")
    library = reader.go("library")
    said = reader.said()
    assert "Mateo" in said
    assert list(leaks(said)) == []
    (save,) = [name for name in names(reader) if name.endswith("as PDF")]
    reader.press(save)
    qtbot.waitUntil(lambda: library.findChild(QFileDialog) is not None, timeout=20_000)
    library.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "reflections-fall.pdf"))
    library.findChild(QFileDialog).reject()
    read = pypdfium2.PdfDocument(tmp_path / "reflections-fall.pdf")
    words = " ".join(page.get_textpage().get_text_bounded() for page in read)
    assert "Priya Raman" in words
    assert list(leaks(words)) == []


def names(shown: Shown) -> list[str]:
    """Return the names of the controls of the page."""
    return [name_of(control) for control in controls(shown.desktop.here)]
