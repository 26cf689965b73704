"""The open vault, as the one member who unlocked it sees it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rjdesk.desk.ports import CoSigner, DraftKey, Holders
from rjdesk.process.kernel.event import BatchId, CaseId, Entry, MemberId, SignedEvent, Stream
from rjdesk.vault.cosigner import SecondSigner
from rjdesk.vault.database import Database, damaged
from rjdesk.vault.drafts import Drafts
from rjdesk.vault.enrolment import changed_login, enrolled_login
from rjdesk.vault.entries import Entries
from rjdesk.vault.header import Header, write_header
from rjdesk.vault.keys import LoginSlot, MemberKeys, as_key, as_secret, open_slot
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.members import Members
from rjdesk.vault.sealed import Papers, Summaries
from rjdesk.vault.sharing import begin, begin_notes, give
from rjdesk.vault.streams import StreamKeys, stream_id
from rjdesk.vault.troubles import UnknownLogin

COALITION = stream_id(None, Stream.COALITION)


class Session:
    """A vault opened by one member: the desk's Journal, and what a vault needs besides.

    It stays on the thread that opened it. What a method writes is one transaction; when it
    raises Trouble nothing was written.
    """

    def __init__(
        self,
        folder: Path,
        header: Header,
        *,
        member: MemberId,
        keys: MemberKeys,
        vault_key: bytes,
        database: Database,
        lock: VaultLock,
        now: Callable[[], datetime],
    ) -> None:
        vault = header.vault
        meta: dict[str, str] = dict(database.query("SELECT name, value FROM meta"))
        self.folder = folder
        self._header = header
        self._member = member
        self._keys = keys
        self._vault_key = vault_key
        self._database = database
        self._lock = lock
        self._now = now
        self._members = Members(database, vault)
        if meta.get("vault") != vault or not self._members.are_mine(member, keys):
            raise damaged()
        self._streams = StreamKeys(database, vault, member, keys, self._members)
        self._entries = Entries(database, vault, meta["installation"], self._streams, self._members)
        self._papers = Papers(database, vault, self._streams)
        self._summaries = Summaries(database, vault, self._streams)
        self._drafts = Drafts(database, vault, member, keys.own, self._streams)
        self._coalition: tuple[Entry, ...] | None = None
        self._streams.rewrap()

    @property
    def member(self) -> MemberId:
        """The unlocked member."""
        return self._member

    @property
    def login(self) -> str:
        """The label under which they unlocked."""
        login = self._header.login_of(self._member)
        return login.label if login else ""

    def coalition(self) -> Sequence[Entry]:
        """Return the coalition's journal in fold order."""
        if self._coalition is None:
            self._coalition = self._entries.read(COALITION)
        return self._coalition

    def cases(self) -> Sequence[CaseId]:
        """Return the cases whose record this member can open, oldest first."""
        return self._streams.cases()

    def entries(self, case: CaseId, stream: Stream) -> Sequence[Entry]:
        """Return a case's record or notes in order of recording; empty where not held."""
        name = stream_id(case, stream)
        return self._entries.read(name) if self._streams.holds(name) else ()

    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""
        return self._streams.holds(stream_id(case, stream))

    def append(
        self,
        case: CaseId | None,
        acts: Sequence[SignedEvent],
        *,
        holders: Holders | None = None,
        summary: bytes | None = None,
        cosigner: CoSigner | None = None,
        drop_draft: DraftKey | None = None,
    ) -> Sequence[Entry]:
        """Seal, sign, chain and commit the acts in one transaction; return their entries.

        A ValueError for an act that neither the unlocked member nor the co-signer signs.
        """
        if case is None and (summary is not None or holders is not None):
            raise ValueError("a summary and holders belong to a case")
        signing = [self._signing_key(act.by, cosigner) for act in acts]
        at, batch = self._now(), BatchId(str(uuid.uuid4()))
        with self._writing():
            begin(self._streams, self._member, case, {a.event.stream for a in acts}, holders)
            kept = tuple(
                self._entries.write(
                    stream_id(case, act.event.stream), act, act.event.told_at(at), batch, key
                )
                for act, key in zip(acts, signing, strict=True)
            )
            if case is not None and summary is not None:
                self._summaries.keep(case, summary)
            if case is not None and holders is not None:
                give(self._streams, case, holders, self.enrolled())
            if drop_draft is not None:
                self._drafts.drop(drop_draft)
        if self._coalition is not None:
            self._coalition += tuple(e for e in kept if e.event.stream is Stream.COALITION)
        return kept

    def share(self, case: CaseId, holders: Holders) -> int:
        """Give keys to entitled holders who lack them; return how many were given."""
        with self._writing():
            begun = begin_notes(self._streams, self._member, case, holders)
            return begun + give(self._streams, case, holders, self.enrolled())

    def summaries(self) -> dict[CaseId, bytes]:
        """Return the sealed summaries of the cases this member holds, opened."""
        return self._summaries.read()

    def save_draft(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft, sealed for this member."""
        with self._writing():
            self._drafts.save(key, content)

    def draft(self, key: DraftKey) -> bytes | None:
        """Return this member's draft, or None."""
        return self._drafts.read(key)

    def drafts(self) -> Sequence[DraftKey]:
        """Name this member's drafts, the latest first."""
        return self._drafts.names()

    def drop_draft(self, key: DraftKey) -> None:
        """Remove a draft; none is fine."""
        with self._writing():
            self._drafts.drop(key)

    def keep_paper(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep the bytes of a paper, sealed in the case's record, or for the whole coalition."""
        with self._writing():
            self._papers.keep(case, paper, content)

    def paper(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return the bytes kept under that name, or None."""
        return self._papers.read(case, paper)

    def drop_paper(self, case: CaseId | None, paper: str) -> None:
        """Remove what is kept under that name; none is fine."""
        with self._writing():
            self._papers.drop(case, paper)

    def unlocking(self, member: MemberId) -> LoginSlot:
        """Return how a member unlocks this vault; raises UnknownLogin for one without keys."""
        login = self._header.login_of(member)
        if login is None or member not in self._members.known():
            raise UnknownLogin(
                "This member has no keys in this vault yet. Nothing was recorded. Give them keys "
                "first."
            )
        return LoginSlot(self._header.vault, login)

    @contextmanager
    def cosigner(self, member: MemberId, key: object) -> Iterator[CoSigner]:
        """Unlock another member's signing key for one act, with the key derived for them.

        Raises WrongPassphrase, or UnknownLogin for a member who has no keys here yet.
        """
        slot = self.unlocking(member)
        second = SecondSigner(member, open_slot(slot.vault, slot.record, as_key(key)).signing)
        try:
            yield second
        finally:
            second.forget()

    def enrol(self, member: MemberId, login: str, secret: object) -> None:
        """Give a member keys of their own under a label and the new secret of their passphrase.

        The label is seen by whoever has the files, so it is never a legal name. Raises
        LoginTaken or AlreadyEnrolled.
        """
        keys = MemberKeys.fresh()
        record = enrolled_login(
            self._header, self.enrolled(), member, login, as_secret(secret),
            keys=keys, vault_key=self._vault_key,
        )  # fmt: skip
        with self._writing():
            self._members.admit(member, keys, self._member, self._keys)
            self._streams.give(COALITION, [member])
        # The header comes last: without it the rows above are nobody's, and are replaced.
        self._replace_header(self._header.with_login(record))

    def enrolled(self) -> frozenset[MemberId]:
        """Name the members who have keys in this vault."""
        known = self._members.known()
        return frozenset(each.member for each in self._header.logins if each.member in known)

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put the unlocked member's keys under another passphrase, with the key of the old one.

        Raises WrongPassphrase.
        """
        login = self.unlocking(self._member).record
        self._replace_header(
            self._header.with_login(
                changed_login(self._header, login, as_key(old), as_secret(secret))
            )
        )

    def check(self) -> list[str]:
        """Verify seals, signatures and chains; return the faults in sentences, none when sound."""
        from rjdesk.vault.check import faults

        return faults(
            self._header.database(self.folder),
            self._vault_key,
            self._header.vault,
            self._member,
            self._keys,
        )

    @property
    def is_open(self) -> bool:
        """Whether nobody closed it yet."""
        return bool(self._vault_key)

    def close(self) -> None:
        """Close the vault, let its keys go and let others in; a second time does nothing."""
        self._streams.forget()
        self._summaries.forget()
        self._coalition = None
        self._vault_key = b""
        self._database.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._database.transaction():
                yield
        except BaseException:
            # Keys and chain ends that were made inside it never were.
            self._streams.forget()
            self._entries.forget()
            self._members.forget()
            self._summaries.forget()
            raise

    def _signing_key(self, by: MemberId, cosigner: CoSigner | None) -> Ed25519PrivateKey:
        if by == self._member:
            return self._keys.signing
        if isinstance(cosigner, SecondSigner) and cosigner.member == by:
            return cosigner.signing
        raise ValueError("an act is signed by the unlocked member or by the co-signer")

    def _replace_header(self, header: Header) -> None:
        write_header(self.folder, header)
        self._header = header
