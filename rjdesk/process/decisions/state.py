"""What stands of decisions, as their events left it."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.decision import DecisionId, Matter, Vote, Voter
from rjdesk.process.kernel.event import FIRST, MemberId, ProcessId


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What was proposed, who decides it, and what each of them has said so far.

    Whoever proposes says yes to it, where they are one of those who decide. ``heard`` is how much
    was asked and told of the process by then, which a decision of further steps settles;
    ``carried_out`` the day on which what follows from it was done.
    """

    id: DecisionId
    process: ProcessId = FIRST
    matter: Matter
    deciders: tuple[Voter, ...]
    by: MemberId
    on: date
    heard: tuple[int, int] = (0, 0)
    votes: tuple[tuple[Voter, Vote], ...] = ()
    carried_out: date | None = None

    def with_vote(self, voter: Voter, vote: Vote) -> Proposal:
        """Return it with what somebody says now in the place of what they said before."""
        return replace(self, votes=tuple({**dict(self.votes), voter: vote}.items()))
