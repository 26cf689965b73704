"""Acts of recusal: stepping back, asking that somebody does, deciding it, and who is let in."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, day, one_of, text, tick, yes_or_no
from rjdesk.process.intake.events import AccessEnded, AccessGranted
from rjdesk.process.recusal.events import (
    ContinuationAnswered,
    RecusalDecided,
    RecusalRequested,
    Recused,
)
from rjdesk.process.recusal.state import RecusalOutcome

HERE = ("access",)

STEPPED_BACK = Act(
    event=Recused,
    pages=HERE,
    title="Step back from this case",
    lead="You say no reason. From then on you read nothing of this case: it is in none of your "
    "lists, and nobody can assign you to it or ask you about it. What you recorded stays, under "
    "your name. This is for good. {notes}",
    action="Step back",
    fields=(one_of("to", "Who takes it over, and has no conflict in it", needed=False),),
    given=("member",),
)
HANDED_OVER = Act(
    event=Recused,
    pages=("today",),
    title="Hand a case on",
    lead="You stepped back from it, and nobody else could open it until now. From now on they read "
    "its record, and you have no key to it any more.",
    action="Hand it on",
    fields=(one_of("to", "Who takes it over, and has no conflict in it"),),
    given=("member",),
)
STEPS_BACK = Act(
    event=Recused,
    pages=HERE,
    title="Somebody steps back",
    lead="Where a member says that they have to do with this case, or with somebody in it. They "
    "read nothing of it, now or later. This is for good.",
    action="They step back",
    fields=(one_of("member", "Who"), day("Since which day")),
)
REQUESTED = Act(
    event=RecusalRequested,
    pages=HERE,
    title="Asked that somebody take no part",
    lead="A participant needs no reason for it. The case waits until it is decided.",
    fields=(one_of("person", "Who asks"), one_of("member", "About whom"), day()),
)
DECIDED = Act(
    event=RecusalDecided,
    pages=HERE,
    title="A request that somebody take no part",
    lead="{person} asks that {member} take no part. Where it is granted, {member} reads nothing of "
    "this case from now on, for good. Where it is not, {person} is asked whether they still want "
    "to go on, and the case waits for that.",
    action="Decide",
    fields=(one_of("outcome", "What is decided", RecusalOutcome), day()),
    given=("person", "member"),
)
WISHED = Act(
    event=ContinuationAnswered,
    pages=HERE,
    title="Do they still want to go on?",
    lead="{person} asked that {member} take no part, which could not be granted.",
    fields=(yes_or_no("goes_on", "They still want to go on"), day()),
    given=("person", "member"),
)
LET_IN = Act(
    event=AccessGranted,
    pages=HERE,
    title="Let somebody read this case",
    lead="They read the record, and not the notes. Who advises reads it up to a day. Whoever "
    "assigns cases reads it like you, once they said that they have no conflict in it. What "
    "somebody has read cannot be taken back.",
    action="Let them read it",
    fields=(
        one_of("member", "Who"),
        text("reason", "What for"),
        date_of("until", "Up to which day", needed=False),
        tick("no_conflict", "They said that they have no conflict in this case"),
    ),
    given=("notes",),
)
ENDED = Act(
    event=AccessEnded,
    pages=HERE,
    title="Access ends",
    lead="{name} reads this case no more. What they have read cannot be taken back. Nothing that "
    "is recorded from now on can be read by them.",
    action="End it",
    fields=(day("Since which day"),),
    given=("member",),
)

ACTS = (STEPPED_BACK, HANDED_OVER, STEPS_BACK, REQUESTED, DECIDED, WISHED, LET_IN, ENDED)
