"""What stands of the end of a case, as its events left it."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import EntryId, MemberId


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a reflection that was reviewed; ``original`` is the digest of that one.

    ``words`` are what a person said is only a word in it, and nobody's name.
    """

    original: str
    went_well: str
    could_improve: str
    words: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return what the text is known by."""
        texts = (self.went_well.strip(), self.could_improve.strip())
        return sha256("\0".join(texts).encode()).hexdigest()


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Which text the reflection is, who signed which, and when the case was closed to retention.

    A text is known by its digest; "" is none. ``result`` is what is left of the reflection after
    its review, and ``confirmed`` who said of which that it identifies nobody. ``ended`` is the day
    that the close fixed, from which the records' window counts; ``entry`` names the close,
    recorded ``at`` that moment (UTC). ``opened_at`` is that of the last close which a new process
    opened again: what had ended by then stays as that close had it.
    """

    reflection: str = ""
    signed: tuple[tuple[MemberId, str], ...] = ()
    result: Result | None = None
    confirmed: tuple[tuple[MemberId, str], ...] = ()
    released: bool = False
    closed: date | None = None
    ended: date | None = None
    entry: EntryId | None = None
    at: datetime | None = None
    opened_at: datetime | None = None

    def open_again(self) -> Closing:
        """Return it as it is while a process goes on: not closed, and the debrief to be signed."""
        opened = self.at or self.opened_at
        return replace(
            self, signed=(), closed=None, ended=None, entry=None, at=None, opened_at=opened
        )

    @property
    def authors(self) -> tuple[MemberId, ...]:
        """Who signed the reflection as it reads now."""
        return tuple(m for m, digest in self.signed if digest and digest == self.reflection)

    @property
    def reviewed(self) -> Result | None:
        """The result, as long as it is of the reflection as it reads now."""
        known = self.result
        return known if known is not None and known.original == self.reflection else None

    @property
    def confirmers(self) -> tuple[MemberId, ...]:
        """Who confirmed the result as it reads now."""
        now = self.reviewed.digest if self.reviewed is not None else ""
        return tuple(m for m, digest in self.confirmed if digest and digest == now)
