"""The coalition's line as it is read: who is who, who holds what, and what members recorded.

Signatures are verified in the order of the line, under the keys that stand at each place; what a
reader verified once it goes on from (``VerifiedTo``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import msgspec

from rjdesk.process.authority import (
    COALITION,
    Authority,
    CountsBegun,
    Joined,
    KeyId,
    KeyRenewed,
    NamesKeys,
    RecordBegun,
    Restored,
    StreamId,
    TakenIn,
    VaultFounded,
)
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct
from rjdesk.process.joining import TakingIn
from rjdesk.process.kernel.event import Entry, EntryId, Event, MemberId, Unreadable, Why
from rjdesk.vault.envelope import Body, Envelope, Row, UnreadBodyError, read_content
from rjdesk.vault.keys import key_id
from rjdesk.vault.line import Expected, Place, StreamLine, read_line
from rjdesk.vault.seals import KEY_BYTES, can_receive, can_sign, digest, signed_by
from rjdesk.vault.tombs import Grave, Tombstone, good_among

Opened = tuple[Body, bytes, tuple[bytes, ...]]
"""What a row holds once its seal is open: the body, its bytes and their signatures."""


class VerifiedTo(msgspec.Struct, frozen=True):
    """How far a member verified the coalition's line, and what stood there."""

    tip: EntryId
    holds: Holds
    uncounted: dict[EntryId, Uncounted]


