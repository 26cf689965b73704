"""One party alone: who decides how many facilitate, and services connected (RC-046, RC-195)."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts import accountability as acts
from rjdesk.desk.views.accountability import OnePartyView, ServiceRow
from rjdesk.desk.views.preparation import PreparationView
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, in_row, label
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


def services_card(page: Page, view: OnePartyView) -> Frame | None:
    """Return the card of services for whom a circle is held, or None (RC-195)."""
    if view.held_for is None and not view.services:
        return None
    made = card(
        page.theme,
        "Services that help",
        "What the person for whom the circle is held is connected with: advice, counselling, a "
        "tutor. Today says when it is time to ask how it goes.",
    )
    for row in view.services:
        words = (state(page.theme, "heart-handshake", f"{row.name}: {row.service}"),)
        ask = partial(_ask_after, page, row)
        name = f"How does it go: {row.service}"
        buttons = (small_button(page.theme, "Ask…", name, ask),) if row.goes_on else ()
        made.add(row_of(page.theme, *words, label(row.stands, "soft"), buttons=buttons))
    if view.held_for is None:
        return made
    connect = button(
        page.theme, "Connected with a service…", partial(_ask_service, page, view), icon="plus"
    )
    return made.add(in_row(page.theme, connect))


def _ask_service(page: Page, view: OnePartyView) -> None:
    whom = (view.held_for,) if view.held_for is not None else ()
    only = whom[0].value if whom else ""
    page.act(acts.CONNECTED, known={"person": {"options": whom, "initial": only}})


def _ask_after(page: Page, row: ServiceRow) -> None:
    page.act(
        acts.ASKED_AFTER,
        said={"name": row.name, "service": row.service},
        person=row.person,
        service=row.service,
    )


def one_party_cards(page: Page, view: OnePartyView, prepared: PreparationView) -> list[Frame]:
    """Return the cards for services and for meetings that come again, as far as they apply."""
    made = (services_card(page, view), meetings_card(page, view, prepared.kind))
    return [each for each in made if each is not None]
