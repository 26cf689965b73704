"""The pilot period: when it began, and what the coalition votes on during it (section 9A)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.decisions.state import Answered
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Vote, Voter
from rjdesk.process.kernel.event import Capacity, Entry, MemberId
from rjdesk.process.pilot.state import Motion


class PilotBegan(CoalitionEvent, frozen=True, kw_only=True):
    """The pilot period began (RC-180)."""

    tag: ClassVar[str] = "pilot-began"

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep the day."""
        return replace(coalition, pilot_began=self.on)


class MotionProposed(CoalitionEvent, frozen=True, kw_only=True):
    """A voter moves that the coalition takes on no more than so many cases, or lifts that.

    What makes it a yes is the programme's, and stays for this motion.
    """

    tag: ClassVar[str] = "motion-proposed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId
    kind: MotionKind
    voters: tuple[MemberId, ...]
    passes: Passes

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Hold one motion more, in the place of one that is open; one that is known stays."""
        if coalition.motion(self.decision) is not None:
            return coalition
        motion = Motion(
            id=self.decision,
            kind=self.kind,
            voters=self.voters,
            passes=self.passes,
            by=entry.by,
            on=self.on,
        )
        mine = Answered(voter=Voter(member=entry.by), vote=Vote.FOR, on=self.on, by=entry.by)
        before = (replace(m, void=True) if m.is_open else m for m in coalition.motions)
        return replace(coalition, motions=(*before, motion.with_vote(mine))).counted()


class MotionAnswered(CoalitionEvent, frozen=True, kw_only=True):
    """A member votes; the latest counts. ``member`` is who has no keys here, on whose word it is.

    Whoever has keys votes themself.
    """

    tag: ClassVar[str] = "motion-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId
    vote: Vote
    member: MemberId | None = None

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep the vote; one on a motion that is not voted on any more changes nothing."""
        voter = Voter(member=self.member or entry.by)
        said = Answered(voter=voter, vote=self.vote, on=self.on, by=entry.by)
        motions = (
            m.with_vote(said) if m.id == self.decision and m.is_open else m
            for m in coalition.motions
        )
        return replace(coalition, motions=tuple(motions)).counted()
