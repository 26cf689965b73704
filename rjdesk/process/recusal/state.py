"""What stands of recusals, as their events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId


class RecusalOutcome(Enum):
    """What was decided of a request that a member take no part (RC-048)."""

    GRANTED = "granted"
    NOBODY_ELSE = "nobody_else"
    OTHER = "other"


class Recusal(msgspec.Struct, frozen=True):
    """A member who takes no part in the case and reads nothing of it, since a day, for good."""

    member: MemberId
    on: date


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A participant asked that a member take no part.

    ``outcome`` is None until it is decided; ``goes_on`` what the participant said, once it could
    not be granted, to whether they still want to go on (RC-049).
    """

    person: PersonId
    member: MemberId
    on: date
    outcome: RecusalOutcome | None = None
    goes_on: bool | None = None

    @property
    def declined(self) -> bool:
        """Whether it could not be granted."""
        return self.outcome not in {None, RecusalOutcome.GRANTED}

    @property
    def settled(self) -> bool:
        """Whether the case waits for it no longer."""
        return self.outcome is RecusalOutcome.GRANTED or self.goes_on is True


class Recusals(msgspec.Struct, frozen=True, kw_only=True):
    """Who is recused from a case, and who asked for it."""

    recused: tuple[Recusal, ...] = ()
    requests: tuple[Request, ...] = ()

    def request(self, person: PersonId, member: MemberId) -> Request | None:
        """Return what a participant asked about a member last, or None."""
        about = (r for r in self.requests[::-1] if (r.person, r.member) == (person, member))
        return next(about, None)

    def with_request(self, request: Request) -> Recusals:
        """Return them with a request in the place of what the same participant asked before."""
        others = (
            r for r in self.requests if (r.person, r.member) != (request.person, request.member)
        )
        return msgspec.structs.replace(self, requests=(*others, request))
