"""Backups: one was made, or is gone (6B.4)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.backups.state import KnownBackup
from rjdesk.process.coalition import Coalition, CoalitionEvent
from rjdesk.process.kernel.event import Capacity, Entry


class BackupMade(CoalitionEvent, frozen=True, kw_only=True):
    """A backup was made and read back: which, in which folder, what its file is called."""

    tag: ClassVar[str] = "backup-made"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    backup: str
    folder: str
    file: str

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Keep where it is."""
        made = KnownBackup(self.backup, self.on, self.folder, self.file)
        return replace(coalition, backups=(*coalition.backups, made))


class BackupGone(CoalitionEvent, frozen=True, kw_only=True):
    """A backup was deleted, or whatever it lay on was destroyed (RC-147)."""

    tag: ClassVar[str] = "backup-gone"
    capacity: ClassVar[Capacity] = Capacity.HOLDS

    backup: str

    def apply(self, coalition: Coalition, entry: Entry) -> Coalition:
        """Name it no more."""
        left = tuple(known for known in coalition.backups if known.id != self.backup)
        return replace(coalition, backups=left)
