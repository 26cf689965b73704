"""Two copies of one vault, each with entries of its own, are made one again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import Holders, OfficeChange, Trouble
from rjdesk.process.held import Holds
from rjdesk.process.kernel.event import Entry, MemberId, SignedEvent, Stream
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.vault.envelope import record_of
from rjdesk.vault.header import Header, _checksum, read_header
from rjdesk.vault.journal import Journals
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import NotHeld, UnknownLogin
from tests.stretched import key_of
from tests.vault.making import (
    ANN,
    BEN,
    BOTH,
    CASE,
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

RECORD_ALONE = Holders(record=frozenset({BEN}))
NOTES_ALONE = Holders(notes=frozenset({BEN}))


def begun(ann: Session, folder: Path, *, in_office: bool = True) -> Path:
    """A case that Ann and Ben hold; return the folder of a second copy, both closed."""
    ann = with_ben(ann, folder)
    ann.append(CASE, [record("begun"), note("begun")], gives=BOTH)
    if in_office:
        ann.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    ann.close()
    other = folder.with_name("the other laptop.rjvault")
    shutil.copytree(folder, other)
    return other


def here(folder: Path, member: MemberId, act: Callable[[Session], object]) -> None:
    """Let a member do something in one of the copies, and leave."""
    with opened(folder, member) as session:
        act(session)


def words(entries: Sequence[Entry]) -> list[str]:
    return [each.event.word_of for each in entries]


def seen(session: Session) -> tuple[Holds, list[Entry], list[str], list[str]]:
    """All that a member reads of a vault: who holds what, the coalition, the record, the notes."""
    return (
        session._holds,
        list(session.coalition()),
        words(session.entries(CASE, Stream.RECORD)),
        words(session.entries(CASE, Stream.NOTES)),
    )


def test_what_both_recorded_is_read_alike_from_both_sides(ann: Session, folder: Path) -> None:
    other = begun(ann, folder)
    here(folder, ANN, lambda it: it.append(CASE, [record("here"), note("here")]))
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN), note("there", BEN)]))
    untouched = contents(other)
    with opened(folder, ANN) as session:
        taken = session.take_in(other)
        assert taken.crossed == frozenset()
        joined = seen(session)
        assert joined[2:] == (["begun", "here", "there"], ["begun", "here", "there"])
        assert session.check() == []
    assert {**contents(other), "lock": b""} == {**untouched, "lock": b""}
    with opened(other, BEN) as session:
        session.take_in(folder)
        assert seen(session) == joined
        assert session.check() == []
    for place in (folder, other):
        for member in (ANN, BEN):
            with opened(place, member) as session:
                assert session.doubts == ()
                assert seen(session) == joined
    for place, member in ((folder, ANN), (other, BEN), (folder, ANN)):
        here(place, member, lambda it: it.append(CASE, [record("and on", it.member)]))
    with opened(folder, ANN) as session:
        session.take_in(other)
        assert words(session.entries(CASE, Stream.RECORD)).count("and on") == 3
        assert session.check() == []


def test_who_was_taken_off_on_one_side_reads_nothing_that_comes_after(
    ann: Session, folder: Path
) -> None:
    other = begun(ann, folder)
    here(folder, ANN, lambda it: it.append(CASE, [record("here")], takes=RECORD_ALONE))
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    with opened(folder, ANN) as session:
        session.take_in(other)
        # Whoever wrote it holds the case no more, and nobody gave it back: it is kept, not read.
        assert words(session.entries(CASE, Stream.RECORD)) == ["begun", "here"]
        session.append(CASE, [record("after")])
    with opened(other, BEN) as session:
        session.take_in(folder)
        assert session.entries(CASE, Stream.RECORD) == ()
        assert list(session.cases()) == []
    with opened(folder, ANN) as session:
        session.append(CASE, [], gives=RECORD_ALONE)
        session.append(CASE, [record("and on")])
        assert set(words(session.entries(CASE, Stream.RECORD))) >= {"there", "here", "after"}


def test_what_crossed_is_joined_by_two_who_hold_an_office(ann: Session, folder: Path) -> None:
    """On one side Ben gives notes that were taken from him meanwhile on the other."""
    other = begun(ann, folder)
    here(folder, ANN, lambda it: it.append(CASE, [record("here")], takes=NOTES_ALONE))
    here(other, BEN, lambda it: it.append(CASE, [], takes=Holders(notes=frozenset({ANN}))))
    before = contents(folder)
    with opened(folder, ANN) as session:
        with pytest.raises(NotHeld, match="Two who hold an office"):
            session.take_in(other)
        assert words(session.entries(CASE, Stream.RECORD)) == ["begun", "here"]
    assert contents(folder)["header.json"] == before["header.json"]
    with opened(folder, ANN) as session:
        with session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben:
            taken = session.take_in(other, ben)
        assert len(taken.crossed) == 1
        assert session.holders(CASE).notes == {ANN}
        assert any("crossed" in fault for fault in session.check())
        joined = seen(session)
    with opened(other, BEN) as session:
        session.take_in(folder)
        assert seen(session)[:3] == joined[:3]
        assert session.entries(CASE, Stream.NOTES) == ()


def test_who_was_given_keys_in_the_other_copy_unlocks_this_one(
    ann: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = begun(ann, folder, in_office=False)
    cay = MemberId("77aa-cay")
    monkeypatch.setitem(PASSPHRASE, cay, "violin ember quarry lantern")
    monkeypatch.setitem(LOGIN, cay, "plover")
    here(other, ANN, lambda it: enrol(it, cay))
    opened(other, cay).close()
    here(folder, ANN, lambda it: it.append(CASE, [record("here")]))
    with opened(folder, ANN) as session:
        session.take_in(other)
        assert cay in session.enrolled()
    with opened(folder, cay) as session:
        assert session.doubts == ()
        assert list(session.cases()) == []
        assert session.check() == []


@pytest.mark.parametrize("open_here", [True, False])
def test_what_was_destroyed_on_one_side_is_gone_from_both(
    ann: Session, folder: Path, *, open_here: bool
) -> None:
    other = begun(ann, folder)
    complete = SignedEvent(FoundingCompleted(on=date(2024, 3, 4)), ANN)
    here(folder, ANN, lambda it: it.append(None, [complete]))
    shutil.rmtree(other)
    shutil.copytree(folder, other)
    signed: list[bytes] = []
    here(other, ANN, lambda it: signed.append(it.destruction_signed(CASE)))
    here(other, BEN, lambda it: it.destroy(CASE, ANN, signed[0], b"{}"))
    here(folder, ANN, lambda it: it.append(CASE, [record("here"), record("and here")]))
    place, from_ = (folder, other) if open_here else (other, folder)
    with opened(place, ANN) as session:
        session.take_in(from_)
        assert list(session.cases()) == []
        assert session.entries(CASE, Stream.RECORD) == ()
        assert session.counts() == [b"{}"]
        left = session._database.query(
            "SELECT count(*) FROM entries WHERE about = ? AND sealed IS NOT NULL",
            (bytes.fromhex(record_of(CASE)),),
        )
        assert left == [(0,)]
        # What came to the case after the word of two is told.
        assert [("changed after" in fault) for fault in session.check()] == [True]
    with opened(from_, BEN) as session:
        session.take_in(place)
        assert list(session.cases()) == []


def test_a_copy_that_was_sealed_anew_takes_the_older_one_in(ann: Session, folder: Path) -> None:
    other = begun(ann, folder, in_office=False)
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    with opened(folder, ANN) as session:
        session.append(None, [], standing=OfficeChange(left=frozenset({BEN})))
        session.resealing()(lambda _done: True)
    with opened(other, ANN) as session, pytest.raises(NotHeld, match="Open that copy"):
        session.take_in(folder)
    with opened(folder, ANN) as session:
        session.take_in(other)
        assert session.enrolled() == {ANN}
        assert BEN not in session.holders(CASE).record
        assert words(session.entries(CASE, Stream.RECORD)) == ["begun"]
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


def three(ann: Session, folder: Path) -> tuple[Path, Path]:
    """Two more copies of a vault in which Ann and Ben hold an office and a case."""
    other = begun(ann, folder)
    third = folder.with_name("a third laptop.rjvault")
    shutil.copytree(folder, third)
    return other, third


def test_three_copies_are_read_alike_whoever_takes_in_whom(ann: Session, folder: Path) -> None:
    other, third = three(ann, folder)
    here(folder, ANN, lambda it: it.append(CASE, [record("one"), note("one")]))
    here(other, BEN, lambda it: it.append(CASE, [record("two", BEN), note("two", BEN)]))
    here(third, BEN, lambda it: it.append(CASE, [record("three", BEN)]))
    for place, member, from_ in (
        (folder, ANN, other),
        (other, BEN, third),
        (folder, ANN, other),
        (third, BEN, folder),
        (other, BEN, third),
        (folder, ANN, third),
    ):
        here(place, member, lambda it, from_=from_: it.take_in(from_))
    read = []
    for place in (folder, other, third):
        for member in (ANN, BEN):
            with opened(place, member) as session:
                assert session.doubts == ()
                assert session.check() == []
                read.append(seen(session))
    assert read.count(read[0]) == 6
    assert sorted(read[0][2]) == ["begun", "one", "three", "two"]


def test_what_was_taken_in_before_is_void_by_what_comes_later(
    ann: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ben lets Cay have the notes in one copy, and loses them in another that comes in later."""
    cay = MemberId("77aa-cay")
    monkeypatch.setitem(PASSPHRASE, cay, "violin ember quarry lantern")
    monkeypatch.setitem(LOGIN, cay, "plover")
    enrol(ann, cay)
    ann.close()
    opened(folder, cay).close()
    other, third = three(opened(folder), folder)
    here(other, BEN, lambda it: it.append(CASE, [], gives=Holders(notes=frozenset({cay}))))
    here(third, ANN, lambda it: it.append(CASE, [], takes=NOTES_ALONE))
    here(folder, ANN, lambda it: it.append(CASE, [record("here")]))
    with opened(folder, ANN) as session:
        session.take_in(other)
        assert cay in session.holders(CASE).notes
        with pytest.raises(NotHeld, match="Two who hold an office"):
            session.take_in(third)
        with session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben:
            assert session.take_in(third, ben).crossed
        assert session.holders(CASE).notes == {ANN}
        session._journals.forget()
        assert session.holders(CASE).notes == {ANN}
    with opened(folder, cay) as session:
        assert session.entries(CASE, Stream.NOTES) == ()


