"""The real program in a window of its own, or its desktop over a story told in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.app import Application
from rjdesk.process.kernel.event import ProcessId
from rjdesk.rehearsal.coalitions import reed_as_found
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route
from rjdesk.screens.shell.failed import FailedPage
from rjdesk.screens.shell.frame import Window
from rjdesk.screens.shell.registry import PAGES
from rjdesk.screens.shell.window import Desktop
from rjdesk.services import services
from rjdesk.vault.header import FLOOR
from tests.scenarios.world import PASSPHRASE, Clock, World
from tests.screens.case_pages import controls, name_of

DAY = date(2026, 9, 21)


def founded(folder: Path, day: date = DAY) -> World:
    """Make a real vault in which Imani has founded the Reed coalition, and close it."""
    world = World(folder, day, "imani")
    world.do("imani", None, *reed_as_found(day))
    world.leave()
    return world


class Driven:
    """Something on the screen, and what a person does with it."""

    qtbot: QtBot
    window: Window

    def front(self) -> QWidget:
        """Return the dialog in front, or the window."""
        QApplication.processEvents()
        open_ones = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        return open_ones[-1] if open_ones else self.window

    def named(self, name: str, which: int = 0) -> Any:  # noqa: ANN401 - any control
        """Return the control that a screen reader calls by this name."""
        front = self.front()
        found = [w for w in controls(front) if name_of(w).strip() == name]
        assert len(found) > which, (name, sorted(name_of(w) for w in controls(front)))
        return found[which]

    def names(self) -> list[str]:
        """Return how a screen reader calls each control in front."""
        return [name_of(widget).strip() for widget in controls(self.front())]

    def press(self, name: str, which: int = 0) -> None:
        """Press a button or tick with the space bar."""
        widget = self.named(name, which)
        assert widget.isEnabled(), f"{name} is grey"
        widget.setFocus()
        self.qtbot.keyClick(widget, Qt.Key.Key_Space)

    def type(self, name: str, text: str) -> None:
        """Type a text in the place of what stands in a field."""
        widget = self.named(name)
        widget.setFocus()
        widget.selectAll()
        self.qtbot.keyClick(widget, Qt.Key.Key_Delete)
        # A key for each letter, whatever its script; Qt's own helper knows only ASCII.
        for letter in text:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    def choose(self, name: str, label: str) -> None:
        """Choose in a list with the arrow keys."""
        widget: QComboBox = self.named(name)
        widget.setFocus()
        self.qtbot.keyClick(widget, Qt.Key.Key_Home)
        for _ in range(widget.count()):
            if widget.currentText() != label:
                self.qtbot.keyClick(widget, Qt.Key.Key_Down)
        assert widget.currentText() == label

    def keys(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.front().windowHandle(), key, modifier)

    def ctrl(self, key: Qt.Key) -> None:
        """Press Ctrl and a key."""
        self.keys(key, Qt.KeyboardModifier.ControlModifier)

    def said(self) -> str:
        """Return every word that can be seen."""
        labels = self.front().findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def reads(self, text: str) -> None:
        """Wait until a text can be read."""
        self.qtbot.waitUntil(lambda: text in self.said(), timeout=20_000)

    @property
    def focus(self) -> str:
        """The name of the control that has the keyboard."""
        here = self.front().focusWidget()
        return name_of(here) if here is not None else ""


class Program(Driven):
    """The whole program over a real vault, at the least cost of key derivation."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: Callable[[], Any] | None = None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.after_lock: list[Path] = []
        outside = services(
            clock=clock or Clock(DAY), cost=FLOOR, suggested=folder, settings=folder.parent
        )
        self.application = Application(app, outside, folder, after_lock=self.after_lock.append)
        self.window = self.application.window
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.end())
        self.application.show()
        qtbot.waitExposed(self.window)

    def end(self) -> None:
        """Stop watching, as the end of the process does."""
        watch = self.application.watch
        if watch is not None:
            self.application.app.removeEventFilter(watch)
            watch.timer.stop()
            watch.deleteLater()
        self.application.close_vault()

    def unlock(self, login: str = "imani") -> None:
        """Unlock with the right passphrase."""
        self.type("Passphrase", PASSPHRASE.format(login))
        self.keys(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.application.desktop is not None, timeout=20_000)

    def add_a_member(self) -> None:
        """Record something that every member of the coalition sees."""
        self.press("Coalition")
        self.press("Add a member…")
        self.type("Name", "Robin Vale")
        self.choose("They are", "Student")
        self.press("Add")
        self.reads("Robin Vale")


class Shown(Driven):
    """The desktop of a member over a story told in memory, with real paper."""

    def __init__(
        self, qtbot: QtBot, world: World, member: str, palette: str = "light", scale: float = 1.0
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.services = services(clock=self.now, cost=FLOOR, suggested=Path("unused"))
        self.services.theme.apply(app, palette, scale)
        self.window = Window()
        self.sit_down(Link(world.desk(member)))
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def now(self) -> datetime:
        """Return the moment of whoever sits here."""
        return self.link.now()

    def sit_down(self, link: Link) -> None:
        """Show the desktop of whoever sits here now."""
        self.link = link
        self.desktop = Desktop(self.services, link, PAGES)
        self.desktop.begin()
        self.window.show_only(self.desktop)

    def go(self, screen: str, *where: Any, process: ProcessId | None = None) -> Any:  # noqa: ANN401 - any page
        """Go to a screen, of a process where one is named, and return its page."""
        self.desktop.go(Route(screen, *where, process=process))
        QApplication.processEvents()
        here = self.desktop.here
        assert not isinstance(here, FailedPage), f"{screen} could not be shown"
        return here
