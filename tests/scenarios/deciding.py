"""What several decide, in a few words: it is proposed, and everybody says yes."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from rjdesk.desk.views.decisions import AskFurtherSteps, AskReopening
from rjdesk.process.decisions.events import DecisionAnswered
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.decision import DecisionId, Vote
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId
from tests.scenarios.world import World


def steps_decided(
    world: World,
    case: CaseId,
    step: FurtherStep,
    *facilitators: str,
    asks: PersonId,
    process: ProcessId = FIRST,
    late: timedelta = timedelta(0),
) -> DecisionId:
    """Have a party ask, and all who decide say yes to a step; return the decision.

    The others answer so much ``late``.
    """
    first, *others = facilitators
    today = world.clock().date()
    world.do(first, case, ReaddressAsked(on=today, person=asks, process=process))
    event = world.desk(first).ask(AskFurtherSteps(case, process)).to_propose.event
    members = tuple(member for member in event.members if member in facilitators)
    event = replace(event, subject=step.value, members=members, process=process)
    world.do(first, case, event)
    world.clock.moment += late
    answer = DecisionAnswered(
        on=today + late, decision=event.decision, vote=Vote.FOR, process=process
    )
    for member in others:
        world.do(member, case, answer)
    for person in event.people:
        world.do(first, case, replace(answer, person=person))
    for body in event.bodies:
        world.do(first, case, replace(answer, word_of=body))
    return event.decision


def close_taken_back(world: World, case: CaseId, first: str, second: str) -> None:
    """Have two decide that the close of a case is taken back."""
    reopening = world.desk(first).ask(AskReopening(case))
    assert reopening is not None
    event = reopening.to_propose.event
    world.do(first, case, event)
    answer = DecisionAnswered(on=event.on, decision=event.decision, vote=Vote.FOR)
    world.do(second, case, answer)
