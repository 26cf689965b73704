"""Acts of voting in the coalition: what is moved, and how each votes."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, one_of
from rjdesk.process.kernel.decision import MotionKind, Vote
from rjdesk.process.motions.events import MotionAnswered, MotionProposed

HERE = ("coalition",)

MOVED = Act(
    event=MotionProposed,
    pages=HERE,
    title="Have it voted on",
    action="Move it",
    fields=(one_of("kind", "On what", MotionKind), day("Moved on which day")),
    given=("decision", "voters", "bodies", "passes"),
)
VOTED = Act(
    event=MotionAnswered,
    pages=HERE,
    title="{name}",
    lead="{what}",
    fields=(one_of("vote", "What do they say", Vote), day("Said on which day")),
    given=("decision", "member"),
)

ACTS = (MOVED, VOTED)
