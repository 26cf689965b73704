"""The records of a case on the screen: kept, held, and destroyed by two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from rjdesk.desk.acts import backups as backup_acts
from rjdesk.desk.acts import retention as retention_acts
from rjdesk.desk.fields import Answers
from rjdesk.desk.outcome import Refused
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.certificate import AskCertificate
from rjdesk.desk.views.records import AskRecords, RecordsView
from rjdesk.desk.views.vault import AskVault, BackupRow
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.backups import deleted, is_reached
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, label


class RecordsPage(ScrolledPage):
    """What is to become of the records of one case."""

    def paint(self) -> None:
        """Show until when they are kept, what keeps them, and what destroys them."""
        view = self.link.ask(AskRecords(self.case))
        self.box.addWidget(self.way_back(f"Case {view.code}", Route("case", self.case)))
        self.heading("Records", "What was written and signed in this case.")
        self.box.addWidget(self._stands(view))
        if view.points:
            self.box.addWidget(self._points(view))
        self.box.addWidget(self._destruction(view))

    def _stands(self, view: RecordsView) -> Frame:
        made = Frame(self.theme, "warm" if view.overdue else "card")
        made.add(label("Until when they are kept", "heading"), *map(label, view.stands))
        caption = "Hold them anew…" if view.held else "Hold them…"
        hold = partial(self.act, retention_acts.HELD)
        made.add(act_button(self, caption, hold, view.to_hold, icon="hourglass"))
        if view.held:
            release = partial(self.act, retention_acts.RELEASED)
            made.add(act_button(self, "Release the hold…", release, view.to_release, role="quiet"))
        return made

    def _points(self, view: RecordsView) -> Frame:
        made = card(self.theme, "Is everything there?")
        for point in view.points:
            icon = "circle-check" if point.there else "circle-dashed"
            made.add(state(self.theme, icon, point.label, warm=not point.there))
        return made

    def _destruction(self, view: RecordsView) -> Frame:
        lead = f"Two of you do it together, one after the other. There are {view.what}."
        made = card(self.theme, "Destroying them", lead)
        if view.proposed:
            made.add(label(view.proposed))
        if view.second:
            confirm = partial(self._ask_confirm, view)
            made.add(act_button(self, "Destroy them…", confirm, view.to_confirm, icon="trash-2"))
        propose = partial(self._ask_propose, view)
        caption = "Propose it anew…" if view.second else "Propose to destroy them…"
        return made.add(act_button(self, caption, propose, view.to_propose))

    def _ask_propose(self, view: RecordsView) -> None:
        act = retention_acts.PROPOSED

        def propose(answers: Answers) -> str | Refused:
            outcome = self.link.propose_destruction(self.case, shredded=answers.ticked("shredded"))
            return outcome if isinstance(outcome, Refused) else ""

        what = f"There are {view.what}."
        self.ask_fields(
            act.title, act.fields, propose, lead=act.lead.format(what=what), action=act.action
        )

    def _ask_confirm(self, view: RecordsView) -> None:
        act = retention_acts.CONFIRMED
        backups = self.link.ask(AskVault()).backups
        left = [row for row in backups if not is_reached(row)]
        what = f"There are {view.what}."
        if left:
            what += f" These backups cannot be reached from here: {', '.join(map(_place, left))}."

        def confirm(_answers: Answers) -> str | Refused:
            sheet = self.link.ask(AskCertificate(self.case))
            refused = self.link.destroy(self.case)
            if refused is not None:
                return refused
            self._destroyed(sheet, backups)
            return ""

        self.ask_fields(
            act.title, act.fields, confirm, lead=act.lead.format(what=what), action=act.action
        )

    def _destroyed(self, sheet: Sheet, backups: Sequence[BackupRow]) -> None:
        """Delete the backups that can be reached, and lead to the certificate of the rest."""
        left = []
        for row in backups:
            if deleted(self.services.vaults, row):
                left.append(_place(row))
            else:
                self.link.do(None, self.link.of(backup_acts.GONE, backup=row.id))
        lists = {**sheet.lists, "backups": tuple(left) or ("None.",)}
        link = self.link.everywhere
        link.certificate = replace(sheet, lists=lists)
        self.go.emit(Route("vault"))
        link.said.emit("The records were destroyed. Save the certificate before you lock.")


def _place(row: BackupRow) -> str:
    return f"{row.file} in {row.folder}"
