"""Acts of deciding together: what is proposed, what each says, and what is done by a yes."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, one_of, several
from rjdesk.process.agreement.events import AmendmentBegan, AmendmentDropped
from rjdesk.process.decisions.events import DecisionAnswered, DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.kernel.decision import Vote

HERE = ("follow-up",)

ASKED_BACK = Act(
    event=ReaddressAsked,
    pages=HERE,
    title="Somebody asks to come back to it",
    lead="To what was agreed, or to the harm itself. What comes of it is decided together then.",
    fields=(one_of("person", "Who asks"), day("Asked on which day")),
)
PROPOSED = Act(
    event=DecisionProposed,
    pages=(*HERE, "sexual-harm"),
    title="Propose further steps",
    lead="Nothing happens by it yet. Each of those who decide is asked; you say yes by proposing.",
    action="Propose",
    fields=(
        one_of("subject", "What is proposed"),
        several("members", "Which members decide"),
        several("people", "Who else decides with them"),
        day("Proposed on which day"),
    ),
    given=("decision", "kind", "digest", "bodies"),
)
REOPENS = "Was it closed by mistake?"
"""The title under which it is proposed to take a close back."""
REOPENS_BY = (
    "The close has fixed from which day policy counts the time after which records are destroyed. "
    "So nobody takes it back alone: two who hold the case do."
)
ANSWERED = Act(
    event=DecisionAnswered,
    pages=(*HERE, "sexual-harm"),
    title="{name}",
    lead="{what}",
    fields=(one_of("vote", "What do they say", Vote), day("Said on which day")),
    given=("decision", "person", "member"),
)
AMENDED = Act(event=AmendmentBegan, pages=HERE, given=("decision",))
NOT_AMENDED = Act(
    event=AmendmentDropped,
    pages=("agreement",),
    title="Leave the agreement as it is",
    lead="What was worked on is dropped. The version that all have signed stays in force.",
    action="Leave it",
    fields=(day(),),
)

ACTS = (ASKED_BACK, PROPOSED, ANSWERED, AMENDED, NOT_AMENDED)
