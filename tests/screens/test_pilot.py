"""The pilot period on the page of the coalition: it begins, a cap is moved, and each votes."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes
from rjdesk.process.kernel.event import MemberId, SignedEvent
from rjdesk.process.motions.events import MotionProposed
from rjdesk.process.pilot.events import PilotBegan
from tests.scenarios.world import FOUNDED, World
from tests.screens.program import Shown

DAY = date(2026, 9, 7)
CAP = "Limit how many cases are active at a time"


@pytest.fixture
def world() -> World:
    """A coalition as it was founded."""
    return FOUNDED["reed-2019"](None, DAY)


def test_the_pilot_period_begins_and_the_coalition_votes(qtbot: QtBot, world: World) -> None:
    shown = Shown(qtbot, world, "imani")
    shown.go("coalition")
    shown.reads("What binds in it alone is off until it is recorded when it began.")
    shown.press("The pilot period began…")
    shown.press("Record")
    shown.reads("It began on 7 September 2026. It lasts until 7 September 2028.")
    shown.reads("0 cases are active. There is no limit.")
    shown.press("Have the coalition vote…")
    shown.press("Move it")
    shown.reads("Not decided yet. Of")
    shown.press(f"{CAP}: what Imani Okafor says")
    shown.choose("What do they say", "No")
    shown.press("Record")
    shown.reads("Imani Okafor: No")
    motion = shown.link.desk.coalition.motions[-1]
    assert motion.kind is MotionKind.CAP
    shown.press("Take it back…")
    shown.press("Take it back")
    qtbot.waitUntil(lambda: shown.link.desk.coalition.motions == ())
    shown.press("It began on another day…")
    shown.reads("Correct this")


def test_what_one_alone_recorded_is_said_to_be_so(qtbot: QtBot, world: World) -> None:
    world.do("imani", None, PilotBegan(on=DAY))
    desk = world.desk("imani")
    moving = MotionProposed(
        on=DAY,
        decision=DecisionId("alone"),
        kind=MotionKind.CAP,
        voters=(MemberId("imani"),),
        passes=Passes.MAJORITY,
    )
    desk.journal.append(None, [SignedEvent(moving, MemberId("imani"))])
    shown = Shown(qtbot, world, "imani")
    shown.go("coalition")
    shown.reads("Not decided yet. Of 1 who may vote, yes: 1")
    shown.reads("One person alone has said or recorded all of this.")


def test_a_programme_without_a_pilot_says_nothing_of_it(qtbot: QtBot) -> None:
    shown = Shown(qtbot, FOUNDED["restorative-partners"](None, DAY), "vera")
    shown.go("coalition")
    assert "The pilot period" not in shown.said()
