"""Who holds what, and who may give it: read from the acts of authority in the coalition's line.

Four sentences carry it (DESIGN section 4). Nobody gives what they do not hold, and nobody gives
themself. What concerns standing (keys, offices) wants two office-holders, or the only one while
there is only one. Whoever could act then and cannot now gains nothing by it. Nothing is
dropped: an act that does not count stays in the line, with why.

Signatures were verified before; an act here names the keys that signed it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from rjdesk.process.authority import (
    Authority,
    Countersigned,
    CountsBegun,
    EpochBegun,
    EpochId,
    HoldGiven,
    HoldTaken,
    Joined,
    KeyEnded,
    KeyEnrolled,
    KeyId,
    KeyRenewed,
    Moved,
    NamesKeys,
    OnAStream,
    RecordBegun,
    Restored,
    StandingEnded,
    StandingGiven,
    StreamId,
    TakenIn,
    Tips,
    VaultFounded,
    VaultKeyBegun,
)
from rjdesk.process.coalition import CoalitionEvent
from rjdesk.process.held import Awaiting, Held, Holds, MemberKey, Uncounted
from rjdesk.process.kernel.event import (
    Capacity,
    CaseId,
    EntryId,
    Event,
    MemberId,
    Unreadable,
)
from rjdesk.process.membership.events import CaseListed, FoundingCompleted
from rjdesk.process.motions.events import MotionAnswered

EPOCH_LETTERS = 32
"""How many letters of the hex of an entry name the epoch that it began."""


OfACase = RecordBegun | OnAStream | CountsBegun | TakenIn
"""The acts that are about a case or the counts, and are gone with it; all others are about none."""


class LineAct(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the coalition's line, as far as authority goes.

    ``signers`` are the keys whose signatures were verified, ``about`` the record that it is
    about, ``corrects`` who signed the entry that it puts right, where that is of its kind and
    counted.
    """

    id: EntryId
    signers: tuple[KeyId, ...]
    about: StreamId | None
    act: Authority | Event
    corrects: KeyId | None = None


class Folding:
    """Who holds what, act by act; total: an act that does not fit changes nothing."""

    def __init__(self, before: Holds | None = None) -> None:
        """Go on from what stood so far, which stays as it was."""
        self.holds = _copied(before or Holds())

    def take(self, act: LineAct) -> Uncounted | None:
        """Let one more act happen; return why it does not count, or None."""
        return _take(self.holds, act)

    def forget(self, record: StreamId) -> None:
        """Let a case go that was destroyed, with all who held it."""
        holds = self.holds
        for stream in (record, holds.notes.pop(record, None)):
            if stream is not None:
                holds.streams.pop(stream, None)
        holds.tombs.pop(record, None)


def _copied(holds: Holds) -> Holds:
    return msgspec.structs.replace(
        holds,
        keys=dict(holds.keys),
        streams=dict(holds.streams),
        notes=dict(holds.notes),
        tombs=dict(holds.tombs),
    )


def _take(holds: Holds, act: LineAct) -> Uncounted | None:
    """Let one act change what stands; the caller owns ``holds``."""
    if not isinstance(act.act, Authority):
        return _recorded(holds, act, act.act)
    if not isinstance(act.act, KeyRenewed | VaultFounded):
        signers = [holds.keys.get(key) for key in act.signers]
        if not signers or any(signer is None or not signer.acts for signer in signers):
            return Uncounted.NOT_A_KEY
    if act.about is not None and not isinstance(act.act, OfACase):
        return Uncounted.DOES_NOT_FIT  # it would go with a case that it has nothing to do with
    return _TAKEN[type(act.act)](holds, act, act.act)


def _recorded(holds: Holds, act: LineAct, event: Event) -> Uncounted | None:
    """Judge what a member recorded in the coalition's journal."""
    signer = holds.keys.get(act.signers[0]) if len(act.signers) == 1 else None
    if signer is None or not signer.acts:
        return Uncounted.NOT_A_KEY
    if isinstance(event, CaseListed):
        if act.about is None or act.about != record_named(event.case):
            return Uncounted.DOES_NOT_FIT
        return None if holds.holds(signer.id, act.about) else Uncounted.MIGHT_NOT
    if act.about is not None or not isinstance(event, CoalitionEvent | Unreadable):
        return Uncounted.DOES_NOT_FIT
    if not _may_record(holds, act, event, signer):
        return Uncounted.MIGHT_NOT
    if isinstance(event, FoundingCompleted):
        holds.founding = False
    return None


def _may_record(
    holds: Holds, act: LineAct, event: CoalitionEvent | Unreadable, signer: MemberKey
) -> bool:
    """Whether a member may record an event of the coalition: it is theirs, or an office's."""
    if isinstance(event, MotionAnswered) and _speaks_for_another(holds, event, signer):
        return False
    of_an_office = isinstance(event, CoalitionEvent) and _of_an_office(event)
    own = act.corrects is not None and holds.member_of(act.corrects) == signer.member
    return not (of_an_office or event.replaces) or own or signer.member in holds.standing


