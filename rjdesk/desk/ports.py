"""What the desk needs of the world outside: a journal to write in and a press for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

import msgspec

from rjdesk.desk.sheets import Sheet
from rjdesk.process.kernel.event import CaseId, Entry, EntryId, MemberId, SignedEvent, Stream


class Trouble(Exception):  # noqa: N818 - the house calls it trouble: the world failed, not the user
    """The world failed (disk full, wrong passphrase, damaged file).

    The text is shown to a person: what happened, that nothing was lost, what to do next. It
    never holds the name of a participant. ``field`` is the id of what was typed that it is
    about, so that it is said there; "" where it is about nothing typed.
    """

    field = ""


class Mendable(Trouble):
    """Trouble with a vault that the program can put right itself, where somebody asks it to."""


class WeakPassphrase(Trouble):
    """The passphrase would be guessed."""

    field = "new"


class Holders(msgspec.Struct, frozen=True):
    """Members, for each of a case's streams: who holds it, may, is given it, or loses it."""

    record: frozenset[MemberId] = frozenset()
    notes: frozenset[MemberId] = frozenset()

    def __sub__(self, others: Holders) -> Holders:
        """Return those who are not among the others."""
        return Holders(self.record - others.record, self.notes - others.notes)


NOBODY = Holders()


class OfficeChange(msgspec.Struct, frozen=True):
    """Which members a press gives an office, whose it ends, and who leaves the coalition."""

    given: frozenset[MemberId] = frozenset()
    ended: frozenset[MemberId] = frozenset()
    left: frozenset[MemberId] = frozenset()


UNCHANGED = OfficeChange()


class Concerning(Enum):
    """What two office-holders decide about keys and offices; the value is for tests alone."""

    KEYS = "keys"
    KEYS_ENDED = "keys_ended"
    OFFICE = "office"
    OFFICE_ENDED = "office_ended"
    OLDER_COPY = "older_copy"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that one office-holder signed and another is to confirm before it counts.

    ``by`` is who signed it, ``whom`` the member whom it concerns, None where it concerns all.
    ``seconds`` are who can confirm it: others who hold an office, or, where the only other one is
    whom it sends away, every other member.
    """

    entry: EntryId
    by: MemberId
    concerning: Concerning
    whom: MemberId | None
    seconds: frozenset[MemberId]


class DraftKey(msgspec.Struct, frozen=True):
    """Names a draft: the case it belongs to (None before there is one) and which journey."""

    case: CaseId | None
    journey: str


class CoSigner(Protocol):
    """A second member who signs one joint act; the keys live for that act only."""

    @property
    def member(self) -> MemberId:
        """Who signs."""


class Unlocking(Protocol):
    """How one member unlocks their keys: a plain value, which any thread may use."""

    @property
    def login(self) -> str:
        """The login label of the member."""

    def derive(self, passphrase: str) -> object:
        """Return the key that opens the member's slot (some 0.6 s). Raises Trouble when wrong."""


GoOn = Callable[[float], bool]
"""Told how much of long work is done, from 0 to 1; says whether to go on."""


class BackupFile(msgspec.Struct, frozen=True):
    """A backup that was written: its id, and what its file is called."""

    id: str
    file: str


class BackupSource(Protocol):
    """An open vault as a backup is made of it: a plain value, which any thread may use."""

    def write(self, folder: Path, go_on: GoOn) -> BackupFile:
        """Write a backup into a folder and read it back. Raises Trouble, and leaves nothing then.

        Others may write meanwhile.
        """


