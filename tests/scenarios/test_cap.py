"""A coalition votes in its pilot period to take on no more cases, and lifts that again (9A)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.views.pilot import AskPilot, PilotView
from rjdesk.process.intake.events import CaseOpened, FacilitatorAssigned
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Tally, Vote
from rjdesk.process.kernel.event import CaseId, MemberId
from rjdesk.process.people.state import Affiliation
from rjdesk.process.pilot.events import MotionAnswered, PilotBegan
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.scenarios.world import FOUNDED, World

DAY = date(2026, 9, 7)
CASES = tuple(CaseId(f"6f0f6f4e-0000-4000-8000-0000000000e{number}") for number in range(6))
GIVEN = FacilitatorAssigned(on=DAY, member=MemberId("priya"))


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A coalition over memory and over a real vault, whose pilot period has begun."""
    folder = tmp_path / "cap.rjvault" if request.param == "vault" else None
    made = FOUNDED["reed-2019"](folder, DAY)
    made.do("imani", None, PilotBegan(on=DAY))
    yield made
    made.leave()


def pilot(world: World, member: str = "imani") -> PilotView:
    """Return how the pilot period stands."""
    view = world.desk(member).ask(AskPilot())
    assert view is not None
    return view


def opened(world: World, number: int) -> CaseId:
    """Have a case opened, which nobody facilitates yet."""
    case = CASES[number]
    request = CaseOpened(
        on=DAY,
        code=f"E{number}",
        requester=Affiliation.STUDENT,
        request_received=DAY,
        programme="reed-2019",
        may_harm_further=False,
    )
    world.do("imani", case, request)
    return case


def votes(world: World, *members: str) -> None:
    """Have the Chair move what the page offers, and members vote for it."""
    moving = pilot(world).moving
    world.do("imani", None, moving)
    for member in members:
        answer = MotionAnswered(on=moving.on, decision=moving.decision, vote=Vote.FOR)
        world.do(member, None, answer)


def test_a_cap_is_voted_binds_and_is_lifted(world: World) -> None:
    for number in range(4):
        assert not world.do("imani", opened(world, number), GIVEN).warnings
    fifth = world.do("imani", opened(world, 4), GIVEN)
    assert [ruling.rule for ruling in fifth.warnings] == ["RC-182"], "a vote may be taken"

    students = pilot(world).moving.voters
    votes(world, "priya")
    assert pilot(world).motions[-1].tally is Tally.OPEN
    others = [m for m in students if m not in {"imani", "priya"}][: len(students) // 2 - 1]
    for member in others:
        enrolled = member in world.desk("imani").journal.enrolled()
        answer = MotionAnswered(on=DAY, decision=pilot(world).motions[-1].decision, vote=Vote.FOR)
        if enrolled:
            world.do(member, None, answer)
        else:
            world.do("imani", None, replace(answer, member=member))
    assert pilot(world).motions[-1].tally is Tally.YES
    assert pilot(world).most == 4

    sixth = opened(world, 5)
    assert world.refused("imani", sixth, GIVEN) == {"RC-182"}
    assert pilot(world).waiting == ("E5",)
    # One more facilitator of an active case makes no case more.
    world.do("imani", CASES[0], replace(GIVEN, member=MemberId("mateo")))

    for number in (0, 1):
        world.do("priya", CASES[number], ProcessEnded(on=DAY, ending=Ending.NOT_SUITABLE))
    world.do("imani", sixth, GIVEN)
    assert pilot(world).waiting == ()
    assert pilot(world).moving.kind is MotionKind.NO_CAP


def test_what_binds_in_the_pilot_alone_is_off_when_it_has_ended(world: World) -> None:
    world.clock.set(date(2028, 9, 7))
    view = pilot(world)
    assert view.is_over
    assert not view.to_move.allowed
    moving = replace(view.moving, decision=DecisionId("late"), on=date(2028, 9, 7))
    assert "RC-180" in world.refused("imani", None, moving)
