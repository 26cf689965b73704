"""Retention: records are held, or proposed to be destroyed (6B.4)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.event import Capacity, CaseId, During, Entry
from rjdesk.process.retention.state import Hold, LostProposed, Proposed


class RecordsHeld(CaseEvent, frozen=True, kw_only=True):
    """The records are not destroyed while a reason lasts, such as a court that asks for them.

    It is looked at again on the day of ``review``, and holds until it is released (RC-145, A34).
    """

    tag: ClassVar[str] = "records-held"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    reason: str
    review: date

    def apply(self, case: Case, entry: Entry) -> Case:
        """Put the latest reason in the place of the one before."""
        hold = Hold(self.reason, entry.by, self.on, self.review)
        return replace(case, retention=replace(case.retention, hold=hold))


class HoldReleased(CaseEvent, frozen=True, kw_only=True):
    """The reason lasts no longer; what policy asks of the records holds again (RC-145)."""

    tag: ClassVar[str] = "hold-released"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Hold them no more."""
        return replace(case, retention=replace(case.retention, hold=None))


class DestructionProposed(CaseEvent, frozen=True, kw_only=True):
    """One of two proposes that the records be destroyed, and that nothing is left on paper.

    ``signed`` is their signature in hex. Another confirms it (``DestructionConfirmed``); what is
    recorded meanwhile voids it (RC-146).
    """

    tag: ClassVar[str] = "destruction-proposed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    shredded: bool
    signed: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep who proposed it."""
        proposed = Proposed(by=entry.by, signed=self.signed, entry=entry.id, at=entry.at)
        return replace(case, retention=replace(case.retention, proposed=proposed))


class DestructionConfirmed(CaseEvent, frozen=True, kw_only=True):
    """Another confirms it, and everything is destroyed: no journal is left that would keep this."""

    tag: ClassVar[str] = "destruction-confirmed"
    capacity: ClassVar[Capacity] = Capacity.HOLDS
    during: ClassVar[During] = During.ALWAYS

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change nothing."""
        return case


class LostCaseProposed(CoalitionEvent, frozen=True, kw_only=True):
    """One of two proposes that a case be destroyed that nobody can open any more (A35).

    ``signed`` is their signature in hex, and ``shredded`` says that nothing is left on paper.
    """

    tag: ClassVar[str] = "lost-case-proposed"

    case: CaseId
    shredded: bool
    signed: str

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep who proposed it last."""
        others = tuple(each for each in coalition.lost if each.case != self.case)
        proposed = LostProposed(by=entry.by, signed=self.signed, case=self.case)
        return replace(coalition, lost=(*others, proposed))


class LostCaseConfirmed(CoalitionEvent, frozen=True, kw_only=True):
    """Another confirms it; it is ruled on and not kept: the tombstone says that it was done."""

    tag: ClassVar[str] = "lost-case-confirmed"

    case: CaseId

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Change nothing."""
        return coalition


Destroys = DestructionProposed | DestructionConfirmed
"""The two acts after which nothing is left of a case."""
DestroysLost = LostCaseProposed | LostCaseConfirmed
"""The same of a case that nobody can open."""
