from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjdesk.process.kernel.calendar import AcademicYear, academic_year, add_months, long_date

pytestmark = pytest.mark.elsewhere

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="31 August and six months"),
        pytest.param(date(2027, 8, 31), 6, date(2028, 2, 29), id="the same in a leap year"),
        pytest.param(date(2026, 8, 30), 6, date(2027, 2, 28), id="30 August and six months"),
        pytest.param(date(2026, 8, 28), 6, date(2027, 2, 28), id="28 August is not clamped"),
        pytest.param(date(2026, 12, 31), 6, date(2027, 6, 30), id="the last day of the year"),
        pytest.param(date(2026, 12, 16), 12, date(2027, 12, 16), id="a whole year"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="a year from a leap day"),
        pytest.param(date(2026, 1, 31), 0, date(2026, 1, 31), id="no month"),
        pytest.param(date(2026, 6, 15), 7, date(2027, 1, 15), id="over the new year"),
    ],
)
def test_months_are_added_on_the_calendar(on: date, months: int, then: date) -> None:
    assert add_months(on, months) == then


@given(DAYS, st.integers(0, 240))
def test_adding_months_lands_in_that_month_and_never_on_a_later_day(on: date, months: int) -> None:
    then = add_months(on, months)
    assert then.year * 12 + then.month == on.year * 12 + on.month + months
    assert then.day <= on.day
    assert then.day >= min(on.day, 28)


@given(DAYS, DAYS, st.integers(0, 24))
def test_who_comes_first_still_comes_first_months_later(a: date, b: date, months: int) -> None:
    first, second = sorted((a, b))
    assert add_months(first, months) <= add_months(second, months)


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 7, 31), "2025-26"),
        (date(2026, 8, 1), "2026-27"),
        (date(2026, 12, 31), "2026-27"),
        (date(2027, 1, 1), "2026-27"),
        (date(2099, 9, 1), "2099-00"),
    ],
)
def test_an_academic_year_begins_in_its_month(on: date, shown: str) -> None:
    assert str(academic_year(on, 8)) == shown


@given(DAYS, st.integers(1, 12))
def test_a_day_lies_within_its_academic_year(on: date, first_month: int) -> None:
    year = academic_year(on, first_month)
    begins = date(year.start, first_month, 1)
    assert begins <= on < add_months(begins, 12)


def test_academic_years_are_in_order() -> None:
    assert AcademicYear(2026) < AcademicYear(2027)


def test_a_day_is_written_so_that_it_cannot_be_read_two_ways() -> None:
    assert long_date(date(2026, 10, 5)) == "5 October 2026"
