"""The outside of an entry, which names it and what it follows on, and the inside, which is signed.

An entry names its parents by hash, so that its place in its line can neither be moved nor made
up afterwards; no number, stamp or clock decides anything (``FORMAT.md``).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import msgspec

from rjdesk.process.authority import AUTHORITY, COALITION, Authority, EpochId, KeyId, StreamId
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.kernel.event import (
    BatchId,
    CaseId,
    EntryId,
    Event,
    Unreadable,
    Why,
    encode,
)
from rjdesk.vault.seals import HASH_BYTES, SIGNATURE_BYTES, context, digest

MOST_SIGNERS = 2


def record_of(case: CaseId) -> StreamId:
    """Return the stream of a case's record, which is named as the case is.

    A ValueError for an id that is no UUID.
    """
    return StreamId(uuid.UUID(case).hex)


def case_of(record: StreamId) -> CaseId:
    """Return the case of a record."""
    return CaseId(str(uuid.UUID(record)))


def stream_bytes(stream: StreamId) -> bytes:
    """Return a stream as a column of the database holds it."""
    return stream.encode() if stream == COALITION else bytes.fromhex(stream)


def stream_named(column: object) -> StreamId:
    """Return the stream that a column names; what names none is a stream that nobody has."""
    if column == COALITION.encode():
        return COALITION
    return StreamId(column.hex() if isinstance(column, bytes) else "")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where an entry belongs: its stream, the record it is about, epoch, parents and depth.

    The first entry of a stream has no parents and the depth 1; else the depth is one more than
    that of the deepest parent. ``epoch`` is None in the coalition's stream, which every member
    reads.
    """

    stream: StreamId
    about: StreamId | None
    epoch: EpochId | None
    parents: tuple[EntryId, ...]
    depth: int

    def context(self, use: str, vault: str) -> bytes:
        """Return the line of the envelope, for one use.

        The first entry of the coalition names the vault by its own id, which it cannot hold.
        """
        of = "" if self.stream == COALITION and not self.parents else vault
        return context(use, of, self.stream, self.about, self.epoch, self.parents, self.depth)

    def id(self, vault: str, sealed_hash: bytes) -> EntryId:
        """Return the name of the entry that has this envelope and what is sealed in it."""
        return EntryId(digest(self.context("id", vault), sealed_hash).hex())

    def signed(self, vault: str, body: bytes) -> bytes:
        """Return what its members sign."""
        return self.context("sign", vault) + b"\x00" + body


class Body(msgspec.Struct, frozen=True, array_like=True):
    """The inside of an entry, signed as the bytes it is kept in.

    ``signers`` are the keys that signed it, whose it is first; ``under`` the entry of the
    coalition at which the writer stood.
    """

    signers: tuple[KeyId, ...]
    under: EntryId | None
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    on: date
    word_of: str
    batch: BatchId
    tag: str
    version: int
    payload: bytes
    replaces: EntryId | None

    def event(self) -> Authority | Event:
        """Return what it says, as far as this program can read it."""
        kind = AUTHORITY.get(self.tag)
        if kind is None:
            event = CATALOGUE.decode(self.tag, self.version, self.payload, self.on)
            return self._of_a_member(event)
        try:
            if self.version == kind.version:
                return msgspec.json.decode(self.payload, type=kind)
        except (msgspec.DecodeError, RecursionError):
            pass
        # It is of authority, and this program cannot obey what it cannot read.
        return CATALOGUE.decode(f"{self.tag}?", self.version, self.payload, self.on)

    def _of_a_member(self, event: Event) -> Event:
        """Return an event that says the same as the body around it, or that it does not."""
        says = (event.on, event.word_of, event.replaces)
        if isinstance(event, Unreadable) or says == (self.on, self.word_of, self.replaces):
            return event
        return Unreadable(
            on=self.on,
            kept_tag=self.tag,
            kept_version=self.version,
            payload=self.payload,
            why=Why.DAMAGED,
        )


class UnreadBodyError(Exception):
    """The body of an entry is none."""


