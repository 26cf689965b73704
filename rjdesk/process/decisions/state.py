"""What stands of decisions, as their events left it."""

from __future__ import annotations

from datetime import date
from typing import Self, assert_never

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.decision import DecisionId, Matter, Passes, Vote, Voter
from rjdesk.process.kernel.event import FIRST, MemberId, ProcessId


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What one of those who decide said, on which day, and who recorded it."""

    voter: Voter
    vote: Vote
    on: date
    by: MemberId


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """What several are asked, by whom it was put and on which day, and what each said last."""

    id: DecisionId
    by: MemberId
    on: date
    answers: tuple[Answered, ...] = ()

    @property
    def votes(self) -> dict[Voter, Vote]:
        """What each has said, the latest of each."""
        return {said.voter: said.vote for said in self.answers}

    def answer_of(self, voter: Voter) -> Answered | None:
        """Return what one of them said last, or None."""
        return next((said for said in self.answers if said.voter == voter), None)

    def with_answer(self, answer: Answered) -> Self:
        """Return it with what somebody says now in the place of what they said before."""
        others = tuple(said for said in self.answers if said.voter != answer.voter)
        return replace(self, answers=(*others, answer))


class Proposal(Ballot, frozen=True, kw_only=True):
    """What was proposed, who decides it, and what each of them has said so far.

    Whoever proposes says yes to it, where they are one of those who decide. ``heard`` is how much
    was asked and told of the process by then, which a decision of further steps settles;
    ``carried_out`` the day on which what follows from it was done, ``dropped`` that it was given
    up again since.
    """

    process: ProcessId = FIRST
    matter: Matter
    deciders: tuple[Voter, ...]
    heard: tuple[int, int] = (0, 0)
    carried_out: date | None = None
    dropped: bool = False

    def refused(self, passes: Passes) -> bool:
        """Whether a no of one who was to decide sinks it, also when they decide no longer.

        Where all say yes together, neither is a no too.
        """
        match passes:
            case Passes.ALL:
                sinks = {Vote.AGAINST, Vote.ABSTAINS}
            case Passes.NOBODY_AGAINST:
                sinks = {Vote.AGAINST}
            case Passes.MAJORITY | Passes.TWO:
                sinks = set()
            case _:
                assert_never(passes)
        said = self.votes
        return any(said.get(voter) in sinks for voter in self.deciders)

    @property
    def decided_on(self) -> date:
        """The day of the last answer."""
        return max((said.on for said in self.answers), default=self.on)
