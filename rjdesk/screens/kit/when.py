"""Lines for a day and for a time of day, with what was read said back below them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rjdesk.desk.calendar import Calendar, Understood
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.flow import Flow
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.month import MonthDialog
from rjdesk.screens.kit.text import announce, label, set_role, vbox
from rjdesk.screens.kit.theme import Theme

DAY_LETTERS = 17
TIME_LETTERS = 8


class WhenLine(QLineEdit):
    """A line in which something is typed as people write it, and read at once.

    ``changed`` tells that the answer is another one, ``settled`` that somebody left the line
    or pressed Enter; what was read is then written as the country writes it, so that
    “tomorrow” stays the day that it was. ``month_wanted`` asks for a calendar.
    """

    changed = Signal()
    settled = Signal()
    month_wanted = Signal()

    def __init__(
        self, theme: Theme, understand: Callable[[str], Understood], text: str, letters: int
    ) -> None:
        """Make the line, ``letters`` wide; ``text`` is an answer or what somebody typed."""
        super().__init__()
        self.understand = understand
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * letters) + theme.space("xl"))
        self.known, self.wrong = self._read(text)
        self.setText(self.known.written if self.known else text)
        self.textChanged.connect(self._typed)
        self.editingFinished.connect(self.settle)

    def answer(self) -> str:
        """Return what is kept: 2026-10-26 or 14:30, or what was typed where it is neither."""
        return self.known.kept if self.known else self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.month_wanted.emit()
            return
        super().keyPressEvent(event)

    def _read(self, text: str) -> tuple[Understood | None, str]:
        """Return what a text means, or why it means nothing."""
        try:
            return (self.understand(text) if text.strip() else None), ""
        except NotUnderstoodError as wrong:
            return None, str(wrong)

    def _typed(self, text: str) -> None:
        before = self.known
        self.known, self.wrong = self._read(text)
        # Written another way it is the same answer, and a page that has recorded it is done.
        if self.known is None or self.known != before:
            self.changed.emit()

    def settle(self) -> None:
        """Take what stands there as what was meant."""
        if self.known and self.text() != self.known.written:
            self.setText(self.known.written)
        self.settled.emit()


class WhenEntry(QWidget):
    """A line with what was read said below it: in words, or why it cannot be read.

    While somebody types, nothing is found fault with.
    """

    def __init__(self, theme: Theme, line: WhenLine, about: str) -> None:
        """Lay the words below the line; ``about`` is what a screen reader says of it."""
        super().__init__()
        self.theme, self.line, self.about = theme, line, about
        self.said = label("", "small")
        # Room for a line of words from the first, so that nothing moves when they come.
        self.said.setMinimumHeight(self.fontMetrics().lineSpacing())
        self.row_box = Flow(theme.space("s"))
        self.row_box.addWidget(line)
        box = vbox(theme, "xs")
        box.addLayout(self.row_box)
        box.addWidget(self.said)
        self.setLayout(box)
        line.textChanged.connect(self._show)
        line.settled.connect(self._settled)
        self._show()

    def beside(self, *widgets: QWidget) -> None:
        """Put widgets behind the line, or below it where there is no room."""
        for widget in widgets:
            self.row_box.addWidget(widget)

    def say_fault(self, sentence: str) -> None:
        """Say what is wrong, until somebody types; nothing, and what was read is said."""
        if sentence:
            self._say(sentence, "fault")
        else:
            self._show()

    def _show(self) -> None:
        self._say(self.line.known.said if self.line.known else "", "small")

    def _settled(self) -> None:
        if self.line.wrong:
            self._say(self.line.wrong, "fault")
        said = self.line.known.said if self.line.known else self.line.wrong
        if said:
            announce(self.line, said)

    def _say(self, sentence: str, role: str) -> None:
        self.said.setText(sentence)
        if self.said.property("role") != role:
            set_role(self.said, role)
        self.line.setAccessibleDescription(sentence or self.about)


class TimeEntry(WhenEntry):
    """A line for a time of day."""

    def __init__(self, theme: Theme, calendar: Calendar, text: str, *, about: str = "") -> None:
        """Make the entry from an answer, or from what somebody typed."""
        super().__init__(theme, WhenLine(theme, calendar.time, text, TIME_LETTERS), about)
        self.line.setPlaceholderText(calendar.style.write_time(time(14, 30)))


class DayEntry(WhenEntry):
    """A line for a day, and a button that opens a calendar; Alt+Down in the line does, too."""

    def __init__(
        self, theme: Theme, calendar: Calendar, label: str, text: str, *, about: str = ""
    ) -> None:
        """Make the entry from an answer, or from what somebody typed; ``label`` names it."""
        super().__init__(theme, WhenLine(theme, calendar.day, text, DAY_LETTERS), about)
        self.calendar = calendar
        self.line.setPlaceholderText(f"such as {calendar.style.write_day(calendar.today())}")
        self.opens = button(theme, "Calendar", self.choose, icon="calendar-days")
        self.opens.setAccessibleName(f"Calendar: {label}")
        self.opens.setToolTip("Choose a day from a month (Alt+Down)")
        self.beside(self.opens)
        self.line.month_wanted.connect(self.choose)

    def choose(self) -> None:
        """Open the calendar at the day that was typed, or at today."""
        known = self.line.known
        day = date.fromisoformat(known.kept) if known else None
        dialog = MonthDialog(self, self.theme, self.calendar, day)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._chosen)
        dialog.finished.connect(lambda _how: give_keyboard(self.line))
        dialog.open()

    def _chosen(self, day: date) -> None:
        self.line.setText(day.isoformat())
        self.line.settle()
