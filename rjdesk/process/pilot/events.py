"""The pilot period: when it began, and what the coalition votes on during it (section 9A)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Vote
from rjdesk.process.kernel.event import Capacity, Entry, MemberId
from rjdesk.process.pilot.state import Motion


class PilotBegan(CoalitionEvent, frozen=True, kw_only=True):
    """The pilot period began; recorded once more, it is put right (RC-180)."""

    tag: ClassVar[str] = "pilot-began"

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep the day."""
        return replace(coalition, pilot_began=self.on)


class MotionProposed(CoalitionEvent, frozen=True, kw_only=True):
    """A member moves that the coalition takes on no more than so many cases, or lifts that."""

    tag: ClassVar[str] = "motion-proposed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId
    kind: MotionKind
    voters: tuple[MemberId, ...]

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Hold one motion more."""
        motion = Motion(
            id=self.decision, kind=self.kind, voters=self.voters, by=entry.by, on=self.on
        )
        return coalition.with_motion(motion.with_vote(entry.by, Vote.FOR))


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
        """Keep the vote; one on a motion that is not there any more changes nothing."""
        motion = coalition.motion(self.decision)
        if motion is None:
            return coalition
        return coalition.with_motion(motion.with_vote(self.member or entry.by, self.vote))
