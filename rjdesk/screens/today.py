"""Today: what waits for you, by date, and drafts to go on with."""

from __future__ import annotations

from functools import partial

from rjdesk.desk.ports import DraftKey
from rjdesk.desk.views.today import AskToday, TodayLine, When
from rjdesk.desk.waits import Waits
from rjdesk.process.calendar import long_date
from rjdesk.screens.page import Place, ScrolledPage
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.card import CardButton
from rjdesk.screens.parts.emblem import Emblem
from rjdesk.screens.parts.text import Frame, held, in_row, picture, row, words

ICONS = {
    Waits.MEETING: "calendar-days",
    Waits.ACTION: "list-checks",
    Waits.TELL: "message-circle",
    Waits.FOLLOW_UP: "repeat",
    Waits.DEBRIEF: "notebook-pen",
    Waits.DELETION: "hourglass",
}
IN_COLUMNS_BELOW = 1.5
"""From this text size on, code and day stand below what waits."""
SCREENS = {
    Waits.MEETING: "preparation",
    Waits.DELETION: "case",
}

SHOWN = 12
"""As many lines of a group can be taken in; the earliest come first."""


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
                line = CardButton(self.look, draft.title, go_on, role="flat")
                what = row(self.look, "s")
                what.addWidget(picture(self.look, "pen-line"))
                what.addWidget(words(draft.title), 1)
                card.add(line.add(held(what)))
            self.box.addWidget(card)
        for when in When:
            lines = [line for line in view.lines if line.when is when]
            if lines:
                self.box.addWidget(self._group(when, lines))
        if not view.lines and not view.drafts:
            self.box.addWidget(self._calm())

    def _calm(self) -> Frame:
        calm = Frame(self.look)
        edge = self.look.space("xl")
        calm.box.setContentsMargins(edge, edge, edge, edge)
        calm.add(Emblem(self.look, 64), words("Nothing waits for you today.", "heading"))
        calm.add(words("Meetings, actions and follow-ups appear here on their day.", "soft"))
        see = button(
            self.look,
            "See the cases",
            partial(self.go.emit, Place("cases")),
            role="primary",
            icon="folders",
        )
        return calm.add(in_row(self.look, see, words("or Ctrl+2", "small")))

    def _group(self, when: When, lines: list[TodayLine]) -> Frame:
        card = Frame(self.look, "warm" if when is When.OVERDUE else "card")
        card.add(words(when.value, "heading"))
        for line in lines[:SHOWN]:
            card.add(self._line(line))
        if len(lines) > SHOWN:
            more = f"and {len(lines) - SHOWN} more; the cases have them all"
            card.add(words(more, "soft"))
        return card

    def _line(self, line: TodayLine) -> CardButton:
        """Return a line that opens the case where something is to be done."""
        look = self.look
        place = Place(SCREENS.get(line.kind, "follow-up"), line.case)
        name = f"{line.what}, {line.code}, {long_date(line.due)}"
        made = CardButton(look, name, partial(self.go.emit, place), role="flat")
        what = row(look, "s")
        what.addWidget(picture(look, ICONS[line.kind]))
        what.addWidget(words(line.what), 1)
        chip = words(line.code, "chip", wrap=False)
        day = words(long_date(line.due), "small", wrap=False)
        if look.scale < IN_COLUMNS_BELOW:
            # The longest day there is, so that the days stand under each other.
            day.setFixedWidth(day.fontMetrics().horizontalAdvance("30 September 2026"))
            what.addWidget(chip)
            what.addWidget(day)
            return made.add(held(what))
        return made.add(held(what), in_row(look, chip, day))

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
