"""Acts of following up: what is done and shown, who is told, how it is, and the end of it all."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, amount, day, long, one_of, text, yes_or_no
from rjdesk.process.accountability.state import Every
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.closing.events import (
    CaseClosed,
    ReflectionReviewed,
    ReflectionSigned,
    ResultConfirmed,
)
from rjdesk.process.followup.events import (
    ActionCompleted,
    AffectedPartyTold,
    DelayTold,
    FollowUpClosed,
    RhythmAgreed,
)
from rjdesk.process.followup.state import Ended
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.process.referral.events import ReportBackAnswered, ReportedBack
from rjdesk.process.restitution.events import EvidenceWaived, InstalmentPaid

HERE = ("follow-up",)
WHEN_HELD = "Asked when the follow-up is held."

DONE = Act(
    event=ActionCompleted,
    pages=HERE,
    title="Done",
    lead="{what}",
    fields=(
        text("evidence", "What shows that it is done", "What you saw or were given."),
        text("provided_by", "Who provided it"),
        day("Done on which day"),
    ),
    given=("action",),
)
TOLD = Act(
    event=AffectedPartyTold,
    pages=HERE,
    title="They know",
    lead="{what}",
    fields=(day("Told on which day"),),
    given=("person", "action"),
)
TOLD_LATE = Act(
    event=DelayTold,
    pages=HERE,
    title="They know that it takes longer",
    lead="{what}",
    fields=(day("Told on which day"),),
    given=("person", "action"),
)
ASKED_HOW_IT_IS = Act(
    event=FollowUpClosed,
    pages=HERE,
    title="{what}",
    lead="{name}",
    fields=(
        one_of("closed", "How did it go", Ended),
        yes_or_no(
            "satisfied", "Are they still satisfied with the agreement", WHEN_HELD, needed=False
        ),
        yes_or_no(
            "further_harm", "Have they experienced any further harm", WHEN_HELD, needed=False
        ),
        day(),
    ),
    given=("kind", "person"),
)
RHYTHM = Act(
    event=RhythmAgreed,
    pages=HERE,
    title="How often we get in touch",
    lead="With whoever is responsible, to ask how it goes, until all of it is done. Today says "
    "when it is time.",
    fields=(one_of("every", "How often", Every), day("Agreed on which day")),
)
PAID = Act(
    event=InstalmentPaid,
    pages=HERE,
    title="Paid",
    lead="{what}",
    fields=(
        amount("cents", "How much"),
        text("shown_by", "What shows that it was paid", "The number of the receipt, or the like."),
        day("Paid on which day"),
    ),
    given=("action",),
)
NO_DOCUMENT = Act(
    event=EvidenceWaived,
    pages=HERE,
    title="No document is needed",
    lead="{what}",
    fields=(one_of("person", "Who says so", help="Somebody who was harmed."), day()),
    given=("action",),
)
FULFILLED = Act(
    event=AgreementFulfilled,
    pages=HERE,
    title="Everything is fulfilled",
    fields=(day("Fulfilled on which day"),),
)
SAID_ABOUT_REPORT = Act(event=ReportBackAnswered, pages=HERE, given=("person", "consents"))
REPORTED = Act(
    event=ReportedBack,
    pages=HERE,
    title="It was reported",
    lead="They heard “completed” or “not completed”, and nothing else.",
    fields=(day("Reported on which day"),),
)
REFLECTED = Act(
    event=ReflectionWritten,
    pages=HERE,
    fields=(
        long("went_well", "What went well"),
        long("could_improve", "What could be improved"),
    ),
)
REVIEWED = Act(
    event=ReflectionReviewed,
    pages=("review",),
    given=("original", "went_well", "could_improve", "words"),
)
CONFIRMED = Act(event=ResultConfirmed, pages=("review",), given=("digest",))
SIGNED_REFLECTION = Act(event=ReflectionSigned, pages=HERE, given=("digest",))
CLOSED = Act(
    event=CaseClosed,
    pages=HERE,
    title="Close the case",
    lead="The records stay here, sealed. Follow-up says when policy asks that they be destroyed.",
    action="Close",
    fields=(day("Closed on which day"),),
    given=("ended",),
)

ACTS = (
    DONE,
    TOLD,
    TOLD_LATE,
    ASKED_HOW_IT_IS,
    RHYTHM,
    PAID,
    NO_DOCUMENT,
    FULFILLED,
    SAID_ABOUT_REPORT,
    REPORTED,
    REFLECTED,
    SIGNED_REFLECTION,
    REVIEWED,
    CONFIRMED,
    CLOSED,
)
