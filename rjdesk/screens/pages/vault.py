"""The vault on the screen: its backups, and an examination of all that is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from rjdesk.desk.acts import backups as backup_acts
from rjdesk.desk.acts import retention as retention_acts
from rjdesk.desk.fields import Answers, Field
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import BackupFile, GoOn, Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.vault import (
    AskRecoverySheet,
    AskVault,
    BackupRow,
    LostRow,
    VaultView,
    WindowRow,
)
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.backups import deleted
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.files import ask_where, file_dialog, write_file
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.long_work import LongWork, LongWorkDialog
from rjdesk.screens.kit.page import EXAMINATION, Route, ScrolledPage
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, in_row, label, separator

CERTIFICATE_FILE = "certificate-of-destruction.pdf"
SHEET_FILE = "recovery-code.pdf"
SOUND = "Everything in this vault is as it was recorded, as far as you can open it."


class VaultPage(ScrolledPage):
    """Backups and the examination; what goes on there stays while the page is painted anew."""

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page; nothing is under way yet."""
        super().__init__(services, link, route)
        self.backing = LongWork(self.theme)
        self.found: Sequence[str] | None = None
        self.code = ""

    def begin(self) -> None:
        """Examine the vault at once where one came for that."""
        if self.route.detail == EXAMINATION:
            self.route = replace(self.route, detail="")
            self.examine()
            return
        super().begin()

    def leave(self) -> None:
        """Stop a backup: nobody would hear what became of it. Show no code any more."""
        self.code = ""
        self.backing.stop()

    def paint(self) -> None:
        """Show the backups, and what the last examination found."""
        self.backing.setParent(None)
        view = self.link.ask(AskVault())
        self.heading("Vault", "All records lie in one folder of this computer, sealed.")
        if self.link.everywhere.certificate:
            self.box.addWidget(self._certificate(self.link.everywhere.certificate))
        if view.to_reseal:
            self.box.addWidget(self._reseal())
        self.box.addWidget(self._backups(view))
        self.box.addWidget(self._recovery(view))
        self.box.addWidget(self._windows(view))
        if view.lost:
            self.box.addWidget(self._lost(view))
        self.box.addWidget(self._examination(view))
        self.backing.setVisible(self.backing.under_way)

    def _certificate(self, certificate: Sheet) -> Frame:
        made = Frame(self.theme, "say-card")
        made.add(label("The certificate of destruction", "heading"))
        lead = "It is kept nowhere in the vault. Save it and print it before you lock."
        keep = partial(ask_where, self, "Where is it kept?", CERTIFICATE_FILE)
        save = button(
            self.theme,
            "Save it…",
            lambda: keep(partial(self._save, certificate, self._certificate_saved)),
            role="primary",
            icon="printer",
        )
        return made.add(label(lead, "soft"), in_row(self.theme, save))

    def _certificate_saved(self) -> None:
        self.link.everywhere.certificate = None
        self.link.said.emit("The certificate was saved.")
        self.refresh()

    def _reseal(self) -> Frame:
        made = Frame(self.theme, "warm")
        made.add(label("Somebody left who knows the key of the vault", "heading"))
        lead = (
            "What they held was taken from them. Sealed under a new key, the files tell them "
            "nothing that is recorded from then on. It takes a moment, nothing can be recorded "
            "meanwhile, and you unlock the vault again. Whoever was invited and has not unlocked "
            "yet is given new keys afterwards."
        )
        seal = button(self.theme, "Seal the vault anew", self.reseal, icon="key-round")
        return made.add(label(lead, "soft"), in_row(self.theme, seal))

    def reseal(self) -> None:
        """Seal the vault under a new key in the pool, and lock then."""
        try:
            seal = self.link.resealing()
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
            return
        self._dialog("Seal the vault anew").run(
            "The vault is sealed under a new key.",
            seal,
            lambda _done: self.locked.emit(),
            self._failed,
        )

    def _dialog(self, title: str) -> LongWorkDialog:
        dialog = LongWorkDialog(self, self.theme, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _backups(self, view: VaultView) -> Frame:
        lead = (
            "A backup is one sealed file. Whoever has keys now can open it with their own "
            "passphrase, and nobody else. Put it on another disk, and keep that locked away."
        )
        made = card(self.theme, "Backups", lead)
        if view.due:
            made.add(state(self.theme, "triangle-alert", view.due, warm=True))
        for number, row in enumerate(view.backups):
            made.add(*([separator()] if number else []), self._backup(row, view.kept_for))
        make = button(self.theme, "Make a backup…", self._choose, icon="save")
        make.setEnabled(not self.backing.under_way)
        return made.add(in_row(self.theme, make), self.backing)

    def _backup(self, row: BackupRow, kept_for: int) -> Frame:
        made = Frame(self.theme, "flat")
        said: list[QWidget] = [label(long_date(row.on), "strong"), label(row.file, "small")]
        said.append(label(f"In {row.folder}", "small"))
        if row.over:
            over = f"It is older than {kept_for} days, and still holds what was destroyed since."
            said.append(state(self.theme, "triangle-alert", over, warm=True))
        name = f"The backup of {long_date(row.on)} is gone"
        gone = small_button(self.theme, "It goes…", name, partial(self._ask_gone, row))
        return made.add(row_of(self.theme, *said, buttons=(gone,)))

    def _recovery(self, view: VaultView) -> Frame:
        lead = (
            "If you forget your passphrase, a code on paper opens what you hold, once. Without "
            "one, others give you new keys, and hand on to you what they hold themselves."
        )
        made = card(self.theme, "Your recovery code", lead)
        if self.code:
            return self._new_code(made)
        have = "You have one." if view.has_code else "You have none."
        made.add(state(self.theme, "circle-check" if view.has_code else "circle-dashed", have))
        caption = "Make a new code" if view.has_code else "Make a code"
        make = button(self.theme, caption, self._make_code, icon="key-round")
        return made.add(in_row(self.theme, make))

    def _new_code(self, made: Frame) -> Frame:
        """Show a code that nobody has typed back yet: until then it opens nothing."""
        made.add(label(self.code, "title"))
        made.add(
            label("Write it down or print its sheet, and then type it back from there.", "soft")
        )
        return made.add(
            in_row(
                self.theme,
                button(self.theme, "Type it back…", self._type_back, role="primary"),
                button(self.theme, "Save its sheet…", self._save_sheet, icon="printer"),
                button(self.theme, "Not now", self._no_code, role="quiet"),
            )
        )

    def _make_code(self) -> None:
        self.code = self.services.vaults.fresh_code()
        self.refresh()

    def _no_code(self) -> None:
        self.code = ""
        self.refresh()

    def _save_sheet(self) -> None:
        login = self.link.unlocking(self.link.member).login
        sheet = self.link.ask(AskRecoverySheet(login, self.code))
        keep = partial(self._save, sheet, lambda: None)
        ask_where(self, "Where is the sheet kept?", SHEET_FILE, keep)

    def _save(self, sheet: Sheet, saved: Callable[[], object], file: str) -> None:
        """Print a sheet in the pool, and keep it where somebody asked for it."""

        def write(pdf: bytes) -> None:
            if trouble := write_file(file, pdf):
                self.link.trouble.emit(trouble)
                return
            saved()

        press, told = self.services.press, self.link.trouble
        in_pool(self, lambda: press.print_pdf(sheet), write, lambda failed: told.emit(str(failed)))

    def _type_back(self) -> None:
        code = self.code

        def typed(answers: Answers) -> str:
            try:
                read = self.services.vaults.spelled_code(answers.text("code"))
            except Trouble as trouble:
                return str(trouble)
            if read != code:
                return "That is not the code that was made. Compare it with the sheet."
            self.link.set_code(code)
            self.code = ""
            self.refresh()
            return ""

        field = Field(id="code", label="The code, from your sheet", printed=False)
        self.ask_fields("Type the code back", (field,), typed, action="It is written down")

    def _windows(self, view: VaultView) -> Frame:
        lead = "Policy asks that the records of a case be destroyed some months after it ended."
        made = card(self.theme, "Records that wait", lead)
        for number, row in enumerate(view.windows):
            made.add(*([separator()] if number else []), self._window(row))
        if not view.windows:
            made.add(label("None of your cases has ended.", "soft"))
        if view.later:
            more = "One more case waits" if view.later == 1 else f"{view.later} more cases wait"
            made.add(label(f"{more}, and comes after these.", "small"))
        if view.counted:
            cases = "One case was" if view.counted == 1 else f"{view.counted} cases were"
            made.add(label(f"{cases} destroyed here, and counted.", "small"))
        return made

    def _window(self, row: WindowRow) -> Frame:
        made = Frame(self.theme, "flat")
        days = f"From {long_date(row.opens)} to {long_date(row.ends)}"
        said: list[QWidget] = [label(row.code, "strong"), label(days, "small")]
        if row.overdue:
            said.append(state(self.theme, "triangle-alert", "That is over.", warm=True))
        elif row.now:
            said.append(state(self.theme, "hourglass", "That is now."))
        go = partial(self.go.emit, Route("records", row.case))
        see = small_button(self.theme, "See", f"The records of case {row.code}", go)
        return made.add(row_of(self.theme, *said, buttons=(see,)))

    def _choose(self) -> None:
        dialog = file_dialog(self, "In which folder?")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.back_up(Path(folder)))
        dialog.open()

    def back_up(self, folder: Path) -> None:
        """Make a backup in a folder; others may be recorded meanwhile."""
        try:
            source = self.link.backup_source()
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
            return
        self.backing.run(
            "The backup is made, and read back.",
            partial(source.write, folder),
            partial(self._made, folder),
            self._failed,
        )
        self.refresh()

    def _made(self, folder: Path, made: BackupFile) -> None:
        event = self.link.of(backup_acts.MADE, backup=made.id, folder=str(folder), file=made.file)
        if self.link.do(None, event):
            self.link.said.emit(f"The backup was made and read back: {made.file}.")

    def _failed(self, trouble: Trouble) -> None:
        self.link.trouble.emit(str(trouble))
        self.refresh()

    def _ask_gone(self, row: BackupRow) -> None:
        act, today = backup_acts.GONE, self.link.today
        record = self.record_from(lambda answers: [act.answered(today, answers, backup=row.id)])

        def gone(answers: Answers) -> str | Refused:
            said = deleted(self.services.vaults, row)
            outcome = record(answers)
            if said and not outcome:
                self.link.said.emit(said)
            return outcome

        self.ask_fields(act.title, act.fields, gone, lead=act.lead, action=act.action)

    def _lost(self, view: VaultView) -> Frame:
        lead = (
            "Nobody who has keys now can open these: whoever held them left, or lost their keys. "
            "Somebody who held one may come back, and a backup may open it. Once the time is over "
            "for which policy has records kept, two who hold an office destroy what is left."
        )
        made = card(self.theme, "Cases that nobody can open", lead)
        for number, row in enumerate(view.lost):
            made.add(*([separator()] if number else []), self._lost_case(row))
        return made

    def _lost_case(self, row: LostRow) -> Frame:
        made = Frame(self.theme, "flat")
        said = [label(row.what, "strong")]
        if row.proposed:
            said.append(label(row.proposed, "small"))
        caption = "Propose it anew…" if row.proposed else "Propose to destroy it…"
        ask = partial(self._propose_lost, row)
        asks = [act_button(self, caption, ask, row.to_propose, spoken=f"{caption} {row.what}")]
        if row.to_confirm is not None:
            confirm = partial(self._confirm_lost, row)
            spoken = f"Destroy it… {row.what}"
            asks.append(act_button(self, "Destroy it…", confirm, row.to_confirm, spoken=spoken))
        return made.add(row_of(self.theme, *said, buttons=tuple(asks)))

    def _propose_lost(self, row: LostRow) -> None:
        act = retention_acts.LOST_PROPOSED

        def propose(answers: Answers) -> str | Refused:
            shredded = answers.ticked("shredded")
            outcome = self.link.propose_lost(row.case, shredded=shredded)
            return outcome if isinstance(outcome, Refused) else ""

        lead = act.lead.format(what=f"{row.what}.")
        self.ask_fields(act.title, act.fields, propose, lead=lead, action=act.action)

    def _confirm_lost(self, row: LostRow) -> None:
        act = retention_acts.LOST_CONFIRMED

        def confirm(_answers: Answers) -> str | Refused:
            return self.link.destroy_lost(row.case) or ""

        lead = act.lead.format(what=f"{row.what}.")
        self.ask_fields(act.title, act.fields, confirm, lead=lead, action=act.action)

    def _examination(self, view: VaultView) -> Frame:
        lead = (
            "Reads every page of the vault, and verifies seals, signatures and order of all that "
            "you can open. Nothing is changed by it."
        )
        made = card(self.theme, "Is everything as it was recorded?", lead)
        made.add(label(view.last))
        if self.found is not None:
            for said in self.found:
                made.add(state(self.theme, "triangle-alert", said, warm=True))
            if not self.found:
                made.add(state(self.theme, "circle-check", SOUND))
        ask = button(self.theme, "Examine it", self.examine, icon="search")
        return made.add(in_row(self.theme, ask))

    def examine(self) -> None:
        """Read the whole vault in the pool, and say what was found."""
        read = self.link.examination()

        def work(go_on: GoOn) -> Sequence[str]:
            found = read()
            if not go_on(1.0):
                raise Trouble("The examination was stopped. Nothing was changed.")
            return found

        self._dialog("Is everything as it was recorded?").run(
            "The vault is read from the beginning. In a large one that takes a while.",
            work,
            self._examined,
            self._failed,
        )

    def _examined(self, found: Sequence[str]) -> None:
        self.found = found
        self.refresh()
