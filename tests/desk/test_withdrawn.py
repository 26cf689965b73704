"""What was worked on when a process ended binds nobody, and is not printed any more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.agreement.events import AgreementSigned
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.programme import AGREEMENT
from rjdesk.process.taking_part.events import ProcessDissolved, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.deciding import steps_decided
from tests.stories.happening import copied, presses, told_to_each_point

DISSOLVED = ProcessDissolved(on=s1.OCT28, person=s1.COLE)
ENDED = ProcessEnded(on=s1.OCT28, ending=Ending.DISCONTINUED)


@pytest.mark.parametrize(
    ("before", "end", "there"),
    [
        (AgreementSigned, None, True),
        (AgreementSigned, DISSOLVED, False),
        (ActionCompleted, ENDED, True),
    ],
    ids=["while it is signed", "dissolved before it was", "ended when it was in force"],
)
def test_a_draft_is_withdrawn_from_print_by_the_end(
    before: type[Event], end: Event | None, *, there: bool
) -> None:
    points = zip(presses(s1.STORY), told_to_each_point(s1.STORY), strict=False)
    world = copied(next(world for press, world in points if isinstance(press.event, before)))
    if end is not None:
        world.clock.set(end.on)
        if isinstance(end, ProcessEnded):
            decided = steps_decided(world, s1.CASE, FurtherStep.END, "priya", "mateo", asks=s1.ANH)
            end = replace(end, decision=decided)
        world.do("priya", s1.CASE, end)
    view = world.desk("priya").ask(AskPapers(s1.CASE))
    assert any(paper.form == AGREEMENT for paper in view.papers) is there
    assert len(view.kept) == 2, "what was printed for signature is kept as it was"
