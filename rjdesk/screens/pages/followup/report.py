"""Reporting back to whoever referred the case: one word, and only with a yes from each (A11)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.people.state import Person
from rjdesk.screens.kit.buttons import ActButton
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import (
    binds,
    card,
    line,
    small_button,
    state,
)
from rjdesk.screens.kit.text import Frame, separator, words


def report_card(page: Page) -> Frame | None:
    """Return the card of the report back, or None where the programme knows none."""
    if not binds(page, "A11"):
        return None
    case = page.link.desk.case(page.case)
    made = card(
        page.theme,
        "Report back",
        "Whoever referred the case hears “completed” or “not completed”, and nothing else. "
        "Each party is asked first.",
    )
    if case.referral.source is not None:
        by = case.referral.referred_by or page.services.terms.within(case.referral.source)
        made.add(words(f"Referred by: {by}"))
    answers = dict(case.referral.report_back)
    for person in case.primary_parties:
        made.add(separator(), _party(page, person, answers.get(person.id)))
    if case.referral.reported is not None:
        text = f"Reported on {long_date(case.referral.reported)}"
        return made.add(separator(), state(page.theme, "circle-check", text))
    act = ActButton(
        page.services, "It was reported…", partial(page.act, acts.REPORTED), icon="file-text"
    )
    act.why.connect(page.why)
    act.leads_by(page.go_to, page.place.screen)
    act.show_verdict(page.link.may(page.case, acts.REPORTED.of(page.link.desk.today)))
    return made.add(separator(), act)


def _party(page: Page, person: Person, answer: bool | None) -> QWidget:  # noqa: FBT001
    said = {
        None: ("circle-dashed", "Was not asked yet"),
        True: ("circle-check", "Says yes"),
        False: ("circle", "Says no"),
    }
    buttons = []
    for consents, label in ((True, "Yes"), (False, "No")):
        name = f"{label} to a report back: {person.name}"
        do = partial(page.act, acts.SAID_ABOUT_REPORT, person=person.id, consents=consents)
        pressed = small_button(page.theme, label, name, do)
        pressed.setEnabled(answer is not consents)
        buttons.append(pressed)
    now = state(page.theme, *said[answer])
    return line(page.theme, words(person.name, "strong"), now, buttons=tuple(buttons))
