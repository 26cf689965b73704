"""The certificate that the records of a case were destroyed, as a sheet."""

from __future__ import annotations

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.papers import certificate_sheet
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.records import AskRecords
from rjdesk.process.kernel.event import CaseId


class AskCertificate(msgspec.Struct, frozen=True):
    """What is to be printed, once the records of a case are destroyed?

    Which backups are left, whoever destroys them adds.
    """

    case: CaseId

    def answer(self, desk: Desk) -> Sheet:
        """Return the sheet; it names nobody but those who destroy them."""
        view = desk.ask(AskRecords(self.case))
        return certificate_sheet(
            desk.programme(desk.case(self.case)),
            desk.coalition,
            code=view.code,
            on=desk.today,
            what=view.what,
            destroyers=view.deciders,
        )
