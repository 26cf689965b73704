"""What stands of a circle, as its events left it.

A state machine with its own screen. What is said is not kept: a turn is spoken, passed or
absent, and nothing more (RP-14).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.event import PersonId
from rjdesk.process.preparation.state import ProcessType, Question


class Outcome(Enum):
    """How a turn went; never what was said."""

    SPOKE = "spoke"
    PASSED = "passed"
    ABSENT = "absent"


class Order(Enum):
    """Which way the talking piece travels."""

    CLOCKWISE = "clockwise"
    COUNTER = "counter_clockwise"
    POPCORN = "popcorn"


class Turn(msgspec.Struct, frozen=True):
    """One turn: in which round, on which question, whose, and how it went.

    A question that is asked again begins a fresh ``go_round``; they count from 1, and are 0
    where nothing is asked.
    """

    round: int
    question: str
    person: PersonId
    outcome: Outcome
    go_round: int = 0


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """A circle under way or over. Moments are UTC, days local; rounds count from 1.

    ``present`` are those who are there now, in the order of the seats; ``was_there`` everybody
    who ever was. ``late`` says of those who came late how many questions had been asked before.
    ``asked`` holds a question as often as it was asked, in the order of asking.
    """

    started_at: datetime
    started_on: date
    present: tuple[PersonId, ...]
    kind: ProcessType | None = None
    was_there: tuple[PersonId, ...] = ()
    late: tuple[tuple[PersonId, int], ...] = ()
    order: Order = Order.CLOCKWISE
    round: int = 1
    question: str = ""
    asked: tuple[str, ...] = ()
    added: tuple[Question, ...] = ()
    said: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    guidelines_agreed: bool = False
    values: tuple[tuple[PersonId, str], ...] = ()
    turns: tuple[Turn, ...] = ()
    skips: tuple[tuple[int, str], ...] = ()
    on_break: bool = False
    ended_at: datetime | None = None
    ended_on: date | None = None
    ended_early: bool = False

    @property
    def go_round(self) -> int:
        """How often the question under way has been asked; 0 where none is."""
        return self.asked.count(self.question)

    def turns_now(self) -> tuple[Turn, ...]:
        """Return the turns of this round and go-round, in the order they were taken."""
        now = self.turns_in(self.round, self.question)
        return tuple(turn for turn in now if turn.go_round == self.go_round)

    def turns_in(self, round_: int, question: str) -> tuple[Turn, ...]:
        """Return the turns of one round on one question, of every go-round it had."""
        return tuple(t for t in self.turns if t.round == round_ and t.question == question)

    def with_turn(self, person: PersonId, outcome: Outcome) -> Circle:
        """Return the circle with a turn more in the round and go-round under way."""
        turn = Turn(self.round, self.question, person, outcome, self.go_round)
        return replace(self, turns=(*self.turns, turn))

    def without(self, *people: PersonId) -> Circle:
        """Return the circle with the seats of some people closed up."""
        return replace(self, present=tuple(p for p in self.present if p not in people))

    def with_seat(self, person: PersonId, after: PersonId | None) -> Circle:
        """Return the circle with somebody seated after another, or first."""
        others = self.without(person).present
        place = others.index(after) + 1 if after in others else 0 if after is None else len(others)
        late = tuple(each for each in self.late if each[0] != person)
        return replace(
            self,
            present=(*others[:place], person, *others[place:]),
            was_there=tuple(dict.fromkeys((*self.was_there, person))),
            late=(*late, (person, len(self.asked))),
        )

    def broken_off(self, at: datetime, on: date) -> Circle:
        """Return the circle ended before its time."""
        return replace(self, ended_at=at, ended_on=on, ended_early=True, on_break=False)

    def took_part(self, person: PersonId) -> bool:
        """Whether somebody was there and not only marked as not there (RC-092)."""
        outcomes = {turn.outcome for turn in self.turns if turn.person == person}
        return person in self.was_there and outcomes != {Outcome.ABSENT}

    def waiting(self) -> tuple[PersonId, ...]:
        """Return who has not had the talking piece in this go-round, in its order."""
        had = {turn.person for turn in self.turns_now()}
        seats = self.present if self.order is not Order.COUNTER else tuple(reversed(self.present))
        return tuple(person for person in seats if person not in had)
