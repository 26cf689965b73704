"""The header: who may unlock a vault and how, in clear, and never a name.

The unlock screen needs this module alone, so it imports no cryptography.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import TypeVar

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.process.authority import KeyId
from rjdesk.vault.troubles import (
    CostOutOfBounds,
    DamagedVault,
    HeaderLost,
    NewerVault,
    NotAVault,
    files_spoken_plainly,
)
from rjdesk.vault.writing import write_in_one_step

FORMAT = "rjdesk vault"
VERSION = 2
NAME = "header.json"
COPY = "header.json.bak"

MOST_BYTES = 1024 * 1024
"""More than the header of a thousand members; a larger file is not read at all."""

MOST_EPOCHS = 1_000_000
LONGEST_LABEL = 40
LOGINS_OF_A_LABEL = 2
"""While somebody's keys are renewed there are two; more would only make others wait."""
MOST_SLOTS = 2
SALT_BYTES = 16
SEALED_BYTES = 1 + 12 + 768 + 16
"""A sealed key: suite, nonce, the content as it is padded, tag."""
WRAPPED_BYTES = 1 + 32 + 32 + 16
"""A wrapped key: suite, the key that was made for it, the content, tag."""
SIGNATURE_BYTES = 64

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


class SlotKind(Enum):
    """What opens a slot.

    FIRST is a passphrase that somebody else knows too: it opens keys that do nothing but be
    renewed. CODE is a recovery code, which is random and is not stretched.
    """

    PASSPHRASE = "passphrase"  # noqa: S105 - it names a kind
    FIRST = "first"
    CODE = "code"


class UnlockSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to a member's master key, which lies ``sealed`` in it.

    ``cost`` is what one guess costs, None where nobody could guess.
    """

    kind: SlotKind
    cost: Argon2Cost | None
    salt: bytes
    sealed: bytes


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one member unlocks the vault.

    ``label`` is chosen by the member and is never a legal name. Its owner signs all of it but
    ``vault_key``, the key of the database, which is sealed for them; ``generation`` grows with
    each change.
    """

    key: KeyId
    label: str
    generation: int
    slots: tuple[UnlockSlot, ...]
    signature: bytes = b""
    vault_key: bytes = b""

    @property
    def passphrase(self) -> UnlockSlot:
        """The slot that a passphrase opens."""
        return self.slots[0]

    @property
    def code(self) -> UnlockSlot | None:
        """The slot that a recovery code opens, if one was made."""
        return next((slot for slot in self.slots if slot.kind is SlotKind.CODE), None)

    @property
    def is_first(self) -> bool:
        """Whether its member has not chosen a passphrase of their own yet."""
        return self.passphrase.kind is SlotKind.FIRST


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be read of a vault without a passphrase; ``epoch`` is that of its database."""

    format: str = FORMAT
    version: int = VERSION
    vault: str
    epoch: int
    logins: tuple[Login, ...]
    check: str = ""

    def labelled(self, label: str) -> tuple[Login, ...]:
        """Return the logins with this label, however it is capitalised.

        There are two while a member's keys are renewed, and one of them is in force.
        """
        wanted = label.strip().casefold()
        return tuple(each for each in self.logins if each.label.casefold() == wanted)

    def login_of(self, key: KeyId) -> Login | None:
        """Return the login of a key."""
        return next((each for each in self.logins if each.key == key), None)

    def with_login(self, login: Login) -> Header:
        """Return the header with this login in the place of the former one of its key."""
        others = [each for each in self.logins if each.key != login.key]
        return msgspec.structs.replace(self, logins=(*others, login))

    def without(self, *keys: KeyId) -> Header:
        """Return the header without the logins of these keys."""
        left = tuple(each for each in self.logins if each.key not in keys)
        return msgspec.structs.replace(self, logins=left)

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


def logins(folder: Path) -> dict[str, bool]:
    """Return the login labels of a vault, for the unlock screen.

    Each with whether its member chooses a passphrase of their own now, at their first session.
    Raises NotAVault, NewerVault, DamagedVault or CostOutOfBounds.
    """
    return {login.label: login.is_first for login in read_header(folder).logins}


def read_header(folder: Path) -> Header:
    """Return the header of a vault; raises like ``logins``. Nothing is created or changed."""
    with files_spoken_plainly(folder):
        if not (folder / NAME).is_file():
            raise _missing(folder)
        content = _content(folder / NAME)
    stamp = decoded(content, _Stamp)
    if stamp is None:
        raise _damaged(folder)
    if stamp.format != FORMAT:
        raise _missing(folder)
    if stamp.version > VERSION:
        raise NewerVault(
            f"The vault “{folder.name}” was written by a newer version of rjdesk. Nothing in it "
            "was changed. Install the newer version on this computer and open it again."
        )
    header = sound_header(content)
    if header is None:
        raise _damaged(folder)
    for slot in (slot for login in header.logins for slot in login.slots):
        if slot.cost is not None:
            refuse_cost_out_of_bounds(slot.cost)
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

    Raises DiskFull or StorageFailed; the former header then still stands, unless only its copy
    could not be written.
    """
    content = spelled(header)
    if sound_header(content) is None:
        raise ValueError("a header is written as it can be read")
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


