"""Which cases of a vault were destroyed, kept outside it on each computer (RC-147).

A backup, or a copy of the folder, still holds what was destroyed since. Where this computer knows
the tombstone, the case is closed as soon as such a copy is opened, and destroyed in it with the
first thing that is written. A tombstone names nobody and bears no date.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from rjdesk.process.authority import Stream16, StreamId
from rjdesk.vault.state_file import StateFile
from rjdesk.vault.tombs import Grave, tombstone_of

MOST_BYTES = 4 * 1024 * 1024


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    record: Stream16
    proof: bytes
    signs: tuple[bytes, ...]


class Gone:
    """The tombstones of one vault that this computer knows, in a file a line each."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing."""
        self._file = StateFile(folder, vault, "gone", MOST_BYTES)

    def read(self) -> dict[StreamId, Grave]:
        """Return them by record; what cannot be read is not there."""
        return {
            line.record: Grave(tombstone, line.signs)
            for line in self._file.read(_Line)
            if (tombstone := tombstone_of(line.proof)) is not None
        }

    def keep(self, graves: Mapping[StreamId, Grave]) -> None:
        """Keep these, in the place of others of the same cases. A full disk is no fault."""
        before = self.read()
        now = {**before, **graves}
        if now != before:
            self._file.write(
                _Line(record, msgspec.msgpack.encode(each.tombstone), each.signs)
                for record, each in now.items()
            )
