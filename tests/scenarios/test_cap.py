"""A coalition votes in its pilot period to take on no more cases, and lifts that again (9A)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.undo import last_entry
from rjdesk.desk.views.pilot import AskPilot, PilotView
from rjdesk.process.intake.events import CaseOpened, FacilitatorAssigned
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Tally, Vote
from rjdesk.process.kernel.event import CaseId, EntryId, Event, MemberId
from rjdesk.process.membership.events import EntryTakenBack, MemberLeft
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.people.state import Affiliation
from rjdesk.process.pilot.events import PilotBegan
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
    moving = pilot(world).moving.event
    world.do("imani", None, moving)
    for member in members:
        answer = MotionAnswered(on=moving.on, decision=moving.decision, vote=Vote.FOR)
        world.do(member, None, answer)


def test_a_cap_is_voted_binds_and_is_lifted(world: World) -> None:
    for number in range(4):
        assert not world.do("imani", opened(world, number), GIVEN).warnings
    fifth = world.do("imani", opened(world, 4), GIVEN)
    assert [ruling.rule for ruling in fifth.warnings] == ["RC-182"], "a vote may be taken"

    students = pilot(world).moving.event.voters
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
    assert pilot(world).moving.event.kind is MotionKind.NO_CAP


def recorded(world: World, kind: type[Event]) -> EntryId:
    """Return the last entry of a kind in the coalition's journal."""
    found = last_entry(world.desk("imani").journal.coalition(), kind)
    assert found is not None
    return found


def test_nobody_alone_moves_or_lifts_a_cap(world: World) -> None:
    votes(world, "priya", "mateo", "teodor")
    assert pilot(world).most == 4
    moved, began = recorded(world, MotionProposed), recorded(world, PilotBegan)
    motion = world.desk("imani").coalition.motions[-1]
    over = replace(pilot(world).moving.event, decision=motion.id)
    attempts: tuple[Event, ...] = (
        EntryTakenBack(on=DAY, replaces=moved),
        EntryTakenBack(on=DAY, replaces=recorded(world, MotionAnswered)),
        EntryTakenBack(on=DAY, replaces=began),
        PilotBegan(on=date(2020, 1, 1)),
        PilotBegan(on=date(2020, 1, 1), replaces=began),
        MotionAnswered(on=DAY, decision=motion.id, vote=Vote.AGAINST),
        over,
        replace(over, replaces=moved),
    )
    for member in ("imani", "teodor", "adeyemi"):
        for event in attempts:
            assert world.refused(member, None, event), event
    world.do("imani", None, MemberLeft(on=DAY, member=MemberId("mateo")))
    assert pilot(world).most == 4, "whoever leaves takes nothing along that was decided"


def test_whoever_moved_takes_it_back_and_nobody_moves_over_it(world: World) -> None:
    votes(world, "priya")
    anew = replace(pilot(world).moving.event, decision=DecisionId("anew"))
    for member in ("imani", "noor", "adeyemi"):
        assert world.refused(member, None, anew) == {"RJ-MOVE"}
    back = EntryTakenBack(on=DAY, replaces=recorded(world, MotionProposed))
    assert world.refused("adeyemi", None, back) == {"RJ-MOVE"}
    world.do("imani", None, back)
    assert pilot(world).motions == ()
    world.do("noor", None, anew)
    assert pilot(world).motions[-1].votes[Vote.FOR] == 1


def test_what_binds_in_the_pilot_alone_is_off_when_it_has_ended(world: World) -> None:
    world.clock.set(date(2028, 9, 7))
    view = pilot(world)
    assert view.is_over
    assert not view.moving.verdict.allowed
    moving = replace(view.moving.event, decision=DecisionId("late"), on=date(2028, 9, 7))
    assert "RC-180" in world.refused("imani", None, moving)
