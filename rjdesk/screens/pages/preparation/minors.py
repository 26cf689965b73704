"""Somebody under age takes part: who stands beside them, and whether they consent (UN-13A)."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from rjdesk.desk.acts import preparation as acts
from rjdesk.desk.fields import Answers, Option
from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.preparation import MinorRow, PreparationView
from rjdesk.process.kernel.event import Event
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label


def under_age_card(page: Page, view: PreparationView) -> Frame | None:
    """Return the card of those under age and their guardians, or None where no rule asks."""
    if view.minors is None:
        return None
    made = card(
        page.theme, "Under age", "Somebody under age takes part with a guardian who consents."
    )
    for minor in view.minors:
        if minor.consents is None:
            now = state(page.theme, "circle-dashed", "No guardian is recorded yet", warm=True)
        else:
            says = "consents" if minor.consents else "does not consent"
            icon = "circle-check" if minor.consents else "circle"
            now = state(page.theme, icon, f"{minor.guardian}, beside them, {says}")
        ask = partial(_ask_guardian, page, minor)
        beside = small_button(page.theme, "Guardian…", f"Guardian: {minor.name}", ask)
        made.add(row_of(page.theme, label(minor.name, "strong"), now, buttons=(beside,)))
    known = {minor.person for minor in view.minors}
    people = tuple(Option(p.person, p.name) for p in view.roster if p.person not in known)
    if people:
        note = button(
            page.theme, "Somebody is under age…", partial(_ask_minor, page, people), icon="plus"
        )
        made.add(in_row(page.theme, note))
    return made


def _ask_minor(page: Page, people: tuple[Option, ...]) -> None:
    """Ask who is under age, and in the same form for the guardian, who may come later."""
    today, noted, consent = page.link.today, acts.UNDER_AGE, acts.GUARDIAN
    beside = tuple(replace(field, needed=False) for field in consent.fields)

    def events(answers: Answers) -> list[Event]:
        who = noted.answered(today, answers)
        if not answers.text("guardian"):
            return [who]
        return [who, consent.answered(today, answers, person=who.person)]

    def done(answers: Answers) -> str | Refused:
        if bool(answers.text("guardian")) != bool(answers.text("consents")):
            return "Write who stands beside them, and whether they consent; or leave both open."
        return page.record_from(events)(answers)

    who = noted.asked(page.services.terms, today, {"person": {"options": people}})
    page.ask_fields(noted.title, [*who, *beside], done, lead=noted.lead)


def _ask_guardian(page: Page, minor: MinorRow) -> None:
    page.act(
        acts.GUARDIAN,
        said={"name": minor.name},
        known={"guardian": {"initial": minor.guardian}},
        person=minor.person,
    )
