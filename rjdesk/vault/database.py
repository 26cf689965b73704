"""The encrypted database file: how it is made, opened and spoken to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from rjdesk.vault.seals import KEY_BYTES
from rjdesk.vault.tables import APPLICATION_ID, TABLES, VERSION, as_written
from rjdesk.vault.troubles import (
    DamagedVault,
    DiskFull,
    NewerVault,
    StorageFailed,
    VaultInUse,
    files_spoken_plainly,
)

Row = tuple[Any, ...]

PAGE = 2000
"""The most rows that one statement fetches, all at once: an open cursor holds up commits."""

PIECE = 256
"""How many pages are copied at once: some 10 ms, for which others wait who write."""
BETWEEN_PIECES = 0.002
"""For how many seconds others are let in between two pieces."""

PLAIN_FILE = b"SQLite format 3\x00"
SMALLEST_FILE = 4096

SETTINGS = (
    # WAL lost agreement between files and acknowledged commits when the power went.
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    # Twelve times slower, and only the end of the process clears Python's own copies.
    "cipher_memory_security=OFF",
    "busy_timeout=3000",
)


class Database:
    """A connection that speaks in rows and in Trouble, used on the thread that opened it."""

    def __init__(self, path: Path, key: bytes, *, mode: str = "rw") -> None:
        """Open the file, which is there; ``mode`` is SQLite's: rw or ro."""
        # SQLCipher takes a raw key of another length for a passphrase, silently.
        if len(key) != KEY_BYTES:
            raise damaged()
        with _spoken_plainly():
            self._connection = sqlcipher.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
            )
        try:
            self._prepare(key)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, key: bytes) -> None:
        with _spoken_plainly():
            self._connection.set_key(b"x'" + key.hex().encode() + b"'")
        # A text that is none closes nothing but itself.
        self._connection.text_factory = lambda text: text.decode(errors="replace")
        self.execute("PRAGMA cipher_log_level=NONE")
        if not self.query("PRAGMA cipher_version"):
            raise StorageFailed(
                "This installation of rjdesk lacks its encryption, so the vault was not opened. "
                "Nothing was changed. Install rjdesk again."
            )
        self.query("SELECT count(*) FROM sqlite_schema")
        for setting in SETTINGS:
            self.execute(f"PRAGMA {setting}")

    def execute(self, statement: str, given: Iterable[object] = ()) -> None:
        """Run one statement that returns nothing anybody looks at."""
        self.query(statement, given)

    def query(self, statement: str, given: Iterable[object] = ()) -> list[Row]:
        """Run one statement and return all its rows, which are few."""
        with _spoken_plainly():
            found: list[Row] = self._connection.execute(statement, tuple(given)).fetchall()
        return found

    def pages(self, statement: str, given: tuple[object, ...], start: Row) -> Iterator[Row]:
        """Return many rows, a page at a time.

        The first columns, as many as ``start`` has, are the place of a row: the statement
        asks for places above the last parameters, in their order.
        """
        place = start
        while True:
            page = self.query(f"{statement} LIMIT {PAGE}", (*given, *place))
            yield from page
            if len(page) < PAGE:
                return
            place = page[-1][: len(start)]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is run inside is kept, or nothing is."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back already, and a second time would be an error.
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            raise

    def copy_to(self, other: Database, told: Callable[[float], object]) -> None:
        """Copy every page into another database, under the key of that one.

        It goes in pieces, between which others may write; what they write is in the copy too.
        ``told`` hears how much is done, from 0 to 1; what it raises ends the copying.
        """
        with _spoken_plainly():
            self._connection.backup(
                other._connection,
                pages=PIECE,
                progress=lambda _status, left, of: told(1 - left / max(of, 1)),
                sleep=BETWEEN_PIECES,
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def make(path: Path, key: bytes) -> Database:
    """Make a new database with its tables, and see that it is really encrypted."""
    with files_spoken_plainly(path.parent):
        # SQLite would let the group read it, and gives its journal the bits of the database.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    database = Database(path, key)
    try:
        with database.transaction():
            for table in TABLES:
                database.execute(table)
            database.execute(f"PRAGMA application_id={APPLICATION_ID}")
            database.execute(f"PRAGMA user_version={VERSION}")
        _refuse_plain(path)
    except BaseException:
        database.close()
        raise
    return database


def copied(
    path: Path, key: bytes, into: Path, new_key: bytes, told: Callable[[float], object]
) -> None:
    """Copy a database to a new file under another key; see ``Database.copy_to``."""
    with files_spoken_plainly(into.parent):
        os.close(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source = connect(path, key, read_only=True)
    try:
        target = Database(into, new_key)
        try:
            source.copy_to(target, told)
        finally:
            target.close()
    finally:
        source.close()
    _refuse_plain(into)


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the database of a vault.

    Raises DamagedVault when it is missing, empty, not ours or not under this key, and
    NewerVault when a newer program wrote it.
    """
    # SQLite takes an empty file for a new database, and would show an empty vault.
    if not path.is_file() or path.stat().st_size < SMALLEST_FILE:
        raise damaged()
    database = Database(path, key, mode="ro" if read_only else "rw")
    try:
        _refuse_foreign(database)
    except BaseException:
        database.close()
        raise
    return database


def _refuse_plain(path: Path) -> None:
    """Refuse a file that another library of the same name wrote without encryption."""
    with path.open("rb") as file:
        start = file.read(len(PLAIN_FILE))
    if len(start) < len(PLAIN_FILE) or start == PLAIN_FILE:
        raise StorageFailed(
            "The new vault came out without encryption, so it was thrown away. Nothing was "
            "kept in it. Install rjdesk again."
        )


def _refuse_foreign(database: Database) -> None:
    ((ours,),) = database.query("PRAGMA application_id")
    ((version,),) = database.query("PRAGMA user_version")
    if ours != APPLICATION_ID or version < 1:
        raise damaged()
    if version > VERSION:
        raise NewerVault(
            "This vault was written by a newer version of rjdesk. Nothing in it was changed. "
            "Install the newer version on this computer and open it again."
        )
    schema = database.query("SELECT sql FROM sqlite_schema")
    if version < VERSION or not as_written(text for (text,) in schema):
        raise damaged()


def damaged() -> DamagedVault:
    """Return the trouble of a database that is missing or is not what was written."""
    return DamagedVault(
        "The database of this vault is damaged or missing. Nothing was changed, and no new one "
        "was made in its place. Keep the folder as it is, and put a backup back beside it, or ask "
        "whoever looks after this computer."
    )


@contextmanager
def _spoken_plainly() -> Iterator[None]:
    """Turn what SQLCipher says into Trouble; its own words may name a table and are dropped."""
    try:
        yield
    except sqlcipher.ProgrammingError:
        raise
    except sqlcipher.Error as error:
        raise _trouble(getattr(error, "sqlite_errorname", "") or "") from None


def _trouble(name: str) -> Exception:
    if name.startswith("SQLITE_FULL"):
        return DiskFull(
            "The disk is full, so this was not saved; everything saved before is unharmed. Free "
            "some space and try again."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return VaultInUse(
            "Another program is using the files of this vault, so this was not saved. Nothing was "
            "lost. Close the other program (a backup or a virus scanner, perhaps) and try again."
        )
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_CANTOPEN")):
        return damaged()
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return StorageFailed(
            "The files of this vault cannot be written to, so this was not saved. Nothing was "
            "lost. Check that the disk is not write-protected and try again."
        )
    return StorageFailed(
        f"The vault could not be read or written ({name or 'no reason given'}), so this was not "
        "saved. Nothing saved before was lost. Close rjdesk, check the disk, and open the vault "
        "again."
    )
