"""What is said before anything else where a vault is not as it was left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rjdesk.desk.ports import OpenVault, Trouble
from rjdesk.process.kernel.event import MemberId
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.choice import ChoiceBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.pool import in_pool
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, announce, caption_of, in_row, label
from rjdesk.screens.shell.middle import empty_card, put_in_the_middle

CARD_WIDTH = 560


class Doubts(QWidget):
    """The screen between unlocking and the desktop; ``answered`` goes on to the desktop."""

    answered = Signal()

    def __init__(self, services: Services, vault: OpenVault) -> None:
        """Say what speaks against the vault, and ask what happened."""
        super().__init__()
        self.setObjectName("ground")
        self.services, self.theme, self.vault = services, services.theme, vault
        others = sorted(vault.office_holders() - {vault.member})
        in_office = vault.member in vault.office_holders()
        self.seconds = {} if vault.only_moved else _logins(vault, others)
        self.second, self.passphrase = ChoiceBox().gives_way(), QLineEdit()
        self.second.addItems(list(self.seconds))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.said = label("", "fault")
        self.said.setVisible(False)
        self.may_say = vault.only_moved or in_office
        self.read = button(self.theme, "Only read", self.answered.emit, role="primary")
        caption = "It was moved here" if vault.only_moved else "This copy counts from here on"
        self.settle = button(self.theme, caption, self._settle)
        put_in_the_middle(self, self.theme, self._card())

    def _card(self) -> Frame:
        card = empty_card(self.theme, CARD_WIDTH)
        card.add(label("This vault is not as it was left", "title"))
        for doubt in self.vault.doubts:
            card.add(label(f"· {doubt}"))
        card.add(label(self._advice(), "soft"))
        if not self.vault.only_moved:
            card.add(label(self._who_has_keys(), "soft"))
        if self.seconds and self.may_say:
            for said, widget in (
                ("&Who says so with you", self.second),
                ("&Their passphrase", self.passphrase),
            ):
                card.add(caption_of(widget, said), widget)
        card.add(self.said)
        made = (self.read, self.settle) if self.may_say else (self.read,)
        return card.add(in_row(self.theme, *made))

    def _advice(self) -> str:
        if self.vault.only_moved:
            return (
                "Where you, or somebody you trust, moved the vault to this computer, say so. Else "
                "only read, and ask whoever looks after this computer. Nothing is recorded "
                "meanwhile."
            )
        who = " Two who hold an office say so together." if self.seconds else ""
        mine = "" if self.may_say else " Somebody who holds an office says so."
        return (
            "Where somebody put back an older copy on purpose, it can count from here on: what was "
            f"recorded since that copy is gone.{who}{mine} Else only read, keep the folder as it "
            "is, and ask whoever looks after this computer. Nothing is recorded meanwhile."
        )

    def _who_has_keys(self) -> str:
        """Say who can open something in an older copy: whoever lost that since can again."""
        coalition = self.services.desk_on(self.vault).coalition
        names = sorted(map(coalition.name_of, self.vault.enrolled()))
        return (
            f"In this copy {', '.join(names)} can open what they could then. Whoever stepped back "
            "from a case or left since then has to be taken off again before anything is recorded."
        )

    def begin(self) -> None:
        """Put the keyboard where nothing is changed by a press."""
        give_keyboard(self.read)

    def _settle(self) -> None:
        if not self.seconds:
            self._settled(None)
            return
        member, passphrase = self.seconds[self.second.currentText()], self.passphrase.text()
        self.passphrase.clear()
        self._wait(waiting=True)
        unlocking = self.vault.unlocking(member)
        in_pool(
            self,
            lambda: (member, unlocking.derive(passphrase)),
            self._settled,
            self._failed,
        )

    def _settled(self, second: tuple[MemberId, object] | None) -> None:
        try:
            if second is None:
                self.vault.settle()
            else:
                with self.vault.cosigner(*second) as cosigner:
                    self.vault.settle(cosigner)
        except Trouble as trouble:
            self._failed(trouble)
            return
        self.answered.emit()

    def _failed(self, trouble: Trouble) -> None:
        self._wait(waiting=False)
        self.said.setText(str(trouble))
        self.said.setVisible(True)
        announce(self.said, str(trouble))
        give_keyboard(self.passphrase if self.seconds else self.read)

    def _wait(self, *, waiting: bool) -> None:
        for widget in (self.second, self.passphrase, self.read, self.settle):
            widget.setEnabled(not waiting)


def _logins(vault: OpenVault, members: list[MemberId]) -> dict[str, MemberId]:
    """Return the members by the labels under which they unlock."""
    return {vault.unlocking(member).login: member for member in members}
