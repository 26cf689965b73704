"""Two copies of a vault made one: what of the other counts here, and what ends for it.

What another copy has is taken in word for word, by two who hold an office, after what is here.
Four sentences carry it (DESIGN section 4). Each act is judged as if its signers did it now.
Nobody is given by it what was ended here. What one copy ended is ended where they are one, though
whoever did it might not do it any more: those who join them do. And what was given in one copy by
somebody whom the other sent away meanwhile ends too, with what was given on.

So who joins two copies can do nothing by it that they might not do otherwise, it does not matter
whose copy takes in whose, and whoever was taken off is given it again by a holder, or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from rjdesk.process.authority import (
    COALITION,
    Authority,
    Countersigned,
    CountsBegun,
    EpochBegun,
    HoldGiven,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyEnrolled,
    KeyId,
    KeyRenewed,
    RecordBegun,
    StandingEnded,
    StandingGiven,
    StreamId,
    TakenIn,
    VaultFounded,
    VaultKeyBegun,
)
from rjdesk.process.held import Holds, MemberKey, Uncounted
from rjdesk.process.holds import Folding, LineAct, epoch_begun, epoch_of, hold_given, record_begun
from rjdesk.process.kernel.event import EntryId, Event, MemberId


class Right(NamedTuple):
    """What a member has and may be sent away from.

    The hold of a stream; with the coalition's an office, and with none the keys themselves.
    """

    member: MemberId
    stream: StreamId | None


class TakingIn:
    """What one other copy brings, act by act, until the two are joined."""

    def __init__(self, folding: Folding) -> None:
        """Go on with what stands here."""
        self._folding = folding
        self._ended: set[Right] = set()

    def take(self, act: LineAct) -> Uncounted | None:
        """Let an act of the other copy happen; return why it does not count.

        What a key began there is read, and nothing more is sealed under it: whoever was taken off
        here may have been given it.
        """
        holds = self._folding.holds
        meant = _meant(holds, act)
        if was_ended(holds, meant) and not set(_given(holds, meant)) <= self._ended:
            return Uncounted.CROSSED
        # Of the key of the other file there is nothing to tell.
        if isinstance(act.act, VaultKeyBegun) or _stands_already(holds, act):
            return None
        ending = set(_taken(holds, meant))
        why = self._judged(act)
        if why is None:
            self._ended |= ending  # whoever gives it again there knew of that
            _nothing_more_is_sealed(holds, act.act)
        return why

    def _judged(self, act: LineAct) -> Uncounted | None:
        """Let an act happen where its signers might do it here, or begin a case there."""
        holds, it = self._folding.holds, act.act
        match it:
            case TakenIn() | Joined() | VaultFounded():
                why: Uncounted | None = Uncounted.DOES_NOT_FIT
            case KeyRenewed() if _is_renewed_here(holds, act, it):
                why = Uncounted.DOES_NOT_FIT
            case RecordBegun() | EpochBegun() | HoldGiven() if not _is_a_members(holds, act):
                why = Uncounted.NOT_A_KEY
            case RecordBegun():
                why = record_begun(holds, act, it)
            case EpochBegun():
                why = _epoch_known(holds, act, it)
            case HoldGiven():
                why = hold_given(holds, act, it)
            case _:
                why = self._folding.take(act)
        return why


def _stands_already(holds: Holds, act: LineAct) -> bool:
    """Whether what an act says is so here too, by an act of this copy."""
    match act.act:
        case HoldTaken(stream=stream, key=key, begun=begun):
            held = holds.streams.get(stream)
            same = held is not None and begun == holds.begun(stream)
            return same and held is not None and key in held.cuts and key not in held.holders
        case KeyEnded(key=key):
            known = holds.keys.get(key)
            # Where they renewed it here, who lacks a second there wants them gone all the same.
            return known is not None and known.ended and holds.key_of(known.member) is None
        case StandingEnded(member=member):
            return member in holds.stood - holds.standing
        case StandingGiven(member=member):
            return member in holds.standing
        case HoldGiven(stream=stream, key=key, begun=begun):
            same = begun == holds.begun(stream)
            return same and holds.member_of(key) in holds.holders(stream)
        case _:
            return False


def _is_renewed_here(holds: Holds, act: LineAct, it: KeyRenewed) -> bool:
    """Whether the old key of a renewal acts no more here; then the new one never does.

    It is known all the same: others went on under what it began there.
    """
    old = holds.keys.get(it.old)
    if old is None or not old.ended or set(act.signers) != {it.old, it.key}:
        return False
    if it.key not in holds.keys:
        holds.keys[it.key] = MemberKey(
            id=it.key, member=old.member, sign=it.sign, hpke=it.hpke, ended=True
        )
    return True


def _nothing_more_is_sealed(holds: Holds, it: Authority | Event) -> None:
    """Have a stream begin another key, where the other copy began one."""
    match it:
        case RecordBegun(record=stream) | EpochBegun(stream=stream) | CountsBegun(stream=stream):
            holds.streams[stream] = msgspec.structs.replace(holds.streams[stream], due=True)
        case _:
            pass


def _is_a_members(holds: Holds, act: LineAct) -> bool:
    """Whether a member signed an act, though they may have left since.

    They hold nothing any more that was here; a case that they began in the other copy, and gave
    to others, is not lost with them.
    """
    signers = [holds.keys.get(key) for key in act.signers]
    return bool(signers) and all(key is not None and not key.provisional for key in signers)


def _epoch_known(holds: Holds, act: LineAct, it: EpochBegun) -> Uncounted | None:
    """Know the key under which a stream went on in another copy, whoever holds it here."""
    held, why = holds.streams.get(it.stream), epoch_begun(holds, act, it)
    if held is None or why is not Uncounted.MIGHT_NOT:
        return why
    new, first = (epoch_of(act.id), it.commitment), held.first
    # Where the stream was begun anew here, it is of those who held it before, and nobody's now.
    at = first or len(held.epochs)
    holds.streams[it.stream] = msgspec.structs.replace(
        held,
        epochs=(*held.epochs[:at], new, *held.epochs[at:]),
        first=first + 1 if first else 0,
    )
    return None


def was_ended(holds: Holds, act: LineAct) -> bool:
    """Whether an act gives a member what was once ended, and not given again."""
    match act.act:
        case HoldGiven(stream=stream, key=key):
            held, member = holds.streams.get(stream), holds.member_of(key)
            taken = {holds.member_of(each) for each in held.cuts} if held else set()
            return member in taken - holds.holders(stream)
        case StandingGiven(member=member):
            return member in holds.stood - holds.standing
        case KeyEnrolled(member=member):
            known = [key for key in holds.keys.values() if key.member == member]
            return bool(known) and all(key.ended for key in known)
        case _:
            return False


def _given(holds: Holds, act: LineAct) -> Iterator[Right]:
    """Yield what an act gives that may have been ended."""
    match act.act:
        case HoldGiven(stream=stream, key=key):
            yield Right(holds.member_of(key) or MemberId(""), stream)
        case StandingGiven(member=member):
            yield Right(member, COALITION)
        case KeyEnrolled(member=member):
            yield Right(member, None)
        case _:
            pass


def _taken(holds: Holds, act: LineAct) -> Iterator[Right]:
    """Yield what an act ends."""
    match act.act:
        case HoldTaken(stream=stream, key=key) if holds.holds(key, stream):
            yield Right(holds.member_of(key) or MemberId(""), stream)
        case KeyEnded(key=key) if key in holds.keys and not holds.keys[key].ended:
            member = holds.keys[key].member
            held = [stream for stream in holds.streams if holds.holds(key, stream)]
            yield from (Right(member, stream) for stream in (None, *held))
        case StandingEnded(member=member) if member in holds.standing:
            yield Right(member, COALITION)
        case _:
            pass


def _meant(holds: Holds, act: LineAct) -> LineAct:
    """Return what happens by an act: itself, or what it countersigns."""
    if isinstance(act.act, Countersigned) and act.act.confirmed:
        for each in holds.waiting:
            if each.entry == act.act.entry:
                return msgspec.structs.replace(act, act=each.act)
    return act


class Apart(msgspec.Struct, frozen=True):
    """One copy: what stands at its tip, and what counted in it alone since it was copied.

    Of what was countersigned in it alone, that act is among them too, with both its signers, and
    so are those that ``crossed`` others there: the other copy took them in, and they do not count.
    """

    holds: Holds
    acts: tuple[LineAct, ...]
    crossed: frozenset[EntryId]


class RightsEnded(msgspec.Struct, eq=False):
    """What ends: members' holds and offices, and keys with those that were made in their place."""

    rights: set[Right]
    keys: set[KeyId]


