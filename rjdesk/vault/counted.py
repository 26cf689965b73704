"""What was counted in a vault, kept outside it on each computer as it lies sealed in the vault.

A backup from before a case was counted has no count of it, and the case may be destroyed in it: so
what this computer knows is laid back. The rows lie in the order of their ids, and none says of
which case it is; whoever could open them in the vault can open them here, and nobody else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from rjdesk.process.authority import EpochId, Stream16
from rjdesk.vault.envelope import Envelope, Row
from rjdesk.vault.seals import digest
from rjdesk.vault.writing import make_folder, write_in_one_step

MOST_BYTES = 16 * 1024 * 1024


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stream: Stream16
    epoch: Stream16
    sealed: bytes


class CountsHere:
    """The rows of counts of one vault that this computer knows, in a file a line each."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing."""
        self._file = folder / f"{vault[:32]}.counted" if folder else None
        self._vault = vault

    def read(self) -> list[Row]:
        """Return them in the order of their ids; what cannot be read is not there."""
        if self._file is None:
            return []
        try:
            with self._file.open("rb") as file:
                lines = file.read(MOST_BYTES).splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                kept = msgspec.json.decode(line, type=_Line)
                found.append(count_row(self._vault, kept.stream, EpochId(kept.epoch), kept.sealed))
        return found

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep these beside those that were known before. A full disk is no fault."""
        before = {row.id: row for row in self.read()}
        now = {**before, **{row.id: row for row in rows if row.is_whole and row.envelope.epoch}}
        if self._file is None or now.keys() == before.keys():
            return
        content = b"".join(
            msgspec.json.encode(
                {
                    "stream": row.envelope.stream,
                    "epoch": row.envelope.epoch,
                    "sealed": row.sealed,
                }
            )
            + b"\n"
            for _, row in sorted(now.items())
        )
        with contextlib.suppress(OSError):
            make_folder(self._file.parent)
            write_in_one_step(self._file, content)


def count_row(vault: str, stream: Stream16, epoch: EpochId, sealed: bytes) -> Row:
    """Return a row of counts, which stands by itself and is about no case."""
    envelope = Envelope(stream=stream, about=None, epoch=epoch, parents=(), depth=1)
    sealed_hash = digest(sealed)
    return Row(envelope.id(vault, sealed_hash), envelope, sealed_hash, sealed)
