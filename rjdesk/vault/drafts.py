"""Drafts: what a member has begun to write, sealed so that nobody else can read it."""

from __future__ import annotations

import contextlib
import uuid

import msgspec

from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.vault.database import Database, Row
from rjdesk.vault.seals import Key, UnopenedError, context
from rjdesk.vault.streams import StreamKeys, stream_id
from rjdesk.vault.troubles import UnreadableItem


class Drafts:
    """The drafts of the unlocked member.

    A draft that belongs to a case is sealed under its record's key and then to the member,
    so that it ends when either key goes. Its label is sealed too, and its id says nothing.
    """

    def __init__(
        self, database: Database, vault: str, member: MemberId, own: Key, streams: StreamKeys
    ) -> None:
        self._database = database
        self._vault = vault
        self._member = member
        self._own = own
        self._streams = streams
        self._sound: set[str] = set()

    def save(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft in the place of its former state; inside a transaction.

        A former state that does not open is set aside as it is.
        """
        name = self._name(key)
        self._set_aside(key, name)
        stream, epoch = None, None
        if key.case is not None:
            stream = stream_id(key.case, Stream.RECORD)
            epoch, secret = self._streams.current(stream)
            content = secret.seal(content, self._about("draft in case", name))
        ((latest,),) = self._database.query("SELECT max(CAST(saved AS INTEGER)) FROM drafts")
        self._database.execute(
            "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                self._member,
                stream,
                epoch,
                (latest or 0) + 1,
                self._own.seal(msgspec.json.encode(key), self._about("draft label", name)),
                self._own.seal(content, self._about("draft", name)),
            ),
        )

    def read(self, key: DraftKey) -> bytes | None:
        """Return a draft, or None when there is none or its case is no longer held.

        Raises UnreadableItem for one whose seal does not open.
        """
        name = self._name(key)
        rows = self._database.query(
            "SELECT stream, epoch, sealed FROM drafts WHERE id = ?", (name,)
        )
        if not rows:
            return None
        stream, epoch, sealed = rows[0]
        if stream is not None and not self._streams.holds(stream):
            return None
        try:
            content = self._own.open(sealed, self._about("draft", name))
            if stream is None:
                return content
            return self._streams.open(stream, epoch, content, self._about("draft in case", name))
        except UnopenedError:
            raise UnreadableItem(
                "Something half-typed that was kept here cannot be opened any more. It is kept "
                "as it is, and nothing else is lost. Type it again; what you type now is kept."
            ) from None

    def names(self) -> tuple[DraftKey, ...]:
        """Name the drafts that can be read, the latest first.

        One whose label cannot be read is left out, and closes none of the others.
        """
        rows = self._database.query(
            "SELECT id, stream, label FROM drafts WHERE member = ? ORDER BY saved DESC LIMIT 2000",
            (self._member,),
        )
        labels = (self._label(row) for row in rows if row[1] is None or self._streams.holds(row[1]))
        return tuple(label for label in labels if label is not None)

    def drop(self, key: DraftKey) -> None:
        """Remove a draft; none is fine."""
        self._database.execute("DELETE FROM drafts WHERE id = ?", (self._name(key),))

    def _label(self, row: Row) -> DraftKey | None:
        with contextlib.suppress(UnopenedError, msgspec.DecodeError, TypeError):
            content = self._own.open(row[2], self._about("draft label", row[0]))
            return msgspec.json.decode(content, type=DraftKey)
        return None

    def _set_aside(self, key: DraftKey, name: str) -> None:
        """Give a draft that does not open a name that no draft has."""
        if name in self._sound:
            return
        try:
            self.read(key)
        except UnreadableItem:
            self._database.execute(
                "UPDATE drafts SET id = ? WHERE id = ?", (f"{name}.{uuid.uuid4()}", name)
            )
        self._sound.add(name)

    def _name(self, key: DraftKey) -> str:
        return self._own.name("draft", key.case or "", key.journey)

    def _about(self, what: str, name: str) -> bytes:
        return context(what, self._vault, self._member, name)
