"""Two copies of one vault, each with entries of its own, made one again.

What another copy has is taken in by two who hold an office in both, or the only one who does
(``process.joining``): of the coalition word for word, each as an entry of this line; of the
cases as the rows that they are, which whoever holds them reads. The other copy is read and never
written to; from there on this one is the vault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from rjdesk.process.authority import (
    COALITION,
    Authority,
    Countersigned,
    EpochBegun,
    EpochId,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyId,
    StandingEnded,
    StreamId,
    TakenIn,
)
from rjdesk.process.held import Held, Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct, epoch_of
from rjdesk.process.joining import Apart, left_with_nobody, to_end
from rjdesk.process.kernel.event import EntryId, Event, MemberId
from rjdesk.vault.arrival import put_back
from rjdesk.vault.coalition import CoalitionLine, taken_in
from rjdesk.vault.database import Database, connect
from rjdesk.vault.envelope import Row
from rjdesk.vault.giving import Giving
from rjdesk.vault.header import Header, read_header
from rjdesk.vault.journal import Journals, Pen, SigningKey
from rjdesk.vault.keys import MemberKeys, is_its_owners, opened_vault_key, wrapped_vault_key
from rjdesk.vault.line import Place, ancestors
from rjdesk.vault.seals import UnopenedError
from rjdesk.vault.tombs import bury, read_tombstones
from rjdesk.vault.troubles import NotHeld, ReadingOnly


class TakenOver(msgspec.Struct, frozen=True):
    """What was new in another copy: how many entries, and which of them do not count here."""

    entries: int
    crossed: frozenset[EntryId]


class OtherCopy:
    """Another copy of a vault, as one member reads it; ``close`` it."""

    def __init__(self, folder: Path, header: Header, keys: MemberKeys) -> None:
        """Raises NotHeld for another vault, or a copy sealed anew since, or one without a login.

        ReadingOnly where it is not whole, or nobody said yet that it counts.
        """
        self.header = read_header(folder)
        if self.header.vault != header.vault:
            raise NotHeld(
                "That folder holds another vault, not a copy of this one, so nothing was taken in. "
                "Choose the folder of the copy."
            )
        if self.header.epoch > header.epoch:
            raise NotHeld(
                "That copy was sealed under a new key since somebody left, so nothing was taken "
                "in. Open that copy, and take this one in from there."
            )
        vault_key = self._vault_key(keys)
        self.database = connect(self.header.database(folder), vault_key, read_only=True)
        self.journals = Journals(self.database, header.vault, keys)
        line = self.journals.coalition.line
        if line.tip is None or line.broken or line.forked or put_back(self.database):
            self.close()
            raise ReadingOnly(
                "That copy is not whole, or was put back and nobody has confirmed it yet, so "
                "nothing was taken in. Both copies are as they were. Unlock that copy first, and "
                "follow what it says."
            )

    def _vault_key(self, keys: MemberKeys) -> bytes:
        login = self.header.login_of(keys.id)
        try:
            if login is not None:
                return opened_vault_key(login, self.header.vault, self.header.epoch, keys)
        except UnopenedError:
            pass
        raise NotHeld(
            "You have no login in that copy that opens it, so nothing was taken in. Somebody "
            "who has one in both can do it."
        )

    def close(self) -> None:
        """Let the file go."""
        self.database.close()


@dataclass(frozen=True, slots=True)
class Retold:
    """One entry of a coalition's line as it was first written, and whether it counts there."""

    place: Place
    what: Authority | Event | None
    counts: bool
    waits: bool

    @property
    def act(self) -> LineAct | None:
        """The act, and who signed it; None for what cannot be read."""
        row, body = self.place.row, self.place.body
        if body is None or self.what is None:
            return None
        return LineAct(id=row.id, signers=body.signers, about=row.envelope.about, act=self.what)


def retold(copy: CoalitionLine, vault: str) -> Iterator[Retold]:
    """Yield what a line says, with what it took in before; not that it was taken in."""
    for link in copy.line.links:
        what = link.body.event() if link.body is not None else None
        place = link
        if isinstance(what, TakenIn):
            place, what = taken_in(vault, what)
        whys = {copy.uncounted.get(link.row.id), copy.uncounted.get(place.row.id)} - {None}
        if not isinstance(what, Joined):
            yield Retold(place, what, counts=not whys, waits=whys == {Uncounted.WAITING})


