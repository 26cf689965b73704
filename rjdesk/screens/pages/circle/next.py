"""What comes next in a circle, read from what the facilitator sees; nothing here acts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import assert_never

from msgspec.structs import replace

from rjdesk.desk.views.circle import FacingMe, Seat
from rjdesk.process.circle.state import Order
from rjdesk.process.kernel.event import PersonId

AGREEMENT = "agreement"


class Next(Enum):
    """What comes next in a circle, which is what Space does."""

    TURN = "turn"
    CHOOSE = "choose"
    ASK = "ask"
    ROUND = "round"
    COMPLETE = "complete"
    BACK = "back"


def with_piece(view: FacingMe, picked: PersonId | None) -> tuple[Seat, ...]:
    """Return the seats with the talking piece where the facilitator gave it.

    While a question is still to be asked nobody holds it; as people are ready, nobody does
    before somebody was picked.
    """
    holder = view.holder
    waiting = {seat.person for seat in view.seats if seat.outcome is None}
    if view.round_id == "questions" and view.question is None:
        holder = None
    elif picked in waiting:
        holder = picked
    elif view.order is Order.POPCORN:
        holder = None
    return tuple(replace(seat, holds_piece=seat.person == holder) for seat in view.seats)


def holder_of(seats: Sequence[Seat]) -> Seat | None:
    """Return who has the talking piece, or None."""
    return next((seat for seat in seats if seat.holds_piece), None)


def next_of(view: FacingMe, seats: Sequence[Seat]) -> Next:
    """Return what Space does now."""
    if view.on_break:
        return Next.BACK
    asking = view.round_id == "questions"
    if asking and view.question is None:
        return Next.ASK if view.unasked else Next.ROUND
    if any(seat.outcome is None for seat in seats):
        return Next.TURN if holder_of(seats) else Next.CHOOSE
    if asking and view.unasked:
        return Next.ASK
    return Next.COMPLETE if view.round == len(view.rounds) else Next.ROUND


def next_words(view: FacingMe, seats: Sequence[Seat]) -> str:
    """Return what Space does now, in words for a button."""
    step, holder = next_of(view, seats), holder_of(seats)
    match step:
        case Next.TURN:
            return f"{holder.called if holder else ''} has spoken"
        case Next.CHOOSE:
            return "Choose whose turn it is"
        case Next.ASK:
            return "Ask the next question" if view.question else "Ask the first question"
        case Next.ROUND:
            return f"Go on to {view.rounds[view.round]}"
        case Next.COMPLETE:
            return "Close the circle"
        case Next.BACK:
            return "Back together"
    assert_never(step)


def still_open(view: FacingMe) -> str:
    """Return what the round under way would leave undone, in a sentence, or ""."""
    waiting = [seat.called for seat in view.seats if seat.outcome is None]
    if view.round_id != AGREEMENT:
        # A question that nobody was asked has no turns, and leaves none open.
        begun = any(seat.outcome is not None for seat in view.seats)
        return f"Still to hear: {', '.join(waiting)}." if waiting and begun else ""
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
    if not missing:
        return ""
    *before, last = missing
    said = f"{', '.join(before)} and {last}" if before else last
    return f"{said.capitalize()}."
