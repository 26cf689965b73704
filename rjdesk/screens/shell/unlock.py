"""Unlock: a label, a passphrase, nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.emblem import Emblem
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.preferences import mark_of
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, announce, caption_of, in_row, label
from rjdesk.screens.kit.theme_row import theme_row
from rjdesk.screens.kit.tick import Tick
from rjdesk.screens.shell.middle import empty_card, put_in_the_middle

CARD_WIDTH = 420
PASSPHRASE = "&Passphrase"  # noqa: S105 - it names a field
CODE = "Recovery &code"
FORGOTTEN = "I have a recovery code"
REMEMBERED = "I have a passphrase"
FIRST_SESSION = (
    "You unlock this for the first time. Above goes the passphrase that you were given to begin "
    "with. Choose one now that nobody else knows: several unrelated words."
)
AFTER_CODE = (
    "Above goes the code from your sheet, which opens this once. Choose a new passphrase now: "
    "several unrelated words. Make a new code afterwards, on the page of the vault."
)


class Unlock(QWidget):
    """The screen before everything; ``opened`` carries the open vault.

    ``deriving`` tells that the key is derived now, in the pool; ``elsewhere`` asks for another
    vault, ``restyle`` for another palette and size of type.
    """

    opened = Signal(object)
    elsewhere = Signal()
    deriving = Signal()
    restyle = Signal(str, float)

    def __init__(self, services: Services, folder: Path) -> None:
        """Make the screen for a vault. Raises Trouble when the folder is none."""
        super().__init__()
        self.setObjectName("ground")
        self.services, self.theme, self.folder = services, services.theme, folder
        self.recovering = False
        self.first = dict(services.vaults.logins(folder))
        labels = list(self.first)
        self.login = ChoiceBox().gives_way()
        self.login.addItems(labels)
        last = services.preferences.now.login
        self.login.setCurrentIndex(next((n for n, x in enumerate(labels) if mark_of(x) == last), 0))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.unlock)
        self.own, self.again = QLineEdit(), QLineEdit()
        for typed in (self.own, self.again):
            typed.setEchoMode(QLineEdit.EchoMode.Password)
            typed.returnPressed.connect(self.unlock)
        self.show_it = Tick("Show what I type")
        self.show_it.toggled.connect(self._show_it)
        self.said = label("", "fault")
        self.said.setVisible(False)
        self.button = button(services.theme, "Unlock", self.unlock, role="primary")
        put_in_the_middle(self, self.theme, self._card())
        self.login.currentTextChanged.connect(self._ask_for_ones_own)
        self._ask_for_ones_own(self.login.currentText())

    def _card(self) -> Frame:
        theme = self.theme
        card = empty_card(theme, CARD_WIDTH)
        card.add(in_row(theme, Emblem(theme, 44), label("rjdesk", "title")))
        card.add(label("The records are sealed. Who is here?", "lead"))
        card.box.addSpacing(theme.space("s"))
        self.asked_for = caption_of(self.passphrase, PASSPHRASE)
        card.add(caption_of(self.login, "&Label"), self.login, self.asked_for, self.passphrase)
        card.add(self._first_session())
        other = button(theme, "Another vault", self.elsewhere.emit, role="quiet")
        self.by_code = button(theme, FORGOTTEN, self._turn, role="quiet")
        card.add(self.show_it, self.said)
        card.box.addSpacing(theme.space("s"))
        card.add(in_row(theme, self.button, self.by_code, other))
        card.add(theme_row(theme, self.restyle.emit))
        return card

    def _first_session(self) -> QWidget:
        """Return what is asked of who was given keys and has no passphrase of their own yet."""
        self.beginning = QWidget()
        box = QVBoxLayout(self.beginning)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.theme.space("s"))
        self.why_own = label("", "soft")
        box.addWidget(self.why_own)
        for said, widget in (("Passphrase of your &own", self.own), ("A&gain", self.again)):
            box.addWidget(caption_of(widget, said))
            box.addWidget(widget)
        return self.beginning

    def _ask_for_ones_own(self, login: str) -> None:
        self.beginning.setVisible(self.recovering or self.first.get(login, False))
        self.why_own.setText(AFTER_CODE if self.recovering else FIRST_SESSION)

    def _turn(self) -> None:
        """Ask for the recovery code in the place of the passphrase, or the other way round."""
        self.recovering = not self.recovering
        asked = CODE if self.recovering else PASSPHRASE
        self.asked_for.setText(asked)
        self.passphrase.setAccessibleName(asked.replace("&", ""))
        self.by_code.setText(REMEMBERED if self.recovering else FORGOTTEN)
        self.passphrase.clear()
        self.said.setVisible(False)
        self._ask_for_ones_own(self.login.currentText())
        give_keyboard(self.passphrase)

    def begin(self) -> None:
        """Put the keyboard where it is needed."""
        give_keyboard(self.passphrase)

    def _show_it(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for typed in (self.passphrase, self.own, self.again):
            typed.setEchoMode(mode)

    def unlock(self) -> None:
        """Derive the key in the pool, then open the vault."""
        login, passphrase = self.login.currentText(), self.passphrase.text()
        if not passphrase:
            self.say(f"Type your {'recovery code' if self.recovering else 'passphrase'} first.")
            return
        chooses = self.recovering or self.first.get(login, False)
        own = self.own.text() if chooses else None
        if own is not None and (fault := self._not_ones_own(passphrase, own)):
            self.say(fault, self.own)
            return
        self.passphrase.clear()
        self._wait(waiting=True)
        if self.recovering:
            stretch = partial(self.services.vaults.stretch_new, own or "", (login,))
            in_pool(self, stretch, partial(self._recover, login, passphrase), self._failed)
            self.deriving.emit()
            return
        in_pool(self, partial(self._derive, login, passphrase, own), self._derived, self._failed)
        self.deriving.emit()

    def _not_ones_own(self, given: str, own: str) -> str:
        """Return why what was typed cannot be a passphrase of one's own, or ""."""
        if not own:
            return "Choose a passphrase of your own first."
        if own == given:
            return "That is the passphrase that you were given. Choose one that nobody else knows."
        if own != self.again.text():
            return "The two that you typed are not the same. Type them again."
        return ""

    def _derive(self, login: str, passphrase: str, own: str | None) -> tuple[str, object, object]:
        """Stretch what was typed; in the pool."""
        vaults = self.services.vaults
        key = vaults.derive(self.folder, login, passphrase)
        return login, key, None if own is None else vaults.stretch_new(own, (login,))

    def _recover(self, login: str, code: str, own: object) -> None:
        try:
            vault = self.services.vaults.recover(self.folder, login, code, own)
        except Trouble as trouble:
            self._failed(trouble)
            return
        self.opened.emit(vault)

    def _derived(self, found: tuple[str, object, object]) -> None:
        login, key, own = found
        try:
            vault = self.services.vaults.open(self.folder, login, key, own)
        except Trouble as trouble:
            self._failed(trouble)
            return
        self.opened.emit(vault)

    def _failed(self, trouble: Trouble) -> None:
        self._wait(waiting=False)
        self.say(str(trouble))

    def say(self, sentence: str, at: QLineEdit | None = None) -> None:
        """Say a sentence below the passphrase, and put the keyboard where it can be mended."""
        self.said.setText(sentence)
        self.said.setVisible(True)
        announce(self.said, sentence)
        give_keyboard(at or self.passphrase)

    def _wait(self, *, waiting: bool) -> None:
        typed = (self.login, self.passphrase, self.own, self.again)
        for widget in (*typed, self.button, self.by_code):
            widget.setEnabled(not waiting)
        self.show_it.setChecked(False)
        self.button.setText(" Unlocking…" if waiting else " Unlock")
        self.said.setVisible(False)
