"""The page while a circle is under way: head, ring, panels, keys, and what is said aloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from rjdesk.desk.guide import Guide
from rjdesk.desk.views.circle import FacingRoom
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.programme import RoundKind
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.choice import WhomBox
from rjdesk.screens.kit.keyboard import give_keyboard
from rjdesk.screens.kit.ring import Ring
from rjdesk.screens.kit.text import announce, label, vbox
from rjdesk.screens.kit.theme import Theme
from rjdesk.screens.pages.circle.acts import CircleActs
from rjdesk.screens.pages.circle.agreement import AgreementPanel
from rjdesk.screens.pages.circle.bar import ON_A_BREAK, KeyRow
from rjdesk.screens.pages.circle.frame import Columns, RoundPath
from rjdesk.screens.pages.circle.room_panel import RoomFace, RoomPreview
from rjdesk.screens.pages.circle.rounds import (
    BESIDE,
    WRITE,
    ClosingPanel,
    GuidelinesPanel,
    Panel,
    QuestionsPanel,
    SayPanel,
    TalkPanel,
    ValuesPanel,
)

MAKING: dict[RoundKind, type[Panel]] = {
    RoundKind.INTRODUCTION: GuidelinesPanel,
    RoundKind.VALUES: ValuesPanel,
    RoundKind.QUESTIONS: QuestionsPanel,
    RoundKind.TALK: TalkPanel,
    RoundKind.AGREEMENT: AgreementPanel,
    RoundKind.CLOSING: ClosingPanel,
}


def elapsed_words(began: datetime, now: datetime, planned: int) -> str:
    """Return how long the circle has been going, in words, or since which other day.

    Both moments bear a zone; the day is that of ``now``'s zone.
    """
    day = began.astimezone(now.tzinfo).date()
    if day != now.date():
        return f"since {long_date(day)}"
    minutes = max(int((now - began).total_seconds() // 60), 0)
    if minutes > planned:
        return f"{minutes} min · longer than the {planned} planned"
    return f"{minutes} of {planned} min"


class Running(QWidget):
    """A circle under way; ``head`` says what the buttons room, neutral, swap, cover, end do."""

    def __init__(
        self,
        theme: Theme,
        acts: CircleActs,
        head: Mapping[str, Callable[[], object]],
        face: RoomFace,
    ) -> None:
        """Make the frame; ``show_circle`` fills it."""
        super().__init__()
        self.theme, self.acts = theme, acts
        self._announced = ""
        self._round = 0
        self.elapsed = label("", "small", wrap=False)
        self.elapsed.setObjectName("elapsed")
        self.to_room = self._quiet("", head["room"], "room", "R")
        self.to_neutral = self._quiet("", head["neutral"], "neutral", "N")
        self.to_swap = self._quiet("Swap screens  (X)", head["swap"], "swap", "X")
        cover = self._quiet("Cover  (Esc Esc)", head["cover"], "cover", "Escape twice")
        end = self._quiet("End  (Ctrl+E)", head["end"], "end", "Ctrl+E")
        end.setAccessibleName("End the circle; no reason is asked")
        beside = (self.elapsed, self.to_room, self.to_neutral, self.to_swap, cover, end)
        self.path = RoundPath(theme, acts, beside)
        self.ring = Ring(theme, acts.services.terms)
        self.ring.picked.connect(acts.pick)
        self.preview = RoomPreview(theme, face)
        self.columns = Columns(theme, self.path, self.ring, self.preview)
        self.keys = KeyRow(theme, acts, self.ring)
        box = vbox(theme, "s")
        box.addWidget(self.columns, 1)
        box.addWidget(self.keys)
        self.setLayout(box)
        self.keys.say("")

    def _quiet(self, label: str, do: Callable[[], object], name: str, tip: str) -> QPushButton:
        made = button(self.theme, label, do, role="quiet")
        made.setObjectName(name)
        made.setToolTip(tip)
        return made

    def show_circle(self, guide: Guide) -> None:
        """Show where the circle is."""
        view = guide.view
        self.path.show_rounds(view)
        self.ring.show_seats(guide.seats, view.order)
        making = MAKING[view.round_kind](self.theme, self.acts, guide)
        forming = view.round_kind is RoundKind.AGREEMENT
        self.columns.show_panels(SayPanel(self.theme, self.acts, guide), making, wide=forming)
        # On a break everything waits but the ring, where the keys are that end it.
        for widget in (self.columns.say, self.columns.make, self.path):
            widget.setEnabled(not view.on_break)
        if view.round != self._round:
            self.keys.stop_asking()
            self._round = view.round
        self.keys.show_keys(guide)
        self._announce(guide)

    def show_time(self, began: datetime, now: datetime, planned: int) -> None:
        """Show how long the circle has been going; nothing ends by itself."""
        text = elapsed_words(began, now, planned)
        self.elapsed.setText(text)
        self.elapsed.setAccessibleName(f"Time since the circle began: {text}")

    def show_room(self, view: FacingRoom | None, *, neutral: bool) -> None:
        """Say what the keys of the room's screen do, and show small what the room sees."""
        is_open = view is not None
        self.preview.show_room(view, high=self.height())
        several = len(QGuiApplication.screens()) > 1
        self.to_swap.setVisible(is_open and several)
        self.to_room.setText(f"{'Close' if is_open else 'Open'} room screen  (R)")
        self.to_neutral.setText(f"{'Show circle' if neutral else 'Show nothing'} there  (N)")
        self.to_neutral.setVisible(is_open)

    def write(self) -> bool:
        """Go to where the words of this round are typed, and say whether there is such a place."""
        for widget in self.findChildren(QWidget):
            if widget.property(WRITE):
                give_keyboard(widget)
                return True
        return False

    def choice_named(self, name: str) -> QWidget | None:
        """Return the widget where the keyboard stays after an act, or None."""
        asked = self.keys.asking
        if asked is not None and (asked.objectName() == name or asked.hasFocus()):
            return asked
        found = self.findChild(QWidget, name) if name else None
        if found is None or not found.isEnabled():
            return None
        if self.ring.isAncestorOf(found):
            return None
        return found

    def is_for_writing(self, widget: QWidget) -> bool:
        """Whether words of the round are typed there or beside it, and no keys pressed."""
        typed = isinstance(widget, QLineEdit | QPlainTextEdit | WhomBox)
        return bool(self.columns.make.isAncestorOf(widget) and (typed or widget.property(BESIDE)))

    def _announce(self, guide: Guide) -> None:
        """Tell screen readers whose turn it is, when that has changed."""
        holder = guide.holder
        said = f"{holder.called} has the talking piece" if holder else ""
        if guide.view.on_break:
            said = ON_A_BREAK
        if said and said != self._announced:
            announce(self, said)
        self._announced = said
