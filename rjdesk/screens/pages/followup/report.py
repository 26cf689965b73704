"""Reporting back to whoever referred the case: one word, and only with a yes from each (A11)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.views.followup import ReportBack
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import (
    card,
    row_of,
    small_button,
    state,
)
from rjdesk.screens.kit.text import Frame, label, separator


def report_card(page: Page, view: ReportBack) -> Frame:
    """Return the card of the report back."""
    made = card(
        page.theme,
        "Report back",
        "Whoever referred the case hears “completed” or “not completed”, and nothing else. "
        "Each party is asked first.",
    )
    if view.referred_by:
        made.add(label(f"Referred by: {view.referred_by}"))
    for person, name, answer in view.parties:
        made.add(separator(), _party(page, person, name, answer))
    if view.reported is not None:
        text = f"Reported on {long_date(view.reported)}"
        return made.add(separator(), state(page.theme, "circle-check", text))
    act = act_button(
        page, "It was reported…", partial(page.act, acts.REPORTED), view.to_report, icon="file-text"
    )
    return made.add(separator(), act)


def _party(page: Page, person: PersonId, called: str, answer: bool | None) -> QWidget:  # noqa: FBT001
    said = {
        None: ("circle-dashed", "Was not asked yet"),
        True: ("circle-check", "Says yes"),
        False: ("circle", "Says no"),
    }
    buttons = []
    for consents, caption in ((True, "Yes"), (False, "No")):
        name = f"{caption} to a report back: {called}"
        do = partial(page.act, acts.SAID_ABOUT_REPORT, person=person, consents=consents)
        pressed = small_button(page.theme, caption, name, do)
        pressed.setEnabled(answer is not consents)
        buttons.append(pressed)
    now = state(page.theme, *said[answer])
    return row_of(page.theme, label(called, "strong"), now, buttons=tuple(buttons))
