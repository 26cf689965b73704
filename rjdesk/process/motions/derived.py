"""What follows from the coalition's journal about what was voted on: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.decision import MotionKind, Passes, Tally, Voter
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.motions.state import Motion


def may_vote(
    kind: MotionKind, coalition: Coalition, programme: Programme, today: date
) -> tuple[Voter, ...]:
    """Return who votes on something, each once; nobody where the programme knows no such vote."""
    deciding = programme.decisions.of_motion(kind)
    groups = () if deciding is None else deciding.each
    each = (coalition.deciding(group, today, programme) for group in groups)
    return tuple(dict.fromkeys(voter for voters in each for voter in voters))


def is_voted_on_by(
    voter: Voter, motion: Motion, coalition: Coalition, programme: Programme, today: date
) -> bool:
    """Whether somebody may vote on a motion still: they may now, and where all are asked, all.

    Where one of those has changed who are all asked, it is moved anew.
    """
    now = may_vote(motion.kind, coalition, programme, today)
    all_asked = motion.passes in {Passes.ALL, Passes.NOBODY_AGAINST}
    return voter in now and not (all_asked and set(now) != set(motion.voters))


def last_carried(kind: MotionKind, coalition: Coalition) -> MotionKind | None:
    """Return what was last carried of what such a motion is about, or None."""
    carried = (m.kind for m in reversed(coalition.motions) if m.came_to is Tally.YES)
    return next((known for known in carried if known.about is kind.about), None)


def unfilled(
    kind: MotionKind, coalition: Coalition, programme: Programme, today: date
) -> tuple[str, ...]:
    """Return the offices, as they are called, that are to vote on something and nobody holds."""
    deciding = programme.decisions.of_motion(kind)
    groups = () if deciding is None else deciding.each
    return coalition.unfilled(groups, today, programme)
