"""Whole numbers as people type them."""

import pytest

from rjdesk.desk.numbers import NotANumberError, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), (" 120 ", 120), ("007", 7), ("٤٢", 42), ("600", 600), ("0" * 6000 + "9", 9)],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: int) -> None:
    assert read_number(typed, 1, 600) == number


@pytest.mark.parametrize("typed", ["", " ", "0", "601", "-1", "2.5", "²", "two", "1 2", "9" * 6000])
def test_anything_else_is_answered_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotANumberError, match="Write a number from 1 to 600"):
        read_number(typed, 1, 600)


def test_nothing_is_a_number_where_it_may_be() -> None:
    assert read_number("0", 0, 40) == 0
    assert read_number("000", 0, 40) == 0
