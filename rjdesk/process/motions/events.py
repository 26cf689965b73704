"""Something is moved in the coalition, and each of those who vote on it votes (DESIGN 2.5)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.decisions.state import Answered
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Vote, Voter
from rjdesk.process.kernel.event import Capacity, Entry, MemberId
from rjdesk.process.motions.state import Motion


class MotionProposed(CoalitionEvent, frozen=True, kw_only=True):
    """A voter moves something; ``voters`` and ``bodies`` outside the members vote on it.

    What makes it a yes is the programme's, and stays for this motion.
    """

    tag: ClassVar[str] = "motion-proposed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId
    kind: MotionKind
    voters: tuple[MemberId, ...]
    bodies: tuple[str, ...] = ()
    passes: Passes

    @property
    def who(self) -> tuple[Voter, ...]:
        """Everybody who votes."""
        members = (Voter(member=member) for member in self.voters)
        return (*members, *(Voter(body=body) for body in self.bodies))

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Hold one motion more, in the place of one that is open; one that is known stays."""
        if coalition.motion(self.decision) is not None:
            return coalition
        motion = Motion(
            id=self.decision,
            kind=self.kind,
            voters=self.who,
            passes=self.passes,
            by=entry.by,
            on=self.on,
        )
        mine = Answered(voter=Voter(member=entry.by), vote=Vote.FOR, on=self.on, by=entry.by)
        before = (
            replace(m, void=True) if m.is_open and m.kind.about is self.kind.about else m
            for m in coalition.motions
        )
        return replace(coalition, motions=(*before, motion.with_answer(mine))).counted()


class MotionAnswered(CoalitionEvent, frozen=True, kw_only=True):
    """One of those who vote votes; the latest counts. Whoever has keys votes themself.

    ``member`` is a member without keys here, ``word_of`` a body outside, on whose word it is.
    """

    tag: ClassVar[str] = "motion-answered"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    decision: DecisionId
    vote: Vote
    member: MemberId | None = None

    def voter(self, by: MemberId) -> Voter:
        """Return whose vote it is, where ``by`` records it."""
        return Voter(body=self.word_of) if self.word_of else Voter(member=self.member or by)

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep the vote; one on a motion that is not voted on any more changes nothing."""
        said = Answered(voter=self.voter(entry.by), vote=self.vote, on=self.on, by=entry.by)
        motions = (
            m.with_answer(said) if m.id == self.decision and m.is_open else m
            for m in coalition.motions
        )
        return replace(coalition, motions=tuple(motions)).counted()
