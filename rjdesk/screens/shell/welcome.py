"""Welcome: begin a coalition, or open a vault that is there already."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rjdesk.desk.desk import may_found
from rjdesk.desk.fields import Answers, Field, Kind, Option, fault
from rjdesk.desk.folder import whole_path
from rjdesk.desk.founding import Founding, founding_of
from rjdesk.desk.outcome import Refused
from rjdesk.desk.ports import Journal, Trouble
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.membership.state import MemberKind
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.dialog import WORKING
from rjdesk.screens.kit.emblem import Emblem
from rjdesk.screens.kit.files import file_dialog
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.keyboard import bring_into_view, give_keyboard
from rjdesk.screens.kit.not_used import not_used_card
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, announce, in_row, label
from rjdesk.screens.kit.theme_row import theme_row

WIDTH = 720
GROUPS = (
    ("Begin a coalition", ("coalition", "programme")),
    ("You, who begin it", ("name", "kind", "office")),
    ("Your key", ("login", "new", "again")),
    ("The place", ("folder",)),
)
BEGIN = "Begin"


class Welcome(QWidget):
    """The first screen where no vault is known; ``opened`` carries the founder's open vault.

    ``chosen`` carries the folder of a vault that somebody wants to unlock, ``put_back`` the file
    of a backup; ``mending`` asks that the vault be put right that could not be opened;
    ``restyle`` asks for another palette and size of type.
    """

    opened = Signal(object)
    chosen = Signal(object)
    put_back = Signal(object)
    mending = Signal()
    restyle = Signal(str, float)

    def __init__(
        self, services: Services, answers: Answers | None = None, *, before: Path | None = None
    ) -> None:
        """Make the screen, with what was typed into one before it.

        ``before`` is the vault that was to be unlocked, to which one can go back.
        """
        super().__init__()
        self.setObjectName("ground")
        self.services, self.theme = services, services.theme
        self.typed, self.before = answers or Answers(), before
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        row_box = QHBoxLayout(content)
        row_box.setContentsMargins(0, 0, 0, 0)
        column_of_cards = QWidget()
        column_of_cards.setMaximumWidth(round(WIDTH * self.theme.scale))
        self.box = QVBoxLayout(column_of_cards)
        margin = self.theme.space("xl")
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(self.theme.space("m"))
        row_box.addStretch(1)
        row_box.addWidget(column_of_cards, 1000)
        row_box.addStretch(1)
        self.area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self._paint()

    def _paint(self) -> None:
        theme = self.theme
        self.box.addWidget(in_row(theme, Emblem(theme, 44), label("Welcome to rjdesk", "title")))
        self.box.addWidget(
            label(
                "rjdesk keeps the records of your coalition on this computer, sealed, and leads "
                "you from the first request through the circle and the agreement to the close of "
                "the case. It needs no network.",
                "lead",
            )
        )
        self.trouble = Frame(theme, "warm")
        self.trouble_says = label("", "strong")
        self.mend_button = button(theme, "Put it right", self.mending.emit, icon="check")
        self.trouble.add(self.trouble_says, in_row(theme, self.mend_button))
        self.trouble.setVisible(False)
        self.box.addWidget(self.trouble)
        if self.before is not None:
            back = button(theme, "Back to the vault", self._back, role="quiet", icon="arrow-left")
            self.box.addWidget(in_row(theme, back))
        there = Frame(theme, "sunken")
        self.open_button = button(theme, "Open a vault…", self.choose, icon="folder")
        self.back_button = button(theme, "Put a backup back…", self.choose_backup, icon="upload")
        there.add(
            in_row(theme, label("Is there a vault already?"), self.open_button, self.back_button)
        )
        there.add(theme_row(theme, self.restyle.emit))
        self.box.addWidget(there)
        if faults := self.services.programme_faults():
            self.box.addWidget(not_used_card(theme, faults))
        fields = founding_fields(self.services)
        self.forms = []
        for heading, ids in GROUPS:
            card = Frame(theme)
            asked = [f for f in fields if f.id in ids]
            form = FieldsForm(theme, asked, self.typed, self.services.reader)
            form.entered.connect(self.found)
            form.changed.connect(self._changed)
            card.add(label(heading, "heading"), form)
            self.forms.append(form)
            self.box.addWidget(card)
        self.refusal = label("", "fault")
        self.refusal.setVisible(False)
        self.begin_button = button(theme, BEGIN, self.found, role="primary", icon="sprout")
        self.box.addWidget(self.refusal)
        self.box.addWidget(in_row(theme, self.begin_button))
        self.box.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.forms[0].focus_first()

    def answers(self) -> Answers:
        """Return what was typed and chosen so far."""
        texts: dict[str, str] = {}
        for form in self.forms:
            texts |= form.answers().texts
        return Answers(texts=texts)

    def _back(self) -> None:
        self.chosen.emit(self.before)

    def choose(self) -> None:
        """Ask for the folder of a vault; the dialog never blocks."""
        dialog = file_dialog(self, "Open a vault")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.chosen.emit(Path(folder)))
        dialog.open()

    def choose_backup(self) -> None:
        """Ask for the file of a backup."""
        dialog = file_dialog(self, "Put a backup back")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Backups (*.rjbackup)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.put_back.emit(Path(file)))
        dialog.open()

    def say(self, sentence: str, *, mendable: bool = False) -> None:
        """Say at the top what went wrong before, such as a vault that could not be opened.

        What is ``mendable`` the program can put right itself.
        """
        self.mend_button.setVisible(mendable)
        self.trouble_says.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce(self.trouble_says, sentence)

    def _changed(self) -> None:
        self.refusal.setVisible(False)

    def _refuse(self, sentence: str) -> None:
        """Say beside the button why nothing was begun."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(True)
        announce(self.refusal, sentence)

    def found(self) -> None:
        """Ask the rules, stretch the passphrase in the pool, then make the vault."""
        answers = self.answers()
        fields = founding_fields(self.services)
        faults = {f.id: fault(f, answers, self.services.calendar) for f in fields}
        passphrase = answers.texts.get("new", "")
        faults["folder"] = faults["folder"] or self._place_fault(answers.text("folder"))
        if self._say_faults({name: sentence for name, sentence in faults.items() if sentence}):
            return
        services = self.services
        founder, now = MemberId(services.new_id()), services.clock()
        founding = founding_of(answers, founder, services.programmes, now.date())
        verdict = may_found(founder, founding.events, services.programmes, now)
        if not verdict.allowed:
            self._refuse(verdict.why_not())
            return
        known = [answers.text(name) for name in ("coalition", "name", "login")]
        self._wait(waiting=True)
        in_pool(
            self,
            partial(services.vaults.stretch_new, passphrase, (*known, founding.folder.stem)),
            partial(self._make, founding),
            self._failed,
        )

    def _say_faults(self, wrong: dict[str, str]) -> bool:
        """Say beside each field what is wrong with it, and whether anything is."""
        # From the last to the first, so that the keyboard ends at the first fault.
        said = [form.say_faults(wrong) for form in reversed(self.forms)]
        self.refusal.setVisible(False)
        here = self.focusWidget()
        if any(said) and here is not None:
            bring_into_view(here)
        return any(said)

    def _wait(self, *, waiting: bool) -> None:
        for widget in (*self.forms, self.open_button, self.back_button, self.begin_button):
            widget.setEnabled(not waiting)
        self.begin_button.setText(f" {WORKING if waiting else BEGIN}")
        self.refusal.setVisible(False)
        if waiting:
            announce(self.begin_button, WORKING)

    def _failed(self, trouble: Trouble) -> None:
        self._wait(waiting=False)
        if not self._say_faults({trouble.field: str(trouble)}):
            self._refuse(str(trouble))
            give_keyboard(self.begin_button)

    def _make(self, founding: Founding, secret: object) -> None:
        self._wait(waiting=False)
        services = self.services

        def begin(journal: Journal) -> None:
            outcome = services.desk_on(journal).record(None, *founding.events)
            if isinstance(outcome, Refused):
                raise Trouble(outcome.why_not())

        try:
            vault = services.vaults.create(
                founding.folder, founding.founder, founding.login, secret, begin
            )
        except Trouble as trouble:
            self._failed(trouble)
            return
        self.opened.emit(vault)

    def _place_fault(self, typed: str) -> str:
        """Return what is unclear about the place, or ""; one that begins nowhere is told whole."""
        try:
            whole = whole_path(typed)
        except ValueError as wrong:
            return str(wrong)
        if typed.startswith("~") or Path(typed).is_absolute():
            return ""
        line = self.forms[-1].field("folder")
        if isinstance(line, QLineEdit):
            line.setText(str(whole))
        return "This is the whole place now. Begin again if it is the right one."