class CoalitionLine:
    """The coalition's line, read for one member; it grows with what is written."""

    def __init__(self, vault: str, mark: VerifiedTo | None = None) -> None:
        """Go on from where the member was last."""
        self._vault = vault
        self._mark = mark
        self._folding = Folding()
        self._taking: TakingIn | None = None
        self._below_the_mark = False
        self._whats: dict[EntryId, Authority | Event] = {}
        self._taken: dict[EntryId, tuple[Place, Authority | Event | None]] = {}
        self._told: dict[EntryId, tuple[KeyId, str]] = {}
        self.line = StreamLine()
        self.known: set[EntryId] = set()
        """Every entry that is in the line, be it taken in from another copy."""
        self.uncounted: dict[EntryId, Uncounted] = {}
        self.entries: list[Entry] = []
        self._emptied: set[StreamId] = set()
        self.buried: dict[StreamId, tuple[StreamId, ...]] = {}

    @property
    def holds(self) -> Holds:
        """Who holds what at the tip."""
        return self._folding.holds

    @property
    def mark(self) -> VerifiedTo | None:
        """What to go on from next time."""
        tip = self.line.tip
        return VerifiedTo(tip, self.holds, self.uncounted) if tip else None

    def read(
        self,
        rows: Sequence[Row],
        hints: Collection[EntryId] = (),
        *,
        over_holes: bool = False,
        buried: Collection[StreamId] = (),
    ) -> bool:
        """Read the line of these rows, and what stands at its tip.

        Return whether it leads to the mark, where there is that row: what was folded into a mark
        that it does not lead to is not known.
        """
        seen = self._mark.tip if self._mark else None
        self._below_the_mark = any(
            row.id == seen and row.follows_by_hash(self._vault) for row in rows
        )
        self.line = read_line(
            rows,
            self._vault,
            self._judge,
            Expected(seen=seen, hints=hints, buried=buried),
            over_holes=over_holes,
            accept=self._accept,
        )
        if self._below_the_mark:
            return False
        self.line.broken = self._is_broken()
        recorded: set[EntryId] = set()
        for link in self.line.links:
            if not link.emptied:
                self._record(link, recorded)
        self._have_read()
        return True

    def _record(self, link: Place, recorded: set[EntryId]) -> None:
        """Have what a member recorded at a place read; what was taken in twice is read once."""
        place, what = self._inside(link)
        if isinstance(what, Authority) or {link.row.id, place.row.id} & (
            self.uncounted.keys() | recorded
        ):
            return
        recorded.add(place.row.id)
        before = self.entries[-1] if self.entries else None
        if link.missing:
            self.entries.append(missing_before(link, before))
        self.entries.append(entry_at(place, what, self.holds, before))

    def _inside(self, link: Place) -> tuple[Place, Authority | Event | None]:
        """Return what a place tells of, and what that says: itself, or what it takes in."""
        name, what = link.row.id, self._whats.get(link.row.id)
        if not isinstance(what, TakenIn):
            return link, what
        if name not in self._taken:
            self._taken[name] = taken_in(self._vault, what)
        return self._taken[name]

    def _have_read(self) -> None:
        """Let go what was only needed while it was read."""
        self._whats.clear()
        self._taken.clear()

    def bury(self, records: frozenset[StreamId]) -> None:
        """Let what is known of destroyed cases go, but for which streams were theirs."""
        for record in records:
            notes = self.holds.notes.get(record)
            self.buried[record] = (record,) if notes is None else (record, notes)
            self._folding.forget(record)

    def let_go(self, record: StreamId, *, emptied: bool) -> None:
        """Let a case go that was destroyed just now, as whoever reads the line next finds it."""
        self.bury(frozenset({record}))
        if not emptied:
            return
        self._emptied.add(record)
        gone: set[EntryId] = set()
        for place, link in enumerate(self.line.links):
            if link.row.envelope.about == record:
                what = link.body.event() if link.body is not None else None
                inside = taken_in(self._vault, what)[0] if isinstance(what, TakenIn) else link
                gone |= {link.row.id, inside.row.id}
                row = replace(link.row, sealed=None)
                self.line.links[place] = replace(link, row=row, body=None, emptied=True)
        self.entries = [entry for entry in self.entries if entry.id not in gone]

    def _is_broken(self) -> bool:
        """Whether something is gone, or cannot be read, that was not folded before.

        What was, counts on: it lies in the mark. Two office-holders may say that the vault counts
        as it is all the same.
        """
        broken = False
        below = self._mark is not None and self._mark.tip in self.known
        for link in self.line.links:
            broken |= not below and link.is_lost
            below &= self._mark is None or link.row.id != self._mark.tip
            what = self._whats.get(link.row.id)
            if isinstance(what, Restored) and link.row.id not in self.uncounted:
                broken = False
        return broken

    def append(self, link: Place, what: Authority | Event) -> Uncounted | None:
        """Take an entry that was just written; return why it does not count, or None."""
        self.line.links.append(link)
        self._whats[link.row.id] = what
        recorded = self.known & {self._inside(link)[0].row.id}
        self._fold(link)
        self._know(link)
        self._record(link, recorded)
        self._have_read()
        return self.uncounted.get(link.row.id)

    def _know(self, link: Place) -> None:
        """Know an entry of the line, and those that it takes in."""
        self.known.add(link.row.id)
        below = self._mark if self._below_the_mark else None
        if link.row.id in (below.uncounted if below else self.uncounted):
            return
        match self._whats.get(link.row.id):
            case TakenIn():
                inner, _ = self._inside(link)
                self.known.add(inner.row.id)
                if inner.body is not None:
                    self._told[inner.row.id] = (inner.body.signers[0], inner.body.tag)
            case Joined(entries=entries):
                self.known.update(entries)
            case _:
                pass

    def _judge(self, row: Row, *, verified: bool) -> Body | None:
        """Open a row, and verify who signed it where nobody did yet."""
        opened = opened_row(row, row.sealed)
        if opened is None or row.envelope.epoch is not None:
            return None
        body = opened[0]
        what = body.event()
        if not verified and not self._vouched(row, opened, what, self._keys_here()):
            return None
        self._whats[row.id] = what
        return body

    def _vouched(
        self, row: Row, opened: Opened, what: Authority | Event, keys: dict[KeyId, bytes]
    ) -> bool:
        """Whether those who are said to have signed a row did, with some keys."""
        body, inside, signatures = opened
        if isinstance(what, VaultFounded) and (keys or row.id != self._vault):
            return False
        if isinstance(what, KeyRenewed) and set(body.signers) != {what.old, what.key}:
            return False
        if not self._is_sound(what):
            return False
        if isinstance(what, VaultFounded | KeyRenewed):
            keys = {**keys, what.key: what.sign}
        signed = row.envelope.signed(self._vault, inside)
        return all(
            key in keys and signed_by(keys[key], signature, signed)
            for key, signature in zip(body.signers, signatures, strict=True)
        )

    def _is_sound(self, what: Authority | Event) -> bool:
        """Whether the keys that an act names are such as only their owner has, and new."""
        match what:
            case NamesKeys():
                return what.key not in self.holds.keys and is_sound_key(what)
            case CountsBegun():
                return can_receive(what.public)
            case _:
                return True

    def _keys_here(self) -> dict[KeyId, bytes]:
        """Return what verifies the signatures of those who may sign at this place of the line.

        Below the mark that is everybody whom the mark knows: what stood there was folded into it.
        """
        if self._below_the_mark and self._mark is not None:
            return {key.id: key.sign for key in self._mark.holds.keys.values()}
        return {key.id: key.sign for key in self.holds.keys.values() if not key.ended}

    def _accept(self, link: Place) -> None:
        """Fold a place of the line, unless it was folded into the mark."""
        if link.body is not None:
            self._told[link.row.id] = (link.body.signers[0], link.body.tag)
        if link.emptied and (record := link.row.envelope.about) is not None:
            self._emptied.add(record)
        if not self._below_the_mark:
            self._fold(link)
        elif self._mark is not None and link.row.id == self._mark.tip:
            self._below_the_mark = False
            self._folding, self._taking = Folding(self._mark.holds), None
            self.uncounted = dict(self._mark.uncounted)
        self._know(link)

    def _fold(self, link: Place) -> None:
        what, body = self._whats.get(link.row.id), link.body
        if what is None or body is None:
            return
        self._told[link.row.id] = (body.signers[0], body.tag)
        why = self._why_not(what) or self._folding.take(self._act(link.row, body, what))
        if why is not None:
            self.uncounted[link.row.id] = why
        elif isinstance(what, TakenIn):
            fits = what.counted and what.about == link.row.envelope.about
            self._take_in(*self._inside(link), fits=fits)
        elif isinstance(what, Joined):
            self._taking = None

    def _take_in(self, link: Place, what: Authority | Event | None, *, fits: bool) -> None:
        """Fold what an entry of another copy says, judged here; but once, however it came.

        It fits where it counted there, and is about what the entry around it is about, so that
        both are destroyed with a case.
        """
        row, body = link.row, link.body
        if row.id in self.known:
            return
        why: Uncounted | None = Uncounted.CROSSED
        if body is not None and what is not None and self._is_signed(row, what):
            self._told[row.id] = (body.signers[0], body.tag)
            if fits and self._why_not(what) is None:
                self._taking = self._taking or TakingIn(self._folding)
                why = self._taking.take(self._act(row, body, what))
        if why is not None:
            waits = why is Uncounted.WAITING
            self.uncounted[row.id] = Uncounted.WAITING if waits else Uncounted.CROSSED

    def _is_signed(self, row: Row, what: Authority | Event) -> bool:
        """Whether members signed an entry of another copy, be it that they left since."""
        opened = opened_row(row, row.sealed)
        keys = {key.id: key.sign for key in self.holds.keys.values()}
        return opened is not None and self._vouched(row, opened, what, keys)

    def _act(self, row: Row, body: Body, what: Authority | Event) -> LineAct:
        return LineAct(
            id=row.id,
            signers=body.signers,
            about=row.envelope.about,
            act=what,
            corrects=self._corrected(body, what),
        )

    def _why_not(self, what: Authority | Event) -> Uncounted | None:
        """Return why an act never counts: a destroyed case is never begun again.

        Nobody knows any more who might have.
        """
        again = isinstance(what, RecordBegun) and what.record in self._emptied
        return Uncounted.DOES_NOT_FIT if again else None

    def _corrected(self, body: Body, what: Authority | Event) -> KeyId | None:
        """Return who signed the entry that an event puts right, where it is of the same kind.

        What only takes back is of every kind. What never counted is nobody's to put right.
        """
        told = self._told.get(body.replaces) if body.replaces else None
        if told is None or body.replaces in self.uncounted or not isinstance(what, Event):
            return None
        signer, tag = told
        return signer if what.takes_back or what.tag == tag else None


