"""Two copies of one vault, each with entries of its own, made one again.

What another copy has is taken in by two who hold an office in both, or the only one who does
(``process.joining``): of the coalition word for word, each as an entry of this line; of the
cases as the rows that they are, which whoever holds them reads. The other copy is read and never
written to; from there on this one is the vault.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from rjdesk.process.authority import (
    COALITION,
    EpochId,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyId,
    RecordBegun,
    StandingEnded,
    StreamId,
    TakenIn,
)
from rjdesk.process.held import Held, Holds
from rjdesk.process.holds import Folding
from rjdesk.process.joining import Apart, RightsEnded, left_with_nobody, to_end
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.vault.database import Database
from rjdesk.vault.envelope import Row, stream_bytes
from rjdesk.vault.giving import Giving
from rjdesk.vault.header import Header
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.keys import is_its_owners, wrapped_vault_key
from rjdesk.vault.line import ancestors
from rjdesk.vault.other_copy import OtherCopy, Retold, apart, began, ends_of, retold
from rjdesk.vault.standing import must_count
from rjdesk.vault.tables import MOST_BYTES
from rjdesk.vault.tombs import bury, read_tombstones
from rjdesk.vault.troubles import NotHeld, ReadingOnly

_SLOTS = (
    "SELECT stream, epoch, key, wrapped FROM slots WHERE stream = ? AND length(wrapped) < 1024"
    " AND typeof(epoch) = 'blob' AND typeof(key) = 'blob' AND typeof(wrapped) = 'blob'"
)
_PAPERS = (
    "SELECT id, stream, epoch, sealed FROM blobs WHERE stream = ?"
    " AND typeof(id) = 'blob' AND typeof(epoch) IN ('blob', 'null') AND typeof(sealed) = 'blob'"
)
"""What the tables demand of a row, and what nobody has seen to who rewrote those of the copy."""
MOST_TAKEN = MOST_BYTES // 2
"""The longest entry of the coalition that is taken in: spelled as text it is longer by a third."""


class TakenOver(msgspec.Struct, frozen=True):
    """What was new in another copy: how many entries, and which of them do not count here."""

    entries: int
    crossed: frozenset[EntryId]


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Up to where counts what somebody wrote from whom it was taken, as each of two copies says."""

    mine: Holds
    theirs: Holds

    def of(self, stream: StreamId, member: MemberId) -> tuple[EntryId, ...]:
        """Return the last entries that count, as the copies say that took it from them."""
        tips: set[EntryId] = set()
        for holds in (self.mine, self.theirs):
            held = holds.streams.get(stream)
            if held is not None and member not in holds.holders(stream):
                mine = [cut for key, cut in held.cuts.items() if holds.member_of(key) == member]
                tips.update(tip for cut in mine for tip in cut)
        return tuple(sorted(tips))


