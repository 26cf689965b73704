"""What stands of the library, as its events left it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import msgspec

LEAST_TOGETHER = 3
"""So many reflections are released together at least: one alone would be known by its day."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection that others may learn from (RC-108); it does not say of which case it is.

    ``authors`` are the facilitators who wrote it, whose names stay (RC-107, A37).
    """

    authors: tuple[str, ...]
    went_well: str
    could_improve: str

    @property
    def digest(self) -> str:
        """Return what the item is known by, to be taken out again."""
        texts = (*self.authors, self.went_well.strip(), self.could_improve.strip())
        return sha256("\0".join(texts).encode()).hexdigest()


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What was released in one term, in no order that tells anything; ``term`` is its first day."""

    term: date
    items: tuple[Published, ...]
