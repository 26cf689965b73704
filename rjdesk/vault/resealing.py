"""The whole database under a new key: what whoever left knows opens nothing that is written after.

A new file is made beside the old one, with the act that names its key; the header that names the
file takes the place of the former one in one step, and only then the old file goes. Whenever the
process is killed, one of the two is the vault.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from rjdesk.desk.ports import GoOn, Trouble
from rjdesk.process.authority import KeyId, VaultKeyBegun
from rjdesk.process.held import Holds, MemberKey
from rjdesk.process.kernel.event import BatchId
from rjdesk.vault.coalition import VerifiedTo
from rjdesk.vault.database import connect, copied
from rjdesk.vault.enrolment import with_vault_key
from rjdesk.vault.header import Header, Login, database_name, read_header, write_header
from rjdesk.vault.journal import Journals, Pen, RecordedAt, SigningKey
from rjdesk.vault.keys import MemberKeys, vault_commitment, wrapped_vault_key
from rjdesk.vault.seals import KEY_BYTES
from rjdesk.vault.standing import must_count
from rjdesk.vault.troubles import StorageFailed, files_spoken_plainly, must
from rjdesk.vault.writing import sync_folder


@dataclass(frozen=True, slots=True)
class Resealing:
    """A vault that is to be sealed anew: plain values, which any thread may use.

    ``mark`` is what the session has read: who may open the vault is read on from there, whatever
    is gone before it. Nobody else has the vault open. ``hold`` is told True before anything is
    read, and from then on the session that asks for it writes nothing; False where it came to
    nothing. ``while_open`` keeps that session from closing, or raises Stopped where it has: others
    may have written since.
    """

    folder: Path
    header: Header
    vault_key: bytes
    keys: MemberKeys
    mark: VerifiedTo
    now: Callable[[], datetime]
    hold: Callable[[bool], None]
    while_open: Callable[[], AbstractContextManager[None]]

    def __call__(self, go_on: GoOn) -> None:
        """Seal it anew; raises Stopped, DiskFull or StorageFailed, and it is as it was."""
        epoch, secret = self.header.epoch + 1, os.urandom(KEY_BYTES)
        self.hold(True)  # noqa: FBT003 - it is what it is told
        fresh = self.folder / database_name(epoch)
        with files_spoken_plainly(self.folder):
            _remove(fresh)  # left by one that was killed before its header was written
            try:
                copied(
                    self.header.database(self.folder),
                    self.vault_key,
                    fresh,
                    secret,
                    lambda done: must(go_on, done * 0.95),
                )
                holds = self._named_in(fresh, secret, epoch)
                with self.while_open():
                    write_header(self.folder, self._header(holds, secret, epoch))
            except BaseException:
                if self._is_named(epoch):
                    return  # only the copy of the header failed, which the next session renews
                _remove(fresh)
                self.hold(False)  # noqa: FBT003
                raise

    def _is_named(self, epoch: int) -> bool:
        """Whether the header names the new file already, which then is the vault."""
        with contextlib.suppress(Trouble, OSError):
            return read_header(self.folder).epoch == epoch
        return False

    def _named_in(self, fresh: Path, secret: bytes, epoch: int) -> Holds:
        """Write in the new file which key it is sealed under; return who holds what."""
        database = connect(fresh, secret)
        try:
            journals = Journals(database, self.header.vault, self.keys, self.mark)
            if journals.coalition.line.tip != self.mark.tip:
                raise StorageFailed(
                    "What was copied is not what was read here, so the vault was not sealed anew. "
                    "Nothing was changed. Have it examined, on the page of the vault."
                )
            commitment = vault_commitment(secret, self.header.vault)
            act = VaultKeyBegun(epoch=epoch, commitment=commitment)
            with database.transaction():
                pen = Pen(
                    database, self.header.vault, journals, RecordedAt(self.now(), BatchId(""))
                )
                must_count(pen.authority(act, SigningKey.of(self.keys))[1])
            return journals.holds
        finally:
            database.close()

    def _header(self, holds: Holds, secret: bytes, epoch: int) -> Header:
        """Return the header with the new key for everybody who has keys of their own.

        Keys to begin with are known to whoever gave them, who may be the one that left: whoever
        was invited and has not been here yet is given new ones.
        """
        grown = msgspec.structs.replace(self.header, epoch=epoch)
        known = {key.id: key for key in holds.keys.values() if key.acts}
        logins = tuple(
            self._login(grown, login, known, secret) for login in grown.logins if login.key in known
        )
        return msgspec.structs.replace(grown, logins=logins)

    def _login(
        self, header: Header, login: Login, known: Mapping[KeyId, MemberKey], secret: bytes
    ) -> Login:
        if login.key == self.keys.id:
            return with_vault_key(login, header, self.keys, secret)
        public = known[login.key].hpke
        wrapped = wrapped_vault_key(secret, header.vault, header.epoch, login.key, public)
        return msgspec.structs.replace(login, vault_key=wrapped)


def clear_former_databases(folder: Path, header: Header) -> None:
    """Take away the databases of former keys; only where nothing speaks against the vault.

    One of a later key may be the vault, and an older header have been put back: it stays.
    """
    former = (folder / database_name(epoch) for epoch in range(1, header.epoch))
    for path in former:
        with contextlib.suppress(OSError):
            _remove(path)


def _remove(path: Path) -> None:
    there = path.exists()
    for name in (path, path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)
    if there:
        sync_folder(path.parent)
