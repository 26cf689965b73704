"""Backups: one sealed file each, made from an open vault and verified by reading it back.

A backup is a zip archive of three members, stored as they are: ``backup.json`` says what it is
and holds its key, wrapped for each key in force; ``header.json`` is the header of the vault as it
was; ``vault.db`` is the database under the key of the backup. What is written here runs in any
thread, on connections of its own, in pieces between which others may write (``FORMAT.md``).
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from rjdesk.desk.ports import BackupFile, GoOn, Trouble
from rjdesk.process.authority import KeyId
from rjdesk.process.kernel.event import EntryId
from rjdesk.vault.database import connect, copied
from rjdesk.vault.header import MOST_BYTES, NAME, Header, decoded, sound_header, spelled
from rjdesk.vault.keys import MemberKeys
from rjdesk.vault.seals import KEY_BYTES, UnopenedError, context, unwrap, wrap
from rjdesk.vault.troubles import (
    NewerVault,
    NoKeysAnyMore,
    NotABackup,
    StorageFailed,
    files_spoken_plainly,
    must,
)
from rjdesk.vault.writing import in_the_making, sync_folder

FORMAT = "rjdesk backup"
VERSION = 1
SUFFIX = ".rjbackup"
ABOUT = "backup.json"
DATABASE = "vault.db"
PIECE = 1024 * 1024
"""How many bytes are copied between two questions whether to go on."""
DAMAGED = (BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
"""What reading an archive of which single bytes were changed raises, by which byte it was."""


class AboutBackup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says of itself: of which vault, when it was made, and who opens it.

    ``tip`` is the last entry of the coalition's line in it, ``entries`` how many there are of all
    streams. ``keys`` holds the key of its database, wrapped for each key in force then.
    """

    format: str = FORMAT
    version: int = VERSION
    id: str
    vault: str
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    tip: EntryId
    entries: int
    keys: dict[KeyId, bytes]


class _Stamp(msgspec.Struct):
    """What every version of a backup has."""

    format: str
    version: int


