"""What stays as it was recorded: acts that are neither put right nor taken back, and why."""

from __future__ import annotations

from collections.abc import Sequence

from rjdesk.process.agreement.events import AmendmentBegan, AmendmentDropped
from rjdesk.process.backups.events import BackupGone, BackupMade
from rjdesk.process.closing.events import ReflectionKept, ReflectionReleased
from rjdesk.process.intake.events import (
    AccessEnded,
    AccessGranted,
    CaseOpened,
    FacilitatorAssigned,
    HandedOn,
    TextsTaken,
)
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.ruling import NOBODY, Missing
from rjdesk.process.library.events import ReflectionsPublished, ReflectionWithdrawn
from rjdesk.process.membership.events import (
    CaseListed,
    CoalitionFounded,
    FoundingCompleted,
    TextKept,
)
from rjdesk.process.recusal.events import RecusalDecided, Recused
from rjdesk.process.retention.events import (
    DestructionConfirmed,
    DestructionProposed,
    LostCaseConfirmed,
    LostCaseProposed,
)

FOLLOWS = (TextsTaken, ReflectionKept, TextKept, CaseListed)
BEGINS = (CoalitionFounded, FoundingCompleted)
RELEASED = (ReflectionReleased, ReflectionsPublished, ReflectionWithdrawn)
GIVEN = (HandedOn,)
LET_IN = (AccessGranted, AccessEnded)
STEPPED_BACK = (Recused, RecusalDecided)
OF_THE_FILES = (BackupMade, BackupGone)
DESTROYS = (DestructionProposed, DestructionConfirmed, LostCaseProposed, LostCaseConfirmed)
STANDS = (*FOLLOWS, *BEGINS, *RELEASED, *GIVEN, *LET_IN, *STEPPED_BACK, *OF_THE_FILES, *DESTROYS)
"""What follows from other acts, begins a coalition, was released, gave a key or access, or took it
for good is not taken back.
What follows is not put right by itself either: it would say who may read a case."""

STAYING: Sequence[tuple[tuple[type[Event], ...], bool, Missing]] = (
    (
        (FacilitatorAssigned,),
        False,
        Missing(
            "An assignment gave access, which cannot be taken back.",
            "facilitator-released",
            supply="Release them, and say that it was a mistake.",
        ),
    ),
    (
        (CaseOpened,),
        True,
        Missing(
            "The opening of a case gave access, which cannot be taken back.",
            "opened-by-mistake",
            supply="Record that the case was opened by mistake, or correct what was entered.",
        ),
    ),
    (
        RELEASED,
        False,
        Missing(
            "What was released, or taken out again, stays so.",
            NOBODY,
            supply="Where a reflection tells too much, it is taken out of the library.",
        ),
    ),
    (
        (AmendmentBegan, AmendmentDropped),
        True,
        Missing(
            "Whether the agreement is amended is not taken back.",
            "amendment-dropped",
            supply="While it is being amended, leave it as it is. Later, have it decided anew.",
        ),
    ),
    (
        BEGINS,
        True,
        Missing(
            "The coalition begins with this, which is not taken back.",
            NOBODY,
            supply="Put right what was entered of it.",
        ),
    ),
    (
        FOLLOWS,
        False,
        Missing(
            "This follows from another act, and stands as long as that does.",
            NOBODY,
            supply="Take back what it followed from.",
        ),
    ),
    (
        GIVEN,
        False,
        Missing(
            "Whoever was given a key may have read what it opens.",
            "facilitator-released",
            supply="Release them, where they should not read on.",
        ),
    ),
    (
        LET_IN,
        False,
        Missing(
            "Whoever was given access may have read what it opens, and its end is no mistake.",
            "access-ended",
            supply="End their access where they should not read on, or let them in anew.",
        ),
    ),
    (
        STEPPED_BACK,
        False,
        Missing(
            "Whoever steps back from a case does so for good.",
            NOBODY,
            supply="Assign somebody else. Where a request was declined, it may be asked again.",
        ),
    ),
    (
        OF_THE_FILES,
        False,
        Missing(
            "Where a backup lies is not put right.",
            "backup-gone",
            supply="Say on the page of the vault that it is gone.",
        ),
    ),
    (
        DESTROYS,
        False,
        Missing(
            "A proposal to destroy records is not put right.",
            NOBODY,
            supply="It is void as soon as anything is recorded, such as a hold.",
        ),
    ),
)
"""What stays as it is: which acts, whether they may be put right all the same, and why."""


def stays(wrong: Event, *, takes_back: bool) -> Missing | None:
    """Return why what is named is neither put right nor taken back, or None."""
    for kinds, may_be_put_right, missing in STAYING:
        if isinstance(wrong, kinds) and (takes_back or not may_be_put_right):
            return missing
    return None
