"""A refusal asks about a rule in words; its code stands in the dialog that opens."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from rjdesk.desk.outcome import Refused
from rjdesk.process.kernel.ruling import NOBODY, Missing, Ruling, Strength
from rjdesk.process.rules import ALL_RULES
from rjdesk.screens.kit.refusal import RuleDialog
from rjdesk.screens.shell.registry import PAGES
from rjdesk.shipped import shipped_rule_help
from tests.screens.case_pages import controls, name_of
from tests.screens.program import Shown
from tests.screens.states import Told, met, one_party, signed
from tests.screens.test_every_screen import settle

CODE = re.compile(r"\b(?:RC|RP|UN|RJ|A)-?\d|\bRJ-[A-Z]")
RULES = sorted({rule.id for rule in ALL_RULES})


@pytest.mark.parametrize("make", [met, signed, one_party])
def test_no_button_speaks_in_codes(qtbot: QtBot, make: Callable[[], Told]) -> None:
    told = make()
    for member in ("priya", "imani"):
        shown = Shown(qtbot, told.world, member)
        for screen in PAGES:
            page = shown.go(screen, told.case)
            said = [w for w in controls(page) if isinstance(w, QAbstractButton)]
            spoken = [f"{w.text()} {w.accessibleName()}" for w in said]
            assert [words for words in spoken if CODE.search(words)] == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_rule_can_be_asked_about_by_its_title(qtbot: QtBot, scale: float) -> None:
    shown = Shown(qtbot, met().world, "priya", scale=scale)
    notice = shown.desktop.notice
    for rule in RULES:
        missing = (Missing("Something is missing.", NOBODY),)
        ruling = Ruling(rule=rule, section="1", strength=Strength.SHALL, missing=missing)
        notice.refuse(Refused("Nothing", (ruling,)))
        settle(shown.window)
        title = f"Why? {shown.services.rule_help[rule].title}"
        asked = [w for w in controls(notice) if name_of(w) == title]
        assert len(asked) == 1, rule
        assert asked[0].height() >= asked[0].heightForWidth(asked[0].width()), title
        assert notice.rect().contains(asked[0].mapTo(notice, asked[0].rect().bottomRight())), title
    assert shown.window.width() == 1280


def test_no_two_rules_are_asked_about_in_the_same_words() -> None:
    titles = [text.title for text in shipped_rule_help().values()]
    assert len(set(titles)) == len(titles)


def test_the_dialog_names_the_rule_by_its_code(qtbot: QtBot) -> None:
    shown = Shown(qtbot, met().world, "priya")
    shown.desktop.explain("RC-069")
    assert isinstance(shown.front(), RuleDialog)
    assert "RC-069 · Policy, section" in shown.said()
