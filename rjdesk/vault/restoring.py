"""Putting a backup back: into a new folder, which becomes a vault only when somebody says so.

What a backup holds is shown before anything lies in its place. Whoever may have lost their keys
since holds them again in it, so it is for reading only until two who hold an office have said that
it counts, and nothing is sealed as it was before (``Arrival.doubts``, ``Restored``).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from rjdesk.desk.ports import BackupHolding, GoOn, Trouble
from rjdesk.vault.arrival import RESTORED, Unlocked
from rjdesk.vault.backup import Backup, not_a_backup, read_backup
from rjdesk.vault.ballast import lay_ballast
from rjdesk.vault.counted import CountsHere
from rjdesk.vault.counting import Counts
from rjdesk.vault.creating import clear, made_beside, move_into_place, offered
from rjdesk.vault.database import connect, copied
from rjdesk.vault.gone import Gone
from rjdesk.vault.header import write_header
from rjdesk.vault.journal import Journals, SigningKey
from rjdesk.vault.keys import MemberKeys, UnlockKey, as_key, opened_vault_key
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.opening import derive_or_read, unlocked_in
from rjdesk.vault.own import OwnRows, read_marks
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.troubles import DamagedVault, files_spoken_plainly, must
from rjdesk.vault.writing import sync_folder

UNPACKED = "unpacked.db"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that lies unpacked beside the place where it is to be a vault.

    Either ``finish`` or ``drop`` it; what a killed program leaves goes with the next attempt.
    """

    holding: BackupHolding
    place: Path
    _beside: Path
    _lock: VaultLock

    def finish(self) -> Path:
        """Make it the vault of its place; return where that is. Raises like ``prepare``."""
        self._lock.release()
        move_into_place(self._beside, self.place)
        return self.place

    def drop(self) -> None:
        """Take away what was unpacked."""
        self._lock.release()
        with contextlib.suppress(Trouble):
            clear(self._beside)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A backup that was found, before anybody opened it."""

    backup: Backup
    state: Path | None = None

    @property
    def logins(self) -> tuple[str, ...]:
        """The login labels of those for whom it was made."""
        made_for = self.backup.about.keys
        return tuple(each.label for each in self.backup.header.logins if each.key in made_for)

    def derive(self, login: str, passphrase: str) -> UnlockKey | Unlocked:
        """Try a passphrase, or a recovery code, on the slots in it; raises like ``derive_in``."""
        return derive_or_read(self.backup.header, login, passphrase)

    def prepare(self, login: str, key: object, place: Path, go_on: GoOn) -> Prepared:
        """Unpack it; see ``prepare``."""
        unlocked = key
        if not isinstance(unlocked, Unlocked):
            unlocked = unlocked_in(self.backup.header, login, as_key(key))
        return prepare(self.backup, unlocked, place, self.state, go_on)


def find(file: Path, state: Path | None = None) -> Sealed:
    """Return the backup in a file; raises NotABackup, NewerVault or StorageFailed.

    In ``state`` lies what this computer knows of the vault.
    """
    return Sealed(read_backup(file), state)


def delete(file: Path, backup: str) -> None:
    """Delete a file, where it is that backup and no other; raises NotABackup or StorageFailed."""
    if read_backup(file).about.id != backup:
        raise not_a_backup(file)
    with files_spoken_plainly(file):
        file.unlink()
        sync_folder(file.parent)


def prepare(
    backup: Backup,
    unlocked: Unlocked,
    place: Path,
    state: Path | None = None,
    go_on: GoOn = lambda _done: True,
) -> Prepared:
    """Unpack a backup for a member, beside the place of the new vault; in any thread.

    What is known here to be destroyed since is destroyed in it before it lies there.

    Raises FolderInUse, NotABackup, NoKeysAnyMore, Stopped, DiskFull or StorageFailed; nothing is
    then left behind.
    """
    place = offered(place)
    keys = unlocked.opened.keys
    with made_beside(place) as beside:
        lock = VaultLock(beside)
        try:
            sealed = backup.key_for(keys)
            backup.unpack(beside / UNPACKED, lambda done: go_on(done * 0.3))
            vault_key = opened_vault_key(
                unlocked.login, backup.header.vault, backup.header.epoch, keys
            )
            database = backup.header.database(beside)
            copied(
                beside / UNPACKED,
                sealed,
                database,
                vault_key,
                lambda done: must(go_on, 0.3 + done * 0.6),
            )
            (beside / UNPACKED).unlink()
            holding = _examined(backup, database, vault_key, keys, state)
            lay_ballast(beside)
            write_header(beside, backup.header)
        except (UnopenedError, DamagedVault):
            lock.release()
            raise not_a_backup(backup.path) from None
        except BaseException:
            lock.release()
            raise
        return Prepared(holding, place, beside, lock)


def _examined(
    backup: Backup, path: Path, vault_key: bytes, keys: MemberKeys, state: Path | None
) -> BackupHolding:
    """Mark a database as put back, and return what it holds; raises NotABackup."""
    database = connect(path, vault_key)
    try:
        rows = OwnRows(database, backup.about.vault, keys.id, keys.own)
        # Read on from where this member was: what was gone then was told, and closes nothing.
        marks = read_marks(rows)
        vault = backup.about.vault
        gone = Gone(state, vault).read()
        journals = Journals(database, vault, keys, marks.coalition, marks.verified, gone)
        coalition = journals.coalition
        names = database.query("SELECT value FROM meta WHERE name = 'vault'")
        line = coalition.line
        known = backup.about.tip in coalition.known
        if names != [(backup.about.vault,)] or line.broken or line.forked or not known:
            raise not_a_backup(backup.path)
        with database.transaction():
            database.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                (RESTORED, backup.about.made.isoformat()),
            )
            destroyed = journals.bury_again()
            counts = Counts(database, journals, SigningKey.of(keys))
            counts.put_back(CountsHere(state, vault).read().values())
        holds = coalition.holds
        bodies = [link.body.at for link in line.links if link.body is not None]
        return BackupHolding(
            made=backup.about.made,
            recorded=bodies[-1] if bodies else None,
            members=sum(key.acts for key in holds.keys.values()),
            cases=len(holds.notes),
            mine=sum(holds.holds(keys.id, record) for record in holds.notes),
            destroyed=destroyed,
        )
    finally:
        database.close()