def _speaks_for_another(holds: Holds, event: MotionAnswered, signer: MemberKey) -> bool:
    """Whether a vote is of somebody who has keys of their own, and did not sign it."""
    known = holds.key_of(event.member) if event.member else None
    return known is not None and known.acts and known.member != signer.member


def _of_an_office(event: CoalitionEvent) -> bool:
    """Whether only an office-holder records it, whatever the programme says beyond that."""
    return event.capacity in {Capacity.KEEPS_MEMBERS, Capacity.ASSIGNS, Capacity.OPENS}


def _of_two(holds: Holds, act: LineAct, it: Authority) -> Uncounted | None:
    """Ask for two office-holders, or the only one while there is only one who can sign."""
    first, is_enough = _first_of_two(holds, act, it)
    if first is None:
        return Uncounted.MIGHT_NOT
    if is_enough:
        return None
    payload = msgspec.json.encode(it)
    awaiting = Awaiting(entry=act.id, key=act.signers[0], tag=it.tag, payload=payload)
    holds.waiting = (*holds.waiting, awaiting)
    return Uncounted.WAITING


def _first_of_two(holds: Holds, act: LineAct, it: Authority) -> tuple[MemberId | None, bool]:
    """Return who signed an act as the first of two, or None, and whether nobody is lacking."""
    offices = holds.office_holders()
    signing = {holds.keys[key].member for key in act.signers}
    for first in sorted(signing & offices):
        if signing - {first} <= offices | holds.seconds(it, first):
            return first, len(signing) > 1 or holds.is_enough(it, first)
    return None, False


def _new_key(it: NamesKeys, member: MemberId, *, provisional: bool = False) -> MemberKey:
    return MemberKey(id=it.key, member=member, sign=it.sign, hpke=it.hpke, provisional=provisional)


def _founded(holds: Holds, act: LineAct, it: VaultFounded) -> Uncounted | None:
    if holds.keys or act.signers != (it.key,):
        return Uncounted.DOES_NOT_FIT
    holds.keys[it.key] = _new_key(it, it.member)
    holds.standing = holds.stood = frozenset({it.member})
    return None


def _enrolled(holds: Holds, act: LineAct, it: KeyEnrolled) -> Uncounted | None:
    known = holds.key_of(it.member)
    if it.key in holds.keys or (known is not None and not known.provisional):
        return Uncounted.DOES_NOT_FIT
    if (why := _of_two(holds, act, it)) is not None:
        return why
    if known is not None:
        holds.keys[known.id] = msgspec.structs.replace(known, ended=True)
    holds.keys[it.key] = _new_key(it, it.member, provisional=True)
    return None


def _renewed(holds: Holds, act: LineAct, it: KeyRenewed) -> Uncounted | None:
    old = holds.keys.get(it.old)
    if old is None or old.ended or set(act.signers) != {it.old, it.key}:
        return Uncounted.NOT_A_KEY
    if it.key in holds.keys:
        return Uncounted.DOES_NOT_FIT
    holds.keys[old.id] = msgspec.structs.replace(old, ended=True)
    holds.keys[it.key] = _new_key(it, old.member)
    holds.waiting = tuple(_following(each, it) for each in holds.waiting)
    for stream in _taken_from_all(holds, it.old, it.cut):
        held = holds.streams[stream]
        holders = held.holders | {it.key}
        holds.streams[stream] = msgspec.structs.replace(held, holders=holders)
    return None


def _following(awaiting: Awaiting, it: KeyRenewed) -> Awaiting:
    """Return what waits, about the new key: nobody stays because they renewed theirs meanwhile."""
    act = awaiting.act
    if not isinstance(act, KeyEnded) or act.key != it.old:
        return awaiting
    payload = msgspec.json.encode(msgspec.structs.replace(act, key=it.key))
    return msgspec.structs.replace(awaiting, payload=payload)


def _ended(holds: Holds, act: LineAct, it: KeyEnded) -> Uncounted | None:
    known = holds.keys.get(it.key)
    if known is None or known.ended:
        return Uncounted.DOES_NOT_FIT
    if act.signers != (it.key,) and (why := _of_two(holds, act, it)) is not None:
        return why
    holds.keys[it.key] = msgspec.structs.replace(known, ended=True)
    holds.stale = True
    _taken_from_all(holds, it.key, it.cut)
    return None


def _standing_given(holds: Holds, act: LineAct, it: StandingGiven) -> Uncounted | None:
    if it.member in holds.standing:
        return Uncounted.DOES_NOT_FIT
    if (why := _of_two(holds, act, it)) is not None:
        return why
    holds.standing |= {it.member}
    holds.stood |= {it.member}
    return None