def test_a_login_that_its_owner_did_not_sign_is_not_taken_over(ann: Session, folder: Path) -> None:
    other = begun(ann, folder)
    header = read_header(other)
    login = header.login_of(next(each.key for each in header.logins if each.label == LOGIN[ANN]))
    assert login is not None
    forged = msgspec.structs.replace(login, generation=99, label="nobody")
    put_header(other, sealed_again(header.with_login(forged)))
    here(folder, BEN, lambda it: it.take_in(other))
    assert {each.label for each in read_header(folder).logins} == set(LOGIN.values())
    opened(folder, ANN).close()


def sealed_again(header: Header) -> Header:
    """Return a header whose checksum is right, whoever wrote it."""
    return msgspec.structs.replace(header, check=_checksum(header))


@pytest.mark.parametrize("copy", ["itself", "an older one", "the same again"])
def test_a_copy_with_nothing_new_changes_nothing(copy: str, ann: Session, folder: Path) -> None:
    other = begun(ann, folder)
    from_ = folder if copy == "itself" else other
    if copy != "itself":
        here(folder, ANN, lambda it: it.append(CASE, [record("here")]))
    if copy == "the same again":
        here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
        here(folder, ANN, lambda it: it.take_in(other))
    with opened(folder, ANN) as session:
        before = seen(session)
        assert session.take_in(from_).entries == 0
        assert seen(session) == before
        assert session.check() == []


