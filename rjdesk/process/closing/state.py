"""What stands of the end of a case, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.process.kernel.event import MemberId


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Which text the reflection is, who signed which, and when the case was closed to retention.

    A text is known by its digest; "" is none.
    """

    reflection: str = ""
    signed: tuple[tuple[MemberId, str], ...] = ()
    closed: date | None = None

    @property
    def authors(self) -> tuple[MemberId, ...]:
        """Who signed the reflection as it reads now."""
        return tuple(m for m, digest in self.signed if digest and digest == self.reflection)
