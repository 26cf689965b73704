"""Decisions of several: what is decided, by whom, and what their answers come to (DESIGN 2.5).

Nothing pending is stored and nothing executes itself: a decision is counted whenever it is looked
at, and what follows from a yes is an act of its own that names it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import NewType

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId

DecisionId = NewType("DecisionId", str)
"""A random id of one proposal and of what is decided about it."""


class MatterKind(Enum):
    """About what a body decides, by the key that journals keep."""

    FURTHER_STEPS = "further_steps"
    REOPENING = "reopening"
    SEXUAL_HARM = "sexual_harm"


CLOSE = "close"
"""The one subject of a reopening: the close of the case."""


class MotionAbout(Enum):
    """What motions are about; the latest that was carried of those about one thing counts."""

    CAP = "cap"
    CAPACITY = "capacity"


class MotionKind(Enum):
    """What is voted on in the coalition's own journal, by the key that journals keep.

    How many cases are taken on (RC-182); whether there is the capacity to take on cases of sexual
    harm, and the confidence to do so without screening each (RC-SD3-02, RC-SD3-03).
    """

    CAP = "cap"
    NO_CAP = "no_cap"
    CAPACITY = "capacity"
    CONFIDENCE = "confidence"
    NO_CAPACITY = "no_capacity"

    @property
    def about(self) -> MotionAbout:
        """What it is about."""
        of_the_cap = self in {MotionKind.CAP, MotionKind.NO_CAP}
        return MotionAbout.CAP if of_the_cap else MotionAbout.CAPACITY


class Passes(Enum):
    """What makes a decision a yes.

    ALL: each one of those who decide says yes. NOBODY_AGAINST: all were asked, nobody is against
    it, and somebody is for it. MAJORITY: more than half of all who may vote are for it. TWO: two
    of them are.
    """

    ALL = "all"
    NOBODY_AGAINST = "nobody_against"
    MAJORITY = "majority_of_eligible"
    TWO = "two"


class Vote(Enum):
    """What one of them says."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"


class Tally(Enum):
    """What it comes to: NO also where it cannot become a yes any more."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


class Voter(msgspec.Struct, frozen=True):
    """One of those who decide: a member, a participant, or a body without keys here."""

    member: MemberId | None = None
    person: PersonId | None = None
    body: str = ""


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided: of which kind, which of its answers, and a digest of how things stand.

    Where things stand otherwise, it is another matter, and what was said of it is void.
    """

    kind: MatterKind
    subject: str
    digest: str


def tally(eligible: Collection[Voter], passes: Passes, votes: Mapping[Voter, Vote]) -> Tally:
    """Return what the answers come to; whoever may not decide is not counted."""
    said = [votes[voter] for voter in eligible if voter in votes]
    yes, silent = said.count(Vote.FOR), len(eligible) - len(said)
    match passes:
        case Passes.ALL:
            needed = len(eligible)
        case Passes.NOBODY_AGAINST:
            # Whoever is silent was not asked yet, so that it is open as long as nobody is against.
            if silent and Vote.AGAINST not in said:
                return Tally.OPEN
            needed = len(eligible) + 1 if Vote.AGAINST in said else 1
        case Passes.MAJORITY:
            needed = len(eligible) // 2 + 1
        case Passes.TWO:
            needed = 2
    if eligible and yes >= needed:
        return Tally.YES
    return Tally.OPEN if yes + silent >= needed and eligible else Tally.NO
