"""The header: who may unlock a vault and how, in clear, and never a name.

The unlock screen needs this module alone, so it imports no cryptography.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.troubles import (
    CostOutOfBounds,
    DamagedVault,
    NewerVault,
    NotAVault,
    files_spoken_plainly,
)
from rjdesk.vault.writing import write_in_one_step

FORMAT = "rjdesk vault"
VERSION = 1
NAME = "header.json"
COPY = "header.json.bak"

MOST_BYTES = 1024 * 1024
"""More than the header of a thousand members; a larger file is not read at all."""

MOST_EPOCHS = 1_000_000
LONGEST_LABEL = 40
SALT_BYTES = 16
SLOT_BYTES = 12 + 32 + 16
"""A sealed master key: nonce, key, tag."""
VAULT_KEY_BYTES = 32 + 32 + 16
"""The wrapped key of the database: the sender's share, key, tag."""

LEAST_MEMORY = 64 * 1024
MOST_MEMORY = 1024 * 1024
LEAST_PASSES = 3
MOST_PASSES = 16
MOST_LANES = 16


StructT = TypeVar("StructT", bound=msgspec.Struct)


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
        return folder / database_name(self.epoch)


def database_name(epoch: int) -> str:
    """Return the name of the file that holds the database of an epoch."""
    return f"vault-{epoch}.db"


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
        content = _content(folder / NAME)
    stamp = _decoded(content, _Stamp)
    if stamp is None:
        raise _damaged(folder)
    if stamp.format != FORMAT:
        raise _missing(folder)
    if stamp.version > VERSION:
        raise NewerVault(
            f"The vault “{folder.name}” was written by a newer version of rjdesk. Nothing in it "
            "was changed. Install the newer version on this computer and open it again."
        )
    header = _sound_header(content)
    if header is None:
        raise _damaged(folder)
    for login in header.logins:
        refuse_cost_out_of_bounds(login.cost)
    return header


def is_label(text: str) -> bool:
    """Whether a text can be the label of a login: one line of a few letters that can be seen."""
    return 0 < len(text) <= LONGEST_LABEL and text.isprintable() and text == text.strip()


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
            "Keep the folder as it is, and ask whoever looks after this computer."
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


def _content(path: Path) -> bytes:
    """Return what a file holds, or as much of it as shows that it is too large."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _decoded(content: bytes, kind: type[StructT]) -> StructT | None:
    """Return what the bytes of a file spell, or None where they spell nothing of the kind."""
    if len(content) > MOST_BYTES:
        return None
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return None


def _sound_header(content: bytes) -> Header | None:
    """Return the header that the bytes of its file spell, or None where it is damaged."""
    header = _decoded(content, Header)
    if header is None or header.format != FORMAT or header.version != VERSION:
        return None
    # Other bytes may spell the same values (the last letter of base64 has idle bits).
    if header.check != _checksum(header) or content != _spelled(header):
        return None
    labels = {login.label.casefold() for login in header.logins}
    members = {login.member for login in header.logins}
    told_apart = len(labels) == len(members) == len(header.logins) > 0
    sound = 0 < header.epoch <= MOST_EPOCHS and all(map(_is_sound, header.logins))
    return header if told_apart and sound else None


def _is_sound(login: Login) -> bool:
    """Whether a login has the shape that every login is written in."""
    return (
        is_label(login.label)
        and len(login.salt) == SALT_BYTES
        and len(login.slot) == SLOT_BYTES
        and len(login.vault_key) == VAULT_KEY_BYTES
    )


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
    copy = None
    with contextlib.suppress(OSError):
        copy = _sound_header(_content(folder / COPY))
    return DamagedVault(
        f"The file {NAME} of the vault “{folder.name}” is damaged or missing, so the vault "
        "cannot be unlocked as it is. The records themselves were not touched, and nothing was "
        "changed. Keep the folder as it is, and ask whoever looks after this computer"
        + (f" to put the contents of {COPY}, which lies beside it, into {NAME}." if copy else ".")
    )
