"""Acts of a circle under way: a key each, and what is written while people speak."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, one_of, seats, text
from rjdesk.process.circle.events import (
    BreakEnded,
    BreakTaken,
    CardSaid,
    CircleCompleted,
    CircleEndedEarly,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAdded,
    QuestionAsked,
    RoundEntered,
    SeatLeft,
    SeatsChanged,
    SeatTaken,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.circle.state import Order

HERE = ("circle",)

STARTED = Act(
    event=CircleStarted,
    pages=HERE,
    title="Sitting down together",
    lead="Seats go clockwise, as they are in the room. Alt and an arrow key move a seat.",
    action="Begin the circle",
    fields=(
        seats("present", "Who is here"),
        one_of("order", "The talking piece travels", Order),
    ),
)
CARD = Act(event=CardSaid, pages=HERE, given=("card",))
GUIDELINE = Act(event=GuidelineOffered, pages=HERE, fields=(text("text", "A guideline"),))
GUIDELINES_AGREED = Act(event=GuidelinesAgreed, pages=HERE)
ROUND = Act(event=RoundEntered, pages=HERE, given=("round",))
QUESTION = Act(event=QuestionAsked, pages=HERE, given=("question",))
QUESTION_ADDED = Act(event=QuestionAdded, pages=HERE, given=("question",))
TURN = Act(event=TurnTaken, pages=HERE, given=("person", "outcome"))
VALUE = Act(event=ValueNamed, pages=HERE, fields=(text("value", "A value"),), given=("person",))
SEATED = Act(event=SeatTaken, pages=HERE, given=("person", "after"))
GONE = Act(event=SeatLeft, pages=HERE, given=("person",))
SEATS = Act(event=SeatsChanged, pages=HERE, given=("present", "order"))
BREAK = Act(event=BreakTaken, pages=HERE)
BACK = Act(event=BreakEnded, pages=HERE)
COMPLETED = Act(event=CircleCompleted, pages=HERE)
ENDED_EARLY = Act(event=CircleEndedEarly, pages=HERE)

ACTS = (
    STARTED,
    CARD,
    GUIDELINE,
    GUIDELINES_AGREED,
    ROUND,
    QUESTION,
    QUESTION_ADDED,
    TURN,
    VALUE,
    SEATED,
    GONE,
    SEATS,
    BREAK,
    BACK,
    COMPLETED,
    ENDED_EARLY,
)
