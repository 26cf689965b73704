"""The bytes of papers and documents, kept beside the journals that tell of them."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.authority import COALITION, EpochId, StreamId
from rjdesk.process.kernel.event import CaseId
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import record_of, stream_bytes
from rjdesk.vault.seals import ID_BYTES, StreamKey, UnopenedError, context, derived, digest
from rjdesk.vault.streams import StreamKeys
from rjdesk.vault.troubles import UnreadableItem, not_held

UNOPENED = (
    "This paper as it was printed cannot be opened any more. It is kept as it is, and nothing else "
    "is lost. Print the next version and sign that."
)


class Papers:
    """Papers, each sealed under a key of its case's record, and named so that only holders know.

    Those of no case are the documents of the library, which every member reads: what seals the
    database seals them.
    """

    def __init__(self, database: Database, vault: str, streams: StreamKeys) -> None:
        self._database = database
        self._vault = vault
        self._streams = streams

    def keep(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep a paper, the latest under a name; inside a transaction. Raises NotHeld."""
        if case is None:
            self._insert(_of_the_library(paper), COALITION, None, content)
            return
        record = record_of(case)
        newest = self._streams.newest(record)
        if newest is None:
            raise not_held()
        epoch, key = newest
        name = _named(key, paper)
        sealed = key.blobs.seal(content, self._about(record, epoch, name))
        self._insert(name, record, epoch, sealed)

    def drop(self, case: CaseId | None, paper: str) -> None:
        """Remove a paper, whatever key it is sealed under; inside a transaction."""
        names = [_of_the_library(paper)]
        if case is not None:
            names = [_named(key, paper) for _, key in self._keys(record_of(case))]
        for name in names:
            self._database.execute("DELETE FROM blobs WHERE id = ?", (name,))

    def read(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return a paper, or None when there is none or the case is not held.

        Raises UnreadableItem for one whose seal does not open.
        """
        if case is None:
            rows = self._rows(_of_the_library(paper))
            return rows[0] if rows and isinstance(rows[0], bytes) else None
        record = record_of(case)
        for epoch, key in self._keys(record):
            name = _named(key, paper)
            for sealed in self._rows(name):
                try:
                    return key.blobs.open(sealed, self._about(record, epoch, name))
                except UnopenedError:
                    raise UnreadableItem(UNOPENED) from None
        return None

    def unopened(self, record: StreamId) -> int:
        """Return how many papers of a record that is held do not open."""
        count = 0
        for name, epoch, sealed in self._database.query(
            "SELECT id, epoch, sealed FROM blobs WHERE stream = ?", (stream_bytes(record),)
        ):
            of = EpochId(epoch.hex() if isinstance(epoch, bytes) else "")
            count += not self._opens(record, of, name, sealed)
        return count

    def _opens(self, record: StreamId, epoch: EpochId, name: bytes, sealed: object) -> bool:
        key = self._streams.key(record, epoch)
        if key is None:
            return False
        try:
            key.blobs.open(sealed, self._about(record, epoch, name))
        except UnopenedError:
            return False
        return True

    def _keys(self, record: StreamId) -> Iterator[tuple[EpochId, StreamKey]]:
        for epoch in self._streams.epochs(record):
            if (key := self._streams.key(record, epoch)) is not None:
                yield epoch, key

    def _rows(self, name: bytes) -> list[object]:
        rows = self._database.query("SELECT sealed FROM blobs WHERE id = ?", (name,))
        return [sealed for (sealed,) in rows]

    def _insert(self, name: bytes, stream: StreamId, epoch: EpochId | None, sealed: bytes) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?)",
            (name, stream_bytes(stream), bytes.fromhex(epoch) if epoch else None, sealed),
        )

    def _about(self, stream: StreamId, epoch: EpochId, name: bytes) -> bytes:
        return context("blob", self._vault, stream, epoch, name)


def _named(key: StreamKey, paper: str) -> bytes:
    return derived(key.secret, "paper", paper)[:ID_BYTES]


def _of_the_library(document: str) -> bytes:
    return digest(context("document", document))[:ID_BYTES]
