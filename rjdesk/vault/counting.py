"""The counts: figures that outlive a case, sealed by anybody for those who report them (7A).

Each row is sealed to a public key (HPKE), stands by itself and says no time. It is signed by a key
that only holders of its case's record can derive, so that nobody else changes what was counted;
of several rows of one key the one with the highest number counts. Whoever holds the stream (who
holds an office) opens them all; how many there ought to be, the coalition's line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from rjdesk.process.authority import CountsBegun, HoldGiven, HoldTaken, StreamId
from rjdesk.process.held import Holds
from rjdesk.process.holds import epoch_of
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.counted import CountsHere, count_row
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import Row, new_stream
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.seals import (
    StreamKey,
    UnopenedError,
    commitment,
    context,
    derived,
    padded,
    sign,
    signed_by,
    unpadded,
    unwrap,
    wrap,
)

_NAMES = "SELECT id FROM entries WHERE stream = ?"


class _Count(msgspec.Struct, frozen=True, array_like=True):
    """What is sealed in a row: whose it is, which of several, the figures, the signature."""

    key: bytes
    n: int
    figures: bytes
    signature: bytes


class Counts:
    """The counts of a vault, as one member begins, gives, writes and reads them."""

    def __init__(self, database: Database, journals: Journals, me: SigningKey) -> None:
        self._database, self._journals, self._me = database, journals, me

    def see_to(self, pen: Pen) -> None:
        """See that those who hold an office can open the counts, and nobody else.

        Whoever holds an office begins them, also where nobody holds them any more; a holder gives
        and takes.
        """
        holds, mine = self._holds, self._holds.keys[self._me.key]
        if holds.founding or mine.member not in holds.standing:
            return
        stream = holds.counts
        lost = stream is not None and not holds.holders(stream)
        if stream is None or lost or (holds.holds(mine.id, stream) and holds.streams[stream].due):
            self._begin(pen, stream or new_stream())
        stream = self._holds.counts
        if stream is None or not self._journals.keys.holds(stream):
            return
        begun = self._holds.begun(stream)
        for key in sorted(self._holds.streams[stream].holders):
            if self._holds.keys[key].member not in self._holds.standing:
                taken = HoldTaken(stream=stream, begun=begun, key=key, cut=())
                pen.authority(taken, self._me, about=stream)
                self._journals.keys.take(stream, key)
        held = self._holds.holders(stream)
        for member in sorted(self._holds.office_holders() - self._holds.leaving() - held):
            theirs = self._holds.key_of(member)
            if theirs is not None:
                given = HoldGiven(stream=stream, begun=begun, key=theirs.id)
                pen.authority(given, self._me, about=stream)
                self._journals.keys.give(stream, theirs)

    def write(self, record: StreamId, first: StreamKey, figures: bytes) -> None:
        """Seal what is counted of a case, as the latest; inside a transaction.

        ``first`` is the first key of its record. Without counts to seal it for, nothing is written.
        """
        stream = self._holds.counts
        if stream is None:
            return
        vault = self._journals.vault
        key = Ed25519PrivateKey.from_private_bytes(derived(first.secret, "count", vault, record))
        public = key.public_key().public_bytes_raw()
        n = 1 + sum(1 for each in self._rows(stream))
        self._seal(
            _Count(public, n, figures, sign(key, _signed(vault, public, n, figures))), stream
        )

    def take_over(self, other: Counts) -> None:
        """Seal anew what a copy counted that began counts of its own; inside a transaction.

        As far as whoever takes the copy in may open it: they hold an office there too.
        """
        stream = self._holds.counts
        if stream is not None and other._holds.counts != stream:
            for count in other._opened():
                if count is not None:
                    self._seal(count, stream)

    def _seal(self, count: _Count, stream: StreamId) -> None:
        """Seal a count under the newest key of the counts."""
        vault, epoch = self._journals.vault, self._holds.streams[stream].epochs[-1][0]
        content = padded(msgspec.msgpack.encode(count))
        sealed = wrap(content, self._holds.counts_public, context("counts", vault, stream, epoch))
        self._lay(count_row(vault, stream, epoch, sealed))

    def compare(self, here: CountsHere) -> list[Row]:
        """Tell this computer what it does not know yet; return what it knows and is not there."""
        known, stream = here.read(), self._holds.counts
        there = self._names(stream) if stream is not None else frozenset()
        if stream is not None and not there <= known.keys():
            rows = {row.id: row for row in self._rows(stream) if self._is_sound(row)}
            if not rows.keys() <= known.keys():
                here.keep({**known, **rows})
        return [row for name, row in known.items() if name not in there]

    def put_back(self, known: Iterable[Row]) -> None:
        """Lay what was counted elsewhere beside what is here; inside a transaction."""
        stream = self._holds.counts
        if stream is None:
            return
        begun = {epoch for epoch, _ in self._holds.streams[stream].epochs}
        for row in known:
            if row.envelope.stream == stream and row.envelope.epoch in begun:
                self._lay(row)

    def read(self) -> list[bytes]:
        """Return the figures of every case that was counted; none for whoever may not open them."""
        latest: dict[bytes, _Count] = {}
        for count in self._opened():
            if count is not None and count.n >= latest.get(count.key, count).n:
                latest[count.key] = count
        return [count.figures for count in latest.values()]

    def unopened(self) -> int:
        """Return how many rows do not open, or are not signed as they must be."""
        return sum(count is None for count in self._opened())

    def _opened(self) -> Iterator[_Count | None]:
        stream = self._holds.counts
        if stream is None or not self._journals.keys.holds(stream):
            return
        for row in self._rows(stream):
            yield self._count_in(row)

    def _count_in(self, row: Row) -> _Count | None:
        vault, stream, epoch = self._journals.vault, row.envelope.stream, row.envelope.epoch
        key = self._journals.keys.key(stream, epoch) if epoch is not None else None
        if key is None or not self._is_sound(row):
            return None
        try:
            content = unwrap(row.sealed, _private(key), context("counts", vault, stream, epoch))
            count = msgspec.msgpack.decode(unpadded(content), type=_Count)
        except (UnopenedError, msgspec.DecodeError):
            return None
        signed = _signed(vault, count.key, count.n, count.figures)
        return count if signed_by(count.key, count.signature, signed) else None

    def _begin(self, pen: Pen, stream: StreamId) -> None:
        key = StreamKey.fresh()
        act = CountsBegun(
            stream=stream,
            public=_private(key).public_key().public_bytes_raw(),
            commitment=commitment(key.secret, self._journals.vault, stream),
        )
        entry, _ = pen.authority(act, self._me, about=stream)
        holders = [self._holds.keys[each] for each in sorted(self._holds.streams[stream].holders)]
        self._journals.keys.put(stream, epoch_of(entry), key, holders)

    def _lay(self, row: Row) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.columns
        )

    def _is_sound(self, row: Row) -> bool:
        return row.is_whole and row.follows_by_hash(self._journals.vault)

    def _names(self, stream: StreamId) -> frozenset[EntryId]:
        ids = self._database.query(_NAMES, (bytes.fromhex(stream),))
        return frozenset(EntryId(name.hex()) for (name,) in ids if isinstance(name, bytes))

    def _rows(self, stream: StreamId) -> list[Row]:
        return self._journals.rows(stream)

    @property
    def _holds(self) -> Holds:
        return self._journals.holds


def _private(key: StreamKey) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(derived(key.secret, "hpke"))


def _signed(vault: str, key: bytes, n: int, figures: bytes) -> bytes:
    return context("count", vault, key, n) + b"\x00" + figures
