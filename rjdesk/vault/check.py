"""The examination of a whole vault: every page, chain, seal and signature."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.database import Database, Row, connect
from rjdesk.vault.drafts import Drafts
from rjdesk.vault.entries import (
    BEFORE_THE_FIRST,
    Entries,
    Envelope,
    UnreadBodyError,
    entry_of,
    read_body,
)
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.members import Members
from rjdesk.vault.sealed import Papers, Summaries
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.streams import StreamKeys

KEEP = "Keep the folder as it is, and ask whoever looks after this computer."


def faults(
    path: Path, vault_key: bytes, vault: str, member: MemberId, keys: MemberKeys
) -> list[str]:
    """Return what is wrong with a vault, in sentences; none when it is sound.

    Chains are verified for all streams, seals and signatures for those the member holds. It
    reads through connections of its own, and changes nothing.
    """
    try:
        found = _page_faults(path, vault_key)
        if found:
            return found
        # Each connection is fresh: one that met a damaged page goes on failing.
        database = connect(path, vault_key, read_only=True)
        try:
            return _Examination(database, vault, member, keys).faults()
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


def _hash(envelope: Envelope, vault: str, sealed: object) -> bytes | None:
    """Return the hash of an entry; None where a column holds nothing of its kind."""
    try:
        return envelope.hash(vault, sealed) if isinstance(sealed, bytes) else None
    except (AttributeError, TypeError):
        return None


class _Examination:
    """One walk through a database whose pages are sound."""

    def __init__(self, database: Database, vault: str, member: MemberId, keys: MemberKeys) -> None:
        self._database = database
        self._vault = vault
        self._members = Members(database, vault)
        self._streams = StreamKeys(database, vault, member, keys, self._members)
        self._entries = Entries(database, vault, "", self._streams, self._members)
        self._drafts = Drafts(database, vault, member, keys.own, self._streams)
        self._found: Counter[str] = Counter()

    def faults(self) -> list[str]:
        """Return each kind of fault once, with how often it was met."""
        if unvouched := len(self._members.unvouched()):
            self._found["member whose keys nobody vouches for"] = unvouched
        for (stream,) in self._database.query("SELECT id FROM streams"):
            self._examine_stream(stream)
        if self._streams.refused:
            self._found["key given to you that its giver did not sign"] = self._streams.refused
        self._examine_the_rest()
        return [f"Found {count} × {fault}. {KEEP}" for fault, count in self._found.items()]

    def _examine_stream(self, stream: str) -> None:
        held = self._streams.holds(stream)
        chain, expected = None, (0, BEFORE_THE_FIRST)
        for row in self._database.pages(
            "SELECT installation, sequence, id, epoch, lamport, previous, hash, sealed"
            " FROM entries WHERE stream = ? AND (installation, sequence, id) > (?, ?, ?)"
            " ORDER BY installation, sequence, id",
            (stream,),
            ("", 0, ""),
        ):
            if row[0] != chain:
                chain, expected = row[0], (0, BEFORE_THE_FIRST)
            envelope = Envelope(row[2], stream, row[3], row[0], row[1], row[4], row[5])
            if (envelope.sequence, envelope.previous) != (expected[0] + 1, expected[1]):
                self._found["entry that does not follow on the one before it"] += 1
            if _hash(envelope, self._vault, row[7]) != row[6]:
                self._found["entry that was changed after it was recorded"] += 1
            expected = (envelope.sequence, row[6])
            if held:
                self._examine_inside(envelope, row)

    def _examine_inside(self, envelope: Envelope, row: Row) -> None:
        try:
            signature, inside = self._entries.opened(envelope, row[7])
            body = read_body(inside)
            entry_of(envelope.id, body)
        except (UnopenedError, UnreadBodyError, AttributeError, TypeError):
            self._found["entry that does not open"] += 1
            return
        if not self._entries.is_signed(envelope, signature, inside, body.by):
            self._found["entry without the signature of the member who recorded it"] += 1

    def _examine_the_rest(self) -> None:
        """Open the summaries, papers and drafts that the member can."""
        summaries = Summaries(self._database, self._vault, self._streams)
        if unopened := summaries.unopened():
            self._found["case summary that does not open"] = unopened
        papers = Papers(self._database, self._vault, self._streams)
        for stream, epoch, name in self._database.query("SELECT stream, epoch, id FROM blobs"):
            if self._streams.holds(stream) and not papers.is_sound(stream, epoch, name):
                self._found["kept paper that does not open"] += 1
        try:
            for draft in self._drafts.names():
                self._drafts.read(draft)
        except Trouble:
            self._found["draft of yours that does not open"] += 1