def test_a_join_that_leaves_out_what_followed_is_no_way_on(ann: Session, folder: Path) -> None:
    """Who makes one may leave out that they were taken off: a newcomer is not to read so."""
    other = begun(ann, folder)
    office = OfficeChange(ended=frozenset({BEN}))
    here(folder, ANN, lambda it: it.append(CASE, [], takes=NOTES_ALONE))
    here(other, BEN, lambda it: it.append(None, [], standing=office))
    here(other, BEN, lambda it: it.take_in(folder))
    here(folder, ANN, lambda it: it.append(CASE, [], takes=RECORD_ALONE))
    with opened(other, ANN) as session:
        rows = session._database.query("SELECT * FROM entries")
    with opened(folder, ANN) as session:
        for row in rows:
            session._database.execute(
                "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )
        session._journals.forget()
        # Who saw what followed goes on from there.
        assert not session._journals.coalition.line.forked
        assert session.holders(CASE).record == {ANN}
        newcomer = Journals(session._database, session._journals.vault, session._keys)
        assert newcomer.coalition.line.forked


def drawn(draw: random.Random, who: MemberId, session: Session, others: Sequence[Path]) -> None:
    """Let a member do one thing in one copy, as far as it may be done."""
    of = frozenset({draw.choice((ANN, BEN))})
    hold = draw.choice((Holders(record=of), Holders(notes=of)))
    match draw.choice(("record", "note", "give", "take", "join", "join")):
        case "record":
            session.append(CASE, [record("r", who)])
        case "note":
            session.append(CASE, [note("n", who)])
        case "give":
            session.append(CASE, [], gives=hold)
        case "take":
            session.append(CASE, [], takes=hold)
        case _:
            joined(session, draw.choice(others))


def joined(session: Session, other: Path) -> None:
    """Take a copy in, by two who hold an office where acts crossed."""
    second = BEN if session.member == ANN else ANN
    try:
        session.take_in(other)
    except NotHeld:
        with session.cosigner(second, key_of(PASSPHRASE[second])) as both:
            session.take_in(other, both)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_three_copies_do_they_are_one_again(seed: int, ann: Session, folder: Path) -> None:
    draw = random.Random(seed)
    copies = (folder, *three(ann, folder))
    for _ in range(draw.randrange(6, 20)):
        place, who = draw.choice(copies), draw.choice((ANN, BEN))
        with opened(place, who) as session, suppress(Trouble):
            drawn(draw, who, session, [each for each in copies if each != place])
    for place in copies * 3:
        with opened(place, ANN) as session:
            for each in copies:
                joined(session, each)
    read = []
    for place in copies:
        with opened(place, BEN) as session:
            assert session.doubts == ()
            assert session._journals.coalition.line.aside == 0
            read.append((session._holds, list(session.coalition())))
    assert read[0] == read[1] == read[2]
