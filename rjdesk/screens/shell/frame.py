"""The frame of the program: one window, in which one thing at a time is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QLayout, QMainWindow, QWidget

from rjdesk.screens.kit.reading_order import tab_on

USUAL = QSize(1280, 800)
SMALLEST = QSize(480, 320)
TITLE_BAR = 40
BORDER = 4
"""What a window manager may put above the inside of a window, and around it, in pixels."""


class Window(QMainWindow):
    """The main window. Its title never names anybody, and it is never larger than the screen."""

    def __init__(self) -> None:
        """Make an empty window."""
        super().__init__()
        self.setWindowTitle("rjdesk")
        self.on_close: Callable[[], None] = lambda: None
        # What it shows may ask for more room than there is; that is no reason to take it.
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(SMALLEST)

    def place(self, remembered: tuple[int, ...]) -> None:
        """Take the remembered place (x, y, width, height) or the usual one, inside a screen."""
        inside = self.screen().availableGeometry()
        wanted = QRect(inside.topLeft(), USUAL)
        wanted.moveCenter(inside.center())
        if remembered:
            x, y, width, height = remembered
            wanted = QRect(x, y, width, height)
            screen = QGuiApplication.screenAt(wanted.center())
            inside = screen.availableGeometry() if screen is not None else inside
        room = inside.adjusted(BORDER, TITLE_BAR, -BORDER, -BORDER)
        size = wanted.size().boundedTo(room.size())
        left = min(max(wanted.x(), room.left()), room.right() - size.width() + 1)
        top = min(max(wanted.y(), room.top()), room.bottom() - size.height() + 1)
        self.setGeometry(QRect(left, top, size.width(), size.height()))

    def where(self) -> tuple[int, ...]:
        """Return the place to remember: x, y, width and height of the inside, in pixels."""
        at = self.normalGeometry() if self.isMaximized() else self.geometry()
        return (at.x(), at.y(), at.width(), at.height())

    def show_only(self, widget: QWidget) -> None:
        """Show one widget in the whole window; what was there goes."""
        self.setCentralWidget(widget)

    def put_aside(self) -> QWidget | None:
        """Take out what is shown, so that an empty window is seen at once, and return it.

        What was put aside is in no window: nobody sees it, and no screen reader meets it.
        """
        shown = self.takeCentralWidget()
        ground = QWidget()
        ground.setObjectName("ground")
        self.setCentralWidget(ground)
        ground.show()
        self.repaint()
        return shown

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt has it
        shown = self.centralWidget()
        return shown is not None and tab_on(shown, forward=next)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything unfinished and close the vault first."""
        self.on_close()
        event.accept()
