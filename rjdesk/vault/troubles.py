"""What can go wrong with a vault, each kind with a name; the texts are for people."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rjdesk.desk.ports import GoOn, Mendable, Trouble


class WrongPassphrase(Trouble):
    """The passphrase does not open this member's keys."""

    field = "passphrase"


class WrongCode(Trouble):
    """What was typed is no recovery code, or not the one of this login."""

    field = "passphrase"


class UnknownLogin(Trouble):
    """Nobody has keys here under that login label, or that member has none."""


class LoginTaken(Trouble):
    """The label is another member's, or is no label at all."""

    field = "login"


class AlreadyEnrolled(Trouble):
    """The member has keys already."""


class FolderInUse(Trouble):
    """The folder for a new vault holds something already."""

    field = "folder"


class NotAVault(Trouble):
    """The folder is no vault."""


class NotABackup(Trouble):
    """The file is no backup, or is damaged."""

    field = "backup"


class Stopped(Trouble):
    """Somebody stopped long work before it was done."""


class NewerVault(Trouble):
    """A newer version of the program wrote this vault."""


class DamagedVault(Trouble):
    """A part of the vault is missing, or is not what was written."""


class HeaderLost(DamagedVault, Mendable):
    """The header is damaged or missing, and its copy is good."""


class UnreadableItem(Trouble):
    """One thing in the vault does not open; it is kept, and everything else is as before."""


class CostOutOfBounds(Trouble):
    """The vault asks for a key derivation that is too weak, or too heavy for any computer."""


class VaultInUse(Trouble):
    """Another program holds the vault open."""


class FirstSession(Trouble):
    """The member unlocks for the first time, and has no passphrase of their own yet."""


class NoKeysAnyMore(Trouble):
    """The keys were ended, or nobody confirmed them yet."""


class ReadingOnly(Trouble):
    """The vault is not as it was left, and nothing is written before somebody says why."""


class DiskFull(Trouble):
    """There was no room to write."""


class NotHeld(Trouble):
    """The member holds no key to that part of a case."""


class StorageFailed(Trouble):
    """The disk or the system refused for a reason of its own; at a founding, the place."""

    field = "folder"


CANNOT_WRITE = (
    "This vault lies where nothing can be written, so it is for reading only. Put it back to a "
    "disk that can be written to before you record anything."
)


def reading_only(*, can_write: bool) -> ReadingOnly:
    """Return the trouble of somebody who records in a vault that is for reading only."""
    return ReadingOnly(
        "This vault is not as it was left, so nothing is recorded in it until somebody "
        "says what happened. Nothing was lost. Lock it, unlock it again, and say so there."
        if can_write
        else f"{CANNOT_WRITE} Nothing was recorded."
    )


def being_resealed() -> VaultInUse:
    """Return the trouble of somebody who records while the vault is sealed under a new key."""
    return VaultInUse(
        "The vault is being sealed under a new key, so this was not recorded. Nothing was lost. "
        "Wait until that is done, unlock it again, and record it then."
    )


def not_held() -> NotHeld:
    """Return the trouble of somebody who writes where they hold nothing."""
    return NotHeld(
        "You hold no key to this part of the case, so nothing was written. Ask a facilitator of "
        "the case to give you the keys, on the page of the case."
    )


def stopped() -> Stopped:
    """Return the trouble of long work that somebody stopped."""
    return Stopped("It was stopped before it was done. Nothing was kept, and nothing changed.")


def must(go_on: GoOn, done: float) -> None:
    """Ask whether long work is to go on; raises Stopped."""
    if not go_on(done):
        raise stopped()


@contextmanager
def files_spoken_plainly(folder: Path) -> Iterator[None]:
    """Turn what the file system says into trouble that names only the vault's own folder."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(
                "The disk is full, so nothing was written; what was there before is unharmed. "
                "Free some space and try again."
            ) from None
        raise StorageFailed(
            f"The files of the vault “{folder.name}” could not be read or written "
            f"({error.strerror or type(error).__name__}). Nothing in it was changed. Check that "
            "the disk is connected and that you may write to this folder, then try again."
        ) from None
