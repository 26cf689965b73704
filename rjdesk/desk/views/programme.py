"""What the programme says of itself: which rules are off, and which bodies decide."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.process.kernel.event import CaseId


class AskRulesOff(msgspec.Struct, frozen=True):
    """Which of some rules does the coalition's programme not hold?"""

    rules: Collection[str]

    def answer(self, desk: Desk) -> frozenset[str]:
        """Return them by id."""
        return frozenset(desk.programme().rules_off(self.rules))


class AskBodies(msgspec.Struct, frozen=True):
    """On whose word may something be recorded: of a case, or of the coalition?"""

    case: CaseId | None = None

    def answer(self, desk: Desk) -> tuple[Option, ...]:
        """Return the bodies of the programme by name."""
        programme = desk.programme(desk.case(self.case) if self.case else None)
        return tuple(Option(body.id, body.name) for body in programme.bodies)
