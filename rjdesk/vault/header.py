"""The header: who may unlock a vault and how, in clear, and never a name.

The unlock screen needs this module alone, so it imports no cryptography.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.process.event import MemberId
from rjdesk.vault.troubles import (
    CostOutOfBounds,
    DamagedVault,
    NewerVault,
    NotAVault,
    files_spoken_plainly,
)

FORMAT = "rjdesk vault"
VERSION = 1
NAME = "header.json"
COPY = "header.json.bak"

LEAST_MEMORY = 64 * 1024
MOST_MEMORY = 1024 * 1024
LEAST_PASSES = 3
MOST_PASSES = 16
MOST_LANES = 16


class Argon2Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How dear one guess at a passphrase is made: Argon2id with ``memory`` in KiB."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 1


DEFAULT = Argon2Cost()
FLOOR = Argon2Cost(memory=LEAST_MEMORY)
"""The least that is accepted; tests unlock at it."""


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one member unlocks the vault.

    ``label`` is chosen by the member and is never a legal name. ``slot`` is their master key
    under the key derived from the passphrase, ``vault_key`` the key of the database for them.
    """

    member: MemberId
    label: str
    cost: Argon2Cost
    salt: bytes
    slot: bytes
    vault_key: bytes


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be read of a vault without a passphrase."""

    format: str = FORMAT
    version: int = VERSION
    vault: str
    epoch: int
    logins: tuple[Login, ...]
    check: str = ""

    def login(self, label: str) -> Login | None:
        """Return the login with this label, however it is capitalised."""
        wanted = label.strip().casefold()
        return next((each for each in self.logins if each.label.casefold() == wanted), None)

    def login_of(self, member: MemberId) -> Login | None:
        """Return how this member unlocks the vault."""
        return next((each for each in self.logins if each.member == member), None)

    def with_login(self, login: Login) -> Header:
        """Return the header with this login in the place of the member's former one."""
        others = [each for each in self.logins if each.member != login.member]
        return msgspec.structs.replace(self, logins=(*others, login))

    def database(self, folder: Path) -> Path:
        """Return where the database of the current epoch lies."""
        return folder / f"vault-{self.epoch}.db"


class _Stamp(msgspec.Struct):
    """What every version of the header, older or newer, has."""

    format: str
    version: int


def logins(folder: Path) -> tuple[str, ...]:
    """Return the login labels of a vault, for the unlock screen.

    Raises NotAVault, NewerVault, DamagedVault or CostOutOfBounds.
    """
    return tuple(login.label for login in read_header(folder).logins)


def read_header(folder: Path) -> Header:
    """Return the header of a vault; raises like ``logins``. Nothing is created or changed."""
    with files_spoken_plainly(folder):
        if not (folder / NAME).is_file():
            raise _missing(folder)
        content = (folder / NAME).read_bytes()
    try:
        stamp = msgspec.json.decode(content, type=_Stamp)
    except msgspec.DecodeError:
        raise _damaged(folder) from None
    if stamp.format != FORMAT:
        raise _missing(folder)
    if stamp.version > VERSION:
        raise NewerVault(
            f"The vault “{folder.name}” was written by a newer version of rjdesk. Nothing in it "
            "was changed. Install the newer version on this computer and open it again."
        )
    try:
        header = msgspec.json.decode(content, type=Header)
    except msgspec.DecodeError:
        raise _damaged(folder) from None
    # Other bytes may spell the same values (the last letter of base64 has idle bits).
    if header.check != _checksum(header) or not header.logins or content != _spelled(header):
        raise _damaged(folder)
    for login in header.logins:
        refuse_cost_out_of_bounds(login.cost)
    return header


def refuse_cost_out_of_bounds(cost: Argon2Cost) -> None:
    """Refuse a derivation that is too weak or that would exhaust the memory.

    Raises CostOutOfBounds.
    """
    if not (
        LEAST_MEMORY <= cost.memory <= MOST_MEMORY
        and LEAST_PASSES <= cost.passes <= MOST_PASSES
        and 1 <= cost.lanes <= MOST_LANES
    ):
        raise CostOutOfBounds(
            "This vault asks for a way of unlocking that rjdesk does not accept, so somebody or "
            "something has changed its header. No passphrase was tried and nothing was changed. "
            "Open a backup, or ask whoever looks after this computer before going on."
        )


def write_header(folder: Path, header: Header) -> None:
    """Put a header in the place of the former one in one step, and then its copy likewise.

    Raises DiskFull or StorageFailed; the former header then still stands.
    """
    unchecked = msgspec.structs.replace(header, check="")
    header = msgspec.structs.replace(unchecked, check=_checksum(unchecked))
    content = _spelled(header)
    with files_spoken_plainly(folder):
        for name in (NAME, COPY):
            write_in_one_step(folder / name, content)


def renew_copy(folder: Path) -> None:
    """Make the copy of the header the same again, where a power cut came between the two.

    Otherwise it would go on opening with a passphrase that was changed.
    """
    with contextlib.suppress(Trouble), files_spoken_plainly(folder):
        content, copy = (folder / NAME).read_bytes(), folder / COPY
        if not copy.is_file() or copy.read_bytes() != content:
            write_in_one_step(copy, content)


def write_in_one_step(path: Path, content: bytes) -> None:
    """Write a file so that after a power cut it is wholly the old one or wholly the new one."""
    fresh = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _spelled(header: Header) -> bytes:
    """Return the header as its file spells it, to the byte."""
    return msgspec.json.format(msgspec.json.encode(header)) + b"\n"


def _checksum(header: Header) -> str:
    """Tell damage from a wrong passphrase; it proves nothing against intent."""
    bare = msgspec.structs.replace(header, check="")
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()


def _missing(folder: Path) -> NotAVault | DamagedVault:
    if (folder / COPY).is_file():
        return _damaged(folder)
    return NotAVault(
        f"The folder “{folder.name}” is not an rjdesk vault. Nothing in it was changed. Choose "
        "the folder whose name ends in .rjvault, or make a new vault."
    )


def _damaged(folder: Path) -> DamagedVault:
    return DamagedVault(
        f"The file {NAME} of the vault “{folder.name}” is damaged or missing, so the vault "
        "cannot be unlocked as it is. The records themselves were not touched, and nothing was "
        f"changed. Keep the folder as it is: the copy {COPY} beside it, or a backup, brings "
        "it back."
    )
