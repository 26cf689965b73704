"""The destruction of a case: on the word of two, all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rjdesk.process.authority import KeyId, StreamId
from rjdesk.process.kernel.event import CaseId, EntryId, MemberId
from rjdesk.vault.counting import Counts
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import record_of
from rjdesk.vault.giving import tomb_of
from rjdesk.vault.journal import Journals
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import StreamKey, sign, signed_by
from rjdesk.vault.tombs import Tombstone, bury, signed_destruction
from rjdesk.vault.troubles import NotHeld


class Destroying:
    """Destroys cases for one member, who says so as the second of two."""

    def __init__(
        self, database: Database, journals: Journals, keys: MemberKeys, counts: Counts
    ) -> None:
        self._database, self._journals = database, journals
        self._keys, self._counts = keys, counts

    def signed(self, case: CaseId) -> bytes:
        """Return this member's signature for the destruction of a case as it stands now."""
        record = record_of(case)
        return self._sign(record, ends_of_a_case(self._journals, record))

    def destroy(self, case: CaseId, first: MemberId, signed: bytes, figures: bytes) -> None:
        """Destroy a case; inside a transaction. ``figures`` are what is counted of it.

        ``signed`` is the signature of the member who proposed it. Raises NotHeld where it does not
        hold, or where this member could not know what only holders of the case know.
        """
        record, vault = record_of(case), self._journals.vault
        holds = self._journals.holds
        key = self._first_key(record)
        signer, after = self._as_signed(first, record, signed)
        tombstone = Tombstone(
            preimage=tomb_of(key, vault, record) if key is not None else b"",
            after=after,
            first=signer,
            first_signature=signed,
            second=self._keys.id,
            second_signature=self._sign(record, after),
        )
        entitled = first in holds.holders(record) | holds.standing
        good = entitled and tombstone.is_good(record, vault, holds)
        if record not in holds.notes or not good:
            raise NotHeld(
                "The vault does not take this as the word of two who may destroy the case as it "
                "stands now, so nothing was destroyed. Propose it anew, and let another who holds "
                "it confirm."
            )
        if key is not None and figures:
            self._counts.write(record, key, figures)
        bury(self._database, record, (record, holds.notes[record]), tombstone)

    def _first_key(self, record: StreamId) -> StreamKey | None:
        """Return the key that the record began with, where this member holds it."""
        epochs = self._journals.keys.epochs(record)
        if not epochs or not self._journals.keys.holds(record):
            return None
        return self._journals.keys.key(record, epochs[-1])

    def _sign(self, record: StreamId, after: Iterable[EntryId]) -> bytes:
        return sign(self._keys.signing, signed_destruction(self._journals.vault, record, after))

    def _as_signed(
        self, member: MemberId, record: StreamId, signed: bytes
    ) -> tuple[KeyId, tuple[EntryId, ...]]:
        """Return which of a member's keys signed, in force or not, and after which rows.

        The proposal itself may have come since, and nothing else; "" where none signed that.
        """
        known = [key for key in self._journals.holds.keys.values() if key.member == member]
        reading = self._journals.stream(record)
        for proposal in (None, reading.line.tip if reading else None):
            after = ends_of_a_case(self._journals, record, proposal)
            content = signed_destruction(self._journals.vault, record, after)
            for key in known:
                if signed_by(key.sign, signed, content):
                    return key.id, after
        return KeyId(""), ()


def ends_of_a_case(
    journals: Journals, record: StreamId, but: EntryId | None = None
) -> tuple[EntryId, ...]:
    """Return the last rows of a case, in order; as they were before one of them where it is named.

    That one is the proposal, which is recorded after it was signed.
    """
    streams = journals.about(record) | {record}
    return tuple(sorted(end for each in streams for end in journals.ends_of(each, but)))


def is_as_signed(journals: Journals, record: StreamId, after: Sequence[EntryId]) -> bool:
    """Whether nothing came to a case after it ended so, but for one row: the proposal."""
    now = ends_of_a_case(journals, record)
    more = set(now) - set(after)
    before = ends_of_a_case(journals, record, *more) if len(more) == 1 else now
    return tuple(after) in {now, before}
