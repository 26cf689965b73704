"""What stands of what was voted on, as its events left it."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from rjdesk.process.decisions.state import Ballot
from rjdesk.process.kernel.decision import MotionKind, Passes, Tally, Vote, Voter, tally
from rjdesk.process.kernel.event import MemberId


class Motion(Ballot, frozen=True, kw_only=True):
    """What is voted on, who votes, what makes it a yes, and what each has said.

    Whoever moves it is for it. ``voters`` could vote when it was moved, ``left`` are those of them
    who left while it was open. What it came to stands from then on: only another motion changes
    that. ``void`` is one that another took the place of before it came to anything, or
    of which one left who had to be asked.
    """

    kind: MotionKind
    voters: tuple[Voter, ...]
    passes: Passes
    left: tuple[MemberId, ...] = ()
    came_to: Tally = Tally.OPEN
    void: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is voted on still."""
        return self.came_to is Tally.OPEN and not self.void

    @property
    def eligible(self) -> tuple[Voter, ...]:
        """Those who vote, without who left meanwhile (A31)."""
        return tuple(voter for voter in self.voters if voter.member not in self.left)

    @property
    def votes(self) -> dict[Voter, Vote]:
        """What each of those who vote has said, the latest of each."""
        eligible = self.eligible
        return {voter: vote for voter, vote in super().votes.items() if voter in eligible}

    @property
    def by_one_alone(self) -> bool:
        """Whether every vote for it was given or recorded by one and the same member."""
        yes, eligible = (said for said in self.answers if said.vote is Vote.FOR), self.eligible
        return len({said.by for said in yes if said.voter in eligible}) <= 1

    def counted(self, left: Collection[MemberId]) -> Motion:
        """Return it as it is counted while it is open; who left votes no more (A31).

        What one person alone has said or recorded is no vote of several. Where all are asked,
        one who leaves leaves it void: it is moved anew, with whoever comes after them.
        """
        if not self.is_open:
            return self
        gone = tuple(v.member for v in self.voters if v.member is not None and v.member in left)
        if gone and self.passes in {Passes.ALL, Passes.NOBODY_AGAINST}:
            return replace(self, void=True)
        now = replace(self, left=gone)
        came_to = tally(now.eligible, self.passes, now.votes)
        alone = came_to is Tally.YES and now.by_one_alone
        return replace(now, came_to=Tally.OPEN if alone else came_to)
