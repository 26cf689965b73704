"""Two copies of one vault, each with entries of its own, are made one again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import OfficeChange, Trouble
from rjdesk.process.kernel.event import CaseId, MemberId, SignedEvent, Stream
from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.events import CaseListed, OfficeTaken
from rjdesk.process.membership.state import CaseState
from rjdesk.vault.envelope import record_of
from rjdesk.vault.header import Header, _checksum, read_header
from rjdesk.vault.journal import Journals
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import NotHeld, UnknownLogin
from tests.stretched import key_of, secret_of
from tests.vault.copies import (
    EVERY,
    NOTES,
    RECORD,
    confirm,
    copied,
    copied_again,
    destroy,
    here,
    of,
    read,
    sealed_without_ben,
    take_in,
    words,
)
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
    CAY,
    DOT,
    LOGIN,
    PASSPHRASE,
    contents,
    enrol,
    founded,
    note,
    opened,
    put_header,
    record,
    with_ben,
)


def _append(acts: Sequence[SignedEvent], session: Session) -> None:
    session.append(CASE, acts)


State = tuple[object, ...]


def state(folder: Path) -> State:
    """Who may do what where two are one: holders, keys in force, offices, what was recorded."""
    with opened(folder, ANN) as session:
        holds = session._holds
        return (
            {stream: holds.holders(stream) for stream in holds.streams},
            {(key.member, key.provisional) for key in holds.keys.values() if not key.ended},
            holds.standing,
            {each.id for each in session.coalition()},
        )


def test_what_both_recorded_is_read_alike_from_both_sides(folder: Path, other: Path) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [record("here"), note("here")]))
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN), note("there", BEN)]))
    here(other, BEN, lambda it: it.append(CASE, [record("and there", BEN)]))
    here_, there = copied(folder, "as it was"), copied(other, "as it was there")
    untouched = contents(other)
    take_in(folder, other)
    assert {**contents(other), "lock": b""} == {**untouched, "lock": b""}
    take_in(there, here_, by=(BEN, ANN))
    one = (["begun", "there", "and there", "here"], ["begun"])
    for place in (folder, there):
        for member in (ANN, BEN):
            record_, notes = read(place, member)
            assert record_ == one[0]
            assert sorted(notes) == ["begun", "here", "there"]
    assert state(folder) == state(there)
    for member in (ANN, BEN, ANN):
        here(
            folder,
            member,
            lambda it: it.append(CASE, [record("on", it.member), note("on", it.member)]),
        )
    assert read(folder, BEN) == read(folder, ANN)
    assert read(folder, BEN)[0] == [*one[0], "on", "on", "on"]


def test_the_other_goes_on_and_is_taken_in_again(folder: Path, other: Path) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [record("1 here")]))
    here(other, BEN, lambda it: it.append(CASE, [record("1 there", BEN)]))
    take_in(folder, other)
    for n in range(2, 5):
        there_, here_ = [record(f"{n} there", BEN)] * 2, [record(f"{n} here")]
        here(other, BEN, partial(_append, there_))
        here(folder, ANN, partial(_append, here_))
        take_in(folder, other)
    everything, _ = read(folder, ANN)
    assert read(folder, BEN)[0] == everything
    assert sorted(everything) == sorted(
        ["begun", "1 here", "1 there", *(["2 there", "2 there", "2 here"]),
         "3 there", "3 there", "3 here", "4 there", "4 there", "4 here"]
    )  # fmt: skip


def test_who_was_taken_off_on_one_side_reads_nothing_that_comes_after(
    folder: Path, other: Path
) -> None:
    here(
        folder,
        ANN,
        lambda it: it.append(CASE, [record("here")], takes=of(record=[BEN], notes=[BEN])),
    )
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    take_in(folder, other)
    here(folder, ANN, lambda it: it.append(CASE, [record("after")]))
    assert read(folder, BEN) == ([], [])
    # Whoever wrote it held the case no more, and nobody gave it back: it is kept, not read.
    assert read(folder, ANN)[0] == ["begun", "here", "after"]
    here(folder, ANN, lambda it: it.append(CASE, [record("given back")], gives=of(record=[BEN])))
    assert set(read(folder, BEN)[0]) >= {"begun", "here", "after", "given back"}


def test_what_was_taken_there_is_taken_here_though_whoever_did_it_was_sent_away(
    folder: Path, other: Path, third: Path
) -> None:
    """Ben takes Ann's case off Cay, and loses his own hold of it meanwhile."""
    for place in (folder, other):
        here(place, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    copied_again(folder, other)
    here(other, BEN, lambda it: it.append(CASE, [], takes=of(record=[CAY])))
    here(folder, ANN, lambda it: it.append(CASE, [], takes=of(record=[BEN], notes=[BEN])))
    take_in(folder, other)
    with opened(folder) as session:
        assert session.holders(CASE).record == {ANN}
    assert read(folder, CAY) == ([], [])


def test_what_was_given_by_whoever_was_sent_away_meanwhile_is_void_on_both_sides(
    folder: Path, other: Path, third: Path
) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [], takes=of(notes=[BEN])))
    here(other, BEN, lambda it: it.append(CASE, [], gives=of(notes=[CAY])))
    back = copied(other, "the other way")
    take_in(folder, other)
    take_in(back, copied(folder, "taken from"))
    for place in (folder, back):
        with opened(place) as session:
            assert session.holders(CASE).notes == {ANN}
        here(place, ANN, lambda it: it.append(CASE, [note("after")]))
        assert read(place, CAY) == ([], [])
        assert read(place, BEN)[1] == []


