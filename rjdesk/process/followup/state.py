"""What stands of follow-ups, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.accountability.state import Every
from rjdesk.process.kernel.event import PersonId


class FollowUpKind(Enum):
    """Which of the three follow-ups (RC-101)."""

    AFTER_PROCESS = "after_process"
    COMPLETION = "completion"
    SIX_MONTHS = "six_months"


class Ended(Enum):
    """How a follow-up ended (RC-144)."""

    HELD = "held"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"


class EvidenceShown(msgspec.Struct, frozen=True, kw_only=True):
    """What showed that an action was done."""

    action: str
    on: date
    kind: str
    provided_by: str


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """A follow-up that took place or was closed, and the two answers it asks for (RC-102)."""

    kind: FollowUpKind
    person: PersonId
    on: date
    closed: Ended
    satisfied: bool | None = None
    further_harm: bool | None = None


News = tuple[str, PersonId, date | None]
"""Of which action, to whom, and the day of it."""


class FollowUps(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the follow-up so far.

    ``every`` is how often facilitators get in touch while an agreement is in force (RC-205), as it
    was agreed on ``every_from``.
    ``told`` are those who were told that an action ("" for the whole) was done, ``told_late`` that
    one was not done by its day, each with the day on which it was done, or was due: another day is
    news again.
    """

    evidence: tuple[EvidenceShown, ...] = ()
    told: tuple[News, ...] = ()
    told_late: tuple[News, ...] = ()
    held: tuple[FollowUp, ...] = ()
    every: Every | None = None
    every_from: date | None = None

    def of(self, kind: FollowUpKind, person: PersonId) -> FollowUp | None:
        """Return how that follow-up with that person ended, or None while it is open."""
        return next((f for f in self.held if f.kind is kind and f.person == person), None)


class DueFollowUp(msgspec.Struct, frozen=True):
    """A follow-up that is open, and the day from which it is due."""

    kind: FollowUpKind
    person: PersonId
    due: date