@dataclass(frozen=True, slots=True)
class Source:
    """An open vault as a backup is made of it: plain values, which any thread may use.

    ``receivers`` are the public keys (X25519) of those who can open the backup.
    """

    database: Path
    vault_key: bytes
    header: Header
    receivers: Mapping[KeyId, bytes]
    tip: EntryId
    now: Callable[[], datetime]

    def write(self, folder: Path, go_on: GoOn = lambda _done: True) -> BackupFile:
        """Write a backup into a folder and read it back.

        Raises Stopped where it is not to go on, DiskFull or StorageFailed; nothing is then left
        in the folder.
        """
        made = self.now()
        name = uuid.uuid4().hex[:12]
        place = folder / backup_name(made, name)
        plain = folder / in_the_making(f"{name}.db")
        with files_spoken_plainly(folder):
            self._clear(folder)
            try:
                self._written(place, plain, name, made, go_on)
            finally:
                for left in (plain, plain.with_name(f"{plain.name}-journal")):
                    left.unlink(missing_ok=True)
        return BackupFile(name, place.name)

    def _clear(self, folder: Path) -> None:
        """Take away what a program left that was killed: whole, it is a backup in no list."""
        for left in folder.glob(in_the_making(f"*{SUFFIX}")):
            with contextlib.suppress(Trouble):
                if read_backup(left).about.vault == self.header.vault:
                    left.unlink(missing_ok=True)

    def _written(self, place: Path, plain: Path, name: str, made: datetime, go_on: GoOn) -> None:
        key = os.urandom(KEY_BYTES)
        entries = self._copy(plain, key, go_on)
        about = AboutBackup(
            id=name,
            vault=self.header.vault,
            made=made,
            tip=self.tip,
            entries=entries,
            keys={
                receiver: wrap(key, public, _about_key(self.header.vault, name, receiver))
                for receiver, public in self.receivers.items()
            },
        )
        fresh = place.with_name(in_the_making(place.name))
        try:
            self._pack(fresh, plain, about, go_on)
            _read_back(fresh, go_on)
            fresh.replace(place)
        finally:
            fresh.unlink(missing_ok=True)
        sync_folder(place.parent)

    def _copy(self, plain: Path, key: bytes, go_on: GoOn) -> int:
        """Copy the database under another key, and see that all of it is there and sound."""
        copied(self.database, self.vault_key, plain, key, lambda done: must(go_on, done * 0.6))
        copy = connect(plain, key, read_only=True)
        try:
            sound = not copy.query("PRAGMA cipher_integrity_check")
            whole = copy.query("PRAGMA integrity_check") == [("ok",)]
            there = copy.query("SELECT 1 FROM entries WHERE id = ?", (bytes.fromhex(self.tip),))
            ((entries,),) = copy.query("SELECT count(*) FROM entries")
        finally:
            copy.close()
        if not (sound and whole and there):
            raise _not_as_it_was()
        return int(entries)

    def _pack(self, fresh: Path, plain: Path, about: AboutBackup, go_on: GoOn) -> None:
        """Put everything into one file, and on the disk."""
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with ZipFile(file, "w", ZIP_STORED) as archive:
                archive.writestr(_entry(ABOUT), msgspec.json.encode(about))
                archive.writestr(_entry(NAME), spelled(self.header))
                size = plain.stat().st_size
                with plain.open("rb") as read, archive.open(_entry(DATABASE, size), "w") as into:
                    _pour(read, into, size, lambda done: must(go_on, 0.7 + done * 0.2))
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it was found: what it says of itself, and the header in it."""

    path: Path
    about: AboutBackup
    header: Header

    def key_for(self, keys: MemberKeys) -> bytes:
        """Return the key of the database in it; raises NoKeysAnyMore for a member it is not for."""
        wrapped = self.about.keys.get(keys.id)
        try:
            return unwrap(
                wrapped, keys.private, _about_key(self.about.vault, self.about.id, keys.id)
            )
        except UnopenedError:
            raise NoKeysAnyMore(
                "This backup was not made for you to open. Nothing was changed. Ask another member "
                "who had keys when it was made."
            ) from None

    def unpack(self, into: Path, go_on: GoOn) -> None:
        """Write the database in it, sealed as it is, to a new file."""
        with files_spoken_plainly(into.parent), _opened(self.path) as archive:
            size = archive.getinfo(DATABASE).file_size
            descriptor = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file, archive.open(DATABASE) as read:
                _pour(read, file, size, lambda done: must(go_on, done))


def read_backup(path: Path) -> Backup:
    """Return what a backup says of itself; raises NotABackup or NewerVault."""
    with files_spoken_plainly(path), _opened(path) as archive:
        found = archive.namelist()
        if sorted(found) != sorted((ABOUT, NAME, DATABASE)):
            raise not_a_backup(path)
        small = [archive.getinfo(name).file_size <= MOST_BYTES for name in (ABOUT, NAME)]
        stored = all(each.compress_type == ZIP_STORED for each in archive.infolist())
        if not (all(small) and stored):
            raise not_a_backup(path)
        content, spelling = archive.read(ABOUT), archive.read(NAME)
    stamp = decoded(content, _Stamp)
    if stamp is not None and stamp.format == FORMAT and stamp.version > VERSION:
        raise NewerVault(
            f"“{path.name}” was written by a newer version of rjdesk. Nothing was changed. Install "
            "the newer version on this computer and open it again."
        )
    about, header = decoded(content, AboutBackup), sound_header(spelling)
    if about is None or about.format != FORMAT or header is None or header.vault != about.vault:
        raise not_a_backup(path)
    return Backup(path, about, header)


def backup_name(made: datetime, name: str) -> str:
    """Return what the file of a backup is called: its day, and which it is; never whose."""
    return f"backup-{made.date().isoformat()}-{name}{SUFFIX}"


def not_a_backup(path: Path) -> NotABackup:
    """Return the trouble of a file that is no backup, or is damaged."""
    return NotABackup(
        f"“{path.name}” is no backup of a vault, or it is damaged. Nothing was changed. Choose "
        f"another file whose name ends in {SUFFIX}."
    )


def _read_back(fresh: Path, go_on: GoOn) -> None:
    """See that what lies on the disk now is what was written, to the last byte."""
    if not is_whole(read_backup(fresh), lambda done: must(go_on, 0.9 + done * 0.1)):
        raise _not_as_it_was()


def is_whole(backup: Backup, told: Callable[[float], object]) -> bool:
    """Whether the database in a backup is to the last byte what its check sum says."""
    try:
        with files_spoken_plainly(backup.path), _opened(backup.path) as archive:
            size, done = archive.getinfo(DATABASE).file_size, 0
            with archive.open(DATABASE) as read:
                while piece := read.read(PIECE):
                    done += len(piece)
                    told(done / size)
    except NotABackup:
        return False
    return done == size > 0


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    """Open the archive; whatever is wrong with it while it is read is said as NotABackup."""
    try:
        with ZipFile(path) as archive:
            yield archive
    except DAMAGED:
        raise not_a_backup(path) from None


def _entry(name: str, size: int = 0) -> ZipInfo:
    """Return a member of the archive that says nothing of the clock."""
    entry = ZipInfo(name)
    entry.external_attr = 0o600 << 16
    entry.file_size = size
    return entry


def _pour(read: IO[bytes], into: IO[bytes], size: int, told: Callable[[float], object]) -> None:
    done = 0
    while piece := read.read(PIECE):
        into.write(piece)
        done += len(piece)
        told(min(1.0, done / max(size, 1)))


def _about_key(vault: str, backup: str, key: KeyId) -> bytes:
    return context("backup", vault, backup, key)


def _not_as_it_was() -> StorageFailed:
    return StorageFailed(
        "What was written does not read back as it should, so the backup was thrown away. The "
        "vault itself is as it was. Try another place for it, on another disk."
    )
