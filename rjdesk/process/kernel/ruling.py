"""Rulings: what a rule says of an act, and what would allow it."""

from __future__ import annotations

from enum import Enum

import msgspec

from rjdesk.process.kernel.offices import RoleId


class Strength(Enum):
    """How binding a rule is, as the policy's own verb has it."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


ITSELF = "itself"
"""The same act supplies it, answered differently."""


NOBODY = "nobody"
"""No act supplies it: it comes with time, or it stays as it is."""


class Missing(msgspec.Struct, frozen=True):
    """One thing that is missing: what, from whom, and how it is supplied.

    ``act`` is the tag of the event that supplies it, ITSELF or NOBODY.
    """

    what: str
    act: str
    who: tuple[str, ...] = ()
    supply: str = ""

    def in_words(self) -> str:
        """Return what is missing, and from whom where the sentence does not name them itself."""
        others = [name for name in self.who if name not in self.what]
        return f"{self.what} ({', '.join(others)})" if others else self.what

    def and_the_way(self) -> str:
        """Return what is missing, from whom, and how it is supplied."""
        return f"{self.in_words()} {self.supply}".strip()


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule says of one act.

    ``missing`` is empty when the rule is met. ``warns`` marks a rule that only speaks and
    never refuses. ``override_by`` names who may set a should-rule aside with a written
    reason, ``mine`` that the acting member is such a one; ``overridden`` holds that reason once
    it was given.
    """

    rule: str
    section: str
    strength: Strength
    missing: tuple[Missing, ...] = ()
    warns: bool = False
    override_by: RoleId | None = None
    mine: bool = False
    overridden: str = ""

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def refuses(self) -> bool:
        """Whether this ruling alone keeps the act from being recorded."""
        return bool(self.missing) and not self.warns and not self.overridden
