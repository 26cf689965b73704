"""The destruction of a case: on the word of two, all of it in one transaction."""

from __future__ import annotations

from rjdesk.process.authority import KeyId, StreamId
from rjdesk.process.kernel.event import CaseId, MemberId
from rjdesk.vault.counting import Counts
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import record_of
from rjdesk.vault.giving import tomb_of
from rjdesk.vault.journal import Journals
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import StreamKey, signed_by
from rjdesk.vault.tombs import Tombstone, bury, destruction_signed, signed_destruction
from rjdesk.vault.troubles import NotHeld


class Destroying:
    """Destroys cases for one member, who says so as the second of two."""

    def __init__(
        self, database: Database, journals: Journals, keys: MemberKeys, counts: Counts
    ) -> None:
        self._database, self._journals = database, journals
        self._keys, self._counts = keys, counts

    def destroy(self, case: CaseId, first: MemberId, signed: bytes, figures: bytes) -> None:
        """Destroy a case; inside a transaction. ``figures`` are what is counted of it.

        ``signed`` is the signature of the member who proposed it. Raises NotHeld where it does not
        hold, or where this member could not know what only holders of the case know.
        """
        record, vault = record_of(case), self._journals.vault
        holds = self._journals.holds
        key = self._first_key(record)
        tombstone = Tombstone(
            preimage=tomb_of(key, vault, record) if key is not None else b"",
            first=self._key_that_signed(first, record, signed),
            first_signature=signed,
            second=self._keys.id,
            second_signature=destruction_signed(self._keys.signing, vault, record),
        )
        if record not in holds.notes or not tombstone.is_good(record, vault, holds):
            raise NotHeld(
                "The vault does not take this as the word of two who may destroy the case, so "
                "nothing was destroyed. Propose it anew, and let another who holds it confirm."
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

    def _key_that_signed(self, member: MemberId, record: StreamId, signed: bytes) -> KeyId:
        """Return which of a member's keys signed, in force or not; "" where none did."""
        content = signed_destruction(self._journals.vault, record)
        known = (key for key in self._journals.holds.keys.values() if key.member == member)
        mine = (key.id for key in known if signed_by(key.sign, signed, content))
        return next(mine, KeyId(""))
