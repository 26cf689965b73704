"""Entries: sealed, signed and chained, and read back in fold order."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.kernel.event import (
    BatchId,
    Entry,
    EntryId,
    MemberId,
    SignedEvent,
    Unreadable,
    Why,
    encode,
)
from rjdesk.vault.database import Database, damaged
from rjdesk.vault.members import Members
from rjdesk.vault.seals import SIGNATURE_BYTES, UnopenedError, context, sign, signed_by
from rjdesk.vault.streams import StreamKeys

BEFORE_THE_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The outside of an entry, in clear inside the database: where it belongs, not what it says."""

    id: EntryId
    stream: str
    epoch: int
    installation: str
    sequence: int
    lamport: int
    previous: bytes

    def context(self, vault: str) -> bytes:
        """Return the bytes that the seal, the signature and the hash are bound to."""
        return context(
            "entry", vault, self.id, self.stream, self.epoch, self.installation,
            self.sequence, self.lamport, self.previous.hex(),
        )  # fmt: skip

    def hash(self, vault: str, sealed: bytes) -> bytes:
        """Return the hash that the next entry names, which needs no key to compute."""
        return hashlib.sha256(self.context(vault) + hashlib.sha256(sealed).digest()).digest()


class Body(msgspec.Struct, frozen=True, array_like=True):
    """The inside of an entry. It is signed as the bytes it is kept in."""

    tag: str
    version: int
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    on: date
    by: MemberId
    word_of: str
    batch: BatchId
    replaces: EntryId | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: what the next entry follows on."""

    sequence: int
    lamport: int
    hash: bytes


_read_body = msgspec.msgpack.Decoder(Body).decode


class Entries:
    """The table of entries, as the unlocked member reads and writes it."""

    def __init__(
        self,
        database: Database,
        vault: str,
        installation: str,
        streams: StreamKeys,
        members: Members,
    ) -> None:
        self._database = database
        self._vault = vault
        self._installation = installation
        self._streams = streams
        self._members = members
        self._heads: dict[str, Head] = {}

    def read(self, stream: str) -> tuple[Entry, ...]:
        """Return the entries of a stream in fold order.

        One that does not open, or that nobody can read, stands in its place as Unreadable: it
        closes nothing but itself.
        """
        rows = self._database.pages(
            "SELECT lamport, installation, id, epoch, sequence, previous, sealed FROM entries"
            " WHERE stream = ? AND (lamport, installation) > (?, ?)"
            " ORDER BY lamport, installation",
            (stream,),
            (0, ""),
        )
        entries: list[Entry] = []
        for lamport, installation, name, epoch, sequence, previous, sealed in rows:
            envelope = Envelope(name, stream, epoch, installation, sequence, lamport, previous)
            entries.append(self._entry(envelope, sealed, entries[-1] if entries else None))
        return tuple(entries)

    def _entry(self, envelope: Envelope, sealed: bytes, before: Entry | None) -> Entry:
        """Return an entry; what cannot be opened or read has the day of the one before it."""
        content = sealed if type(sealed) is bytes else b""
        try:
            _, content = self.opened(envelope, sealed)
            return entry_of(envelope.id, read_body(content))
        except (UnopenedError, UnreadBodyError, AttributeError, TypeError):
            event = Unreadable(
                on=before.event.on if before else date.min,
                kept_tag="",
                kept_version=0,
                payload=content,
                why=Why.DAMAGED,
            )
            at = before.at if before else datetime.min.replace(tzinfo=UTC)
            return Entry(id=envelope.id, event=event, by=MemberId(""), at=at)

    def opened(self, envelope: Envelope, sealed: bytes) -> tuple[bytes, bytes]:
        """Return the signature of an entry and the body it signs; raises UnopenedError."""
        about = envelope.context(self._vault)
        content = self._streams.open(envelope.stream, envelope.epoch, sealed, about)
        return content[:SIGNATURE_BYTES], content[SIGNATURE_BYTES:]

    def write(
        self,
        stream: str,
        act: SignedEvent,
        at: datetime,
        batch: BatchId,
        signing: Ed25519PrivateKey,
    ) -> Entry:
        """Sign, seal and chain an act inside a transaction; raises NotHeld or DamagedVault."""
        epoch, key = self._streams.current(stream)
        head = self._head(stream)
        envelope = Envelope(
            id=EntryId(str(uuid.uuid4())),
            stream=stream,
            epoch=epoch,
            installation=self._installation,
            sequence=head.sequence + 1,
            lamport=head.lamport + 1,
            previous=head.hash,
        )
        body = _body(act, at, batch)
        inside = msgspec.msgpack.encode(body)
        signature = sign(signing, signed_content(self._vault, envelope, inside))
        if not self.is_signed(envelope, signature, inside, act.by):
            raise damaged()
        sealed = key.seal(signature + inside, envelope.context(self._vault))
        digest = envelope.hash(self._vault, sealed)
        self._insert(envelope, digest, sealed)
        self._heads[stream] = Head(envelope.sequence, envelope.lamport, digest)
        return Entry(id=envelope.id, event=act.event, by=act.by, at=body.at, batch=batch)

    def is_signed(self, envelope: Envelope, signature: bytes, body: bytes, by: MemberId) -> bool:
        """Whether the member who is said to have recorded an entry signed it."""
        known = self._members.known().get(by)
        return known is not None and signed_by(
            known.verifying, signature, signed_content(self._vault, envelope, body)
        )

    def forget(self) -> None:
        """Read the ends of the chains again when they are next needed."""
        self._heads.clear()

    def _insert(self, envelope: Envelope, digest: bytes, sealed: bytes) -> None:
        self._database.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                envelope.id,
                envelope.stream,
                envelope.epoch,
                envelope.installation,
                envelope.sequence,
                envelope.lamport,
                envelope.previous,
                digest,
                sealed,
            ),
        )

    def _head(self, stream: str) -> Head:
        if (head := self._heads.get(stream)) is not None:
            return head
        rows = self._database.query("SELECT max(lamport) FROM entries WHERE stream = ?", (stream,))
        lamport = rows[0][0] or 0
        mine = self._database.query(
            "SELECT sequence, hash FROM entries WHERE stream = ? AND installation = ?"
            " ORDER BY lamport DESC LIMIT 1",
            (stream, self._installation),
        )
        return Head(mine[0][0], lamport, mine[0][1]) if mine else Head(0, lamport, BEFORE_THE_FIRST)


def signed_content(vault: str, envelope: Envelope, body: bytes) -> bytes:
    """Return what the member signs: the place of an entry and the body as it is kept."""
    return hashlib.sha256(envelope.context(vault)).digest() + body


def entry_of(entry: EntryId, body: Body) -> Entry:
    """Return an entry with its event as this program knows it."""
    event = CATALOGUE.decode(body.tag, body.version, body.payload, body.on)
    return Entry(id=entry, event=event, by=body.by, at=body.at, batch=body.batch)


class UnreadBodyError(Exception):
    """The body of an entry is none."""


def read_body(content: bytes) -> Body:
    """Return the body of an entry; raises UnreadBodyError."""
    try:
        return _read_body(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UnreadBodyError from None


def _body(act: SignedEvent, at: datetime, batch: BatchId) -> Body:
    event = act.event
    tag, version = event.tag, event.version
    if isinstance(event, Unreadable):
        tag, version = event.kept_tag, event.kept_version
    return Body(
        tag=tag,
        version=version,
        at=at.astimezone(UTC),
        on=event.on,
        by=act.by,
        word_of=event.word_of,
        batch=batch,
        replaces=event.replaces,
        payload=encode(event),
    )
