"""A day and a time of that day, beside each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rjdesk.desk.calendar import Calendar
from rjdesk.screens.kit.flow import Flow
from rjdesk.screens.kit.text import label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.kit.when import DayEntry, TimeEntry, WhenEntry


class MomentEntry(QWidget):
    """Entries for a day and for a time; what is said of either stands below both.

    ``changed`` tells that one of the answers is another, ``entered`` that Enter was pressed.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, calendar: Calendar, day: str, at: str) -> None:
        """Make the entries from answers, or from what somebody typed."""
        super().__init__()
        self.day = DayEntry(theme, calendar, "Day", day)
        self.time = TimeEntry(theme, calendar, at)
        row_box = Flow(theme.space("s"))
        for said, entry in (("Day", self.day), ("Time", self.time)):
            caption = label(said, "strong", wrap=False)
            caption.setBuddy(entry.line)
            entry.line.setAccessibleName(said)
            entry.line.setObjectName(said.lower())
            entry.line.changed.connect(self.changed)
            entry.line.returnPressed.connect(self.entered)
            holder = QWidget()
            under = vbox(theme, "xs")
            under.addWidget(caption)
            under.addWidget(entry)
            holder.setLayout(under)
            row_box.addWidget(holder)
            row_box.setAlignment(holder, Qt.AlignmentFlag.AlignTop)
        box = vbox(theme, "xs")
        box.addLayout(row_box)
        # Beside each other there is no room for a sentence.
        box.addWidget(self.day.said)
        box.addWidget(self.time.said)
        self.setLayout(box)
        self.setFocusProxy(self.day.line)

    def answers(self) -> tuple[str, str]:
        """Return the day and the time, or what was typed where it is neither."""
        return self.day.line.answer(), self.time.line.answer()

    def to_mend(self) -> WhenEntry:
        """Return the first of the two in which nothing was understood, else the day."""
        return self.time if self.day.line.known and not self.time.line.known else self.day

    def say_fault(self, sentence: str) -> None:
        """Say what is wrong at the one that it is about, until somebody types."""
        self.day.say_fault("")
        self.time.say_fault("")
        if sentence:
            self.to_mend().say_fault(sentence)
