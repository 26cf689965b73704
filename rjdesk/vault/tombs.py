"""Tombstones: a case that was destroyed, on the word of two, and that nothing brings back.

What lies in a tombstone names two members' keys and holds their signatures, and what only those
knew who held the record, by whose hash the case was known (``RecordBegun.tomb``). It bears no
date. Where a tombstone is good, the rows about its case may be empty: who held what and what was
recorded is gone, and the lines stay whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from rjdesk.process.authority import COALITION, Entry32, KeyId, StreamId
from rjdesk.process.held import Holds
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import stream_bytes
from rjdesk.vault.seals import context, digest, signed_by

SIGNERS = 2
"""So many destroy a case, and no fewer."""


class Tombstone(msgspec.Struct, frozen=True, array_like=True):
    """The proof that a case was destroyed: what only its holders knew, and two who say so.

    ``preimage`` is empty for a case that nobody could open any more (A35). ``after`` names the
    last rows of its record and its notes when the first of the two signed, in order: what came
    after makes that signature void (RC-146).
    """

    preimage: bytes
    after: tuple[Entry32, ...]
    first: KeyId
    first_signature: bytes
    second: KeyId
    second_signature: bytes

    def is_good(self, record: StreamId, vault: str, holds: Holds) -> bool:
        """Whether two different members signed it, and knew what only holders know.

        Their keys may have been ended since. Whoever never read how the case began cannot ask for
        what only its holders know, and takes the word of the two.
        """
        signs = self._signs(holds)
        signed = bool(signs) and self._is_signed(record, vault, signs)
        return signed and self._is_known(record, holds)

    def was_good(self, record: StreamId, vault: str, holds: Holds, signs: Sequence[bytes]) -> bool:
        """Whether it is good by the keys of the two as they were known when it was noted.

        An older copy may not know their keys yet, but whoever held the case knew this. Of a case
        that nobody could open when it went somebody may hold the keys in an older copy: there the
        two must be known, and have held an office.
        """
        knew = holds.tombs.get(record) == digest(self.preimage)
        lost = not self.preimage and self._stood(holds) and self._signs(holds) == list(signs)
        signed = len(signs) == SIGNERS and self._is_signed(record, vault, signs)
        return signed and (knew or lost)

    def _signs(self, holds: Holds) -> list[bytes]:
        """Return the public keys of the two; none where they are not of two different members."""
        keys = [holds.keys[key] for key in (self.first, self.second) if key in holds.keys]
        two = len({key.member for key in keys if not key.provisional}) == SIGNERS
        return [key.sign for key in keys] if two else []

    def _stood(self, holds: Holds) -> bool:
        """Whether both are of members who hold an office, or laid it down since."""
        return all(holds.member_of(key) in holds.stood for key in (self.first, self.second))

    def _is_signed(self, record: StreamId, vault: str, signs: Sequence[bytes]) -> bool:
        signed = signed_destruction(vault, record, self.after)
        signatures = (self.first_signature, self.second_signature)
        return all(map(signed_by, signs, signatures, (signed, signed)))

    def _is_known(self, record: StreamId, holds: Holds) -> bool:
        """Whether the case was known by what lies in it, or nobody could open it any more.

        Of that two say so who held an office then; they may have laid it down since.
        """
        tomb = holds.tombs.get(record)
        if tomb is None or digest(self.preimage) == tomb:
            return True
        acting = {key.id for key in holds.keys.values() if key.acts}
        held = holds.streams[record].holders & acting
        return not self.preimage and not held and self._stood(holds)


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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


class Grave(msgspec.Struct, frozen=True):
    """A tombstone that was good where it was noted, with the public keys of the two."""

    tombstone: Tombstone
    signs: tuple[bytes, ...]

    def is_good(self, record: StreamId, vault: str, holds: Holds) -> bool:
        """Whether it is good in a vault, also in a copy from before the two had these keys."""
        stone = self.tombstone
        return stone.is_good(record, vault, holds) or stone.was_good(
            record, vault, holds, self.signs
        )


def good_among(
    tombstones: Mapping[StreamId, Tombstone | Grave], vault: str, holds: Holds
) -> frozenset[StreamId]:
    """Return the records whose tombstones are good, as the coalition's line has it."""
    return frozenset(
        record for record, each in tombstones.items() if each.is_good(record, vault, holds)
    )


def bury(
    database: Database,
    record: StreamId,
    streams: Collection[StreamId],
    tombstone: Tombstone | None,
) -> None:
    """Destroy what lies in the vault of a case, and put the tombstone up; inside a transaction.

    That nobody could open it is shown by the coalition's line alone, which then stays whole; and
    so it does without a tombstone, in a copy in which none would be good.
    """
    about = bytes.fromhex(record)
    if tombstone is not None:
        database.execute(
            "INSERT OR REPLACE INTO tombstones VALUES (?, ?)",
            (about, msgspec.msgpack.encode(tombstone)),
        )
    emptied = "UPDATE entries SET sealed = NULL WHERE about = ?"
    if tombstone is not None and tombstone.preimage:
        database.execute(emptied, (about,))
    else:
        database.execute(f"{emptied} AND stream != ?", (about, stream_bytes(COALITION)))
    for stream in streams:
        name = bytes.fromhex(stream)
        database.execute("DELETE FROM slots WHERE stream = ?", (name,))
        database.execute("DELETE FROM blobs WHERE stream = ?", (name,))
    database.execute("DELETE FROM own WHERE stream = ?", (about,))
