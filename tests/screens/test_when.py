"""A day and a time are typed as people write them, or chosen from a month by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialog,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import CalendarStyle, DayOrder
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.screens.kit.checked import FieldReader
from rjdesk.screens.kit.form import FieldsForm
from rjdesk.screens.kit.month import MonthDialog
from rjdesk.screens.kit.theme import PALETTES, SCALES, Theme
from rjdesk.screens.kit.when import DayEntry, TimeEntry, WhenLine
from rjdesk.shipped import shipped
from tests.screens.case_pages import BRITAIN, controls, name_of
from tests.screens.test_style import contrast

pytestmark = pytest.mark.elsewhere

MONDAY = date(2026, 10, 26)
STATES = CalendarStyle(order=DayOrder.MONTH_FIRST, separator="/", am_pm=True, week_starts=6)
FIELDS = (
    Field(id="due", label="By which day", kind=Kind.DATE, help="Say it aloud."),
    Field(id="at", label="At what time", kind=Kind.TIME),
    Field(id="place", label="Where"),
)


class Desk:
    """A form with a day, a time and a place in a window, at a desk whose day can turn."""

    def __init__(
        self,
        qtbot: QtBot,
        style: CalendarStyle = BRITAIN,
        palette: str = "light",
        scale: float = 1.0,
        **typed: str,
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot, self.today = qtbot, MONDAY
        self.theme = Theme(shipped("resources"))
        self.theme.apply(app, palette, scale)
        self.calendar = Calendar(style, lambda: self.today)
        self.form = FieldsForm(
            self.theme, FIELDS, Answers(texts=typed), FieldReader(lambda _text: "", self.calendar)
        )
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.form)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.line.setFocus()
        qtbot.waitUntil(self.line.hasFocus)

    @property
    def line(self) -> WhenLine:
        """The line for the day."""
        return self.row(DayEntry).line

    def row(self, kind: type[Any]) -> Any:  # noqa: ANN401 - a day or a time
        """Return an entry of the form."""
        return self.form.findChild(kind)

    def keys(self, text: str = "", *keys: Qt.Key, alt: bool = False) -> None:
        """Type where the keyboard is, and press keys there."""
        none, pressed = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
        here = QApplication.focusWidget()
        assert here is not None
        self.qtbot.keyClicks(here, text)
        for key in keys:
            here = QApplication.focusWidget()
            assert here is not None
            self.qtbot.keyClick(here, key, pressed if alt else none)
        QApplication.processEvents()

    def answer(self, field: str) -> str:
        """Return what the form would hand on."""
        return self.form.answers().texts[field]

    def says(self, text: str) -> bool:
        """Whether somebody reads this just now."""
        return any(text in label.text() for label in self.window.findChildren(QLabel))

    def month(self) -> MonthDialog:
        """Open the calendar with Alt and Down, and wait until it has the keyboard."""
        self.keys("", Qt.Key.Key_Down, alt=True)
        dialog = self.window.findChild(MonthDialog)
        assert isinstance(dialog, MonthDialog)
        self.qtbot.waitUntil(lambda: dialog.month.isAncestorOf(QApplication.focusWidget()))
        return dialog


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_what_was_read_is_said_back_as_soon_as_it_can_be_read(desk: Desk) -> None:
    desk.keys("26 oc")
    assert not desk.says("is not a day")
    assert not desk.says("Monday")
    desk.keys("t")
    assert desk.says("Monday 26 October 2026")
    assert desk.answer("due") == "2026-10-26"
    assert desk.line.accessibleDescription() == "Monday 26 October 2026"


def test_nothing_nags_before_the_field_is_left_nor_after_it_was_mended(desk: Desk) -> None:
    desk.keys("soon")
    assert not desk.says("is not a day")
    desk.keys("", Qt.Key.Key_Tab)
    assert desk.says("“soon” is not a day. Write it as 26/10/2026 or 26 October 2026.")
    assert desk.answer("due") == "soon"
    desk.keys("", Qt.Key.Key_Backtab)
    desk.keys("er")
    assert not desk.says("is not a day")
    assert desk.line.accessibleDescription() == "Say it aloud."


def test_an_empty_field_is_left_in_peace(desk: Desk) -> None:
    desk.keys("", Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert not desk.says("Write the")


def test_what_was_read_is_written_as_the_country_writes_it_once_the_field_is_left(
    qtbot: QtBot,
) -> None:
    desk = Desk(qtbot, STATES)
    desk.keys("next friday", Qt.Key.Key_Tab)
    assert desk.line.text() == "11/06/2026"
    assert desk.says("Friday 6 November 2026")
    desk.row(TimeEntry).line.setFocus()
    desk.keys("14.30", Qt.Key.Key_Tab)
    assert desk.row(TimeEntry).line.text() == "2:30 pm"
    assert desk.says("14:30 (2:30 pm)")
    assert (desk.answer("due"), desk.answer("at")) == ("2026-11-06", "14:30")


def test_tomorrow_stays_the_day_that_was_said_back_when_midnight_passes(desk: Desk) -> None:
    desk.keys("tomorrow")
    assert desk.says("Tuesday 27 October 2026")
    desk.today = date(2026, 10, 27)
    assert desk.answer("due") == "2026-10-27"
    desk.keys("", Qt.Key.Key_Tab)
    assert desk.line.text() == "27/10/2026"
    assert desk.answer("due") == "2026-10-27"


def test_an_answer_is_shown_again_as_the_country_writes_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, STATES, due="2026-12-18", at="09:05")
    assert desk.line.text() == "12/18/2026"
    assert desk.row(TimeEntry).line.text() == "9:05 am"
    assert (desk.answer("due"), desk.answer("at")) == ("2026-12-18", "09:05")


def test_half_typed_words_come_back_as_they_were(qtbot: QtBot) -> None:
    desk = Desk(qtbot, due="26 Oc")
    assert desk.line.text() == "26 Oc"
    assert desk.answer("due") == "26 Oc"


def test_what_is_said_to_be_needed_stays_until_somebody_types(desk: Desk) -> None:
    desk.form.entered.connect(lambda: desk.form.say_faults({"due": "This is needed."}))
    desk.keys("", Qt.Key.Key_Return)
    assert desk.says("This is needed.")
    desk.keys("", Qt.Key.Key_Tab)
    assert desk.says("This is needed.")
    assert desk.line.accessibleDescription() == "This is needed."
    desk.keys("", Qt.Key.Key_Backtab)
    desk.keys("t")
    assert not desk.says("This is needed.")


def test_enter_hands_on_what_was_read(desk: Desk) -> None:
    entered: list[str] = []
    desk.form.entered.connect(lambda: entered.append(desk.answer("due")))
    desk.keys("tomorrow", Qt.Key.Key_Return)
    assert entered == ["2026-10-27"]
    assert desk.line.text() == "27/10/2026"


def test_the_answer_changes_once_for_each_change_of_the_answer(desk: Desk) -> None:
    told: list[str] = []
    desk.line.changed.connect(lambda: told.append(desk.line.answer()))
    desk.keys("26 october 2026", Qt.Key.Key_Tab)
    assert told[-1] == "2026-10-26"
    assert told.count("2026-10-26") < 3
    assert [a for a, b in pairwise(told) if a == b] == []


def test_the_calendar_is_worked_by_keys_alone(desk: Desk) -> None:
    desk.keys("26 oct")
    dialog = desk.month()
    assert dialog.said.text() == "Monday 26 October 2026"
    desk.keys("", Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert dialog.said.text() == "Tuesday 3 November 2026"
    desk.keys("", Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Left)
    assert dialog.said.text() == "Wednesday 2 December 2026"
    desk.keys("", Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QDialog) is None)
    assert desk.line.text() == "02/12/2026"
    assert desk.answer("due") == "2026-12-02"
    assert desk.says("Wednesday 2 December 2026")
    assert desk.window.focusWidget() is desk.line


def test_escape_closes_the_calendar_and_goes_back_to_the_field(desk: Desk) -> None:
    desk.keys("soon")
    assert desk.month().day() == MONDAY
    desk.keys("", Qt.Key.Key_Right, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QDialog) is None)
    assert desk.line.text() == "soon"
    assert desk.window.focusWidget() is desk.line


def test_the_button_beside_the_line_opens_the_calendar_too(desk: Desk) -> None:
    entry = desk.row(DayEntry)
    assert entry.opens.accessibleName() == "Calendar: By which day"
    desk.keys("", Qt.Key.Key_Tab)
    assert entry.opens.hasFocus()
    desk.keys("", Qt.Key.Key_Space)
    dialog = desk.window.findChild(QDialog)
    assert isinstance(dialog, MonthDialog)
    assert dialog.isVisible()
    desk.qtbot.mouseClick(
        next(b for b in dialog.findChildren(type(entry.opens)) if b.text() == "Choose this day"),
        Qt.MouseButton.LeftButton,
    )
    assert desk.answer("due") == "2026-10-26"
    assert desk.window.focusWidget() is desk.line


def test_a_field_that_is_closed_for_now_opens_no_calendar(desk: Desk) -> None:
    closed = replace(FIELDS[0], locked="Not before the meeting.")
    form = FieldsForm(desk.theme, [closed], Answers(), FieldReader(lambda _text: "", desk.calendar))
    entry = form.findChild(DayEntry)
    assert isinstance(entry, DayEntry)
    assert not entry.line.isEnabled()
    assert not entry.opens.isEnabled()


def shown_month(desk: Desk) -> Iterator[tuple[int, int, QColor, QColor]]:
    """Yield row, column, ink and ground of each cell of the open month."""
    dialog = desk.month()
    view = dialog.month.findChild(QTableView)
    assert isinstance(view, QTableView)
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            ink = QColor(model.data(index, Qt.ItemDataRole.ForegroundRole))
            ground = model.data(index, Qt.ItemDataRole.BackgroundRole)
            base = view.palette().base().color()
            yield row, column, ink, base if ground is None else QColor(ground)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_day_of_the_month_can_be_read(qtbot: QtBot, palette: str) -> None:
    desk = Desk(qtbot, palette=palette)
    cells = list(shown_month(desk))
    assert len(cells) == 7 * 7
    least = 7 if palette == "contrast" else 4.5
    assert [cell for cell in cells if contrast(cell[2].name(), cell[3].name()) < least] == []


@pytest.mark.parametrize("scale", SCALES)
def test_no_day_is_cut_and_the_calendar_fits_a_small_screen(qtbot: QtBot, scale: float) -> None:
    desk = Desk(qtbot, scale=scale)
    dialog = desk.month()
    assert dialog.width() <= 1366
    assert dialog.height() <= 768
    view = dialog.month.findChild(QTableView)
    assert isinstance(view, QTableView)
    letters = view.fontMetrics()
    rows, columns = range(view.model().rowCount()), range(view.model().columnCount())
    assert min(view.rowHeight(row) for row in rows) >= letters.height()
    assert sum(view.rowHeight(row) for row in rows) <= view.viewport().height() + 1
    assert min(map(view.columnWidth, columns)) >= letters.horizontalAdvance("Wed")
    parts = [dialog.said, dialog.month, *dialog.findChildren(QLabel)]
    assert all(label.height() >= label.heightForWidth(label.width()) for label in parts
               if isinstance(label, QLabel) and label.parent() is dialog)  # fmt: skip
    below = [part.geometry() for part in parts if part.parent() is dialog]
    assert not any(
        one.intersects(other) for n, one in enumerate(below) for other in below[n + 1 :]
        if one != other
    )  # fmt: skip


@pytest.mark.parametrize("style", [BRITAIN, STATES], ids=["Monday", "Sunday"])
def test_the_week_begins_as_in_the_country_and_has_english_names(
    qtbot: QtBot, style: CalendarStyle
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("ar_EG"))
    desk = Desk(qtbot, style)
    try:
        month = desk.month().month
    finally:
        QLocale.setDefault(before)
    view = month.findChild(QTableView)
    assert isinstance(view, QTableView)
    heads = [view.model().index(0, column).data() for column in range(7)]
    assert heads[0] == ("Mon" if style is BRITAIN else "Sun")
    assert set(heads) == {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    assert view.model().index(1, 3).data() in range(1, 32)
    no_weeks = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
    assert month.verticalHeaderFormat() is no_weeks


def test_today_is_marked_in_words_and_by_a_line_not_only_by_colour(desk: Desk) -> None:
    dialog = desk.month()
    assert any(
        label.text() == "Today, 26 October 2026, is underlined."
        for label in dialog.findChildren(QLabel)
    )
    marked = dialog.month.dateTextFormat()
    assert [day.toPython() for day in marked] == [MONDAY]
    assert marked[QDate(2026, 10, 26)].fontUnderline()


def test_the_calendar_goes_no_further_than_what_can_be_typed(desk: Desk) -> None:
    month = desk.month().month
    assert month.minimumDate().toPython() == date(2006, 1, 1)
    assert month.maximumDate().toPython() == date(2046, 12, 31)


def test_everything_in_the_calendar_has_a_name(desk: Desk) -> None:
    dialog = desk.month()
    assert all(name_of(control) for control in controls(dialog))
    assert dialog.month.accessibleName() == "Month"
