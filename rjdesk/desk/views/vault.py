"""The vault itself: its backups, and whether another one is due."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.acts.retention import LOST_CONFIRMED, LOST_PROPOSED
from rjdesk.desk.desk import Desk
from rjdesk.desk.lost import lost_cases
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.papers import recovery_sheet
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.waits import Waits
from rjdesk.process.backups.state import EVERY, KEPT_FOR
from rjdesk.process.kernel.calendar import full_date, long_date
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.membership.state import CaseState


class BackupRow(msgspec.Struct, frozen=True, kw_only=True):
    """A backup in the list; ``over`` says that it is kept too long."""

    id: str
    on: date
    folder: str
    file: str
    over: bool


class WindowRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case whose records wait: between which days policy asks for their destruction."""

    case: CaseId
    code: str
    opens: date
    ends: date
    now: bool
    overdue: bool


class LostRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case that nobody can open (A35): how it was listed, and who proposed that it goes.

    ``to_confirm`` is None where nobody proposed it yet, or this member did.
    """

    case: CaseId
    what: str
    proposed: str
    to_propose: Verdict
    to_confirm: Verdict | None


class VaultView(msgspec.Struct, frozen=True, kw_only=True):
    """The vault: its backups, the latest first; ``due`` says in a sentence that one is due.

    ``to_reseal`` says that somebody left who knows the key of the database. ``windows`` are the
    cases whose process ended, the one that is due first at the beginning, and ``later`` counts
    those that come after them; ``last`` says what
    stands at the end of the coalition's journal: whoever was there knows whether it is so; ``lost``
    are the cases that nobody can open;
    ``counted`` how many were destroyed and are counted, None for whoever may not open that.
    """

    backups: tuple[BackupRow, ...]
    windows: tuple[WindowRow, ...]
    later: int
    lost: tuple[LostRow, ...]
    has_code: bool
    to_reseal: bool
    counted: int | None
    due: str
    last: str
    kept_for: int


SHOWN = 20
"""How many windows are listed: those that come first are what anybody can act on."""


class AskVault(msgspec.Struct, frozen=True):
    """Which backups are there?"""

    def answer(self, desk: Desk) -> VaultView:
        """Return the list."""
        windows = _windows(desk)
        return VaultView(
            backups=tuple(
                BackupRow(
                    id=known.id,
                    on=known.on,
                    folder=known.folder,
                    file=known.file,
                    over=known.is_over(desk.today),
                )
                for known in reversed(desk.coalition.backups)
            ),
            windows=windows[:SHOWN],
            later=len(windows[SHOWN:]),
            lost=tuple(_lost(desk, case) for case in lost_cases(desk)),
            has_code=desk.journal.has_code,
            to_reseal=desk.journal.is_to_be_resealed,
            counted=len(desk.journal.counts())
            if desk.member in desk.journal.office_holders()
            else None,
            due=backup_due(desk),
            last=_last(desk),
            kept_for=KEPT_FOR.days,
        )


class AskRecoverySheet(msgspec.Struct, frozen=True):
    """What is printed of a recovery code?"""

    login: str
    code: str

    def answer(self, desk: Desk) -> Sheet:
        """Return the sheet."""
        return recovery_sheet(
            desk.programme(), desk.coalition, login=self.login, code=self.code, on=desk.today
        )


def code_due(desk: Desk) -> str:
    """Return in a sentence what whoever alone has keys should do, or ""."""
    if desk.journal.has_code or len(desk.journal.enrolled()) > 1:
        return ""
    return "You alone can open this vault. If you forget your passphrase, all of it is lost."


def _last(desk: Desk) -> str:
    """Return in sentences how far the coalition's journal goes, and who recorded last in it."""
    entries = desk.journal.coalition()
    if not entries:
        return ""
    at = entries[-1].at.astimezone(desk.clock().tzinfo)
    who = desk.coalition.name_of(entries[-1].by)
    return (
        f"The coalition’s journal has {len(entries)} entries. The last is of "
        f"{full_date(at.date())}, {at:%H:%M}, by {who}."
    )


def _lost(desk: Desk, case: CaseId) -> LostRow:
    """Return what is known of a case that nobody can open, and what may be done about it."""
    coalition, listed = desk.coalition, desk.coalition.cases[case]
    proposed = next((each for each in coalition.lost if each.case == case), None)
    by = coalition.name_of(proposed.by) if proposed else ""
    ended = listed.state is CaseState.ENDED
    confirms = proposed is not None and proposed.by != desk.member
    propose = LOST_PROPOSED.of(desk.today, case=case, shredded=True, signed="")
    return LostRow(
        case=case,
        what=f"A case that {'ended' if ended else 'was begun'} by {long_date(listed.on)}",
        proposed=f"{by} proposed to destroy it." if proposed else "",
        to_propose=desk.may(None, propose),
        to_confirm=desk.may(None, LOST_CONFIRMED.of(desk.today, case=case)) if confirms else None,
    )


def _windows(desk: Desk) -> tuple[WindowRow, ...]:
    """Return the windows of the cases that this member holds, read from their summaries."""
    found = [
        WindowRow(
            case=case,
            code=summary.code,
            opens=wait.due,
            ends=wait.until or wait.due,
            now=wait.due <= desk.today,
            overdue=(wait.until or wait.due) < desk.today,
        )
        for case, summary in desk.summaries().items()
        for wait in summary.waits
        if wait.kind is Waits.DELETION
    ]
    return tuple(sorted(found, key=lambda row: row.ends))


def backup_due(desk: Desk) -> str:
    """Return in a sentence that a backup is due, or "" where a young one is there."""
    latest = max((known.on for known in desk.coalition.backups), default=None)
    if latest is None:
        return "There is no backup of this vault. If this computer is lost, so is everything."
    if latest + EVERY < desk.today:
        return f"The last backup was made on {long_date(latest)}. It is time for another."
    return ""
