"""What nobody foresaw: one sentence, nothing lost, and the rest of the program goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.failures import CAUSES_TOLD, KEPT, SENTENCE, Failures, failure_of
from rjdesk.screens.kit.page import PageEntry, Route
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.shell.failed import FailedPage
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import Clock
from tests.screens.program import DAY, Program, founded

CANARY = "Nguyễn Thị Ánh said in confidence"

pytestmark = pytest.mark.qt_no_exception_capture


class BreaksError(Exception):
    """Something that no part of the program raises."""


def breaks() -> None:
    raise BreaksError(CANARY)


class PaintsBadly(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        breaks()


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    founded(tmp_path / "coalition.rjvault")
    made = Program(qtbot, tmp_path / "coalition.rjvault")
    hooks = sys.excepthook, threading.excepthook
    made.application.services.failures.listen()
    yield made
    sys.excepthook, threading.excepthook = hooks


def in_a_slot(program: Program) -> None:
    button = QPushButton("Press", program.window)
    button.clicked.connect(breaks)
    button.click()


def in_a_timer(program: Program) -> None:
    QTimer.singleShot(0, program.window, breaks)


def in_the_pool(program: Program) -> None:
    told: list[Trouble] = []
    in_pool(program.window, breaks, told.append, told.append)
    program.qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == SENTENCE, "whoever waited waits no longer"


def in_a_thread(program: Program) -> None:
    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()


def in_a_paint(program: Program) -> None:
    bad = PaintsBadly(program.window)
    bad.resize(20, 20)
    bad.show()
    program.qtbot.waitUntil(lambda: bool(program.application.services.failures.kept))
    bad.hide()


WHERE = (in_a_slot, in_a_timer, in_the_pool, in_a_thread, in_a_paint)


@pytest.mark.parametrize("where", WHERE)
def test_a_failure_anywhere_is_said_in_the_notice_with_details_and_no_content(
    program: Program, capsys: pytest.CaptureFixture[str], where: object
) -> None:
    program.unlock()
    where(program)
    program.qtbot.waitUntil(lambda: SENTENCE in program.said())
    program.press("Details…")
    details = program.front().findChild(QPlainTextEdit).toPlainText()
    assert "BreaksError" in details
    assert "breaks" in details
    for text in (details, capsys.readouterr().err, program.said()):
        assert "Ánh" not in text
    program.press("Close")
    program.press("Cases")
    assert program.application.desktop.here.route.screen == "cases"


@pytest.mark.parametrize("where", WHERE)
def test_before_the_vault_is_open_it_is_said_below_the_passphrase(
    program: Program, where: object
) -> None:
    where(program)
    program.qtbot.waitUntil(lambda: SENTENCE in program.said())
    program.unlock()


@pytest.mark.parametrize("screen", PAGES)
def test_a_page_that_cannot_be_made_is_named_and_the_others_work(
    program: Program, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    program.unlock()
    desktop = program.application.desktop
    assert desktop is not None
    monkeypatch.setattr(desktop, "pages", {**PAGES, screen: PageEntry(make=lambda *_: breaks())})
    desktop.go(Route(screen))
    assert isinstance(desktop.here, FailedPage)
    said = program.said()
    assert screen.replace("-", " ").capitalize() in said
    assert "This page cannot be shown." in said
    other = "help" if screen != "help" else "today"
    desktop.go(Route(other))
    assert not isinstance(desktop.here, FailedPage)


def test_a_page_that_fails_at_a_later_paint_is_replaced_too(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.unlock()
    desktop = program.application.desktop
    assert desktop is not None
    monkeypatch.setattr(desktop.here, "paint", breaks)
    desktop.link.changed.emit(frozenset())
    assert isinstance(desktop.here, FailedPage)
    program.press("Try again")
    assert not isinstance(desktop.here, FailedPage)


def test_unlocking_ends_with_a_sentence_when_nothing_can_be_shown(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program.application, "_show_desktop", lambda **_: breaks())
    program.type("Passphrase", "imani walks seven quiet rivers home")
    with program.qtbot.waitSignal(program.application.services.failures.happened):
        program.application.front.unlock()
    program.qtbot.waitUntil(lambda: SENTENCE in program.said())
    assert program.named("Unlock").isEnabled()
    assert program.application.vault is None, "no vault stays open behind it"


def test_a_page_whose_leaving_fails_stops_no_lock_and_nothing_stays_in_sight(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.unlock()
    desktop = program.application.desktop
    assert desktop is not None
    monkeypatch.setattr(desktop.here, "leave", breaks)
    program.application.lock()
    assert program.application.vault is None
    assert program.after_lock == [program.application.folder]
    assert program.said() == ""


def test_only_the_last_failures_are_kept_and_none_holds_the_text_of_an_exception() -> None:
    failures = Failures(Clock(DAY))
    for _ in range(KEPT + 5):
        try:
            breaks()
        except BreaksError as error:
            failures.report(error)
    assert len(failures.kept) == KEPT
    assert not any(CANARY in failure.details() for failure in failures.kept)


def test_a_failure_names_the_types_of_what_it_came_from() -> None:
    def outer() -> None:
        try:
            breaks()
        except BreaksError as inner:
            raise KeyError(CANARY) from inner

    with pytest.raises(KeyError) as raised:
        outer()
    assert failure_of(raised.value, Clock(DAY)()).types == ("KeyError", "BreaksError")


def test_a_ring_of_causes_ends() -> None:
    first, second = KeyError(CANARY), BreaksError()
    first.__cause__, second.__cause__ = second, first
    assert len(failure_of(first, Clock(DAY)()).types) == CAUSES_TOLD