def read_coalition(
    vault: str,
    rows: Sequence[Row],
    mark: VerifiedTo | None,
    hints: Collection[EntryId],
    *,
    over_holes: bool = False,
    tombstones: Mapping[StreamId, Tombstone] = MappingProxyType({}),
    gone: Mapping[StreamId, Grave] = MappingProxyType({}),
) -> CoalitionLine:
    """Return the coalition's line of these rows, read on from a mark where it leads there.

    What a tombstone stands for is gone, where it is good; else its rows are missing like others,
    and so they are where it is the line that shows that nobody could open the case.
    """
    buried = frozenset({*tombstones, *gone})
    proven = {record for record, each in tombstones.items() if each.preimage}
    while True:
        line = CoalitionLine(vault, mark)
        emptied = buried & proven
        if not line.read(rows, hints, over_holes=over_holes, buried=emptied):
            line = CoalitionLine(vault)
            line.read(rows, hints, over_holes=over_holes, buried=emptied)
        good = good_among(tombstones, vault, line.holds)
        others = {record: grave for record, grave in gone.items() if record not in good}
        good = (good | good_among(others, vault, line.holds)) & buried
        if good == buried:
            line.bury(good)
            return line
        buried = good


def taken_in(vault: str, taken: TakenIn) -> tuple[Place, Authority | Event | None]:
    """Return an entry of another copy as it stood there, and what it says; or None."""
    envelope = Envelope(COALITION, taken.about, None, (taken.parent,), taken.depth)
    sealed_hash = digest(taken.content)
    row = Row(envelope.id(vault, sealed_hash), envelope, sealed_hash, taken.content)
    opened = opened_row(row, taken.content)
    if opened is None:
        return Place(row, None), None
    return Place(row, opened[0]), opened[0].event()


