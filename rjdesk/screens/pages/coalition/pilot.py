"""The pilot period and the vote on how many cases are taken on, as a card of the coalition."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.acts import pilot as acts
from rjdesk.desk.views.pilot import AskPilot, PilotView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.correcting import ask_correction
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, label, separator
from rjdesk.screens.pages.coalition.motions import motion_rows, move_button

WHO = (
    "All student members in term may vote. It is so once more than half of them are for it; "
    "whoever does not answer is not. You vote for it by moving it."
)


def pilot_card(page: Page) -> Frame | None:
    """Return the card of the pilot period, or None where the programme has none."""
    view = page.link.ask(AskPilot())
    if view is None:
        return None
    made = card(page.theme, "The pilot period", _period(view))
    if view.began_by is None:
        began = partial(page.act, acts.BEGAN)
        return made.add(act_button(page, "The pilot period began…", began, view.to_begin))
    another = partial(ask_correction, page, view.began_by)
    made.add(button(page.theme, "It began on another day…", another))
    made.add(label(_limit(view)))
    if view.waiting:
        made.add(state(page.theme, "hourglass", _waiting(view)))
    made.add(*motion_rows(page, view.motions), separator())
    return made.add(move_button(page, "Have the coalition vote…", view.moving, WHO))


def _period(view: PilotView) -> str:
    if view.began is None or view.ends is None:
        return "What binds in it alone is off until it is recorded when it began."
    until = "It ended before" if view.is_over else "It lasts until"
    return f"It began on {long_date(view.began)}. {until} {long_date(view.ends)}."


def _limit(view: PilotView) -> str:
    active = "1 case is active." if view.active == 1 else f"{view.active} cases are active."
    limit = f"No more than {view.most} at a time." if view.most else "There is no limit."
    return f"{active} {limit}"


def _waiting(view: PilotView) -> str:
    """Return the waiting list: the order of requests, which forces nobody."""
    codes = ", ".join(code or "one that you do not hold" for code in view.waiting)
    return f"Waiting for facilitators, in the order of the requests: {codes}"
