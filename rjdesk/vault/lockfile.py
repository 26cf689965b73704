"""The lock that keeps a second program out of an open vault.

It is the system's own lock on an open file, so it goes when the process ends, however it ends.
The descriptor is not inherited, so a fresh process that replaces this one can take it anew.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from rjdesk.vault.troubles import VaultInUse, files_spoken_plainly

NAME = "lock"


class VaultLock:
    """A vault held by this process, until ``release``.

    ``can_write`` says whether anything can be written where it lies.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises VaultInUse when another holds it."""
        self.can_write = True
        self._descriptor: int | None = None
        with files_spoken_plainly(folder):
            no_link = getattr(os, "O_NOFOLLOW", 0)
            try:
                descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | no_link, 0o600)
            except OSError as error:
                if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}:
                    raise
                # Nobody can write there, so nobody has to be kept from it.
                self.can_write = False
                return
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise VaultInUse(
                f"The vault “{folder.name}” is open in another window or on another computer. "
                "Nothing was changed. Close it there, then open it here."
            ) from None
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others in; a second time does nothing."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
