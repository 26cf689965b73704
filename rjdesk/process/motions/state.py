"""What stands of what was voted on, as its events left it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.decisions.state import Answered
from rjdesk.process.kernel.decision import DecisionId, MotionKind, Passes, Tally, Vote, Voter, tally
from rjdesk.process.kernel.event import MemberId


class Motion(msgspec.Struct, frozen=True, kw_only=True):
    """What is voted on, who votes, what makes it a yes, and what each has said.

    Whoever moves it is for it. What it came to stands from then on: only another motion changes
    that. ``void`` is one that another took the place of before it came to anything.
    """

    id: DecisionId
    kind: MotionKind
    voters: tuple[Voter, ...]
    passes: Passes
    by: MemberId
    on: date
    answers: tuple[Answered, ...] = ()
    came_to: Tally = Tally.OPEN
    void: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is voted on still."""
        return self.came_to is Tally.OPEN and not self.void

    @property
    def votes(self) -> dict[Voter, Vote]:
        """What each of those who vote has said, the latest of each."""
        return {said.voter: said.vote for said in self.answers if said.voter in self.voters}

    @property
    def by_one_alone(self) -> bool:
        """Whether every vote for it was given or recorded by one and the same member."""
        yes = (said for said in self.answers if said.vote is Vote.FOR)
        return len({said.by for said in yes if said.voter in self.voters}) <= 1

    def with_vote(self, answer: Answered) -> Motion:
        """Return it with what somebody says now in the place of what they said before."""
        others = tuple(said for said in self.answers if said.voter != answer.voter)
        return replace(self, answers=(*others, answer))

    def counted(self, left: Collection[MemberId]) -> Motion:
        """Return it as it is counted while it is open; who left votes no more (A31).

        What one person alone has said or recorded is no vote of several.
        """
        if not self.is_open:
            return self
        now = replace(self, voters=tuple(v for v in self.voters if v.member not in left))
        came_to = tally(now.voters, self.passes, now.votes)
        alone = came_to is Tally.YES and now.by_one_alone
        return replace(now, came_to=Tally.OPEN if alone else came_to)
