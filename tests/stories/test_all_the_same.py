"""Each should-rule is set aside for each act by who may: refused, done all the same, and seen.

Rules, acts and who may come from both shipped programmes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.case import Override
from rjdesk.process.kernel.event import MemberId
from tests.scenarios.world import World
from tests.screens.case_pages import said_on
from tests.screens.program import Shown
from tests.stories.paper import text_of
from tests.stories.refusing import PAIRS, Pair, Situation, situation_of

(ASKED,) = ALL_THE_SAME.fields
REASON = "All who are there asked for it."


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_rule_is_set_aside_by_who_may_and_that_is_seen(qtbot: QtBot, pair: Pair) -> None:
    situation = situation_of(pair)
    assert situation is not None, "nobody knows how this comes about"
    story, world, by, event = situation
    assert event.tag == pair.act
    assert world.refused(by, story.case, event) == {pair.rule}
    before = papers(world, situation)
    who = set_aside(qtbot, situation, pair)
    desk = world.desk(by)
    assert event in [entry.event for entry in desk.record_of(story.case)]
    used = desk.case(story.case).used_overrides[-1]
    assert used == Override(pair.rule, pair.act, REASON, MemberId(who))
    after = papers(world, situation)
    shown = Shown(qtbot, world, by)
    said = said_on(shown.go("case", story.case))
    name = desk.coalition.name_of(MemberId(who))
    assert f"{pair.rule} was set aside by {name}: {REASON}" in said
    assert f"{pair.rule} set aside: {REASON}" in said
    for sheet, new in changed(before, after):
        text = text_of(sheet)
        assert [word for word in new if word not in text] == [], text


def set_aside(qtbot: QtBot, situation: Situation, pair: Pair) -> str:
    """Have the act done all the same, on the screen of whoever may say so; return who that is.

    Who may and does it goes on where it is refused. Another says so on the page of the case,
    and then it is done.
    """
    story, world, by, event = situation
    if world.desk(by).may(story.case, event).may_go_on:
        mine = Shown(qtbot, world, by)
        assert not mine.link.do(story.case, event)
        mine.type(ASKED.label, REASON)
        mine.press(ALL_THE_SAME.title)
        return by
    who = next(m for m in sorted(world.house.logins) if may_set_aside(situation, pair, m))
    other = Shown(qtbot, world, who)
    other.go("case", story.case)
    other.press("Set a rule aside…")
    (choice,) = other.front().findChildren(QComboBox)
    choice.setCurrentIndex(choice.findData(f"{pair.rule} {pair.act}"))
    other.type(ASKED.label, REASON)
    other.press(ALL_THE_SAME.action)
    world.do(by, story.case, event)
    return who


def may_set_aside(situation: Situation, pair: Pair, member: str) -> bool:
    """Whether a member holds the case and the role that sets a rule aside."""
    desk = situation.world.desk(member)
    if situation.story.case not in desk.cases():
        return False
    options = desk.ask(AskCasePage(situation.story.case)).may_set_aside
    return f"{pair.rule} {pair.act}" in {option.value for option in options}


def papers(world: World, situation: Situation) -> dict[str, Sheet]:
    """Return every sheet that the case has now, by name."""
    view = world.desk(situation.by).ask(AskPapers(situation.story.case))
    return {paper.name: paper.sheet for paper in view.papers}


def changed(before: dict[str, Sheet], after: dict[str, Sheet]) -> Iterator[tuple[Sheet, list[str]]]:
    """Yield each sheet that the act changed, with the texts that are new on it."""
    for name, sheet in after.items():
        known = texts_of(before[name]) if name in before else set()
        new = sorted(texts_of(sheet) - known)
        if new:
            yield sheet, new


def texts_of(sheet: Sheet) -> set[str]:
    """Return what a sheet says of its case: texts, but not the words of the programme."""
    own = (value for name, value in sheet.fields.items() if not name.startswith("words."))
    rows = (row for table in sheet.tables.values() for row in table.rows)
    values = (*own, *chain(*sheet.lists.values()), *chain(*rows))
    return {value for value in values if isinstance(value, str) and value}
