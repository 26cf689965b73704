"""Acts of an indirect process: what is carried from one to another, in agreed words (R22)."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day, long, one_of
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried, MessageWithdrawn

HERE = ("preparation",)

AGREED = Act(
    event=MessageAgreed,
    pages=HERE,
    title="A message",
    lead="In the words of whoever sends it, read to them as they stand here. Nothing else is "
    "carried, and everybody who may read this case can read it.",
    action="They agree to these words",
    fields=(
        one_of("sender", "From whom"),
        one_of("receiver", "For whom"),
        long("text", "The words"),
        day("Agreed on which day"),
    ),
    given=("message",),
)
CARRIED = Act(
    event=MessageCarried,
    pages=HERE,
    title="It was carried",
    lead="From {sender} to {receiver}.",
    fields=(one_of("medium", "How"), day("On which day")),
    given=("message",),
)
WITHDRAWN = Act(
    event=MessageWithdrawn,
    pages=HERE,
    title="They do not want it carried",
    lead="From {sender} to {receiver}. Nobody asks why.",
    action="Do not carry it",
    fields=(day(),),
    given=("message",),
)

ACTS = (AGREED, CARRIED, WITHDRAWN)
