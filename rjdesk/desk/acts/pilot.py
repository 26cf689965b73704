"""Acts of the pilot period: when it began, what is moved, and how each votes."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, one_of
from rjdesk.process.kernel.decision import MotionKind, Vote
from rjdesk.process.pilot.events import MotionAnswered, MotionProposed, PilotBegan

HERE = ("coalition",)

BEGAN = Act(
    event=PilotBegan,
    pages=HERE,
    title="The pilot period",
    lead="What binds in it alone is off once it has ended.",
    fields=(day("On which day did it begin"),),
)
MOVED = Act(
    event=MotionProposed,
    pages=HERE,
    title="Have the coalition vote",
    lead="All student members in term may vote. It is so once more than half of them are for it; "
    "whoever does not answer is not. You vote for it by moving it.",
    action="Move it",
    fields=(one_of("kind", "On what", MotionKind), day("Moved on which day")),
    given=("decision", "voters", "passes"),
)
VOTED = Act(
    event=MotionAnswered,
    pages=HERE,
    title="{name}",
    lead="{what}",
    fields=(one_of("vote", "What do they say", Vote), day("Said on which day")),
    given=("decision", "member"),
)

ACTS = (BEGAN, MOVED, VOTED)
