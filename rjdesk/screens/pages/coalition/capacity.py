"""Whether the coalition takes on cases of sexual harm, as a card of the coalition (SD III 3)."""

from __future__ import annotations

from rjdesk.desk.views.sexual_harm import AskCapacity, CapacityView
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, separator
from rjdesk.screens.pages.coalition.motions import motion_rows, move_button

LEAD = (
    "Whether there are the people, the training and the support for it is decided by several, "
    "together. Until then whoever asks is heard, and told to whom they can turn."
)
WHO = (
    "All of those are asked who decide on it, and it is so once all have answered, nobody is "
    "against it and somebody is for it. You say yes by moving it."
)


def capacity_card(page: Page) -> Frame | None:
    """Return the card, or None where the programme takes on no such case."""
    view = page.link.ask(AskCapacity())
    if view is None:
        return None
    made = card(page.theme, "Cases of sexual harm", LEAD)
    made.add(state(page.theme, "circle-check" if view.has else "circle", _now(view)))
    made.add(*motion_rows(page, view.motions), separator())
    return made.add(move_button(page, "Have it decided…", view.moving, WHO))


def _now(view: CapacityView) -> str:
    if not view.has:
        return "It was not decided that there is the capacity for them."
    if view.screens_each:
        return "There is the capacity for them. Each case is screened first."
    return "There is the capacity for them, and they are not screened one by one."
