"""What follows from the coalition's journal about the pilot period: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.calendar import academic_year, add_months
from rjdesk.process.kernel.decision import MotionKind, Tally, Voter, tally
from rjdesk.process.kernel.event import CaseId, MemberId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.state import CaseState, MemberKind
from rjdesk.process.pilot.state import Motion


def pilot_ends(coalition: Coalition, programme: Programme) -> date | None:
    """Return the day after the pilot period; None before it began, and where there is none."""
    if programme.pilot is None or coalition.pilot_began is None:
        return None
    return add_months(coalition.pilot_began, programme.pilot.months)


def in_pilot(coalition: Coalition, programme: Programme, today: date) -> bool:
    """Whether the pilot period is under way (RC-180)."""
    ends = pilot_ends(coalition, programme)
    began = coalition.pilot_began
    return began is not None and ends is not None and began <= today < ends


def may_vote(coalition: Coalition, programme: Programme, today: date) -> tuple[MemberId, ...]:
    """Return the student members in term (A31)."""
    year = academic_year(today, programme.deadlines.year_starts_in)
    return tuple(
        member.id
        for member in coalition.members
        if member.kind is MemberKind.STUDENT and member.serves(year)
    )


def voters(motion: Motion, coalition: Coalition) -> tuple[MemberId, ...]:
    """Return who votes now: those who could when it was moved, but for who left since (A31)."""
    known = (coalition.member(member) for member in motion.voters)
    return tuple(member.id for member in known if member is not None and member.left is None)


def came_to(motion: Motion, coalition: Coalition, programme: Programme) -> Tally:
    """Return what a motion came to; whoever has not answered is not for it."""
    if programme.decisions.cap is None:
        return Tally.NO
    votes = {Voter(member=member): vote for member, vote in motion.votes}
    eligible = [Voter(member=member) for member in voters(motion, coalition)]
    return tally(eligible, programme.decisions.cap.passes, votes)


def cap(coalition: Coalition, programme: Programme, today: date) -> int | None:
    """Return how many cases are taken on at most, or None while there is no cap (RC-182)."""
    if programme.pilot is None or not in_pilot(coalition, programme, today):
        return None
    carried = [m for m in coalition.motions if came_to(m, coalition, programme) is Tally.YES]
    capped = bool(carried) and carried[-1].kind is MotionKind.CAP
    return programme.pilot.cases if capped else None


def standing_as(coalition: Coalition, state: CaseState) -> tuple[CaseId, ...]:
    """Return the cases that stand so, in the order in which they were opened."""
    latest = dict(coalition.cases)
    return tuple(case for case, now in latest.items() if now is state)
