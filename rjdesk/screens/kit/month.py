"""A month to choose a day from: opened beside a line for a day, never waited for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDialog, QToolButton, QWidget

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.days import YEARS_AWAY
from rjdesk.process.kernel.calendar import WEEKDAYS, full_date, long_date
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.text import announce, in_row, label, vbox
from rjdesk.screens.kit.theme import Theme

ARROWS = {
    "qt_calendar_prevmonth": ("chevron-left", "Previous month"),
    "qt_calendar_nextmonth": ("chevron-right", "Next month"),
}
ARROW = 20
LINES = 7
"""The names of the days, and the six weeks that a month may touch."""

WIDEST = "Wed"
NAMES = {"qt_calendar_monthbutton": "Month", "qt_calendar_yearbutton": "Year"}


class MonthDialog(QDialog):
    """Shows a month; ``chosen`` carries the day that somebody chose.

    Arrow keys go by days, Page Up and Page Down by months; Enter chooses, Escape closes.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, calendar: Calendar, day: date | None) -> None:
        """Make the dialog at ``day``, or at today; show it with ``open``."""
        super().__init__(parent)
        self.setWindowTitle("Choose a day")
        self.theme, self.today = theme, calendar.today()
        self.month = self._month(calendar.style.week_starts, day or self.today)
        self.said = label("", "heading")
        here = label(f"Today, {long_date(self.today)}, is underlined.", "small")
        choose = button(theme, "Choose this day", self._choose, role="primary")
        to_today = button(theme, "Today", lambda: self._go(self.today))
        box = vbox(theme, "m")
        margin = theme.space("l")
        box.setContentsMargins(margin, margin, margin, margin)
        buttons = in_row(theme, choose, to_today, button(theme, "Cancel", self.reject))
        for part in (self.said, self.month, here, buttons):
            box.addWidget(part)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.month.selectionChanged.connect(self._say)
        self.month.activated.connect(self._choose)
        self._say()
        give_keyboard(self.month)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        box = self.layout()
        if box is not None:
            # Words may wrap, which the height that Qt offers does not count.
            width = box.sizeHint().width()
            self.resize(width, box.totalHeightForWidth(width))

    def day(self) -> date:
        """Return the day that is marked."""
        marked = self.month.selectedDate()
        return date(marked.year(), marked.month(), marked.day())

    def _month(self, week_starts: int, day: date) -> QCalendarWidget:
        month = QCalendarWidget()
        # The words of the screens are English, whatever the system speaks.
        month.setLocale(QLocale(QLocale.Language.English))
        month.setFirstDayOfWeek(Qt.DayOfWeek(week_starts + 1))
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setDateEditEnabled(False)
        month.setMinimumDate(QDate(self.today.year - YEARS_AWAY, 1, 1))
        month.setMaximumDate(QDate(self.today.year + YEARS_AWAY, 12, 31))
        month.setSelectedDate(_of_qt(day))
        month.setAccessibleName("Month")
        month.setAccessibleDescription(
            "Arrow keys go by days, Page Up and Page Down by months. Enter chooses."
        )
        # A weekend is a day like others: Qt would write it in red.
        plain = QTextCharFormat()
        plain.setForeground(self.theme.colour("ink"))
        for weekday in Qt.DayOfWeek:
            month.setWeekdayTextFormat(weekday, plain)
        head = QTextCharFormat()
        head.setForeground(self.theme.colour("ink-soft"))
        head.setBackground(self.theme.colour("sunken"))
        month.setHeaderTextFormat(head)
        here = QTextCharFormat(plain)
        here.setFontWeight(QFont.Weight.Bold)
        here.setFontUnderline(True)
        month.setDateTextFormat(_of_qt(self.today), here)
        for made in month.findChildren(QToolButton):
            icon, name = ARROWS.get(made.objectName(), ("", NAMES.get(made.objectName(), "")))
            if icon:
                made.setIcon(self.theme.icon(icon, "accent-strong"))
                edge = round(ARROW * self.theme.scale)
                made.setIconSize(QSize(edge, edge))
            made.setAccessibleName(name)
        self._make_room(month)
        return month

    def _make_room(self, month: QCalendarWidget) -> None:
        """Keep every day in sight; Qt measures a smaller text than the look has."""
        month.ensurePolished()
        letters, space = month.fontMetrics(), self.theme.space("s")
        wide = (letters.horizontalAdvance(WIDEST) + space * 2) * len(WEEKDAYS)
        # The head and a frame are as high as a line more.
        month.setMinimumSize(wide, (letters.lineSpacing() + space) * (LINES + 1) + space * 2)

    def _say(self) -> None:
        said = full_date(self.day())
        self.said.setText(said)
        announce(self.month, said)

    def _go(self, day: date) -> None:
        self.month.setSelectedDate(_of_qt(day))
        give_keyboard(self.month)

    def _choose(self) -> None:
        self.chosen.emit(self.day())
        self.accept()


def _of_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
