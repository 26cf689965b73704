"""What stands of restitution, as its events left it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment as it was agreed: its day, and its amount in cents."""

    due: date
    cents: int


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """What was paid for an action: on which day, how many cents, and what showed it."""

    action: str
    on: date
    cents: int
    shown_by: str = ""


class PartPaid(msgspec.Struct, frozen=True, kw_only=True):
    """How an agreed part stands: how much of it is paid, since when all of it is, what shows it."""

    due: date
    cents: int
    paid: int = 0
    since: date | None = None
    shown_by: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    """How the money of one action is paid, as it was agreed."""

    action: str
    instalments: tuple[Instalment, ...]

    @property
    def total(self) -> int:
        """All of it, in cents."""
        return sum(part.cents for part in self.instalments)


class Account(msgspec.Struct, frozen=True):
    """A plan, and what was paid of it."""

    plan: Plan
    payments: tuple[Payment, ...] = ()

    @property
    def balance(self) -> int:
        """What is still to be paid, in cents."""
        return max(0, self.plan.total - sum(payment.cents for payment in self.payments))

    def parts(self) -> Iterator[PartPaid]:
        """Yield each agreed part as it stands: what is paid fills the earliest one first."""
        before = 0
        for part in self.plan.instalments:
            inside = tuple(self._between(before, before + part.cents))
            paid = sum(cents for cents, _ in inside)
            yield PartPaid(
                due=part.due,
                cents=part.cents,
                paid=paid,
                since=inside[-1][1].on if inside and paid == part.cents else None,
                shown_by=tuple(dict.fromkeys(p.shown_by for _, p in inside if p.shown_by)),
            )
            before += part.cents

    def _between(self, first: int, last: int) -> Iterator[tuple[int, Payment]]:
        """Yield what of each payment lies between two sums of all that was paid."""
        so_far = 0
        for payment in self.payments:
            inside = min(so_far + payment.cents, last) - max(so_far, first)
            if inside > 0:
                yield inside, payment
            so_far += payment.cents


def money(cents: int, currency: str) -> str:
    """Return an amount for people to read, such as $200 or CHF 200.50."""
    whole, part = divmod(cents, 100)
    apart = "" if not currency[-1:].isalnum() else "\u00a0"
    said = f"{whole:,}" if part == 0 else f"{whole:,}.{part:02d}"
    return f"{currency}{apart}{said}"