class Joining:
    """Takes another copy in, for one member; inside one transaction."""

    def __init__(self, database: Database, journals: Journals, giving: Giving) -> None:
        self._database, self._journals, self._giving = database, journals, giving
        self._before = Folding(journals.holds).holds
        """What stood here before anything was taken in."""

    def take_in(self, pen: Pen, other: OtherCopy, signers: Sequence[SigningKey]) -> TakenOver:
        """Lay what is new beside what is here, and join.

        Raises NotHeld where two who hold an office in both have to do it, and where nobody could
        open a stream any more.
        """
        here, there = self._journals.coalition, other.journals.coalition
        vault = self._journals.vault
        mine, theirs = apart(here, vault, there), apart(there, vault, here)
        known, unknown = set(here.known), there.known - here.known
        rows = self._new_rows(other)
        _refuse_others(mine, theirs, signers)
        self._refuse_another_case(theirs)
        joints = self._joints(other, rows)
        new = [each for each in retold(there, vault) if each.place.row.id not in known]
        if not new and not any(rows.values()):
            return TakenOver(0, frozenset())
        for each in new:
            # Of a destroyed case nothing is written again.
            act = _taken(each) if each.place.row.envelope.about not in here.buried else None
            if act is not None:
                must_count(pen.authority(act, *signers, about=act.about)[1])
        own = began(here, vault)
        self._clear_before(other, rows)
        self._lay_beside(other, rows, own)
        self._bury(other)
        self._journals.forget()
        self._take_from_who_left(pen, signers)
        must_count(pen.authority(Joined(entries=tuple(sorted(unknown)), lines=joints), *signers)[1])
        self._settle(pen, mine, theirs, signers)
        _refuse_what_nobody_opens(mine.holds, theirs.holds, self._holds)
        self._read_again()
        self._giving.clear_after(mine.holds.streams)
        self._clear(own)
        uncounted = self._journals.coalition.uncounted.keys()
        crossed = {each.place.row.id for each in new if each.counts} & uncounted
        return TakenOver(len(new) + sum(map(len, rows.values())), frozenset(crossed))

    def _read_again(self) -> None:
        """See that what was written is read as it was meant; raises ReadingOnly, and nothing is."""
        tip = self._journals.coalition.line.tip
        self._journals.forget()
        if self._journals.coalition.line.tip != tip:
            raise ReadingOnly(
                "What was taken in cannot be read again as it was written, so nothing was taken in "
                "and both copies are as they were. Have both examined."
            )

    def logins(self, header: Header, other: Header, vault_key: bytes) -> Header:
        """Return a header with the logins of both, the newer of each, of keys that are in force.

        The key of the database is wrapped for whoever has a login in the other copy alone. A label
        that somebody else has here is theirs: whoever has it there is let in anew.
        """
        known = {key.id: key for key in self._journals.holds.keys.values() if not key.ended}
        header = header.without(*[each.key for each in header.logins if each.key not in known])
        for each in other.logins:
            key, here = known.get(each.key), header.login_of(each.key)
            if key is None or (here is not None and here.generation >= each.generation):
                continue
            before = self._before.keys.get(each.key)
            if other.epoch != header.epoch and (before is None or before.provisional):
                continue  # whoever gave these, or those before them, may have left, and knows them
            label = each.label.casefold()
            taken = any(it.label.casefold() == label for it in header.logins if it.key != each.key)
            if taken or not is_its_owners(header.vault, each, key.sign):
                continue
            sealed = (
                here.vault_key
                if here is not None
                else wrapped_vault_key(vault_key, header.vault, header.epoch, key.id, key.hpke)
            )
            header = header.with_login(msgspec.structs.replace(each, vault_key=sealed))
        return header

    def _refuse_another_case(self, theirs: Apart) -> None:
        """Raise ReadingOnly where a case was begun there under a name that is one's here."""
        here = self._holds.streams.keys() | self._gone() | self._journals.coalition.buried.keys()
        for each in theirs.acts:
            if isinstance(each.act, RecordBegun) and {each.act.record, each.act.notes} & here:
                raise ReadingOnly(
                    "In the two copies a case was begun twice under one name, which no honest "
                    "program does, so nothing was taken in and both are as they were. Keep both, "
                    "and ask whoever looks after this computer."
                )

    def _new_rows(self, other: OtherCopy) -> dict[StreamId, list[Row]]:
        """Return the rows of cases, and of counts, that are in the other copy alone."""
        holds = other.journals.holds
        found = {}
        for stream in sorted(holds.streams.keys() - self._gone()):
            here = {row.id for row in self._journals.rows(stream)}
            rows = other.journals.rows(stream)
            vault = self._journals.vault
            found[stream] = [r for r in rows if r.id not in here and r.follows_by_hash(vault)]
        return found

    def _gone(self) -> frozenset[StreamId]:
        """Return the streams of cases that were destroyed here."""
        buried = self._journals.coalition.buried
        return frozenset(stream for streams in buried.values() for stream in streams)

    def _joints(
        self, other: OtherCopy, rows: Mapping[StreamId, list[Row]]
    ) -> dict[StreamId, tuple[tuple[EntryId, EntryId], ...]]:
        """Return how each stream goes on that grew in both: where more was written, then the rest.

        What the other copy joined before comes along.
        """
        found = {}
        for stream, held in other.journals.holds.streams.items():
            known = self._journals.holds.streams.get(stream)
            joints = [each for each in held.joints if known is None or each not in known.joints]
            if known is not None and rows.get(stream):
                joints += self._parted(other, stream, rows[stream])
            if joints:
                found[stream] = tuple(joints)
        return found

    def _parted(
        self, other: OtherCopy, stream: StreamId, new: Sequence[Row]
    ) -> list[tuple[EntryId, EntryId]]:
        """Return the joints of a stream in which something is new; none where one leads on."""
        ends = ends_of(self._journals, stream) | ends_of(other.journals, stream)
        if not ends:
            return []
        *others, (_, goes_on) = sorted(ends)
        every = {row.id: row for row in (*self._journals.rows(stream), *new)}
        leads = ancestors(every, [goes_on])
        return [(goes_on, beside) for _, beside in others if beside not in leads]

    def _lay_beside(
        self,
        other: OtherCopy,
        rows: Mapping[StreamId, list[Row]],
        own: Collection[tuple[EpochId, KeyId]],
    ) -> None:
        """Take over rows, papers and keys; what each says of itself is verified when it is read.

        Keys go to who holds the stream; what somebody began themself is their ``own``, to be
        handed on once a holder gives them the stream.
        """
        self._lay_papers(other, COALITION)
        for stream in self._journals.holds.streams.keys() & rows.keys():
            for row in rows[stream]:
                self._database.execute(
                    "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.columns
                )
            self._lay_papers(other, stream)
            held = self._journals.holds.streams[stream]
            for columns in other.database.query(_SLOTS, (stream_bytes(stream),)):
                if _is_for(held, columns, own):
                    self._database.execute(
                        "INSERT OR IGNORE INTO slots VALUES (?, ?, ?, ?)", columns
                    )

    def _clear_before(self, other: OtherCopy, rows: Mapping[StreamId, list[Row]]) -> None:
        """Remove what lies here in the places of keys that were begun in the other copy alone."""
        for stream in rows:
            held, theirs = self._before.streams.get(stream), other.journals.holds.streams[stream]
            known = {epoch for epoch, _ in held.epochs} if held is not None else set()
            for epoch, _ in theirs.epochs:
                if epoch not in known:
                    self._database.execute(
                        "DELETE FROM slots WHERE stream = ? AND epoch = ?",
                        (bytes.fromhex(stream), bytes.fromhex(epoch)),
                    )

    def _lay_papers(self, other: OtherCopy, stream: StreamId) -> None:
        for columns in other.database.query(_PAPERS, (stream_bytes(stream),)):
            self._database.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?, ?, ?)", columns)

    def _clear(self, own: Collection[tuple[EpochId, KeyId]]) -> None:
        """Remove the keys that were laid for somebody who holds the stream no more."""
        for stream, held in self._holds.streams.items():
            for slot in self._database.query(_SLOTS, (stream_bytes(stream),)):
                if not _is_for(held, slot, own):
                    self._database.execute(
                        "DELETE FROM slots WHERE stream = ? AND epoch = ? AND key = ?", slot[:3]
                    )

    def _bury(self, other: OtherCopy) -> None:
        """Destroy here what was destroyed there."""
        vault = self._journals.vault
        for record, stone in read_tombstones(other.database).items():
            known = record in other.journals.coalition.buried and record in self._holds.notes
            if known and stone.is_good(record, vault, self._holds):
                bury(self._database, record, self._journals.about(record), stone)

    def _take_from_who_left(self, pen: Pen, signers: Sequence[SigningKey]) -> None:
        """Take the cases that somebody opened there who left here; what they wrote there counts."""
        for stream, held in list(self._holds.streams.items()):
            for key in sorted(held.holders):
                if self._holds.keys[key].ended:
                    self._take(pen, stream, key, self._journals.tips_of(stream), signers)

    def _settle(self, pen: Pen, mine: Apart, theirs: Apart, signers: Sequence[SigningKey]) -> None:
        """End what one of the two ended, and what was given by whoever the other sent away.

        What was written counts up to where who ended it says; of what is void nothing does.
        """
        ended, void = to_end(mine, theirs)
        cuts = _Cuts(mine.holds, theirs.holds)
        for what in (ended, void):
            for member, stream in sorted(what.rights, key=str):
                if stream in {None, COALITION}:
                    continue
                for key in self._keys_of(stream, member, last=what is ended):
                    cut = cuts.of(stream, member) if what is ended else ()
                    self._take(pen, stream, key, cut, signers)
            for key in sorted(what.keys & self._holds.keys.keys()):
                member = self._holds.keys[key].member
                held = [stream for stream in self._holds.streams if self._holds.holds(key, stream)]
                if not self._holds.keys[key].ended:
                    every = {stream: cuts.of(stream, member) for stream in held}
                    must_count(pen.authority(KeyEnded(key=key, cut=every), *signers)[1])
        for what in (ended, void):
            self._end_offices(pen, what, signers, last=what is ended)

    def _end_offices(
        self, pen: Pen, what: RightsEnded, signers: Sequence[SigningKey], *, last: bool
    ) -> None:
        """End the offices that stand here, after all that wants one; the ``last`` if it ended."""
        for member in sorted(member for member, stream in what.rights if stream == COALITION):
            if member in self._holds.standing and (last or self._holds.office_holders() - {member}):
                must_count(pen.authority(StandingEnded(member=member), *signers)[1])

    def _take(
        self,
        pen: Pen,
        stream: StreamId,
        key: KeyId,
        cut: tuple[EntryId, ...],
        signers: Sequence[SigningKey],
    ) -> None:
        begun, case = self._holds.begun(stream), self._holds.streams[stream].case
        act = HoldTaken(stream=stream, begun=begun, key=key, cut=cut)
        must_count(pen.authority(act, *signers[:1], about=case)[1])

    def _keys_of(self, stream: StreamId, member: MemberId, *, last: bool) -> list[KeyId]:
        """Return by which keys a member holds a stream; the ``last`` hold only if it was ended."""
        held = self._holds.streams.get(stream)
        keys = held.holders if held is not None else frozenset()
        found = [key for key in sorted(keys) if self._holds.member_of(key) == member]
        return found if last or keys - set(found) else []

    @property
    def _holds(self) -> Holds:
        return self._journals.holds


