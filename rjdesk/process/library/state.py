"""What stands of the library, as its events left it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from hashlib import sha256

import msgspec

from rjdesk.process.kernel.event import MemberId

LEAST_TOGETHER = 3
"""So many reflections are released together at least: one alone would be known by its day."""
LONGEST_TITLE = 80
"""So many letters the title of a document has at most."""


class Section(Enum):
    """For what a document stands in the library (RC-028, RC-140)."""

    TRAINING = "training"
    EDUCATION = "education"
    LEAVING = "leaving"


class Format(Enum):
    """How a document is kept: as a PDF, or as a text in UTF-8."""

    PDF = "pdf"
    TEXT = "text"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Something to learn from: what it is called, who added it and when, and how it is kept.

    The bytes lie beside the journal under its ``id``; ``digest`` is theirs (SHA-256).
    """

    id: str
    title: str
    section: Section
    format: Format
    digest: str
    added_by: MemberId
    added_on: date


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