_read_body = msgspec.msgpack.Decoder(Body).decode


def read_content(content: bytes) -> tuple[Body, bytes, tuple[bytes, ...]]:
    """Return the body of an entry, its bytes and the signatures; raises UnreadBodyError."""
    count = content[0] if content else 0
    start = 1 + count * SIGNATURE_BYTES
    if not 1 <= count <= MOST_SIGNERS or len(content) < start:
        raise UnreadBodyError
    inside = content[start:]
    signatures = tuple(content[n : n + SIGNATURE_BYTES] for n in range(1, start, SIGNATURE_BYTES))
    try:
        body = _read_body(inside)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UnreadBodyError from None
    if len(body.signers) != count:
        raise UnreadBodyError
    return body, inside, signatures


def written_content(inside: bytes, signatures: Sequence[bytes]) -> bytes:
    """Return what is sealed: how many signatures, they, and the body."""
    return bytes([len(signatures)]) + b"".join(signatures) + inside


def body_of(
    what: Authority | Event,
    *,
    signers: tuple[KeyId, ...],
    under: EntryId | None,
    at: datetime,
    batch: BatchId,
) -> Body:
    """Return the body of an entry that is about to be written."""
    at = at.astimezone(UTC)
    if isinstance(what, Authority):
        return Body(
            signers, under, at, at.date(), "", batch,
            what.tag, what.version, msgspec.json.encode(what), None,
        )  # fmt: skip
    tag, version = what.tag, what.version
    if isinstance(what, Unreadable):
        tag, version = what.kept_tag, what.kept_version
    return Body(
        signers, under, at, what.on, what.word_of, batch,
        tag, version, encode(what), what.replaces,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of entries; whatever a column holds, ``envelope`` fits none or it."""

    id: EntryId
    envelope: Envelope
    sealed_hash: bytes
    sealed: object

    def follows_by_hash(self, vault: str) -> bool:
        """Whether the row is named by what it says of itself."""
        return self.envelope.id(vault, self.sealed_hash) == self.id

    @property
    def is_whole(self) -> bool:
        """Whether what is sealed in it is what was sealed."""
        return isinstance(self.sealed, bytes) and digest(self.sealed) == self.sealed_hash

    @property
    def columns(self) -> tuple[object, ...]:
        """The row as the database holds it."""
        envelope = self.envelope
        return (
            bytes.fromhex(self.id),
            stream_bytes(envelope.stream),
            bytes.fromhex(envelope.about) if envelope.about else None,
            bytes.fromhex(envelope.epoch) if envelope.epoch else None,
            b"".join(map(bytes.fromhex, envelope.parents)),
            envelope.depth,
            self.sealed_hash,
            self.sealed,
        )


def row_of(columns: Sequence[object]) -> Row:
    """Return a row of the table; the schema sees to the kinds of its columns."""
    name, stream, about, epoch, parents, depth, sealed_hash, sealed = columns
    return Row(
        id=EntryId(_hex(name)),
        envelope=Envelope(
            stream=stream_named(stream),
            about=StreamId(_hex(about)) if about is not None else None,
            epoch=EpochId(_hex(epoch)) if epoch is not None else None,
            parents=_parents(parents),
            depth=depth if isinstance(depth, int) else 0,
        ),
        sealed_hash=sealed_hash if isinstance(sealed_hash, bytes) else b"",
        sealed=sealed,
    )


def _hex(column: object) -> str:
    return column.hex() if isinstance(column, bytes) else ""


def _parents(column: object) -> tuple[EntryId, ...]:
    joined = column if isinstance(column, bytes) else b""
    if len(joined) == HASH_BYTES:  # nearly all have one, and there are many
        return (EntryId(joined.hex()),)
    places = range(0, len(joined), HASH_BYTES)
    return tuple(EntryId(joined[n : n + HASH_BYTES].hex()) for n in places)


def new_stream() -> StreamId:
    """Return the name of a new stream."""
    return StreamId(uuid.uuid4().hex)
