"""Payments in follow-up: each part with what shows it, the balance, and who needs no document."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.instalments import amount_of
from rjdesk.desk.views.followup import FollowUpView, MonitoredAction, PaymentRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import (
    card,
    named,
    row_of,
    small_button,
    state,
)
from rjdesk.screens.kit.text import Frame, in_row, label, separator


def payments_card(page: Page, view: FollowUpView) -> Frame | None:
    """Return the card of every payment of the signed agreement, or None where there is none."""
    made = card(page.theme, "Payments")
    first = True
    for action in view.actions:
        account = action.account
        if account is None:
            continue
        left = f"{account.balance} of {account.total} is still to be paid."
        made.add(*([] if first else [separator()]), label(action.what, "strong"))
        made.add(label(left if account.balance else "All of it is paid.", "soft"))
        for row in view.payments:
            if row.action == action.id:
                made.add(_payment(page, view, row, waived=action.waived))
        first = False
    return None if first else made


def _payment(page: Page, view: FollowUpView, row: PaymentRow, *, waived: bool) -> QWidget:
    amount = label(f"{row.number}.  {row.amount}")
    if row.paid is not None:
        paid = state(page.theme, "circle-check", f"Paid on {long_date(row.paid)}")
        shown = [label(f"Shown by: {row.shown_by}", "soft")] if row.shown_by else []
        return row_of(page.theme, amount, paid, *shown)
    if row.due < page.link.today:
        text = f"Overdue since {long_date(row.due)}"
        now = state(page.theme, "triangle-alert", text, warm=True)
    else:
        now = state(page.theme, "clock", f"Due by {long_date(row.due)}")
    some = row.open != row.amount
    said = [label(f"{row.open} of it is open. Shown by: {row.shown_by}", "soft")] if some else []
    ask = partial(_ask_paid, page, row, needed=view.needs_documents and not waived, waived=waived)
    paid = small_button(page.theme, "Paid…", f"Paid: {row.what}, payment {row.number}", ask)
    return row_of(
        page.theme, amount, now, *said, buttons=(paid,) if view.monitoring_since is not None else ()
    )


def _ask_paid(page: Page, row: PaymentRow, *, needed: bool, waived: bool) -> None:
    shown: dict[str, object] = {"needed": needed}
    if waived:
        shown["help"] = "No document is needed for this."
    what = f"{row.what}: payment {row.number}, {row.amount}"
    page.act(
        acts.PAID,
        said={"what": what},
        known={"shown_by": shown, "cents": {"initial": amount_of(row.rest)}},
        action=row.action,
    )


def waiver(page: Page, view: FollowUpView, action: MonitoredAction) -> QWidget | None:
    """Return the button by which somebody who was harmed needs no document, or what they said."""
    if action.waived:
        return label("No document is needed.", "soft")
    if action.done is not None or not view.may_waive:
        return None
    caption = "No document is needed…"
    ask = button(
        page.theme, caption, partial(_ask_waiver, page, action, view.may_waive), role="quiet"
    )
    return in_row(page.theme, named(ask, f"{caption.rstrip('…')}: {action.what}"))


def _ask_waiver(page: Page, action: MonitoredAction, harmed: tuple[Option, ...]) -> None:
    page.act(
        acts.NO_DOCUMENT,
        said={"what": action.what},
        known={"person": {"options": harmed}},
        action=action.id,
    )
