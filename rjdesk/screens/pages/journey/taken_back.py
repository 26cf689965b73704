"""What stands in the place of a journey whose beginning was recorded by mistake."""

from __future__ import annotations

from rjdesk.desk.journeys.journey import AskDraftKept, Journey
from rjdesk.desk.ports import Trouble
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import in_row, label


class TakenBackPage(ScrolledPage):
    """Says that there is nothing to go on with, and lets the draft go when somebody says so."""

    def __init__(
        self, services: Services, link: Link, route: Route, journey: Journey, *, later: Route
    ) -> None:
        """Stand in for a journey; ``later`` is where one goes from here."""
        super().__init__(services, link, route)
        self.journey, self.later = journey, later

    def paint(self) -> None:
        """Say what happened, and offer to put the draft away where there is one."""
        self.heading(self.journey.title)
        self.box.addWidget(
            label("This was taken back as recorded by mistake. There is nothing to go on with.")
        )
        kept = self.link.ask(AskDraftKept(self.journey))
        if kept:
            self.box.addWidget(label("What was typed here is still kept as a draft.", "soft"))
        caption = "Put the draft away" if kept else "Go back"
        self.box.addWidget(
            in_row(self.theme, button(self.theme, caption, self._away, role="primary"))
        )

    def _away(self) -> None:
        try:
            self.link.drop_draft(self.journey.draft)
        except Trouble as trouble:
            self.link.trouble.emit(str(trouble))
            return
        self.go.emit(self.later)
