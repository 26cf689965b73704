"""A case at a chosen point of its story, and a window's worth of what a page needs to show it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import CalendarStyle, DayOrder
from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Refused
from rjdesk.process.case import Case
from rjdesk.process.kernel.event import CaseId
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.telling import Chapter, Story
from rjdesk.screens.kit.checked import FieldReader
from rjdesk.screens.kit.failures import Failures
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.preferences import PreferencesFile
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.theme import Theme
from rjdesk.shipped import (
    installed_anonymiser,
    shipped,
    shipped_press,
    shipped_programmes,
    shipped_rule_help,
    shipped_terms,
)
from tests.scenarios.world import World
from tests.stories.desk import told

CHAPTERS = (s1.INTAKE, s1.PRE_MEETINGS, s1.PREPARATION, s1.CIRCLE, s1.AGREEMENT)
PARTNERS = (s2.INTAKE, s2.PRE_CONFERENCE, s2.SCHEDULING, s2.CONFERENCE, s2.AGREEMENT)
# The country of every page of these tests, whatever the machine is set to.
BRITAIN = CalendarStyle(order=DayOrder.DAY_FIRST, separator="/", am_pm=False, week_starts=0)
PLAIN = FieldReader(lambda _text: "", Calendar(BRITAIN, lambda: date(2026, 10, 26)))
"""How fields read where a test does not care."""
MakePage = Callable[[Services, Link, Route], ScrolledPage]


def told_up_to(chapter: Chapter, day: date) -> World:
    """Tell the first story over memory up to the end of a chapter, and move on to a day."""
    return _told(s1.STORY, chapter, day)


def partners_up_to(chapter: Chapter, day: date = s2.DAY) -> World:
    """Tell the story of the community programme up to the end of a chapter."""
    return _told(s2.STORY, chapter, day)


def one_party_up_to(chapter: Chapter, day: date = s4.DAY) -> World:
    """Tell the story of one party alone up to the end of a chapter."""
    return _told(s4.STORY, chapter, day)


def _told(story: Story, chapter: Chapter, day: date) -> World:
    world = told(story, chapter)
    world.clock.set(day, 13)
    return world


class Shown:
    """A page of the case in a window of its own, and what a person does with it."""

    def __init__(
        self,
        qtbot: QtBot,
        world: World,
        member: str,
        make: MakePage,
        at: str,
        case: CaseId = s1.CASE,
    ) -> None:
        self.qtbot = qtbot
        self.case_id = case
        self.desk: Desk = world.desk(member)
        self.theme = Theme(shipped("resources"))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme.apply(app, "light", 1.0)
        nothing: Any = None
        services = Services(
            theme=self.theme,
            vaults=nothing,
            press=shipped_press(),
            anonymiser=installed_anonymiser(),
            programmes=shipped_programmes(),
            programme_faults=tuple,
            rule_help=shipped_rule_help(),
            read_terms=shipped_terms,
            clock=world.clock,
            calendar=Calendar(BRITAIN, lambda: self.desk.today),
            new_id=self.desk.new_id,
            suggested=Path(),
            preferences=PreferencesFile(Path(os.environ["XDG_CONFIG_HOME"])),
            failures=Failures(world.clock),
        )
        self.link = Link(self.desk)
        self.refusals: list[Refused] = []
        self.places: list[Route] = []
        self.link.refused.connect(self.refusals.append)
        self.page = make(services, self.link, Route(at, case))
        self.page.go.connect(self.places.append)
        self.link.changed.connect(lambda _topics: self.page.refresh())
        qtbot.addWidget(self.page)
        self.page.resize(1000, 700)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.refresh()

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.desk.case(self.case_id)

    def named(self, name: str, inside: QWidget | None = None) -> Any:  # noqa: ANN401 - any control
        """Return the control that a screen reader calls by this name."""
        found = [w for w in controls(inside or self.page) if name_of(w) == name]
        assert len(found) == 1, (name, sorted(map(name_of, controls(inside or self.page))))
        return found[0]

    def press(self, name: str, inside: QWidget | None = None) -> None:
        """Click a button or tick."""
        widget = self.named(name, inside)
        assert widget.isEnabled(), f"{name} is grey"
        if self.page.area.isAncestorOf(widget):
            self.page.area.ensureWidgetVisible(widget)
            QApplication.processEvents()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def tick(self, name: str, inside: QWidget | None = None) -> None:
        """Change a tick with the keyboard."""
        widget = self.named(name, inside)
        self.qtbot.keyClick(widget, Qt.Key.Key_Space)

    def type(self, name: str, text: str, inside: QWidget | None = None) -> None:
        """Type a text in the place of what stands in a field."""
        widget = self.named(name, inside)
        widget.selectAll()
        self.qtbot.keyClick(widget, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(widget, text)

    def choose(self, name: str, label: str, inside: QWidget | None = None) -> None:
        """Choose in a list with the arrow keys."""
        widget = self.named(name, inside)
        self.qtbot.keyClick(widget, Qt.Key.Key_Home)
        for _ in range(widget.count()):
            if widget.currentText() != label:
                self.qtbot.keyClick(widget, Qt.Key.Key_Down)
        assert widget.currentText() == label

    def dialog(self) -> QDialog:
        """Return the small form that is open."""
        QApplication.processEvents()
        found = [d for d in self.page.findChildren(QDialog) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    def says(self, text: str, inside: QWidget | None = None) -> bool:
        """Whether some visible words hold that text."""
        QApplication.processEvents()
        labels = (inside or self.page).findChildren(QLabel)
        return any(text in label.text() for label in labels if label.isVisible())


def controls(widget: QWidget) -> list[QWidget]:
    """Return what a person can press, tick, choose in or type in, as far as it is shown."""
    QApplication.processEvents()  # what was just painted is shown then
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    return [
        w
        for w in widget.findChildren(QWidget)
        if isinstance(w, kinds) and w.isVisibleTo(widget) and w.window() is widget.window()
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control."""
    name = widget.accessibleName()
    if not name and isinstance(widget, QPushButton | QCheckBox):
        name = widget.text().replace("&&", "&")
    return name


def said_on(widget: QWidget) -> str:
    """Return every word that is shown on a widget: its labels, and what can be pressed."""
    QApplication.processEvents()
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget)]
    pressed = [name_of(w) for w in controls(widget)]
    return "\n".join([*labels, *pressed])
