"""Meetings that come again, as a circle agreed to them: their days, held or missed (RC-104)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from rjdesk.desk.acts import accountability as acts
from rjdesk.desk.views.accountability import OnePartyView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.preparation.state import ProcessType
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, named, state
from rjdesk.screens.kit.text import Frame, in_row, label

TO_COME_SHOWN = 3


def meetings_card(page: Page, view: OnePartyView, kind: ProcessType | None) -> Frame | None:
    """Return the card of meetings that come again, or None where nobody asks for any."""
    if view.every is None and kind is not ProcessType.ACCOUNTABILITY_CIRCLE:
        return None
    made = card(page.theme, "Meetings that come again")
    if view.every is None:
        made.add(label("The circle may agree to meet again, for as long as it helps.", "soft"))
    else:
        made.add(label(f"{page.services.terms.of(view.every)}.", "strong"))
        made.add(*_days(page, view))
    caption = "Agree on days…" if view.every is None else "Change the days…"
    days = named(button(page.theme, caption, partial(_ask_days, page, view)), caption.rstrip("…"))
    if view.every is None:
        return made.add(in_row(page.theme, days))
    return made.add(_held_today(page, view), in_row(page.theme, _other_day(page), days))


def _days(page: Page, view: OnePartyView) -> list[QWidget]:
    """Return a line for each day that has passed, and for the next ones to come."""
    today = page.link.today
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(page.theme.space("l"))
    grid.setVerticalSpacing(page.theme.space("xs"))
    grid.setColumnStretch(1, 1)
    to_come: list[date] = []
    for day, end in zip(view.days, (*view.days[1:], date.max), strict=True):
        held = next((known for known in view.held if day <= known < end), None)
        if held is None and day > today:
            to_come.append(day)
            if len(to_come) > TO_COME_SHOWN:
                continue
        number = grid.rowCount()
        grid.addWidget(label(long_date(day), wrap=False), number, 0)
        grid.addWidget(_how(page, view, day, held), number, 1)
    left = len(to_come) - TO_COME_SHOWN
    if left <= 0:
        return [table]
    more = "One more" if left == 1 else f"{left} more"
    return [table, label(f"{more}, up to {long_date(to_come[-1])}.", "soft")]


def _how(page: Page, view: OnePartyView, day: date, held: date | None) -> QWidget:
    if held is not None:
        text = "Held" if held == day else f"Held on {long_date(held)}"
        return state(page.theme, "circle-check", text)
    if day in view.missed:
        return state(page.theme, "triangle-alert", "Missed", warm=True)
    today = day == page.link.today
    return state(page.theme, "calendar-days" if today else "clock", "Today" if today else "To come")


def _held_today(page: Page, view: OnePartyView) -> QWidget:
    event = page.link.of(acts.HELD)
    if event.on in view.held:
        return label("A meeting was held today.", "soft")
    return act_button(
        page,
        "Held today",
        partial(page.link.do, page.case, event),
        page.link.may(page.case, event),
        icon="circle-check",
    )


def _other_day(page: Page) -> QWidget:
    return button(page.theme, "Held on another day…", partial(page.act, acts.HELD), role="quiet")


def _ask_days(page: Page, view: OnePartyView) -> None:
    first, last = (view.days[0], view.days[-1]) if view.days else (None, None)
    known = {
        "every": {"initial": view.every.value if view.every else ""},
        "first": {"initial": first.isoformat() if first else ""},
        "last": {"initial": last.isoformat() if last else ""},
    }
    page.act(acts.RECUR, known=known)
