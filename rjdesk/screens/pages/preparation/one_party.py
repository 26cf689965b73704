"""One party alone: who decides how many facilitate, and services connected (RC-046, RC-195)."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts import accountability as acts
from rjdesk.desk.fields import Option
from rjdesk.desk.views.accountability import OnePartyView
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, in_row
from rjdesk.screens.pages.preparation.meetings import meetings_card


def facilitators_card(page: Page, view: OnePartyView) -> Frame | None:
    """Return the card of how many facilitate where one side goes forward alone, or None."""
    if not view.needs_decision and not view.number:
        return None
    made = card(page.theme, "How many facilitate?", "One side goes forward alone.")
    if view.number:
        many = "One facilitator" if view.number == 1 else f"{view.number} facilitators"
        made.add(state(page.theme, "circle-check", f"{many}. {view.decision}"))
    label = "Decide anew…" if view.number else "Decide…"
    return made.add(
        act_button(page, label, partial(_ask_number, page, view), view.may_decide, icon="users")
    )


def _ask_number(page: Page, view: OnePartyView) -> None:
    known = {
        "number": {"initial": str(view.number or 1)},
        "decision": {"initial": view.decision},
    }
    page.act(acts.HOW_MANY, known=known)


def services_card(page: Page, view: OnePartyView, prepared: PreparationView) -> Frame | None:
    """Return the card of services for somebody who comes back, or None (RC-195)."""
    if not view.re_entry and not view.services:
        return None
    made = card(
        page.theme,
        "Services that help",
        "What the person who comes back is connected with: advice, counselling, a tutor.",
    )
    for name, service in view.services:
        made.add(state(page.theme, "heart-handshake", f"{name}: {service}"))
    connect = button(
        page.theme, "Connected with a service…", partial(_ask_service, page, prepared), icon="plus"
    )
    return made.add(in_row(page.theme, connect))


def _ask_service(page: Page, prepared: PreparationView) -> None:
    people = tuple(Option(p.person, p.name) for p in prepared.roster)
    page.act(acts.CONNECTED, known={"person": {"options": people}})


def one_party_cards(page: Page, view: OnePartyView, prepared: PreparationView) -> list[Frame]:
    """Return the cards for services and for meetings that come again, as far as they apply."""
    made = (services_card(page, view, prepared), meetings_card(page, view, prepared.kind))
    return [each for each in made if each is not None]
