"""What stands of pre-meetings, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.process.kernel.event import MemberId, PersonId


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the contact log (RC-064)."""

    on: date
    person: PersonId
    by: MemberId
    channel: str
    incoming: bool
    purpose: str


class SittingIn(msgspec.Struct, frozen=True, kw_only=True):
    """A Supporting Party who is present at a Primary Party's pre-meeting (RC-067)."""

    person: PersonId
    requested: bool = False
    approved: bool = False
    will_not_speak: bool = False


class PreMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A pre-meeting: with whom, and how far its fixed order has come (RC-073)."""

    id: str
    on: date
    facilitator: MemberId
    people: tuple[PersonId, ...]
    sitting_in: tuple[SittingIn, ...] = ()
    status_told: bool = False
    asked: tuple[PersonId, ...] = ()
    exceptions: tuple[str, ...] = ()
    explained: bool = False
    questions_discussed: bool = False
    needs_heard: tuple[PersonId, ...] = ()
    fits: bool | None = None
    contact: tuple[PersonId, ...] = ()
    completed: date | None = None

    @property
    def others_there(self) -> tuple[PersonId, ...]:
        """Who sits in."""
        return tuple(present.person for present in self.sitting_in)