def _apart(copy: CoalitionLine, vault: str, other: CoalitionLine) -> Apart:
    """Return what counts in a copy and not in another, in the order of its line."""
    whys = other.uncounted
    crossed = frozenset(name for name, why in whys.items() if why is Uncounted.CROSSED)
    known = other.known - crossed
    acts: list[LineAct] = []
    before: dict[EntryId, LineAct] = {}
    for each in retold(copy, vault):
        act = each.act
        if act is None:
            continue
        before[act.id] = act
        if not each.counts or act.id in known:
            continue
        acts.append(act)
        if isinstance(act.act, Countersigned) and act.act.confirmed:
            first = before[act.act.entry]
            signers = (*first.signers, *act.signers)
            acts.append(msgspec.structs.replace(first, signers=signers))
    return Apart(Folding(copy.holds).holds, tuple(acts), crossed)


class Joining:
    """Takes another copy in, for one member; inside one transaction."""

    def __init__(self, database: Database, journals: Journals, giving: Giving) -> None:
        self._database, self._journals, self._giving = database, journals, giving

    def take_in(self, pen: Pen, other: OtherCopy, signers: Sequence[SigningKey]) -> TakenOver:
        """Lay what is new beside what is here, and join.

        Raises NotHeld where two who hold an office in both have to do it, and where nobody could
        open a stream any more.
        """
        here, there = self._journals.coalition, other.journals.coalition
        vault = self._journals.vault
        mine, theirs = _apart(here, vault, there), _apart(there, vault, here)
        known, unknown = set(here.known), there.known - here.known
        rows = self._new_rows(other)
        _refuse_others(mine.holds, theirs.holds, signers)
        joints = self._joints(other, rows)
        new = [each for each in retold(there, vault) if each.place.row.id not in known]
        if not new and not any(rows.values()):
            return TakenOver(0, frozenset())
        for each in new:
            # Of a destroyed case nothing is written again.
            act = _taken(each) if each.place.row.envelope.about not in here.buried else None
            if act is not None:
                pen.authority(act, *signers, about=act.about)
        began = {
            (epoch_of(act.id), act.signers[0])
            for act in theirs.acts
            if isinstance(act.act, EpochBegun)
        }
        self._lay_beside(other, rows, began)
        self._bury(other)
        self._journals.forget()
        self._take_from_who_left(pen, signers)
        pen.authority(Joined(entries=tuple(sorted(unknown)), lines=joints), *signers)
        self._journals.forget()
        self._settle(pen, mine, theirs, signers)
        _refuse_what_nobody_opens(mine.holds, theirs.holds, self._holds)
        self._giving.clear_after(mine.holds.streams)
        uncounted = self._journals.coalition.uncounted.keys()
        crossed = {each.place.row.id for each in new if each.counts} & uncounted
        return TakenOver(len(new) + sum(map(len, rows.values())), frozenset(crossed))

    def logins(self, header: Header, other: Header, vault_key: bytes) -> Header:
        """Return a header with the logins of both, the newer of each, of keys that are in force.

        The key of the database is wrapped for whoever has a login in the other copy alone. A label
        that somebody else has here is theirs: whoever has it there is let in anew.
        """
        known = {key.id: key for key in self._journals.holds.keys.values() if not key.ended}
        for each in other.logins:
            key, here = known.get(each.key), header.login_of(each.key)
            if key is None or (here is not None and here.generation >= each.generation):
                continue
            taken = any(it.label == each.label and it.key != each.key for it in header.logins)
            if taken or not is_its_owners(header.vault, each, key.sign):
                continue
            sealed = (
                here.vault_key
                if here is not None
                else wrapped_vault_key(vault_key, header.vault, header.epoch, key.id, key.hpke)
            )
            header = header.with_login(msgspec.structs.replace(each, vault_key=sealed))
        return header

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
            ends = {end for it in (self._journals, other.journals) if (end := _end_of(it, stream))}
            if rows.get(stream) and len(ends) > 1:
                (_, beside), (_, goes_on) = sorted(ends)
                every = {row.id: row for row in (*self._journals.rows(stream), *rows[stream])}
                if beside not in ancestors(every, [goes_on]):
                    joints.append((goes_on, beside))
            if joints:
                found[stream] = tuple(joints)
        return found

    def _lay_beside(
        self,
        other: OtherCopy,
        rows: Mapping[StreamId, list[Row]],
        began: Collection[tuple[EpochId, KeyId]],
    ) -> None:
        """Take over rows, papers and keys; what each says of itself is verified when it is read.

        Keys go to who holds the stream; what somebody ``began`` themself stays theirs, to be
        handed on once a holder gives them the stream.
        """
        for stream in self._journals.holds.streams.keys() & rows.keys():
            for row in rows[stream]:
                self._database.execute(
                    "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.columns
                )
            name, held = bytes.fromhex(stream), self._journals.holds.streams[stream]
            for table in ("slots", "blobs"):
                places = ", ".join("?" * 4)
                lay = f"INSERT OR IGNORE INTO {table} VALUES ({places})"  # noqa: S608 - our own words
                asks = f"SELECT * FROM {table} WHERE stream = ?"  # noqa: S608 - as above
                for columns in other.database.query(asks, (name,)):
                    if table == "blobs" or _is_for(held, columns, began):
                        self._database.execute(lay, columns)

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
                    act = HoldTaken(stream=stream, key=key, cut=self._journals.tips_of(stream))
                    pen.authority(act, *signers[:1], about=held.case)

    def _settle(self, pen: Pen, mine: Apart, theirs: Apart, signers: Sequence[SigningKey]) -> None:
        """End what one of the two ended, and what was given by whoever the other sent away."""
        ended, void = to_end(mine, theirs)
        for what in (ended, void):
            for member, stream in sorted(what.rights, key=str):
                if stream is not None and stream != COALITION:
                    self._take(pen, stream, member, signers, last=what is ended)
                elif member in self._holds.standing and (
                    what is ended or self._holds.office_holders() - {member}
                ):
                    pen.authority(StandingEnded(member=member), *signers)
            for key in sorted(what.keys & self._holds.keys.keys()):
                if not self._holds.keys[key].ended:
                    self._end_key(pen, key, signers)

    def _take(
        self,
        pen: Pen,
        stream: StreamId,
        member: MemberId,
        signers: Sequence[SigningKey],
        *,
        last: bool,
    ) -> None:
        """Take a stream from a member who holds it; the ``last`` hold only where it was ended."""
        held = self._holds.streams.get(stream)
        for key in sorted(held.holders) if held else []:
            here = self._holds.streams[stream]
            if self._holds.member_of(key) == member and (last or here.holders != {key}):
                act = HoldTaken(stream=stream, key=key, cut=self._journals.tips_of(stream))
                pen.authority(act, *signers[:1], about=here.case)

    def _end_key(self, pen: Pen, key: KeyId, signers: Sequence[SigningKey]) -> None:
        held = [stream for stream in self._holds.streams if self._holds.holds(key, stream)]
        cut = {stream: self._journals.tips_of(stream) for stream in held}
        pen.authority(KeyEnded(key=key, cut=cut), *signers)

    @property
    def _holds(self) -> Holds:
        return self._journals.holds


