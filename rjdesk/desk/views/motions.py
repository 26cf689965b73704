"""What is voted on in the coalition: who said what, and what may be moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.undo import last_entry
from rjdesk.process.kernel.decision import (
    DecisionId,
    MotionAbout,
    MotionKind,
    Passes,
    Tally,
    Vote,
    Voter,
)
from rjdesk.process.kernel.event import EntryId
from rjdesk.process.motions.derived import is_voted_on_by, may_vote
from rjdesk.process.motions.events import MotionProposed
from rjdesk.process.motions.state import Motion


class VoterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One who may vote, and what they said; ``on_word`` where they have no keys here."""

    voter: Voter
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


class Moving(msgspec.Struct, frozen=True, kw_only=True):
    """What may be moved: of which kinds, the event with all who vote, and whether it may be."""

    kinds: tuple[Option, ...]
    event: MotionProposed
    verdict: Verdict


SHOWN = 2
"""So many motions about one thing are shown, the latest last."""


def motions_about(about: MotionAbout, desk: Desk) -> tuple[MotionRow, ...]:
    """Return the latest motions about something."""
    motions = [motion for motion in desk.coalition.motions if motion.kind.about is about]
    return tuple(_row(motion, desk) for motion in motions[-SHOWN:])


def moving(kinds: Sequence[MotionKind], desk: Desk) -> Moving:
    """Return what is moved by this member, of some kinds about one thing, the first as a rule."""
    kind, programme = kinds[0], desk.programme()
    who = may_vote(kind, desk.coalition, programme, desk.today)
    named = programme.decisions.of_motion(kind)
    event = MotionProposed(
        on=desk.today,
        decision=DecisionId(desk.new_id()),
        kind=kind,
        voters=tuple(voter.member for voter in who if voter.member is not None),
        bodies=tuple(voter.body for voter in who if voter.body),
        passes=named.passes if named is not None else Passes.ALL,
    )
    return Moving(
        kinds=tuple(Option(each.value, desk.terms.of(each)) for each in kinds),
        event=event,
        verdict=desk.may(None, event),
    )


def _row(motion: Motion, desk: Desk) -> MotionRow:
    keys, said = desk.journal.enrolled(), motion.votes
    counted = list(said.values())
    all_voted = len(counted) == len(motion.eligible)
    moved = last_entry(desk.journal.coalition(), MotionProposed, decision=motion.id)
    return MotionRow(
        decision=motion.id,
        kind=motion.kind,
        on=motion.on,
        tally=motion.came_to,
        eligible=len(motion.eligible),
        votes={vote: counted.count(vote) for vote in Vote},
        voters=tuple(
            VoterRow(
                voter=voter,
                name=_name_of(voter, desk),
                vote=said.get(voter),
                mine=voter.member == desk.member,
                on_word=voter.member is None or voter.member not in keys,
            )
            for voter in motion.eligible
        ),
        is_open=motion.is_open,
        void=motion.void,
        by_one_alone=motion.is_open and all_voted and motion.by_one_alone,
        moved=moved if motion.is_open and motion.by == desk.member else None,
    )


def my_votes(desk: Desk) -> tuple[MotionKind, ...]:
    """Return on what a member may vote and has not yet."""
    me = Voter(member=desk.member)
    around = (desk.coalition, desk.programme(), desk.today)
    return tuple(
        motion.kind
        for motion in desk.coalition.motions
        if motion.is_open
        and me not in motion.votes
        and me in motion.eligible
        and is_voted_on_by(me, motion, *around)
    )


def _name_of(voter: Voter, desk: Desk) -> str:
    if voter.member is None:
        return desk.programme().body_name(voter.body)
    return desk.coalition.name_of(voter.member)