def test_two_who_hold_an_office_in_both_take_a_copy_in(
    folder: Path, other: Path, third: Path
) -> None:
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    before = contents(folder)
    with opened(folder) as session:
        with pytest.raises(NotHeld, match="Two who held an office"):
            session.take_in(other)
        with session.cosigner(CAY, key_of(PASSPHRASE[CAY])) as cay, pytest.raises(NotHeld):
            session.take_in(other, cay)
    with opened(folder, CAY) as session, pytest.raises(NotHeld):
        session.take_in(other)
    after = contents(folder)
    assert after["header.json"] == before["header.json"]
    assert read(folder, ANN)[0] == ["begun"]


def test_who_was_given_keys_in_the_other_copy_unlocks_this_one(ann: Session, folder: Path) -> None:
    ann.append(CASE, [record("begun")])
    ann.close()
    other = copied(folder, "the other laptop")
    here(other, ANN, lambda it: enrol(it, CAY))
    opened(other, CAY).close()
    here(other, ANN, lambda it: it.append(CASE, [record("there")], gives=of(record=[CAY])))
    here(folder, ANN, lambda it: it.append(CASE, [record("here")]))
    here(folder, ANN, lambda it: it.take_in(other))
    here(folder, ANN, lambda it: it.append(CASE, [record("after")]))
    assert read(folder, CAY)[0] == read(folder, ANN)[0]
    assert sorted(read(folder, CAY)[0]) == ["after", "begun", "here", "there"]


def test_a_case_that_was_opened_by_somebody_who_was_sent_away_is_not_lost(
    folder: Path, other: Path, third: Path
) -> None:
    """Ben opens a case in one copy and gives it to Cay; in the other he leaves."""
    another = CaseId(CASE.replace("a1", "a2"))
    here(
        other,
        BEN,
        lambda it: it.append(another, [record("new", BEN)], gives=of(record=[CAY])),
    )
    office = OfficeChange(given=frozenset({CAY}))
    for place in (folder, other):
        here(place, ANN, lambda it: it.append(None, [], standing=office))
        here(
            place,
            BEN,
            confirm,
        )
    with opened(folder) as session, session.cosigner(CAY, key_of(PASSPHRASE[CAY])) as cay:
        session.append(None, [], standing=OfficeChange(left=frozenset({BEN})), cosigner=cay)
        assert BEN not in session.enrolled()
    take_in(folder, other, by=(ANN, CAY))
    with opened(folder, CAY) as session:
        assert words(session.entries(another, RECORD)) == ["new"]
        assert session.holders(another).record == {CAY}
        session.append(another, [record("on", CAY)])
        assert words(session.entries(another, RECORD)) == ["new", "on"]


