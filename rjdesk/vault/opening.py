"""Opening a vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.database import connect, damaged
from rjdesk.vault.header import Header, read_header, renew_copy
from rjdesk.vault.keys import MemberKeys, UnlockKey, open_slot, unknown_login, unwrap_vault_key
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import files_spoken_plainly


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
    except UnopenedError:
        raise damaged() from None
    session = session_in(folder, header, record.member, keys, vault_key, lock, now)
    renew_copy(folder)
    return session


def session_in(
    folder: Path,
    header: Header,
    member: MemberId,
    keys: MemberKeys,
    vault_key: bytes,
    lock: VaultLock,
    now: Callable[[], datetime],
) -> Session:
    """Return the session of a member whose keys are known, in a folder whose lock is held."""
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
