"""Unlock: a label, a passphrase, nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from rjdesk.desk.ports import Trouble
from rjdesk.screens.given import Given
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import Frame, in_row, words
from rjdesk.screens.pool import in_pool


class Unlock(QWidget):
    """The screen before everything; ``opened`` carries the open vault."""

    opened = Signal(object)
    elsewhere = Signal()

    def __init__(self, given: Given, folder: Path) -> None:
        """Make the screen for a vault. Raises Trouble when the folder is none."""
        super().__init__()
        self.setObjectName("ground")
        self.given, self.look, self.folder = given, given.look, folder
        look = self.look
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        card = Frame(look)
        card.setFixedWidth(round(420 * look.scale))
        card.add(words("rjdesk", "title"))
        card.add(words("The records are sealed. Who is here?", "soft"))
        self.login = QComboBox()
        self.login.addItems(list(given.vaults.logins(folder)))
        self.login.setAccessibleName("Label")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName("Passphrase")
        self.passphrase.returnPressed.connect(self.unlock)
        for label, widget in (("&Label", self.login), ("&Passphrase", self.passphrase)):
            caption = words(label, "strong")
            caption.setBuddy(widget)
            card.add(caption, widget)
        self.said = words("", "fault")
        self.said.setVisible(False)
        self.button = button(look, "Unlock", self.unlock, role="primary", icon="lock-open")
        other = button(look, "Another vault", self.elsewhere.emit, role="quiet")
        card.add(self.said, in_row(look, self.button, other))
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def begin(self) -> None:
        """Put the keyboard where it is needed."""
        self.passphrase.setFocus()

    def unlock(self) -> None:
        """Derive the key in the pool, then open the vault."""
        login, passphrase = self.login.currentText(), self.passphrase.text()
        self.passphrase.clear()
        self._wait(waiting=True)
        in_pool(
            self,
            lambda: (login, self.given.vaults.derive(self.folder, login, passphrase)),
            self._derived,
            self._failed,
        )

    def _derived(self, found: tuple[str, object]) -> None:
        login, key = found
        try:
            vault = self.given.vaults.open(self.folder, login, key)
        except Trouble as trouble:
            self._failed(trouble)
            return
        self.opened.emit(vault)

    def _failed(self, failure: Exception) -> None:
        self._wait(waiting=False)
        if not isinstance(failure, Trouble):
            raise failure
        self.said.setText(str(failure))
        self.said.setVisible(True)
        self.passphrase.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        for widget in (self.login, self.passphrase, self.button):
            widget.setEnabled(not waiting)
        self.button.setText("Unlocking…" if waiting else "Unlock")
        self.said.setVisible(False)
