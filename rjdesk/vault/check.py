"""The examination of a whole vault: every page, line, seal and signature, from the beginning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import MappingProxyType

from rjdesk.desk.ports import Trouble
from rjdesk.process.authority import COALITION, EpochId, KeyId, StreamId
from rjdesk.process.held import Uncounted
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.arrival import put_back
from rjdesk.vault.counting import Counts
from rjdesk.vault.database import Database, connect
from rjdesk.vault.destroying import is_as_signed
from rjdesk.vault.envelope import stream_bytes, stream_named
from rjdesk.vault.giving import tomb_of
from rjdesk.vault.journal import Journals, SigningKey
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.line import StreamLine
from rjdesk.vault.other_copy import began
from rjdesk.vault.own import OwnRows, read_marks
from rjdesk.vault.papers import Papers
from rjdesk.vault.seals import digest
from rjdesk.vault.tombs import Grave, read_tombstones

KEEP = "Keep the folder as it is, and ask whoever looks after this computer."


def faults(
    path: Path,
    vault_key: bytes,
    vault: str,
    keys: MemberKeys,
    gone: Mapping[StreamId, Grave] = MappingProxyType({}),
) -> list[str]:
    """Return what is wrong with a vault, in sentences; none when it is sound.

    What follows on what is verified for all streams, seals and signatures for those that the
    member holds. It reads through connections of its own, and changes nothing. ``gone`` are the
    tombstones that are known from outside the vault.
    """
    try:
        found = _page_faults(path, vault_key)
        if found:
            return found
        # Each connection is fresh: one that met a damaged page goes on failing.
        database = connect(path, vault_key, read_only=True)
        try:
            return _Examination(database, vault, keys, gone).faults()
        finally:
            database.close()
    except Trouble as trouble:
        return [str(trouble)]


def _page_faults(path: Path, vault_key: bytes) -> list[str]:
    """Ask SQLCipher about the seal of every page and SQLite about what is in them."""
    found = []
    # A cut at the edge of a page passes the first, an exchanged page may pass the second.
    for question, sound in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
        database = connect(path, vault_key, read_only=True)
        try:
            answer = database.query(f"PRAGMA {question}")
        finally:
            database.close()
        if answer != sound:
            found.append(
                f"The database file is damaged in {len(answer)} places ({question}). {KEEP}"
            )
    return found


class _Examination:
    """One walk through a database whose pages are sound."""

    def __init__(
        self, database: Database, vault: str, keys: MemberKeys, gone: Mapping[StreamId, Grave]
    ) -> None:
        self._database = database
        self._vault = vault
        self._keys, self._me, self._signing = keys, keys.id, SigningKey.of(keys)
        # Without marks: whatever was verified before is verified again.
        self._journals, self._gone = Journals(database, vault, keys, gone=gone), gone
        self._rows = OwnRows(database, vault, keys.id, keys.own)
        self._journals.examine()
        self._found: Counter[str] = Counter()

    def faults(self) -> list[str]:
        """Return each kind of fault once, with how often it was met."""
        coalition = self._journals.coalition
        self._examine_line(coalition.line)
        whys = Counter(coalition.uncounted.values())
        crossed = whys.pop(Uncounted.CROSSED, 0)
        self._found["entry of a copy that was taken in, which something here crossed"] = crossed
        whys.pop(Uncounted.WAITING, None)
        mights = sum(whys.values())
        self._found["entry of somebody who might not record it, which counts nowhere"] = mights
        self._examine_streams()
        self._examine_slots()
        papers = Papers(self._database, self._vault, self._journals.keys)
        for record in self._journals.holds.notes:
            if self._journals.keys.holds(record):
                self._found["kept paper that does not open"] += papers.unopened(record)
        self._found["summary or draft of yours that does not open"] += self._rows.unopened()
        counts = Counts(self._database, self._journals, self._signing)
        self._found["count that does not open"] += counts.unopened()
        unproven = len(read_tombstones(self._database).keys() - self._buried())
        self._found["destruction of a case that nobody proved"] += unproven
        self._found["row of a destroyed case that is not empty"] += self._left()
        self._found["destruction of a case that changed after it was proposed"] += self._changed()
        return [f"Found {count} × {fault}. {KEEP}" for fault, count in self._found.items() if count]

    def _left(self) -> int:
        """Return how many rows of destroyed cases hold something all the same."""
        lies = "SELECT count(*) FROM entries WHERE about = ? AND stream != ? AND sealed IS NOT NULL"
        here = stream_bytes(COALITION)
        return sum(
            count
            for record in self._journals.coalition.buried
            for (count,) in self._database.query(lies, (bytes.fromhex(record), here))
        )

    def _changed(self) -> int:
        """Return how many destroyed cases have rows that the first who signed it never saw."""
        older = self._journals.holds.restored or bool(put_back(self._database))
        return sum(
            not is_as_signed(self._journals, record, tombstone.after)
            for record, tombstone in read_tombstones(self._database).items()
            if record in self._journals.coalition.buried
            # An older copy has fewer rows, and was destroyed like the newer one.
            and not (older and not all(map(self._journals.is_there, tombstone.after)))
        )

    def _buried(self) -> AbstractSet[StreamId]:
        """Return the cases that were destroyed, as far as this member knows what proves it.

        Here their marks count: without them they would take the word of any two.
        """
        marks = read_marks(self._rows)
        read = Journals(
            self._database, self._vault, self._keys, marks.coalition, marks.verified, self._gone
        )
        return read.coalition.buried.keys()

    def _examine_streams(self) -> None:
        holds = self._journals.holds
        streams = [stream_named(s) for (s,) in self._database.query(
            "SELECT DISTINCT stream FROM entries"
        )]  # fmt: skip
        of_gone = {
            stream
            for record in self._journals.coalition.buried
            for stream in self._journals.about(record)
        }
        for stream in {*streams, *holds.streams} - {COALITION, holds.counts} - of_gone:
            if stream not in holds.streams:
                self._found["journal that nobody began"] += 1
                continue
            reading = self._journals.stream(stream)
            if reading is None:
                self._examine_outside(stream)
                continue
            self._examine_line(reading.line)
            self._examine_tomb(stream)
            if not self._opens(stream):
                self._found["key of yours that does not open what you hold"] += 1

    def _opens(self, stream: StreamId) -> bool:
        """Whether this member's keys open a stream that they hold.

        Where another is due the newest may have been begun in a copy, by who does not hold it here.
        """
        keys, held = self._journals.keys, self._journals.holds.streams[stream]
        newest = keys.newest(stream) is not None or not held.epochs
        return newest or (held.due and any(keys.key(stream, e) for e in keys.epochs(stream)))

    def _examine_tomb(self, record: StreamId) -> None:
        """See that a case can be destroyed some day, by what its holders know."""
        tomb, epochs = self._journals.holds.tombs.get(record), self._journals.keys.epochs(record)
        key = self._journals.keys.key(record, epochs[-1]) if epochs else None
        if tomb is not None and key is not None:
            known = digest(tomb_of(key, self._vault, record))
            self._found["case whose destruction nobody could prove"] += known != tomb

    def _examine_line(self, line: StreamLine) -> None:
        self._found["row that is no part of the journal it lies in"] += line.aside
        self._found["journal in which an entry is missing or damaged"] += line.broken
        self._found["journal that goes on in two ways"] += line.forked

    def _examine_outside(self, stream: StreamId) -> None:
        """Look at a stream that is not held: what follows on what needs no key."""
        depths: dict[EntryId, int] = {EntryId(""): 0}
        ends = {EntryId("")}
        for row in self._journals.rows(stream):
            envelope = row.envelope
            before = next(iter(envelope.parents), EntryId(""))
            if not (row.follows_by_hash(self._vault) and row.is_whole):
                self._found["entry that was changed after it was recorded"] += 1
            elif len(envelope.parents) > 1 or depths.get(before) != envelope.depth - 1:
                self._found["entry that does not follow on the one before it"] += 1
            depths[row.id] = envelope.depth
            ends = (ends - {before}) | {row.id}
        beside = {each for _, each in self._journals.holds.streams[stream].joints}
        self._found["journal that goes on in two ways"] += len(ends - beside) > 1

    def _examine_slots(self) -> None:
        """Look for keys that nobody gave."""
        holds, own = self._journals.holds, began(self._journals.coalition, self._vault)
        for name, of, whose in self._database.query("SELECT stream, epoch, key FROM slots"):
            stream, epoch, key = StreamId(name.hex()), EpochId(of.hex()), KeyId(whose.hex())
            # What somebody began in a copy that was taken in stays theirs.
            given = holds.holds(key, stream) or (epoch, key) in own
            if not given or holds.commitment(stream, epoch) is None:
                self._found["key in a place where nobody gave one"] += 1
