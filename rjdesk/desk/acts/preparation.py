"""Acts of preparing a meeting of everybody: kind, reason, questions, day, who is under age."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, name_of, one_of, several, tick, yes_or_no
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.referral.events import GuardianConsented, MinorNoted

HERE = ("preparation",)

KIND = Act(
    event=ProcessChosen,
    pages=HERE,
    title="What kind of meeting",
    action="Choose",
    fields=(
        one_of("kind", "Kind of meeting", ProcessType),
        tick("confidential", "What is said is confidential"),
        several("people", "With whom it is held", "Nobody ticked: with all of them."),
    ),
)
REASON = Act(event=ReasonWritten, pages=HERE, given=("text",))
QUESTIONS = Act(event=QuestionsWritten, pages=HERE, given=("questions",))
CLOSING_QUESTION = Act(
    event=ClosingQuestionWritten, pages=("preparation", "circle"), given=("text",)
)
SCHEDULED = Act(
    event=ConferenceScheduled, pages=HERE, given=("starts_at", "minutes", "place", "roster")
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
