"""Signing together: both entries at once with the other's passphrase, or one now and one later."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rjdesk.process.premeeting.events import EligibilityDecided
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.pages.premeeting.cosign import ask_cosigner
from tests.scenarios.world import PASSPHRASE
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Priya and Mateo have decided that the case is eligible; they decide it once more."""
    made = Shown(qtbot, told_up_to(s1.PRE_MEETINGS, date(2026, 10, 12)), "priya")
    page = made.go("pre-meetings", s1.CASE)
    ask_cosigner(page, EligibilityDecided(on=made.link.desk.today, eligible=True))
    return made


def decisions(shown: Shown) -> list[str]:
    record = shown.link.desk.record_of(s1.CASE)
    return [entry.by for entry in record if isinstance(entry.event, EligibilityDecided)]


def test_both_sign_at_once(shown: Shown) -> None:
    before = decisions(shown)
    shown.choose("Who signs with you?", "Mateo Villaseñor")
    shown.type("Their own passphrase, typed by themself", PASSPHRASE.format("mateo"))
    shown.press("Sign")
    shown.qtbot.waitUntil(lambda: shown.front() is shown.window)
    assert decisions(shown) == [*before, "priya", "mateo"]


def test_a_wrong_passphrase_says_so_and_records_nothing(shown: Shown) -> None:
    before = decisions(shown)
    shown.choose("Who signs with you?", "Mateo Villaseñor")
    shown.type("Their own passphrase, typed by themself", PASSPHRASE.format("priya"))
    shown.keys(Qt.Key.Key_Return)
    shown.reads("passphrase does not open")
    assert shown.front() is not shown.window
    assert decisions(shown) == before


def test_whoever_is_not_here_signs_later(shown: Shown) -> None:
    before = decisions(shown)
    shown.choose("Who signs with you?", "They sign later")
    shown.press("Sign")
    assert decisions(shown) == [*before, "priya"]


def test_escape_records_nothing(shown: Shown) -> None:
    before = decisions(shown)
    shown.keys(Qt.Key.Key_Escape)
    assert shown.front() is shown.window
    assert decisions(shown) == before
