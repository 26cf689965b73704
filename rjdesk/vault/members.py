"""The keys of members in an open vault: who has which, who confirms it, how one unlocks."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from rjdesk.desk.ports import CoSigner, OfficeChange, Waiting
from rjdesk.process.authority import (
    Authority,
    Countersigned,
    KeyEnded,
    KeyEnrolled,
    KeyId,
    StandingEnded,
    StandingGiven,
)
from rjdesk.process.held import Holds, MemberKey
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.vault.cosigner import SecondSigner
from rjdesk.vault.enrolment import (
    changed_login,
    enrolled_login,
    left_behind,
    login_with_code,
    with_vault_key,
)
from rjdesk.vault.giving import Giving
from rjdesk.vault.header import WRAPPED_BYTES, Header, write_header
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.keys import LoginSlot, MemberKeys, Opened, as_key, as_secret, open_slot
from rjdesk.vault.lockfile import VaultLock
from rjdesk.vault.recovery import read_code
from rjdesk.vault.remembering import Remembering
from rjdesk.vault.resealing import Resealing
from rjdesk.vault.standing import must_count, must_count_or_wait, waiting_in
from rjdesk.vault.troubles import UnknownLogin, being_resealed, reading_only, stopped


class Members(ABC):
    """The part of an open vault that knows the keys of its members, and those of the unlocked one.

    Each method that writes is one transaction.
    """

    folder: Path
    doubts: tuple[str, ...]
    _lock: VaultLock
    _closing: threading.Lock
    _header: Header
    _keys: MemberKeys
    _vault_key: bytes
    _journals: Journals
    _giving: Giving
    _remembering: Remembering
    _me: KeyId
    _member: MemberId
    _now: Callable[[], datetime]
    _is_held = False
    """Whether the vault is sealed anew now, and nothing is written in what it was."""

    @property
    @abstractmethod
    def login(self) -> str:
        """The label under which they unlocked."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Pen]:
        """Write in one transaction."""

    def unlocking(self, member: MemberId) -> LoginSlot:
        """Return how a member unlocks this vault; raises UnknownLogin for one without keys."""
        key = self._holds.key_of(member)
        login = self._header.login_of(key.id) if key is not None and key.acts else None
        if login is None:
            raise UnknownLogin(
                "This member has no keys of their own in this vault yet. Nothing was recorded. "
                "They need to unlock it once themselves, or to be given keys first."
            )
        return LoginSlot(self._header.vault, login)

    @contextmanager
    def cosigner(self, member: MemberId, key: object) -> Iterator[CoSigner]:
        """Unlock another member's signing key for one act, with the key derived for them.

        Raises WrongPassphrase, or UnknownLogin for a member who has no keys here yet.
        """
        slot = self.unlocking(member)
        opened = open_slot(slot.vault, slot.record, as_key(key))
        second = SecondSigner(member, SigningKey.of(opened.keys))
        try:
            yield second
        finally:
            second.forget()

    def enrol(
        self, member: MemberId, login: str, secret: object, cosigner: CoSigner | None = None
    ) -> None:
        """Give a member keys under a label, for their first session.

        There they choose a passphrase of their own, and make keys that nobody else has seen. The
        label is seen by whoever has the files, so it is never a legal name. Raises LoginTaken,
        AlreadyEnrolled, or, where a second office-holder is asked for, WaitsForASecond.
        """
        keys = MemberKeys.fresh()
        header = self._header.without(*self._replaced_by(member))
        tip = self._journals.coalition.line.tip
        record = enrolled_login(
            header, self._holds, member, login, as_secret(secret),
            keys=keys, tip=tip, vault_key=self._vault_key,
        )  # fmt: skip
        act = KeyEnrolled(member=member, key=keys.id, sign=keys.verifying, hpke=keys.public)
        with self._writing() as pen:
            must_count_or_wait(pen.authority(act, *self._both(cosigner))[1])
        # The header comes last: without it the entry above is nobody's, and is replaced.
        self._replace_header(header.with_login(record))

    def enrolled(self) -> frozenset[MemberId]:
        """Name the members who have keys of their own in this vault."""
        return frozenset(key.member for key in self._known_keys() if key.acts)

    def invited(self) -> frozenset[MemberId]:
        """Name the members who were given keys and did not unlock yet."""
        known = self._known_keys()
        return frozenset(key.member for key in known if key.provisional and not key.ended)

    def office_holders(self) -> frozenset[MemberId]:
        """Name the members who hold an office here and can sign."""
        return self._holds.office_holders()

    def waiting(self) -> Sequence[Waiting]:
        """Return what lacks the signature of a second office-holder, the earliest first."""
        return waiting_in(self._holds)

    def countersign(self, entry: EntryId, *, confirmed: bool) -> None:
        """Confirm what another office-holder signed, or decline it; raises NotHeld."""
        with self._writing() as pen:
            act = Countersigned(entry=entry, confirmed=confirmed)
            before = dict(self._holds.streams)
            must_count(pen.authority(act, SigningKey.of(self._keys))[1])
            self._giving.clear_after(before)

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put the unlocked member's keys under another passphrase, with the key of the old one.

        Raises WrongPassphrase.
        """
        login = self.unlocking(self._member).record
        changed = changed_login(self._header, login, as_key(old), as_secret(secret))
        self._replace_header(self._header.with_login(changed))
        self._remembering.say_outside()

    @property
    def has_code(self) -> bool:
        """Whether a recovery code was made for this member's login, and typed back."""
        login = self._header.login_of(self._me)
        return login is not None and login.code is not None

    def set_code(self, code: str) -> None:
        """Have a recovery code open this login instead of the one before; raises WrongCode."""
        read, login = read_code(code), self.unlocking(self._member).record
        opened = Opened(self._keys, self._journals.coalition.line.tip or EntryId(""))
        self._replace_header(self._header.with_login(login_with_code(
            self._header, login, opened, read
        )))  # fmt: skip
        self._remembering.say_outside()

    @property
    def is_to_be_resealed(self) -> bool:
        """Whether somebody left who knows the key of the database, and this member may act."""
        may = self._member in self._holds.office_holders() and not self.doubts
        return self._holds.stale and may

    def resealing(self) -> Resealing:
        """Return what seals the vault under a new key, in any thread; it is closed afterwards."""
        mark = self._journals.coalition.mark
        if self.doubts or not self._lock.can_write:
            raise reading_only(can_write=self._lock.can_write)
        if mark is None or self._is_held:
            raise being_resealed()
        return Resealing(
            mark=mark,
            folder=self.folder,
            header=self._header,
            vault_key=self._vault_key,
            keys=self._keys,
            now=self._now,
            hold=self._hold,
            while_open=self._while_open,
        )

    @contextmanager
    def _while_open(self) -> Iterator[None]:
        """Keep the session from closing, in any thread; raises Stopped where it has closed."""
        with self._closing:
            if not self._vault_key:
                raise stopped()
            yield

    def _hold(self, held: bool) -> None:  # noqa: FBT001 - it is what it is told
        self._is_held = held

    def keep_vault_key(self) -> None:
        """Seal the database's key for this member's own, where they find it wrapped for them."""
        login = self._header.login_of(self._me)
        if login is not None and len(login.vault_key) == WRAPPED_BYTES:
            kept = with_vault_key(login, self._header, self._keys, self._vault_key)
            self._replace_header(self._header.with_login(kept))

    def clear_logins(self) -> None:
        """Take away the logins under this member's label that open nothing any more."""
        left = left_behind(self._header, self._holds, self.login, self._me)
        if left:
            self._replace_header(self._header.without(*left))

    def _replaced_by(self, member: MemberId) -> Iterator[KeyId]:
        """Yield the keys whose logins give way when a member is given new ones.

        Those are the member's own that act no more, or not yet, and whatever was declined.
        """
        keys = self._holds.keys
        waiting = [e.act for e in self._holds.waiting if isinstance(e.act, KeyEnrolled)]
        for login in self._header.logins:
            known = keys.get(login.key)
            if known is not None and known.member == member and not known.acts:
                yield login.key
            awaited = [act.member for act in waiting if act.key == login.key]
            if known is None and awaited in ([], [member]):
                yield login.key

    def _known_keys(self) -> Iterator[MemberKey]:
        """Yield the keys that have a login, as the coalition's line knows them."""
        for login in self._header.logins:
            if (key := self._holds.keys.get(login.key)) is not None:
                yield key

    def _both(self, cosigner: CoSigner | None) -> tuple[SigningKey, ...]:
        """Return who signs what wants two office-holders."""
        me = SigningKey.of(self._keys)
        return (me, cosigner.signer) if isinstance(cosigner, SecondSigner) else (me,)

    def _set_standing(self, pen: Pen, standing: OfficeChange, cosigner: CoSigner | None) -> None:
        """Say who holds an office from here on, as far as that is not said, or waits, already."""
        now = self._holds.standing
        given: list[Authority] = [
            StandingGiven(member=member) for member in sorted(standing.given - now)
        ]
        ended = [StandingEnded(member=member) for member in sorted(standing.ended & now)]
        for act in (*given, *ended):
            if self._waits(act):
                continue
            must_count_or_wait(pen.authority(act, *self._both(cosigner))[1])
        if standing.left:
            self._giving.release(pen, standing.left)
        for member in sorted(standing.left):
            if (key := self._holds.key_of(member)) is not None:
                self._end(pen, key, cosigner if member != self._member else None)

    def _end(self, pen: Pen, key: MemberKey, cosigner: CoSigner | None) -> None:
        """End a key, whose holds were taken before; or have that wait for a second."""
        act = KeyEnded(key=key.id, cut={})
        if not self._waits(act):
            must_count_or_wait(pen.authority(act, *self._both(cosigner))[1])

    def _waits(self, act: Authority) -> bool:
        """Whether the same was signed before, and waits for a second office-holder."""
        return any(each.act == act for each in self._holds.waiting)

    def _replace_header(self, header: Header) -> None:
        if self._is_held:
            raise being_resealed()
        write_header(self.folder, header)
        self._header = header

    @property
    def _holds(self) -> Holds:
        return self._journals.holds
