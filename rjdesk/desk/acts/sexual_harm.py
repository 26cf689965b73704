"""Acts of a case of sexual harm: it is flagged, what is decided is done, who asks for what."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, one_of
from rjdesk.process.sexual_harm.events import (
    DialogueAskedFor,
    EndedForGood,
    SexualHarmCleared,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.sexual_harm.state import Asks

HERE = ("sexual-harm",)

FLAGGED = Act(
    event=SexualHarmFlagged,
    pages=(*HERE, "intake-journey"),
    title="This is about sexual harm",
    lead="Nothing is asked of what happened. From now on the case goes by what the programme says "
    "of sexual harm. Several decide whether it is one after all; nobody takes this back alone.",
    action="It is about sexual harm",
    fields=(day("Since which day is it known"),),
)
TAKEN_ON = Act(event=SexualHarmTakenOn, pages=HERE, given=("decision",))
ENDED = Act(
    event=EndedForGood,
    pages=HERE,
    title="The case ends for good",
    lead="Every process of it that goes on ends, and none begins again.",
    action="End it for good",
    fields=(day("Ended on which day"),),
    given=("decision",),
)
CLEARED = Act(event=SexualHarmCleared, pages=HERE, given=("decision",))
ASKED = Act(
    event=DialogueAskedFor,
    pages=HERE,
    title="What does {name} ask for?",
    lead="Both sides hear each other only where the person themself asks for it. Nobody suggests "
    "it to them. What they did not ask for is not done.",
    fields=(
        one_of("asks", "Of their own accord they ask", Asks),
        day("Said on which day"),
    ),
    given=("person", "process"),
)

ACTS = (FLAGGED, TAKEN_ON, ENDED, CLEARED, ASKED)
