"""What was half typed in a dialog when the program locked: kept, sealed, and there again."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from rjdesk.desk.drafts import read_as
from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.kit.link import Link


class Asked(msgspec.Struct, frozen=True):
    """Which dialog it is: the page it stands on, and its words."""

    screen: str
    detail: str
    title: str
    lead: str


class HalfTyped(msgspec.Struct, frozen=True):
    """The content of the draft: one dialog, as one can be in front when the program locks."""

    asked: Asked
    answers: Answers


def _key(case: CaseId | None) -> DraftKey:
    return DraftKey(case, "dialog")


def keep(link: Link, case: CaseId | None, half: HalfTyped) -> None:
    """Keep it, sealed for this member."""
    link.desk.journal.save_draft(_key(case), msgspec.json.encode(half))


def take(link: Link, case: CaseId | None, asked: Asked) -> Answers | None:
    """Return what was half typed in this dialog, or None; it is kept once."""
    journal = link.desk.journal
    with suppress(Trouble):
        content = journal.draft(_key(case))
        kept = read_as(HalfTyped, content) if content is not None else None
        if kept is not None and kept.asked == asked:
            journal.drop_draft(_key(case))
            return kept.answers
    return None
