"""An action that is paid in parts: the days and amounts, typed a line each, and their table."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.calendar import Calendar
from rjdesk.desk.calendar_style import NotUnderstoodError
from rjdesk.desk.fields import Answers, Field, Kind
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.circle import ActionView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Event
from rjdesk.process.restitution.state import Instalment, Plan, money
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.text import label
from rjdesk.screens.kit.theme import Theme

AMOUNT = re.compile(
    r"\$?(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<part>[0-9]{1,2}))?"
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
    match = AMOUNT.fullmatch(amount)
    whole = match["whole"].replace(",", "") if match else "0"
    cents = int(whole) * 100 + int(((match["part"] if match else "") or "0").ljust(2, "0"))
    if cents == 0:
        raise NotPayments(f"Line {number}: “{amount}” is not an amount. Write it as 200 or 200.50.")
    return Instalment(due=due, cents=cents)


def _is_day(text: str, calendar: Calendar) -> bool:
    try:
        calendar.read_day(text)
    except NotUnderstoodError:
        return False
    return True


def plan_table(theme: Theme, plan: Plan) -> QWidget:
    """Return the days and amounts of a plan as a small table, with the total below."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.space("l"))
    grid.setVerticalSpacing(theme.space("xs"))
    rows = [(long_date(part.due), money(part.cents), "soft") for part in plan.instalments]
    for number, (left, right, role) in enumerate((*rows, ("Total", money(plan.total), "strong"))):
        grid.addWidget(label(left, role, wrap=False), number, 0)
        amount = label(right, role, wrap=False)
        grid.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(2, 1)
    return holder


def ask_payments(page: Page, action: ActionView) -> None:
    """Ask for the payments of an action, a line each."""
    parts = action.plan.instalments if action.plan else ()
    style = page.calendar.style
    example = f"{style.write_day(date(2027, 1, 15))} 200"
    field = Field(
        id="payments",
        label="Payments, one on each line",
        kind=Kind.LONG,
        help=f"The day and the amount, such as: {example} (or 200.50, with cents).",
        initial="\n".join(
            f"{style.write_day(part.due)} {money(part.cents).removeprefix('$')}" for part in parts
        ),
    )

    def events(answers: Answers) -> list[Event]:
        instalments = read_payments(answers.text("payments"), page.calendar)
        event = page.link.of(agreement_acts.IN_PARTS, action=action.id, instalments=instalments)
        return [event]

    def done(answers: Answers) -> str | Refused:
        try:
            return page.record_from(events)(answers)
        except NotPayments as wrong:
            return str(wrong)

    page.ask_fields("Paid in parts", [field], done, lead=action.what)
