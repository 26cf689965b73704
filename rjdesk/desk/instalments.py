"""Amounts of money as people type them, and payments a line each: a day, and an amount.

As an answer they are kept a line each, such as ``2027-01-15 200.50``; on the screen the day is
written as the country writes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from unicodedata import category

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.process.restitution.state import Instalment

AMOUNT = re.compile(
    r"(?:[^\W\d_]{3}\s?|(?P<sign>[^\w\s]))?(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<part>[0-9]{1,2}))?"
)


class NotPayments(ValueError):  # noqa: N818 - it names what the text is not
    """A line is not a day and an amount; the text is for people and names the line."""


def read_payments(text: str, calendar: Calendar) -> tuple[Instalment, ...]:
    """Return the payments typed a line each, such as ``15 January 2027 200``, by their days.

    Raises NotPayments with a sentence that names the first wrong line.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
    found = [_read_payment(number, line, calendar) for number, line in lines if line]
    return tuple(sorted(found, key=lambda part: part.due))


def kept(payments: Sequence[Instalment]) -> str:
    """Return payments as an answer keeps them."""
    return "\n".join(f"{part.due.isoformat()} {amount_of(part.cents)}" for part in payments)


def of_kept(answer: str) -> tuple[Instalment, ...]:
    """Return the payments of an answer, which was found without fault before."""
    lines = (line.split() for line in answer.splitlines())
    return tuple(
        Instalment(due=date.fromisoformat(day), cents=cents_of(amount)) for day, amount in lines
    )


def written(payments: Sequence[Instalment], calendar: Calendar) -> str:
    """Return payments as somebody of the country would type them."""
    return "\n".join(f"{calendar.style.write_day(p.due)} {amount_of(p.cents)}" for p in payments)


def amount_of(cents: int) -> str:
    """Return an amount as an answer keeps it, such as 200 or 200.50."""
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


def cents_of(amount: str) -> int:
    """Return an amount in cents, or 0 for what is not one.

    >>> cents_of("$1,200.50"), cents_of("CHF 200"), cents_of("two hundred"), cents_of("-5")
    (120050, 20000, 0, 0)
    """
    match = AMOUNT.fullmatch(amount)
    if match is None or category(match["sign"] or "$") != "Sc":
        return 0
    return int(match["whole"].replace(",", "")) * 100 + int((match["part"] or "0").ljust(2, "0"))


def _read_payment(number: int, line: str, calendar: Calendar) -> Instalment:
    if _is_day(line, calendar):
        raise NotPayments(f"Line {number}: write the amount after the day.")
    day, _, amount = line.replace("\t", " ").rpartition(" ")
    try:
        due = calendar.read_day(day or line)
    except NotUnderstoodError as wrong:
        raise NotPayments(f"Line {number}: {wrong}") from None
    if str(due.year) not in day:
        # Left out, the year would be taken for the amount as soon as the amount is left out.
        raise NotPayments(f"Line {number}: write the day with its year, and then the amount.")
    cents = cents_of(amount)
    if cents == 0:
        raise NotPayments(f"Line {number}: “{amount}” is not an amount. Write it as 200 or 200.50.")
    return Instalment(due=due, cents=cents)


def _is_day(text: str, calendar: Calendar) -> bool:
    try:
        calendar.read_day(text)
    except NotUnderstoodError:
        return False
    return True
