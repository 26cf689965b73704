"""One window in a process of its own: the program's unlock screen, or the least that Qt can do.

Prints the moment at which it was painted and the memory it then had, and ends.
"""

from __future__ import annotations

import sys
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


def paint_and_tell(widget: QWidget, event: QPaintEvent) -> None:
    """Paint a widget as it paints itself, and tell of it once that has reached the window.

    A filter of events would be simpler, but makes Qt's bindings load all of their types.
    """
    QWidget.paintEvent(widget, event)
    QTimer.singleShot(0, tell)


def tell() -> None:
    """Print the moment (s), processor time (s) and memory (MB)."""
    moment = perf_counter()
    from os import times

    used = times()
    told = {"painted": moment, "cpu": used.user + used.system, "memory": memory()}
    print(str(told).replace("'", '"'), flush=True)
    QApplication.exit(0)


def memory() -> float:
    """Return the proportional set size of this process in MB, or 0 where nobody tells."""
    try:
        with open("/proc/self/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123 - the least
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    except OSError:
        return 0.0


class Minimal(QWidget):
    """A label, a field and a button."""

    paintEvent = paint_and_tell  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.addWidget(QLabel("Passphrase"))
        box.addWidget(QLineEdit())
        box.addWidget(QPushButton("Unlock"))


def minimal() -> None:
    """Show the least window."""
    app = QApplication(["minimal"])
    window = Minimal()
    window.show()
    app.exec()


def program(vault: str) -> None:
    """Start the program by its own command line."""
    from rjdesk.cli.program import run
    from rjdesk.screens.shell.unlock import Unlock

    Unlock.paintEvent = paint_and_tell  # type: ignore[method-assign]
    run(["--vault", vault])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        program(sys.argv[1])
    else:
        minimal()