def decoded(content: bytes, kind: type[StructT]) -> StructT | None:
    """Return what the bytes of a file spell, or None where they spell nothing of the kind."""
    if len(content) > MOST_BYTES:
        return None
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return None


def sound_header(content: bytes) -> Header | None:
    """Return the header that the bytes of its file spell, or None where it is damaged."""
    header = decoded(content, Header)
    if header is None or header.format != FORMAT or header.version != VERSION:
        return None
    # Other bytes may spell the same values (the last letter of base64 has idle bits).
    if header.check != _checksum(header) or content != spelled(header):
        return None
    keys = {login.key for login in header.logins}
    labels = Counter(login.label.casefold() for login in header.logins)
    told_apart = len(keys) == len(header.logins) > 0 and max(labels.values()) <= LOGINS_OF_A_LABEL
    sound = 0 < header.epoch <= MOST_EPOCHS and all(map(_is_sound, header.logins))
    return header if told_apart and sound else None


def _is_sound(login: Login) -> bool:
    """Whether a login has the shape that every login is written in."""
    return (
        is_label(login.label)
        and 1 <= len(login.slots) <= MOST_SLOTS
        and all(
            len(slot.salt) == SALT_BYTES
            and len(slot.sealed) == SEALED_BYTES
            # The first is that of a passphrase, the other one that of a code.
            and (slot.kind is SlotKind.CODE) == (slot.cost is None) == (n > 0)
            for n, slot in enumerate(login.slots)
        )
        and len(login.signature) == SIGNATURE_BYTES
        and len(login.vault_key) in {SEALED_BYTES, WRAPPED_BYTES}
    )


def spelled(header: Header) -> bytes:
    """Return the header as its file spells it, to the byte, with its check sum."""
    checked = msgspec.structs.replace(header, check=_checksum(header))
    return msgspec.json.format(msgspec.json.encode(checked)) + b"\n"


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


def mend(folder: Path) -> None:
    """Put the copy of the header in the place of one that is damaged or missing.

    Raises DamagedVault where the copy is no better. A header that is sound stays.
    """
    with files_spoken_plainly(folder):
        if (folder / NAME).is_file() and sound_header(_content(folder / NAME)) is not None:
            return
        copy = _content(folder / COPY) if (folder / COPY).is_file() else b""
        if sound_header(copy) is None:
            raise _damaged(folder)
        write_in_one_step(folder / NAME, copy)


def _damaged(folder: Path) -> DamagedVault:
    copy = None
    with contextlib.suppress(OSError):
        copy = sound_header(_content(folder / COPY))
    what = (
        f"The file {NAME} of the vault “{folder.name}” is damaged or missing, so the vault "
        "cannot be unlocked as it is. The records themselves were not touched, and nothing was "
        "changed."
    )
    if copy is None:
        return DamagedVault(
            f"{what} Keep the folder as it is, and put back a backup, or ask whoever looks after "
            "this computer."
        )
    return HeaderLost(f"{what} A good copy of it lies beside it, which can take its place.")
