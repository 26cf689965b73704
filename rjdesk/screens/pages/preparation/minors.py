"""Somebody under age takes part: who stands beside them, and whether they consent (UN-13A)."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from rjdesk.desk.acts import preparation as acts
from rjdesk.desk.fields import Answers, Option
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import binds, card, line, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, words


def under_age_card(page: Page, view: PreparationView) -> Frame | None:
    """Return the card of those under age and their guardians, or None where no rule asks."""
    if not binds(page, "UN-13A"):
        return None
    case = page.link.desk.case(page.case)
    made = card(
        page.theme, "Under age", "Somebody under age takes part with a guardian who consents."
    )
    for person in case.referral.minors:
        guardian = case.referral.guardian_of(person)
        name = case.name_of(person)
        if guardian is None:
            now = state(page.theme, "circle-dashed", "No guardian is recorded yet", warm=True)
        else:
            says = "consents" if guardian.consents else "does not consent"
            icon = "circle-check" if guardian.consents else "circle"
            now = state(page.theme, icon, f"{guardian.name}, beside them, {says}")
        ask = partial(_ask_guardian, page, person, guardian.name if guardian else "")
        beside = small_button(page.theme, "Guardian…", f"Guardian: {name}", ask)
        made.add(line(page.theme, words(name, "strong"), now, buttons=(beside,)))
    people = tuple(
        Option(p.person, p.name) for p in view.roster if p.person not in case.referral.minors
    )
    if people:
        note = button(
            page.theme, "Somebody is under age…", partial(_ask_minor, page, people), icon="plus"
        )
        made.add(in_row(page.theme, note))
    return made


def _ask_minor(page: Page, people: tuple[Option, ...]) -> None:
    """Ask who is under age, and in the same form for the guardian, who may come later."""
    today, noted, consent = page.link.desk.today, acts.UNDER_AGE, acts.GUARDIAN
    beside = tuple(replace(field, needed=False) for field in consent.fields)

    def events(answers: Answers) -> list[Event]:
        who = noted.answered(today, answers)
        if not answers.text("guardian"):
            return [who]
        return [who, consent.answered(today, answers, person=who.person)]

    def done(answers: Answers) -> str:
        if bool(answers.text("guardian")) != bool(answers.text("consents")):
            return "Write who stands beside them, and whether they consent; or leave both open."
        return page.record_from(events)(answers)

    who = noted.asked(page.services.terms, today, {"person": {"options": people}})
    page.ask_fields(noted.title, [*who, *beside], done, lead=noted.lead)


def _ask_guardian(page: Page, person: PersonId, known: str) -> None:
    page.act(
        acts.GUARDIAN,
        said={"name": page.link.desk.case(page.case).name_of(person)},
        known={"guardian": {"initial": known}},
        person=person,
    )
