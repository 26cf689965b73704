"""Welcome: begin a coalition, or open a vault that is there already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Answers, Field, Kind, Option, fault
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import OpenVault, Trouble
from rjdesk.process.calendar import academic_year
from rjdesk.process.coalition import MemberKind, Office
from rjdesk.process.event import Event, MemberId
from rjdesk.process.membership import (
    CoalitionFounded,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
)
from rjdesk.screens.given import Given
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.form import FieldsForm
from rjdesk.screens.parts.text import Frame, column, in_row, words

OFFICE_NAMES = {
    Office.CHAIR: "Chair",
    Office.STAFF_ADVISOR: "Staff Advisor",
    Office.DIRECTOR: "Director",
    Office.SEXUAL_HARM_RESPONSE_CHAIR: "Sexual Harm Response Chair",
}


class Welcome(QWidget):
    """The first screen where no vault is known; ``opened`` carries the founder's open vault.

    ``chosen`` carries the folder of a vault that somebody wants to unlock.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, given: Given) -> None:
        """Make the screen."""
        super().__init__()
        self.setObjectName("ground")
        self.given, self.look = given, given.look
        outer = QHBoxLayout(self)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setMaximumWidth(round(720 * self.look.scale))
        self.box = QVBoxLayout(content)
        edge = self.look.space("xl")
        self.box.setContentsMargins(edge, self.look.space("xxl"), edge, edge)
        self.box.setSpacing(self.look.space("m"))
        self.area.setWidget(content)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(self.area)
        self._paint()

    def _paint(self) -> None:
        look = self.look
        self.box.addWidget(words("Welcome to rjdesk", "title"))
        self.box.addWidget(
            words(
                "rjdesk keeps the records of your coalition on this computer, sealed, and leads "
                "you from the first request to the day the records are destroyed. It needs no "
                "network.",
                "lead",
            )
        )
        card = Frame(look)
        card.add(words("Begin a coalition", "heading"))
        self.form = FieldsForm(look, founding_fields(self.given), Answers())
        card.add(self.form)
        self.refusal = words("", "fault")
        self.refusal.setVisible(False)
        self.begin = button(look, "Begin", self.found, role="primary")
        card.add(self.refusal, in_row(look, self.begin))
        self.box.addWidget(card)
        there = Frame(look, "sunken")
        there.add(
            words("Is there a vault already?", "strong"),
            in_row(look, button(look, "Open a vault…", self.choose, icon="folder")),
        )
        self.box.addWidget(there)
        self.box.addStretch(1)

    def choose(self) -> None:
        """Ask for the folder of a vault; the dialog never blocks."""
        dialog = QFileDialog(self, "Open a vault")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.chosen.emit(Path(folder)))
        dialog.open()

    def say(self, sentence: str) -> None:
        """Say what went wrong."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def found(self) -> None:
        """Make the vault and record the founding."""
        answers = self.form.answers()
        fields = founding_fields(self.given)
        faults = {f.id: fault(f, answers) for f in fields}
        if answers.text("passphrase") != answers.text("again"):
            faults["again"] = "The two are not the same. Type both again."
        passphrase = answers.texts.get("passphrase", "")
        known = [answers.text("coalition"), answers.text("name"), answers.text("login")]
        if passphrase and not faults["passphrase"]:
            faults["passphrase"] = self.given.vaults.judge(passphrase, known) or ""
        if self.form.say_faults({k: v for k, v in faults.items() if v}):
            return
        try:
            vault = self._make(answers, passphrase)
        except Trouble as trouble:
            self.say(str(trouble))
            return
        self.opened.emit(vault)

    def _make(self, answers: Answers, passphrase: str) -> OpenVault:
        founder = MemberId(self.given.new_id())
        folder = Path(answers.text("folder"))
        vault = self.given.vaults.create(folder, founder, answers.text("login"), passphrase)
        desk = Desk(
            vault, self.given.programmes, clock=self.given.clock, new_id=self.given.new_id
        )
        outcome = desk.record(None, *self._founding(answers, founder))
        if isinstance(outcome, Refused):
            vault.close()
            raise Trouble(" ".join(outcome.sentences()))
        return vault

    def _founding(self, answers: Answers, founder: MemberId) -> tuple[Event, ...]:
        today = self.given.clock().date()
        programme = self.given.programmes[answers.text("programme")]
        year = academic_year(today, programme.deadlines.year_starts_in).start
        kind = MemberKind(answers.text("kind"))
        return (
            CoalitionFounded(
                on=today,
                coalition_name=answers.text("coalition"),
                programme=programme.id,
                programme_version=programme.version,
            ),
            MemberEntered(
                on=today,
                member=founder,
                member_name=answers.text("name"),
                kind=kind,
                semesters=1,
            ),
            MemberAppointed(on=today, member=founder, year=year),
            OfficeTaken(
                on=today, member=founder, office=Office(answers.text("office")), year=year
            ),
        )


KINDS = tuple(Option(kind.value, kind.value.capitalize()) for kind in MemberKind)


def founding_fields(given: Given) -> tuple[Field, ...]:
    """Return what is asked before a coalition begins."""
    programmes = tuple(Option(p.id, p.name) for p in given.programmes.values())
    offices = tuple(Option(office.value, name) for office, name in OFFICE_NAMES.items())
    return (
        Field(id="coalition", label="What is your coalition or programme called?"),
        Field(id="programme", label="Which policy do you follow?", kind=Kind.CHOICE,
              options=programmes),
        Field(id="name", label="Your name"),
        Field(id="kind", label="You are", kind=Kind.CHOICE, options=KINDS),
        Field(id="office", label="Your office", kind=Kind.CHOICE, options=offices),
        Field(
            id="login",
            label="A label to sign in with",
            help="It can be read without a passphrase, so do not use your legal name.",
        ),
        Field(
            id="passphrase",
            label="Your passphrase",
            kind=Kind.PASSPHRASE,
            help="Several unrelated words are strong and easy to remember. Nobody can restore it.",
        ),
        Field(id="again", label="Your passphrase again", kind=Kind.PASSPHRASE),
        Field(
            id="folder",
            label="Where the records are kept",
            initial=str(given.suggested),
            help="A folder of its own, which rjdesk makes.",
        ),
    )  # fmt: skip
