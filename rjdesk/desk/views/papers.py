"""The papers of a case as a gallery, and what printing the agreement for signature would mean."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.papers import Paper, agreement_sheet, blank_sheet, papers_of, under_names_used_now
from rjdesk.desk.sheets import Sheet
from rjdesk.process.agreement.derived import actions_to_print
from rjdesk.process.agreement.events import AgreementPrinted
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId


class PapersView(msgspec.Struct, frozen=True, kw_only=True):
    """The gallery. ``final`` is the agreement as it would be signed, and ``printing`` its event.

    ``renamed`` is the version printed last under the names that are used now, or None where
    they are the same.
    """

    case: CaseId
    code: str
    papers: tuple[Paper, ...]
    kept: tuple[tuple[str, str], ...]
    final: Sheet
    printing: AgreementPrinted
    to_print: Verdict
    renamed: Sheet | None


class AskPapers(msgspec.Struct, frozen=True):
    """Which papers does the case have?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> PapersView:
        """Return the gallery; kept papers are named with what to call them."""
        case = desk.case(self.case, self.process)
        programme, coalition = desk.programme(case), desk.coalition
        version = case.agreement.next_version
        final = agreement_sheet(case, programme, coalition, desk.today, draft=False)
        # Each process of a case has versions of its own, and none takes another's place.
        its_own = f"-{case.at}" if case.at else ""
        printing = AgreementPrinted(
            on=desk.today,
            paper_version=version,
            digest=final.digest,
            paper=f"accountability-agreement-v{version}{its_own}",
            actions=tuple(action.id for action in actions_to_print(case)),
        )
        return PapersView(
            case=case.id,
            code=case.intake.code,
            papers=papers_of(case, programme, coalition, desk.today),
            kept=tuple(
                (printed.paper, f"{programme.agreement_title}, version {printed.version}")
                for printed in case.agreement.printed
            ),
            final=final,
            printing=printing,
            to_print=desk.may_in(case, printing),
            renamed=under_names_used_now(case, programme, coalition, desk.today),
        )


class AskBlank(msgspec.Struct, frozen=True):
    """What is a blank copy of a form, to be filled in by hand?"""

    case: CaseId
    form: str

    def answer(self, desk: Desk) -> Sheet:
        """Return its sheet, under the programme of the case."""
        return blank_sheet(self.form, desk.programme(desk.case(self.case)), desk.coalition)