def _taken(each: Retold) -> TakenIn | None:
    """Return the act that takes an entry in; None for what cannot be read, or is spelled oddly."""
    row = each.place.row
    if each.place.body is None or not isinstance(row.sealed, bytes) or len(row.sealed) > MOST_TAKEN:
        return None
    said = {
        "about": row.envelope.about,
        "parent": next(iter(row.envelope.parents), ""),
        "depth": row.envelope.depth,
        "content": row.sealed,
        "counted": each.counts or each.waits,
    }
    try:
        return msgspec.convert(said, TakenIn)
    except msgspec.ValidationError:
        return None


def _is_for(held: Held, slot: Sequence[object], own: Collection[tuple[EpochId, KeyId]]) -> bool:
    """Whether a slot is of a holder, or of who began its epoch and was never taken off."""
    _, epoch, key, _ = (each.hex() if isinstance(each, bytes) else "" for each in slot)
    is_own = (EpochId(epoch), KeyId(key)) in own and key not in held.cuts
    return is_own or key in held.holders


def _refuse_others(mine: Apart, theirs: Apart, signers: Sequence[SigningKey]) -> None:
    """Raise NotHeld where those who join may not: two who hold an office in both copies."""
    keys = [each.key for each in signers]
    laid_down = {act.act.member for act in theirs.acts if isinstance(act.act, StandingEnded)}
    for holds in (mine.holds, theirs.holds):
        acting = all(key in holds.keys and holds.keys[key].acts for key in keys)
        members = {holds.member_of(key) or MemberId("") for key in keys}
        enough = len(members) > 1 or members == holds.office_holders()
        if not (acting and enough and members <= holds.office_holders() - laid_down):
            raise NotHeld(
                "Two who held an office in both copies all the time take one into the other, so "
                "nothing was taken in and both are as they were. Ask a second to unlock it with "
                "you."
            )


def _refuse_what_nobody_opens(mine: Holds, theirs: Holds, now: Holds) -> None:
    """Raise NotHeld where each copy took off the last who could do something in the other."""
    left = left_with_nobody(mine, theirs, now)
    if COALITION in left:
        raise NotHeld(
            "Each copy ended the offices that the other kept, so nobody would hold one, nothing "
            "was taken in and both are as they were. Give one more member an office here first."
        )
    if left:
        raise NotHeld(
            f"Each copy took off those who hold something in the other, so nobody could open "
            f"{len(left)} of the journals of cases. Nothing was taken in and both are as they "
            "were. Whoever holds them here gives them to one more member first."
        )
