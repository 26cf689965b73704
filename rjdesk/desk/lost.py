"""Cases that nobody can open any more: which there are, and how two let one go (A35)."""

from __future__ import annotations

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.process.kernel.event import CaseId, MemberId, Stream
from rjdesk.process.retention.events import LostCaseConfirmed, LostCaseProposed


def lost_cases(desk: Desk) -> tuple[CaseId, ...]:
    """Return the cases to which nobody who has keys here holds one."""
    enrolled = desk.journal.enrolled()
    return tuple(case for case in desk.coalition.cases if _is_lost(desk, case, enrolled))


def _is_lost(desk: Desk, case: CaseId, enrolled: frozenset[MemberId]) -> bool:
    there = desk.journal.begun(case, Stream.RECORD)
    return there and not desk.journal.holders(case).record & enrolled


def propose_lost(desk: Desk, case: CaseId, *, shredded: bool) -> Recorded | Refused:
    """Propose that a case be destroyed that nobody can open. Raises Trouble."""
    signed = desk.journal.destruction_signed(case).hex()
    event = LostCaseProposed(on=desk.today, case=case, shredded=shredded, signed=signed)
    return desk.record(None, event)


def destroy_lost(desk: Desk, case: CaseId) -> Refused | None:
    """Destroy a case on the word of two who hold an office, or refuse it.

    Nothing is counted of it, for nobody can read it. Raises Trouble, also where somebody can open
    it after all; nothing is destroyed then.
    """
    event = LostCaseConfirmed(on=desk.today, case=case)
    verdict = desk.may(None, event)
    if not verdict.allowed:
        return Refused(event.tag, verdict.missing, None, (event,))
    for proposed in desk.coalition.lost:
        if proposed.case == case:
            desk.journal.destroy(case, proposed.by, proposed.signature, b"")
    return None
