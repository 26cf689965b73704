"""The keys of the streams, as one member holds them."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Collection

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import CaseId, MemberId, Stream
from rjdesk.vault.database import Database
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.members import Members
from rjdesk.vault.seals import Key, UnopenedError, context, sign, signed_by, unwrap, wrap
from rjdesk.vault.troubles import NotHeld

FIRST_EPOCH = 1


def stream_id(case: CaseId | None, stream: Stream) -> str:
    """Return the id of a stream; a case's two are named after it."""
    if stream is Stream.COALITION:
        return str(stream.value)
    if case is None:
        raise ValueError("a stream of a case needs its case")
    return f"{case}.{stream.value}"


class StreamKeys:
    """The stream keys of the unlocked member, opened when they are first needed.

    A slot that its giver did not sign, or that does not open, gives nothing; ``refused``
    counts them for ``check``.
    """

    def __init__(
        self, database: Database, vault: str, member: MemberId, keys: MemberKeys, members: Members
    ) -> None:
        self._database = database
        self._vault = vault
        self._member = member
        self._keys = keys
        self._members = members
        self._sealed: dict[str, dict[int, list[bytes]]] | None = None
        self._opened: dict[tuple[str, int], list[Key]] = {}
        self._records: list[tuple[str, CaseId]] | None = None
        self._wrapped: list[tuple[bytes, str]] = []
        self.refused = 0

    def holds(self, stream: str) -> bool:
        """Whether the member has a key to a stream."""
        return stream in self._slots()

    def exists(self, stream: str) -> bool:
        """Whether anybody has a key to a stream."""
        return bool(self._database.query("SELECT 1 FROM streams WHERE id = ?", (stream,)))

    def cases(self) -> tuple[CaseId, ...]:
        """Return the cases whose record the member holds, oldest first."""
        if self._records is None:
            rows = self._database.pages(
                "SELECT position, id, case_id FROM streams WHERE kind = ? AND position > ?"
                " ORDER BY position",
                (Stream.RECORD.value,),
                (0,),
            )
            self._records = [(stream, case) for _, stream, case in rows]
        held = self._slots()
        return tuple(case for stream, case in self._records if stream in held)

    def current(self, stream: str) -> tuple[int, Key]:
        """Return the newest epoch of a stream and the key to seal with; raises NotHeld."""
        epochs = self._slots().get(stream)
        if not epochs:
            raise NotHeld(
                "You hold no key to this part of the case, so nothing was written. Ask a "
                "facilitator of the case to share it with you."
            )
        epoch = max(epochs)
        keys = self._keys_of(stream, epoch)
        if not keys:
            raise NotHeld(
                "Your key to this part of the case does not open any more, so nothing was "
                "written. What is there is kept as it is. Ask another member who holds the case "
                "to open it, and whoever looks after this computer to check the vault."
            )
        return epoch, keys[0]

    def every(self, stream: str) -> list[tuple[int, Key]]:
        """Return the keys of a stream with their epochs, the newest first; none when not held."""
        epochs = sorted(self._slots().get(stream, {}), reverse=True)
        return [(epoch, key) for epoch in epochs for key in self._keys_of(stream, epoch)]

    def open(self, stream: str, epoch: int, sealed: bytes, about: bytes) -> bytes:
        """Return what was sealed in a stream; raises UnopenedError when no key opens it."""
        for key in self._keys_of(stream, epoch):
            with contextlib.suppress(UnopenedError):
                return key.open(sealed, about)
        raise UnopenedError

    def mint(self, case: CaseId | None, stream: Stream) -> None:
        """Make a stream and its first key, held by this member alone; inside a transaction."""
        name = stream_id(case, stream)
        self._database.execute(
            "INSERT INTO streams (id, case_id, kind, epoch) VALUES (?, ?, ?, ?)",
            (name, case, stream.value, FIRST_EPOCH),
        )
        key = Key.fresh()
        sealed = self._keys.own.seal(key.secret, self._about("own slot", name, FIRST_EPOCH))
        self._insert(self._member, name, FIRST_EPOCH, sealed, None)
        self._slots().setdefault(name, {})[FIRST_EPOCH] = [sealed]
        self._opened[name, FIRST_EPOCH] = [key]
        self._records = None

    def give(self, stream: str, to: Collection[MemberId]) -> int:
        """Give members who lack them the keys of a stream, every epoch; inside a transaction.

        Returns how many were given. Who has no public key here, or lacks nothing, is left out.
        """
        epochs = self._slots().get(stream, {})
        rows = self._database.query("SELECT epoch, member FROM slots WHERE stream = ?", (stream,))
        having = {(epoch, member) for epoch, member in rows}
        known = self._members.known()
        given = 0
        for epoch in sorted(epochs):
            for member in sorted(member for member in to if member in known):
                if (epoch, member) in having:
                    continue
                for key in self._keys_of(stream, epoch):
                    about = self._about("stream key", stream, epoch, member)
                    wrapped = wrap(key.secret, known[member].public, about)
                    given_for = self._gift(stream, epoch, member, self._member)
                    signature = sign(self._keys.signing, given_for + wrapped)
                    self._insert(member, stream, epoch, wrapped, signature)
                    given += 1
        return given

    def rewrap(self) -> None:
        """Put what others gave under the member's own key, which opens twenty times faster."""
        self._slots()
        if not self._wrapped:
            return
        # For speed alone: a disk that is full or write-protected must not keep anybody out.
        with contextlib.suppress(Trouble), self._database.transaction():
            for sealed, slot in self._wrapped:
                self._database.execute(
                    "UPDATE slots SET own = 1, sealed = ?, signature = NULL WHERE id = ?",
                    (sealed, slot),
                )
        self._wrapped.clear()

    def forget(self) -> None:
        """Drop every key; they are read again when they are next needed."""
        self._sealed = None
        self._records = None
        self._opened.clear()
        self._wrapped.clear()

    def _slots(self) -> dict[str, dict[int, list[bytes]]]:
        if self._sealed is None:
            self._sealed = {}
            self.refused = 0
            for row in self._database.pages(
                "SELECT id, stream, epoch, own, sealed, given_by, signature FROM slots"
                " WHERE member = ? AND id > ? ORDER BY id",
                (self._member,),
                ("",),
            ):
                slot, stream, epoch, own, sealed, giver, signature = row
                if not own:
                    taken = self._accepted(stream, epoch, sealed, giver, signature)
                    if taken is None:
                        self.refused += 1
                        continue
                    sealed = taken
                    self._wrapped.append((sealed, slot))
                self._sealed.setdefault(stream, {}).setdefault(epoch, []).append(sealed)
        return self._sealed

    def _accepted(
        self, stream: str, epoch: int, wrapped: bytes, giver: MemberId, signature: bytes | None
    ) -> bytes | None:
        """Return a slot that another gave, under the member's own key; None when it is no good."""
        known = self._members.known().get(giver)
        try:
            signed = self._gift(stream, epoch, self._member, giver) + wrapped
        except TypeError:  # a column that holds no bytes
            return None
        if known is None or not signature or not signed_by(known.verifying, signature, signed):
            return None
        try:
            secret = unwrap(wrapped, self._keys.private, self._about("stream key", stream, epoch))
        except UnopenedError:
            return None
        return self._keys.own.seal(secret, self._about("own slot", stream, epoch))

    def _keys_of(self, stream: str, epoch: int) -> list[Key]:
        opened = self._opened.get((stream, epoch))
        if opened is None:
            about = self._about("own slot", stream, epoch)
            opened = []
            for slot in self._slots().get(stream, {}).get(epoch, []):
                with contextlib.suppress(UnopenedError):
                    opened.append(Key(self._keys.own.open(slot, about)))
            self._opened[stream, epoch] = opened
        return opened

    def _about(self, what: str, stream: str, epoch: int, member: MemberId | None = None) -> bytes:
        return context(what, self._vault, stream, epoch, member or self._member)

    def _gift(self, stream: str, epoch: int, member: MemberId, giver: MemberId) -> bytes:
        return context("slot", self._vault, stream, epoch, member, giver)

    def _insert(
        self, member: MemberId, stream: str, epoch: int, sealed: bytes, signature: bytes | None
    ) -> None:
        self._database.execute(
            "INSERT INTO slots VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                str(uuid.uuid4()),
                member,
                stream,
                epoch,
                int(signature is None),
                sealed,
                self._member,
                signature,
            ),
        )