def test_notes_that_were_begun_in_both_are_read_by_who_is_given_them(
    ann: Session, folder: Path
) -> None:
    with with_ben(ann, folder) as session:
        session.append(CASE, [record("begun")], gives=of(record=[BEN]))
    other = copied(folder, "the other laptop")
    here(folder, ANN, lambda it: it.append(CASE, [note("here")]))
    here(other, BEN, lambda it: it.append(CASE, [note("there", BEN)]))
    with opened(folder) as session:
        session.take_in(other)
        assert len(session.check()) == 1  # what Ben wrote is set aside: he holds no notes here
        assert session.holders(CASE).notes == {ANN}
    assert read(folder, BEN)[1] == []
    # Ben began a key that nobody else has; once he holds the notes he hands it on.
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(notes=[BEN])))
    here(folder, BEN, lambda it: it.append(CASE, [note("after", BEN)]))
    found = read(folder, ANN)[1]
    assert sorted(found) == ["after", "here", "there"]
    assert read(folder, BEN)[1] == found
    with opened(folder) as session:
        assert session.check() == []


@pytest.mark.parametrize("open_here", [True, False])
def test_what_was_destroyed_on_one_side_is_gone_from_both(
    folder: Path, other: Path, *, open_here: bool
) -> None:
    destroy(other)
    here(folder, ANN, lambda it: it.append(CASE, [record("here"), record("and here")]))
    place, from_ = (folder, other) if open_here else (other, folder)
    with opened(place) as session, session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben:
        session.take_in(from_, ben)
    with opened(place) as session:
        assert list(session.cases()) == []
        assert session.entries(CASE, RECORD) == ()
        assert session.counts() == [b"{}"]
        left = session._database.query(
            "SELECT count(*) FROM entries WHERE about = ? AND sealed IS NOT NULL",
            (bytes.fromhex(record_of(CASE)),),
        )
        assert left == [(0,)]


def test_what_was_taken_in_of_a_case_goes_with_it_at_once(folder: Path, other: Path) -> None:
    listed = CaseListed(on=date(2024, 3, 4), case=CASE, state=CaseState.ACTIVE)
    here(other, BEN, lambda it: it.append(None, [SignedEvent(listed, BEN)]))
    take_in(folder, other)
    signed: list[bytes] = []
    here(folder, ANN, lambda it: signed.append(it.destruction_signed(CASE)))
    with opened(folder, BEN) as session:
        assert any(isinstance(each.event, CaseListed) for each in session.coalition())
        session.destroy(CASE, ANN, signed[0], b"{}")
        now = session.coalition()
    with opened(folder, BEN) as session:
        assert session.coalition() == now
        assert not any(isinstance(each.event, CaseListed) for each in now)


def test_a_copy_that_was_sealed_anew_takes_the_older_one_in(ann: Session, folder: Path) -> None:
    with with_ben(ann, folder) as session:
        session.append(CASE, [record("begun"), note("begun")], gives=BOTH)
    other = copied(folder, "the other laptop")
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    sealed_without_ben(folder)
    with opened(other, ANN) as session, pytest.raises(NotHeld, match="Open that copy"):
        session.take_in(folder)
    with opened(folder, ANN) as session:
        session.take_in(other)
        assert session.enrolled() == {ANN}
        assert BEN not in session.holders(CASE).record
        assert words(session.entries(CASE, RECORD)) == ["begun"]
        # What Ben recorded after he had been sent away is kept, and told.
        assert ["no part of the journal" in fault for fault in session.check()] == [True]
    with pytest.raises(UnknownLogin):
        opened(folder, BEN)


def test_another_vault_is_no_copy_of_this_one(ann: Session, tmp_path: Path) -> None:
    with (
        founded(tmp_path / "another.rjvault"),
        pytest.raises(NotHeld, match="another vault"),
    ):
        ann.take_in(tmp_path / "another.rjvault")


