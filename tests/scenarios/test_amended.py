"""While an agreement is amended, the one in force counts, on every page and paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.desk.views.decisions import AskFurtherSteps
from rjdesk.desk.views.followup import AskFollowUp
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.agreement.events import (
    ActionDropped,
    AmendmentBegan,
    DeadlineSet,
    HarmNamed,
)
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import further_steps as s11
from tests.scenarios.deciding import steps_decided
from tests.scenarios.world import World
from tests.stories.desk import told

CASE = s11.AMENDED_CASE
FACILITATORS = ("priya", "mateo")
AGREEMENT, NEXT = "accountability-agreement", "what-happens-next"


@pytest.fixture
def world() -> World:
    """Casper and Dario have agreed on what they do for Ife, and it is in force."""
    made = told(s11.AMENDED, s11.HELD)
    made.clock.set(s11.LATER, 9)
    return made


def decided(world: World, step: FurtherStep) -> dict[str, object]:
    """Have a step decided; return the day and the decision, as an event holds them."""
    decision = steps_decided(world, CASE, step, *FACILITATORS, asks=s11.IFE)
    return {"on": world.clock().date(), "decision": decision}


def drafted(world: World) -> None:
    """Begin to amend it: other words, another day, and one action less."""
    world.do("priya", CASE, AmendmentBegan(**decided(world, FurtherStep.AMEND)))  # type: ignore[arg-type]
    world.do(
        "priya",
        CASE,
        HarmNamed(on=s11.LATER, text="Something else."),
        DeadlineSet(on=s11.LATER, deadline=date(2027, 2, 1)),
        ActionDropped(on=s11.LATER, action="pay"),
    )


def test_what_is_handed_out_says_what_is_in_force(world: World) -> None:
    drafted(world)
    papers = {paper.name: paper for paper in world.desk("priya").ask(AskPapers(CASE)).papers}
    sheet = papers[f"{NEXT}:{s11.DARIO}"].sheet
    assert sheet.fields["deadline"] == date(2026, 12, 18)
    assert any(s11.PAY in action for action in sheet.lists["own_actions"])


def test_what_is_discontinued_is_what_was_in_force(world: World) -> None:
    drafted(world)
    end = ProcessEnded(ending=Ending.DISCONTINUED, **decided(world, FurtherStep.END))  # type: ignore[arg-type]
    world.do("priya", CASE, end)
    paper = world.paper("priya", CASE, AGREEMENT)
    assert paper.fields["harm"] == "Ife lost the wall that she had painted."
    assert [row[0] for row in paper.tables["actions"].rows] == [s11.PAINT, s11.PAY]
    assert "amends" not in paper.lists, "nothing took the place of it"


def test_news_of_what_is_taken_out_of_a_draft_is_still_of_that(world: World) -> None:
    drafted(world)
    done = ActionCompleted(on=s11.LATER, action="pay", evidence="A receipt", provided_by="Dario")
    world.do("priya", CASE, done)
    said = [each.what for each in world.desk("priya").ask(AskFollowUp(CASE)).to_tell]
    assert f"Tell Ifeoma Bright that “{s11.PAY}” is done" in said
    assert not any("all is fulfilled" in each for each in said)


def test_a_later_decision_takes_the_place_of_an_earlier_one(world: World) -> None:
    ends = ProcessEnded(ending=Ending.DISCONTINUED, **decided(world, FurtherStep.END))  # type: ignore[arg-type]
    assert world.desk("priya").may(CASE, ends).allowed
    world.clock.moment += timedelta(days=1)
    decided(world, FurtherStep.GO_ON)
    assert world.refused("priya", CASE, ends) == {"RC-175"}
    steps = world.desk("priya").ask(AskFurtherSteps(CASE))
    assert [row.step for row in steps.proposals] == [None, None]


def test_who_is_bound_cannot_be_left_out_by_choosing_anew(world: World) -> None:
    chosen = ProcessChosen(on=s11.LATER, kind=ProcessType.CONFERENCE, people=(s11.IFE, s11.CASPER))
    assert world.refused("priya", CASE, chosen) == {"RC-112"}
    world.do("priya", CASE, replace(chosen, people=s11.ALL))
