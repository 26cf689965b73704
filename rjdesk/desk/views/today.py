"""Today: what waits for the member, by date, and drafts to resume."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.draft_kinds import DraftKind, kind_of
from rjdesk.desk.fields import Option
from rjdesk.desk.summary import CaseSummary
from rjdesk.desk.views.access import heirs
from rjdesk.desk.views.motions import my_votes
from rjdesk.desk.views.vault import backup_due, code_due
from rjdesk.desk.waits import Wait, Waits
from rjdesk.process.kernel.calendar import academic_year, long_date
from rjdesk.process.kernel.event import FIRST, CaseId, ProcessId

AHEAD = timedelta(days=14)
FAR_AHEAD = timedelta(days=60)


class When(Enum):
    """How near something is, in the order of the page; the value heads it there."""

    NOW = "Under way"
    OVERDUE = "Overdue"
    EARLIER = "Since before today"
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
    process: ProcessId


class ResumableDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was begun and left; ``code`` is "" where there is no case yet."""

    kind: DraftKind
    case: CaseId | None
    detail: str
    code: str
    process: ProcessId = FIRST


class SettingUp(msgspec.Struct, frozen=True, kw_only=True):
    """A coalition that is still being entered: how many may take a case as things stand.

    ``trained`` is None where the programme asks for no training.
    """

    members: int
    trained: int | None
    needed: int


class ToHandOn(msgspec.Struct, frozen=True):
    """A case that this member alone can open and stepped back from: who can take it over now.

    Of the case itself nothing is said; ``heirs`` is empty while nobody can.
    """

    case: CaseId
    since: date
    heirs: tuple[Option, ...]


class Today(msgspec.Struct, frozen=True):
    """The member's day; ``setting_up`` is None once all of the coalition is entered.

    ``to_vote`` is on what the member may vote in the coalition, and has not yet; ``to_hand_on``
    what waits after they stepped back; ``backup_due`` says to whoever holds an office that a
    backup is due, ``code_due`` to whoever alone has keys that there is no way back to them.
    """

    greeting: str
    day: date
    setting_up: SettingUp | None
    drafts: tuple[ResumableDraft, ...]
    lines: tuple[TodayLine, ...]
    to_vote: tuple[str, ...]
    to_hand_on: tuple[ToHandOn, ...]
    backup_due: str
    code_due: str
    to_reseal: bool


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
                when=_when(wait, day, facilitates=desk.member in summary.facilitators),
                due=wait.due,
                what=_what(wait, day),
                process=wait.process,
            )
            for case, summary in summaries.items()
            for wait in summary.waits
            if wait.due <= day + FAR_AHEAD and wait.waits_for(desk.member)
        ]
        name = desk.coalition.name_of(desk.member)
        return Today(
            name,
            day,
            _setting_up(desk),
            _drafts(desk, summaries),
            tuple(sorted(lines, key=lambda line: line.due)),
            tuple(desk.terms.of(kind) for kind in my_votes(desk)),
            tuple(
                ToHandOn(each.case, each.since, heirs(desk, desk.case(each.case)))
                for each in desk.stepped_back()
            ),
            backup_due(desk) if desk.member in desk.journal.office_holders() else "",
            code_due(desk),
            desk.journal.is_to_be_resealed,
        )


def _setting_up(desk: Desk) -> SettingUp | None:
    coalition, programme = desk.coalition, desk.programme()
    if not coalition.founding:
        return None
    year = academic_year(desk.today, programme.deadlines.year_starts_in)
    trained = [
        member
        for member in coalition.members
        if all(member.trained_in(training.id, year) for training in programme.trainings)
    ]
    return SettingUp(
        members=len(coalition.members),
        trained=len(trained) if programme.trainings else None,
        needed=programme.facilitators.both_parties,
    )


def _when(wait: Wait, day: date, *, facilitates: bool) -> When:
    """Return how near a thing is; only what has a last day can be overdue."""
    if wait.kind is Waits.CIRCLE:
        # Who only reads the case has nothing to do in its circle.
        return When.NOW if facilitates else When.TODAY
    if wait.until is not None and wait.until < day:
        return When.OVERDUE
    if wait.due < day:
        return When.EARLIER
    if wait.due == day:
        return When.TODAY
    return When.SOON if wait.due <= day + AHEAD else When.LATER


def _what(wait: Wait, day: date) -> str:
    """Return what waits; a circle that nobody ended says since when."""
    if wait.kind is Waits.CIRCLE and wait.due < day:
        return f"The circle of {long_date(wait.due)} is still open"
    return wait.what


def _drafts(desk: Desk, summaries: dict[CaseId, CaseSummary]) -> tuple[ResumableDraft, ...]:
    """Return the drafts that can be gone on with, the latest first."""
    found = []
    for key in desk.journal.drafts():
        known = kind_of(key)
        if known is not None and (key.case is None or key.case in summaries):
            kind, detail = known
            code = summaries[key.case].code if key.case is not None else ""
            of_one = kind.of_a_process
            found.append(
                ResumableDraft(
                    kind=kind,
                    case=key.case,
                    detail="" if of_one else detail,
                    code=code,
                    process=ProcessId(detail if of_one else FIRST),
                )
            )
    return tuple(found)
