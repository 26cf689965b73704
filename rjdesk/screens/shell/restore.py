"""Putting a backup back: who opens it, where it is to lie, what it holds, and only then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rjdesk.desk.fields import Answers, Field, Kind, Option, fault
from rjdesk.desk.folder import whole_path
from rjdesk.desk.ports import BackupHolding, GoOn, PreparedVault, SealedBackup, Trouble
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.long_work import LongWork
from rjdesk.screens.kit.preferences import mark_of
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import announce, clear, in_row, label
from rjdesk.screens.shell.middle import empty_card, put_in_the_middle

CARD_WIDTH = 560
OPENED_BY = "Your passphrase as it was then, or your recovery code"


class Restore(QWidget):
    """The screen on which a backup becomes a vault again.

    ``chosen`` carries the folder of the vault that was put back, or of none where somebody left;
    ``opened`` and ``restyle`` are those of every screen in front, and say nothing here.
    """

    chosen = Signal(object)
    left = Signal()
    opened = Signal(object)
    restyle = Signal(str, float)

    def __init__(self, services: Services, file: Path, place: Path) -> None:
        """Ask who opens the backup in a file, and where it is to lie. Raises Trouble."""
        super().__init__()
        self.setObjectName("ground")
        self.services, self.theme, self.file, self.place = services, services.theme, file, place
        self.backup: SealedBackup = services.vaults.find_backup(file)
        self.prepared: PreparedVault | None = None
        self.card = empty_card(self.theme, CARD_WIDTH)
        self.box = QVBoxLayout()
        self.card.box.addLayout(self.box)
        put_in_the_middle(self, self.theme, self.card)
        self._ask(Answers())

    def _fields(self) -> tuple[Field, ...]:
        logins = self.backup.logins
        who = tuple(Option(login, login) for login in logins)
        last = self.services.preferences.now.login
        known = [login for login in logins if mark_of(login) == last or len(logins) == 1]
        return (
            Field(
                id="login",
                label="Who are you?",
                kind=Kind.CHOICE,
                options=who,
                initial=known[0] if known else "",
            ),
            Field(id="passphrase", label=OPENED_BY, kind=Kind.PASSPHRASE),
            Field(
                id="folder",
                label="Where it is to lie",
                kind=Kind.FOLDER,
                printed=False,
                initial=str(self.place),
                help="A folder of its own, which rjdesk makes. A vault that is there stays.",
            ),
        )

    def _ask(self, answers: Answers) -> None:
        """Show the form."""
        clear(self.box)
        self.said = label("", "fault")
        self.said.setVisible(False)
        self.form = FieldsForm(self.theme, self._fields(), answers, self.services.reader)
        self.form.entered.connect(self.unpack)
        self.work = LongWork(self.theme)
        self.go = button(self.theme, "See what it holds", self.unpack, role="primary")
        self.back = button(self.theme, "Leave it", self.left.emit, role="quiet")
        lead = (
            "It is unpacked beside its place first, and you see what it holds. Nothing that is "
            "there already is changed."
        )
        for widget in (
            label("Put a backup back", "title"),
            label(self.file.name, "soft"),
            label(lead, "soft"),
            self.form,
            self.said,
            self.work,
            in_row(self.theme, self.go, self.back),
        ):
            self.box.addWidget(widget)

    def begin(self) -> None:
        """Put the keyboard into the form."""
        self.form.focus_first()

    def say(self, sentence: str) -> None:
        """Say what went wrong."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        announce(self.said, sentence)

    def unpack(self) -> None:
        """Try the passphrase and unpack the backup, in the pool."""
        answers = self.form.answers()
        faults = {f.id: fault(f, answers, self.services.calendar) for f in self._fields()}
        try:
            place = whole_path(answers.text("folder"))
        except ValueError as wrong:
            faults["folder"] = str(wrong)
        if self.form.say_faults({name: said for name, said in faults.items() if said}):
            return
        login, passphrase = answers.text("login"), answers.texts.get("passphrase", "")
        self._wait(waiting=True)

        def work(go_on: GoOn) -> PreparedVault:
            key = self.backup.derive(login, passphrase)
            return self.backup.prepare(login, key, place, go_on)

        self.work.run("The backup is opened.", work, self._show, self._failed)

    def _wait(self, *, waiting: bool) -> None:
        for widget in (self.form, self.go, self.back):
            widget.setEnabled(not waiting)
        self.said.setVisible(False)

    def _failed(self, trouble: Trouble) -> None:
        self._wait(waiting=False)
        if not self.form.say_faults({trouble.field: str(trouble)}):
            self.say(str(trouble))
            give_keyboard(self.go)

    def _show(self, prepared: PreparedVault) -> None:
        """Show what the backup holds, and ask whether it is the right one."""
        self.prepared = prepared
        clear(self.box)
        self.said = label("", "fault")
        self.said.setVisible(False)
        yes = button(self.theme, "Put it back", self._finish, role="primary", icon="upload")
        no = button(self.theme, "Not this one", self._drop, role="quiet")
        self.box.addWidget(label("What this backup holds", "title"))
        for line in lines_of(prepared.holding, self.services):
            self.box.addWidget(label(line))
        advice = (
            "Whoever stepped back, left or lost access since then has it again in this backup. So "
            "it can only be read at first. Two who hold an office say that it counts, and from "
            "then on every case is sealed anew."
        )
        self.box.addWidget(label(advice, "soft"))
        self.box.addWidget(self.said)
        self.box.addWidget(in_row(self.theme, yes, no))
        give_keyboard(yes)

    def _finish(self) -> None:
        if self.prepared is None:
            return
        try:
            place = self.prepared.finish()
        except Trouble as trouble:
            self.say(str(trouble))
            return
        self.prepared = None
        self.chosen.emit(place)

    def _drop(self) -> None:
        self.leave()
        self.left.emit()

    def leave(self) -> None:
        """Stop what is under way, and take away what was unpacked."""
        self.work.stop()
        if self.prepared is not None:
            self.prepared.drop()
            self.prepared = None


def lines_of(holding: BackupHolding, services: Services) -> list[str]:
    """Return what a backup holds, a sentence each."""
    zone = services.clock().tzinfo
    made = holding.made.astimezone(zone)
    lines = [f"It was made on {long_date(made.date())}, at {made:%H:%M}."]
    if holding.recorded is not None:
        last = holding.recorded.astimezone(zone)
        lines.append(f"The last that was recorded in it is of {long_date(last.date())}.")
    whose = (
        "you can open all of them"
        if holding.mine == holding.cases
        else (f"you can open {holding.mine} of them")
    )
    cases = (
        f"{holding.cases} cases, and {whose}"
        if holding.cases != 1
        else (f"one case, and you can {'open it' if holding.mine else 'not open it'}")
    )
    one = holding.members == 1
    members = "One member has keys" if one else f"{holding.members} members have keys"
    lines.append(f"{members} in it. It holds {cases}.")
    if holding.destroyed:
        more = "One more was" if holding.destroyed == 1 else f"{holding.destroyed} more were"
        lines.append(f"{more} destroyed since then, and will not be put back.")
    return lines
