"""The pilot period: when it began (section 9A)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.event import Entry


class PilotBegan(CoalitionEvent, frozen=True, kw_only=True):
    """The pilot period began (RC-180)."""

    tag: ClassVar[str] = "pilot-began"

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep the day."""
        return replace(coalition, pilot_began=self.on)