class Journal(Protocol):
    """An open journal, as one unlocked member sees it.

    Every method that writes is one transaction: all of it is kept, or nothing is.
    """

    @property
    def member(self) -> MemberId:
        """The unlocked member."""

    @property
    def is_open(self) -> bool:
        """Whether this member still sits here: nobody locked, and nobody else sat down."""

    def coalition(self) -> Sequence[Entry]:
        """Return the coalition's journal in fold order."""

    def cases(self) -> Sequence[CaseId]:
        """Return the cases whose record this member can open, oldest first."""

    def entries(self, case: CaseId, stream: Stream) -> Sequence[Entry]:
        """Return a case's record or notes in order of recording; empty where not held."""

    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""

    def begun(self, case: CaseId, stream: Stream) -> bool:
        """Whether that stream of a case was begun, by whomever, and whoever holds it now."""

    def holders(self, case: CaseId) -> Holders:
        """Return who holds a case's two streams; nobody, where it was never begun."""

    def append(
        self,
        case: CaseId | None,
        acts: Sequence[SignedEvent],
        *,
        gives: Holders = NOBODY,
        takes: Holders = NOBODY,
        standing: OfficeChange = UNCHANGED,
        summary: bytes | None = None,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> Sequence[Entry]:
        """Seal, sign, chain and commit the acts in one transaction; return their entries.

        What is recorded together is one press, and its entries share a batch. Coalition
        events go to the coalition's journal, the others to ``case``, which comes into being
        with its first entry, and whose record is then held by this member; so are its notes by
        whoever begins them. ``gives`` are given what this member holds and they lack, as far as
        they have keys; from ``takes`` it is taken, after the acts. ``standing`` says to whom it
        gives an office and whose it ends; from whoever leaves all that they hold is taken, and
        their keys end, which wants two who hold an office unless they say so themself.
        ``summary`` replaces this member's summary of the case; ``drop_draft`` removes a finished
        draft.

        Raises Trouble when the world fails, with nothing written.
        """

    def summaries(self) -> dict[CaseId, bytes]:
        """Return the summaries of the cases this member holds, as this member kept them.

        One that does not open is not among them, nor one since which somebody recorded.
        """

    def save_draft(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft, sealed for this member."""

    def draft(self, key: DraftKey) -> bytes | None:
        """Return this member's draft, or None. Raises Trouble for one that does not open."""

    def drafts(self) -> Sequence[DraftKey]:
        """Name this member's drafts, the latest first."""

    def drop_draft(self, key: DraftKey) -> None:
        """Remove a draft; none is fine."""

    def keep_paper(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep the bytes of a paper printed for signature, sealed in the case's record.

        Without a case it is a document of the library, sealed for the whole coalition.
        """

    def paper(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return the bytes kept under that name, or None. Raises Trouble where they do not open."""

    def drop_paper(self, case: CaseId | None, paper: str) -> None:
        """Remove what is kept under that name; none is fine."""

    def unlocking(self, member: MemberId) -> Unlocking:
        """Return how a member unlocks their keys. Raises Trouble for one who has none yet."""

    def cosigner(self, member: MemberId, key: object) -> AbstractContextManager[CoSigner]:
        """Unlock another member's signing key for one act, with the key derived for them.

        Raises Trouble for a key that is not theirs or a member who has no keys here yet.
        """

    def enrol(
        self, member: MemberId, login: str, secret: object, cosigner: CoSigner | None = None
    ) -> None:
        """Give a member keys under a login label and a secret, for their first session.

        There they choose a passphrase of their own, and until then they hold nothing. Where a
        second office-holder is there and does not co-sign, it waits for them. Raises Trouble when
        the label is taken, the member has keys of their own already, or this one may not.
        """

    def office_holders(self) -> frozenset[MemberId]:
        """Name the members who hold an office here and can sign: what concerns keys wants two."""

    def waiting(self) -> Sequence[Waiting]:
        """Return what lacks the signature of a second office-holder, the earliest first."""

    def countersign(self, entry: EntryId, *, confirmed: bool) -> None:
        """Confirm what another office-holder signed, so that it counts from here; or decline it.

        Raises Trouble for whoever may not.
        """

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put the member's keys under a new secret. Raises Trouble when the old key is wrong."""

    def enrolled(self) -> frozenset[MemberId]:
        """Name the members who have keys of their own in this vault."""

    def invited(self) -> frozenset[MemberId]:
        """Name the members who were given keys and had no session of their own yet."""

    @property
    def is_to_be_resealed(self) -> bool:
        """Whether somebody left who knows the key of the database, and this member may act."""

    def resealing(self) -> Callable[[GoOn], None]:
        """Return what seals the whole vault under a new key, in any thread.

        Nobody records meanwhile, and afterwards the vault is closed and unlocked again. Raises
        Trouble; the vault is then as it was.
        """

    @property
    def has_code(self) -> bool:
        """Whether this member has a recovery code, which they have typed back."""

    def set_code(self, code: str) -> None:
        """Have a recovery code open this login once. Raises Trouble for what is none."""

    def destruction_signed(self, case: CaseId) -> bytes:
        """Return this member's signature for the destruction of a case, as the first of two."""

    def destroy(self, case: CaseId, first: MemberId, signed: bytes, figures: bytes) -> None:
        """Destroy a case on the word of two: of ``first``, whose signature it is, and this member.

        ``figures`` are what is counted of it, sealed for those who hold an office. Raises Trouble
        where the two may not, with nothing destroyed.
        """

    def counts(self) -> Sequence[bytes]:
        """Return what was counted of each case, for whoever holds an office; in no order."""

    def backup_source(self) -> BackupSource:
        """Return the vault as a backup is made of it, in any thread."""

    def examination(self) -> Callable[[], Sequence[str]]:
        """Return what reads the whole vault, in any thread, and says in sentences what is wrong."""


class PageImage(msgspec.Struct, frozen=True):
    """One page as a picture: 32-bit BGRX rows, ``width`` x ``height`` pixels."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Press(Protocol):
    """Turns a sheet into paper."""

    def prepare(self) -> None:
        """Fetch what the first paper needs; from any thread. Once it is there, do nothing."""

    def print_pdf(self, sheet: Sheet, *, size: str = "letter", points: float = 11.5) -> bytes:
        """Return the PDF of a sheet; the same sheet always gives the same bytes.

        ``size`` is "letter" or "a4"; ``points`` the size of body text. Raises Trouble when
        a character cannot be drawn.
        """

    def undrawable(self, text: str) -> Sequence[str]:
        """Return the signs of a text that cannot be drawn, each once; cheap, without drawing.

        Raises Trouble when the letters cannot be read.
        """

    def pages(self, pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
        """Return every page as a picture."""

    def count(self, pdf: bytes) -> int:
        """Return how many pages there are, without drawing them. Raises Trouble for no PDF."""


class BackupHolding(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds, as the member who opened it sees it; moments are in UTC.

    ``recorded`` is the moment of its last entry, ``members`` how many have keys in it, ``cases``
    how many there are, ``mine`` how many of them this member can open. ``destroyed`` counts those
    that were destroyed since, as this computer knows, and are not put back (RC-147).
    """

    made: datetime
    recorded: datetime | None
    members: int
    cases: int
    mine: int
    destroyed: int


class PreparedVault(Protocol):
    """A backup that lies unpacked beside the place where it is to be a vault."""

    @property
    def holding(self) -> BackupHolding:
        """What it holds."""

    def finish(self) -> Path:
        """Make it the vault of its place, and return that. Raises Trouble."""

    def drop(self) -> None:
        """Take away what was unpacked."""


class SealedBackup(Protocol):
    """A backup that was found; a plain value, which any thread may use."""

    @property
    def logins(self) -> Sequence[str]:
        """The login labels of those who may open it."""

    def derive(self, login: str, passphrase: str) -> object:
        """Return the key that opens a member's slot (some 0.6 s). Raises Trouble when wrong."""

    def prepare(self, login: str, key: object, place: Path, go_on: GoOn) -> PreparedVault:
        """Unpack it beside the place of a new vault. Raises Trouble, and leaves nothing then."""


class OpenVault(Journal, Protocol):
    """A journal in an open vault, which can be closed."""

    @property
    def folder(self) -> Path:
        """Where the vault lies."""

    @property
    def login(self) -> str:
        """The login label of the unlocked member."""

    @property
    def doubts(self) -> Sequence[str]:
        """Why the vault is not as it was left, in sentences; while there are any it is read only.

        What is recorded raises Trouble then.
        """

    @property
    def notices(self) -> Sequence[str]:
        """What else a member should know of how the vault was left, in sentences."""

    @property
    def last_recorded(self) -> datetime | None:
        """When something was last recorded, as far as this member knows; its zone is known."""

    @property
    def only_moved(self) -> bool:
        """Whether nothing speaks against it but that it was not used on this computer before."""

    def settle(self, second: CoSigner | None = None) -> None:
        """Say that the vault was moved here, or that this older copy counts from here on.

        The latter wants two office-holders, where there are two. Raises Trouble.
        """

    def close(self) -> None:
        """Close the vault, release its lock and forget the keys."""


class Vaults(Protocol):
    """Makes, finds and opens vaults.

    ``stretch_new`` and ``derive`` are slow and may run in any thread; a vault stays on the
    thread that made or opened it.
    """

    def logins(self, folder: Path) -> Mapping[str, bool]:
        """Return the login labels of a vault. Raises Trouble when the folder is none.

        Each with whether its member has no passphrase of their own yet.
        """

    def stretch_new(self, passphrase: str, words: Sequence[str]) -> object:
        """Return the secret that a new passphrase is stretched to (some 0.7 s).

        ``words`` are what a guesser would try first. Raises WeakPassphrase, or other Trouble.
        """

    def create(
        self,
        folder: Path,
        founder: MemberId,
        login: str,
        secret: object,
        begin: Callable[[Journal], None],
    ) -> OpenVault:
        """Make a vault and open it as its founder, under the new secret of their passphrase.

        ``begin`` records what it begins with. Raises Trouble, also what ``begin`` raises; the
        place is then as it was.
        """

    def fresh_code(self) -> str:
        """Return a new recovery code, as it is printed."""

    def spelled_code(self, typed: str) -> str:
        """Return a recovery code that somebody typed, as it is printed. Raises Trouble for none."""

    def recover(self, folder: Path, login: str, code: str, own: object) -> OpenVault:
        """Open the vault with a recovery code, once, under a new secret. Raises Trouble."""

    def find_backup(self, file: Path) -> SealedBackup:
        """Return the backup in a file. Raises Trouble for what is none."""

    def delete_backup(self, file: Path, backup: str) -> None:
        """Delete a file, where it is that backup. Raises Trouble where it is not, or not there."""

    def mend(self, folder: Path) -> None:
        """Put a vault right that raised Mendable. Raises Trouble where that cannot be done."""

    def derive(self, folder: Path, login: str, passphrase: str) -> object:
        """Return the key that opens the member's slot (some 0.6 s). Raises Trouble when wrong."""

    def open(self, folder: Path, login: str, key: object, own: object | None = None) -> OpenVault:
        """Open the vault with a derived key. Raises Trouble.

        ``own`` is the secret of a member's own passphrase, at their first session.
        """
