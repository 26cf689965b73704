"""The table of entries: every stream's line, read once and grown by what is written.

``Pen`` writes entries of one transaction; ``Journals`` reads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.process.authority import COALITION, Authority, EpochId, KeyId, StreamId
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.kernel.event import BatchId, Entry, EntryId, Event
from rjdesk.vault.coalition import CoalitionLine, VerifiedTo, read_coalition
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import (
    Envelope,
    Row,
    body_of,
    row_of,
    stream_bytes,
    stream_named,
    written_content,
)
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.line import Place, StreamLine, ancestors
from rjdesk.vault.seals import Key, digest, sign
from rjdesk.vault.standing import no_office
from rjdesk.vault.stream import CaseStream
from rjdesk.vault.streams import StreamKeys
from rjdesk.vault.tombs import Grave, bury, read_tombstones
from rjdesk.vault.troubles import not_held


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Who signs: a key by its name, and its private half."""

    key: KeyId
    private: Ed25519PrivateKey

    @classmethod
    def of(cls, keys: MemberKeys) -> SigningKey:
        """Return the signer that a member's keys make."""
        return cls(keys.id, keys.signing)


@dataclass(frozen=True, slots=True)
class RecordedAt:
    """What is recorded together: the moment, and the batch."""

    at: datetime
    batch: BatchId


_OF_ITS_KIND = (
    "typeof(id) = 'blob' AND typeof(stream) = 'blob' AND typeof(parents) = 'blob'"
    " AND typeof(depth) = 'integer' AND typeof(sealed) IN ('blob', 'null')"
)
"""What the tables demand of a row, and what nobody has seen to who rewrote the tables."""
_COLUMNS = "id, stream, about, epoch, parents, depth, sealed_hash, sealed"
_UNSEALED = (
    "SELECT id, stream, about, epoch, parents, depth, sealed_hash, NULL FROM entries WHERE id IN"
)
_AT_ONCE = 500
"""For how many rows one question asks."""
_ROW = f"SELECT {_COLUMNS} FROM entries WHERE id = ?"  # noqa: S608 - our own words
_ROWS = (
    f"SELECT depth, id, {_COLUMNS} FROM entries"  # noqa: S608 - our own words
    f" WHERE stream = ? AND (depth, id) > (?, ?) AND {_OF_ITS_KIND} ORDER BY depth, id"
)
_TIPS = (
    f"SELECT stream, id, max(depth) FROM entries WHERE {_OF_ITS_KIND}"  # noqa: S608 - our own words
    " GROUP BY stream ORDER BY stream"
)

_ABOUT = f"SELECT DISTINCT stream FROM entries WHERE about = ? AND {_OF_ITS_KIND}"  # noqa: S608 - our own words


