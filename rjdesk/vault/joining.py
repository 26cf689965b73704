"""Two copies of one vault, each with entries of its own, made one again.

What another copy has is laid beside what is here, and an entry that follows on both says that
from there on they are one line (``process.joining``). The other copy is read and never written to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from rjdesk.process.authority import COALITION, KeyId, StreamId
from rjdesk.process.held import Uncounted
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.database import Database, connect
from rjdesk.vault.header import Header, read_header
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.keys import MemberKeys, is_its_owners, opened_vault_key, wrapped_vault_key
from rjdesk.vault.line import ancestors, by_hash
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.tombs import bury, read_tombstones
from rjdesk.vault.troubles import NotHeld, ReadingOnly

_TABLES = {"entries": 8, "slots": 4, "blobs": 4, "tombstones": 2}
"""What is taken over, and of how many columns it is; what is here already stays."""


class TakenIn(msgspec.Struct, frozen=True):
    """What was new in another copy: entries, and which acts crossed others and do not count."""

    entries: int
    crossed: frozenset[EntryId]


class OtherCopy:
    """Another copy of a vault, as one member reads it; ``close`` it."""

    def __init__(self, folder: Path, header: Header, keys: MemberKeys) -> None:
        """Raises NotHeld for another vault, or a copy sealed anew since, or one without a login."""
        self.header = read_header(folder)
        if self.header.vault != header.vault:
            raise NotHeld(
                "That folder holds another vault, not a copy of this one, so nothing was taken in. "
                "Choose the folder of the copy."
            )
        if self.header.epoch > header.epoch:
            raise NotHeld(
                "That copy was sealed under a new key since somebody left, so nothing was taken "
                "in. Open that copy, and take this one in from there."
            )
        login = self.header.login_of(keys.id)
        try:
            vault_key = (
                opened_vault_key(login, header.vault, self.header.epoch, keys) if login else b""
            )
        except UnopenedError:
            vault_key = b""
        if not vault_key:
            raise NotHeld(
                "You have no login in that copy that opens it, so nothing was taken in. Somebody "
                "who has one in both can do it."
            )
        self.database = connect(self.header.database(folder), vault_key, read_only=True)
        self.journals = Journals(self.database, header.vault, keys)

    def tip(self) -> EntryId:
        """Return the last entry of its coalition; raises ReadingOnly where it is not whole."""
        line = self.journals.coalition.line
        if line.tip is None or line.broken or line.forked:
            raise ReadingOnly(
                "The coalition's journal in that copy is not whole, so nothing was taken in. Both "
                "copies are as they were. Have that copy examined first."
            )
        return line.tip

    def close(self) -> None:
        """Let the file go."""
        self.database.close()


class Joining:
    """Takes another copy in, for one member."""

    def __init__(self, database: Database, journals: Journals) -> None:
        self._database, self._journals = database, journals

    def take_in(self, pen: Pen, other: OtherCopy, signers: Sequence[SigningKey]) -> TakenIn:
        """Lay what is new beside what is here, and join; inside a transaction.

        Raises NotHeld where two who hold an office have to say so, for acts of the two crossed.
        """
        theirs, mine = other.tip(), self._journals.coalition.line
        before = self._count()
        self._lay_beside(other.database)
        self._journals.forget()
        if not self._is_on_one_line(mine.tip, theirs):
            pen.join(mine, theirs, *signers)
        if not {mine.tip, theirs} <= self._journals.coalition.known:
            raise NotHeld(
                "In the two copies acts crossed that say who may read what, so nothing was taken "
                "in and both are as they were. Two who hold an office say together that they are "
                "one again; whose copy is open is read first."
            )
        self._bury()
        self._clear_slots()
        for stream in sorted(self._journals.holds.streams):
            if stream != self._journals.holds.counts and self._journals.keys.newest(stream):
                pen.join_beside(stream, *signers)
        crossed = {
            name
            for name, why in self._journals.coalition.uncounted.items()
            if why is Uncounted.CROSSED
        }
        return TakenIn(self._count() - before, frozenset(crossed))

    def logins(self, header: Header, other: Header, vault_key: bytes) -> Header:
        """Return a header with the logins of both, the newer of each, of keys that are in force.

        The key of the database is wrapped for whoever has a login in the other copy alone; but not
        to provisional keys, where the database was sealed anew since they were given.
        """
        known = {key.id: key for key in self._journals.holds.keys.values() if not key.ended}
        newest = {each.key: each for each in header.logins if each.key in known}
        for each in other.logins:
            key, here = known.get(each.key), newest.get(each.key)
            if key is None or (here and here.generation >= each.generation):
                continue
            if not is_its_owners(header.vault, each, key.sign):
                continue  # somebody else made it
            if here is None and key.provisional and other.epoch != header.epoch:
                continue
            sealed = (
                here.vault_key
                if here
                else wrapped_vault_key(vault_key, header.vault, header.epoch, key.id, key.hpke)
            )
            newest[each.key] = msgspec.structs.replace(each, vault_key=sealed)
        return msgspec.structs.replace(header, logins=tuple(newest.values()))

    def _count(self) -> int:
        ((count,),) = self._database.query("SELECT count(*) FROM entries")
        return int(str(count))

    def _lay_beside(self, other: Database) -> None:
        """Take over every row that is not here; what a row says of itself is verified when read."""
        for table, columns in _TABLES.items():
            places = ", ".join("?" * columns)
            lay = f"INSERT OR IGNORE INTO {table} VALUES ({places})"  # noqa: S608 - our own words
            for row in other.query(f"SELECT * FROM {table}"):  # noqa: S608 - as above
                self._database.execute(lay, row)

    def _is_on_one_line(self, mine: EntryId | None, theirs: EntryId) -> bool:
        """Whether one copy only has what the other has too, and perhaps more."""
        rows = by_hash(self._journals.rows(COALITION), self._journals.vault)
        return mine in ancestors(rows, [theirs]) or theirs in ancestors(rows, [mine])

    def _bury(self) -> None:
        """Destroy here what was destroyed there."""
        buried = self._journals.coalition.buried
        for record, stone in read_tombstones(self._database).items():
            if record in buried:
                bury(self._database, record, buried[record], stone)

    def _clear_slots(self) -> None:
        """Remove the keys of whoever holds a stream no more, where both are one."""
        holds = self._journals.holds
        for stream, epoch, key in self._database.query("SELECT stream, epoch, key FROM slots"):
            if not holds.holds(KeyId(key.hex()), StreamId(stream.hex())):
                self._database.execute(
                    "DELETE FROM slots WHERE stream = ? AND epoch = ? AND key = ?",
                    (stream, epoch, key),
                )
