"""Today: what waits for the member, by date, and drafts to resume."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.ports import DraftKey
from rjdesk.desk.waits import Waits
from rjdesk.process.event import CaseId

AHEAD = timedelta(days=14)
FAR_AHEAD = timedelta(days=60)


class When(Enum):
    """How near something is."""

    OVERDUE = "Overdue"
    TODAY = "Today"
    SOON = "In the next two weeks"
    LATER = "Later"


class TodayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits."""

    case: CaseId
    code: str
    kind: Waits
    when: When
    due: date
    what: str


class ResumableDraft(msgspec.Struct, frozen=True):
    """A journey that was begun and left."""

    key: DraftKey
    title: str


class Today(msgspec.Struct, frozen=True):
    """The member's day."""

    greeting: str
    day: date
    drafts: tuple[ResumableDraft, ...]
    lines: tuple[TodayLine, ...]


class AskToday(msgspec.Struct, frozen=True):
    """What waits for me?"""

    def answer(self, desk: Desk) -> Today:
        """Return the lines of every case held, and the member's drafts."""
        day = desk.today
        summaries = desk.summaries()
        lines = [
            TodayLine(
                case=case,
                code=summary.code,
                kind=wait.kind,
                when=_when(wait.due, wait.kind, day),
                due=wait.due,
                what=wait.what,
            )
            for case, summary in summaries.items()
            for wait in summary.waits
            if wait.due <= day + FAR_AHEAD
        ]
        drafts = tuple(
            ResumableDraft(
                key,
                f"Pre-meeting in {summaries[key.case].code}"
                if key.case in summaries
                else "A new request",
            )
            for key in desk.journal.drafts()
        )
        name = desk.coalition.name_of(desk.member)
        return Today(name, day, drafts, tuple(sorted(lines, key=lambda line: line.due)))


def _when(due: date, kind: Waits, day: date) -> When:
    """Return how near a day is; only what has a deadline can be overdue."""
    if due < day and kind in {Waits.ACTION, Waits.MEETING}:
        return When.OVERDUE
    if due <= day:
        return When.TODAY
    return When.SOON if due <= day + AHEAD else When.LATER
