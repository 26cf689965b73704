"""What stands of the end of a case, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.process.kernel.event import MemberId


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed the reflection, and when the case was closed to retention."""

    authors: tuple[MemberId, ...] = ()
    closed: date | None = None