class Journals:
    """Every line of a vault, as far as one member reads it."""

    def __init__(
        self,
        database: Database,
        vault: str,
        keys: MemberKeys,
        mark: VerifiedTo | None = None,
        verified: Mapping[StreamId, EntryId] = MappingProxyType({}),
        gone: Mapping[StreamId, Grave] = MappingProxyType({}),
    ) -> None:
        """``gone`` are the tombstones that are known from outside the vault."""
        self._database = database
        self.vault = vault
        self._verified = verified
        self._mark, self._gone = mark, gone
        self._to_bury: list[StreamId] | None = None
        self._deepest: dict[StreamId, tuple[EntryId, int]] | None = None
        self._coalition: CoalitionLine | None = None
        self._read: dict[StreamId, CaseStream] = {}
        self._hints: Collection[EntryId] = ()
        self._examining = False
        self.keys = StreamKeys(database, vault, keys, lambda: self.holds)

    @property
    def coalition(self) -> CoalitionLine:
        """The coalition's line."""
        if self._coalition is None:
            rows = self.rows(COALITION)
            self._coalition = read_coalition(
                self.vault,
                rows,
                self._mark,
                self._hints,
                over_holes=self._examining,
                tombstones=read_tombstones(self._database),
                gone=self._gone,
            )
        return self._coalition

    def to_bury(self) -> list[StreamId]:
        """Return which cases this computer knows to be destroyed, and lie in this copy."""
        if self._to_bury is None:
            there = read_tombstones(self._database) if self._gone else {}
            self._to_bury = [
                record
                for record in sorted(self._gone.keys() & self.coalition.buried.keys())
                if there.get(record) != self._gone[record].tombstone and self._lies_here(record)
            ]
        return self._to_bury

    def _lies_here(self, record: StreamId) -> bool:
        lies = (
            "SELECT 1 FROM entries WHERE about = ? AND stream != ? AND sealed IS NOT NULL LIMIT 1"
        )
        return bool(self._database.query(lies, (bytes.fromhex(record), stream_bytes(COALITION))))

    def bury_again(self) -> int:
        """Destroy what is known to be destroyed and lies in this copy; inside a transaction.

        Return how many cases that was.
        """
        again, self._to_bury = self.to_bury(), []
        for record in again:
            stone = self._gone[record].tombstone
            good = stone.is_good(record, self.vault, self.holds)
            bury(self._database, record, self.coalition.buried[record], stone if good else None)
        return len(again)

    def let_go(self, record: StreamId) -> None:
        """Let a case go that was destroyed just now, and read nothing again for it."""
        stone = read_tombstones(self._database)[record]
        self.coalition.let_go(record, emptied=bool(stone.preimage))
        for stream in self.coalition.buried[record]:
            self._read.pop(stream, None)
            self.keys.forget_stream(stream)

    def examine(self) -> None:
        """Read on over every hole: not to obey what stands behind it, but to tell of it."""
        self._examining = True

    def hinted(self, tips: Collection[EntryId]) -> None:
        """Note which tips of the coalition's line other members saw, before it is read."""
        self._hints = tips

    @property
    def holds(self) -> Holds:
        """Who holds what now."""
        return self.coalition.holds

    def stream(self, stream: StreamId) -> CaseStream | None:
        """Return the line of a case's stream, or None where it is not held."""
        if not self.keys.holds(stream):
            return None
        if stream not in self._read:
            reading = CaseStream(
                self.vault, stream, self.holds,
                lambda epoch: self.keys.key(stream, epoch), self._has_entry,
            )  # fmt: skip
            reading.read(self.rows(stream), self._verified.get(stream))
            self._read[stream] = reading
        return self._read[stream]

    def rows(self, stream: StreamId) -> list[Row]:
        """Return every row of a stream, whatever it holds."""
        found = self._database.pages(_ROWS, (stream_bytes(stream),), (0, b""))
        return [row_of(columns) for _, _, *columns in found]

    def tips(self) -> dict[StreamId, tuple[EntryId, int]]:
        """Return the deepest row of every stream that was begun; what was read, at its line's tip.

        Rows that are no rows of this format count for nothing, whoever put them there.
        """
        begun = {COALITION, *self.holds.streams} - {self.holds.counts}
        tips = {stream: tip for stream, tip in self._of_the_tables().items() if stream in begun}
        lines = {stream: reading.line for stream, reading in self._read.items()}
        lines[COALITION] = self.coalition.line
        for stream, line in lines.items():
            if line.tip is not None:
                tips[stream] = (line.tip, line.depth)
        return tips

    def _of_the_tables(self) -> dict[StreamId, tuple[EntryId, int]]:
        """Return the deepest row of every stream, where it goes on.

        It is asked once: nobody else writes while this is open.
        """
        if self._deepest is None:
            self._deepest = {
                stream_named(stream): (EntryId(name.hex()), depth)
                for stream, name, depth in self._database.query(_TIPS)
            }
            for stream, held in self.holds.streams.items():
                if held.joints and (tip := self._goes_on(stream, held.joints)) is not None:
                    self._deepest[stream] = tip
        return self._deepest

    def _goes_on(
        self, stream: StreamId, joints: Collection[tuple[EntryId, EntryId]]
    ) -> tuple[EntryId, int] | None:
        """Return the deepest row of a stream that grew in two copies, where it goes on."""
        rows = {row.id: row for row in self.rows(stream)}
        beside = ancestors(rows, [each for _, each in joints])
        deepest = [(r.envelope.depth, r.id) for r in rows.values() if r.id not in beside]
        return max(deepest)[::-1] if deepest else None

    def wrote(self, row: Row) -> None:
        """Note a row that was just written at the end of its line."""
        if self._deepest is not None:
            self._deepest[row.envelope.stream] = (row.id, row.envelope.depth)

    def tips_of(self, stream: StreamId) -> tuple[EntryId, ...]:
        """Return the last entries of a stream, up to which what somebody wrote there counts.

        A holder knows the line. Whoever cannot open it takes every row on which none follows and
        that leads back to a first one: a row that somebody added is then one more, and no less.
        """
        if stream == self.holds.counts:
            return ()  # each row stands by itself
        reading = self._read.get(stream) or self.stream(stream)
        if reading is not None:
            beside = {each for _, each in self.holds.streams[stream].joints}
            return tuple(sorted({*([reading.line.tip] if reading.line.tip else []), *beside}))
        return tuple(self.ends_of(stream))

    def about(self, record: StreamId) -> frozenset[StreamId]:
        """Return the streams of a case that have rows, by what the rows say; also of one buried."""
        found = self._database.query(_ABOUT, (bytes.fromhex(record),))
        return frozenset(stream_named(stream) for (stream,) in found) - {COALITION}

    def ends_of(self, stream: StreamId, but: EntryId | None = None) -> list[EntryId]:
        """Return every row of a stream on which none follows and that leads back to a first one.

        Everybody finds the same, whether they can open the stream or not; ``but`` leaves a row
        out, as if it had not been written.
        """
        reached: dict[EntryId, int] = {}
        followed: set[EntryId] = set()
        for row in self.rows(stream):
            parents, depth = row.envelope.parents, row.envelope.depth
            follows = depth == 1 + (reached.get(parents[0], depth) if parents else 0)
            if row.id != but and len(parents) <= 1 and follows and row.follows_by_hash(self.vault):
                reached[row.id] = depth
                followed.update(parents)
        return sorted(reached.keys() - followed)

    def verified(self) -> dict[StreamId, EntryId]:
        """Return up to which entry each line was verified, now or before."""
        now = {name: reading.verified for name, reading in self._read.items()}
        return {**self._verified, **{name: tip for name, tip in now.items() if tip is not None}}

    def are_missing(self, tips: Mapping[StreamId, EntryId]) -> int:
        """Return for how many streams a row that was their last is not there (``is_there``)."""
        there: set[tuple[StreamId, EntryId]] = set()
        names = list(tips.values())
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            found = self._database.query(f"{_UNSEALED} ({marks})", [bytes.fromhex(n) for n in some])
            rows = map(row_of, found)
            there |= {(r.envelope.stream, r.id) for r in rows if r.follows_by_hash(self.vault)}
        return len(tips.items() - there)

    def is_there(self, entry: EntryId, stream: StreamId | None = None) -> bool:
        """Whether a row is there that is named by its hash, and of that stream, or of any.

        What is in it may be damaged: that closes nothing but itself.
        """
        found = self._database.query(_ROW, (bytes.fromhex(entry),))
        rows = [row_of(columns) for columns in found]
        return any(
            row.follows_by_hash(self.vault) and stream in {None, row.envelope.stream}
            for row in rows
        )

    def forget(self) -> None:
        """Read every line again when it is next needed."""
        self._coalition = self._deepest = self._to_bury = None
        self._read.clear()
        self.keys.forget()

    def forget_stream(self, stream: StreamId) -> None:
        """Let a stream go that is held no more."""
        self._read.pop(stream, None)

    def _has_entry(self, entry: EntryId) -> bool:
        return entry in self.coalition.known


