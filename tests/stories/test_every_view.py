"""After every step of every story every view is asked, and each page is painted where it is new.

A page is painted when what it asks has a shape in which it was not painted before in the run,
and all pages are at each story's end. Any exception fails, and any warning of Qt.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import rjdesk
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.stories import TOLD
from rjdesk.rehearsal.telling import Story
from rjdesk.screens.shell.registry import PAGES
from tests.screens.program import Shown
from tests.stories.desk import world_of
from tests.stories.happening import copied, told_to_each_point
from tests.stories.looking import Looks, moments
from tests.stories.questions import JOURNEYS, QUESTIONS, instances, subjects


@pytest.fixture(scope="module")
def so_far() -> Looks:
    """What was asked and painted in this run."""
    return Looks()


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.id)
def test_every_view_is_asked_and_every_page_painted(
    qtbot: QtBot, so_far: Looks, story: Story
) -> None:
    shown = Shown(qtbot, world_of(story), story.facilitator)
    painted: set[str] = set()
    for moment in moments(story):
        painted = so_far.look(moment, shown)
    assert painted == set(PAGES), "all pages are painted at the end"
    # A failure of what a page had done in the pool is heard of here.
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def takes_a_desk(method: ast.FunctionDef) -> bool:
    return method.name == "answer" and "desk" in {arg.arg for arg in method.args.args}


def test_whatever_answers_a_desk_is_among_the_questions() -> None:
    answering = {
        kind.name
        for path in Path(rjdesk.__file__).parent.rglob("*.py")
        for kind in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(kind, ast.ClassDef)
        and any(isinstance(m, ast.FunctionDef) and takes_a_desk(m) for m in kind.body)
    }
    assert answering - {"Query"} == {kind.__name__ for kind in QUESTIONS}


@pytest.mark.parametrize("kind", [*QUESTIONS, *JOURNEYS], ids=lambda kind: kind.__name__)
def test_each_question_and_journey_is_about_something(kind: type) -> None:
    desk = copied(told_to_each_point(s1.STORY)[-1]).desk(s1.STORY.facilitator)
    assert list(instances(kind, subjects(desk, s1.CASE, whole=False)))
