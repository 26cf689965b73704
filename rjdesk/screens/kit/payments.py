"""An action that is paid in parts: its days and amounts are asked for, and shown as a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.instalments import kept
from rjdesk.desk.views.circle import ActionView, PlanView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.text import label
from rjdesk.screens.kit.theme import Theme


def plan_table(theme: Theme, plan: PlanView) -> QWidget:
    """Return the days and amounts of a plan as a small table, with the total below."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.space("l"))
    grid.setVerticalSpacing(theme.space("xs"))
    parts = zip(plan.instalments, plan.amounts, strict=True)
    rows = [(long_date(part.due), amount, "soft") for part, amount in parts]
    for number, (left, right, role) in enumerate((*rows, ("Total", plan.total, "strong"))):
        grid.addWidget(label(left, role, wrap=False), number, 0)
        amount = label(right, role, wrap=False)
        grid.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(2, 1)
    return holder


def ask_payments(page: Page, action: ActionView) -> None:
    """Ask for the payments of an action, a line each."""
    example = f"{page.calendar.style.write_day(date(2027, 1, 15))} 200"
    asked = {
        "help": f"The day and the amount, such as: {example} (or 200.50, with cents).",
        "initial": kept(action.plan.instalments) if action.plan else "",
    }
    page.act(
        agreement_acts.IN_PARTS,
        said={"what": action.what},
        known={"instalments": asked},
        action=action.id,
    )
