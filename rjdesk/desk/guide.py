"""The guide through a circle: the machine that says what each press does, and what comes next.

Pure: it reads what the facilitator sees and whom they gave the talking piece, and answers with a
move. The page carries moves out and paints; it decides nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.acts import corrections as correction_acts
from rjdesk.desk.acts import taking_part as taking_part_acts
from rjdesk.desk.undo import Undo, Undoes
from rjdesk.desk.views.circle import Comer, FacingMe, Seat
from rjdesk.process.circle.state import Order, Outcome
from rjdesk.process.kernel.event import EntryId, Event, PersonId
from rjdesk.process.kernel.offices import FACILITATOR
from rjdesk.process.kernel.programme import RoundKind
from rjdesk.process.kernel.ruling import Ruling

# --- moves: what a press comes to ---------------------------------------------------------


class Record(msgspec.Struct, frozen=True):
    """Record events, as one press; then give the talking piece to ``piece``, and say ``hint``.

    ``is_turn`` marks what ends somebody's turn, which a held key must not do twice. ``seat`` is
    whose seat has the keyboard then, where that is not the piece's.
    """

    events: tuple[Event, ...]
    piece: PersonId | None = None
    hint: str = ""
    is_turn: bool = False
    seat: PersonId | None = None


class Ask(msgspec.Struct, frozen=True):
    """Ask once, in a sentence; ``yes`` is what its yes is called, ``then`` what it does."""

    sentence: str
    yes: str
    then: Record | EnterForReason


class EnterForReason(msgspec.Struct, frozen=True):
    """Ask for the written reason that a round may be entered for.

    ``refused`` is what entering it without one records, so that its refusal is said.
    """

    round: int
    refused: Record


DIGITS = range(1, 10)


class Reply(msgspec.Struct, frozen=True):
    """One answer of several: its key, which is a sign or Enter, its words, and what it does."""

    key: str
    words: str
    then: Record


class Offer(msgspec.Struct, frozen=True):
    """Ask in a sentence, with a key for each answer."""

    sentence: str
    choices: tuple[Reply, ...]


class Choose(msgspec.Struct, frozen=True):
    """Have somebody picked."""


class Say(msgspec.Struct, frozen=True):
    """Say a calm sentence, and do nothing."""

    sentence: str


Move = Record | Ask | Offer | EnterForReason | Choose | Say

# --- the machine ----------------------------------------------------------------------------


class Next(Enum):
    """What comes next in a circle, which is what Space does."""

    TURN = "turn"
    CHOOSE = "choose"
    ASK = "ask"
    ROUND = "round"
    COMPLETE = "complete"
    BACK = "back"
    REMAIN = "remain"
    END = "end"
    NOBODY = "nobody"


class Guide(msgspec.Struct, frozen=True):
    """A circle under way or over, as its facilitator is led through it.

    ``picked`` is whom they gave the talking piece, where it was not its turn to come to them.
    """

    view: FacingMe
    today: date
    picked: PersonId | None = None

    # What is so.

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats, with the talking piece where the facilitator gave it.

        While a question is still to be asked nobody holds it; as people are ready, nobody does
        before somebody was picked.
        """
        view, holder = self.view, self.view.holder
        waiting = {seat.person for seat in view.seats if seat.outcome is None}
        if view.round_kind is RoundKind.QUESTIONS and view.question is None:
            holder = None
        elif self.picked in waiting:
            holder = self.picked
        elif view.order is Order.POPCORN:
            holder = None
        return tuple(replace(seat, holds_piece=seat.person == holder) for seat in view.seats)

    @property
    def holder(self) -> Seat | None:
        """Who has the talking piece, or None."""
        return next((seat for seat in self.seats if seat.holds_piece), None)

    @property
    def next(self) -> Next:
        """What Space does now."""
        view = self.view
        if view.on_break:
            return Next.BACK
        if view.stops or view.to_go_on or not view.seats:
            without = Next.END if view.stops else Next.REMAIN
            return without if view.seats else Next.NOBODY
        asking = view.round_kind is RoundKind.QUESTIONS
        if asking and view.question is None:
            return Next.ASK if view.unasked else Next.ROUND
        if any(seat.outcome is None for seat in view.seats):
            return Next.TURN if self.holder else Next.CHOOSE
        if asking and view.unasked:
            return Next.ASK
        return Next.COMPLETE if view.round == len(view.rounds) else Next.ROUND

    @property
    def next_words(self) -> str:
        """What Space does now, in words for a button."""
        step, view, holder = self.next, self.view, self.holder
        match step:
            case Next.TURN:
                words = f"{holder.called if holder else ''} has spoken"
            case Next.CHOOSE:
                words = "Choose whose turn it is"
            case Next.ASK:
                words = "Ask the next question" if view.question else "Ask the first question"
            case Next.ROUND:
                words = f"Go on to {view.rounds[view.round]}"
            case Next.COMPLETE:
                words = "Close the circle"
            case Next.BACK:
                words = "Back together"
            case Next.REMAIN:
                words = f"Ask {view.to_go_on[0][1]} whether to go on"
            case Next.END:
                words = "End the circle with dignity"
            case Next.NOBODY:
                words = "Nobody is here any more"
            case _:
                assert_never(step)
        return words

    @property
    def still_open(self) -> str:
        """Who is missing now, or what the round would leave undone, in a sentence, or ""."""
        view = self.view
        if view.away:
            return view.away
        if view.round_kind is RoundKind.AGREEMENT:
            return _still_to_agree(view)
        waiting = [seat.called for seat in view.seats if seat.outcome is None]
        # A question that nobody was asked has no turns, and leaves none open.
        begun = any(seat.outcome is not None for seat in view.seats)
        return f"Still to hear: {', '.join(waiting)}." if waiting and begun else ""

    # What a press does.

    def press_next(self) -> Move:
        """Do what comes next."""
        step, view = self.next, self.view
        move: Move
        match step:
            case Next.BACK:
                move = self._record(circle_acts.BACK.of(self.today))
            case Next.TURN:
                move = self.turn(Outcome.SPOKE)
            case Next.CHOOSE:
                move = Choose()
            case Next.ASK:
                asking = circle_acts.QUESTION.of(self.today, question=view.unasked[0].id)
                move = self._record(asking)
            case Next.ROUND:
                move = self.go_on(view.round + 1)
            case Next.COMPLETE:
                move = self._complete()
            case Next.REMAIN:
                move = self._ask_whether_they_go_on(*view.to_go_on[0])
            case Next.END:
                move = self._end_with_dignity()
            case Next.NOBODY:
                move = Say(
                    "Nobody is here any more. Ctrl+E ends the circle, and Ctrl+Z takes the last "
                    "press back."
                )
            case _:
                assert_never(step)
        return move

    def turn(self, outcome: Outcome) -> Move:
        """Record how the turn of whoever has the talking piece went; the piece goes on."""
        holder = self.holder
        if self.view.on_break:
            return Say("The circle is on a break. Press B when everybody is back.")
        if holder is not None:
            event = circle_acts.TURN.of(self.today, person=holder.person, outcome=outcome)
            return Record((event,), is_turn=True)
        if self.next is Next.CHOOSE:
            return Choose()
        return Say("Nobody has the talking piece now.")

    def value(self, value: str) -> Move:
        """Record a value that whoever has the talking piece names, which is their turn."""
        holder = self.holder
        if holder is None:
            return Say("Give somebody the talking piece first.")
        event = circle_acts.VALUE.of(self.today, person=holder.person, value=value)
        return Record((event,), is_turn=True)

    def pause(self) -> Move:
        """Take a break, or come back."""
        act = circle_acts.BACK if self.view.on_break else circle_acts.BREAK
        return self._record(act.of(self.today))

    # Who is there.

    def leaves(self, person: PersonId) -> Move:
        """Ask once, and let somebody leave, with whoever came for them; no reason is asked."""
        seat = self._seat(person)
        if seat is None:
            return Say("Go to the seat of whoever leaves, and press L.")
        too = ""
        if seat.with_them:
            leave = "leave" if len(seat.with_them) > 1 else "leaves"
            too = f" {_listed(seat.with_them)}, who came for them, {leave} the process with them."
        leaves = taking_part_acts.LEAVES.of(self.today, person=person)
        goes = circle_acts.GONE.of(self.today, person=person)
        return Offer(
            f"{seat.called} leaves. No reason is asked, and the ring closes up.{too} For somebody "
            "else press Escape, go to their seat, and press L.",
            (
                Reply("Enter", "They leave the process", self._record(leaves)),
                Reply("T", "They only go for today", self._record(goes)),
            ),
        )

    def comes(self, after: PersonId) -> Move:
        """Ask who sits down beside somebody; who had left takes part again with that."""
        seat, view = self._seat(after), self.view
        if not view.may_come:
            return Say("Everybody who takes part has a seat.")
        asked = "Who sits down?"
        if seat is not None:
            asked = (
                f"Who sits down after {seat.called}? For another place press Escape, go to the "
                "seat before it, and press C."
            )
        return Offer(
            asked,
            tuple(
                Reply(
                    str(number) if number in DIGITS else "", comer.called, self._sits(comer, after)
                )
                for number, comer in enumerate(view.may_come, 1)
            ),
        )

    def _sits(self, comer: Comer, after: PersonId) -> Record:
        sits = circle_acts.SEATED.of(self.today, person=comer.person, after=after or None)
        again = taking_part_acts.COMES_BACK.of(self.today, person=comer.person)
        return self._record(*([again] if comer.came_back else []), sits)

    def moves(self, person: PersonId) -> Move:
        """Let somebody change seats with whoever sits next."""
        present = [seat.person for seat in self.view.seats]
        if person not in present or len(present) < 2:  # noqa: PLR2004 - one alone has no neighbour
            return Say("Go to the seat of whoever changes theirs, and press M.")
        here = present.index(person)
        there = (here + 1) % len(present)
        present[here], present[there] = present[there], present[here]
        event = circle_acts.SEATS.of(self.today, present=tuple(present), order=self.view.order)
        return replace(self._record(event), seat=person)

    def _ask_whether_they_go_on(self, person: PersonId, called: str) -> Move:
        def said(*, go_on: bool) -> Record:
            act = taking_part_acts.CHOSE_TO_GO_ON
            return self._record(act.of(self.today, person=person, go_on=go_on))

        no = "Nobody is held. End the circle with Ctrl+E, or L where they leave too."
        return Offer(
            f"Does {called} want to go on without those who left?",
            (
                Reply("Y", "Yes", said(go_on=True)),
                Reply("N", "No", replace(said(go_on=False), hint=no)),
            ),
        )

    def _seat(self, person: PersonId) -> Seat | None:
        return next((seat for seat in self.view.seats if seat.person == person), None)

    # What was said, and the rounds.

    def say(self, card: str = "") -> Move:
        """Tick a card: this one, or the first that was not said yet."""
        unsaid = next((known.id for known in self.view.cards if not known.said), "")
        if not card and not unsaid:
            return Say("All of it was said.")
        return self._record(circle_acts.CARD.of(self.today, card=card or unsaid))

    def go_on(self, number: int) -> Move:
        """Ask once, in a sentence that says what is still open, and then enter a round."""
        entering = self.enter(number)
        if not isinstance(entering, Record) or not self.view.enter[number - 1].allowed:
            return entering
        title = self.view.rounds[number - 1]
        open_ = self.still_open
        lead = f"{open_} Go on to “{title}” all the same?" if open_ else f"Go on to “{title}”?"
        return Ask(f"{lead} Enter goes on, Escape stays.", f"Go on to {title}", entering)

    def go_further(self) -> Move:
        """Ask once, and then enter the next round; after the last one nothing comes."""
        if self.view.round == len(self.view.rounds):
            return Say("This is the last round. Space goes on in it, Ctrl+E ends the circle.")
        return self.go_on(self.view.round + 1)

    def enter(self, number: int) -> Move:
        """Enter a round; where only a written reason is missing, ask for it."""
        entering = self._record(circle_acts.ROUND.of(self.today, round=number))
        return EnterForReason(number, entering) if self._to_set_aside(number) else entering

    def enter_for(self, number: int, reason: str) -> Record:
        """Enter a round for a written reason; both are one press."""
        rules = dict.fromkeys(ruling.rule for ruling in self._to_set_aside(number))
        entering, all_the_same = circle_acts.ROUND, correction_acts.ALL_THE_SAME
        tag = entering.event.tag
        return self._record(
            *(all_the_same.of(self.today, rule=r, act=tag, reason=reason) for r in rules),
            entering.of(self.today, round=number),
        )

    def end(self) -> Record:
        """End the circle before its time; no reason is asked."""
        return self._record(circle_acts.ENDED_EARLY.of(self.today))

    def _end_with_dignity(self) -> Ask:
        return Ask(
            f"{self.view.stops} Thank those who are here. Enter ends the circle, Escape stays.",
            "End the circle",
            self.end(),
        )

    def untick(self, entry: EntryId) -> Record:
        """Take back what an entry holds, however long ago it was recorded."""
        return self._record(correction_acts.MISTAKE.of(self.today, replaces=entry))

    def undo(self) -> Move:
        """Take back the last press, when it was mine and of the circle.

        That the circle began is taken back when asked only.
        """
        undo = self.view.undo
        if undo is None:
            return Say("There is nothing of yours to take back.")
        taking_back = self._taking_back(undo)
        if undo.undoes is not Undoes.BEGINNING:
            return taking_back
        return Ask(
            "Nothing is left to take back but that the circle began. Enter takes that back, "
            "Escape goes on.",
            "It has not begun",
            taking_back,
        )

    def _complete(self) -> Move:
        closing = self._record(circle_acts.COMPLETED.of(self.today))
        if not self.view.complete.allowed:
            return closing  # which says what is missing
        sentence = "Close the circle now? Enter closes it, Escape goes on."
        return Ask(sentence, "Close the circle", closing)

    def _to_set_aside(self, number: int) -> tuple[Ruling, ...]:
        """Return what a written reason of a facilitator would set aside, if that is all."""
        missing = self.view.enter[number - 1].missing
        able = all(ruling.override_by == FACILITATOR for ruling in missing)
        return missing if able else ()

    def _taking_back(self, undo: Undo) -> Record:
        mistakes = (
            correction_acts.MISTAKE.of(self.today, replaces=e, undone=True) for e in undo.entries
        )
        piece = undo.had_piece or self.picked
        return Record((*mistakes, *undo.restores), piece, "Taken back.")

    def _record(self, *events: Event) -> Record:
        """Return the move that records events and leaves the talking piece where it is."""
        return Record(events, self.picked)


def _still_to_agree(view: FacingMe) -> str:
    """Return what an agreement still lacks, in a sentence, or ""."""
    agreed = any(not action.open for action in view.actions)
    missing = [
        what
        for what, is_there in (
            ("nothing is agreed", agreed),
            ("no day is set", view.deadline is not None),
            ("nothing was read back", view.read_back),
        )
        if not is_there
    ]
    return f"{_listed(missing).capitalize()}." if missing else ""


def _listed(things: Sequence[str]) -> str:
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last
