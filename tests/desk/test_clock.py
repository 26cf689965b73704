"""A clock that can hardly be right is asked about, and no other."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from rjdesk.desk.clock import clock_question

LAST = datetime(2026, 11, 27, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "since",
    [timedelta(), timedelta(minutes=-59), timedelta(days=3), timedelta(days=180)],
    ids=str,
)
def test_a_clock_that_can_be_right_is_not_asked_about(since: timedelta) -> None:
    assert not clock_question(LAST, LAST + since)
    assert not clock_question(None, LAST + since)


@pytest.mark.parametrize(
    "now",
    [
        datetime(1970, 1, 1, 0, 3, tzinfo=UTC),
        LAST - timedelta(hours=2),
        LAST + timedelta(days=181),
        datetime(2099, 1, 1, tzinfo=UTC),
    ],
    ids=str,
)
def test_one_before_what_was_recorded_last_or_long_after_it_is_asked_about(now: datetime) -> None:
    said = clock_question(LAST, now)
    assert str(now.year) in said
    assert "Friday 27 November 2026, 16:12" in said


def test_a_moment_at_the_end_of_all_years_is_asked_about_like_any_other() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    east, west = timezone(timedelta(hours=12)), timezone(timedelta(hours=-12))
    for zone in (east, west):
        assert "9999" in clock_question(end, LAST.astimezone(zone))


def test_both_moments_are_said_in_the_zone_of_this_computer() -> None:
    zone = timezone(timedelta(hours=9))
    assert "Saturday 28 November 2026, 01:12" in clock_question(
        LAST, datetime(1970, 1, 1, tzinfo=zone)
    )
