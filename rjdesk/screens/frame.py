"""The frame of the program: one window, in which one thing at a time is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget


class Window(QMainWindow):
    """The main window. Its title never names anybody."""

    def __init__(self) -> None:
        """Make an empty window."""
        super().__init__()
        self.setWindowTitle("rjdesk")
        self.on_close: Callable[[], None] = lambda: None

    def show_only(self, widget: QWidget) -> None:
        """Show one widget in the whole window; what was there goes."""
        self.setCentralWidget(widget)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything unfinished and close the vault first."""
        self.on_close()
        event.accept()
