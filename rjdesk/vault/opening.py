"""Opening a vault: on a file that others could write to, every unlock is an arrival."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from rjdesk.desk.ports import Trouble
from rjdesk.vault.anchor import Anchors
from rjdesk.vault.arrival import Arrival, Unlocked
from rjdesk.vault.ballast import renew_ballast
from rjdesk.vault.counted import CountsHere
from rjdesk.vault.database import Database, connect, damaged
from rjdesk.vault.gone import Gone
from rjdesk.vault.header import Header, Login, read_header, renew_copy
from rjdesk.vault.keyring import Keyring
from rjdesk.vault.keys import (
    LoginSlot,
    NewSecret,
    UnlockKey,
    open_slot,
    opened_vault_key,
    unknown_login,
)
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.recovery import code_key, read_code
from rjdesk.vault.resealing import clear_former_databases
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import WrongCode, WrongPassphrase, files_spoken_plainly

OpenedT = TypeVar("OpenedT")


def derive(folder: Path, login: str, passphrase: str) -> UnlockKey:
    """Stretch a passphrase and try it on the member's slot (some 0.6 s; safe in any thread).

    Raises WrongPassphrase, UnknownLogin, or what reading the header raises.
    """
    return derive_in(read_header(folder), login, passphrase)


def derive_in(header: Header, login: str, passphrase: str) -> UnlockKey:
    """Stretch a passphrase and try it on the member's slot in a header; raises like ``derive``."""
    return _first_that_opens(
        header.labelled(login), lambda each: LoginSlot(header.vault, each).derive(passphrase)
    )


def unlocked_in(header: Header, login: str, key: UnlockKey) -> Unlocked:
    """Return how a derived key unlocks a header; raises WrongPassphrase or UnknownLogin."""
    return _first_that_opens(
        header.labelled(login),
        lambda each: Unlocked(header, each, open_slot(header.vault, each, key)),
    )


def derive_or_read(header: Header, login: str, typed: str) -> UnlockKey | Unlocked:
    """Return what a passphrase gives, or how a recovery code unlocks, whichever was typed."""
    try:
        code = read_code(typed)
    except WrongCode:
        return derive_in(header, login, typed)
    return by_code(header, login, code)


def open_vault(
    folder: Path,
    login: str,
    key: UnlockKey,
    *,
    now: Callable[[], datetime],
    state: Path | None = None,
    keyring: Keyring | None = None,
    own: NewSecret | None = None,
) -> Session:
    """Open a vault with the key that ``derive`` returned, on the thread that will use it.

    ``state`` is where the program keeps what it saw last, outside the vault, and ``keyring`` has
    a copy of it. ``own`` is what a member's own passphrase was stretched to, at their first
    session, where they make keys of their own; without it that raises FirstSession. Raises
    WrongPassphrase, UnknownLogin, VaultInUse, NotAVault, NewerVault, DamagedVault, NoKeysAnyMore
    or CostOutOfBounds; nothing is then created or changed.
    """
    _refuse_without_database(folder, read_header(folder))
    lock = VaultLock(folder)
    try:
        # Read again: until the lock was taken another program may have changed it.
        header = read_header(folder)
        _refuse_without_database(folder, header)
        unlocked = unlocked_in(header, login, key)
        session = session_in(
            folder, unlocked, lock=lock, now=now, state=state, keyring=keyring, own=own
        )
        _tidy(folder, session, lock)
    except BaseException:
        lock.release()
        raise
    return session


def _tidy(folder: Path, session: Session, lock: VaultLock) -> None:
    """Bring the files beside the database up to date, where nothing speaks against the vault."""
    if session.doubts or not lock.can_write:
        return
    renew_copy(folder)
    with contextlib.suppress(Trouble):
        session.clear_logins()
        session.keep_vault_key()
        renew_ballast(folder)
        clear_former_databases(folder, read_header(folder))


def recover(
    folder: Path,
    login: str,
    code: str,
    own: NewSecret,
    *,
    now: Callable[[], datetime],
    state: Path | None = None,
    keyring: Keyring | None = None,
) -> Session:
    """Open a vault with a recovery code, once: the member makes new keys, under a new passphrase.

    What the old keys held, the new ones hold. Raises WrongCode, and like ``open_vault``.
    """
    read = read_code(code)
    _refuse_without_database(folder, read_header(folder))
    lock = VaultLock(folder)
    try:
        header = read_header(folder)
        unlocked = by_code(header, login, read)
        session = session_in(
            folder,
            unlocked,
            lock=lock,
            now=now,
            state=state,
            keyring=keyring,
            own=own,
            recovered=True,
        )
        _tidy(folder, session, lock)
    except BaseException:
        lock.release()
        raise
    return session


def by_code(header: Header, login: str, code: bytes) -> Unlocked:
    """Return how a recovery code unlocks a header; raises WrongCode or UnknownLogin."""
    logins = header.labelled(login)
    if not logins:
        raise unknown_login()
    for each in logins:
        if (slot := each.code) is not None:
            with contextlib.suppress(WrongPassphrase):
                key = code_key(code, slot.salt)
                return Unlocked(header, each, open_slot(header.vault, each, key, slot))
    raise WrongCode(
        "This is not the recovery code of this login. A code opens it once, and a newer one takes "
        "the place of an older. Nothing was changed. Look for the latest sheet."
    )


def _first_that_opens(logins: Sequence[Login], opened: Callable[[Login], OpenedT]) -> OpenedT:
    """Return what the first login opens to that does: there are two while keys are renewed."""
    if not logins:
        raise unknown_login()
    *first, last = logins
    for login in first:
        with contextlib.suppress(WrongPassphrase):
            return opened(login)
    return opened(last)


def session_in(
    folder: Path,
    unlocked: Unlocked,
    *,
    lock: VaultLock,
    now: Callable[[], datetime],
    state: Path | None = None,
    keyring: Keyring | None = None,
    own: NewSecret | None = None,
    recovered: bool = False,
) -> Session:
    """Return the session of a member whose slot is open, in a folder whose lock is held.

    Who was ``recovered``, like whoever comes for the first time, makes keys of their own.
    """
    header, login, opened = unlocked.header, unlocked.login, unlocked.opened
    try:
        vault_key = opened_vault_key(login, header.vault, header.epoch, opened.keys)
    except UnopenedError:
        raise damaged() from None
    database = connect(header.database(folder), vault_key, read_only=not lock.can_write)
    try:
        _refuse_another_vaults(database, header)
        anchors = Anchors(state, header.vault, keyring)
        gone, counted = Gone(state, header.vault), CountsHere(state, header.vault)
        arrival = Arrival(folder, unlocked, vault_key, database, anchors, gone, counted)
        if arrival.key.provisional or recovered:
            arrival = arrival.renewed(own, now)
        return Session(folder, arrival, lock=lock, now=now)
    except BaseException:
        database.close()
        raise


def _refuse_another_vaults(database: Database, header: Header) -> None:
    rows = database.query("SELECT value FROM meta WHERE name = 'vault'")
    if rows != [(header.vault,)]:
        raise damaged()


def _refuse_without_database(folder: Path, header: Header) -> None:
    with files_spoken_plainly(folder):
        path = header.database(folder)
        if not path.is_file() or not path.stat().st_size:
            raise damaged()