def _taken(each: Retold) -> TakenIn | None:
    """Return the act that takes an entry in; None for what cannot be read, or is spelled oddly."""
    row = each.place.row
    if each.place.body is None:
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


def _is_for(held: Held, slot: Sequence[object], began: Collection[tuple[EpochId, KeyId]]) -> bool:
    """Whether a slot is of somebody who holds the stream, or of who began its epoch."""
    _, epoch, key, _ = (each.hex() if isinstance(each, bytes) else "" for each in slot)
    return key in held.holders or (EpochId(epoch), KeyId(key)) in began


def _end_of(journals: Journals, stream: StreamId) -> tuple[int, EntryId] | None:
    """Return how deep a stream of a copy goes, and its last entry; as its line has it, if held."""
    reading = journals.stream(stream) if stream != journals.holds.counts else None
    if reading is not None and reading.line.tip is not None:
        return reading.line.depth, reading.line.tip
    tip = journals.tips().get(stream)
    return (tip[1], tip[0]) if tip else None


def _refuse_others(mine: Holds, theirs: Holds, signers: Sequence[SigningKey]) -> None:
    """Raise NotHeld where those who join may not: two who hold an office in both copies."""
    keys = [each.key for each in signers]
    for holds in (mine, theirs):
        acting = all(key in holds.keys and holds.keys[key].acts for key in keys)
        members = {holds.member_of(key) or MemberId("") for key in keys}
        enough = len(members) > 1 or members == holds.office_holders()
        if not (acting and enough and members <= holds.office_holders()):
            raise NotHeld(
                "Two who hold an office in both copies take one into the other, so nothing was "
                "taken in and both are as they were. Ask a second to unlock it with you."
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
