"""Days and times are read as people write them, and never as another day or hour."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import CalendarStyle, DayOrder, NotUnderstoodError, plain
from rjdesk.desk.days import SHAPES, YEARS_AWAY, read_day
from rjdesk.desk.times import read_time
from rjdesk.process.kernel.calendar import MONTHS, WEEKDAYS, full_date, long_date

pytestmark = pytest.mark.elsewhere

MONDAY = date(2026, 10, 26)
BRITAIN = CalendarStyle(order=DayOrder.DAY_FIRST, separator="/", am_pm=False, week_starts=0)
STATES = CalendarStyle(order=DayOrder.MONTH_FIRST, separator="/", am_pm=True, week_starts=6)
HUNGARY = CalendarStyle(order=DayOrder.YEAR_FIRST, separator=".", am_pm=False, week_starts=0)
COUNTRIES = {"Britain": BRITAIN, "States": STATES, "Hungary": HUNGARY}

STYLES = st.builds(
    CalendarStyle,
    order=st.sampled_from(DayOrder),
    separator=st.sampled_from("/.-"),
    am_pm=st.booleans(),
    week_starts=st.integers(0, 6),
)
TODAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def days(draw: st.DrawFn) -> tuple[date, date]:
    """A day that may be typed, and the day on which it is."""
    today = draw(TODAYS)
    first, last = date(today.year - YEARS_AWAY, 1, 1), date(today.year + YEARS_AWAY, 12, 31)
    return draw(st.dates(first, last)), today


# What people put together, in an order that may mean something or nothing.
PIECES = st.sampled_from(
    [
        *(str(number) for number in (0, 1, 2, 5, 9, 10, 12, 13, 26, 29, 31, 99, 2026, 2028, 20261)),
        *("05", "1st", "26th", " ", " ", "-", "/", ".", ". ", ", ", "of ", "in ", "next ", "last "),
        *(name[:3].lower() for name in (*MONTHS, *WEEKDAYS)),
        *("October", "Friday", "today", "tomorrow", "a ", "two ", "weeks", "month", " ago"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=7).map("".join)


@given(days(), STYLES)
def test_a_day_written_in_any_way_is_read_back(
    both: tuple[date, date], style: CalendarStyle
) -> None:
    day, today = both
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    numbers = [str({"D": day.day, "M": day.month, "Y": day.year}[n]) for n in style.order.value]
    ways = [
        style.write_day(day),
        day.isoformat(),
        full_date(day),
        long_date(day),
        f"{month} {day.day}, {day.year}",
        f"{day.day} {short}. {day.year}",
        f"{WEEKDAYS[day.weekday()][:3]}, {day.day}-{short}-{day.year}".upper(),
        *(gap.join(numbers) for gap in ("/", ".", "-", " ", ". ", " / ")),
        ". ".join(numbers) + ".",
    ]
    assert {way: read_day(way, style, today) for way in ways} == dict.fromkeys(ways, day)


@given(TODAYS, st.integers(-182, 182), STYLES)
def test_a_day_without_its_year_is_the_nearest(
    today: date, away: int, style: CalendarStyle
) -> None:
    day = today + timedelta(away)
    if (day.month, day.day) == (2, 29):
        return
    numbers = style.write_day(day).split(style.separator)
    numbers.remove(f"{day.year:04d}")
    assert read_day(style.separator.join(numbers), style, today) == day
    assert read_day(f"{day.day} {MONTHS[day.month - 1]}", style, today) == day


@given(TEXTS, TODAYS, STYLES)
def test_no_text_is_two_days_and_what_is_said_back_is_the_same_day(
    text: str, today: date, style: CalendarStyle
) -> None:
    found = set()
    for shape in SHAPES:
        try:
            found.add(shape(plain(text), style, today))
        except ValueError:
            continue
    assert len(found - {None}) <= 1
    try:
        read = Calendar(style, lambda: today).day(text)
    except NotUnderstoodError:
        return
    day = date.fromisoformat(read.kept)
    assert day in found
    for again in read:
        assert read_day(again, style, today) == day


@given(st.text(max_size=30), TODAYS, STYLES)
def test_whatever_is_typed_is_a_day_or_refused_in_a_sentence(
    text: str, today: date, style: CalendarStyle
) -> None:
    for read in (lambda: read_day(text, style, today), lambda: read_time(text, style)):
        said = "."
        try:
            read()
        except NotUnderstoodError as wrong:
            said = str(wrong)
        assert said.endswith(".")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", MONDAY),
        ("Tomorrow", date(2026, 10, 27)),
        ("yesterday", date(2026, 10, 25)),
        ("Friday", date(2026, 10, 30)),
        ("fri", date(2026, 10, 30)),
        ("this Friday", date(2026, 10, 30)),
        ("Monday", date(2026, 11, 2)),
        ("next Friday", date(2026, 11, 6)),
        ("next Monday", date(2026, 11, 2)),
        ("last Friday", date(2026, 10, 23)),
        ("last Monday", date(2026, 10, 19)),
        ("in 2 weeks", date(2026, 11, 9)),
        ("in two weeks", date(2026, 11, 9)),
        ("in a month", date(2026, 11, 26)),
        ("in 10 days", date(2026, 11, 5)),
        ("in a year", date(2027, 10, 26)),
        ("2 weeks ago", date(2026, 10, 12)),
        ("26 Oct 2026", MONDAY),
        ("October 26", MONDAY),
        ("Mon, 26th of October", MONDAY),
        ("3 Sept", date(2026, 9, 3)),
        ("29 Feb", date(2028, 2, 29)),
        ("２６ Ｏｃｔ ２０２６", MONDAY),
        ("2026-10-26", MONDAY),
        ("2026/10/26", MONDAY),
    ],
)
def test_a_day_is_read_as_it_is_said(typed: str, meant: date) -> None:
    for style in COUNTRIES.values():
        assert read_day(typed, style, MONDAY) == meant


@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [
        ("Britain", "5/10/2026", date(2026, 10, 5)),
        ("States", "5/10/2026", date(2026, 5, 10)),
        ("Britain", "26.10.", MONDAY),
        ("States", "10/26", MONDAY),
        ("Hungary", "10. 26.", MONDAY),
        ("Hungary", "2026. 5. 1.", date(2026, 5, 1)),
        ("Britain", "26 10 2026", MONDAY),
        ("Britain", "٢٦\u200f/١٠\u200f/٢٠٢٦", MONDAY),
        ("Britain", "1.2", date(2027, 2, 1)),
    ],
)
def test_numbers_are_read_in_the_order_of_the_country(
    country: str, typed: str, meant: date
) -> None:
    assert read_day(typed, COUNTRIES[country], MONDAY) == meant


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "typed",
    [
        *("soon", "0", "", "26", "2026", "10.2026", "2026-02-30", "2026-13-01", "20261026"),
        *("2026-W44-1", "2026-10", "31 November", "26 October 2026 14:00", "Tuesday 26 October"),
        *("fri 30", "2 weeks", "in 2 weeks ago", "in soon weeks", "next week", "9" * 5000),
        *("26/10/1926", "26.10.20260", "26/10-2026", "1/2/3/2026", "oct", "in 99 years"),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(country: str, typed: str) -> None:
    style = COUNTRIES[country]
    with pytest.raises(NotUnderstoodError) as refused:
        read_day(typed, style, MONDAY)
    assert f"{style.write_day(MONDAY)} or 26 October 2026." in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("States", "26/10/2026"),
        ("Britain", "10/26/2026"),
        ("Britain", "2026/1/5"),
        ("Hungary", "26/10/2026"),
    ],
)
def test_the_order_of_another_country_is_refused_where_it_shows(country: str, typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match="is not a day"):
        read_day(typed, COUNTRIES[country], MONDAY)


@pytest.mark.parametrize("typed", ["26/10/26", "26 Oct 26", "26. 10. 26"])
def test_a_year_of_two_digits_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match="four digits, as in 26/10/2026 or 26 October"):
        read_day(typed, BRITAIN, MONDAY)


@given(TIMES, STYLES)
def test_a_time_written_in_any_way_is_read_back(at: time, style: CalendarStyle) -> None:
    half = f"{at.hour % 12 or 12}:{at.minute:02d}"
    mark = "pm" if at.hour >= 12 else "am"
    ways = [
        style.write_time(at),
        Calendar(style, date.today).time(f"{at:%H:%M}").kept,
        *(f"{at:%H}{gap}{at:%M}" for gap in (":", ".", "")),
        f"{at.hour}:{at:%M}",
        f"{half} {mark}",
        f"{half.replace(':', '.')}{mark.upper()}",
        f"{half}\u202f{mark[0]}.m.",
        *([f"{at.hour % 12 or 12}{mark}"] if at.minute == 0 else []),
    ]
    assert {way: read_time(way, style) for way in ways} == dict.fromkeys(ways, at)


@pytest.mark.parametrize("typed", ["noon", "Midday", "12 pm", "12:00", "12.00", "1200"])
def test_the_middle_of_the_day_is_twelve(typed: str) -> None:
    for style in COUNTRIES.values():
        assert read_time(typed, style) == time(12)


@pytest.mark.parametrize(
    "typed",
    [
        *("14:3", "25:00", "14:60", "24:00", "14", "930", "2", "soon", "14:30:00", "14,30"),
        *("14:30 pm", "0 am", "13pm", "2:60 pm", "2 p", "14-30", "2026-10-26", "midnight"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"is not a time\. Write it as 14:30\."):
        read_time(typed, BRITAIN)
    with pytest.raises(NotUnderstoodError, match="Write it as 14:30 or 2:30 pm"):
        read_time(typed, STATES)


def test_nothing_typed_is_asked_for_with_an_example() -> None:
    with pytest.raises(NotUnderstoodError, match=r"^Write the day as 10/26/2026 or 26 October"):
        read_day(" ", STATES, MONDAY)
    with pytest.raises(NotUnderstoodError, match=r"^Write the time as 14:30\.$"):
        read_time("", BRITAIN)


def test_what_was_read_is_said_back_in_words() -> None:
    britain, states = (Calendar(style, lambda: MONDAY) for style in (BRITAIN, STATES))
    assert tuple(britain.day("today")) == ("2026-10-26", "26/10/2026", "Monday 26 October 2026")
    assert tuple(states.day("today")) == ("2026-10-26", "10/26/2026", "Monday 26 October 2026")
    assert tuple(britain.time("2.30 pm")) == ("14:30", "14:30", "14:30")
    assert tuple(states.time("14:30")) == ("14:30", "2:30 pm", "14:30 (2:30 pm)")
