"""Somebody under age takes part: who stands beside them, and whether they consent (UN-13A)."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.fields import Answers, Field, Kind, Option
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.process.event import Event, PersonId
from rjdesk.process.referral import GuardianConsented, MinorNoted
from rjdesk.screens.agreement_rows import binds, card, line, small_button, state
from rjdesk.screens.page import Page
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import Frame, in_row, words

CONSENTS = (Option("yes", "Yes"), Option("no", "No"))


def under_age_card(page: Page, view: PreparationView) -> Frame | None:
    """Return the card of those under age and their guardians, or None where no rule asks."""
    if not binds(page, "UN-13A"):
        return None
    case = page.link.desk.case(page.case)
    made = card(
        page.look, "Under age", "Somebody under age takes part with a guardian who consents."
    )
    for person in case.referral.minors:
        guardian = case.referral.guardian_of(person)
        name = case.name_of(person)
        if guardian is None:
            now = state(page.look, "circle-dashed", "No guardian is recorded yet", warm=True)
        else:
            says = "consents" if guardian.consents else "does not consent"
            icon = "circle-check" if guardian.consents else "circle"
            now = state(page.look, icon, f"{guardian.name}, beside them, {says}")
        ask = partial(_ask_guardian, page, person, guardian.name if guardian else "")
        beside = small_button(page.look, "Guardian…", f"Guardian: {name}", ask)
        made.add(line(page.look, words(name, "strong"), now, buttons=(beside,)))
    people = tuple(
        Option(p.person, p.name) for p in view.roster if p.person not in case.referral.minors
    )
    if people:
        note = button(
            page.look, "Somebody is under age…", partial(_ask_minor, page, people), icon="plus"
        )
        made.add(in_row(page.look, note))
    return made


def _guardian_fields(known: str = "", *, needed: bool) -> list[Field]:
    return [
        Field(id="guardian", label="Who stands beside them", kind=Kind.NAME, needed=needed,
              initial=known, help="A parent, or another guardian."),
        Field(id="consents", label="Do they consent", kind=Kind.CHOICE, options=CONSENTS,
              needed=needed),
    ]  # fmt: skip


def _consent(page: Page, person: PersonId, answers: Answers) -> GuardianConsented:
    return GuardianConsented(
        on=page.link.desk.today,
        person=person,
        guardian=answers.text("guardian"),
        consents=answers.text("consents") == "yes",
    )


def _ask_minor(page: Page, people: tuple[Option, ...]) -> None:
    who = Field(id="person", label="Who is under age", kind=Kind.CHOICE, options=people)

    def events(answers: Answers) -> list[Event]:
        person = PersonId(answers.text("person"))
        noted = MinorNoted(on=page.link.desk.today, person=person)
        return [noted, *([_consent(page, person, answers)] if answers.text("guardian") else [])]

    def done(answers: Answers) -> str:
        if bool(answers.text("guardian")) != bool(answers.text("consents")):
            return "Write who stands beside them, and whether they consent; or leave both open."
        return page.record_from(events)(answers)

    page.ask_fields(
        "Somebody is under age",
        [who, *_guardian_fields(needed=False)],
        done,
        lead="The guardian may be recorded later.",
    )


def _ask_guardian(page: Page, person: PersonId, known: str) -> None:
    def events(answers: Answers) -> list[Event]:
        return [_consent(page, person, answers)]

    name = page.link.desk.case(page.case).name_of(person)
    fields = _guardian_fields(known, needed=True)
    page.ask_fields("Guardian", fields, page.record_from(events), lead=name)
