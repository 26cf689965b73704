"""What the keys of a circle do: which act comes next, and how the last one is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.acts import journal as journal_acts
from rjdesk.desk.draft_kinds import DraftKind
from rjdesk.desk.views.circle import FacingMe, Seat
from rjdesk.process.agreement.events import AgreementEvent
from rjdesk.process.circle.events import CircleEvent, CircleStarted, RoundEntered
from rjdesk.process.circle.state import Outcome
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.kernel.event import Entry, EntryId, Event, PersonId, RecordedByMistake
from rjdesk.process.kernel.ruling import Role, Ruling
from rjdesk.screens.kit.page import Page
from rjdesk.screens.kit.typed import Draft
from rjdesk.screens.pages.circle.keys import REST_S
from rjdesk.screens.pages.circle.next import Next, holder_of, next_of, still_open, with_piece


class CircleActs(QObject):
    """The acts of one circle.

    ``repaint`` asks the page to paint anew, ``hint`` carries a calm sentence, ``choose``
    asks for somebody to be picked, ``reason`` carries the number of a round that may be
    entered for a written reason; ``ask`` carries a question in one sentence, what its yes is
    called, and what to do when it is answered with yes.
    """

    repaint = Signal()
    hint = Signal(str)
    choose = Signal()
    reason = Signal(int)
    ask = Signal(str, str, object)

    def __init__(self, page: Page, now: Callable[[], float]) -> None:
        """Act for the case of a page; ``now`` counts seconds."""
        super().__init__(page)
        self.services, self.link, self.case = page.services, page.link, page.case
        self.calendar = page.calendar
        self.now, self._turned = now, float("-inf")
        self.draft = Draft(page, DraftKind.CIRCLE)
        self.view: FacingMe | None = None
        self.picked: PersonId | None = None
        self.open_card = ""
        self.editing = ""
        self.form_open = False
        self._batches: list[tuple[EntryId, ...]] = []

    # --- one way to record -------------------------------------------------------------

    def do(self, *events: Event, typed: Sequence[str] = ()) -> bool:
        """Record events; the draft forgets the fields they were ``typed`` in."""
        before = len(self.link.desk.record_of(self.case))
        done = self.draft.record(typed, *events) if typed else self.link.do(self.case, *events)
        if done:
            fresh = self.link.desk.record_of(self.case)[before:]
            self._batches.append(tuple(entry.id for entry in fresh))
            self.hint.emit("")
        return done

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats as the facilitator sees them."""
        return with_piece(self.view, self.picked) if self.view else ()

    # --- the keys -----------------------------------------------------------------------

    def next(self) -> None:
        """Do what comes next."""
        view, today = self.view, self.link.desk.today
        if view is None:
            return
        step, holder = next_of(view, self.seats), holder_of(self.seats)
        if step is Next.BACK:
            self.do(circle_acts.BACK.of(today))
        elif step is Next.TURN and holder:
            self.turn(Outcome.SPOKE)
        elif step is Next.CHOOSE:
            self.choose.emit()
        elif step is Next.ASK:
            self.do(circle_acts.QUESTION.of(today, question=view.unasked[0].id))
        elif step is Next.ROUND:
            self.go_on(view.round + 1)
        else:
            self._ask_first(
                "Close the circle now? Enter closes it, Escape goes on.",
                "Close the circle",
                circle_acts.COMPLETED.of(today),
            )

    def turn(self, outcome: Outcome) -> None:
        """Record how the turn of whoever has the talking piece went."""
        view, holder = self.view, holder_of(self.seats)
        if view is None or view.on_break:
            self.hint.emit("The circle is on a break. Press B when everybody is back.")
        elif 0 <= self.now() - self._turned < REST_S:
            self.hint.emit("A turn was recorded just now. Press again once the piece has gone on.")
        elif holder is not None:
            self.take_turn(
                circle_acts.TURN.of(self.link.desk.today, person=holder.person, outcome=outcome)
            )
        elif next_of(view, self.seats) is Next.CHOOSE:
            self.choose.emit()
        else:
            self.hint.emit("Nobody has the talking piece now.")

    def take_turn(self, event: Event, *, typed: Sequence[str] = ()) -> None:
        """Record what ends somebody's turn; the piece goes on."""
        self.picked = None
        if self.do(event, typed=typed):
            self._turned = self.now()

    def pick(self, person: str) -> None:
        """Give somebody the talking piece."""
        self.picked = PersonId(person)
        self.repaint.emit()

    def pause(self) -> None:
        """Take a break, or come back."""
        today = self.link.desk.today
        on_break = self.view is not None and self.view.on_break
        self.do(circle_acts.BACK.of(today) if on_break else circle_acts.BREAK.of(today))

    def say(self, card: str = "") -> None:
        """Tick a card: this one, or the first that was not said yet."""
        cards = self.view.cards if self.view else ()
        unsaid = next((known.id for known in cards if not known.said), "")
        if card or unsaid:
            self.open_card = ""
            self.do(circle_acts.CARD.of(self.link.desk.today, card=card or unsaid))

    def end(self) -> None:
        """End the circle before its time; no reason is asked."""
        self.do(circle_acts.ENDED_EARLY.of(self.link.desk.today))

    def go_on(self, number: int) -> None:
        """Ask once, in a sentence that says what is still open, and then enter a round."""
        view = self.view
        if view is None:
            return
        title = view.rounds[number - 1]
        event = circle_acts.ROUND.of(self.link.desk.today, round=number)
        if not self.link.may(self.case, event).allowed:
            self.enter(number)
            return
        open_ = still_open(view)
        lead = f"{open_} Go on to “{title}” all the same?" if open_ else f"Go on to “{title}”?"
        enter = partial(self.enter, number)
        self.ask.emit(f"{lead} Enter goes on, Escape stays.", f"Go on to {title}", enter)

    def _ask_first(self, sentence: str, yes: str, event: Event) -> None:
        """Record an event after it was asked; what is refused is refused without asking."""
        if self.link.may(self.case, event).allowed:
            self.ask.emit(sentence, yes, partial(self.do, event))
        else:
            self.do(event)

    def enter(self, number: int) -> None:
        """Enter a round; where only a written reason is missing, ask for it."""
        event = circle_acts.ROUND.of(self.link.desk.today, round=number)
        if not self.do(event) and self.to_set_aside(number):
            self.reason.emit(number)

    def to_set_aside(self, number: int) -> tuple[Ruling, ...]:
        """Return what a written reason of a facilitator would set aside, if that is all."""
        event = circle_acts.ROUND.of(self.link.desk.today, round=number)
        missing = self.link.may(self.case, event).missing
        able = all(ruling.override_by is Role.FACILITATOR for ruling in missing)
        return missing if able else ()

    def enter_for(self, number: int, reason: str) -> bool:
        """Enter a round for a written reason; both are one act."""
        today, act = self.link.desk.today, RoundEntered.tag
        rules = dict.fromkeys(ruling.rule for ruling in self.to_set_aside(number))
        return self.do(
            *(
                journal_acts.ALL_THE_SAME.of(today, rule=rule, act=act, reason=reason)
                for rule in rules
            ),
            circle_acts.ROUND.of(today, round=number),
            typed=("reason",),
        )

    # --- undo ---------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last thing recorded, when it was mine and of the circle.

        That the circle began is taken back when asked only.
        """
        found = self.last()
        began = {e.id for e in self._standing() if isinstance(e.event, CircleStarted)}
        if not found:
            self.hint.emit("There is nothing of yours to take back.")
        elif began.isdisjoint(found):
            self._take_back(found)
        else:
            self.ask.emit(
                "Nothing is left to take back but that the circle began. Enter takes that back, "
                "Escape goes on.",
                "It has not begun",
                partial(self._take_back, found),
            )

    def _take_back(self, found: tuple[EntryId, ...]) -> None:
        if self._batches and self._batches[-1] == found:
            self._batches.pop()
        for entry in reversed(found):
            event = journal_acts.MISTAKE.of(self.link.desk.today, replaces=entry)
            if not self.link.do(self.case, event):
                return
        self.hint.emit("Taken back.")

    def last(self) -> tuple[EntryId, ...]:
        """Return the entries of the last act, or nothing where it cannot be taken back."""
        standing = self._standing()
        while self._batches and not {e.id for e in standing}.issuperset(self._batches[-1]):
            self._batches.pop()
        if self._batches:
            batch = self._batches[-1]
            if tuple(entry.id for entry in standing[-len(batch) :]) == batch:
                return batch
        if not standing or not self._mine(standing[-1]):
            return ()
        found = [standing.pop().id]
        while standing and isinstance(standing[-1].event, RuleOverridden):
            found.insert(0, standing.pop().id)
        return tuple(found)

    def taken_back(self, kind: type[Event], **fields: object) -> bool:
        """Take back the last event of a kind with these values, whenever it was recorded."""
        for entry in reversed(self._standing()):
            event = entry.event
            if isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items()):
                return self.do(journal_acts.MISTAKE.of(self.link.desk.today, replaces=entry.id))
        return False

    def _standing(self) -> list[Entry]:
        record = self.link.desk.record_of(self.case)
        replaced = {entry.event.replaces for entry in record}
        return [
            entry
            for entry in record
            if entry.id not in replaced and not isinstance(entry.event, RecordedByMistake)
        ]

    def _mine(self, entry: Entry) -> bool:
        of_circle = isinstance(entry.event, CircleEvent | CircleStarted | AgreementEvent)
        return of_circle and entry.by == self.link.desk.member
