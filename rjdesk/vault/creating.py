"""Making a vault: beside the place it was offered, and moved there when it is whole.

Whenever the process may be killed, the place holds nothing or a whole vault, and what a killed
attempt has left beside it is taken away by the next one.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.process.authority import VaultFounded, VaultKeyBegun
from rjdesk.process.kernel.event import BatchId, EntryId, MemberId
from rjdesk.vault.arrival import Unlocked
from rjdesk.vault.ballast import NAME as BALLAST
from rjdesk.vault.ballast import lay_ballast
from rjdesk.vault.database import Database, make
from rjdesk.vault.enrolment import refuse_no_label, with_vault_key
from rjdesk.vault.header import COPY, NAME, Header, SlotKind, database_name, write_header
from rjdesk.vault.journal import Journals, Pen, RecordedAt, SigningKey
from rjdesk.vault.keyring import Keyring
from rjdesk.vault.keys import MemberKeys, NewSecret, Opened, new_login, vault_commitment
from rjdesk.vault.lockfile import NAME as LOCK
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.opening import session_in
from rjdesk.vault.seals import KEY_BYTES
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import FolderInUse, StorageFailed, files_spoken_plainly
from rjdesk.vault.writing import in_the_making, sync_folder

FIRST_EPOCH = 1
DATABASE_FILE = re.compile(r"(vault-\d+|unpacked)\.db(-journal)?(\.new)?")
"""What the databases are called that come to lie in a folder that is being made."""


def create(
    folder: Path,
    *,
    founder: MemberId,
    login: str,
    secret: NewSecret,
    now: Callable[[], datetime],
    begin: Callable[[Session], object] = lambda _session: None,
    state: Path | None = None,
    keyring: Keyring | None = None,
) -> Session:
    """Make a vault in a new or empty folder and return it open, as its founder sees it.

    ``begin`` records what the vault begins with, before anything is seen in its place; what it
    raises ends the making. The login label is seen by whoever has the files, so it is never a
    legal name. Raises FolderInUse, LoginTaken, DiskFull or StorageFailed; nothing is then left
    behind.
    """
    label = refuse_no_label(login)
    place = offered(folder)
    with made_beside(place) as beside:
        lock = VaultLock(beside)
        try:
            unlocked = _fill(beside, founder, label, secret, now)
            with session_in(beside, unlocked, lock=lock, now=now) as session:
                begin(session)
        finally:
            # Not every system moves a folder while a file in it is open.
            lock.release()
        move_into_place(beside, place)
    lock = VaultLock(folder)
    try:
        known = replace(unlocked, new=False)
        return session_in(folder, known, lock=lock, now=now, state=state, keyring=keyring)
    except BaseException:
        lock.release()
        raise


def offered(folder: Path) -> Path:
    """Return the place itself, whatever links lead there; raises FolderInUse where it is taken."""
    try:
        place = folder.resolve()
    except (ValueError, RuntimeError):
        raise StorageFailed(
            "No folder can have that name, so no vault was made. Nothing was changed. Choose "
            "another name."
        ) from None
    with files_spoken_plainly(place):
        _refuse_taken(place)
        if os.path.ismount(place):
            raise _nothing_beside(place)
    return place


def _refuse_taken(place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FolderInUse(
            f"“{place.name}” holds something already, so no vault was made in it. Nothing was "
            "changed. Choose another name or an empty folder."
        )


def _nothing_beside(place: Path) -> FolderInUse:
    """Return the trouble of a place that nothing can be moved to, such as a stick of its own."""
    return FolderInUse(
        f"“{place.name}” itself cannot become a vault, so none was made. Nothing was changed. "
        "Add the name of a new folder inside it."
    )


@contextmanager
def made_beside(place: Path) -> Iterator[Path]:
    """Make a folder beside a place; unless it is moved away, it goes again with all in it."""
    _clear_leftovers(place)
    above = [folder for folder in place.parents if not folder.exists()]
    beside = place.with_name(f"{_start_of_names(place)}{uuid.uuid4().hex[:8]}")
    try:
        with files_spoken_plainly(place):
            try:
                for folder in (*reversed(above), beside):
                    folder.mkdir(mode=0o700)
                    sync_folder(folder.parent)
            except PermissionError:
                if place.is_dir():
                    raise _nothing_beside(place) from None
                raise
        yield beside
    except BaseException:
        with contextlib.suppress(Trouble):
            clear(beside)
        for folder in above:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _start_of_names(place: Path) -> str:
    return f".{place.name}.new-"


def _clear_leftovers(place: Path) -> None:
    """Take away what killed attempts have left beside a place, as far as that can be done."""
    with contextlib.suppress(OSError):
        for left in list(place.parent.iterdir()):
            if left.name.startswith(_start_of_names(place)) and not left.is_symlink():
                with contextlib.suppress(Trouble):
                    VaultLock(left).release()  # nobody is making it at this moment
                    clear(left)


def clear(beside: Path) -> None:
    """Take away a folder that did not become a vault, with what ``create`` puts into it."""
    names = {NAME, COPY, BALLAST, LOCK}
    with files_spoken_plainly(beside), contextlib.suppress(FileNotFoundError):
        for file in list(beside.iterdir()):
            of_a_vault = {file.name, file.name.removesuffix(in_the_making(""))} & names
            if of_a_vault or DATABASE_FILE.fullmatch(file.name):
                file.unlink(missing_ok=True)
        beside.rmdir()


def _fill(
    folder: Path,
    founder: MemberId,
    label: str,
    secret: NewSecret,
    now: Callable[[], datetime],
) -> Unlocked:
    """Write everything of a new vault, and see it on the disk; return how its founder unlocks."""
    keys, vault_key = MemberKeys.fresh(), os.urandom(KEY_BYTES)
    database = make(folder / database_name(FIRST_EPOCH), vault_key)
    try:
        with database.transaction():
            vault = _found(database, founder, keys, vault_key, now())
            database.execute("INSERT INTO meta VALUES ('vault', ?)", (vault,))
    finally:
        database.close()
    lay_ballast(folder)
    opened = Opened(keys, EntryId(vault))
    login = new_login(vault, label, secret, opened, kind=SlotKind.PASSPHRASE, generation=1)
    empty = Header(vault=vault, epoch=FIRST_EPOCH, logins=())
    login = with_vault_key(login, empty, keys, vault_key)
    header = empty.with_login(login)
    write_header(folder, header)
    return Unlocked(header, login, opened, new=True)


def _found(
    database: Database, founder: MemberId, keys: MemberKeys, vault_key: bytes, now: datetime
) -> EntryId:
    """Write the first two entries; the id of the first is the vault's."""
    press, me = RecordedAt(now, BatchId("")), SigningKey.of(keys)
    founded = VaultFounded(member=founder, key=keys.id, sign=keys.verifying, hpke=keys.public)
    unnamed = Journals(database, "", keys)
    vault, _ = Pen(database, "", unnamed, press).authority(founded, me)
    journals = Journals(database, vault, keys)
    begun = VaultKeyBegun(epoch=FIRST_EPOCH, commitment=vault_commitment(vault_key, vault))
    Pen(database, vault, journals, press).authority(begun, me)
    return vault


def move_into_place(beside: Path, place: Path) -> None:
    """Put the whole vault in its place in one step; an empty folder there gives way."""
    with files_spoken_plainly(place):
        _refuse_taken(place)
        if os.name != "posix" and place.exists():
            place.rmdir()  # only here a folder is never moved onto another, however empty
        beside.rename(place)
        sync_folder(place.parent)
