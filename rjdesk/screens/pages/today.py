"""Today: what waits for you, by date, and drafts to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer

from rjdesk.desk.acts import recusal as recusal_acts
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.views.today import (
    AskToday,
    ResumableDraft,
    SettingUp,
    Today,
    TodayLine,
    ToHandOn,
    When,
)
from rjdesk.desk.waits import Waits
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.card import CardButton
from rjdesk.screens.kit.emblem import Emblem
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.services import Services
from rjdesk.screens.kit.text import Frame, hbox, held, in_row, label, picture

ICONS = {
    Waits.CIRCLE: "circle-dashed",
    Waits.MEETING: "calendar-days",
    Waits.ACTION: "list-checks",
    Waits.TELL: "message-circle",
    Waits.FOLLOW_UP: "repeat",
    Waits.DEBRIEF: "notebook-pen",
    Waits.REVIEW: "book-open",
    Waits.DELETION: "hourglass",
    Waits.SUPPORT: "heart-handshake",
    Waits.RECURRING: "calendar-days",
    Waits.DECISION: "users",
    Waits.CONTACT: "message-circle",
    Waits.SERVICE: "heart-handshake",
    Waits.SEXUAL_HARM: "shield",
}
SCREENS = {
    Waits.CIRCLE: "case",
    Waits.MEETING: "preparation",
    Waits.ACTION: "follow-up",
    Waits.TELL: "follow-up",
    Waits.FOLLOW_UP: "follow-up",
    Waits.DEBRIEF: "follow-up",
    Waits.REVIEW: "review",
    Waits.DELETION: "records",
    Waits.SUPPORT: "interruption",
    Waits.RECURRING: "preparation",
    Waits.DECISION: "follow-up",
    Waits.CONTACT: "follow-up",
    Waits.SERVICE: "preparation",
    Waits.SEXUAL_HARM: "sexual-harm",
}
"""Where what waits is done; a circle opens its case for those who do not facilitate it."""
DRAFTS = {
    DraftKind.INTAKE: ("A new request", "intake-journey"),
    DraftKind.PRE_MEETING: ("Pre-meeting", "pre-meeting"),
    DraftKind.PREPARATION: ("Preparation", "preparation"),
    DraftKind.CIRCLE: ("Words typed for the circle", "circle"),
    DraftKind.FOLLOW_UP: ("Words typed for the follow-up", "follow-up"),
    DraftKind.REVIEW: ("The review of a reflection", "review"),
}
"""What a draft is called, and the screen on which it goes on."""
IN_COLUMNS_BELOW = 1.5
"""From this text size on, code and day stand below what waits."""
RESEAL = "Seal it under a new key, so that the files tell them nothing from then on."
SHOWN = 12
"""As many lines of a group can be taken in; the earliest come first."""
LOOK_EVERY_MS = 30_000
"""How often the page looks whether a new day has begun. A timer that was set for midnight
would be late after a sleep, and wrong after a journey."""


class TodayPage(ScrolledPage):
    """The first page after unlocking; it turns with the day."""

    day: date | None = None

    def __init__(self, services: Services, link: Link, route: Route) -> None:
        """Make the page, and begin to look at the calendar."""
        super().__init__(services, link, route)
        self.midnight = QTimer(self)
        self.midnight.setInterval(LOOK_EVERY_MS)
        self.midnight.timeout.connect(self._turn)
        self.midnight.start()

    def leave(self) -> None:
        """Look at the calendar no more."""
        self.midnight.stop()

    def _turn(self) -> None:
        """Paint anew when the day that is shown is over."""
        if self.link.today != self.day:
            self.refresh()

    def paint(self) -> None:
        """Show the circle under way, drafts, then what waits, the overdue first."""
        view = self.link.ask(AskToday())
        self.day = view.day
        self.heading("Today", f"{long_date(view.day)} · {view.greeting}")
        lines = {when: [line for line in view.lines if line.when is when] for when in When}
        for number, line in enumerate(lines.pop(When.NOW)):
            self.box.addWidget(self._under_way(line, first=number == 0))
        if view.drafts:
            self.box.addWidget(self._drafts(view.drafts))
        for waiting in view.to_hand_on:
            self.box.addWidget(self._to_hand_on(waiting))
        if view.to_vote:
            self.box.addWidget(self._to_vote(view.to_vote))
        for when, found in lines.items():
            if found:
                self.box.addWidget(self._group(when, found))
        for made in self._of_the_vault(view):
            self.box.addWidget(made)
        if view.setting_up is not None:
            self.box.addWidget(self._setting_up(view.setting_up))
        elif not (view.lines or view.drafts or view.to_vote or view.to_hand_on):
            self.box.addWidget(self._calm())

    def _of_the_vault(self, view: Today) -> list[Frame]:
        """Return what is to be done about the vault itself, once all of it is entered."""
        if view.setting_up is not None:
            return []
        due = {
            "A backup is due": view.backup_due,
            "Make a recovery code, or give another member keys": view.code_due,
            "Somebody left who knows the key of the vault": RESEAL if view.to_reseal else "",
        }
        return [self._to_the_vault(title, said) for title, said in due.items() if said]

    def _to_the_vault(self, title: str, due: str) -> Frame:
        made = Frame(self.theme).add(label(title, "heading"), label(due, "soft"))
        go = partial(self.go.emit, Route("vault"))
        return made.add(in_row(self.theme, button(self.theme, "To the vault", go, icon="archive")))

    def _to_hand_on(self, waiting: ToHandOn) -> Frame:
        made = Frame(self.theme, "warm")
        since = long_date(waiting.since)
        made.add(label(f"A case waits that you stepped back from on {since}", "heading"))
        if not waiting.heirs:
            who = "somebody who holds an office has keys of their own"
            return made.add(label(f"Nobody else can open it. Hand it on as soon as {who}.", "soft"))
        hand = button(self.theme, "Hand it on…", partial(self._ask_who, waiting), icon="key-round")
        return made.add(label("Nobody else can open it.", "soft"), in_row(self.theme, hand))

    def _ask_who(self, waiting: ToHandOn) -> None:
        act, today, me = recusal_acts.HANDED_OVER, self.link.today, self.link.member
        known = {"to": {"options": waiting.heirs}}
        self.ask_fields(
            act.title,
            act.asked(self.services.terms, today, known),
            self.record_from(
                lambda answers: [act.answered(today, answers, member=me)], case=waiting.case
            ),
            lead=act.lead,
            action=act.action,
        )

    def _to_vote(self, what: tuple[str, ...]) -> Frame:
        made = Frame(self.theme).add(label("You may vote", "heading"), *map(label, what))
        go = button(
            self.theme,
            "Vote under Coalition",
            partial(self.go.emit, Route("coalition")),
            icon="users",
        )
        return made.add(in_row(self.theme, go))

    def _under_way(self, line: TodayLine, *, first: bool) -> Frame:
        """Return the card of a circle under way: one key goes on with it."""
        card = Frame(self.theme, "say-card")
        card.add(label(f"{line.what}: go on", "heading"))
        go_on = button(
            self.theme,
            "Go on with the circle",
            partial(self.go.emit, Route("circle", line.case, process=line.process)),
            role="primary" if first else "",
            icon="arrow-right",
        )
        go_on.setAccessibleName(f"{line.what} in {line.code}: go on")
        return card.add(in_row(self.theme, go_on, label(line.code, "chip", wrap=False)))

    def _drafts(self, drafts: tuple[ResumableDraft, ...]) -> Frame:
        card = Frame(self.theme)
        card.add(label("Go on where you left off", "heading"))
        for draft in drafts:
            name, screen = DRAFTS[draft.kind]
            title = f"{name} in {draft.code}" if draft.code else name
            go_on = partial(self.go.emit, Route(screen, draft.case, draft.detail, draft.process))
            line = CardButton(self.theme, title, go_on, role="flat")
            what = hbox(self.theme, "s")
            what.addWidget(picture(self.theme, "pen-line"))
            what.addWidget(label(title), 1)
            card.add(line.add(held(what)))
        return card

    def _setting_up(self, state: SettingUp) -> Frame:
        """Return the card that leads to entering the members, and says why it matters."""
        card = Frame(self.theme, "say-card")
        card.add(
            label("Your coalition is being set up", "heading"),
            label(" ".join(_lacking(state))),
        )
        enter = button(
            self.theme,
            "Enter the members",
            partial(self.go.emit, Route("coalition")),
            role="primary",
            icon="users",
        )
        return card.add(in_row(self.theme, enter))

    def _calm(self) -> Frame:
        calm = Frame(self.theme)
        margin = self.theme.space("xl")
        calm.box.setContentsMargins(margin, margin, margin, margin)
        calm.add(Emblem(self.theme, 64), label("Nothing waits for you today.", "heading"))
        calm.add(label("Meetings, actions and follow-ups appear here on their day.", "soft"))
        see = button(
            self.theme,
            "See the cases",
            partial(self.go.emit, Route("cases")),
            role="primary",
            icon="folders",
        )
        return calm.add(in_row(self.theme, see, label("or Ctrl+2", "small")))

    def _group(self, when: When, lines: list[TodayLine]) -> Frame:
        card = Frame(self.theme, "warm" if when is When.OVERDUE else "card")
        card.add(label(when.value, "heading"))
        for line in lines[:SHOWN]:
            card.add(self._line(line))
        if len(lines) > SHOWN:
            more = f"and {len(lines) - SHOWN} more; the cases have them all"
            card.add(label(more, "soft"))
        return card

    def _line(self, line: TodayLine) -> CardButton:
        """Return a line that opens the case where something is to be done."""
        theme = self.theme
        route = Route(SCREENS[line.kind], line.case, process=line.process)
        name = f"{line.what}, {line.code}, {long_date(line.due)}"
        made = CardButton(theme, name, partial(self.go.emit, route), role="flat")
        what = hbox(theme, "s")
        what.addWidget(picture(theme, ICONS[line.kind]))
        what.addWidget(label(line.what), 1)
        chip = label(line.code, "chip", wrap=False)
        day = label(long_date(line.due), "small", wrap=False)
        if theme.scale < IN_COLUMNS_BELOW:
            # The longest day there is, so that the days stand under each other.
            day.setFixedWidth(day.fontMetrics().horizontalAdvance("30 September 2026"))
            what.addWidget(chip)
            what.addWidget(day)
            return made.add(held(what))
        return made.add(held(what), in_row(theme, chip, day))


def _lacking(state: SettingUp) -> Iterator[str]:
    """Say what a coalition that is being set up still lacks."""
    yield "Enter its members with their offices, and say then that all is entered."
    if state.trained is not None:
        yield (
            f"So far {state.trained} of {state.members} "
            f"{'has' if state.trained == 1 else 'have'} the trainings of this year."
        )
    if state.needed > 1:
        yield f"Where both sides of a case go forward, {state.needed} of them facilitate."
