"""The circle: five rounds in order, turns, cards said, breaks (policy section 4C).

A state machine with its own screen. What is said is not kept: a turn is spoken, passed or
absent, and nothing more (RP-14).
"""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.circle.state import Circle, Order, Outcome
from rjdesk.process.kernel.event import Entry, PersonId
from rjdesk.process.kernel.programme import MOST_ROUNDS
from rjdesk.process.preparation.state import Question


class CircleStarted(ProcessEvent, frozen=True, kw_only=True):
    """People sit down together; ``present`` is in the order of the seats (RC-081, RC-087)."""

    tag: ClassVar[str] = "circle-started"

    present: tuple[PersonId, ...]
    order: Order = Order.CLOCKWISE

    def apply(self, case: Case, entry: Entry) -> Case:
        """Begin round 1; a circle before it is kept with all its turns."""
        return case.in_process(
            circle=Circle(
                started_at=entry.at,
                started_on=self.on,
                present=self.present,
                was_there=self.present,
                order=self.order,
                kind=case.preparation.kind,
            ),
            earlier_circles=case.circles,
        )


class CircleEvent(ProcessEvent, frozen=True, kw_only=True):
    """Something that happens in a circle under way."""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change the circle; without one, nothing changes."""
        if case.circle is None:
            return case
        return case.in_process(circle=self.apply_to(case.circle, entry))

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Return the circle as it stands after this."""
        raise TypeError(f"{type(self).__name__} does not say what happens to its circle")


class CardSaid(CircleEvent, frozen=True, kw_only=True):
    """The facilitator said what a card asks for; the tick is the compliance record."""

    tag: ClassVar[str] = "card-said"

    card: str

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Tick the card."""
        if self.card in circle.said:
            return circle
        return replace(circle, said=(*circle.said, self.card))


class GuidelineOffered(CircleEvent, frozen=True, kw_only=True):
    """Somebody offers a guideline; the room sees it (RC-083)."""

    tag: ClassVar[str] = "guideline-offered"

    text: str

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Add it to the list; all are asked again whether they agree."""
        return replace(circle, guidelines=(*circle.guidelines, self.text), guidelines_agreed=False)


class GuidelinesAgreed(CircleEvent, frozen=True, kw_only=True):
    """Everybody agreed to the guidelines (RC-083)."""

    tag: ClassVar[str] = "guidelines-agreed"

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Tick it."""
        return replace(circle, guidelines_agreed=True)


class RoundEntered(CircleEvent, frozen=True, kw_only=True):
    """The circle moves to another round (RC-080)."""

    tag: ClassVar[str] = "round-entered"

    round: int

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Enter it; rounds passed over are kept as such."""
        skipped = tuple(
            (n, "passed over") for n in range(circle.round + 1, min(self.round, MOST_ROUNDS))
        )
        return replace(circle, round=self.round, question="", skips=(*circle.skips, *skipped))


class QuestionAsked(CircleEvent, frozen=True, kw_only=True):
    """A guiding question is put to the circle, or put again, and a fresh go-round begins."""

    tag: ClassVar[str] = "question-asked"

    question: str

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Begin the go-round."""
        return replace(circle, question=self.question, asked=(*circle.asked, self.question))


class QuestionAdded(CircleEvent, frozen=True, kw_only=True):
    """A question that nobody wrote beforehand is added in the circle (RC-087)."""

    tag: ClassVar[str] = "question-added"

    question: Question

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Add it."""
        return replace(circle, added=(*circle.added, self.question))


class TurnTaken(CircleEvent, frozen=True, kw_only=True):
    """Somebody held the talking piece: they spoke, passed, or were absent (RP-14)."""

    tag: ClassVar[str] = "turn-taken"

    person: PersonId
    outcome: Outcome = Outcome.SPOKE

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Keep the turn in the round and go-round under way."""
        return circle.with_turn(self.person, self.outcome)


class ValueNamed(CircleEvent, frozen=True, kw_only=True):
    """A participant names a value for the circle, which is their turn (RC-086)."""

    tag: ClassVar[str] = "value-named"

    person: PersonId
    value: str

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Keep the value and the turn."""
        named = replace(circle, values=(*circle.values, (self.person, self.value)))
        return named.with_turn(self.person, Outcome.SPOKE)


class SeatTaken(CircleEvent, frozen=True, kw_only=True):
    """Somebody comes late, or comes back, and sits down after ``after``, or first (RC-093)."""

    tag: ClassVar[str] = "seat-taken"

    person: PersonId
    after: PersonId | None = None

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Seat them; in the go-round under way they have their turn too."""
        return circle.with_seat(self.person, self.after)


class SeatLeft(CircleEvent, frozen=True, kw_only=True):
    """Somebody is gone from this circle, and still takes part in the process."""

    tag: ClassVar[str] = "seat-left"

    person: PersonId

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Close up the ring."""
        return circle.without(self.person)


class SeatsChanged(CircleEvent, frozen=True, kw_only=True):
    """People change seats, or the talking piece its way."""

    tag: ClassVar[str] = "seats-changed"

    present: tuple[PersonId, ...]
    order: Order

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Keep the new order; nobody comes or goes by it."""
        there = tuple(p for p in self.present if p in circle.present)
        rest = tuple(p for p in circle.present if p not in there)
        return replace(circle, present=(*there, *rest), order=self.order)


class BreakTaken(CircleEvent, frozen=True, kw_only=True):
    """The circle takes a break."""

    tag: ClassVar[str] = "break-taken"

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Pause."""
        return replace(circle, on_break=True)


class BreakEnded(CircleEvent, frozen=True, kw_only=True):
    """The circle comes back together."""

    tag: ClassVar[str] = "break-ended"

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """Go on."""
        return replace(circle, on_break=False)


class CircleCompleted(CircleEvent, frozen=True, kw_only=True):
    """The closing round is done and people leave (RC-091)."""

    tag: ClassVar[str] = "circle-completed"

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """End it."""
        return replace(circle, ended_at=entry.at, ended_on=self.on, on_break=False)


class CircleEndedEarly(CircleEvent, frozen=True, kw_only=True):
    """The circle ends before its time; no reason is asked (RC-170)."""

    tag: ClassVar[str] = "circle-ended-early"
    leaves: ClassVar[bool] = True

    def apply_to(self, circle: Circle, entry: Entry) -> Circle:
        """End it."""
        return circle.broken_off(entry.at, self.on)
