"""Which cases of a vault were destroyed, kept outside it on each computer (RC-147).

A backup, or a copy of the folder, still holds what was destroyed since. Where this computer knows
the tombstone, the case is closed as soon as such a copy is opened, and destroyed in it with the
first thing that is written. A tombstone names nobody and bears no date.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from rjdesk.process.authority import Stream16, StreamId
from rjdesk.vault.tombs import Grave, tombstone_of
from rjdesk.vault.writing import make_folder, write_in_one_step

MOST_BYTES = 4 * 1024 * 1024


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    record: Stream16
    proof: bytes
    signs: tuple[bytes, ...]


class Gone:
    """The tombstones of one vault that this computer knows, in a file a line each."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        """``folder`` is where the program keeps its state; None keeps nothing."""
        self._file = folder / f"{vault[:32]}.gone" if folder else None

    def read(self) -> dict[StreamId, Grave]:
        """Return them by record; what cannot be read is not there."""
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                lines = file.read(MOST_BYTES).splitlines()
        except OSError:
            return {}
        found = {}
        for line in lines:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                kept = msgspec.json.decode(line, type=_Line)
                if (tombstone := tombstone_of(kept.proof)) is not None:
                    found[kept.record] = Grave(tombstone, kept.signs)
        return found

    def keep(self, graves: Mapping[StreamId, Grave]) -> None:
        """Keep these, in the place of others of the same cases. A full disk is no fault."""
        before = self.read()
        now = {**before, **graves}
        if self._file is None or now == before:
            return
        lines = (
            _Line(record, msgspec.msgpack.encode(each.tombstone), each.signs)
            for record, each in now.items()
        )
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        with contextlib.suppress(OSError):
            make_folder(self._file.parent)
            write_in_one_step(self._file, content)
