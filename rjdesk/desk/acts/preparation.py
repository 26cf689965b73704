"""Acts of preparing a meeting of everybody: kind, reason, questions, day, who is under age."""

from __future__ import annotations

from rjdesk.desk.acts.act import (
    Act,
    day,
    long,
    moment,
    name_of,
    number,
    one_of,
    several,
    text,
    tick,
    yes_or_no,
)
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.rules import MINUTES_OF_A_DAY
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.referral.events import GuardianConsented, MinorNoted

HERE = ("preparation",)

HELD_FOR = "Where somebody is welcomed back, or people gather around them. Else nobody."
KIND = Act(
    event=ProcessChosen,
    pages=HERE,
    title="What kind of meeting",
    action="Choose",
    fields=(
        one_of("kind", "Kind of meeting", ProcessType),
        tick("confidential", "What is said is confidential"),
        several("people", "With whom it is held", "Nobody ticked: with all of them."),
        one_of("held_for", "For whom it is held", help=HELD_FOR, needed=False),
    ),
)
REASON = Act(
    event=ReasonWritten,
    pages=HERE,
    fields=(
        long(
            "text",
            "The reason for the circle",
            "It is read to everybody at the beginning. Neutral words: what happened, not who "
            "is to blame.",
        ),
    ),
)
QUESTIONS = Act(event=QuestionsWritten, pages=HERE, given=("questions",))
CLOSING_QUESTION = Act(
    event=ClosingQuestionWritten,
    pages=("preparation", "circle"),
    fields=(
        text(
            "text",
            "The closing question",
            "The last go-round: each person speaks or passes.",
        ),
    ),
)
SCHEDULED = Act(
    event=ConferenceScheduled,
    pages=HERE,
    title="When, where and with whom",
    action="Schedule",
    fields=(
        moment("starts_at", "When"),
        number("minutes", "Minutes", 1, MINUTES_OF_A_DAY),
        text("place", "Place"),
        several("roster", "Who is invited", needed=True),
    ),
)
GIVEN = Act(
    event=QuestionsGiven,
    pages=HERE,
    title="Questions given",
    lead="{names}",
    fields=(one_of("medium", "How"), day()),
    given=("person",),
)
UNDER_AGE = Act(
    event=MinorNoted,
    pages=HERE,
    title="Somebody is under age",
    lead="The guardian may be recorded later.",
    fields=(one_of("person", "Who is under age"),),
)
GUARDIAN = Act(
    event=GuardianConsented,
    pages=HERE,
    title="Guardian",
    lead="{name}",
    fields=(
        name_of("guardian", "Who stands beside them", "A parent, or another guardian."),
        yes_or_no("consents", "Do they consent"),
    ),
    given=("person",),
)

ACTS = (
    KIND,
    REASON,
    QUESTIONS,
    CLOSING_QUESTION,
    SCHEDULED,
    GIVEN,
    UNDER_AGE,
    GUARDIAN,
)
