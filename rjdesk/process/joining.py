"""Two lines that grew apart, made one: what stands when each did not know of the other.

It is read as mine, then what is only in theirs. Four sentences carry it (DESIGN section 4). An act
of theirs counts if it did where it was written, and does here too. Ends beat gifts: what was
given to, or by, somebody whose hold, key or office ended on the other side meanwhile is void.
An end that might be written there takes what its key holds, though whoever ended it was sent
away here. None of this leaves a stream, or the offices, with nobody: the last one stays.

Whoever was taken off too much is given it again by a holder; nobody gains by what crossed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rjdesk.process.authority import (
    Authority,
    Countersigned,
    HoldGiven,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyEnrolled,
    KeyId,
    KeyRenewed,
    StandingEnded,
    StandingGiven,
    StreamId,
    Tips,
)
from rjdesk.process.held import Awaiting, Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct, without_key
from rjdesk.process.kernel.event import EntryId, Event, MemberId


class LineApart(msgspec.Struct, frozen=True):
    """A line: what stands at its tip, and what is in it alone.

    ``told`` are acts in the order of the line, those that are in it ``alone`` among them, and
    ``uncounted`` says which do not count in it, and why. ``waited`` are acts from before that
    lacked a second signature then.
    """

    holds: Holds
    told: tuple[LineAct, ...]
    uncounted: Mapping[EntryId, Uncounted]
    alone: frozenset[EntryId]
    waited: tuple[Awaiting, ...] = ()

    def acts(self) -> Iterator[LineAct]:
        """Yield what counted in this line alone, with what was countersigned in it."""
        known = {each.entry: (each.key, each.act) for each in self.waited}
        known |= {
            each.id: (each.signers[0], each.act)
            for each in self.told
            if isinstance(each.act, Authority)
        }
        for each in self.told:
            if each.id not in self.alone or each.id in self.uncounted:
                continue
            yield each
            match each.act:
                case Countersigned(entry=entry, confirmed=True) if entry in known:
                    first, act = known[entry]
                    both = (first, *each.signers)
                    yield LineAct(id=entry, signers=both, about=None, act=act)


class Merged(msgspec.Struct, frozen=True):
    """What stands where two lines are one, and what does not count in it, with why."""

    holds: Holds
    uncounted: dict[EntryId, Uncounted]

    @property
    def crossed(self) -> frozenset[EntryId]:
        """What counted on its own side, and does not any more."""
        return frozenset(name for name, why in self.uncounted.items() if why is Uncounted.CROSSED)


def joined(mine: LineApart, theirs: LineApart) -> Merged:
    """Return what stands after two lines."""
    return _Joining(mine, theirs).merged()


def may_join(mine: Holds, theirs: Holds, merged: Merged, signers: tuple[KeyId, ...]) -> bool:
    """Whether some keys may make two lines one.

    Any member whose key is in force on both sides and after, where nothing crossed; where
    something did, two who hold an office, for it depends on whose line is read first.
    """
    every = (mine, theirs, merged.holds)
    known = [holds.keys.get(key) for holds in every for key in signers]
    if not all(key is not None and key.acts for key in known):
        return False
    members = {mine.member_of(key) or MemberId("") for key in signers}
    return not merged.crossed or all(_is_of_two(holds, members) for holds in every)


def _is_of_two(holds: Holds, members: set[MemberId]) -> bool:
    if not members <= holds.office_holders():
        return False
    return len(members) > 1 or all(holds.is_enough(Joined(), each) for each in members)


class _Ends(msgspec.Struct):
    """What ended on one side: holds, keys by the first of their renewals, and offices."""

    holds: set[tuple[StreamId, KeyId]]
    keys: set[KeyId]
    offices: set[MemberId]


class _Joining:
    """One joining of two lines; all keys of one member that were renewed count as one."""

    def __init__(self, mine: LineApart, theirs: LineApart) -> None:
        self._mine, self._theirs = mine, theirs
        self._acts = {True: list(mine.acts()), False: list(theirs.acts())}
        self._renewed: dict[KeyId, KeyId] = {}
        for acts in self._acts.values():
            for each in acts:
                if isinstance(each.act, KeyRenewed):
                    self._renewed[each.act.key] = each.act.old
        self._folding = Folding(mine.holds)
        self._uncounted: dict[EntryId, Uncounted] = {}

    def merged(self) -> Merged:
        """Take theirs in, and void on both sides what an end on the other crossed."""
        for each in self._theirs.told:
            if each.id in self._theirs.alone:
                self._take_in(each, self._theirs.uncounted.get(each.id))
        self._void_gifts()
        self._have_new_keys_begun()
        return Merged(self._folding.holds, self._uncounted)

    @property
    def _holds(self) -> Holds:
        return self._folding.holds

    def _take_in(self, told: LineAct, there: Uncounted | None) -> None:
        """Let an act of theirs happen here, where it counted there; one that waited, waits on."""
        if there not in {None, Uncounted.WAITING}:
            return
        act = msgspec.structs.replace(told, act=self._as_renewed(told))
        why = Uncounted.CROSSED if self._takes_the_last(act) else self._folding.take(act)
        if there is not None or why is None:
            return
        self._uncounted[told.id] = Uncounted.DOES_NOT_FIT
        if not self._stands_already(act):
            self._uncounted[told.id] = Uncounted.CROSSED
            self._take_all_the_same(act)

    def _stands_already(self, act: LineAct) -> bool:
        """Whether the same happened on both sides; of two takings both name what counts."""
        holds = self._holds
        match act.act:
            case HoldTaken(stream=stream, key=key, cut=cut):
                held = holds.streams.get(stream)
                if held is None or key in held.holders:
                    return False
                both = {*held.cuts.get(key, ()), *cut}
                cuts = {**held.cuts, key: tuple(sorted(both))}
                holds.streams[stream] = msgspec.structs.replace(held, cuts=cuts)
                return True
            case KeyEnded(key=key):
                return key in holds.keys and holds.keys[key].ended
            case StandingEnded(member=member):
                return member not in holds.standing
            case StandingGiven(member=member):
                return member in holds.standing
            case _:
                return False

    def _takes_the_last(self, act: LineAct) -> bool:
        """Whether each side took others off a stream, and together they leave nobody."""
        it = act.act
        if not isinstance(it, HoldTaken):
            return False
        here = self._holds.streams.get(it.stream)
        return here is not None and here.holders == {it.key} and self._is_held(it.stream)

    def _is_held(self, stream: StreamId) -> bool:
        there = self._theirs.holds.streams.get(stream)
        return there is not None and bool(there.holders)

    def _as_renewed(self, act: LineAct) -> Authority | Event:
        """Return what an end says, about the key that was renewed here meanwhile."""
        it = act.act
        if isinstance(it, HoldTaken | KeyEnded):
            return msgspec.structs.replace(it, key=self._newest(it.key))
        return it

    def _take_all_the_same(self, act: LineAct) -> None:
        """Take what an end names that counted there, though whoever wrote it might not here."""
        it = act.act
        if isinstance(it, HoldTaken):
            self._take(it.stream, it.key, it.cut)
        elif isinstance(it, KeyEnded):
            for stream in list(self._holds.streams):
                self._take(stream, it.key, it.cut.get(stream, ()))

    def _void_gifts(self) -> None:
        """Void what was given meanwhile by or to whom something ended, and what they gave on."""
        ends = {side: self._ends(acts) for side, acts in self._acts.items()}
        while True:
            found = [
                (side, gift)
                for side, acts in self._acts.items()
                for gift in acts
                if gift.id not in self._uncounted and self._is_void(gift, ends[not side])
            ]
            if not found:
                return
            for side, gift in found:
                self._uncounted[gift.id] = Uncounted.CROSSED
                self._undo(gift, ends[not side])

    def _have_new_keys_begun(self) -> None:
        """Let no stream be sealed as it was, from which somebody was taken off on one side.

        The other side did not know of it, and may have given them the key that it began.
        """
        ends = [self._ends(acts) for acts in self._acts.values()]
        taken = {stream for each in ends for stream, _ in each.holds}
        every = any(each.keys for each in ends)
        for stream, held in self._holds.streams.items():
            if held.epochs and (every or stream in taken):
                self._holds.streams[stream] = msgspec.structs.replace(held, due=True)

    def _ends(self, acts: list[LineAct]) -> _Ends:
        ends = _Ends(set(), set(), set())
        for each in acts:
            match each.act:
                case HoldTaken(stream=stream, key=key):
                    ends.holds.add((stream, self._first(key)))
                case KeyEnded(key=key):
                    ends.keys.add(self._first(key))
                case StandingEnded(member=member):
                    ends.offices.add(member)
                case _:
                    pass
        return ends

    def _is_void(self, gift: LineAct, ends: _Ends) -> bool:
        """Whether somebody who gave or was given something ended meanwhile."""
        keys = {self._first(key) for key in gift.signers}
        members = {self._holds.member_of(key) for key in gift.signers}
        match gift.act:
            case HoldGiven(stream=stream, key=key):
                keys.add(self._first(key))
                return bool(keys & ends.keys) or any((stream, key) in ends.holds for key in keys)
            case StandingGiven(member=member):
                return bool(keys & ends.keys or {*members, member} & ends.offices)
            case KeyEnrolled():
                return bool(keys & ends.keys or members & ends.offices)
            case _:
                return False

    def _undo(self, gift: LineAct, ends: _Ends) -> None:
        """Let a gift be none, and whoever was given it pass nothing on."""
        holds = self._holds
        match gift.act:
            case HoldGiven(stream=stream, key=key):
                ends.holds.add((stream, self._first(key)))
                self._take(stream, self._newest(key), ())
            case StandingGiven(member=member):
                ends.offices.add(member)
                if holds.office_holders() - {member}:
                    holds.standing -= {member}
            case KeyEnrolled(key=key):
                ends.keys.add(self._first(key))
                newest = self._newest(key)
                if newest in holds.keys:
                    holds.keys[newest] = msgspec.structs.replace(holds.keys[newest], ended=True)
                for stream in list(holds.streams):
                    self._take(stream, newest, ())
            case _:
                pass

    def _take(self, stream: StreamId, key: KeyId, cut: Tips) -> None:
        """Take a hold, unless it is the last."""
        held = self._holds.streams.get(stream)
        if held is not None and key in held.holders and held.holders - {key}:
            self._holds.streams[stream] = without_key(held, key, cut)

    def _first(self, key: KeyId) -> KeyId:
        return _followed(key, self._renewed)

    def _newest(self, key: KeyId) -> KeyId:
        here = self._holds.keys
        return _followed(key, {old: new for new, old in self._renewed.items() if new in here})


def _followed(key: KeyId, renewals: Mapping[KeyId, KeyId]) -> KeyId:
    while key in renewals:
        key = renewals[key]
    return key
