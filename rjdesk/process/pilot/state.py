"""What stands of the pilot period, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.decision import DecisionId, MotionKind, Vote
from rjdesk.process.kernel.event import MemberId


class Motion(msgspec.Struct, frozen=True, kw_only=True):
    """What the coalition votes on, who may vote, and what each of them has said so far.

    Whoever moves it is for it, where they may vote.
    """

    id: DecisionId
    kind: MotionKind
    voters: tuple[MemberId, ...]
    by: MemberId
    on: date
    votes: tuple[tuple[MemberId, Vote], ...] = ()

    def with_vote(self, member: MemberId, vote: Vote) -> Motion:
        """Return it with what somebody says now in the place of what they said before."""
        return replace(self, votes=tuple({**dict(self.votes), member: vote}.items()))
