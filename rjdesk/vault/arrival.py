"""A member at the door: what they read of the vault, and what speaks against it.

On a file that others can write to, every unlock is an arrival: the coalition's line is read on
from where this member was last, and compared with what everybody saw on this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rjdesk.process.authority import COALITION, KeyRenewed, StreamId, VaultKeyBegun
from rjdesk.process.held import MemberKey
from rjdesk.process.kernel.event import BatchId, EntryId
from rjdesk.vault.anchor import Anchor, Anchors, hash_of
from rjdesk.vault.counted import CountsHere
from rjdesk.vault.database import Database
from rjdesk.vault.enrolment import left_behind, own_login
from rjdesk.vault.gone import Gone
from rjdesk.vault.header import Header, Login, write_header
from rjdesk.vault.journal import Journals, Pen, RecordedAt, SigningKey
from rjdesk.vault.keys import MemberKeys, NewSecret, Opened, is_its_owners, vault_commitment
from rjdesk.vault.own import OwnRows, ReadSoFar, keep_marks, read_marks
from rjdesk.vault.troubles import DiskFull, FirstSession, NoKeysAnyMore, StorageFailed

NOT_HERE_BEFORE = (
    "You did not use this vault on this computer before, or what was noted here of it is gone."
)

FILE_BEHIND = (
    "The file in which this computer notes who saw what of this vault is gone, or older than it "
    "was. Its password store still knew, and the vault was compared with that."
)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A slot that was opened: of which header, of which login, and what was in it.

    ``new`` is said of keys that were made this moment: nobody read anything with them yet.
    """

    header: Header
    login: Login
    opened: Opened
    new: bool = False


RESTORED = "restored"
"""Under which name the tables say that the vault was put back from a backup, and of which day."""


def put_back(database: Database) -> str:
    """Return of which day the backup was that a vault was put back from, where nobody confirmed it.

    It speaks for nothing: who writes to the file can take it away as they could unpack a backup.
    """
    rows = database.query("SELECT value FROM meta WHERE name = ?", (RESTORED,))
    return str(rows[0][0])[:10] if rows else ""


