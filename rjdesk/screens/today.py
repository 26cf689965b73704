"""Today: what waits for you, by date, and drafts to go on with."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.ports import DraftKey
from rjdesk.desk.views.today import AskToday, TodayLine, When
from rjdesk.desk.waits import Waits
from rjdesk.process.calendar import long_date
from rjdesk.screens.page import Place, ScrolledPage
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import Frame, in_row, words

ICONS = {
    Waits.MEETING: "calendar-days",
    Waits.ACTION: "list-checks",
    Waits.TELL: "message-circle",
    Waits.FOLLOW_UP: "repeat",
    Waits.DEBRIEF: "notebook-pen",
    Waits.DELETION: "hourglass",
}
SCREENS = {
    Waits.MEETING: "preparation",
    Waits.DELETION: "case",
}


class TodayPage(ScrolledPage):
    """The first page after unlocking."""

    def paint(self) -> None:
        """Show drafts, then what waits, the overdue first."""
        view = self.link.ask(AskToday())
        self.heading("Today", f"{long_date(view.day)} · {view.greeting}")
        if view.drafts:
            card = Frame(self.look)
            card.add(words("Go on where you left off", "heading"))
            for draft in view.drafts:
                go_on = partial(self._resume, draft.key)
                card.add(button(self.look, draft.title, go_on, role="nav", icon="pen-line"))
            self.box.addWidget(card)
        for when in When:
            lines = [line for line in view.lines if line.when is when]
            if lines:
                self.box.addWidget(self._group(when, lines))
        if not view.lines and not view.drafts:
            calm = Frame(self.look, "sunken")
            calm.add(words("Nothing waits for you today.", "strong"))
            calm.add(words("Your cases are one key away: Ctrl+2.", "soft"))
            self.box.addWidget(calm)

    def _group(self, when: When, lines: list[TodayLine]) -> Frame:
        card = Frame(self.look, "warm" if when is When.OVERDUE else "card")
        card.add(words(when.value, "heading"))
        for line in lines:
            place = Place(SCREENS.get(line.kind, "follow-up"), line.case)
            open_it = button(
                self.look,
                line.what.replace("&", "&&"),
                partial(self.go.emit, place),
                role="nav",
                icon=ICONS[line.kind],
            )
            day = words(long_date(line.due), "small", wrap=False)
            card.add(in_row(self.look, open_it, words(line.code, "chip", wrap=False), day,
                            stretch=False))  # fmt: skip
        return card

    def _resume(self, key: DraftKey) -> None:
        if key.case is None:
            self.go.emit(Place("intake-journey"))
        elif key.journey.startswith("premeeting-"):
            meeting = key.journey.removeprefix("premeeting-")
            self.go.emit(Place("pre-meeting", key.case, meeting))
        elif key.journey == "preparation":
            self.go.emit(Place("preparation", key.case))
        else:
            self.go.emit(Place("follow-up", key.case))
