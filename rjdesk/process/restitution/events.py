"""Restitution: money paid in parts, with what shows each payment, and the balance (RP-18)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.kernel.event import During, Entry, PersonId
from rjdesk.process.restitution.state import Instalment, Plan


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
    """A part was paid; ``number`` counts from 1, ``shown_by`` is a receipt or the like."""

    tag: ClassVar[str] = "instalment-paid"
    during: ClassVar[During] = During.IN_FORCE

    action: str
    number: int
    shown_by: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Tick that part; an unknown one changes nothing."""
        plans = tuple(
            Plan(plan.action, self._ticked(plan.instalments))
            if plan.action == self.action
            else plan
            for plan in case.restitution
        )
        return case.in_process(restitution=plans)

    def _ticked(self, parts: tuple[Instalment, ...]) -> tuple[Instalment, ...]:
        return tuple(
            replace(part, paid=self.on, shown_by=self.shown_by) if n == self.number else part
            for n, part in enumerate(parts, 1)
        )


class EvidenceWaived(ProcessEvent, frozen=True, kw_only=True):
    """Whoever was harmed needs no document for an action (RP-18)."""

    tag: ClassVar[str] = "evidence-waived"

    action: str
    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Remember that none is needed."""
        return case.in_process(waived=tuple(dict.fromkeys((*case.waived, self.action))))