def test_no_case_is_left_that_nobody_could_open(folder: Path, other: Path, third: Path) -> None:
    """Ann takes the notes off Ben in one copy, Ben off Ann in the other."""
    here(folder, ANN, lambda it: it.append(CASE, [], takes=of(notes=[BEN])))
    here(other, BEN, lambda it: it.append(CASE, [], takes=of(notes=[ANN])))
    before = state(folder)
    with (
        opened(folder) as session,
        session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben,
        pytest.raises(NotHeld, match="one more member"),
    ):
        session.take_in(other, ben)
    assert state(folder) == before
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(notes=[CAY])))
    take_in(folder, other)
    with opened(folder) as session:
        assert session.holders(CASE).notes == {CAY}


def test_the_offices_are_not_all_laid_down_by_two_copies(folder: Path, other: Path) -> None:
    here(folder, ANN, lambda it: it.append(None, [], standing=OfficeChange(ended=frozenset({ANN}))))
    here(other, BEN, lambda it: it.append(None, [], standing=OfficeChange(ended=frozenset({BEN}))))
    with opened(folder, BEN) as session, session.cosigner(ANN, key_of(PASSPHRASE[ANN])) as ann:
        with pytest.raises(NotHeld):
            session.take_in(other, ann)
        assert session.office_holders() == {BEN}


def test_a_login_that_its_owner_did_not_sign_is_not_taken_over(folder: Path, other: Path) -> None:
    header = read_header(other)
    login = header.login_of(next(each.key for each in header.logins if each.label == LOGIN[ANN]))
    assert login is not None
    forged = msgspec.structs.replace(login, generation=99, label="nobody")
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    put_header(other, sealed_again(header.with_login(forged)))
    take_in(folder, other, by=(BEN, ANN))
    assert {each.label for each in read_header(folder).logins} == {LOGIN[ANN], LOGIN[BEN]}
    opened(folder, ANN).close()


def sealed_again(header: Header) -> Header:
    """Return a header whose checksum is right, whoever wrote it."""
    return msgspec.structs.replace(header, check=_checksum(header))


@pytest.mark.parametrize("copy", ["itself", "an older one", "the same again"])
def test_a_copy_with_nothing_new_changes_nothing(copy: str, folder: Path, other: Path) -> None:
    if copy != "itself":
        here(folder, ANN, lambda it: it.append(CASE, [record("here")]))
    if copy == "the same again":
        here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
        take_in(folder, other)
    before = state(folder), read(folder, ANN)
    with opened(folder) as session, session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben:
        assert session.take_in(folder if copy == "itself" else other, ben).entries == 0
        assert session.check() == []
    assert (state(folder), read(folder, ANN)) == before


def drawn(draw: random.Random, who: MemberId, session: Session) -> None:
    """Let a member do one thing in one copy, as far as it may be done."""
    whom = draw.choice((*EVERY, DOT))
    hold = draw.choice((of(record=[whom]), of(notes=[whom])))
    second = draw.choice([each for each in EVERY if each != who])
    change = OfficeChange(**{draw.choice(("given", "ended")): frozenset({whom})})
    acts = ("record", "note", "give", "take", "give", "take", "office", "leave", "new", "told")
    match draw.choice(acts):
        case "record":
            session.append(CASE, [record(f"r{draw.random()}", who)])
        case "note":
            session.append(CASE, [note(f"n{draw.random()}", who)])
        case "give":
            session.append(CASE, [], gives=hold)
        case "take":
            session.append(CASE, [], takes=hold)
        case "told":
            taken = OfficeTaken(on=date(2024, 3, 4), member=whom, office=OfficeId("x"), year=2023)
            session.append(None, [SignedEvent(taken, who)])
        case "office" | "leave" as act:
            if act == "leave":
                change = OfficeChange(left=frozenset({draw.choice((CAY, DOT))}))
            with session.cosigner(second, key_of(PASSPHRASE[second])) as both:
                session.append(None, [], standing=change, cosigner=both)
        case _:
            with session.cosigner(second, key_of(PASSPHRASE[second])) as both:
                session.enrol(DOT, LOGIN[DOT], secret_of(PASSPHRASE[DOT]), both)