class Arrival:
    """What a member arrives with, and what they find."""

    def __init__(
        self,
        folder: Path,
        unlocked: Unlocked,
        vault_key: bytes,
        database: Database,
        anchors: Anchors,
        gone: Gone,
        counted: CountsHere,
    ) -> None:
        self.header, self.login, self.opened = unlocked.header, unlocked.login, unlocked.opened
        self.folder, self.new = folder, unlocked.new
        self.vault_key, self.database, self.anchors = vault_key, database, anchors
        header, opened, keys = self.header, self.opened, self.opened.keys
        self.lines = anchors.read()
        self.rows = OwnRows(database, header.vault, keys.id, keys.own)
        self.marks: ReadSoFar = read_marks(self.rows)
        self.gone, self.counted, marks = gone, counted, self.marks
        self.journals = Journals(
            database, header.vault, keys, marks.coalition, marks.verified, gone.read()
        )
        self.journals.hinted([opened.tip])
        self.key = self._my_key()

    def _my_key(self) -> MemberKey:
        """Return the key that sits here; raises NoKeysAnyMore where it is in force no more."""
        known = self.journals.holds.keys.get(self.opened.keys.id)
        if known is None:
            raise NoKeysAnyMore(
                "These keys wait for a second member who holds an office to confirm them. Nothing "
                "was changed. Ask them to unlock the vault once."
            )
        if known.ended:
            raise NoKeysAnyMore(
                "These keys open this vault no more. Nothing was changed. If you belong to the "
                "coalition, ask somebody who holds an office to give you new ones."
            )
        if self.login.is_first and not known.provisional:
            raise NoKeysAnyMore(
                "Somebody has used the passphrase that you were given before you, and knows the "
                "keys that it opens. Nothing was changed. Tell another member who holds an office, "
                "and ask for new keys."
            )
        return known

    def renewed(self, own: NewSecret | None, now: Callable[[], datetime]) -> Arrival:
        """Make keys that nobody else has seen in the place of those that were given, or recovered.

        What the old ones held follows. Without a secret of one's own that raises FirstSession.

        The header holds both logins until the line knows the new one, so that whenever the power
        goes one of them opens the vault.
        """
        if own is None:
            raise FirstSession(
                "You unlock this vault for the first time. Choose a passphrase of your own."
            )
        if set(self.doubts()) - self._of_another_place(recovered=not self.key.provisional):
            raise NoKeysAnyMore(
                "This vault is not as it was left, so you cannot make keys of your own in it now. "
                "Nothing was changed. Tell somebody who holds an office."
            )
        keys = MemberKeys.fresh()
        tip = self.journals.coalition.line.tip
        opened = Opened(keys, tip or self.opened.tip)
        login = own_login(self.header, self.login, own, opened, self.vault_key)
        left = left_behind(self.header, self.journals.holds, self.login.label, self.key.id)
        both = self.header.without(*left).with_login(login)
        write_header(self.folder, both)
        with self.database.transaction():
            pen = Pen(self.database, both.vault, self.journals, RecordedAt(now(), BatchId("")))
            self._move_to(keys, pen)
        header = both.without(self.login.key)
        try:
            write_header(self.folder, header)
        except (DiskFull, StorageFailed):
            header = both  # the next session clears what is left
        unlocked = Unlocked(header, login, opened, new=True)
        return Arrival(
            self.folder,
            unlocked,
            self.vault_key,
            self.database,
            self.anchors,
            self.gone,
            self.counted,
        )

    def _of_another_place(self, *, recovered: bool) -> set[str]:
        """Return the doubts that keep nobody from using a recovery code.

        It is needed on another computer, or after a backup was put back; what is said then is
        said to the new keys too.
        """
        return {NOT_HERE_BEFORE, *self._put_back()} if recovered else set()

    def _move_to(self, keys: MemberKeys, pen: Pen) -> None:
        """Say in the line that other keys take the place of these, and seal what they held anew.

        Drafts come along, and how far was read; summaries are made anew. Inside a transaction.
        """
        mine, holds = self.journals.keys, self.journals.holds
        held = [stream for stream in holds.streams if holds.holds(self.key.id, stream)]
        opened = [
            (stream, epoch, key)
            for stream in held
            for epoch in mine.epochs(stream)
            if (key := mine.key(stream, epoch)) is not None
        ]
        act = KeyRenewed(
            old=self.key.id,
            key=keys.id,
            sign=keys.verifying,
            hpke=keys.public,
            cut={stream: self.journals.tips_of(stream) for stream in held},
        )
        pen.authority(act, SigningKey.of(self.opened.keys), SigningKey.of(keys))
        new = self.journals.holds.keys[keys.id]
        for stream, epoch, key in opened:
            mine.put(stream, epoch, key, [new])
        for stream in held:
            mine.take(stream, self.key.id)
        theirs = OwnRows(self.database, self.header.vault, keys.id, keys.own)
        self.rows.move_drafts(theirs)
        read = ReadSoFar(
            n=1,
            vault_epoch=self.header.epoch,
            coalition=self.journals.coalition.mark,
            streams=self.journals.tips(),
            latest=self.marks.latest,
        )
        keep_marks(theirs, read)

    def doubts(self) -> Iterator[str]:
        """Yield in sentences why the vault is not as it was left."""
        coalition, marks = self.journals.coalition, self.marks
        if not is_its_owners(self.header.vault, self.login, self.key.sign):
            yield "Your login in this vault was not written by you."
        newest = coalition.holds.vault_keys[-1] if coalition.holds.vault_keys else None
        if newest != (self.header.epoch, vault_commitment(self.vault_key, self.header.vault)):
            yield "The database is not sealed under the key that the coalition's journal names."
        known_here = not self.anchors.kept or self.opened.keys.id in self.lines
        if marks.coalition is None and not (self.new or self.key.provisional or known_here):
            yield "What you had read of this vault before is gone from it, and from this computer."
        seen = marks.coalition.tip if marks.coalition else self.opened.tip
        if seen and seen not in coalition.known:
            yield "Entries of the coalition are gone that you have seen here."
        if coalition.line.forked:
            yield "Two entries of the coalition stand where one can be, and nothing says which."
        if coalition.line.broken:
            yield "Entries of the coalition are missing or damaged that you have not read yet."
        lost = self.journals.are_missing(
            {stream: tip for stream, (tip, _) in marks.streams.items() if stream != COALITION}
        )
        if lost:
            yield f"Entries are gone from the end of {lost} journals that were there when you left."
        yield from self._put_back()
        yield from self._doubts_of_anchors()

    def _put_back(self) -> Iterator[str]:
        if day := put_back(self.database):
            yield f"This vault was put back from a backup that was made on {day}."

    def notices(self) -> Iterator[str]:
        """Yield what else a member should know: nothing is closed by it."""
        if self.anchors.is_file_behind:
            yield FILE_BEHIND
        if any(link.is_lost for link in self.journals.coalition.line.links):
            yield (
                "Entries of the coalition are gone or damaged that were there when you read them. "
                "Who may read what stands as you left it; some of what was recorded is missing."
            )
        if gone := len(self.journals.to_bury()):
            cases = "One case of this copy was" if gone == 1 else f"{gone} cases of this copy were"
            yield (
                f"{cases} destroyed since, as this computer knows, and cannot be opened any more. "
                "What is left of that goes as soon as anything is recorded."
            )
        newest = list(self.lines.values())[-1] if self.lines else None
        if newest is not None and newest.tips != hash_of(self._tips_after(newest.tip)):
            who = "you" if newest.key == self.opened.keys.id else "somebody"
            yield (
                f"The vault is not as it was when {who} last locked it on this computer: it ended "
                "without being locked, or something was recorded elsewhere, or is gone."
            )

    def _tips_after(self, tip: EntryId) -> dict[StreamId, tuple[EntryId, int]]:
        """Return the tips of all streams, as they were before the vault itself wrote on.

        That a first session made its keys, or the database was sealed anew, stands behind what
        the last session saw, and is news to nobody.
        """
        tips, links = self.journals.tips(), self.journals.coalition.line.links
        for link in reversed(links):
            if link.row.id == tip:
                return tips | {COALITION: (tip, link.row.envelope.depth)}
            if link.body is None or link.body.tag not in {KeyRenewed.tag, VaultKeyBegun.tag}:
                break
        return tips

    def _doubts_of_anchors(self) -> Iterator[str]:
        if not self.anchors.kept:
            return
        known = self.journals.holds.keys
        mine = self.lines.get(self.opened.keys.id)
        if mine is None and self.marks.anchored:
            yield NOT_HERE_BEFORE
        for line in self.lines.values():
            key = known.get(line.key)
            if key is None or not line.is_signed(self.header.vault, key.sign):
                if key is not None:
                    yield "What was noted on this computer of the last session was changed."
                else:
                    yield "Somebody unlocked this vault here whom it does not know any more."
                continue
            yield from self._behind(line)
        if mine is not None and mine.n > self.marks.n:
            yield "What you had read is older than it was when you left."

    def _behind(self, line: Anchor) -> Iterator[str]:
        """Yield where the vault is older than somebody saw it on this computer."""
        name = "you" if line.key == self.opened.keys.id else "another member"
        if line.tip not in self.journals.coalition.known:
            yield f"Entries of the coalition are gone that {name} saw on this computer."
        if line.epoch > self.header.epoch:
            yield f"The database is older than {name} saw it on this computer."
        login = self.header.login_of(line.key)
        if login is not None and line.generation > login.generation:
            yield "A passphrase that was changed on this computer stands as it was before."
