"""Acts of leaving and ending: who leaves, who comes back, what else is possible, how it ends."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, on_word, one_of
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentRenewed,
    ConsentWithdrawn,
    ContactAllowed,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
    TurnedElsewhere,
)
from rjdesk.process.taking_part.state import Ending

HERE = ("interruption",)

LEAVES = Act(
    event=ConsentWithdrawn,
    pages=("interruption", "circle"),
    title="Somebody leaves",
    lead="{name} leaves. Nobody asks why. They may come back whenever they want to.",
    fields=(day(),),
    given=("person",),
)
COMES_BACK = Act(
    event=ConsentRenewed,
    pages=("interruption", "circle"),
    title="Somebody takes part again",
    lead="{name} takes part again. They said so themselves, of their own accord.",
    fields=(day(),),
    given=("person",),
)
TAKEN_OFF = Act(
    event=ParticipantTakenOff,
    pages=HERE,
    title="Take off the list",
    lead="{name} declined, and is not expected any longer. Somebody else may be invited in "
    "their place.",
    action="Take off the list",
    given=("person",),
)
DISSOLVED = Act(
    event=ProcessDissolved,
    pages=HERE,
    title="Dissolve the process",
    lead="No reason is asked. A new request may begin a new process. Until the case is closed, a "
    "mistake can be taken back.",
    action="Dissolve",
    fields=(one_of("person", "Who dissolves it"), day()),
)
ENDED = Act(
    event=ProcessEnded,
    pages=("interruption", "follow-up"),
    title="End the process",
    lead="Policy counts from this day when the records are to be destroyed. Until the case is "
    "closed, a mistake can be taken back.",
    action="End the process",
    fields=(one_of("ending", "How it ended", Ending), day("Ended on which day"), on_word()),
    given=("decision",),
)
ASKED_HOW_THEY_ARE = Act(event=SupportOffered, pages=HERE, given=("person",))
CHOSE_TO_GO_ON = Act(
    event=RemainingPartyChose, pages=("interruption", "circle"), given=("person", "go_on")
)
MAY_CONTACT = Act(event=ContactAllowed, pages=HERE, given=("person", "may_contact"))
ELSEWHERE = Act(
    event=TurnedElsewhere,
    pages=HERE,
    title="Another process",
    lead="They turn to {other}. That stays open to them at any time. Nothing that was said here, "
    "and no paper of this process, may be used there; it stays sealed, also now.",
    action="Record",
    fields=(one_of("person", "Who turns to it"), day()),
)
ANOTHER = Act(
    event=ProcessBegun,
    pages=("interruption", "follow-up"),
    given=("begins", "follows", "as_", "decision"),
)
"""What kind of meeting it is and with whom is asked as for the first process, by KIND."""
PRESENTED = Act(event=AlternativesPresented, pages=HERE, given=("options",))

ACTS = (
    LEAVES,
    COMES_BACK,
    TAKEN_OFF,
    DISSOLVED,
    ENDED,
    MAY_CONTACT,
    ASKED_HOW_THEY_ARE,
    ELSEWHERE,
    CHOSE_TO_GO_ON,
    PRESENTED,
    ANOTHER,
)