def _standing_ended(holds: Holds, act: LineAct, it: StandingEnded) -> Uncounted | None:
    if it.member not in holds.standing:
        return Uncounted.DOES_NOT_FIT
    theirs = {holds.keys[key].member for key in act.signers} == {it.member}
    if not theirs and (why := _of_two(holds, act, it)) is not None:
        return why
    holds.standing -= {it.member}
    return None


def _countersigned(holds: Holds, act: LineAct, it: Countersigned) -> Uncounted | None:
    """Let what waited count from here, judged as things stand now."""
    found = next((each for each in holds.waiting if each.entry == it.entry), None)
    if found is None:
        return Uncounted.DOES_NOT_FIT
    entry, first, waiting, second = found.entry, found.key, found.act, act.signers[0]
    one, other = holds.member_of(first), holds.member_of(second)
    able = holds.seconds(waiting, one or MemberId(""))
    if other not in (able if it.confirmed else able | ({one} & holds.standing)):
        return Uncounted.MIGHT_NOT
    holds.waiting = tuple(each for each in holds.waiting if each.entry != entry)
    if not it.confirmed or not holds.keys[first].acts:
        return None
    both = LineAct(id=entry, signers=(first, second), about=None, act=waiting)
    return _TAKEN[type(waiting)](holds, both, waiting)


def record_begun(holds: Holds, act: LineAct, it: RecordBegun) -> Uncounted | None:
    """Let whoever signs it hold a new case, whose notes nobody holds yet."""
    taken = it.record in holds.streams or it.notes in holds.streams or it.record == it.notes
    if taken or act.about != it.record:
        return Uncounted.DOES_NOT_FIT
    holds.streams[it.record] = Held(
        case=it.record,
        epochs=((epoch_of(act.id), it.commitment),),
        holders=frozenset({act.signers[0]}),
    )
    holds.streams[it.notes] = Held(case=it.record)
    holds.notes[it.record] = it.notes
    holds.tombs[it.record] = it.tomb
    return None


def _named(holds: Holds, act: LineAct, it: OnAStream) -> Held | None:
    """Return the stream that an act names, where it is about its case, and means no other."""
    held = holds.streams.get(it.stream)
    if held is None or act.about != held.case or it.begun != holds.begun(it.stream):
        return None
    return held


def epoch_begun(holds: Holds, act: LineAct, it: EpochBegun) -> Uncounted | None:
    """A holder begins it; the notes, while nobody holds them, a holder of the record.

    Not whoever emptied them: they would make themself a holder whom nobody gave anything.
    """
    held, signer = _named(holds, act, it), act.signers[0]
    if held is None or it.stream == holds.counts:
        return Uncounted.DOES_NOT_FIT
    holders, first = held.holders, held.first
    emptied = held.emptied_by is not None and held.emptied_by == holds.member_of(signer)
    if not holders and not emptied and holds.holds(signer, held.case):
        holders, first = frozenset({signer}), len(held.epochs)
    if signer not in holders:
        return Uncounted.MIGHT_NOT
    epochs = (*held.epochs, (epoch_of(act.id), it.commitment))
    holds.streams[it.stream] = msgspec.structs.replace(
        held, epochs=epochs, holders=holders, due=False, emptied_by=None, first=first
    )
    return None


def hold_given(holds: Holds, act: LineAct, it: HoldGiven) -> Uncounted | None:
    """Let a holder give a stream to another member."""
    held, key, signer = _named(holds, act, it), holds.keys.get(it.key), act.signers[0]
    if held is None or key is None or not key.acts or it.key in held.holders:
        return Uncounted.DOES_NOT_FIT
    if signer not in held.holders or holds.member_of(signer) == key.member:
        return Uncounted.MIGHT_NOT
    holds.streams[it.stream] = msgspec.structs.replace(
        held,
        holders=held.holders | {it.key},
        cuts={each: cut for each, cut in held.cuts.items() if each != it.key},
    )
    return None


def _hold_taken(holds: Holds, act: LineAct, it: HoldTaken) -> Uncounted | None:
    """A holder takes it, an office-holder, or the key itself."""
    held, signer = _named(holds, act, it), act.signers[0]
    if held is None or it.key not in held.holders:
        return Uncounted.DOES_NOT_FIT
    in_office = holds.member_of(signer) in holds.standing
    if not in_office and signer not in held.holders:
        return Uncounted.MIGHT_NOT
    left = _without(held, it.key, it.cut)
    if not left.holders and signer != it.key:
        left = msgspec.structs.replace(left, emptied_by=holds.member_of(signer))
    holds.streams[it.stream] = left
    return None


