"""Payments in follow-up: each part with what shows it, the balance, and who needs no document."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.followup import FollowUpView, MonitoredAction, PaymentRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.people.state import Part
from rjdesk.process.restitution.state import money
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.payments import plan_for
from rjdesk.screens.kit.rows import (
    binds,
    card,
    line,
    named,
    small_button,
    state,
)
from rjdesk.screens.kit.text import Frame, in_row, separator, words


def payments_card(page: Page, view: FollowUpView) -> Frame | None:
    """Return the card of every payment of the signed agreement, or None where there is none."""
    made = card(page.theme, "Payments")
    first = True
    for action in view.actions:
        plan = plan_for(page, action.id)
        if plan is None:
            continue
        left = f"{money(plan.balance)} of {money(plan.total)} is still to be paid."
        made.add(*([] if first else [separator()]), words(action.what, "strong"))
        made.add(words(left if plan.balance else "All of it is paid.", "soft"))
        for row in view.payments:
            if row.action == action.id:
                made.add(_payment(page, row, open_=view.monitoring_since is not None))
        first = False
    return None if first else made


def _payment(page: Page, row: PaymentRow, *, open_: bool) -> QWidget:
    amount = words(f"{row.number}.  {row.amount}")
    if row.paid is not None:
        paid = state(page.theme, "circle-check", f"Paid on {long_date(row.paid)}")
        shown = [words(f"Shown by: {row.shown_by}", "soft")] if row.shown_by else []
        return line(page.theme, amount, paid, *shown)
    if row.due < page.link.desk.today:
        text = f"Overdue since {long_date(row.due)}"
        now = state(page.theme, "triangle-alert", text, warm=True)
    else:
        now = state(page.theme, "clock", f"Due by {long_date(row.due)}")
    ask = partial(_ask_paid, page, row)
    paid = small_button(page.theme, "Paid…", f"Paid: {row.what}, payment {row.number}", ask)
    return line(page.theme, amount, now, buttons=(paid,) if open_ else ())


def _ask_paid(page: Page, row: PaymentRow) -> None:
    waived = row.action in page.link.desk.case(page.case).waived
    shown: dict[str, object] = {"needed": binds(page, "RP-18") and not waived}
    if waived:
        shown["help"] = "No document is needed for this."
    what = f"{row.what}: payment {row.number}, {row.amount}"
    page.act(
        acts.PAID,
        said={"what": what},
        known={"shown_by": shown},
        action=row.action,
        number=row.number,
    )


def waiver(page: Page, action: MonitoredAction) -> QWidget | None:
    """Return the button by which somebody who was harmed needs no document, or what they said."""
    case = page.link.desk.case(page.case)
    if action.id in case.waived:
        return words("No document is needed.", "soft")
    harmed = tuple(Option(p.id, p.name) for p in case.holding(Part.AFFECTED))
    if action.done is not None or not harmed or not binds(page, "RP-18"):
        return None
    label = "No document is needed…"
    ask = button(page.theme, label, partial(_ask_waiver, page, action, harmed), role="quiet")
    return in_row(page.theme, named(ask, f"{label.rstrip('…')}: {action.what}"))


def _ask_waiver(page: Page, action: MonitoredAction, harmed: tuple[Option, ...]) -> None:
    page.act(
        acts.NO_DOCUMENT,
        said={"what": action.what},
        known={"person": {"options": harmed}},
        action=action.id,
    )
