"""Two lines that grew apart, made one: what counts, what crossed, and who may say so."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from rjdesk.process import joining
from rjdesk.process.authority import (
    Authority,
    EpochBegun,
    HoldGiven,
    HoldTaken,
    KeyEnded,
    KeyRenewed,
    RecordBegun,
    StandingEnded,
    StandingGiven,
    StreamId,
)
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct
from rjdesk.process.joining import LineApart, Merged, joined, may_join
from rjdesk.process.kernel.event import EntryId, MemberId
from tests.process.test_holds import (
    NOTES,
    OTHER,
    RECORD,
    enrolled,
    gives,
    key,
    renewed,
    takes,
    with_a_case,
)

ANN, BEN, CAY, DEE = map(MemberId, ("ann", "ben", "cay", "dee"))
By = tuple[tuple[str, ...], Authority]


@dataclass
class Copy:
    """One of two copies of a line, as it grew by itself."""

    name: str
    folding: Folding
    told: list[LineAct] = field(default_factory=list)
    uncounted: dict[EntryId, Uncounted] = field(default_factory=dict)

    def by(self, *members: str, act: Authority) -> Uncounted | None:
        about = RECORD if isinstance(act, EpochBegun | HoldGiven | HoldTaken) else None
        if isinstance(act, RecordBegun):
            about = act.record
        name = EntryId(f"{self.name}{len(self.told):031x}" + "0" * 32)
        said = LineAct(id=name, signers=tuple(map(key, members)), about=about, act=act)
        why = self.folding.take(said)
        self.told.append(said)
        if why is not None:
            self.uncounted[name] = why
        return why

    @property
    def side(self) -> LineApart:
        alone = frozenset(each.id for each in self.told)
        return LineApart(self.folding.holds, tuple(self.told), self.uncounted, alone)


def apart() -> tuple[Copy, Copy]:
    """Two copies: Ann and Ben in office; the record is Ann's and Cay's, the notes are Cay's."""
    return Copy("a", Folding(with_a_case().holds)), Copy("b", Folding(with_a_case().holds))


def after(here: list[By], there: list[By]) -> tuple[Merged, Copy, Copy]:
    mine, theirs = apart()
    for copy, acts in ((mine, here), (theirs, there)):
        for members, act in acts:
            assert copy.by(*members, act=act) is None
    return joined(mine.side, theirs.side), mine, theirs


def holders(merged: Merged, stream: StreamId = RECORD) -> set[str]:
    return set(merged.holds.holders(stream))


