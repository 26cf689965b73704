"""What of another copy of a vault counts where two are one, and what ends for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rjdesk.process.authority import (
    COALITION,
    Authority,
    Countersigned,
    CountsBegun,
    EpochBegun,
    Joined,
    KeyEnded,
    KeyRenewed,
    OnAStream,
    RecordBegun,
    StandingEnded,
    StandingGiven,
    StreamId,
    VaultKeyBegun,
)
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.holds import Folding, LineAct, epoch_of
from rjdesk.process.joining import Apart, Right, TakingIn, left_with_nobody, to_end
from rjdesk.process.kernel.event import EntryId, MemberId
from tests.process.test_holds import (
    NOTES,
    RECORD,
    Told,
    begins,
    counts,
    enrolled,
    gives,
    key,
    renewed,
    taken_in,
    takes,
    with_a_case,
)

ANOTHER, ITS_NOTES = StreamId("dd" * 16), StreamId("ee" * 16)
CROSSED, NO_FIT, MIGHT_NOT = Uncounted.CROSSED, Uncounted.DOES_NOT_FIT, Uncounted.MIGHT_NOT
NO_KEY = Uncounted.NOT_A_KEY
Act = tuple[tuple[str, ...], Authority]
"""Who signs an act, and the act."""


def office_ends(member: str) -> StandingEnded:
    return StandingEnded(member=MemberId(member))


def office_begins(member: str) -> StandingGiven:
    return StandingGiven(member=MemberId(member))


def ends(member: str) -> KeyEnded:
    return KeyEnded(key=key(member), cut={})


def begun() -> RecordBegun:
    return RecordBegun(record=ANOTHER, notes=ITS_NOTES, commitment=b"", tomb=b"")


def cay_renews() -> KeyRenewed:
    return KeyRenewed(old=key("cay"), key=key("new"), sign=b"", hpke=b"")


def about(act: Authority) -> StreamId | None:
    match act:
        case RecordBegun(record=stream) | CountsBegun(stream=stream):
            return stream
        case _:
            stream = getattr(act, "stream", None)
            return ANOTHER if stream in {ANOTHER, ITS_NOTES} else RECORD if stream else None


def lived(*acts: Act) -> Told:
    """A copy in which some acts happened, all of which count there."""
    told = with_a_case()
    begun = ""
    for signers, act in acts:
        assert told.by(*signers, act=meant(act, begun), about=about(act)) is None, act
        begun = told.last if isinstance(act, RecordBegun) else begun
    return told


def meant(act: Authority, begun: str) -> Authority:
    """Return an act that says by which act the other case was begun, where it is on that."""
    if isinstance(act, OnAStream) and about(act) == ANOTHER:
        return replace(act, begun=epoch_of(EntryId(begun)))
    return act


def acts_of(*acts: Act) -> tuple[LineAct, ...]:
    found, begun = [], ""
    for n, (signers, act) in enumerate(acts):
        name = EntryId(f"{900 + n:032x}" + "0" * 32)
        begun = name if isinstance(act, RecordBegun) else begun
        found.append(
            LineAct(
                id=name,
                signers=tuple(map(key, signers)),
                about=about(act),
                act=meant(act, begun),
            )
        )
    return tuple(found)


BOTH = ("ann", "ben")
CAY_LEFT: Act = (BOTH, ends("cay"))
BEN_LAID_DOWN: Act = (("ben",), office_ends("ben"))
CAY_IS_OFF: Act = (("ann",), takes("cay"))
TOLD: tuple[tuple[str, tuple[Act, ...], tuple[Act, ...], Uncounted | None], ...] = (
    ("a holder gives", (), ((("ann",), gives("dee")),), None),
    ("not once they were taken off", (CAY_IS_OFF,), ((("cay",), gives("dee")),), MIGHT_NOT),
    ("nor once they left", (CAY_LEFT,), ((("cay",), gives("dee")),), MIGHT_NOT),
    (
        "nobody is given what they were taken off",
        (CAY_IS_OFF,),
        ((("ann",), gives("cay")),),
        CROSSED,
    ),
    (
        "unless whoever gave it knew of that",
        (),
        ((("ann",), takes("cay")), (("ann",), gives("cay"))),
        None,
    ),
    (
        "which is not said of another stream",
        ((("cay",), takes("cay", NOTES)),),
        ((("ann",), takes("cay")), (("cay",), gives("cay", NOTES))),
        CROSSED,
    ),
    ("an office is given", (), ((BOTH, office_begins("dee")),), None),
    (
        "not by who laid theirs down",
        (BEN_LAID_DOWN,),
        ((("ben",), office_begins("dee")),),
        MIGHT_NOT,
    ),
    ("nor to them", (BEN_LAID_DOWN,), ((("ann",), office_begins("ben")),), CROSSED),
    ("keys are given", (), ((BOTH, enrolled("eve")),), None),
    ("not to who was sent away", (CAY_LEFT,), ((BOTH, enrolled("cay", "other")),), CROSSED),
    ("who was sent away renews none", (CAY_LEFT,), ((("cay", "new"), cay_renews()),), NO_FIT),
    (
        "keys of their own are made",
        ((BOTH, enrolled("eve")),),
        ((("eve-first", "eve"), renewed("eve")),),
        None,
    ),
    ("a case is opened", (), ((("dee",), begun()),), None),
    ("be it by somebody who left", (CAY_LEFT,), ((("cay",), begun()),), None),
    (
        "who gives it to others",
        (CAY_LEFT,),
        ((("cay",), begun()), (("cay",), gives("dee", ANOTHER))),
        None,
    ),
    ("nobody unknown opens one", (), ((("nobody",), begun()),), NO_KEY),
    (
        "nor with keys that were only given",
        ((BOTH, enrolled("eve")),),
        ((("eve-first",), begun()),),
        NO_KEY,
    ),
    ("a key is begun", (), ((("cay",), begins(RECORD)),), None),
    ("be it by who holds the stream no more", (CAY_IS_OFF,), ((("cay",), begins(RECORD)),), None),
    ("but not of a stream that is none", (), ((("ann",), begins(ANOTHER)),), NO_FIT),
    ("the counts are begun", (), ((("ben",), counts()),), None),
    ("not by who holds no office", (), ((("cay",), counts()),), MIGHT_NOT),
    ("an end counts", (), ((BOTH, ends("cay")),), None),
    (
        "not by who was sent away: others say it",
        ((BOTH, office_begins("dee")), BEN_LAID_DOWN),
        ((BOTH, ends("cay")),),
        MIGHT_NOT,
    ),
    (
        "of the key of the other file there is nothing to tell",
        (),
        ((("ann",), VaultKeyBegun(epoch=1, commitment=b"")),),
        None,
    ),
    ("what was taken in there is not taken in so", (), ((BOTH, taken_in()),), NO_FIT),
    ("nor what was joined", (), ((BOTH, Joined(entries=(), lines={})),), NO_FIT),
)


@pytest.mark.parametrize(
    ("here", "there", "why"), [row[1:] for row in TOLD], ids=[r[0] for r in TOLD]
)
def test_an_act_of_another_copy_is_judged_as_if_it_were_done_now(
    here: tuple[Act, ...], there: tuple[Act, ...], why: Uncounted | None
) -> None:
    told = lived(*here)
    taking = TakingIn(told.folding)
    *before, last = [taking.take(act) for act in acts_of(*there)]
    assert before == [None] * len(before)
    assert last is why
    if why is None:
        for act in acts_of(*there):
            if isinstance(act.act, EpochBegun | RecordBegun | CountsBegun):
                streams = told.holds.streams
                assert streams[about(act.act) or RECORD].due  # nothing more is sealed under it


def test_what_waits_is_confirmed_or_not_as_it_would_be_here() -> None:
    told = lived()
    taking = TakingIn(told.folding)
    first, second = acts_of((("ann",), office_begins("dee")), (("ben",), office_begins("dee")))
    assert taking.take(first) is Uncounted.WAITING
    again = LineAct(
        id=second.id, signers=second.signers, about=None, act=Countersigned(entry=first.id)
    )
    assert taking.take(again) is None
    assert told.holds.office_holders() == {"ann", "ben", "dee"}


def test_what_waits_gives_nobody_what_was_ended_here() -> None:
    told = lived((BOTH, office_begins("dee")), (("dee",), office_ends("dee")))
    taking = TakingIn(told.folding)
    (first,) = acts_of((("ann",), office_begins("dee")))
    told.folding.take(first)  # it waited before the vault was copied
    act = LineAct(
        id=EntryId("f" * 64), signers=(key("ben"),), about=None, act=Countersigned(entry=first.id)
    )
    assert taking.take(act) is CROSSED


def test_keys_that_ended_hold_nothing_once_two_are_one() -> None:
    told = lived(CAY_LEFT)
    taking = TakingIn(told.folding)
    for act in acts_of((("cay",), begun()), (("cay",), gives("dee", ANOTHER))):
        assert taking.take(act) is None
    assert told.who_holds(ANOTHER) == {"cay", "dee"}
    assert told.by(*BOTH, act=Joined(entries=(), lines={})) is None
    assert told.who_holds(ANOTHER) == {"dee"}
    assert told.holds.streams[ANOTHER].due


def test_where_two_are_one_a_stream_has_the_joints_of_both() -> None:
    told = lived()
    pair = (EntryId("1" * 64), EntryId("2" * 64))
    assert told.by(*BOTH, act=Joined(entries=(), lines={RECORD: (pair,), ANOTHER: (pair,)})) is None
    assert told.holds.streams[RECORD].joints == (pair,)
    assert told.holds.streams[NOTES].joints == ()


def apart(*acts: Act) -> Apart:
    told = lived(*acts)
    found = acts_of(*acts)
    return Apart(told.holds, found, frozenset())


def names(rights: set[Right]) -> set[tuple[str, str]]:
    return {(str(each.member), str(each.stream)) for each in rights}


def test_an_act_on_a_stream_of_the_same_name_is_none_on_this_one() -> None:
    """Somebody began a case under the name of another, and was given it there in good faith."""
    told = lived((("ann",), begun()))
    taking = TakingIn(told.folding)
    theirs = acts_of((("cay",), begun()), (("ann",), gives("dee", ANOTHER)))
    assert taking.take(theirs[0]) is NO_FIT
    assert taking.take(theirs[1]) is NO_FIT
    assert told.who_holds(ANOTHER) == {"ann"}


def test_what_ended_in_both_is_told_by_nobody() -> None:
    both = (CAY_LEFT, (("ann",), takes("ann", RECORD)), BEN_LAID_DOWN)
    told = lived(*both)
    taking = TakingIn(told.folding)
    assert [taking.take(act) for act in acts_of(*both)] == [None] * len(both)


def test_keys_that_were_renewed_in_both_are_known_and_do_nothing() -> None:
    told = lived((("cay", "one"), KeyRenewed(old=key("cay"), key=key("one"), sign=b"", hpke=b"")))
    taking = TakingIn(told.folding)
    renewal, epoch = acts_of((("cay", "new"), cay_renews()), (("new",), begins(NOTES)))
    assert taking.take(renewal) is NO_FIT
    assert taking.take(epoch) is None  # what others wrote under it is read
    assert told.holds.streams[NOTES].due
    assert told.holds.keys[key("new")].ended
    assert told.who_holds(NOTES) == {"cay"}


TO_END: tuple[
    tuple[str, tuple[Act, ...], tuple[Act, ...], set[tuple[str, str]], set[tuple[str, str]]], ...
] = (
    ("nothing ended", ((("ann",), gives("dee")),), (), set(), set()),
    ("what one ended", (), (CAY_IS_OFF,), {("cay", RECORD)}, set()),
    ("not what it gave again", (), (CAY_IS_OFF, (("ann",), gives("cay"))), set(), set()),
    ("an office", (), (BEN_LAID_DOWN,), {("ben", COALITION)}, set()),
    (
        "what was given by who was taken off",
        ((("cay",), gives("dee", NOTES)),),
        ((("cay",), takes("cay", NOTES)),),
        {("cay", NOTES)},
        {("dee", NOTES)},
    ),
    (
        "and what was given on",
        ((("cay",), gives("dee", NOTES)), (("dee",), gives("ben", NOTES))),
        ((("cay",), takes("cay", NOTES)),),
        {("cay", NOTES)},
        {("dee", NOTES), ("ben", NOTES)},
    ),
    (
        "not what somebody else gave them too",
        ((("cay",), gives("dee")),),
        (CAY_IS_OFF, (("ann",), gives("dee"))),
        {("cay", RECORD)},
        set(),
    ),
    (
        "not what others gave",
        ((("ann",), gives("dee")),),
        (CAY_IS_OFF,),
        {("cay", RECORD)},
        set(),
    ),
    (
        "what was given by who left",
        ((("cay",), gives("dee", NOTES)),),
        (CAY_LEFT,),
        set(),
        {("dee", NOTES)},
    ),
    (
        "not of a case that they opened",
        ((("cay",), begun()), (("cay",), gives("dee", ANOTHER))),
        (CAY_LEFT,),
        set(),
        set(),
    ),
    (
        "an office that was given by who laid theirs down",
        ((BOTH, office_begins("dee")),),
        (BEN_LAID_DOWN,),
        {("ben", COALITION)},
        {("dee", COALITION)},
    ),
    (
        "what was given again by who was sent away ended all the same",
        (CAY_IS_OFF, (("ben", "ann"), office_begins("dee")), (("ann",), gives("cay"))),
        ((("ann",), takes("ann")),),
        {("ann", RECORD), ("cay", RECORD)},
        {("cay", RECORD)},
    ),
)


@pytest.mark.parametrize(
    ("mine", "theirs", "ended", "void"), [r[1:] for r in TO_END], ids=[r[0] for r in TO_END]
)
def test_what_ends_is_the_same_whichever_is_mine(
    mine: tuple[Act, ...],
    theirs: tuple[Act, ...],
    ended: set[tuple[str, str]],
    void: set[tuple[str, str]],
) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        found, in_vain = to_end(apart(*one), apart(*other))
        assert names(found.rights) == ended
        assert names(in_vain.rights) == void - ended


def test_keys_that_were_made_in_place_of_one_that_ended_end_too() -> None:
    """Whoever found a laptop renews its keys in the copy on it, while two end them elsewhere."""
    mine, theirs = (
        apart((("cay", "new"), cay_renews()), (("new",), gives("dee", NOTES))),
        apart(CAY_LEFT),
    )
    for one, other in ((mine, theirs), (theirs, mine)):
        ended, void = to_end(one, other)
        assert {key("cay"), key("new")} <= ended.keys
        assert names(void.rights) == {("dee", NOTES)}


def test_keys_that_were_given_by_who_was_sent_away_end() -> None:
    mine, theirs = apart((BOTH, enrolled("eve"))), apart(BEN_LAID_DOWN)
    _, void = to_end(mine, theirs)
    assert void.keys == {key("eve-first")}


def test_what_another_copy_took_in_and_found_void_is_void() -> None:
    one = apart((("cay",), gives("dee", NOTES)))
    crossed = Apart(one.holds, one.acts, frozenset({one.acts[0].id}))
    _, void = to_end(crossed, apart())
    assert names(void.rights) == {("dee", NOTES)}


def test_streams_and_offices_are_not_left_with_nobody() -> None:
    def held(*holders: str) -> Holds:
        told = with_a_case()
        for member in {"ann", "cay"} - set(holders):
            assert told.by("ben", act=takes(member), about=RECORD) is None
        return told.holds

    mine, theirs = held("ann"), held("cay")
    assert left_with_nobody(mine, theirs, held()) == {RECORD}
    assert left_with_nobody(mine, held(), held()) == frozenset()
    assert left_with_nobody(mine, theirs, held("ann")) == frozenset()
    folding = Folding(mine)
    folding.holds.standing = frozenset()
    assert left_with_nobody(mine, theirs, folding.holds) == {RECORD, COALITION} - {RECORD}
