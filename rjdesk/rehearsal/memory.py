"""A journal in memory that obeys the same contract as the vault, to tell stories over.

Nothing in it is sealed. The vault and this one pass the same suite of contracts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from rjdesk.desk.ports import CoSigner, DraftKey, Holders, Trouble
from rjdesk.process.kernel.event import (
    BatchId,
    CaseId,
    Entry,
    EntryId,
    MemberId,
    SignedEvent,
    Stream,
    encode,
)

FOUNDER_PASSPHRASE = "ladder violet tundra kettle"  # noqa: S105 - it opens nothing outside

Key = tuple[CaseId, Stream]


def utc_now() -> datetime:
    """Return the present moment, for stories that do not care which it is."""
    return datetime.now(UTC)


class MemoryHouse:
    """What the members of one coalition share; each looks at it through a session."""

    def __init__(
        self,
        founder: MemberId,
        *,
        login: str = "founder",
        passphrase: str = FOUNDER_PASSPHRASE,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.now = now
        self.sitting = founder
        self.logins = {founder: login}
        self.passphrases = {founder: passphrase}
        self.coalition: list[Entry] = []
        self.journals: dict[Key, list[Entry]] = {}
        self.slots: dict[Key, set[MemberId]] = {}
        self.summaries: dict[CaseId, bytes] = {}
        self.drafts: dict[MemberId, dict[DraftKey, bytes]] = {}
        self.papers: dict[tuple[CaseId | None, str], bytes] = {}

    def stretch_new(self, passphrase: str) -> MemorySecret:
        """Return the new secret of a passphrase."""
        return MemorySecret(passphrase)

    def session(self, member: MemberId) -> MemorySession:
        """Return the house as this member sees it; a member without keys is in trouble."""
        if member not in self.passphrases:
            raise Trouble("This member has no keys in this vault.")
        self.sitting = member
        return MemorySession(self, member)


@dataclass(frozen=True, slots=True)
class MemorySecret:
    """A new passphrase, as the memory keeps it."""

    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MemoryUnlocking:
    """How a member unlocks; the key is what they typed, where it is right."""

    login: str
    passphrase: str = field(repr=False)

    def derive(self, passphrase: str) -> MemorySecret:
        """Return the key of the right passphrase."""
        if passphrase != self.passphrase:
            raise Trouble("That passphrase does not open this member's keys.")
        return MemorySecret(passphrase)


@dataclass(frozen=True, slots=True)
class MemoryCoSigner:
    """A second member, for as long as one act takes."""

    member: MemberId
    live: list[bool] = field(default_factory=lambda: [True])


class MemorySession:
    """One member's view of a MemoryHouse: the Journal port."""

    def __init__(self, house: MemoryHouse, member: MemberId) -> None:
        self._house = house
        self._member = member

    @property
    def member(self) -> MemberId:
        """The unlocked member."""
        return self._member

    @property
    def is_open(self) -> bool:
        """Whether nobody else sat down since."""
        return self._house.sitting == self._member

    def coalition(self) -> Sequence[Entry]:
        """Return the coalition's journal."""
        return tuple(self._house.coalition)

    def cases(self) -> Sequence[CaseId]:
        """Return the cases whose record this member holds, oldest first."""
        return tuple(
            case
            for (case, stream), holders in self._house.slots.items()
            if stream is Stream.RECORD and self._member in holders
        )

    def entries(self, case: CaseId, stream: Stream) -> Sequence[Entry]:
        """Return one of a case's journals; empty where not held."""
        if not self.holds(case, stream):
            return ()
        return tuple(self._house.journals.get((case, stream), ()))

    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""
        return self._member in self._house.slots.get((case, stream), ())

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
        """Keep all of it or nothing."""
        self._refuse_strangers(acts, cosigner)
        minted = self._minted(case, acts, holders)
        if case is None and (summary is not None or holders is not None):
            raise ValueError("a summary and holders belong to a case")
        if case is not None:
            touched = {act.event.stream for act in acts} - {Stream.COALITION}
            for stream in touched | ({Stream.RECORD} if summary is not None else set()):
                self._must_hold(case, stream, minted)
        batch = BatchId(str(uuid.uuid4()))
        kept = [self._entry(act, batch) for act in acts]
        self._house.slots |= {key: {self._member} for key in minted}
        for entry in kept:
            if case is None or entry.event.stream is Stream.COALITION:
                self._house.coalition.append(entry)
            else:
                self._house.journals.setdefault((case, entry.event.stream), []).append(entry)
        if case is not None and summary is not None:
            self._house.summaries[case] = summary
        if case is not None and holders is not None:
            self._give(case, holders)
        if drop_draft is not None:
            self.drop_draft(drop_draft)
        return tuple(kept)

    def _refuse_strangers(self, acts: Sequence[SignedEvent], cosigner: CoSigner | None) -> None:
        able = {self._member}
        if cosigner is not None:
            if not isinstance(cosigner, MemoryCoSigner) or not cosigner.live[0]:
                raise ValueError("the co-signer is no longer there")
            able.add(cosigner.member)
        if any(act.by not in able for act in acts):
            raise ValueError("an act is signed by the unlocked member or the co-signer")

    def _minted(
        self, case: CaseId | None, acts: Sequence[SignedEvent], holders: Holders | None
    ) -> list[Key]:
        streams = {act.event.stream for act in acts} - {Stream.COALITION}
        if not streams:
            return []
        if case is None:
            raise ValueError("an event of a case needs its case")
        fresh: list[Key] = [
            (case, stream)
            for stream in (Stream.RECORD, Stream.NOTES)
            if stream in streams and (case, stream) not in self._house.slots
        ]
        for _, stream in fresh:
            if self._member not in _entitled(holders, stream):
                raise Trouble("You are not among those who may open this part of the case.")
            if stream is Stream.NOTES:
                self._must_hold(case, Stream.RECORD, fresh)
        return fresh

    def _must_hold(self, case: CaseId, stream: Stream, minted: Sequence[Key]) -> None:
        if (case, stream) not in minted and not self.holds(case, stream):
            raise Trouble("You hold no key to this part of the case. Nothing was written.")

    def _entry(self, act: SignedEvent, batch: BatchId) -> Entry:
        event = msgspec.json.decode(encode(act.event), type=type(act.event))
        return Entry(
            id=EntryId(str(uuid.uuid4())),
            event=event,
            by=act.by,
            at=act.event.told_at(self._house.now().astimezone(UTC)),
            batch=batch,
        )

    def _give(self, case: CaseId, holders: Holders) -> int:
        given = 0
        for stream in (Stream.RECORD, Stream.NOTES):
            members = _entitled(holders, stream)
            if self.holds(case, stream):
                slots = self._house.slots[case, stream]
                new = (members & self.enrolled()) - slots
                slots |= new
                given += len(new)
        return given

    def share(self, case: CaseId, holders: Holders) -> int:
        """Give keys to entitled holders who lack them; return how many were given."""
        given = 0
        notes = (case, Stream.NOTES)
        if (
            self.holds(case, Stream.RECORD)
            and self._member in holders.notes
            and notes not in self._house.slots
        ):
            self._house.slots[notes] = {self._member}
            given = 1
        return given + self._give(case, holders)

    def summaries(self) -> dict[CaseId, bytes]:
        """Return the summaries of the cases this member holds."""
        kept = self._house.summaries
        return {case: kept[case] for case in self.cases() if case in kept}

    def save_draft(self, key: DraftKey, content: bytes) -> None:
        """Keep a draft for this member."""
        if key.case is not None:
            self._must_hold(key.case, Stream.RECORD, ())
        mine = self._house.drafts.setdefault(self._member, {})
        mine.pop(key, None)
        mine[key] = content

    def draft(self, key: DraftKey) -> bytes | None:
        """Return this member's draft, or None."""
        return self._house.drafts.get(self._member, {}).get(key) if self._near(key) else None

    def drafts(self) -> Sequence[DraftKey]:
        """Name this member's drafts, the latest first."""
        mine = self._house.drafts.get(self._member, {})
        return tuple(key for key in reversed(mine) if self._near(key))

    def _near(self, key: DraftKey) -> bool:
        return key.case is None or self.holds(key.case, Stream.RECORD)

    def drop_draft(self, key: DraftKey) -> None:
        """Remove a draft; none is fine."""
        self._house.drafts.get(self._member, {}).pop(key, None)

    def keep_paper(self, case: CaseId | None, paper: str, content: bytes) -> None:
        """Keep the bytes of a paper; the latest under a name stay."""
        if case is not None:
            self._must_hold(case, Stream.RECORD, ())
        self._house.papers[case, paper] = content

    def paper(self, case: CaseId | None, paper: str) -> bytes | None:
        """Return the bytes kept under that name, or None."""
        if case is not None and not self.holds(case, Stream.RECORD):
            return None
        return self._house.papers.get((case, paper))

    def drop_paper(self, case: CaseId | None, paper: str) -> None:
        """Remove what is kept under that name; none is fine."""
        if self.paper(case, paper) is not None:
            del self._house.papers[case, paper]

    def unlocking(self, member: MemberId) -> MemoryUnlocking:
        """Return how a member unlocks their keys."""
        if member not in self._house.passphrases:
            raise Trouble("This member has no keys in this vault yet.")
        return MemoryUnlocking(self._house.logins[member], self._house.passphrases[member])

    @contextmanager
    def cosigner(self, member: MemberId, key: object) -> Iterator[CoSigner]:
        """Unlock another member for one act."""
        self._refuse_other_key(member, key)
        second = MemoryCoSigner(member)
        try:
            yield second
        finally:
            second.live[0] = False

    def _refuse_other_key(self, member: MemberId, key: object) -> None:
        if key != MemorySecret(self.unlocking(member).passphrase):
            raise Trouble("That key does not open this member's keys.")

    def enrol(self, member: MemberId, login: str, secret: object) -> None:
        """Give a member keys under a label and a new secret of their own."""
        if member in self._house.logins:
            raise Trouble("This member has keys already.")
        if login.strip().casefold() in {each.casefold() for each in self._house.logins.values()}:
            raise Trouble("This label is taken.")
        kept = _as_secret(secret)
        self._house.logins[member] = login.strip()
        self._house.passphrases[member] = kept.passphrase

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put the member's keys under a new secret."""
        self._refuse_other_key(self._member, old)
        self._house.passphrases[self._member] = _as_secret(secret).passphrase

    def enrolled(self) -> frozenset[MemberId]:
        """Name the members who have keys in this vault."""
        return frozenset(self._house.logins)


def _entitled(holders: Holders | None, stream: Stream) -> frozenset[MemberId]:
    """Return who is entitled to the record or the notes of a case."""
    if holders is None:
        return frozenset()
    return holders.notes if stream is Stream.NOTES else holders.record


def _as_secret(secret: object) -> MemorySecret:
    if not isinstance(secret, MemorySecret):
        raise TypeError("a secret of the memory is made by its house")
    return secret
