"""Retention: from when and until when the records of a case must be destroyed (6B.4)."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from rjdesk.process.kernel.event import CaseId, EntryId, MemberId


class DeletionWindow(msgspec.Struct, frozen=True):
    """The records are destroyed not before ``opens`` and not after ``ends`` (RC-143)."""

    opens: date
    ends: date


class Hold(msgspec.Struct, frozen=True):
    """A reason not to destroy the records yet: whose, since when, when it is looked at again."""

    reason: str
    by: MemberId
    on: date
    review: date


class SignedProposal(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is entitled proposed that something be destroyed, and signed that, in hex."""

    by: MemberId
    signed: str

    @property
    def signature(self) -> bytes:
        """The signature itself; empty where what was recorded is none."""
        try:
            return bytes.fromhex(self.signed)
        except ValueError:
            return b""


class Proposed(SignedProposal, frozen=True, kw_only=True):
    """It was proposed that the records of a case be destroyed; what came after voids it."""

    entry: EntryId
    at: datetime


class LostProposed(SignedProposal, frozen=True, kw_only=True):
    """It was proposed that a case be destroyed that nobody can open (A35)."""

    case: CaseId


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between the records of a case and their destruction."""

    hold: Hold | None = None
    proposed: Proposed | None = None
