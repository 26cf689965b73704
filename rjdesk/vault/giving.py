"""Who begins a stream, who is given it and from whom it is taken, as acts in one transaction.

Nobody gives what they do not hold. Who is entitled is the desk's business; here a key passes
because a holder passes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rjdesk.desk.ports import Holders
from rjdesk.process.authority import (
    COALITION,
    EpochBegun,
    HoldGiven,
    HoldTaken,
    KeyId,
    RecordBegun,
    StreamId,
)
from rjdesk.process.held import Held, Holds, MemberKey
from rjdesk.process.holds import epoch_of
from rjdesk.process.kernel.event import CaseId, MemberId, Stream
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import new_stream, record_of
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import StreamKey, commitment, derived, digest
from rjdesk.vault.troubles import NotHeld, ReadingOnly, not_held


def stream_of(holds: Holds, case: CaseId, stream: Stream) -> StreamId | None:
    """Return a stream of a case, or None where the case was never begun here."""
    if stream is Stream.COALITION:
        return COALITION
    try:
        record = record_of(case)
    except ValueError:
        return None
    notes = holds.notes.get(record)
    return record if stream is Stream.RECORD and notes else notes


def tomb_of(first: StreamKey, vault: str, record: StreamId) -> bytes:
    """Return what only holders of a record know of it: by its hash the case can be destroyed."""
    return derived(first.secret, "tomb", vault, record)


class Giving:
    """The streams of cases as one member begins, gives and takes them."""

    def __init__(self, database: Database, journals: Journals, keys: MemberKeys) -> None:
        self._database = database
        self._journals = journals
        self._keys = keys
        self._me = SigningKey.of(keys)

    def holders(self, case: CaseId) -> Holders:
        """Return who holds the streams of a case."""
        record = stream_of(self._holds, case, Stream.RECORD)
        notes = stream_of(self._holds, case, Stream.NOTES)
        return Holders(
            record=self._holds.holders(record) if record else frozenset(),
            notes=self._holds.holders(notes) if notes else frozenset(),
        )

    def begin(self, pen: Pen, case: CaseId, touched: Collection[Stream]) -> None:
        """See that what is written to is there, and sealed under a key that is not due to change.

        Raises NotHeld for whoever holds nothing there.
        """
        if Stream.RECORD in touched and stream_of(self._holds, case, Stream.RECORD) is None:
            self._begin_record(pen, case)
        for stream in (Stream.RECORD, Stream.NOTES):
            name = stream_of(self._holds, case, stream)
            if stream not in touched or name is None:
                continue
            held = self._holds.streams[name]
            mine = self._journals.keys.holds(name) and self._journals.keys.newest(name) is None
            if held.due or not held.holders or mine:
                self._begin_epoch(pen, name)
            self.hand_on(name)

    def give(self, pen: Pen, case: CaseId, gives: Holders) -> None:
        """Give members the streams that this member holds and they do not."""
        for stream, members in ((Stream.RECORD, gives.record), (Stream.NOTES, gives.notes)):
            name = stream_of(self._holds, case, stream)
            if name is None or not self._journals.keys.holds(name):
                continue
            for member in sorted(members - self._holds.holders(name)):
                key = self._holds.key_of(member)
                if key is not None and key.acts:
                    self._give(pen, name, key)

    def take(self, pen: Pen, case: CaseId, takes: Holders) -> None:
        """Take streams from members, the unlocked one last."""
        for stream, members in ((Stream.NOTES, takes.notes), (Stream.RECORD, takes.record)):
            name = stream_of(self._holds, case, stream)
            if name is not None:
                self._take(pen, name, members)

    def release(self, pen: Pen, members: Collection[MemberId]) -> None:
        """Take every stream from members who leave.

        A record that they alone hold waits for the word of two, with which their keys end: nobody
        makes a case unreadable for good alone.
        """
        for stream, held in sorted(self._holds.streams.items()):
            holders = self._holds.holders(stream)
            alone = stream == held.case and stream != self._holds.counts and holders <= set(members)
            if holders & set(members) and not alone:
                self._take(pen, stream, members)

    def clear_after(self, before: Mapping[StreamId, Held]) -> None:
        """Remove the keys of whoever held a stream before an act, and holds it no more."""
        for stream in sorted(before.keys() & self._holds.streams.keys()):
            for key in sorted(before[stream].holders - self._holds.streams[stream].holders):
                self._clear(stream, key)

    def _begin_record(self, pen: Pen, case: CaseId) -> None:
        self._refuse_over_a_hole()
        record, notes, key = record_of(case), new_stream(), StreamKey.fresh()
        act = RecordBegun(
            record=record,
            notes=notes,
            commitment=commitment(key.secret, self._vault, record),
            tomb=digest(tomb_of(key, self._vault, record)),
        )
        entry, _ = pen.authority(act, self._me, about=record)
        self._journals.keys.put(record, epoch_of(entry), key, [self._mine])

    def _begin_epoch(self, pen: Pen, stream: StreamId) -> None:
        """Begin a new key, and wrap it for whoever holds the stream."""
        self._refuse_over_a_hole()
        if self._holds.streams[stream].emptied_by == self._mine.member:
            raise NotHeld(
                "You took these notes from the last who held them, so they are begun anew by "
                "another who facilitates the case, and not by you. Nothing was written."
            )
        key = StreamKey.fresh()
        act = EpochBegun(
            stream=stream,
            begun=self._holds.begun(stream),
            commitment=commitment(key.secret, self._vault, stream),
        )
        entry, why = pen.authority(act, self._me, about=self._holds.streams[stream].case)
        if why is not None:
            raise not_held()
        self._journals.keys.put(stream, epoch_of(entry), key, self._acting(stream))

    def hand_on(self, stream: StreamId | None) -> None:
        """Wrap what holders lack: a copy that was taken in went on under keys of its own."""
        if not self._holds.joined or stream is None or not self._journals.keys.holds(stream):
            return
        lie = self._database.query(
            "SELECT epoch, key FROM slots WHERE stream = ?", (bytes.fromhex(stream),)
        )
        there = {(epoch.hex(), key.hex()) for epoch, key in lie}
        for epoch in self._journals.keys.epochs(stream):
            lacking = [each for each in self._acting(stream) if (epoch, each.id) not in there]
            key = self._journals.keys.key(stream, epoch) if lacking else None
            if key is not None:
                self._journals.keys.put(stream, epoch, key, lacking)

    def _acting(self, stream: StreamId) -> list[MemberKey]:
        """Return the keys in force that hold a stream."""
        holders = sorted(self._holds.streams[stream].holders)
        return [key for each in holders if (key := self._holds.keys[each]).acts]

    def _give(self, pen: Pen, stream: StreamId, key: MemberKey) -> None:
        self._refuse_over_a_hole()
        act = HoldGiven(stream=stream, begun=self._holds.begun(stream), key=key.id)
        if pen.authority(act, self._me, about=self._holds.streams[stream].case)[1] is not None:
            raise not_held()
        self._journals.keys.give(stream, key)

    def _take(self, pen: Pen, stream: StreamId, members: Collection[MemberId]) -> None:
        held = self._holds.streams[stream]
        of_them = [key for key in held.holders if self._holds.keys[key].member in members]
        for key in sorted(of_them, key=lambda each: (each == self._me.key, each)):
            cut, begun = self._journals.tips_of(stream), self._holds.begun(stream)
            act = HoldTaken(stream=stream, begun=begun, key=key, cut=cut)
            if pen.authority(act, self._me, about=held.case)[1] is not None:
                raise not_held()
            self._clear(stream, key)
            if key == self._me.key:
                self._journals.forget_stream(stream)

    def _clear(self, stream: StreamId, key: KeyId) -> None:
        """Remove what lies here for a key of a stream, and what its member keeps of the case."""
        self._journals.keys.take(stream, key)
        if stream == self._holds.streams[stream].case:
            self._database.execute(
                "DELETE FROM own WHERE stream = ? AND key = ?",
                (bytes.fromhex(stream), bytes.fromhex(key)),
            )

    def _refuse_over_a_hole(self) -> None:
        """Give no key where something is gone that may have taken it from somebody."""
        line = self._journals.coalition.line
        if line.broken or line.forked:
            raise ReadingOnly(
                "Entries are missing from the coalition's journal that say who may read what, so "
                "no key was made or given and nothing was written. What is here can be read. "
                "Keep the folder as it is, and ask whoever looks after this computer."
            )

    @property
    def _holds(self) -> Holds:
        return self._journals.holds

    @property
    def _vault(self) -> str:
        return self._journals.vault

    @property
    def _mine(self) -> MemberKey:
        return self._holds.keys[self._me.key]
