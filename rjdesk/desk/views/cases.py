"""The list of the cases that the member holds, and search among them."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.intake.events import CaseOpened
from rjdesk.process.kernel.event import CaseId, ProcessId
from rjdesk.process.kernel.folding import Sought
from rjdesk.process.people.state import Affiliation
from rjdesk.process.referral.state import ReferralSource


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One case in the list, which stands at a stage of the ``process`` that goes on."""

    case: CaseId
    process: ProcessId
    code: str
    parties: str
    stage: str
    opened: date | None
    next: str


class CasesView(msgspec.Struct, frozen=True):
    """The cases held, the latest first, and whether this member may open another."""

    rows: tuple[CaseRow, ...]
    may_open: Verdict


class AskHeld(msgspec.Struct, frozen=True):
    """Does this member hold a case?"""

    case: CaseId

    def answer(self, desk: Desk) -> bool:
        """Return whether its record opens for them."""
        return self.case in desk.cases()


class AskCases(msgspec.Struct, frozen=True):
    """Which cases do I hold, whose code or parties hold these letters?"""

    search: str = ""

    def answer(self, desk: Desk) -> CasesView:
        """Return the rows that hold every word of the search, however their names are spelt."""
        sought = Sought(self.search)
        rows = tuple(
            CaseRow(
                case=case,
                process=summary.process,
                code=summary.code,
                parties=" · ".join(summary.parties),
                stage=desk.terms.of(summary.stage),
                opened=summary.opened,
                next=next((w.what for w in summary.waits if w.waits_for(desk.member)), ""),
            )
            for case, summary in reversed(desk.summaries().items())
            if not sought or sought.is_in(desk.line_of(case, summary))
        )
        today = desk.today
        opening = CaseOpened(
            on=today,
            code="",
            requester=Affiliation.STUDENT,
            request_received=today,
            programme=desk.coalition.programme,
            referral=ReferralSource.JUDGE,
        )
        return CasesView(rows, desk.may(CaseId("new"), opening))
