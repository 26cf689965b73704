"""The vault itself: its backups, and whether another one is due."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.process.backups.state import EVERY, KEPT_FOR
from rjdesk.process.kernel.calendar import long_date


class BackupRow(msgspec.Struct, frozen=True, kw_only=True):
    """A backup in the list; ``over`` says that it is kept too long."""

    id: str
    on: date
    folder: str
    file: str
    over: bool


class VaultView(msgspec.Struct, frozen=True, kw_only=True):
    """The vault: its backups, the latest first; ``due`` says in a sentence that one is due."""

    backups: tuple[BackupRow, ...]
    due: str
    kept_for: int


class AskVault(msgspec.Struct, frozen=True):
    """Which backups are there?"""

    def answer(self, desk: Desk) -> VaultView:
        """Return the list."""
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
            due=backup_due(desk),
            kept_for=KEPT_FOR.days,
        )


def backup_due(desk: Desk) -> str:
    """Return in a sentence that a backup is due, or "" where a young one is there."""
    latest = max((known.on for known in desk.coalition.backups), default=None)
    if latest is None:
        return "No backup of this vault was made yet. If this computer is lost, so is everything."
    if latest + EVERY < desk.today:
        return f"The last backup was made on {long_date(latest)}. It is time for another."
    return ""
