"""The keys of the streams, as one member holds them.

A key in a slot is used only where the coalition's line says that this member holds the stream,
and where the key is the one whose hash began the epoch. So whoever puts a key into a slot gives
nothing by it, and whoever puts an old slot back is no holder again (``FORMAT.md``).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable

from rjdesk.process.authority import EpochId, KeyId, StreamId
from rjdesk.process.held import Holds, MemberKey
from rjdesk.vault.database import Database
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import StreamKey, UnopenedError, commitment, context, unwrap, wrap


class StreamKeys:
    """The stream keys of the unlocked member, opened when they are first needed."""

    def __init__(
        self, database: Database, vault: str, keys: MemberKeys, holds: Callable[[], Holds]
    ) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._me = keys.id
        self._holds = holds
        self._opened: dict[tuple[StreamId, EpochId], StreamKey | None] = {}

    def holds(self, stream: StreamId) -> bool:
        """Whether the member holds a stream."""
        return self._holds().holds(self._me, stream)

    def key(self, stream: StreamId, epoch: EpochId) -> StreamKey | None:
        """Return the key of an epoch, or None where it is not held or no good."""
        if not self.holds(stream):
            return None
        if (stream, epoch) not in self._opened:
            self._opened[stream, epoch] = self._in_slot(stream, epoch)
        return self._opened[stream, epoch]

    def newest(self, stream: StreamId) -> tuple[EpochId, StreamKey] | None:
        """Return the newest epoch of a stream and its key, or None where it is not there."""
        held = self._holds().streams.get(stream)
        if held is None or not held.epochs:
            return None
        epoch = held.epochs[-1][0]
        key = self.key(stream, epoch)
        return (epoch, key) if key else None

    def epochs(self, stream: StreamId) -> tuple[EpochId, ...]:
        """Return the epochs that the holders of a stream were given, the newest first."""
        held = self._holds().streams.get(stream)
        return tuple(epoch for epoch, _ in reversed(held.epochs[held.first :])) if held else ()

    def put(
        self, stream: StreamId, epoch: EpochId, key: StreamKey, to: Iterable[MemberKey]
    ) -> None:
        """Wrap the key of an epoch for some; inside a transaction."""
        for each in to:
            wrapped = wrap(key.secret, each.hpke, self._about(stream, epoch, each.id))
            self._database.execute(
                "INSERT OR REPLACE INTO slots VALUES (?, ?, ?, ?)",
                (bytes.fromhex(stream), bytes.fromhex(epoch), bytes.fromhex(each.id), wrapped),
            )
            if each.id == self._me:
                self._opened[stream, epoch] = key

    def give(self, stream: StreamId, to: MemberKey) -> None:
        """Wrap the keys of every epoch of a stream that is held; inside a transaction."""
        for epoch in self.epochs(stream):
            if (key := self.key(stream, epoch)) is not None:
                self.put(stream, epoch, key, [to])

    def take(self, stream: StreamId, key: KeyId) -> None:
        """Remove the slots of a key; inside a transaction."""
        self._database.execute(
            "DELETE FROM slots WHERE stream = ? AND key = ?",
            (bytes.fromhex(stream), bytes.fromhex(key)),
        )

    def forget_stream(self, stream: StreamId) -> None:
        """Drop the keys of a stream that is no more."""
        for kept in [each for each in self._opened if each[0] == stream]:
            del self._opened[kept]

    def forget(self) -> None:
        """Drop every key; they are read again when they are next needed."""
        self._opened.clear()

    def _in_slot(self, stream: StreamId, epoch: EpochId) -> StreamKey | None:
        known = self._holds().commitment(stream, epoch)
        rows = self._database.query(
            "SELECT wrapped FROM slots WHERE stream = ? AND epoch = ? AND key = ?",
            (bytes.fromhex(stream), bytes.fromhex(epoch), bytes.fromhex(self._me)),
        )
        if known is None or not rows:
            return None
        try:
            secret = unwrap(rows[0][0], self._keys.private, self._about(stream, epoch, self._me))
        except UnopenedError:
            return None
        if not hmac.compare_digest(commitment(secret, self._vault, stream), known):
            return None
        return StreamKey(secret)

    def _about(self, stream: StreamId, epoch: EpochId, key: KeyId) -> bytes:
        return context("slot", self._vault, stream, epoch, key)
