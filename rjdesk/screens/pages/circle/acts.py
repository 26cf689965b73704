"""The acts of a circle: carries out the moves that its guide answers each press with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.guide import (
    Ask,
    Choose,
    EnterForReason,
    Guide,
    Move,
    Next,
    Offer,
    Record,
    Say,
)
from rjdesk.desk.views.circle import AskFacingMe, AskTick, FacingMe
from rjdesk.process.circle.state import Outcome
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.circle.keys import REST_S


class CircleActs(QObject):
    """The acts of one circle, and what stands open on its page.

    ``repaint`` asks the page to paint anew, ``hint`` carries a calm sentence, ``choose``
    asks for somebody to be picked, ``reason`` carries the number of a round that may be
    entered for a written reason; ``ask`` carries a question in one sentence, what its yes is
    called, and what to do when it is answered with yes, ``offer`` one with several answers.
    ``seat`` carries who has the keyboard in the ring. ``guide`` is None while no circle has begun.
    """

    repaint = Signal()
    hint = Signal(str)
    choose = Signal()
    reason = Signal(int)
    ask = Signal(str, str, object)
    offer = Signal(str, object)
    seat = Signal(str)

    def __init__(self, page: Page, now: Callable[[], float]) -> None:
        """Act for the case of a page; ``now`` counts seconds."""
        super().__init__(page)
        self.services, self.link, self.case = page.services, page.link, page.case
        self.calendar = page.calendar
        self.now, self._turned = now, float("-inf")
        self.draft = Draft(page, DraftKind.CIRCLE)
        self.guide: Guide | None = None
        self.open_card = ""
        self.editing = ""
        self.form_open = False

    def look(self) -> FacingMe | None:
        """Return where the circle is now, for the page and for what is pressed next."""
        view = self.link.ask(AskFacingMe(self.case))
        picked = self.guide.picked if self.guide else None
        self.guide = Guide(view, self.link.today, picked) if view else None
        return view

    # --- one way to record -------------------------------------------------------------

    def do(self, *events: Event, typed: Sequence[str] = ()) -> bool:
        """Record events; the draft forgets the fields they were ``typed`` in."""
        done = self.draft.record(typed, *events) if typed else self.link.do(self.case, *events)
        if done:
            self.hint.emit("")
        return done

    def carry_out(self, move: Move, *, typed: Sequence[str] = ()) -> bool:
        """Do what a press comes to; return whether something was recorded."""
        match move:
            case Record():
                return self._record(move, typed)
            case Offer(sentence, choices):
                does = [(c.key, c.words, partial(self.carry_out, c.then)) for c in choices]
                self.offer.emit(sentence, does)
            case Ask(sentence, yes, then):
                self.ask.emit(sentence, yes, partial(self.carry_out, then))
            case EnterForReason(number, refused):
                self.carry_out(refused)  # which says what is missing
                self.reason.emit(number)
            case Choose():
                self.choose.emit()
            case Say(sentence):
                self.hint.emit(sentence)
            case _:
                assert_never(move)
        return False

    def _record(self, move: Record, typed: Sequence[str]) -> bool:
        """Record what a press comes to; whoever remains is asked at once whether they go on."""
        before, self.guide = self.guide, self._giving(move.piece)
        if not self.do(*move.events, typed=typed):
            self.guide = before
            return False
        self.hint.emit(move.hint)
        if move.seat is not None:
            self.seat.emit(move.seat)
        if self.guide is not None and self.guide.next is Next.REMAIN:
            self.carry_out(self.guide.press_next())
        return True

    def _giving(self, person: PersonId | None) -> Guide | None:
        return replace(self.guide, picked=person) if self.guide else None

    # --- the keys -----------------------------------------------------------------------

    def next(self) -> None:
        """Do what comes next."""
        self._press(lambda guide: guide.press_next())

    def turn(self, outcome: Outcome) -> None:
        """Record how the turn of whoever has the talking piece went."""
        self._press(lambda guide: guide.turn(outcome))

    def name_value(self, value: str, typed: str) -> None:
        """Record a value of whoever has the talking piece, typed in a field."""
        self._press(lambda guide: guide.value(value), typed=(typed,))

    def pick(self, person: str) -> None:
        """Give somebody the talking piece."""
        self.guide = self._giving(PersonId(person))
        self.repaint.emit()

    def pause(self) -> None:
        """Take a break, or come back."""
        self._press(lambda guide: guide.pause())

    def say(self, card: str = "") -> None:
        """Tick a card: this one, or the first that was not said yet."""
        self.open_card = ""
        self._press(lambda guide: guide.say(card))

    def leaves(self, person: PersonId) -> None:
        """Ask, and let somebody leave."""
        self._press(lambda guide: guide.leaves(person))

    def comes(self, after: PersonId) -> None:
        """Ask who sits down after somebody."""
        self._press(lambda guide: guide.comes(after))

    def moves(self, person: PersonId) -> None:
        """Let somebody change seats with whoever sits next."""
        self._press(lambda guide: guide.moves(person))

    def end(self) -> None:
        """End the circle before its time; no reason is asked."""
        self._press(lambda guide: guide.end())

    def go_on(self, number: int) -> None:
        """Ask for a round to be entered."""
        self._press(lambda guide: guide.go_on(number))

    def go_further(self) -> None:
        """Ask for the next round to be entered."""
        self._press(lambda guide: guide.go_further())

    def enter_for(self, number: int, reason: str) -> None:
        """Enter a round for a written reason."""
        self._press(lambda guide: guide.enter_for(number, reason), typed=("reason",))

    def undo(self) -> None:
        """Take back the last press."""
        self._press(lambda guide: guide.undo())

    def untick(self, action: str, person: PersonId) -> None:
        """Take back that somebody agreed to an action, whenever it was recorded."""
        entry = self.link.ask(AskTick(self.case, action, person))
        if not (entry and self.guide and self.carry_out(self.guide.untick(entry))):
            self.repaint.emit()

    def _press(self, press: Callable[[Guide], Move], *, typed: Sequence[str] = ()) -> None:
        """Carry out what a press comes to; a second turn at once is a hand too hasty."""
        if self.guide is None:
            return
        move = press(self.guide)
        is_turn = isinstance(move, Record) and move.is_turn
        if is_turn and not typed and 0 <= self.now() - self._turned < REST_S:
            self.hint.emit("A turn was recorded just now. Press again once the piece has gone on.")
        elif self.carry_out(move, typed=typed) and is_turn:
            self._turned = self.now()
