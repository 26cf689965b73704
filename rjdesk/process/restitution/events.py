"""Restitution: money paid in parts, with what shows each payment, and the balance (RP-18)."""

from __future__ import annotations

from typing import ClassVar

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.kernel.event import During, Entry, PersonId
from rjdesk.process.restitution.state import Instalment, Payment, Plan


class InstalmentsAgreed(ProcessEvent, frozen=True, kw_only=True):
    """An action of the agreement is money, paid in parts on agreed days."""

    tag: ClassVar[str] = "instalments-agreed"

    action: str
    instalments: tuple[Instalment, ...]

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the plan of this action."""
        others = tuple(plan for plan in case.restitution if plan.action != self.action)
        return case.in_process(restitution=(*others, Plan(self.action, self.instalments)))


class InstalmentPaid(ProcessEvent, frozen=True, kw_only=True):
    """Some of it was paid: how many cents, and what shows it, such as a receipt (RP-18).

    What is paid counts for the earliest part that is open; it may be less than that, or more.
    """

    tag: ClassVar[str] = "instalment-paid"
    during: ClassVar[During] = During.IN_FORCE

    action: str
    cents: int
    shown_by: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Add it to what was paid."""
        paid = Payment(action=self.action, on=self.on, cents=self.cents, shown_by=self.shown_by)
        return case.in_process(payments=(*case.payments, paid))


class EvidenceWaived(ProcessEvent, frozen=True, kw_only=True):
    """Whoever was harmed needs no document for an action (RP-18)."""

    tag: ClassVar[str] = "evidence-waived"

    action: str
    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Remember that none is needed."""
        return case.in_process(waived=tuple(dict.fromkeys((*case.waived, self.action))))
