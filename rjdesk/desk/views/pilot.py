"""The pilot period on the page of the coalition: the cases that are taken on, and the vote."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.undo import last_entry
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Tally, Vote
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot.derived import cap, may_vote, pilot_ends, standing_as
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
    """A motion with how many voted how, as it stands or as it was when it came to something.

    ``by_one_alone`` where all have voted, by what one person alone has said or recorded;
    ``moved`` is the entry by which it was moved, where this member may take it back.
    """

    decision: DecisionId
    kind: MotionKind
    on: date
    tally: Tally
    eligible: int
    votes: dict[Vote, int]
    voters: tuple[VoterRow, ...]
    is_open: bool
    void: bool
    by_one_alone: bool
    moved: EntryId | None


class PilotView(msgspec.Struct, frozen=True, kw_only=True):
    """The pilot period, how many cases are active, and what is voted.

    ``most`` is how many are taken on at most, None while there is no cap; ``waiting`` are the
    requests that nobody facilitates yet, by their codes in their order, "" for one of others;
    ``began_by`` the entry that says when it began.
    """

    began: date | None
    began_by: EntryId | None
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
        voted = programme.decisions.cap
        moving = MotionProposed(
            on=today,
            decision=DecisionId(desk.new_id()),
            kind=MotionKind.CAP if most is None else MotionKind.NO_CAP,
            voters=may_vote(coalition, programme, today),
            passes=voted.passes if voted is not None else Passes.MAJORITY,
        )
        summaries = desk.summaries()
        waiting = standing_as(coalition, CaseState.OPENED)
        return PilotView(
            began=coalition.pilot_began,
            began_by=last_entry(desk.journal.coalition(), PilotBegan),
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
    coalition, keys, said = desk.coalition, desk.journal.enrolled(), motion.votes
    counted = list(said.values())
    moved = last_entry(desk.journal.coalition(), MotionProposed, decision=motion.id)
    return MotionRow(
        decision=motion.id,
        kind=motion.kind,
        on=motion.on,
        tally=motion.came_to,
        eligible=len(motion.voters),
        votes={vote: counted.count(vote) for vote in Vote},
        voters=tuple(
            VoterRow(
                member=member,
                name=coalition.name_of(member),
                vote=said.get(member),
                mine=member == desk.member,
                on_word=member not in keys,
            )
            for member in motion.voters
        ),
        is_open=motion.is_open,
        void=motion.void,
        by_one_alone=motion.is_open and len(counted) == len(motion.voters) and motion.by_one_alone,
        moved=moved if motion.is_open and motion.by == desk.member else None,
    )
