"""What is found in a text: where, of what kind, why, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.subjects import Subject


class Kind(StrEnum):
    """What a span says about somebody."""

    NAME = "name"
    EMAIL = "e-mail"
    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    NUMBER = "number"
    CASE = "case"
    PLACE = "place"
    DATE = "date"
    COURSE = "course"
    GROUP = "group"
    PEOPLE = "people"
    AGE = "age"
    RELATION = "relation"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class Action(StrEnum):
    """What happens to a span: it is replaced, shown to a person to decide, or kept."""

    REPLACE = "replace"
    HIGHLIGHT = "highlight"
    KEEP = "keep"


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text, ``start`` to before ``end``, in characters of the original.

    ``subject`` says whom a name stands for, so that the same gets the same label; ``evidence``
    why it was found. ``into`` is what it becomes where no label stands for it; ``decided`` says
    that a person has decided.
    """

    start: int
    end: int
    kind: Kind
    action: Action
    evidence: Evidence
    subject: Subject | None = None
    into: str = ""
    decided: bool = False

    @property
    def stretch(self) -> tuple[int, int]:
        """From where to before where it reaches."""
        return self.start, self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


def lay_over(spans: Iterable[Span], new: Span) -> tuple[Span, ...]:
    """Return the spans with a new one that goes before all that it overlaps, in order.

    What it covers in part is cut to what is left; a cut span that was to become something of
    its own is only shown, for what it was to become no longer fits.
    """
    left = []
    for span in spans:
        if not span.overlaps(new):
            left.append(span)
            continue
        rest = _shown(span) if span.into else span
        if span.start < new.start:
            left.append(msgspec.structs.replace(rest, end=new.start))
        if span.end > new.end:
            left.append(msgspec.structs.replace(rest, start=new.end))
    return tuple(sorted([*left, new], key=lambda span: span.start))


def _shown(span: Span) -> Span:
    return msgspec.structs.replace(span, into="", action=Action.HIGHLIGHT, decided=False)
