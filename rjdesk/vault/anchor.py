"""The anchor: what each member saw last, kept outside the vault on each computer.

A file that was put back as it was, a tail that was cut off, a line that was begun anew: of these
nothing in the vault itself can tell. So every session writes one signed line of its own beside the
program's state, and checks the lines of everybody who ever sat at this computer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.process.authority import KeyId, StreamId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.keyring import Keyring
from rjdesk.vault.seals import context, digest, sign, signed_by
from rjdesk.vault.state_file import StateFile, lines_in

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
    """The lines of all members who sat at this computer, outside the vault.

    They lie in a file. The keyring has a copy, where there is one: a file that somebody deleted or
    put back is not all that remembers.
    """

    def __init__(self, folder: Path | None, vault: str, keyring: Keyring | None = None) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing, nor a copy of it."""
        self._file = StateFile(folder, vault, "anchor", MOST_BYTES)
        self._vault = vault
        self._keyring = keyring if folder else None
        self._copy: dict[KeyId, Anchor] | None = None  # until the keyring is asked

    @property
    def kept(self) -> bool:
        """Whether lines are kept at all."""
        return self._file.path is not None

    @property
    def is_file_behind(self) -> bool:
        """Whether the keyring knows a line that the file has not, or not as new."""
        file = self._of_file()
        return any(_counts(line, file.get(key)) for key, line in self._of_keyring().items())

    def read(self) -> dict[KeyId, Anchor]:
        """Return the lines by key, the newest last; what cannot be read is not there."""
        return _together(self._of_file(), self._of_keyring())

    def is_noted(self, key: KeyId) -> bool:
        """Whether the file has a line of that key, whatever the keyring may know."""
        return key in self._of_file()

    def clear(self) -> None:
        """Take all lines away, for a vault that counts from here on as it is.

        A keyring that is locked or does not answer keeps its own, until a line is written there.
        """
        self._file.clear()
        if self._keyring is not None:
            self._keyring.clear(self._vault)
            self._copy = {}

    def write(self, anchor: Anchor, *, alone: bool = False) -> bool:
        """Put a line in the place of the former one of its key; return whether that went well.

        ``alone`` takes all others away in the same step.

        A disk that is full or write-protected is no fault. What the keyring does about it is not
        waited for (``leave``).
        """
        lines = {} if alone else self.read()
        lines.pop(anchor.key, None)
        lines[anchor.key] = anchor  # the newest stands last
        return self._file.write(lines.values()) and self._put_in_keyring(lines)

    def mend(self) -> None:
        """Bring file and keyring together again, where one of them lost what the other has."""
        file, copy = self._of_file(), self._of_keyring()
        lines = _together(file, copy)
        is_whole = list(lines.values()) == list(file.values()) or self._file.write(lines.values())
        if is_whole and list(lines.values())[-1:] != list(copy.values())[-1:]:
            self._put_in_keyring(lines)

    def leave(self) -> None:
        """Wait for the keyring, as long as it is waited for, to have what was written."""
        if self._keyring is not None:
            self._keyring.leave()

    def _of_file(self) -> dict[KeyId, Anchor]:
        return _by_key(self._file.read(Anchor))

    def _of_keyring(self) -> dict[KeyId, Anchor]:
        """Return what the keyring has, which is asked once: nobody else writes there meanwhile."""
        if self._copy is None:
            held = self._keyring.read(self._vault) if self._keyring is not None else ""
            content = held.encode(errors="replace")[:MOST_BYTES]
            self._copy = _by_key(lines_in(content, Anchor))
        return self._copy

    def _put_in_keyring(self, lines: Mapping[KeyId, Anchor]) -> bool:
        """Hand a copy of what stands in the file to the keyring; that always goes well."""
        if self._keyring is not None:
            spelled = [msgspec.json.encode(line).decode() for line in lines.values()]
            self._keyring.write(self._vault, spelled)
            self._copy = dict(lines)
        return True


def _by_key(lines: Iterable[Anchor]) -> dict[KeyId, Anchor]:
    return {line.key: line for line in lines}


def _counts(copy: Anchor, line: Anchor | None) -> bool:
    """Whether the line of a key in the keyring is newer than the one in the file."""
    return line is None or copy.n > line.n


def _together(file: dict[KeyId, Anchor], copy: dict[KeyId, Anchor]) -> dict[KeyId, Anchor]:
    """Return the newer line of each key.

    They stand as in the file. What is missing there stands before them; but where the last one of
    the keyring is newer than the file has it, nothing newer is known, and it stands last.
    """
    newer = {key: line for key, line in copy.items() if _counts(line, file.get(key))}
    missing = {key: line for key, line in newer.items() if key not in file}
    lines = missing | {key: newer.get(key, line) for key, line in file.items()}
    last = next(reversed(copy), None)
    if last is not None and last in newer:
        lines[last] = lines.pop(last)
    return lines


def hash_of(tips: Mapping[StreamId, tuple[EntryId, int]]) -> str:
    """Return the hash over the tips of all streams."""
    return digest(context("tips", *sorted(tip for tip, _ in tips.values()))).hex()
