"""Unlocking, in a process of its own: passphrase in, Enter, and what is painted when.

Prints milliseconds: to Today, to the list of cases by way of Today, and of the bare derivation.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication

from rjdesk.app import Application
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.cases.page import CasesPage
from rjdesk.screens.shell.unlock import Unlock
from rjdesk.services import services
from rjdesk.vault.header import read_header
from tests.bench.building import PASSPHRASE, now
from tests.bench.measure import milliseconds
from tests.bench.painting import until_painted, wait_for
from tests.process.stories import IMANI


def main(folder: Path) -> None:
    """Unlock the vault as Imani."""
    app = QApplication(["rjdesk"])
    application = Application(app, services(clock=now), folder)
    application.show()
    (unlock,) = application.window.findChildren(Unlock)
    until_painted(app, unlock)
    unlock.login.setCurrentText(IMANI)
    unlock.passphrase.setText(PASSPHRASE.format(IMANI))
    app.processEvents()

    start = perf_counter()
    unlock.passphrase.returnPressed.emit()
    wait_for(app, lambda: application.desktop is not None)
    desktop = application.desktop
    if desktop is None or desktop.here is None:
        raise RuntimeError("the vault did not open")
    until_painted(app, desktop.here)
    today = perf_counter()
    desktop.go(Route("cases"))
    page = desktop.here
    if not isinstance(page, CasesPage):
        raise TypeError("this is not the list of cases")
    until_painted(app, page.table.viewport())
    cases = perf_counter()

    told = {
        "today": 1000 * (today - start),
        "cases": 1000 * (cases - start),
        "derivation": milliseconds(lambda: derivation(folder)),
    }
    print(json.dumps(told))


def derivation(folder: Path) -> None:
    """Derive a key at the cost of Imani's login, and nothing else."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    (login,) = read_header(folder).labelled(IMANI)
    cost = login.passphrase.cost
    if cost is None:
        raise LookupError("nothing is derived for this login")
    Argon2id(
        salt=bytes(16),
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(b"seven quiet rivers")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
