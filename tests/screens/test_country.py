"""How a country writes days and times is taken from the system once, whatever it is set to."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QLocale

from rjdesk.desk.calendar_style import DayOrder
from rjdesk.desk.days import read_day
from rjdesk.desk.times import read_time
from rjdesk.screens.shell.country import style_of, system_style

pytestmark = pytest.mark.elsewhere

D, M, Y = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.YEAR_FIRST
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
EVERYWHERE = QLocale.matchingLocales(
    QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
)


@pytest.mark.parametrize(
    ("locale", "order", "separator", "am_pm", "week_starts"),
    [
        ("en_US", M, "/", True, SUNDAY),
        ("en_GB", D, "/", False, MONDAY),
        ("de_DE", D, ".", False, MONDAY),
        ("ja_JP", Y, "/", False, SUNDAY),
        ("sv_SE", Y, "-", False, MONDAY),
        ("hu_HU", Y, ".", False, MONDAY),
        ("en_CA", Y, "-", True, SUNDAY),
        ("ar_EG", D, "/", True, SATURDAY),
        ("he_IL", D, ".", False, SUNDAY),
        ("C", D, "/", False, MONDAY),
    ],
)
def test_a_country_is_known_by_its_short_formats(
    locale: str, order: DayOrder, separator: str, *, am_pm: bool, week_starts: int
) -> None:
    style = style_of(QLocale(locale))
    assert (style.order, style.separator) == (order, separator)
    assert (style.am_pm, style.week_starts) == (am_pm, week_starts)


def test_in_every_country_what_is_written_is_read_back() -> None:
    assert len(EVERYWHERE) > 300
    day, at = date(2026, 5, 4), time(14, 30)
    for style in {style_of(locale) for locale in EVERYWHERE}:
        assert read_day(style.write_day(day), style, date(2026, 10, 26)) == day
        assert read_time(style.write_time(at), style) == at


def test_the_country_of_this_computer_is_asked_for_once() -> None:
    assert system_style() == style_of(QLocale.system())
