"""The preview: larger and smaller, sharp at every size, and the place on the paper is kept."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.preview import REAL_SIZE_DPI, ZOOMS, Preview
from rjdesk.screens.pages.papers.page import PapersPage
from tests.scenarios.world import World
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown
from tests.screens.test_every_screen import cut_off, settle, words_of

LETTER_INCHES = 8.5


@pytest.fixture(scope="module")
def story() -> World:
    return told_up_to(s1.CIRCLE, date(2026, 10, 26))


@pytest.fixture
def shown(qtbot: QtBot, story: World) -> Shown:
    return opened(Shown(qtbot, story, "priya"))


def opened(made: Shown, width: int = 1280, height: int = 800) -> Shown:
    made.window.resize(width, height)
    made.go("papers", s1.CASE)
    made.qtbot.waitUntil(papers(made).print_button.isEnabled, timeout=30_000)
    return sharp(made)


def papers(shown: Shown) -> PapersPage:
    page = shown.desktop.here
    assert isinstance(page, PapersPage)
    return page


def preview_of(shown: Shown) -> Preview:
    return papers(shown).preview


def is_sharp(shown: Shown) -> bool:
    """Whether each page is drawn for exactly the size that it has on the screen."""
    preview = preview_of(shown)
    wanted = round(preview._wanted_dpi() * LETTER_INCHES)
    return all(
        sheet.width() == pytest.approx(wanted, abs=1)
        and sheet.image.deviceIndependentSize().toSize() == sheet.size()
        for sheet in preview.sheets
    )


def sharp(shown: Shown) -> Shown:
    shown.qtbot.waitUntil(lambda: is_sharp(shown), timeout=30_000)
    return shown


def percent(shown: Shown) -> int:
    return int(preview_of(shown).size_says.text().removesuffix(" %"))


def test_the_paper_is_as_wide_as_its_room_and_nothing_lies_beside(shown: Shown) -> None:
    preview = preview_of(shown)
    assert preview.horizontalScrollBar().maximum() == 0
    assert preview.viewport().width() - preview.sheets[0].width() < 40


def test_every_size_is_reached_with_the_keys_and_is_sharp(shown: Shown) -> None:
    seen = []
    for _ in ZOOMS:
        shown.ctrl(Qt.Key.Key_Minus)
    for _ in ZOOMS:
        seen.append(percent(sharp(shown)))
        shown.ctrl(Qt.Key.Key_Plus)
    assert seen == list(ZOOMS)


def test_every_size_is_reached_with_the_buttons_and_is_real(shown: Shown) -> None:
    shown.press("Larger")
    assert percent(sharp(shown)) == 100
    assert preview_of(shown).sheets[0].width() == LETTER_INCHES * REAL_SIZE_DPI
    shown.press("Smaller")
    assert percent(sharp(shown)) == 80
    shown.press("As wide as the window")
    sharp(shown)
    assert preview_of(shown).horizontalScrollBar().maximum() == 0


def test_the_paper_follows_the_window_until_a_size_is_chosen(shown: Shown) -> None:
    before = percent(shown)
    shown.window.resize(1500, 800)
    shown.qtbot.waitUntil(lambda: percent(shown) > before)
    sharp(shown)
    shown.ctrl(Qt.Key.Key_Plus)
    chosen = percent(sharp(shown))
    shown.window.resize(1200, 800)
    QApplication.processEvents()
    assert percent(sharp(shown)) == chosen
    shown.ctrl(Qt.Key.Key_0)
    assert percent(sharp(shown)) < before


def test_the_size_is_kept_while_the_program_is_unlocked(shown: Shown) -> None:
    shown.ctrl(Qt.Key.Key_Plus)
    shown.ctrl(Qt.Key.Key_Plus)
    chosen = percent(sharp(shown))
    shown.go("today")
    assert percent(opened(shown)) == chosen


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0])
def test_the_place_on_the_paper_is_kept(shown: Shown, key: Qt.Key) -> None:
    preview = preview_of(shown)
    if key is Qt.Key.Key_0:
        shown.ctrl(Qt.Key.Key_Plus)
        sharp(shown)
    bar = preview.verticalScrollBar()
    shown.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() * 2 // 3)
    before = middle(preview)
    shown.ctrl(key)
    assert middle(preview) == pytest.approx(before, abs=0.01), "before the picture is sharp"
    sharp(shown)
    QApplication.processEvents()
    assert middle(preview) == pytest.approx(before, abs=0.01)


def middle(preview: Preview) -> float:
    """Return what is in the middle of the view, as a share of the height of all pages."""
    at = preview.verticalScrollBar().value() + preview.viewport().height() / 2
    return at / preview._content.height()


def test_a_paper_that_is_chosen_while_another_grows_is_the_one_that_is_shown(
    shown: Shown,
) -> None:
    card = "Questions, everybody in the circle, to hand out"
    shown.ctrl(Qt.Key.Key_Plus)
    shown.press(card)
    shown.ctrl(Qt.Key.Key_Plus)
    shown.qtbot.waitUntil(papers(shown).print_button.isEnabled, timeout=30_000)
    sharp(shown)
    assert len(preview_of(shown).sheets) == 1, "the questions are one page"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1366, 768)])
def test_the_paper_is_no_smaller_in_large_type_and_no_tool_is_cut_off(
    qtbot: QtBot, story: World, width: int, height: int
) -> None:
    usual = opened(Shown(qtbot, story, "priya"), width, height)
    large = opened(Shown(qtbot, story, "priya", scale=2.0), width, height)
    assert large.window.width() == width, "the window was forced wider"
    assert percent(large) >= percent(usual)
    settle(large.window)
    for made in (usual, large):
        assert preview_of(made).horizontalScrollBar().maximum() == 0
    parts = [w for w in papers(large).findChildren(QWidget) if w.isVisible() and words_of(w)]
    assert {words_of(w): cut_off(w) for w in parts if cut_off(w)} == {}
