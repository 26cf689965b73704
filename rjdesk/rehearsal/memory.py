"""A journal in memory that obeys the same contract as the vault, to tell stories over.

Nothing in it is sealed. The vault and this one pass the same suite of contracts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec

from rjdesk.desk.ports import (
    NOBODY,
    UNCHANGED,
    BackupSource,
    Concerning,
    CoSigner,
    DraftKey,
    GoOn,
    Holders,
    OfficeChange,
    Trouble,
    Waiting,
)
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
from rjdesk.rehearsal.memory_keys import MemoryCoSigner, MemorySecret, MemoryUnlocking

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
        self.invited: set[MemberId] = set()
        self.standing: set[MemberId] = {founder}
        self.waiting: list[Waiting] = []
        self.passphrases = {founder: passphrase}
        self.coalition: list[Entry] = []
        self.journals: dict[Key, list[Entry]] = {}
        self.slots: dict[Key, set[MemberId]] = {}
        self.shut: dict[Key, int] = {}
        self.summaries: dict[tuple[MemberId, CaseId], tuple[int, bytes]] = {}
        self.drafts: dict[MemberId, dict[DraftKey, bytes]] = {}
        self.papers: dict[tuple[CaseId | None, str], bytes] = {}
        self.counted: list[bytes] = []
        self.codes: set[MemberId] = set()

    def destroy(self, case: CaseId, figures: bytes) -> None:
        """Take out all that is kept of a case, and keep what is counted of it."""
        for kept in (self.journals, self.slots, self.shut):
            for key in [key for key in kept if key[0] == case]:
                del kept[key]
        for drafts in self.drafts.values():
            for draft in [draft for draft in drafts if draft.case == case]:
                del drafts[draft]
        self.summaries = {k: v for k, v in self.summaries.items() if k[1] != case}
        self.papers = {k: v for k, v in self.papers.items() if k[0] != case}
        self.counted.append(figures)

    def stretch_new(self, passphrase: str) -> MemorySecret:
        """Return the new secret of a passphrase."""
        return MemorySecret(passphrase)

    def session(self, member: MemberId) -> MemorySession:
        """Return the house as this member sees it; a member without keys is in trouble."""
        waits = {each.whom for each in self.waiting if each.concerning is Concerning.KEYS}
        if member not in self.passphrases or member in waits:
            raise Trouble("This member has no keys in this vault.")
        self.sitting = member
        self.invited.discard(member)
        return MemorySession(self, member)


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
        shut = self._house.shut.get((case, stream), 0)
        return tuple(self._house.journals.get((case, stream), ())[shut:])

    def holds(self, case: CaseId, stream: Stream) -> bool:
        """Whether this member can read and write that stream now."""
        return self._member in self._house.slots.get((case, stream), ())

    def begun(self, case: CaseId, stream: Stream) -> bool:
        """Whether that stream of a case was begun."""
        return (case, stream) in self._house.slots

    def holders(self, case: CaseId) -> Holders:
        """Return who holds a case's two streams."""
        slots = self._house.slots
        return Holders(
            record=frozenset(slots.get((case, Stream.RECORD), ())),
            notes=frozenset(slots.get((case, Stream.NOTES), ())),
        )

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
        """Keep all of it or nothing."""
        self._refuse_strangers(acts, cosigner)
        if case is None and (summary is not None or gives != NOBODY or takes != NOBODY):
            raise ValueError("a summary and holders belong to a case")
        minted = self._minted(case, acts)
        if case is not None:
            for stream in {act.event.stream for act in acts} - {Stream.COALITION}:
                self._must_hold(case, stream, minted)
        self._house.slots |= {key: {self._member} for key in minted}
        # What was written before nobody held it any more opens for nobody.
        self._house.shut |= {key: len(self._house.journals.get(key, ())) for key in minted}
        kept = self._kept(case, acts)
        if case is not None:
            self._pass(case, gives, takes)
            self._keep_summary(case, summary)
        self._set_standing(standing, cosigner)
        if drop_draft is not None:
            self.drop_draft(drop_draft)
        return kept

    def _kept(self, case: CaseId | None, acts: Sequence[SignedEvent]) -> tuple[Entry, ...]:
        """Put each act into the journal that it belongs to."""
        batch = BatchId(str(uuid.uuid4()))
        kept = tuple(self._entry(act, batch) for act in acts)
        for entry in kept:
            if case is None or entry.event.stream is Stream.COALITION:
                self._house.coalition.append(entry)
            else:
                self._house.journals.setdefault((case, entry.event.stream), []).append(entry)
        return kept

    def _keep_summary(self, case: CaseId, summary: bytes | None) -> None:
        if summary is not None:
            tip = len(self._house.journals.get((case, Stream.RECORD), ()))
            self._house.summaries[self._member, case] = (tip, summary)

    def _set_standing(self, standing: OfficeChange, cosigner: CoSigner | None) -> None:
        now = frozenset(self._house.standing)
        for concerning, members in (
            (Concerning.OFFICE, standing.given - now),
            (Concerning.OFFICE_ENDED, standing.ended & now),
        ):
            for member in sorted(members):
                alone = concerning is Concerning.OFFICE_ENDED and member == self._member
                if alone or self._is_of_two(concerning, member, cosigner):
                    self._count(concerning, member)
                else:
                    self._wait(concerning, member)
        for member in sorted(standing.left):
            for (_, stream), holders in self._house.slots.items():
                if stream is not Stream.RECORD or holders != {member}:
                    holders.discard(member)
            of_two = self._is_of_two(Concerning.KEYS_ENDED, member, cosigner)
            alone = member == self._member or of_two
            if member in self._house.passphrases and alone:
                self._count(Concerning.KEYS_ENDED, member)
            elif member in self._house.passphrases:
                self._wait(Concerning.KEYS_ENDED, member)

    def _is_of_two(self, concerning: Concerning, whom: MemberId, second: CoSigner | None) -> bool:
        """Whether two sign that may, or the only one there is."""
        alone = self.office_holders() == {self._member}
        return bool(second or alone or not self._seconds(self._member, concerning, whom))

    def _seconds(self, by: MemberId, concerning: Concerning, whom: MemberId) -> frozenset[MemberId]:
        """Return who confirms what a member signed."""
        ends = concerning in {Concerning.KEYS_ENDED, Concerning.OFFICE_ENDED}
        others, gone = self.office_holders() - {by}, {whom} if ends else set()
        if not others - gone:
            others = self.enrolled() - {by}
        return others - gone

    def _wait(self, concerning: Concerning, whom: MemberId) -> None:
        known = {(each.concerning, each.whom) for each in self._house.waiting}
        if (concerning, whom) not in known:
            entry = EntryId(str(uuid.uuid4()))
            waits = Waiting(
                entry=entry,
                by=self._member,
                concerning=concerning,
                whom=whom,
                seconds=self._seconds(self._member, concerning, whom),
            )
            self._house.waiting.append(waits)

    def _count(self, concerning: Concerning, whom: MemberId) -> None:
        if concerning is Concerning.OFFICE:
            self._house.standing.add(whom)
        elif concerning is Concerning.OFFICE_ENDED:
            self._house.standing.discard(whom)
        elif concerning is Concerning.KEYS_ENDED:
            self._house.passphrases.pop(whom, None)
            self._house.logins.pop(whom, None)
            for holders in self._house.slots.values():
                holders.discard(whom)
        else:
            self._house.invited.add(whom)

    def office_holders(self) -> frozenset[MemberId]:
        """Name the members who hold an office here and can sign."""
        return frozenset(self._house.standing) & self.enrolled()

    def waiting(self) -> Sequence[Waiting]:
        """Return what lacks the signature of a second office-holder."""
        return tuple(self._house.waiting)

    def countersign(self, entry: EntryId, *, confirmed: bool) -> None:
        """Confirm what another office-holder signed, or decline it."""
        found = [each for each in self._house.waiting if each.entry == entry]
        able = {each.by for each in found if not confirmed}
        if not any(self._member in each.seconds | able for each in found):
            raise Trouble("Only somebody else who holds an office confirms this.")
        (waits,) = found
        self._house.waiting.remove(waits)
        if waits.whom is None:
            return
        if confirmed:
            self._count(waits.concerning, waits.whom)
        elif waits.concerning is Concerning.KEYS:
            del self._house.logins[waits.whom], self._house.passphrases[waits.whom]

    def _refuse_strangers(self, acts: Sequence[SignedEvent], cosigner: CoSigner | None) -> None:
        able = {self._member}
        if cosigner is not None:
            if not isinstance(cosigner, MemoryCoSigner) or not cosigner.live[0]:
                raise ValueError("the co-signer is no longer there")
            able.add(cosigner.member)
        if any(act.by not in able for act in acts):
            raise ValueError("an act is signed by the unlocked member or the co-signer")

    def _minted(self, case: CaseId | None, acts: Sequence[SignedEvent]) -> list[Key]:
        """Return which streams begin: a record, and notes that nobody holds."""
        streams = {act.event.stream for act in acts} - {Stream.COALITION}
        if not streams:
            return []
        if case is None:
            raise ValueError("an event of a case needs its case")
        fresh: list[Key] = []
        if (case, Stream.RECORD) not in self._house.slots and Stream.RECORD in streams:
            fresh.append((case, Stream.RECORD))
        if Stream.NOTES in streams and not self._house.slots.get((case, Stream.NOTES)):
            self._must_hold(case, Stream.RECORD, fresh)
            fresh.append((case, Stream.NOTES))
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

    def _pass(self, case: CaseId, gives: Holders, takes: Holders) -> None:
        """Give what this member holds, and take."""
        for stream, given, taken in (
            (Stream.RECORD, gives.record, takes.record),
            (Stream.NOTES, gives.notes, takes.notes),
        ):
            slots = self._house.slots.get((case, stream), set())
            if self._member in slots:
                slots |= given & self.enrolled()
            slots -= taken

    def summaries(self) -> dict[CaseId, bytes]:
        """Return this member's summaries of the cases they hold, as far as they are up to date."""
        found = {}
        for case in self.cases():
            tip, summary = self._house.summaries.get((self._member, case), (-1, b""))
            if tip == len(self._house.journals.get((case, Stream.RECORD), ())):
                found[case] = summary
        return found

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
        if member not in self.enrolled():
            raise Trouble("This member has no keys of their own in this vault yet.")
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

    def enrol(
        self, member: MemberId, login: str, secret: object, cosigner: CoSigner | None = None
    ) -> None:
        """Give a member keys under a label and a secret, for their first session."""
        if member in self.enrolled():
            raise Trouble("This member has keys already.")
        if self._member not in self._house.standing:
            raise Trouble("Keys are given by somebody who holds an office.")
        others = {name for each, name in self._house.logins.items() if each != member}
        if login.strip().casefold() in {each.casefold() for each in others}:
            raise Trouble("This label is taken.")
        kept = _as_secret(secret)
        counts = self._is_of_two(Concerning.KEYS, member, cosigner)
        self._house.logins[member] = login.strip()
        self._house.passphrases[member] = kept.passphrase
        if counts:
            self._count(Concerning.KEYS, member)
        else:
            self._wait(Concerning.KEYS, member)

    def change_passphrase(self, old: object, secret: object) -> None:
        """Put the member's keys under a new secret."""
        self._refuse_other_key(self._member, old)
        self._house.passphrases[self._member] = _as_secret(secret).passphrase

    @property
    def is_to_be_resealed(self) -> bool:
        """Whether anything is sealed here: nothing is."""
        return False

    def resealing(self) -> Callable[[GoOn], None]:
        """Refuse: there is nothing that is sealed."""
        raise Trouble("This is a rehearsal, and nothing of it is sealed. Nothing was changed.")

    @property
    def has_code(self) -> bool:
        """Whether a code was set; nobody ever needs it here."""
        return self.member in self._house.codes

    def set_code(self, code: str) -> None:
        """Note that there is one."""
        self._house.codes.add(self.member)

    def destruction_signed(self, case: CaseId) -> bytes:
        """Return a mark of who said so, and of how much there was: nothing is signed here."""
        return self._mark(self.member, case)

    def _mark(self, member: MemberId, case: CaseId, *, since: int = 0) -> bytes:
        journals = self._house.journals
        record = len(journals.get((case, Stream.RECORD), ())) - since
        notes = len(journals.get((case, Stream.NOTES), ()))
        return f"{member} {case} {record} {notes}".encode()

    def destroy(self, case: CaseId, first: MemberId, signed: bytes, figures: bytes) -> None:
        """Take a case out, on the word of two who hold it."""
        able = self.holders(case).record & self.enrolled() or self.office_holders()
        said = signed in {self._mark(first, case), self._mark(first, case, since=1)}
        if first == self.member or not said or not {first, self.member} <= able:
            raise Trouble(
                "Two who hold the case destroy it. Nothing was destroyed. Propose it anew, and let "
                "another confirm."
            )
        self._house.destroy(case, figures)

    def counts(self) -> Sequence[bytes]:
        """Return what was counted, for whoever holds an office."""
        return tuple(self._house.counted) if self.member in self.office_holders() else ()

    def backup_source(self) -> BackupSource:
        """Refuse: what is only rehearsed is kept nowhere."""
        raise Trouble(
            "This is a rehearsal, and nothing of it is kept, so there is nothing to back up. "
            "Nothing was lost. Found a coalition, and back that up."
        )

    def examination(self) -> Callable[[], Sequence[str]]:
        """Find nothing wrong: there are no files."""
        return tuple

    def enrolled(self) -> frozenset[MemberId]:
        """Name the members who have keys of their own in this vault."""
        pending = {each.whom for each in self._house.waiting if each.concerning is Concerning.KEYS}
        return frozenset(self._house.logins) - self._house.invited - pending

    def invited(self) -> frozenset[MemberId]:
        """Name the members who were given keys and had no session of their own yet."""
        return frozenset(self._house.invited)


def _as_secret(secret: object) -> MemorySecret:
    if not isinstance(secret, MemorySecret):
        raise TypeError("a secret of the memory is made by its house")
    return secret
