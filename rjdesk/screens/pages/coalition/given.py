"""What those who left had let others read, on the page of the coalition."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.views.given import AskGiven
from rjdesk.screens.kit.page import Page, Route
from rjdesk.screens.kit.rows import card, row_of, small_button
from rjdesk.screens.kit.text import Frame, label, separator

LEAD = (
    "Nobody loses what a member who left had let them read. End it where it was not meant to last; "
    "what you leave as it is, stays."
)


def given_card(page: Page) -> Frame | None:
    """Return each such case that this member reads, with the way to its readers; or None."""
    rows = page.link.ask(AskGiven())
    if not rows:
        return None
    made = card(page.theme, "What those who left had given", LEAD)
    for number, row in enumerate(rows):
        said = label(f"{row.giver}, who has left, let {row.reader} read it.", "small")
        there = partial(page.go.emit, Route("access", row.case))
        look = small_button(page.theme, "Keep or end it", f"Keep or end it: {row.code}", there)
        made.add(
            *([separator()] if number else []),
            row_of(page.theme, label(row.code, "strong"), said, buttons=(look,)),
        )
    return made
