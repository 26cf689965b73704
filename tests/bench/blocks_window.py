"""The program in a process of its own, and how long its window hangs in whatever takes long.

Imani unlocks a copy of a vault and does what is done on the screens, by their own buttons. Prints
a line for each act: the longest block (ms), and where the thread of the window was in it.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from rjdesk.app import Application
from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.kit.dialog import FormDialog
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.pages.access import AccessPage
from rjdesk.screens.pages.records import RecordsPage
from rjdesk.screens.pages.vault import VaultPage
from rjdesk.screens.shell.restore import Restore
from rjdesk.screens.shell.unlock import Unlock
from rjdesk.screens.shell.window import Desktop
from rjdesk.services import services
from tests.bench.blocks import Beats, Block
from tests.bench.building import PASSPHRASE, now
from tests.bench.painting import until_painted
from tests.process.stories import IMANI

WidgetT = TypeVar("WidgetT", bound=QWidget)
PageT = TypeVar("PageT", bound=Page)


class Program:
    """The program at the unlock screen, with beats; what it says of trouble ends the measure."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication(["rjdesk"])
        self.locked: list[Path] = []
        self.troubles: list[object] = []
        self.outside = services(
            clock=now, suggested=folder.parent / "again.rjvault", settings=folder.parent / "own"
        )
        self.application = Application(
            self.app, self.outside, folder, after_lock=self.locked.append
        )
        self.application.show()
        self.beats = Beats(self.app)

    def during(self, do: Callable[[], object], over: Callable[[], bool]) -> Block:
        """Return the longest block until something is over; raises where it went wrong."""
        block = self.beats.during(do, lambda: over() or bool(self.troubles))
        if self.troubles:
            raise RuntimeError(self.troubles)
        return block

    @property
    def desktop(self) -> Desktop:
        """The desktop of whoever unlocked."""
        if self.application.desktop is None:
            raise LookupError("nobody has unlocked")
        return self.application.desktop

    def unlock(self) -> Block:
        """Unlock as Imani, until Today stands still."""
        unlock = self.application.front
        if not isinstance(unlock, Unlock):
            raise TypeError(unlock)
        until_painted(self.app, unlock)
        unlock.login.setCurrentText(IMANI)
        unlock.passphrase.setText(PASSPHRASE.format(IMANI))
        block = self.during(
            unlock.passphrase.returnPressed.emit, lambda: self.application.desktop is not None
        )
        self.desktop.link.trouble.connect(self.troubles.append)
        self.desktop.link.refused.connect(self.troubles.append)
        return block

    def page(self, kind: type[PageT], name: str, case: CaseId | None = None) -> PageT:
        """Go to a page, and return it once it stands still."""
        self.desktop.go(Route(name, case))
        self.beats.rest()
        here = self.desktop.here
        if not isinstance(here, kind):
            raise TypeError(here)
        return here

    def answered(self, page: Page, caption: str) -> Block:
        """Press a button of a page, and hand over the form that it opens as it stands."""
        (button,) = (b for b in page.findChildren(QPushButton) if b.accessibleName() == caption)
        opened = self.during(button.click, lambda: True)
        (form,) = page.findChildren(FormDialog)

        def finish() -> None:
            form.finish()
            if form.isVisible():
                raise RuntimeError(form.refusal.text())

        return longer(opened, self.during(finish, lambda: True))


def longer(*blocks: Block) -> Block:
    """Return the longest of several."""
    return max(blocks, key=lambda block: block.longest)


def main(folder: Path, backup: Path, to_leave: CaseId, to_destroy: CaseId | None) -> None:
    """Do everything once; sealed last, for that leaves another vault behind.

    Where nothing is to be destroyed, the page of the vault is not gone to either.
    """
    program = Program(folder)
    tell("nothing at all", program.during(lambda: None, lambda: True))
    tell("restore", restored(program, backup))
    program.application.show_unlock(folder)
    tell("unlock", program.unlock())
    access = program.page(AccessPage, "access", to_leave)
    tell("recusal", program.answered(access, "Step back from this case…"))
    if to_destroy is not None:
        at_the_vault(program, folder.parent / "stick", to_destroy)


def at_the_vault(program: Program, stick: Path, to_destroy: CaseId) -> None:
    """Do what is done on the page of the vault, or leads there."""
    page = program.page(VaultPage, "vault")
    stick.mkdir()
    tell("backup", program.during(lambda: page.back_up(stick), lambda: not page.backing.under_way))
    page = program.page(VaultPage, "vault")
    tell("check", program.during(page.examine, lambda: page.found is not None))
    if page.found:
        raise RuntimeError(page.found)
    records = program.page(RecordsPage, "records", to_destroy)
    tell("destruction", program.answered(records, "Destroy them…"))
    page = program.page(VaultPage, "vault")
    tell("sealing anew", program.during(page.reseal, lambda: bool(program.locked)))


def tell(act: str, block: Block) -> None:
    """Print what an act came to, at once: whatever happens later, it was measured."""
    print(json.dumps({"act": act, **dataclasses.asdict(block)}), flush=True)


def restored(program: Program, file: Path) -> Block:
    """Put a backup back, from the screen that asks for it to the vault in its place."""
    program.application.show_restore(file)
    restore = program.application.front
    if not isinstance(restore, Restore):
        raise TypeError(restore)
    passphrase = restore.form.field("passphrase")
    field = passphrase if isinstance(passphrase, QLineEdit) else _inside(passphrase, QLineEdit)
    field.setText(PASSPHRASE.format(IMANI))
    login = restore.form.field("login")
    login.setCurrentIndex(login.findText(IMANI))  # type: ignore[attr-defined]
    unpacked = program.during(restore.unpack, lambda: restore.prepared is not None)
    finished = program.during(restore._finish, lambda: True)
    return longer(unpacked, finished)


def _inside(widget: QWidget, kind: type[WidgetT]) -> WidgetT:
    found = widget.findChild(kind)
    if found is None:
        raise LookupError(kind)
    return found


if __name__ == "__main__":
    place, file, left, *destroyed = sys.argv[1:]
    main(Path(place), Path(file), CaseId(left), CaseId(destroyed[0]) if destroyed else None)
