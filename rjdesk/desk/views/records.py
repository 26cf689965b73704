"""The records of a case: until when they are kept, what is in them, and what keeps them."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.acts.retention import CONFIRMED, HELD, PROPOSED, RELEASED
from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Verdict
from rjdesk.process.case import Case
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId, Event
from rjdesk.process.retention.derived import (
    RecordPoint,
    deletion_window,
    hold_is_overdue,
    record_points,
    stands_proposed,
)


class RecordsView(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one case.

    ``stands`` says in sentences until when they are kept, and what keeps them; ``overdue`` that
    policy asked for their destruction before today, or that a hold is to be looked at. ``what``
    says how much there is. ``proposed`` says who proposed to destroy them, as they are now;
    ``second`` that another than this member did, who confirms it then.
    """

    code: str
    stands: tuple[str, ...]
    overdue: bool
    points: tuple[RecordPoint, ...]
    what: str
    held: bool
    to_hold: Verdict
    to_release: Verdict
    proposed: str
    second: bool
    to_propose: Verdict
    to_confirm: Verdict
    deciders: tuple[str, str]


class AskRecords(msgspec.Struct, frozen=True):
    """What is to become of the records of a case?"""

    case: CaseId

    def answer(self, desk: Desk) -> RecordsView:
        """Return how they stand."""
        case, today = desk.case(self.case), desk.today
        proposed = case.retention.proposed if stands_proposed(case) else None
        name = desk.coalition.name_of(proposed.by) if proposed else ""
        hold = case.retention.hold

        def may(event: Event) -> Verdict:
            return desk.may(case.id, event)

        return RecordsView(
            code=case.intake.code,
            stands=tuple(_stands(desk, case)),
            overdue=is_overdue(desk, case),
            points=record_points(case),
            what=_what(desk, case),
            held=hold is not None,
            to_hold=may(HELD.of(today, reason="a court", review=date.max)),
            to_release=may(RELEASED.of(today)),
            proposed=f"{name} proposed on {long_date(proposed.at.date())} to destroy them."
            if proposed
            else "",
            second=proposed is not None and proposed.by != desk.member,
            to_propose=may(PROPOSED.of(today, shredded=True, signed="")),
            to_confirm=may(CONFIRMED.of(today)),
            deciders=(name, desk.coalition.name_of(desk.member)),
        )


def is_overdue(desk: Desk, case: Case) -> bool:
    """Whether policy asked for the destruction of the records before today, and nothing holds."""
    window, today = deletion_window(case, desk.programme(case).deadlines), desk.today
    late = window is not None and window.ends < today and case.retention.hold is None
    return late or hold_is_overdue(case, today)


def _stands(desk: Desk, case: Case) -> list[str]:
    """Return what is to be said of the window and of a hold."""
    window = deletion_window(case, desk.programme(case).deadlines)
    lines = []
    if window is None:
        lines.append("The process goes on, and its records are kept.")
    else:
        opens, ends = long_date(window.opens), long_date(window.ends)
        lines.append(f"Policy asks that they be destroyed between {opens} and {ends}.")
        if window.ends < desk.today:
            lines.append("That day is over.")
    hold = case.retention.hold
    if hold is not None:
        by, since = desk.coalition.name_of(hold.by), long_date(hold.on)
        lines.append(f"{by} held them on {since}: {hold.reason}")
        looked = f"This is looked at again on {long_date(hold.review)}."
        if hold_is_overdue(case, desk.today):
            looked = f"This was to be looked at again on {long_date(hold.review)}. Hold them anew, "
            looked += "or release them."
        lines.append(looked)
    return lines


def _what(desk: Desk, case: Case) -> str:
    """Return how much there is of a case, in figures alone."""
    record, notes = len(desk.record_of(case.id)), len(desk.notes_of(case.id))
    printed = sum(len(seen.agreement.printed) for seen in case.each_process)
    said = [_counted(record, "entry of the record", "entries of the record")]
    if desk.reads_notes(case.id):
        said.append(_counted(notes, "entry of the notes", "entries of the notes"))
    if printed:
        said.append(_counted(printed, "printed agreement", "printed agreements"))
    *first, last = said
    return f"{', '.join(first)} and {last}" if first else last


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
