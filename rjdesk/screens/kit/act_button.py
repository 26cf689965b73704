"""The button of an act on a page: grey with its reasons, help, and the way to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from rjdesk.desk.outcome import Verdict
from rjdesk.screens.kit.buttons import ActButton
from rjdesk.screens.kit.page import Page


def act_button(
    page: Page,
    caption: str,
    do: Callable[[], object],
    verdict: Verdict,
    *,
    role: str = "",
    icon: str = "",
    spoken: str = "",
) -> ActButton:
    """Return the button of an act, which says why it may not be done yet, and leads on."""
    made = ActButton(page.services, caption, do, role=role, icon=icon, spoken=spoken)
    made.why.connect(page.why)
    made.leads_by(page.go_to, page.route.screen)
    made.show_verdict(verdict)
    return made
