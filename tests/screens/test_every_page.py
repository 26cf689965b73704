"""Every page can be painted, whatever has happened: pages and states come from registries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.today import AskToday
from rjdesk.desk.waits import Waits
from rjdesk.process.circle.state import Outcome
from rjdesk.process.followup.state import Ended
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.state import Ending
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios import test_own_programme as own
from tests.screens.program import Shown
from tests.screens.states import (
    Told,
    chosen,
    community_programme,
    conference,
    dissolved,
    ended_early,
    ending,
    followed_up,
    in_the_circle,
    one_party,
    own_programme,
    taking,
    turned,
    waiting,
    without_sides,
)

STATES: dict[str, Callable[[], Told]] = {
    "a conference": conference,
    "a conference in the community": community_programme,
    "one party": one_party,
    **{f"our own: {c.__name__}": partial(own_programme, c) for c in own.STORY[1:]},
    "dissolved": dissolved,
    "ended early": ended_early,
    **{f"waits: {kind.value}": partial(waiting, kind) for kind in Waits},
    **{f"part: {part.value}": partial(taking, part) for part in Part},
    **{f"process: {kind.value}": partial(chosen, kind) for kind in ProcessType},
    **{f"ending: {how.value}": partial(ending, how) for how in Ending},
    **{f"turn: {how.value}": partial(turned, how) for how in Outcome},
    **{f"follow-up: {how.value}": partial(followed_up, how) for how in Ended},
    **{
        f"no sides: {kind.value}": partial(without_sides, kind)
        for kind in (ProcessType.COMMUNITY_CIRCLE, ProcessType.RE_ENTRY_CIRCLE)
    },
}


def paint_everything(qtbot: QtBot, told: Told, member: str) -> None:
    shown = Shown(qtbot, told.world, member)
    assert choose_pin(shown.link, "2468")
    meetings = shown.link.desk.case(told.case).meetings
    for screen in PAGES:
        page = shown.go(screen, told.case, meetings[-1].id if meetings else "")
        page.repaint()
        QApplication.processEvents()
        assert page.route.screen == screen


@pytest.mark.parametrize("state", STATES)
def test_every_page_is_painted_in_every_state(qtbot: QtBot, state: str) -> None:
    told = STATES[state]()
    paint_everything(qtbot, told, told.member)


@pytest.mark.parametrize("make", [conference, community_programme, one_party, in_the_circle])
def test_every_page_is_painted_for_everybody_who_holds_the_case(
    qtbot: QtBot, make: Callable[[], Told]
) -> None:
    told = make()
    holders = told.world.desk(told.member).case(told.case).record_holders - {told.member}
    assert holders
    for member in holders:
        paint_everything(qtbot, told, member)


@pytest.mark.parametrize("kind", Waits)
def test_the_states_hold_what_they_are_named_for(kind: Waits) -> None:
    told = waiting(kind)
    lines = AskToday().answer(told.world.desk(told.member)).lines
    assert kind in {line.kind for line in lines}


@pytest.mark.parametrize("part", Part)
def test_somebody_holds_each_part(part: Part) -> None:
    told = taking(part)
    assert told.world.desk(told.member).case(told.case).holding(part)
