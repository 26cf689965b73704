"""Making a vault, and opening one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rjdesk.process.event import MemberId, Stream
from rjdesk.vault.database import connect, damaged, make
from rjdesk.vault.enrolment import refuse_no_label, with_vault_key
from rjdesk.vault.header import (
    COPY,
    DEFAULT,
    NAME,
    Argon2Cost,
    Header,
    read_header,
    renew_copy,
    write_header,
    write_in_one_step,
)
from rjdesk.vault.keys import (
    MemberKeys,
    UnlockKey,
    new_login,
    open_slot,
    unknown_login,
    unwrap_vault_key,
)
from rjdesk.vault.lockfile import NAME as LOCK
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.members import Members
from rjdesk.vault.passphrase import refuse_weak
from rjdesk.vault.seals import KEY_BYTES, Unopened
from rjdesk.vault.session import Session
from rjdesk.vault.streams import StreamKeys
from rjdesk.vault.troubles import FolderInUse, files_spoken_plainly

FIRST_EPOCH = 1
BACKUPS = "backups"
BALLAST = "ballast"
BALLAST_BYTES = 1024 * 1024
"""Room that can be given back when the disk is full: deleting needs some too."""


def create(
    folder: Path,
    *,
    founder: MemberId,
    login: str,
    passphrase: str,
    cost: Argon2Cost = DEFAULT,
    now: Callable[[], datetime],
) -> Session:
    """Make a vault in a new or empty folder and return it open, as its founder sees it.

    The login label is seen by whoever has the files, so it is never a legal name. Raises
    FolderInUse, WeakPassphrase, CostOutOfBounds, DiskFull or StorageFailed; nothing is then
    left behind.
    """
    label = refuse_no_label(login)
    refuse_weak(passphrase, (label, folder.stem))
    vault, keys, vault_key = str(uuid.uuid4()), MemberKeys.fresh(), os.urandom(KEY_BYTES)
    record = new_login(vault, founder, label, passphrase, cost, keys.master)
    record = with_vault_key(record, vault, FIRST_EPOCH, keys, vault_key)
    header = Header(vault=vault, epoch=FIRST_EPOCH, logins=(record,))
    made = _make_folder(folder)
    try:
        lock = VaultLock(folder)
        try:
            _fill(folder, header, founder, keys, vault_key)
            return _session(folder, header, founder, keys, vault_key, lock, now)
        except BaseException:
            lock.release()
            raise
    except BaseException:
        _clear(folder, header, made=made)
        raise


def open_vault(folder: Path, login: str, key: UnlockKey, *, now: Callable[[], datetime]) -> Session:
    """Open a vault with the key that ``keys.derive`` returned, on the thread that will use it.

    Raises WrongPassphrase, UnknownLogin, VaultInUse, NotAVault, NewerVault, DamagedVault or
    CostOutOfBounds; nothing is then created or changed.
    """
    _refuse_without_database(folder, read_header(folder))
    lock = VaultLock(folder)
    try:
        # Read again: until the lock was taken another program may have changed it.
        return _unlocked(folder, read_header(folder), login, key, lock, now)
    except BaseException:
        lock.release()
        raise


def _unlocked(
    folder: Path,
    header: Header,
    login: str,
    key: UnlockKey,
    lock: VaultLock,
    now: Callable[[], datetime],
) -> Session:
    _refuse_without_database(folder, header)
    record = header.login(login)
    if record is None:
        raise unknown_login()
    keys = open_slot(header.vault, record, key)
    try:
        vault_key = unwrap_vault_key(header, record, keys)
    except Unopened:
        raise damaged() from None
    session = _session(folder, header, record.member, keys, vault_key, lock, now)
    renew_copy(folder)
    return session


def _session(
    folder: Path,
    header: Header,
    member: MemberId,
    keys: MemberKeys,
    vault_key: bytes,
    lock: VaultLock,
    now: Callable[[], datetime],
) -> Session:
    database = connect(header.database(folder), vault_key)
    try:
        return Session(
            folder,
            header,
            member=member,
            keys=keys,
            vault_key=vault_key,
            database=database,
            lock=lock,
            now=now,
        )
    except BaseException:
        database.close()
        raise


def _refuse_without_database(folder: Path, header: Header) -> None:
    with files_spoken_plainly(folder):
        path = header.database(folder)
        if not path.is_file() or not path.stat().st_size:
            raise damaged()


def _make_folder(folder: Path) -> bool:
    """Make the folder of a new vault, or take an empty one; say whether it was made."""
    with files_spoken_plainly(folder):
        if folder.exists():
            if not folder.is_dir() or any(folder.iterdir()):
                raise FolderInUse(
                    f"“{folder.name}” holds something already, so no vault was made in it. "
                    "Nothing was changed. Choose another name or an empty folder."
                )
            return False
        folder.mkdir(mode=0o700, parents=True)
        return True


def _fill(
    folder: Path, header: Header, founder: MemberId, keys: MemberKeys, vault_key: bytes
) -> None:
    """Write everything of a new vault; the header comes last and makes it one."""
    meta = {"vault": header.vault, "installation": str(uuid.uuid4())}
    database = make(header.database(folder), vault_key, meta)
    try:
        with database.transaction():
            members = Members(database, header.vault)
            members.admit(founder, keys, founder, keys)
            StreamKeys(database, header.vault, founder, keys, members).mint(None, Stream.COALITION)
    finally:
        database.close()
    with files_spoken_plainly(folder):
        (folder / BACKUPS).mkdir(mode=0o700)
        write_in_one_step(folder / BALLAST, os.urandom(BALLAST_BYTES))
    write_header(folder, header)


def _clear(folder: Path, header: Header, *, made: bool) -> None:
    """Take away what a vault that could not be finished has left, and only that."""
    path = header.database(folder)
    with files_spoken_plainly(folder):
        for name in (NAME, COPY, LOCK, BALLAST, path.name, f"{path.name}-journal"):
            (folder / name).unlink(missing_ok=True)
        if (folder / BACKUPS).is_dir():
            (folder / BACKUPS).rmdir()
        if made:
            folder.rmdir()
