"""Acts on the journal itself: a mistake taken back, a rule set aside with a reason."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, long
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.kernel.event import NoteTakenBack, RecordedByMistake

MISTAKE = Act(
    event=RecordedByMistake, pages=("case", "circle", "follow-up"), given=("replaces", "undone")
)
NOTE_TAKEN_BACK = Act(event=NoteTakenBack, pages=("case",), given=("replaces",))
ALL_THE_SAME = Act(
    event=RuleOverridden,
    pages=("case", "preparation", "circle", "agreement", "library"),
    title="Go on all the same",
    lead="{missing}",
    action="Record with this reason",
    fields=(
        long("reason", "Why is this right here?", "Your reason stays in the record of the case."),
    ),
    given=("rule", "act"),
)

ACTS = (MISTAKE, NOTE_TAKEN_BACK, ALL_THE_SAME)
