"""How often facilitators get in touch while an agreement is in force (RC-205)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import followup as acts
from rjdesk.desk.acts.premeeting import CHANNELS, CONTACT
from rjdesk.desk.fields import Option
from rjdesk.desk.views.followup import ContactDue, FollowUpView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, row_of, small_button, state
from rjdesk.screens.kit.text import Frame, label


def rhythm_card(page: Page, view: FollowUpView) -> Frame | None:
    """Return the card of the contact that was agreed, or None while nothing is in force."""
    if view.monitoring_since is None or not (view.to_agree_rhythm.allowed or view.every):
        return None
    said = f"{view.every}." if view.every else "It was not agreed how often."
    made = card(page.theme, "Getting in touch", f"With whoever is responsible. {said}")
    made.add(*(_contact(page, contact) for contact in view.contacts))
    return made.add(
        act_button(page, "How often…", partial(page.act, acts.RHYTHM), view.to_agree_rhythm)
    )


def _contact(page: Page, contact: ContactDue) -> QWidget:
    is_due = contact.due <= page.link.today
    text = f"{'Due since' if is_due else 'From'} {long_date(contact.due)}"
    now = state(page.theme, "clock" if is_due else "calendar", text)
    one = (Option(contact.person, contact.name),)
    known: dict[str, dict[str, object]] = {
        "person": {"options": one, "initial": contact.person},
        "channel": {"options": CHANNELS},
    }
    note = small_button(
        page.theme,
        "Note a contact…",
        f"Note a contact with {contact.name}",
        partial(page.act, CONTACT, known=known),
    )
    return row_of(page.theme, label(contact.name, "strong"), now, buttons=(note,))
