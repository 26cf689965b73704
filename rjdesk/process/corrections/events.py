"""A rule is set aside once, with a written reason."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, Override, ProcessEvent
from rjdesk.process.kernel.event import Capacity, During, Entry


class RuleOverridden(ProcessEvent, frozen=True, kw_only=True):
    """A should-rule is set aside for the next act of one kind, with a written reason.

    Where that is an act of a process, it is the next one of that process.
    """

    tag: ClassVar[str] = "rule-overridden"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    rule: str
    act: str
    reason: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the override until the act it was given for."""
        override = Override(self.rule, self.act, self.reason, entry.by, self.process)
        return replace(case, overrides=(*case.overrides, override))
