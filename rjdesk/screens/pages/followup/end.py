"""The end of a follow-up: all is done or the process ended otherwise, and the case is closed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import decisions
from rjdesk.desk.acts import followup as acts
from rjdesk.desk.acts.corrections import MISTAKE
from rjdesk.desk.views.decisions import AskReopening
from rjdesk.desk.views.followup import FollowUpView
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.deciding import proposals, propose_button
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.rows import card, state
from rjdesk.screens.kit.text import Frame, in_row, label

CANNOT_DESTROY = "This program cannot do that yet: it keeps them, sealed."


def end_card(page: Page, view: FollowUpView, ended: str) -> Frame:
    """Return the card of the end; ``ended`` says how it came without one that was fulfilled."""
    if view.fulfilled is None and not ended:
        return _open_card(page, view)
    made = card(page.theme, "All of it is done" if view.fulfilled else "The process is over")
    if view.fulfilled is not None:
        text = f"The agreement was fulfilled on {long_date(view.fulfilled)}."
        made.add(state(page.theme, "circle-check", text))
    if ended:
        made.add(state(page.theme, "circle-check", ended))
    if view.window is not None:
        opens, ends = long_date(view.window.opens), long_date(view.window.ends)
        asked = f"Policy asks that the records be destroyed between {opens} and {ends}."
        made.add(state(page.theme, "hourglass", f"{asked} {CANNOT_DESTROY}"))
    return made


def _open_card(page: Page, view: FollowUpView) -> Frame:
    made = card(page.theme, "All of it is done")
    counts = "Later follow-ups, and when policy asks that the records be destroyed, count from it."
    made.add(label(counts, "soft"))
    return made.add(
        act_button(
            page,
            "Everything is fulfilled…",
            partial(page.act, acts.FULFILLED),
            view.to_fulfil,
            role="primary",
        )
    )


def close_card(page: Page, view: FollowUpView, ended: str) -> Frame:
    """Return the card that closes the case."""
    made = card(page.theme, "Close the case")
    if view.closed is not None:
        done = " What was agreed has been done." if view.fulfilled else ""
        text = f"Closed on {long_date(view.closed)}.{done}"
        return made.add(state(page.theme, "archive", text), *_reopening(page))
    role = "primary" if view.fulfilled is not None or ended else ""
    return made.add(
        act_button(
            page,
            "Close the case…",
            partial(page.act, acts.CLOSED, ended=view.ended),
            view.to_close,
            role=role,
            icon="archive",
        )
    )


def _reopening(page: Page) -> list[QWidget]:
    """Return how a close is taken back, which two decide."""
    view = page.link.ask(AskReopening(page.case))
    if view is None:
        return []
    made = proposals(page, view.proposals)
    if view.decided:
        take_back = partial(page.act, MISTAKE, replaces=view.entry)
        return [*made, in_row(page.theme, button(page.theme, "Take the close back", take_back))]
    if any(row.to_answer for row in view.proposals):
        return made
    propose = propose_button(
        page,
        "It was closed by mistake…",
        view.to_propose,
        title=decisions.REOPENS,
        lead=decisions.REOPENS_BY,
    )
    return [*made, propose]
