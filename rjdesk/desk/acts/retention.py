"""Acts of retention: records are held, or destroyed by two."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, date_of, day, text, tick
from rjdesk.process.retention.events import (
    DestructionConfirmed,
    DestructionProposed,
    HoldReleased,
    LostCaseConfirmed,
    LostCaseProposed,
    RecordsHeld,
)

HERE = ("records",)

HELD = Act(
    event=RecordsHeld,
    pages=HERE,
    title="Hold these records",
    lead="Where a court asks for them, or somebody looks into the case. Nothing is destroyed until "
    "the hold is released, and it is asked about again on its day.",
    action="Hold them",
    fields=(text("reason", "Why"), date_of("review", "On which day is it looked at again"), day()),
)
RELEASED = Act(
    event=HoldReleased,
    pages=HERE,
    title="The hold is over",
    lead="From then on holds again what policy asks of these records.",
    action="Release it",
    fields=(day(),),
)
PROPOSED = Act(
    event=DestructionProposed,
    pages=HERE,
    title="Propose to destroy these records",
    lead="{what} Another one who facilitates the case, or assigns cases, confirms it, and then all "
    "of it is gone for good. Whatever is recorded before that voids the proposal.",
    action="Propose it",
    fields=(
        tick(
            "shredded", "No paper of this case is left with us: originals and copies are shredded"
        ),
    ),
    given=("signed",),
)
CONFIRMED = Act(
    event=DestructionConfirmed,
    pages=HERE,
    title="Destroy these records",
    lead="{what} It is gone from this vault at once, and cannot be brought back. What is counted "
    "for the report of the year stays, and names nobody. Backups that can be reached from here are "
    "deleted with it.",
    action="Destroy them",
)

LOST_PROPOSED = Act(
    event=LostCaseProposed,
    pages=("vault",),
    title="Propose to destroy a case that nobody can open",
    lead="{what} Make sure first that nobody who left, and no backup, can open it any more. "
    "Another who holds an office confirms it, and then it is gone for good.",
    action="Propose it",
    fields=PROPOSED.fields,
    given=("case", "signed"),
)
LOST_CONFIRMED = Act(
    event=LostCaseConfirmed,
    pages=("vault",),
    title="Destroy a case that nobody can open",
    lead="{what} It is gone from this vault at once, and cannot be brought back.",
    action="Destroy it",
    given=("case",),
)

ACTS = (HELD, RELEASED, PROPOSED, CONFIRMED, LOST_PROPOSED, LOST_CONFIRMED)
