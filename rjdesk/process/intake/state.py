"""What stands of intake, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.texts import TextId
from rjdesk.process.people.state import Affiliation


class Relation(Enum):
    """How the process stands to other honor processes (RC-003)."""

    NONE = "none"
    IN_ADDITION = "in_addition"
    ALTERNATIVE = "alternative"


class Grant(msgspec.Struct, frozen=True):
    """Access to a case's record, and to its notes too for those who facilitate it.

    ``until`` is its last day, None where it ends with the case (RC-124); ``by`` who let them in,
    None for whoever opened the case.
    """

    member: MemberId
    notes: bool
    until: date | None = None
    by: MemberId | None = None


class Cause(Enum):
    """Why a facilitator serves no more and may be assigned again (DESIGN 2.2, A23)."""

    LEFT = "left"
    ILL = "ill"
    DIED = "died"
    BY_MISTAKE = "by_mistake"


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A facilitator who serves the case no more: since when, and why; None where recused."""

    member: MemberId
    on: date
    cause: Cause | None


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What intake has established so far; ``mistaken`` is the day it proved no case (A38).

    ``handed_over`` says that whoever opened the case reads it no more for that (RC-027).
    """

    code: str = ""
    opened: date | None = None
    opened_by: MemberId | None = None
    handed_over: bool = False
    requester: Affiliation | None = None
    request_received: date | None = None
    relation: Relation = Relation.NONE
    programme: str = ""
    texts: tuple[TextId, ...] = ()
    may_harm_further: bool | None = None
    care_taken: str = ""
    advisor_told: date | None = None
    requester_takes_part: bool = True
    mistaken: date | None = None

    @property
    def opener(self) -> MemberId | None:
        """Whoever opened the case and reads it for that, or None."""
        return None if self.handed_over else self.opened_by