def _taken_from_all(holds: Holds, key: KeyId, cut: Mapping[StreamId, Tips]) -> list[StreamId]:
    """Take a key off every stream that it holds; return those."""
    found = [stream for stream, held in holds.streams.items() if key in held.holders]
    for stream in found:
        holds.streams[stream] = _without(holds.streams[stream], key, cut.get(stream, ()))
    return found


def _without(held: Held, key: KeyId, cut: Tips) -> Held:
    return msgspec.structs.replace(
        held, holders=held.holders - {key}, due=True, cuts={**held.cuts, key: cut}
    )


def _counts_begun(holds: Holds, act: LineAct, it: CountsBegun) -> Uncounted | None:
    """Whoever holds an office begins them, whoever holds them begins them anew."""
    signer = act.signers[0]
    held = holds.streams.get(it.stream)
    if act.about != it.stream or (held is None) != (holds.counts is None):
        return Uncounted.DOES_NOT_FIT
    if held is None:
        if holds.member_of(signer) not in holds.standing:
            return Uncounted.MIGHT_NOT
        held = Held(case=it.stream, holders=frozenset({signer}))
    elif it.stream != holds.counts or not _may_go_on(holds, held, signer):
        return Uncounted.MIGHT_NOT
    elif not held.holders:
        held = msgspec.structs.replace(held, holders=frozenset({signer}), first=len(held.epochs))
    epochs = (*held.epochs, (epoch_of(act.id), it.commitment))
    holds.streams[it.stream] = msgspec.structs.replace(held, epochs=epochs, due=False)
    holds.counts, holds.counts_public = it.stream, it.public
    return None


def _may_go_on(holds: Holds, held: Held, signer: KeyId) -> bool:
    """Whether a key may begin the counts anew: a holder, or an office where nobody holds them."""
    in_office = holds.member_of(signer) in holds.standing
    return signer in held.holders or (not held.holders and in_office)


def _vault_key_begun(holds: Holds, act: LineAct, it: VaultKeyBegun) -> Uncounted | None:
    newest = holds.vault_keys[-1][0] if holds.vault_keys else 0
    if it.epoch != newest + 1:
        return Uncounted.DOES_NOT_FIT
    if holds.member_of(act.signers[0]) not in holds.standing:
        return Uncounted.MIGHT_NOT
    holds.vault_keys = (*holds.vault_keys, (it.epoch, it.commitment))
    holds.stale = False
    return None


def _restored(holds: Holds, act: LineAct, it: Restored) -> Uncounted | None:
    """Every key may have been ended in what was lost: no stream is sealed as it was before."""
    if (why := _of_two(holds, act, it)) is not None:
        return why
    holds.stale = holds.restored = True
    for stream, held in holds.streams.items():
        if held.epochs:
            holds.streams[stream] = msgspec.structs.replace(held, due=True)
    return None


def _two_join(holds: Holds, act: LineAct, it: TakenIn | Joined) -> Uncounted | None:
    """Two take another copy in, or the only one: it never waits, for others follow on it."""
    return None if _first_of_two(holds, act, it)[1] else Uncounted.MIGHT_NOT


def _joined(holds: Holds, act: LineAct, it: Joined) -> Uncounted | None:
    """Say how streams go on that grew in both copies; keys that ended hold nothing."""
    if (why := _two_join(holds, act, it)) is not None:
        return why
    holds.joined = True
    for stream, held in holds.streams.items():
        ended = {key for key in held.holders if holds.keys[key].ended}
        joints = (*held.joints, *it.lines.get(stream, ()))
        holds.streams[stream] = msgspec.structs.replace(
            held, holders=held.holders - ended, joints=joints, due=held.due or bool(ended)
        )
    return None


def record_named(case: CaseId) -> StreamId | None:
    """Return the record of a case, which is named as the case is; None for an id that is none."""
    letters = case.replace("-", "")
    spelled = len(letters) == EPOCH_LETTERS and set(letters) <= set("0123456789abcdef")
    return StreamId(letters) if spelled else None


def epoch_of(entry: EntryId) -> EpochId:
    """Return the name of the epoch that an entry began."""
    return EpochId(entry[:EPOCH_LETTERS])


_TAKEN: dict[type[Authority], Callable[[Holds, LineAct, Any], Uncounted | None]] = {
    VaultFounded: _founded,
    KeyEnrolled: _enrolled,
    KeyRenewed: _renewed,
    KeyEnded: _ended,
    StandingGiven: _standing_given,
    StandingEnded: _standing_ended,
    Countersigned: _countersigned,
    RecordBegun: record_begun,
    EpochBegun: epoch_begun,
    HoldGiven: hold_given,
    HoldTaken: _hold_taken,
    CountsBegun: _counts_begun,
    VaultKeyBegun: _vault_key_begun,
    Moved: lambda _holds, _act, _it: None,
    Restored: _restored,
    TakenIn: _two_join,
    Joined: _joined,
}
"""What each act does where it counts."""