RENEWED = KeyRenewed(old=key("cay"), key=key("cay-new"), sign=b"", hpke=b"")
OFFICE = StandingGiven(member=CAY)
CROSSINGS: dict[str, tuple[list[By], list[By], Callable[[Holds], bool], int]] = {
    "what both did without the other counts": (
        [(("ann",), gives("ben"))],
        [(("cay",), gives("dee"))],
        lambda now: now.holders(RECORD) == {ANN, BEN, CAY, DEE},
        0,
    ),
    "a taking over there counts here": (
        [(("ann",), gives("dee"))],
        [(("ben",), takes("cay"))],
        lambda now: now.holders(RECORD) == {ANN, DEE} and now.streams[RECORD].due,
        0,
    ),
    "what was given to somebody who was taken off meanwhile is void": (
        [(("ann",), gives("dee")), (("ann",), takes("dee")), (("ann",), gives("dee"))],
        [(("ann",), gives("dee")), (("ann",), takes("dee"))],
        lambda now: DEE not in now.holders(RECORD),
        3,
    ),
    "what somebody gave who was taken off meanwhile is void": (
        [(("cay",), gives("dee"))],
        [(("ann",), takes("cay"))],
        lambda now: now.holders(RECORD) == {ANN},
        1,
    ),
    "and what they gave on is void": (
        [(("cay",), gives("dee")), (("dee",), gives("ben"))],
        [(("ann",), takes("cay"))],
        lambda now: now.holders(RECORD) == {ANN},
        2,
    ),
    "theirs is void alike": (
        [(("ann",), takes("cay"))],
        [(("cay",), gives("dee")), (("dee",), gives("ben"))],
        lambda now: now.holders(RECORD) == {ANN},
        2,
    ),
    "a key that ended over there gives nothing here": (
        [(("cay",), gives("dee"))],
        [(("ann", "ben"), KeyEnded(key=key("cay"), cut={}))],
        lambda now: now.holders(RECORD) == {ANN} and now.keys[key("cay")].ended,
        1,
    ),
    "keys that were renewed here end as the old ones did there": (
        [(("cay", "cay-new"), RENEWED)],
        [(("ann", "ben"), KeyEnded(key=key("cay"), cut={}))],
        lambda now: now.key_of(CAY) is None and now.holders(RECORD) == {ANN},
        0,
    ),
    "keys that were renewed here hold no more what was taken there": (
        [(("cay", "cay-new"), RENEWED)],
        [(("ann",), takes("cay"))],
        lambda now: now.holders(RECORD) == {ANN},
        0,
    ),
    "two who ended each other: mine counts, and the other holds nothing": (
        [(("ann",), takes("cay"))],
        [(("cay",), takes("ann"))],
        # Cay's taking does not count, and would leave nobody.
        lambda now: now.holders(RECORD) == {ANN},
        1,
    ),
    "an end whose author was sent away here takes all the same": (
        [(("ann",), gives("dee")), (("ann",), takes("cay"))],
        [(("cay",), takes("ann"))],
        # What Ann gave is void too, and Dee the last.
        lambda now: now.holders(RECORD) == {DEE},
        2,
    ),
    "an office-holder on each side takes the other off": (
        [(("ann",), gives("ben")), (("ann",), takes("cay")), (("ann",), takes("ben"))],
        [(("cay",), gives("ben")), (("ben",), takes("cay")), (("ben",), takes("ann"))],
        lambda now: now.holders(RECORD) == {ANN},
        # Both took Cay off, and agree in that.
        3,
    ),
    "an office that ended meanwhile gives none": (
        [(("ann", "ben"), OFFICE)],
        [(("ben",), StandingEnded(member=BEN))],
        lambda now: now.standing == {ANN},
        1,
    ),
    "keys that were given by who left an office meanwhile are none": (
        [(("ann", "ben"), enrolled("eve")), (("eve-first", "eve"), renewed("eve"))],
        [(("ben",), StandingEnded(member=BEN))],
        lambda now: now.key_of(MemberId("eve")) is None,
        1,
    ),
    "a stream never stays with nobody": (
        [(("cay",), gives("dee")), (("cay",), takes("ann")), (("dee",), takes("cay"))],
        [(("ann",), takes("cay"))],
        lambda now: now.holders(RECORD) == {DEE},
        1,
    ),
    "a case that was begun over there is there": (
        [],
        [
            (
                ("ann",),
                RecordBegun(record=OTHER, notes=StreamId("dd" * 16), commitment=b"1", tomb=b"t"),
            )
        ],
        lambda now: now.holders(OTHER) == {ANN},
        0,
    ),
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_what_crosses_when_two_lines_are_made_one(name: str) -> None:
    here, there, expected, crossed = CROSSINGS[name]
    merged, mine, theirs = after(here, there)
    assert expected(merged.holds), merged.holds
    assert len(merged.crossed) == crossed
    # Neither side is changed by it: each is read again with others.
    again = joined(mine.side, theirs.side)
    assert again == merged


def test_any_member_joins_what_did_not_cross() -> None:
    merged, mine, theirs = after([(("ann",), gives("ben"))], [(("cay",), gives("dee"))])
    sides = (mine.folding.holds, theirs.folding.holds, merged)
    assert may_join(*sides, (key("dee"),))
    assert not may_join(*sides, (key("eve"),))
    assert not may_join(*sides, (key("dee-first"),))


def test_who_was_sent_away_on_one_side_joins_nothing() -> None:
    merged, mine, theirs = after([], [(("ann", "ben"), KeyEnded(key=key("dee"), cut={}))])
    for sides in ((mine, theirs), (theirs, mine)):
        assert not may_join(*(each.folding.holds for each in sides), merged, (key("dee"),))


def test_what_crossed_is_joined_by_two_who_hold_an_office_on_both_sides() -> None:
    merged, mine, theirs = after([(("cay",), gives("dee"))], [(("ann",), takes("cay"))])
    sides = (mine.folding.holds, theirs.folding.holds, merged)
    assert may_join(*sides, (key("ann"), key("ben")))
    for signers in (("ann",), ("ann", "ann"), ("ann", "cay"), ("cay",)):
        assert not may_join(*sides, tuple(map(key, signers)))


def test_the_only_one_in_office_joins_what_crossed_alone() -> None:
    leaves = (("ben",), StandingEnded(member=BEN))
    merged, mine, theirs = after(
        [leaves, (("cay",), gives("dee"))], [leaves, (("ann",), takes("cay"))]
    )
    sides = (mine.folding.holds, theirs.folding.holds)
    assert not may_join(*sides, merged, (key("ben"),))
    assert may_join(*sides, merged, (key("ann"),))


def drawn(copy: Copy, draw: random.Random) -> None:
    """Let a member do one thing that may be done, as the copy stands."""
    members = ["ann", "ben", "cay", "dee"]
    first, second = draw.choice(members), draw.choice(members)
    two = tuple(draw.sample(members, 2))
    stream = draw.choice((RECORD, NOTES))
    by, act = draw.choice(
        (
            ((first,), gives(second, stream)),
            ((first,), gives(second, stream)),
            ((first,), takes(second, stream)),
            ((first,), EpochBegun(stream=stream, commitment=b"x")),
            (two, KeyEnded(key=key(second), cut={})),
            (two, StandingEnded(member=MemberId(second))),
            (two, StandingGiven(member=MemberId(second))),
        )
    )
    copy.by(*by, act=act)


def _keys_ended(*copies: Copy) -> bool:
    return any(
        isinstance(each.act, KeyEnded) and each.id not in copy.uncounted
        for copy in copies
        for each in copy.told
    )


def ended_in(copy: Copy) -> set[tuple[StreamId, MemberId]]:
    """Who was taken off what in a copy and not given it again there."""
    before = with_a_case().holds
    now = copy.folding.holds
    taken: set[tuple[StreamId, MemberId]] = set()
    for each in copy.told:
        match each.act:
            case HoldTaken(stream=stream, key=whose) if each.id not in copy.uncounted:
                taken.add((stream, before.keys[whose].member))
            case KeyEnded(key=whose) if each.id not in copy.uncounted:
                taken |= {(stream, before.keys[whose].member) for stream in (RECORD, NOTES)}
            case HoldGiven(stream=stream, key=whose) if each.id not in copy.uncounted:
                taken.discard((stream, before.keys[whose].member))
            case _:
                pass
    return {(stream, member) for stream, member in taken if member not in now.holders(stream)}


def test_whoever_was_taken_off_on_either_side_holds_nothing_or_alone() -> None:
    """Random halves: ends beat gifts, nobody holds by it who held on neither side (A27)."""
    draw = random.Random(20261128)
    ends = 0
    for _ in range(4000):
        mine, theirs = apart()
        for copy in (mine, theirs):
            for _ in range(draw.randrange(1, 9)):
                drawn(copy, draw)
        merged = joined(mine.side, theirs.side).holds
        for stream in (RECORD, NOTES):
            now = merged.holders(stream)
            held = mine.folding.holds.holders(stream) | theirs.folding.holds.holders(stream)
            assert now <= held
            both = all(copy.folding.holds.holders(stream) for copy in (mine, theirs))
            assert now or not both or _keys_ended(mine, theirs)
        for copy in (mine, theirs):
            for stream, member in ended_in(copy):
                ends += 1
                assert member not in merged.holders(stream) or len(merged.holders(stream)) == 1
    assert ends > 1000


@pytest.mark.parametrize("sentence", ["_void_gifts", "_take_all_the_same"])
def test_each_sentence_is_needed(sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining._Joining, sentence, lambda *_: None)
    with pytest.raises(AssertionError):
        test_whoever_was_taken_off_on_either_side_holds_nothing_or_alone()


def test_nothing_is_sealed_on_under_a_key_that_who_was_taken_off_was_given() -> None:
    merged, _, _ = after(
        [(("ann",), takes("cay"))],
        [(("ann",), gives("ben")), (("ann",), EpochBegun(stream=RECORD, commitment=b"x"))],
    )
    assert holders(merged) == {ANN, BEN}
    assert merged.holds.streams[RECORD].due


def test_an_act_that_waits_waits_on() -> None:
    mine, theirs = apart()
    assert theirs.by("ann", act=OFFICE) is Uncounted.WAITING
    merged = joined(mine.side, theirs.side)
    assert [each.entry for each in merged.holds.waiting] == [theirs.told[0].id]
    assert not merged.crossed
    assert replace(merged.holds, waiting=()) == mine.folding.holds
