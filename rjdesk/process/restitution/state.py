"""What stands of restitution, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment: its day, its amount in cents, and what showed that it was made."""

    due: date
    cents: int
    paid: date | None = None
    shown_by: str = ""


class Plan(msgspec.Struct, frozen=True):
    """How the money of one action is paid."""

    action: str
    instalments: tuple[Instalment, ...]

    @property
    def total(self) -> int:
        """All of it, in cents."""
        return sum(part.cents for part in self.instalments)

    def unpaid(self) -> Plan:
        """Return the plan as it was agreed, without what was paid since."""
        parts = (replace(part, paid=None, shown_by="") for part in self.instalments)
        return Plan(self.action, tuple(parts))

    @property
    def balance(self) -> int:
        """What is still to be paid, in cents."""
        return sum(part.cents for part in self.instalments if part.paid is None)


def money(cents: int) -> str:
    """Return an amount for people to read, such as $200."""
    whole, part = divmod(cents, 100)
    return f"${whole:,}" if part == 0 else f"${whole:,}.{part:02d}"