def founding_fields(services: Services) -> tuple[Field, ...]:
    """Return what is asked before a coalition begins."""
    programmes = tuple(Option(p.id, p.name) for p in services.programmes.values())
    known: dict[str, list[str]] = {}
    for office in (o for p in services.programmes.values() for o in p.offices):
        names = known.setdefault(office.id, [])
        names += [office.name] if office.name not in names else []
    offices = tuple(Option(office, " or ".join(names)) for office, names in known.items())
    kinds = services.terms.options(MemberKind)
    return (
        Field(id="coalition", label="What is your coalition or programme called?",
              kind=Kind.NAME),
        Field(id="programme", label="Which policy do you follow?", kind=Kind.CHOICE,
              options=programmes),
        Field(id="name", label="Your name", kind=Kind.NAME),
        Field(id="kind", label="You are", kind=Kind.CHOICE, options=kinds),
        Field(id="office", label="Your office", kind=Kind.CHOICE, options=offices),
        Field(
            id="login",
            label="A label to sign in with",
            help="It can be read without a passphrase, so do not use your legal name.",
        ),
        Field(
            id="new",
            again="again",
            label="Your passphrase",
            kind=Kind.PASSPHRASE,
            help="Several unrelated words are strong and easy to remember. Nobody can restore it.",
        ),
        Field(id="again", label="Your passphrase again", kind=Kind.PASSPHRASE),
        Field(
            id="folder",
            label="Where the records are kept",
            kind=Kind.FOLDER,
            printed=False,
            initial=str(free_place(services.suggested)),
            help="A folder of its own, which rjdesk makes.",
        ),
    )  # fmt: skip


def free_place(suggested: Path) -> Path:
    """Return the place that is offered for a new vault, or the next one that is free."""
    numbered = (suggested.with_stem(f"{suggested.stem}-{n}") for n in itertools.count(2))
    return suggested if not suggested.exists() else next(p for p in numbered if not p.exists())
