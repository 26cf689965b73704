"""Drafts: what can be begun on a screen, left, and gone on with later."""

from __future__ import annotations

from enum import Enum

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import CaseId


class DraftKind(Enum):
    """What a draft is of; the value begins the name under which it is kept."""

    INTAKE = "intake"
    PRE_MEETING = "premeeting"
    PREPARATION = "preparation"
    CIRCLE = "circle"
    FOLLOW_UP = "follow-up"
    REVIEW = "review"

    @property
    def of_a_process(self) -> bool:
        """Whether its detail is the process of the case that it was typed in."""
        return self not in {DraftKind.INTAKE, DraftKind.PRE_MEETING}

    def key(self, case: CaseId | None, detail: str = "") -> DraftKey:
        """Return the name of a draft; ``detail`` tells several in one case apart."""
        return DraftKey(case, f"{self.value}-{detail}" if detail else self.value)


class KeptAtLock(Enum):
    """What a lock keeps, and the next unlock takes up by itself: never named as a draft.

    DIALOG is what stood half typed in a dialog in front, PLACE where one was.
    """

    DIALOG = "dialog"
    PLACE = "place"

    def key(self, case: CaseId | None) -> DraftKey:
        """Return the name under which it is kept."""
        return DraftKey(case, self.value)


def kind_of(key: DraftKey) -> tuple[DraftKind, str] | None:
    """Return what a draft is of and its detail; None for one that this program does not know.

    >>> kind_of(DraftKind.PRE_MEETING.key(CaseId("a"), "m1"))
    (<DraftKind.PRE_MEETING: 'premeeting'>, 'm1')
    """
    for kind in DraftKind:
        if key.journey == kind.value:
            return kind, ""
        if key.journey.startswith(f"{kind.value}-"):
            return kind, key.journey.removeprefix(f"{kind.value}-")
    return None
