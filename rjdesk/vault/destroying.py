"""The destruction of a case: on the word of two, all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        now, *_ = ends_of_a_case(self._journals, record)
        return self._sign(record, now)

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
        if record not in holds.notes or not tombstone.is_good(record, vault, holds):
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
        for after in ends_of_a_case(self._journals, record):
            content = signed_destruction(self._journals.vault, record, after)
            for key in known:
                if signed_by(key.sign, signed, content):
                    return key.id, after
        return KeyId(""), ()


def ends_of_a_case(journals: Journals, record: StreamId) -> Iterator[tuple[EntryId, ...]]:
    """Yield the last rows of a case, in order: as they are, then without one of the record.

    The second are those after which a proposal was signed that is now the record's last row.
    """
    ends = journals.ends_of(record)
    every = {*ends, *(end for notes in journals.about(record) for end in journals.ends_of(notes))}
    yield tuple(sorted(every))
    for last, row in ends.items():
        yield tuple(sorted((every | {*row.envelope.parents}) - {last}))