def to_end(mine: Apart, theirs: Apart) -> tuple[RightsEnded, RightsEnded]:
    """Return what ends where two copies are one: what one of them ended, and what is void.

    It is the same whichever is mine.
    """
    copies = (_Copy(mine, theirs), _Copy(theirs, mine))
    before = -1
    while before != (before := sum(len(each.void) for each in copies)):
        for each, other in (copies, copies[::-1]):
            each.judge(other.ended())
    ended, void = copies[0].ended(), copies[0].voided()
    for what, more in ((ended, copies[1].ended()), (void, copies[1].voided())):
        what.rights |= more.rights
        what.keys |= more.keys
        before = -1
        while before != (before := len(what.keys)):
            for each in copies:
                each.follow(what.keys)
    kept = copies[0].given() | copies[1].given()
    return ended, RightsEnded(void.rights - ended.rights - kept, void.keys - ended.keys)


class _Copy:
    """One of two copies while it is worked out which of its gifts are ``void``."""

    def __init__(self, copy: Apart, other: Apart) -> None:
        self._copy, self._other = copy, other
        acts = [each.act for each in copy.acts]
        begun = [act for act in acts if isinstance(act, RecordBegun)]
        self._begun = {stream for act in begun for stream in (act.record, act.notes)}
        self._renewed = {act.old: act.key for act in acts if isinstance(act, KeyRenewed)}
        self.void: set[EntryId] = set()

    def follow(self, keys: set[KeyId]) -> None:
        """Add to some keys those that were made in their place in this copy alone.

        And those in whose place they were made: in the other copy others may have been.
        """
        before = -1
        while before != (before := len(keys)):
            for old, new in self._renewed.items():
                if old in keys or new in keys:
                    keys |= {old, new}

    def ended(self) -> RightsEnded:
        """Return what ended here alone, and was not given again by a gift that is not void."""
        ended, holds = RightsEnded(set(), set()), self._copy.holds
        to_come = [e.act.key for e in self._copy.acts if isinstance(e.act, KeyEnrolled)]
        for each in self._copy.acts:
            match each.act:
                case HoldTaken(stream=stream, key=key):
                    ended.rights.add(Right(holds.member_of(key) or MemberId(""), stream))
                case KeyEnded(key=key):
                    ended.keys.add(key)
                case KeyEnrolled(key=key, member=member):
                    to_come.remove(key)
                    given = [k.id for k in holds.keys.values() if k.member == member]
                    given = [name for name in given if holds.keys[name].provisional]
                    ended.keys |= set(given) - {key, *to_come}
                case StandingEnded(member=member):
                    ended.rights.add(Right(member, COALITION))
                case HoldGiven() | StandingGiven() if each.id not in self.void:
                    ended.rights.difference_update(_given(holds, each))
                case _:
                    pass
        return ended

    def given(self) -> set[Right]:
        """Return what was given here by a gift that is not void, be it ended since."""
        gifts = [
            each for each in self._copy.acts if isinstance(each.act, HoldGiven | StandingGiven)
        ]
        valid = [each for each in gifts if each.id not in self.void]
        return {right for each in valid for right in _given(self._copy.holds, each)}

    def voided(self) -> RightsEnded:
        """Return what was given here in vain."""
        void = RightsEnded(set(), set())
        for each in self._copy.acts:
            match each.act:
                case _ if each.id not in self.void:
                    pass
                case KeyEnrolled(key=key):
                    void.keys.add(key)
                case HoldGiven() | StandingGiven():
                    void.rights.update(_given(self._copy.holds, each))
                case _:
                    pass
        return void

    def judge(self, there: RightsEnded) -> None:
        """Find the gifts of somebody who was sent away there, and what was given on by them."""
        void = self.voided()
        rights, keys = there.rights | void.rights, there.keys | void.keys
        self.follow(keys)
        holds = self._copy.holds
        for gift in self._copy.acts:
            givers = {holds.member_of(key) or MemberId("") for key in gift.signers}
            rests: set[Right] = set()
            match gift.act:
                case HoldGiven(stream=stream) if stream not in self._begun:
                    rests = {Right(giver, stream) for giver in givers}
                case StandingGiven() | KeyEnrolled():
                    rests = {Right(giver, COALITION) for giver in givers}
                case _:
                    continue
            sent_away = rests & rights or keys & {*gift.signers} or gift.id in self._copy.crossed
            if sent_away or was_ended(self._other.holds, gift):
                self.void.add(gift.id)


def left_with_nobody(mine: Holds, theirs: Holds, now: Holds) -> frozenset[StreamId]:
    """Return the streams that somebody holds in both copies, and nobody where they are one.

    That of the coalition stands for the offices.
    """
    found = {
        stream
        for stream in now.streams
        if mine.holders(stream) and theirs.holders(stream) and not now.holders(stream)
    }
    if mine.office_holders() and theirs.office_holders() and not now.office_holders():
        found.add(COALITION)
    return frozenset(found)
