"""The anchor: what each member saw last, kept outside the vault on each computer.

A file that was put back as it was, a tail that was cut off, a line that was begun anew: of these
nothing in the vault itself can tell. So every session writes one signed line of its own beside the
program's state, and checks the lines of everybody who ever sat at this computer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.process.authority import KeyId, StreamId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.seals import context, digest, sign, signed_by
from rjdesk.vault.writing import write_in_one_step

MOST_BYTES = 1024 * 1024


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one key saw when its last session ended.

    ``n`` is that of its marks, ``tip`` that of the coalition's line, ``tips`` the hash over those
    of all streams.
    """

    key: KeyId
    n: int
    tip: EntryId
    epoch: int
    generation: int
    tips: str
    signature: bytes = b""

    def signed(self, vault: str) -> bytes:
        """Return what its key signs."""
        return context(
            "anchor", vault, self.key, self.n, self.tip, self.epoch, self.generation, self.tips
        )

    def by(self, signing: Ed25519PrivateKey, vault: str) -> Anchor:
        """Return the line with its signature."""
        return msgspec.structs.replace(self, signature=sign(signing, self.signed(vault)))

    def is_signed(self, vault: str, verifying: bytes) -> bool:
        """Whether its key signed it."""
        return signed_by(verifying, self.signature, self.signed(vault))


class Anchors:
    """The lines of all members who sat at this computer, in a file outside the vault."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing."""
        self._file = folder / f"{vault[:32]}.anchor" if folder else None
        self._vault = vault

    @property
    def kept(self) -> bool:
        """Whether lines are kept at all."""
        return self._file is not None

    def read(self) -> dict[KeyId, Anchor]:
        """Return the lines by key; what cannot be read is not there."""
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                lines = file.read(MOST_BYTES).splitlines()
        except OSError:
            return {}
        found: dict[KeyId, Anchor] = {}
        for line in lines:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                anchor = msgspec.json.decode(line, type=Anchor)
                found[anchor.key] = anchor
        return found

    def clear(self) -> None:
        """Take all lines away, for a vault that counts from here on as it is."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.unlink(missing_ok=True)

    def write(self, anchor: Anchor) -> bool:
        """Put a line in the place of the former one of its key; return whether that went well.

        A disk that is full or write-protected is no fault.
        """
        if self._file is None:
            return False
        lines = self.read()
        lines.pop(anchor.key, None)
        lines[anchor.key] = anchor  # the newest stands last
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in lines.values())
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_in_one_step(self._file, content)
        except OSError:
            return False
        return True


def hash_of(tips: Mapping[StreamId, tuple[EntryId, int]]) -> str:
    """Return the hash over the tips of all streams."""
    return digest(context("tips", *sorted(tip for tip, _ in tips.values()))).hex()
