"""Acts of a circle under way: a key each, and what is written while people speak."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act
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

HERE = ("circle",)

STARTED = Act(event=CircleStarted, pages=("preparation", "circle"), given=("present", "order"))
CARD = Act(event=CardSaid, pages=HERE, given=("card",))
GUIDELINE = Act(event=GuidelineOffered, pages=HERE, given=("text",))
GUIDELINES_AGREED = Act(event=GuidelinesAgreed, pages=HERE)
ROUND = Act(event=RoundEntered, pages=HERE, given=("round",))
QUESTION = Act(event=QuestionAsked, pages=HERE, given=("question",))
QUESTION_ADDED = Act(event=QuestionAdded, pages=HERE, given=("question",))
TURN = Act(event=TurnTaken, pages=HERE, given=("person", "outcome"))
VALUE = Act(event=ValueNamed, pages=HERE, given=("person", "value"))
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
