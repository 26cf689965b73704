"""The pilot period on the page of the coalition: the cases that are taken on, and the vote."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Tally, Vote
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot.derived import came_to, cap, may_vote, pilot_ends, standing_as, voters
from rjdesk.process.pilot.events import MotionProposed, PilotBegan
from rjdesk.process.pilot.state import Motion


class VoterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One who may vote, and what they said; ``on_word`` where they have no keys here."""

    member: MemberId
    name: str
    vote: Vote | None
    mine: bool
    on_word: bool


class MotionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A motion with how many voted how; ``is_last`` of the one that is voted on still."""

    decision: DecisionId
    kind: MotionKind
    on: date
    tally: Tally
    eligible: int
    votes: dict[Vote, int]
    voters: tuple[VoterRow, ...]
    is_last: bool


class PilotView(msgspec.Struct, frozen=True, kw_only=True):
    """The pilot period, how many cases are active, and what is voted.

    ``most`` is how many are taken on at most, None while there is no cap; ``waiting`` are the
    requests that nobody facilitates yet, by their codes in their order, "" for one of others.
    """

    began: date | None
    ends: date | None
    is_over: bool
    active: int
    most: int | None
    waiting: tuple[str, ...]
    motions: tuple[MotionRow, ...]
    moving: MotionProposed
    to_move: Verdict
    to_begin: Verdict


class AskPilot(msgspec.Struct, frozen=True):
    """How does the pilot period stand?"""

    def answer(self, desk: Desk) -> PilotView | None:
        """Return how it stands; None where the programme has none."""
        coalition, programme, today = desk.coalition, desk.programme(), desk.today
        if programme.pilot is None:
            return None
        ends, most = pilot_ends(coalition, programme), cap(coalition, programme, today)
        moving = MotionProposed(
            on=today,
            decision=DecisionId(desk.new_id()),
            kind=MotionKind.CAP if most is None else MotionKind.NO_CAP,
            voters=may_vote(coalition, programme, today),
        )
        summaries = desk.summaries()
        waiting = standing_as(coalition, CaseState.OPENED)
        return PilotView(
            began=coalition.pilot_began,
            ends=ends,
            is_over=ends is not None and today >= ends,
            active=len(standing_as(coalition, CaseState.ACTIVE)),
            most=most,
            waiting=tuple(summaries[c].code if c in summaries else "" for c in waiting),
            motions=tuple(_row(motion, desk) for motion in coalition.motions[-2:]),
            moving=moving,
            to_move=desk.may(None, moving),
            to_begin=desk.may(None, PilotBegan(on=today)),
        )


def _row(motion: Motion, desk: Desk) -> MotionRow:
    coalition = desk.coalition
    who, said = voters(motion, coalition), dict(motion.votes)
    keys = desk.journal.enrolled()
    counted = [said[member] for member in who if member in said]
    return MotionRow(
        decision=motion.id,
        kind=motion.kind,
        on=motion.on,
        tally=came_to(motion, coalition, desk.programme()),
        eligible=len(who),
        votes={vote: counted.count(vote) for vote in Vote},
        voters=tuple(
            VoterRow(
                member=member,
                name=coalition.name_of(member),
                vote=said.get(member),
                mine=member == desk.member,
                on_word=member not in keys,
            )
            for member in who
        ),
        is_last=motion == coalition.motions[-1],
    )
