"""What was counted in a vault, kept outside it on each computer as it lies sealed in the vault.

A backup from before a case was counted has no count of it, and the case may be destroyed in it: so
what this computer knows is laid back. The rows lie in the order of their ids, and none says of
which case it is; whoever could open them in the vault can open them here, and nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from rjdesk.process.authority import EpochId, Stream16
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.envelope import Envelope, Row
from rjdesk.vault.seals import digest
from rjdesk.vault.state_file import StateFile

MOST_BYTES = 16 * 1024 * 1024


Epoch16 = Annotated[EpochId, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stream: Stream16
    epoch: Epoch16
    sealed: bytes


class CountsHere:
    """The rows of counts of one vault that this computer knows, in a file a line each."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing."""
        self._file = StateFile(folder, vault, "counted", MOST_BYTES)
        self._vault = vault

    def read(self) -> dict[EntryId, Row]:
        """Return them by their ids; what cannot be read is not there."""
        rows = (
            count_row(self._vault, line.stream, line.epoch, line.sealed)
            for line in self._file.read(_Line)
        )
        return {row.id: row for row in rows}

    def keep(self, rows: Mapping[EntryId, Row]) -> None:
        """Keep these and no others, in the order of their ids. A full disk is no fault."""
        self._file.write(
            _Line(row.envelope.stream, row.envelope.epoch, row.sealed)
            for _, row in sorted(rows.items())
            if row.envelope.epoch is not None and isinstance(row.sealed, bytes)
        )


def count_row(vault: str, stream: Stream16, epoch: EpochId, sealed: bytes) -> Row:
    """Return a row of counts, which stands by itself and is about no case."""
    envelope = Envelope(stream=stream, about=None, epoch=epoch, parents=(), depth=1)
    sealed_hash = digest(sealed)
    return Row(envelope.id(vault, sealed_hash), envelope, sealed_hash, sealed)
