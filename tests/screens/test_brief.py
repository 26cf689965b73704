"""A case is told by roles alone, for those who do not hold it (RC-125)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from rjdesk.process.preparation.events import ReasonWritten
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.stories import TOLD
from rjdesk.rehearsal.telling import Story
from rjdesk.screens.pages.brief import HELD_BACK
from tests.screens.case_pages import told_up_to
from tests.screens.program import Shown
from tests.stories.happening import copied, told_to_each_point

DAY = date(2026, 10, 26)


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_a_brief_names_nobody_and_no_day_place_or_code(qtbot: QtBot, story: Story) -> None:
    world = copied(told_to_each_point(story)[-1])
    case = world.desk(story.facilitator).case(story.case)
    shown = Shown(qtbot, world, story.facilitator)
    page = shown.go("brief", story.case)
    qtbot.waitUntil(lambda: "Reading the text" not in shown.said(), timeout=20_000)
    said = "\n".join(line for line in shown.said().splitlines() if line not in around(shown))
    names = {name for p in case.people for name in re.findall(r"\w+", f"{p.entered} {p.liked}")}
    assert not names & set(re.findall(r"\w+", said)) - {"of", "the"}
    assert case.intake.code not in said
    assert not case.preparation.place or case.preparation.place not in said
    assert not re.search(r"\b20\d\d\b", said)
    assert page.shown_of is None or len(page.texts) == len(page.shown_of.written)


def around(shown: Shown) -> set[str]:
    """Return what stands beside the page: who sits here, and where one can go."""
    from PySide6.QtWidgets import QLabel

    page = shown.desktop.here
    labels = shown.window.findChildren(QLabel)
    return {
        line
        for label in labels
        if label.isVisible() and not page.isAncestorOf(label)
        for line in label.text().splitlines()
    }


def test_what_was_written_is_told_without_those_it_names(qtbot: QtBot) -> None:
    world = told_up_to(s1.PREPARATION, DAY)
    reason = "Cole shouted at Ánh in Naito Hall, and Bogdan told Priya."
    world.do("priya", s1.CASE, ReasonWritten(on=DAY, text=reason))
    shown = Shown(qtbot, world, "priya")
    shown.go("case", s1.CASE)
    shown.press("To talk it over with others")
    shown.reads("shouted at")
    said = shown.said()
    assert "[Responsible Party 1] shouted at [Affected Party 1]" in said
    assert not re.search("Cole|Ánh|Naito|Bogdan|told Priya", said)
    assert HELD_BACK not in said