def opened_row(row: Row, content: object) -> Opened | None:
    """Return what a row holds once its seal is open, or None where that is no entry."""
    if not row.is_whole or not isinstance(content, bytes):
        return None
    try:
        return read_content(content)
    except UnreadBodyError:
        return None


def is_sound_key(new: NamesKeys) -> bool:
    """Whether keys are called by their hash, and are such as only their owner signs with."""
    lengths = len(new.sign) == len(new.hpke) == KEY_BYTES
    sound = lengths and can_sign(new.sign) and can_receive(new.hpke)
    return sound and new.key == key_id(new.sign, new.hpke)


def entry_at(
    link: Place, what: Authority | Event | None, holds: Holds, before: Entry | None
) -> Entry:
    """Return the entry of a place; what cannot be read has the day of the one before it."""
    body = link.body
    if body is None or not isinstance(what, Event):
        sealed = link.row.sealed if isinstance(link.row.sealed, bytes) else b""
        return _unread(link.row.id, before, Why.DAMAGED, sealed)
    return Entry(
        id=link.row.id,
        event=what,
        by=holds.member_of(body.signers[0]) or MemberId(""),
        at=body.at,
        batch=body.batch,
    )


def missing_before(link: Place, before: Entry | None) -> Entry:
    """Return what stands for the rows that are gone before a place."""
    (parent, *_) = link.row.envelope.parents
    return _unread(parent, before, Why.MISSING, b"")


def _unread(name: EntryId, before: Entry | None, why: Why, payload: bytes) -> Entry:
    event = Unreadable(
        on=before.event.on if before else date.min,
        kept_tag="",
        kept_version=0,
        payload=payload,
        why=why,
    )
    at = before.at if before else datetime.min.replace(tzinfo=UTC)
    return Entry(id=name, event=event, by=MemberId(""), at=at)