def lived(draw: random.Random, copies: Sequence[Path], most: int) -> None:
    """Let members do this and that in each copy."""
    for _ in range(draw.randrange(2, most)):
        place, who = draw.choice(copies), draw.choice(EVERY)
        with suppress(Trouble), opened(place, who) as session:
            drawn(draw, who, session)


def joined(place: Path, others: Sequence[Path]) -> bool:
    """Take copies in, whoever may; whether somebody might."""
    for other in others:
        for first, second in permutations(EVERY, 2):
            with (
                suppress(Trouble),
                opened(place, first) as session,
                session.cosigner(second, key_of(PASSPHRASE[second])) as both,
            ):
                session.take_in(other, both)
                break
        else:
            return False
    return True


def emptied(found: Sequence[State]) -> set[object]:
    """Streams that nobody holds in one of some copies: there the last hold is spared."""
    return {
        stream
        for holders, *_ in found
        if isinstance(holders, dict)
        for stream, members in holders.items()
        if not members
    }


def but(one: State, streams: set[object]) -> State:
    holders, *rest = one
    assert isinstance(holders, dict)
    return ({each: held for each, held in holders.items() if each not in streams}, *rest)


def members_of(found: State) -> tuple[set[object], ...]:
    """Holders by stream, members with keys, offices: as sets, to be laid beside others."""
    holders, keys, offices, _ = found
    assert isinstance(holders, dict)
    of_streams: set[object] = {(s, each) for s, every in holders.items() for each in every}
    assert isinstance(keys, set)
    assert isinstance(offices, frozenset)
    return of_streams, set(keys), set(offices)


def is_sound(base: State, apart: Sequence[State], one: State) -> None:
    """Nobody has what no copy gave them, and nobody has again what a copy ended."""
    before, now = members_of(base), members_of(one)
    copies = [members_of(each) for each in apart]
    for n, what in enumerate(now):
        assert what <= set().union(*(each[n] for each in copies))
        ended = before[n] - set.intersection(*(each[n] for each in copies))
        assert not what & ended


def anew(folder: Path, member: MemberId, stream: Stream) -> list[str]:
    """What a member reads who never read it before: what somebody verified stays theirs."""
    with opened(folder, member) as session:
        name = session._stream(CASE, stream)
        reading = Journals(session._database, session._journals.vault, session._keys)
        found = reading.stream(name) if name else None
        assert found is not None
        return words(found.entries)


def everybody_reads_alike(folder: Path) -> None:
    """After each who holds something recorded there, all who hold it read the same."""
    with opened(folder) as session:
        holders = session.holders(CASE)
    for member in sorted(holders.record) * 2:
        here(folder, member, lambda it: it.append(CASE, [record("on", it.member)]))
    for member in sorted(holders.notes) * 2:
        here(folder, member, lambda it: it.append(CASE, [note("on", it.member)]))
    for stream, members in ((RECORD, holders.record), (NOTES, holders.notes)):
        found = [anew(folder, member, stream) for member in sorted(members)]
        assert all(each == found[0] for each in found)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_copies_do_they_are_one_again(
    seed: int, folder: Path, third: Path, other: Path
) -> None:
    """Whoever takes in whom: the same holders, keys, offices and entries; who was ended is none."""
    draw = random.Random(seed)
    base = state(folder)
    lived(draw, (folder, other, third), 18)
    apart = [state(each) for each in (folder, other, third)]
    found = []
    for n, (place, *others) in enumerate(permutations((folder, other, third))):
        one = copied(place, f"one {n}")
        if joined(one, others):
            found.append(state(one))
            is_sound(base, apart, found[-1])
            everybody_reads_alike(one)
    spared = emptied([*apart, *found])
    assert all(but(each, spared) == but(found[0], spared) for each in found)
