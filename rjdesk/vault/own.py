"""What one member keeps for themself alone: how far they verified, summaries, drafts.

Every row is sealed under a key that nobody else has, so that nobody poisons what another reads.
A row about a case names its record, and goes with it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

import msgspec

from rjdesk.desk.ports import DraftKey
from rjdesk.process.authority import KeyId, StreamId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.coalition import VerifiedTo
from rjdesk.vault.database import Database
from rjdesk.vault.seals import ID_BYTES, Key, UnopenedError, context, derived

MARKS = "marks"
SUMMARY = "summary"
DRAFT = "draft"


class ReadSoFar(msgspec.Struct, frozen=True, kw_only=True):
    """How far a member read: they go on from here, and are told where less is there than was.

    ``n`` counts how often they were written. ``anchored`` says that a line of theirs lies
    outside the vault, on the computer where these were written. ``streams`` are the last rows of
    every stream, held or not, with their depths: whether they are still there is asked at the
    door. ``verified`` are the tips of those lines alone that the member read, up to which every
    signature was verified. ``latest`` is when this member recorded something last.
    """

    n: int = 0
    anchored: bool = False
    vault_epoch: int = 1
    coalition: VerifiedTo | None = None
    streams: dict[StreamId, tuple[EntryId, int]] = {}
    verified: dict[StreamId, EntryId] = {}
    latest: datetime | None = None


class OwnRow(msgspec.Struct, frozen=True, array_like=True):
    """One row, opened: what kind it is of, and what it keeps."""

    kind: str
    content: bytes


class KeptDraft(msgspec.Struct, frozen=True, array_like=True):
    """A draft as it is kept; ``saved`` counts up, so that the latest is known."""

    key: DraftKey
    saved: int
    content: bytes


class OwnRows:
    """The rows of one member."""

    def __init__(self, database: Database, vault: str, key: KeyId, own: bytes) -> None:
        self._database = database
        self._vault = vault
        self._key = bytes.fromhex(key)
        self._own = own
        self._sealing = Key(derived(own, "row"))

    def name(self, *parts: str) -> bytes:
        """Return a name that only this member connects with ``parts``."""
        return derived(self._own, "name", *parts)[:ID_BYTES]

    def put(self, name: bytes, row: OwnRow, stream: StreamId | None = None) -> None:
        """Keep a row in the place of the former one of its name; inside a transaction."""
        sealed = self._sealing.seal(msgspec.msgpack.encode(row), self._about(name))
        about = bytes.fromhex(stream) if stream else None
        self._database.execute(
            "INSERT OR REPLACE INTO own VALUES (?, ?, ?, ?)", (self._key, name, about, sealed)
        )

    def get(self, name: bytes) -> OwnRow | None:
        """Return the row of a name, or None; raises UnopenedError for one that does not open."""
        rows = self._database.query(
            "SELECT sealed FROM own WHERE key = ? AND name = ?", (self._key, name)
        )
        return self._opened(name, rows[0][0]) if rows else None

    def drop(self, name: bytes) -> None:
        """Remove a row; none is fine. Inside a transaction."""
        self._database.execute("DELETE FROM own WHERE key = ? AND name = ?", (self._key, name))

    def rename(self, name: bytes, to: bytes) -> None:
        """Give a row a name that nobody asks for, so that it is kept as it is."""
        self._database.execute(
            "UPDATE own SET name = ? WHERE key = ? AND name = ?", (to, self._key, name)
        )

    def every(self, kind: str) -> list[bytes]:
        """Return the content of every row of a kind that opens."""
        return [row.content for row in self._each() if row is not None and row.kind == kind]

    def move_drafts(self, to: OwnRows) -> None:
        """Seal the drafts for other keys of the same member, and let all rows of these go."""
        for name, stream, sealed in self._database.query(
            "SELECT name, stream, sealed FROM own WHERE key = ?", (self._key,)
        ):
            with contextlib.suppress(UnopenedError):
                row = self._opened(name, sealed)
                if row.kind == DRAFT:
                    draft = msgspec.msgpack.decode(row.content, type=KeptDraft)
                    of_case = StreamId(stream.hex()) if isinstance(stream, bytes) else None
                    to.put(to.draft_name(draft.key), row, of_case)
        self._database.execute("DELETE FROM own WHERE key = ?", (self._key,))

    def draft_name(self, key: DraftKey) -> bytes:
        """Return the name of a draft's row."""
        return self.name(DRAFT, key.case or "", key.journey)

    def unopened(self) -> int:
        """Return how many rows do not open."""
        return sum(row is None for row in self._each())

    def _each(self) -> Iterator[OwnRow | None]:
        for name, sealed in self._database.pages(
            "SELECT name, sealed FROM own WHERE key = ? AND name > ? ORDER BY name",
            (self._key,),
            (b"",),
        ):
            try:
                yield self._opened(name, sealed)
            except UnopenedError:
                yield None

    def _opened(self, name: bytes, sealed: object) -> OwnRow:
        content = self._sealing.open(sealed, self._about(name))
        try:
            return msgspec.msgpack.decode(content, type=OwnRow)
        except msgspec.DecodeError:
            raise UnopenedError from None

    def _about(self, name: bytes) -> bytes:
        return context("own", self._vault, self._key, name)


def read_marks(rows: OwnRows) -> ReadSoFar:
    """Return how far a member read; nothing, where that was never kept or does not open."""
    try:
        row = rows.get(rows.name(MARKS))
        return msgspec.msgpack.decode(row.content, type=ReadSoFar) if row else ReadSoFar()
    except (UnopenedError, msgspec.DecodeError):
        return ReadSoFar()


def keep_marks(rows: OwnRows, marks: ReadSoFar) -> None:
    """Keep how far a member read; inside a transaction."""
    rows.put(rows.name(MARKS), OwnRow(MARKS, msgspec.msgpack.encode(marks)))