@dataclass(frozen=True, slots=True)
class _Belongs:
    """Where an entry belongs; that of the coalition is sealed by what seals the database."""

    stream: StreamId
    about: StreamId | None
    epoch: EpochId | None = None
    sealing: Key | None = None


class Pen:
    """Writes entries inside one transaction, each at the tip of its line."""

    def __init__(
        self, database: Database, vault: str, journals: Journals, press: RecordedAt
    ) -> None:
        self._database = database
        self._vault = vault
        self._journals = journals
        self._press = press

    def authority(
        self, what: Authority, *signers: SigningKey, about: StreamId | None = None
    ) -> tuple[EntryId, Uncounted | None]:
        """Write an act of authority; return its name, and why it does not count, or None."""
        coalition = self._journals.coalition
        link = self._write(coalition.line, what, signers, _Belongs(COALITION, about))
        return link.row.id, coalition.append(link, what)

    def of_the_coalition(
        self, event: Event, signer: SigningKey, about: StreamId | None = None
    ) -> Entry:
        """Write what a member recorded in the coalition's journal; raises NotHeld."""
        coalition = self._journals.coalition
        link = self._write(coalition.line, event, (signer,), _Belongs(COALITION, about))
        if coalition.append(link, event) is not None:
            raise no_office()
        return coalition.entries[-1]

    def of_a_case(self, stream: StreamId, event: Event, *signers: SigningKey) -> Entry:
        """Write what a member recorded in a stream of a case; raises NotHeld."""
        reading, newest = self._journals.stream(stream), self._journals.keys.newest(stream)
        if reading is None or newest is None:
            raise not_held()
        epoch, key = newest
        record = self._journals.holds.streams[stream].case
        where = _Belongs(stream, record, epoch, key.entries)
        return reading.append(self._write(reading.line, event, signers, where), event)

    def _write(
        self,
        line: StreamLine,
        what: Authority | Event,
        signers: Sequence[SigningKey],
        where: _Belongs,
    ) -> Place:
        """Write an entry at the tip of its line, signed, and sealed where the stream is."""
        envelope = Envelope(
            stream=where.stream,
            about=where.about,
            epoch=where.epoch,
            parents=(line.tip,) if line.tip else (),
            depth=line.depth + 1,
        )
        at = self._press.at
        body = body_of(
            what,
            signers=tuple(each.key for each in signers),
            under=self._journals.coalition.line.tip if where.sealing else None,
            at=what.told_at(at) if isinstance(what, Event) else at,
            batch=self._press.batch,
        )
        inside = msgspec.msgpack.encode(body)
        signed = envelope.signed(self._vault, inside)
        content = written_content(inside, [sign(each.private, signed) for each in signers])
        if where.sealing is not None:
            content = where.sealing.seal(content, envelope.context("entry", self._vault))
        sealed_hash = digest(content)
        row = Row(envelope.id(self._vault, sealed_hash), envelope, sealed_hash, content)
        self._database.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.columns)
        self._journals.wrote(row)
        return Place(row, body)
