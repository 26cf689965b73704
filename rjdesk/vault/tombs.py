"""Tombstones: a case that was destroyed, on the word of two, and that nothing brings back.

What lies in a tombstone names two members' keys and holds their signatures, and what only those
knew who held the record, by whose hash the case was known (``RecordBegun.tomb``). It bears no
date. Where a tombstone is good, the rows about its case may be empty: who held what and what was
recorded is gone, and the lines stay whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from rjdesk.process.authority import COALITION, KeyId, StreamId
from rjdesk.process.held import Holds
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import stream_bytes
from rjdesk.vault.seals import context, digest, signed_by


class Tombstone(msgspec.Struct, frozen=True, array_like=True):
    """The proof that a case was destroyed: what only its holders knew, and two who say so.

    ``preimage`` is empty for a case that nobody could open any more (A35). ``after`` names the
    last rows of its record and its notes when the first of the two signed, in order: what came
    after makes that signature void (RC-146).
    """

    preimage: bytes
    after: tuple[EntryId, ...]
    first: KeyId
    first_signature: bytes
    second: KeyId
    second_signature: bytes

    def is_good(self, record: StreamId, vault: str, holds: Holds) -> bool:
        """Whether two different members signed it, and knew what only holders know.

        Their keys may have been ended since. Whoever never read how the case began cannot ask for
        what only its holders know, and takes the word of the two.
        """
        keys = [holds.keys.get(self.first), holds.keys.get(self.second)]
        signatures = (self.first_signature, self.second_signature)
        signed = signed_destruction(vault, record, self.after)
        if any(key is None or key.provisional for key in keys):
            return False
        if len({key.member for key in keys if key is not None}) < len(keys):
            return False
        if not all(
            key is not None and signed_by(key.sign, signature, signed)
            for key, signature in zip(keys, signatures, strict=True)
        ):
            return False
        return self._is_known(record, holds)

    def _is_known(self, record: StreamId, holds: Holds) -> bool:
        """Whether the case was known by what lies in it, or nobody could open it any more.

        Of that two say so who held an office then; they may have laid it down since.
        """
        tomb = holds.tombs.get(record)
        if tomb is None or digest(self.preimage) == tomb:
            return True
        members = {holds.member_of(key) for key in (self.first, self.second)}
        acting = {key.id for key in holds.keys.values() if key.acts}
        held = holds.streams[record].holders & acting
        return not self.preimage and not held and members <= holds.stood


def signed_destruction(vault: str, record: StreamId, after: Iterable[EntryId]) -> bytes:
    """Return what each of the two signs: that a case ends after these rows."""
    return context("destroy", vault, record, *after)


def read_tombstones(database: Database) -> dict[StreamId, Tombstone]:
    """Return what is said to be destroyed, by the record; what is no tombstone is left out."""
    found = {}
    for stream, proof in database.query("SELECT stream, proof FROM tombstones"):
        if (tombstone := tombstone_of(proof)) is not None:
            found[StreamId(stream.hex() if isinstance(stream, bytes) else "")] = tombstone
    return found


def tombstone_of(proof: object) -> Tombstone | None:
    """Return the tombstone that a proof is, or None where it is none."""
    if not isinstance(proof, bytes):
        return None
    try:
        return msgspec.msgpack.decode(proof, type=Tombstone)
    except msgspec.DecodeError:
        return None


def good_among(
    tombstones: Mapping[StreamId, Tombstone], vault: str, holds: Holds
) -> frozenset[StreamId]:
    """Return the records whose tombstones are good, as the coalition's line has it."""
    return frozenset(
        record for record, each in tombstones.items() if each.is_good(record, vault, holds)
    )


def bury(
    database: Database, record: StreamId, streams: Collection[StreamId], tombstone: Tombstone
) -> None:
    """Destroy what lies in the vault of a case, and put the tombstone up; inside a transaction.

    That nobody could open it is shown by the coalition's line alone, which then stays whole.
    """
    about = bytes.fromhex(record)
    database.execute(
        "INSERT OR REPLACE INTO tombstones VALUES (?, ?)",
        (about, msgspec.msgpack.encode(tombstone)),
    )
    emptied = "UPDATE entries SET sealed = NULL WHERE about = ?"
    if tombstone.preimage:
        database.execute(emptied, (about,))
    else:
        database.execute(f"{emptied} AND stream != ?", (about, stream_bytes(COALITION)))
    for stream in streams:
        name = bytes.fromhex(stream)
        database.execute("DELETE FROM slots WHERE stream = ?", (name,))
        database.execute("DELETE FROM blobs WHERE stream = ?", (name,))
    database.execute("DELETE FROM own WHERE stream = ?", (about,))
