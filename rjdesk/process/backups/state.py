"""What stands of backups, as their events left it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

EVERY = timedelta(days=30)
"""After how long another backup is due."""
KEPT_FOR = timedelta(days=90)
"""For how long a backup is kept: what was destroyed since is still in it (RC-147)."""


class KnownBackup(msgspec.Struct, frozen=True):
    """A backup that was made: its id, the day, the folder it was put in, what its file is called.

    The folder is as the computer called it where it was made.
    """

    id: str
    on: date
    folder: str
    file: str

    def is_over(self, today: date) -> bool:
        """Whether it is kept no longer."""
        return self.on + KEPT_FOR < today
