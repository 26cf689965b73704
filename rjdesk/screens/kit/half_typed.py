"""What was half typed in a dialog when the program locked: kept, sealed, and there again."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from rjdesk.desk.draft_kinds import KeptAtLock
from rjdesk.desk.drafts import read_as
from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId
from rjdesk.screens.kit.link import Link


class Asked(msgspec.Struct, frozen=True):
    """Which dialog it is: the page it stands on, its words, and what it is about.

    Two forms of one page may read alike, and yet be of two actions: ``about`` tells them apart.
    """

    screen: str
    detail: str
    title: str
    lead: str
    about: str = ""
    process: ProcessId = FIRST


class HalfTyped(msgspec.Struct, frozen=True):
    """The content of the draft: one dialog, as one can be in front when the program locks."""

    asked: Asked
    answers: Answers


def keep(link: Link, case: CaseId | None, half: HalfTyped) -> None:
    """Keep it, sealed for this member."""
    link.save_draft(KeptAtLock.DIALOG.key(case), msgspec.json.encode(half))


def take(link: Link, case: CaseId | None, asked: Asked) -> Answers | None:
    """Return what was half typed in this dialog, or None; it is kept once."""
    key = KeptAtLock.DIALOG.key(case)
    with suppress(Trouble):
        content = link.draft(key)
        kept = read_as(HalfTyped, content) if content is not None else None
        if kept is not None and kept.asked == asked:
            link.drop_draft(key)
            return kept.answers
    return None
