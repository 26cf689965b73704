"""What is found in a text: where, of what kind, why, and what is to be done about it."""

from __future__ import annotations

from enum import StrEnum

import msgspec


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


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A stretch of a text, ``start`` to before ``end``, in characters of the original.

    ``subject`` says whom or what it stands for, so that the same gets the same label; it is
    "party N" or "facilitator N" (N counts from 0 in the roster), "stranger NAME" for somebody
    on no roster, or empty. ``reason`` is a sentence for the person who decides; it names
    nobody. ``into`` is what it becomes where no label stands for it; ``decided`` says that a
    person has decided.
    """

    start: int
    end: int
    kind: Kind
    action: Action
    reason: str
    subject: str = ""
    into: str = ""
    decided: bool = False

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end
