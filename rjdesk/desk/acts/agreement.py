"""Acts of the agreement: its words, as the circle or the page of the agreement writes them."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, day, long, name_of, one_of, payments, text, whom
from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionDropped,
    ActionProposed,
    AgreementPrinted,
    AgreementReadBack,
    AgreementSigned,
    CopyGiven,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.restitution.events import InstalmentsAgreed

HERE = ("agreement",)
ALSO_IN_THE_CIRCLE = ("agreement", "circle")

HARM = Act(
    event=HarmNamed,
    pages=ALSO_IN_THE_CIRCLE,
    title="The harm to repair",
    fields=(
        long(
            "text",
            "The harm to repair",
            "A sentence or two. They are printed in the agreement, and everybody who signs reads "
            "them.",
        ),
    ),
)
PROPOSED = Act(
    event=ActionProposed,
    pages=ALSO_IN_THE_CIRCLE,
    title="Add an action",
    fields=(
        text("what", "What will be done"),
        one_of("owner", "By whom"),
        whom("for_whom", "for_others", "For whom"),
        date_of("due", "By which day"),
        text("evidence", "How will we know", needed=False),
        whom("checked_by", "checked_otherwise", "Who checks"),
    ),
    given=("action", "due_words"),
)
REWORD = "Reword the action"
"""The title under which an action is put differently."""
ASKED_AGAIN = "Everybody is asked again whether they agree."
AGREED = Act(event=ActionAgreed, pages=ALSO_IN_THE_CIRCLE, given=("action", "person"))
DROPPED = Act(
    event=ActionDropped,
    pages=ALSO_IN_THE_CIRCLE,
    title="Take this action off?",
    lead="“{what}” will not be part of the agreement.",
    action="Take it off",
    given=("action",),
)
DEADLINE = Act(
    event=DeadlineSet,
    pages=ALSO_IN_THE_CIRCLE,
    title="The day by which all of it is done",
    fields=(date_of("deadline", "By which day"),),
)
READ_BACK = Act(event=AgreementReadBack, pages=("circle",))
IN_PARTS = Act(
    event=InstalmentsAgreed,
    pages=HERE,
    title="Paid in parts",
    lead="{what}",
    fields=(payments("instalments", "Payments, one on each line"),),
    given=("action",),
)
PRINTED = Act(
    event=AgreementPrinted,
    pages=("papers",),
    given=("paper_version", "digest", "paper", "actions", "pdf"),
)
SIGNED = Act(
    event=AgreementSigned,
    pages=HERE,
    title="Record a signature",
    lead="{name} signed version {version} on paper.",
    fields=(
        day("Signed on which day"),
        name_of("witness", "Who saw it", "Name who was there."),
    ),
    given=("person", "paper_version", "guardian"),
)
COPIED = Act(
    event=CopyGiven,
    pages=HERE,
    title="Record a copy",
    lead="{name} has a copy of the signed agreement.",
    fields=(text("how", "How", "In person, by post, or another way they asked for."), day()),
    given=("person",),
)
IN_FORCE = Act(event=MonitoringBegan, pages=HERE)

ACTS = (
    HARM,
    PROPOSED,
    AGREED,
    DROPPED,
    DEADLINE,
    READ_BACK,
    IN_PARTS,
    PRINTED,
    SIGNED,
    COPIED,
    IN_FORCE,
)
