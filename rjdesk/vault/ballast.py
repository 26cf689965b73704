"""Room that is taken beforehand, and given up when the disk is full: deleting needs some too."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rjdesk.desk.ports import Trouble
from rjdesk.vault.troubles import DiskFull, files_spoken_plainly
from rjdesk.vault.writing import write_in_one_step

NAME = "ballast"
BALLAST_BYTES = 1024 * 1024

DoneT = TypeVar("DoneT")


def lay_ballast(folder: Path) -> None:
    """Take the room; raises DiskFull or StorageFailed."""
    with files_spoken_plainly(folder):
        write_in_one_step(folder / NAME, os.urandom(BALLAST_BYTES))


def renew_ballast(folder: Path) -> None:
    """Take the room again where it was given up, as far as there is any."""
    if not (folder / NAME).is_file():
        with contextlib.suppress(Trouble):
            lay_ballast(folder)


def with_room(folder: Path, do: Callable[[], DoneT]) -> DoneT:
    """Do something that must work on a full disk too: the ballast makes room for it, once.

    Raises DiskFull where that does not help, and whatever else ``do`` raises.
    """
    try:
        return do()
    except DiskFull:
        with contextlib.suppress(OSError):
            (folder / NAME).unlink()
        return do()
