"""What somebody lays into one of two copies of a vault, and what two take in in good faith."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.ports import OfficeChange, Trouble
from rjdesk.process.kernel.event import CaseId, MemberId, SignedEvent
from rjdesk.process.membership.events import FoundingCompleted
from rjdesk.vault.envelope import record_of
from rjdesk.vault.header import read_header
from rjdesk.vault.opening import recover
from rjdesk.vault.recovery import spelled_code
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import ReadingOnly
from tests.stretched import key_of, secret_of
from tests.vault.attacker import Attacker, Keys, Row, b64
from tests.vault.copies import (
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
    taken_in_either_way,
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
    NEW_PASSPHRASE,
    PASSPHRASE,
    noon,
    note,
    opened,
    record,
    with_ben,
)

ANOTHER = CaseId("0e6f4b1c-0000-4000-8000-0000000000a2")
FOUNDED = SignedEvent(FoundingCompleted(on=date(2024, 3, 4)), ANN)
CODE = spelled_code(bytes(range(16)))


def attacker(folder: Path, member: MemberId) -> Attacker:
    return Attacker(folder, LOGIN[member], PASSPHRASE[member])


def by_two(folder: Path, act: str, **said: object) -> None:
    """Have Ann and Ben do something together."""
    with opened(folder) as session, session.cosigner(BEN, key_of(PASSPHRASE[BEN])) as ben:
        if act == "enrol":
            session.enrol(DOT, LOGIN[DOT], secret_of(str(said["words"])), ben)
        else:
            session.append(None, [], standing=OfficeChange(**said), cosigner=ben)  # type: ignore[arg-type]


def begins_under_the_name_of(other: Path, folder: Path) -> None:
    """Have Cay begin a case of the names that one has in another copy, as she reads in its file."""
    with opened(other) as session:
        notes = session._holds.notes[record_of(ANOTHER)]
    cay, secret, name = attacker(folder, CAY), os.urandom(32), record_of(ANOTHER)
    said = {
        "record": name,
        "notes": notes,
        "commitment": cay.commitment(secret, name),
        "tomb": b64(bytes(32)),
    }
    begun = cay.entry("record-begun", said, about=name)
    cay.insert(begun)
    cay.give(name, begun.id[:32], cay.me.id, cay.me.hpke, secret)


@pytest.mark.parametrize("open_there", [True, False])
def test_a_case_that_is_begun_under_the_name_of_another_is_not_taken_in(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    here(other, ANN, lambda it: it.append(ANOTHER, [record("secret"), note("secret")], gives=BOTH))
    begins_under_the_name_of(other, folder)
    here(folder, CAY, lambda it: it.append(ANOTHER, [record("hers", CAY)], gives=of(record=[BEN])))
    here(folder, BEN, lambda it: it.append(ANOTHER, [note("a note", BEN)], gives=of(notes=[CAY])))
    with pytest.raises(ReadingOnly, match="begun twice under one name"):
        taken_in_either_way(folder, other, open_there=open_there)


def test_keys_that_somebody_who_left_gave_get_no_key_of_the_database(
    ann: Session, folder: Path
) -> None:
    """Ben knows the passphrase that he handed to Dot; sealing anew took her login away."""
    with with_ben(ann, folder) as session:
        session.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    other = copied(folder, "the other laptop")
    for place in (other, folder):
        here(
            place,
            BEN,
            lambda it: it.append(None, [], standing=OfficeChange(ended=frozenset({BEN}))),
        )
    here(other, ANN, lambda it: it.append(CASE, [record("there")]))
    sealed_without_ben(folder)
    here(folder, ANN, lambda it: it.take_in(other))
    assert [each.label for each in read_header(folder).logins] == [LOGIN[ANN]]


@pytest.mark.parametrize("open_there", [True, False])
def test_first_keys_that_were_replaced_are_nobodys_in_either_copy(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """The paper with Dot's passphrase was lost, and whoever found it uses it in the other copy."""
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    copied_again(folder, other)
    by_two(folder, "enrol", words=NEW_PASSPHRASE)
    opened(other, DOT).close()
    here(other, ANN, lambda it: it.append(CASE, [], gives=of(record=[DOT])))
    place = taken_in_either_way(folder, other, open_there=open_there)
    with opened(place) as session:
        assert session.holders(CASE).record == {ANN, BEN}
        session.append(CASE, [record("after")])
    assert read(place, DOT)[0] == []


@pytest.mark.parametrize("open_there", [True, False])
def test_what_was_recorded_with_other_keys_after_a_taking_counts_in_neither_copy(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """Cay is taken off here, goes to the other copy, and makes new keys with her code."""
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    here(folder, CAY, lambda it: it.set_code(CODE))
    copied_again(folder, other)
    here(folder, ANN, lambda it: it.append(CASE, [record("off")], takes=of(record=[CAY])))
    with recover(other, LOGIN[CAY], CODE, secret_of(NEW_PASSPHRASE), now=noon) as cay:
        cay.append(CASE, [record("too late", CAY)])
    place = taken_in_either_way(folder, other, open_there=open_there)
    for member in (ANN, BEN):
        found = read(place, member)[0]
        assert "off" in found
        assert "too late" not in found


@pytest.mark.parametrize("open_there", [True, False])
def test_of_keys_that_were_made_from_the_same_the_others_end_too(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """Dot leaves here, and whoever has the paper of her first passphrase uses it in the other."""
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    copied_again(folder, other)
    opened(folder, DOT).close()
    by_two(folder, "leave", left=frozenset({DOT}))
    opened(other, DOT).close()
    here(other, ANN, lambda it: it.append(CASE, [record("there")], gives=of(record=[DOT])))
    place = taken_in_either_way(folder, other, open_there=open_there)
    with opened(place) as session:
        assert session.holders(CASE).record == {ANN, BEN}
        assert DOT not in session.enrolled()


@pytest.mark.parametrize("open_there", [True, False])
def test_an_end_that_was_confirmed_ends_the_key_that_took_the_place_of_that_one(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """Two send Cay away, one after the other; she renews her keys in between, and gives on."""
    here(folder, CAY, lambda it: it.set_code(CODE))
    here(folder, ANN, lambda it: it.append(None, [], standing=OfficeChange(left=frozenset({CAY}))))
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    recover(folder, LOGIN[CAY], CODE, secret_of(PASSPHRASE[CAY]), now=noon).close()
    copied_again(folder, other)
    here(folder, BEN, confirm)
    by_two(other, "enrol", words=PASSPHRASE[DOT])
    opened(other, DOT).close()
    here(other, CAY, lambda it: it.append(CASE, [record("on", CAY)], gives=of(record=[DOT])))
    place = taken_in_either_way(folder, other, open_there=open_there)
    with opened(place) as session:
        assert session.holders(CASE).record == {ANN, BEN}


@pytest.mark.parametrize("open_there", [True, False])
def test_who_was_taken_off_takes_nothing_from_others_by_giving_it(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """Cay lays gifts to those who hold the case anyhow: were they void, so would be their holds."""
    here(folder, ANN, lambda it: it.append(CASE, [record("old")], gives=of(record=[CAY])))
    copied_again(folder, other)
    here(folder, ANN, lambda it: it.append(CASE, [record("off")], takes=of(record=[CAY])))
    cay, name = attacker(other, CAY), record_of(CASE)
    with opened(other) as session:
        keys = [key.id for key in session._holds.keys.values() if key.member in {ANN, BEN}]
    for key in keys:
        cay.insert(cay.entry("hold-given", {"stream": name, "key": key}, about=name))
    place = taken_in_either_way(folder, other, open_there=open_there)
    for member in (ANN, BEN):
        assert read(place, member)[0] == ["begun", "old", "off"]


def test_whoever_opened_an_older_copy_with_keys_that_they_gave_gets_no_newer_key(
    ann: Session, folder: Path
) -> None:
    """Ben handed Dot her passphrase, leaves, and has the first session as Dot in an older copy."""
    with with_ben(ann, folder) as session:
        session.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    here(folder, BEN, lambda it: it.append(None, [], standing=OfficeChange(ended=frozenset({BEN}))))
    other = copied(folder, "the other laptop")
    sealed_without_ben(folder)
    opened(other, DOT).close()
    here(folder, ANN, lambda it: it.take_in(other))
    assert [each.label for each in read_header(folder).logins] == [LOGIN[ANN]]


@pytest.mark.parametrize("deep", [True, False])
def test_junk_that_follows_on_the_last_entry_leaves_no_honest_one_out(
    folder: Path, other: Path, third: Path, *, deep: bool
) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    here(folder, CAY, lambda it: it.append(CASE, [record("1", CAY)], takes=of(record=[ANN, BEN])))
    copied_again(folder, other)
    name, tools, epoch = record_of(CASE), attacker(other, BEN), os.urandom(16).hex()
    after = tools.tip(name)
    for depth in [900_000_000] if deep else range(after.depth + 1, after.depth + 5):
        junk = Row(name, name, epoch, (after.id,), depth, os.urandom(800), tools.vault)
        tools.insert(junk)
        after = junk
    here(folder, CAY, lambda it: it.append(CASE, [record("2", CAY)]))
    take_in(folder, other)
    here(folder, CAY, lambda it: it.append(CASE, [record("3", CAY)]))
    here(other, CAY, lambda it: it.append(CASE, [record("there", CAY)]))
    take_in(folder, other)
    assert sorted(read(folder, CAY)[0]) == ["1", "2", "3", "begun", "there"]


def test_junk_in_the_place_of_a_key_keeps_no_key_out(
    folder: Path, other: Path, third: Path
) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    copied_again(folder, other)
    here(other, ANN, lambda it: it.append(CASE, [record("anew")], takes=of(record=[CAY])))
    here(other, BEN, lambda it: it.append(CASE, [record("by ben", BEN)]))
    mine, theirs = attacker(folder, CAY), attacker(other, CAY)
    for stream, epoch, key, wrapped in theirs.run("SELECT * FROM slots"):
        junk = (stream, epoch, key, os.urandom(len(wrapped)))
        mine.run("INSERT OR IGNORE INTO slots VALUES (?, ?, ?, ?)", junk)
    take_in(folder, other)
    for member in (ANN, BEN):
        assert read(folder, member)[0] == ["begun", "anew", "by ben"]


@pytest.mark.parametrize("open_there", [True, False])
def test_notes_from_before_they_were_begun_anew_are_handed_on_to_nobody(
    folder: Path, other: Path, third: Path, *, open_there: bool
) -> None:
    """Ann empties the notes here and Cay begins them; in the other copy Ben went on in them."""
    here(folder, ANN, lambda it: it.append(CASE, [], gives=of(record=[CAY])))
    here(folder, BEN, lambda it: it.append(CASE, [], takes=of(notes=[ANN])))
    copied_again(folder, other)
    here(folder, ANN, lambda it: it.append(CASE, [], takes=of(notes=[BEN])))
    here(folder, CAY, lambda it: it.append(CASE, [note("anew", CAY)]))
    here(other, BEN, lambda it: it.append(CASE, [note("of ben alone", BEN)]))
    place = taken_in_either_way(folder, other, open_there=open_there)
    here(place, CAY, lambda it: it.append(CASE, [note("on", CAY)], gives=of(notes=[BEN])))
    here(place, BEN, lambda it: it.append(CASE, [note("back", BEN)]))
    here(place, CAY, lambda it: it.append(CASE, [note("and on", CAY)]))
    assert "of ben alone" not in read(place, CAY)[1]


@pytest.mark.parametrize("about", ["", "ab" * 5])
def test_a_row_that_is_oddly_spelled_keeps_nothing_else_out(
    about: str, folder: Path, other: Path, third: Path
) -> None:
    cay = attacker(other, CAY)
    cay.insert(cay.entry("moved", {"tip": cay.tip().id}, about=about))
    here(other, BEN, lambda it: it.append(ANOTHER, [record("new", BEN)], gives=of(record=[ANN])))
    take_in(folder, other)
    with opened(folder) as session:
        assert session.doubts == ()
        assert words(session.entries(ANOTHER, RECORD)) == ["new"]


def test_junk_in_a_case_that_who_joins_does_not_hold_decides_no_order(
    folder: Path, other: Path, third: Path
) -> None:
    here(folder, ANN, lambda it: it.append(CASE, [record("2")], gives=of(record=[CAY])))
    here(folder, CAY, lambda it: it.append(CASE, [record("3", CAY)], takes=of(record=[ANN, BEN])))
    copied_again(folder, other)
    name = record_of(CASE)
    tools = attacker(other, BEN)
    parent, epoch = os.urandom(32).hex(), os.urandom(16).hex()
    tools.insert(Row(name, name, epoch, (parent,), 900_000_000, os.urandom(800), tools.vault))
    take_in(folder, other)
    for word in ("4", "5"):
        here(folder, CAY, lambda it, word=word: it.append(CASE, [record(word, CAY)]))  # type: ignore[misc]
    assert read(folder, CAY)[0] == ["begun", "2", "3", "4", "5"]


def test_labels_that_differ_by_capitals_alone_are_one(
    folder: Path, other: Path, third: Path
) -> None:
    """Cay calls herself as Ann is called here."""
    cay = attacker(other, CAY)
    header = cay.header()
    header["logins"] = [
        cay.relabelled(each, LOGIN[ANN].upper(), cay.me) if each["label"] == LOGIN[CAY] else each
        for each in header["logins"]
        if each["label"] != LOGIN[ANN]
    ]
    cay.write_header(header)
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    take_in(folder, other, by=(BEN, ANN))
    assert {each.label for each in read_header(folder).logins} == {
        LOGIN[ANN], LOGIN[BEN], LOGIN[CAY]
    }  # fmt: skip


def test_a_removal_is_not_undone_where_another_case_is_destroyed(
    folder: Path, other: Path, third: Path
) -> None:
    """Cay renews her keys by an entry that is said to be about a case, which then is destroyed."""
    here(folder, ANN, lambda it: it.append(ANOTHER, [record("x")], gives=of(record=[BEN, CAY])))
    cay, new = attacker(folder, CAY), Keys()
    said = {
        "old": cay.me.id,
        "key": new.id,
        "sign": b64(new.sign),
        "hpke": b64(new.hpke),
        "cut": {},
    }
    cay.insert(cay.entry("key-renewed", said, cay.me, new, about=record_of(CASE)))
    here(folder, ANN, lambda it: it.append(ANOTHER, [], takes=of(record=[CAY])))
    destroy(folder)
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    opened(folder, DOT).close()
    here(folder, ANN, lambda it: it.append(ANOTHER, [record("after")], gives=of(record=[DOT])))
    with opened(folder, DOT) as dot:
        assert dot.holders(ANOTHER).record == {ANN, BEN, DOT}


# What honest people do in both copies


def test_a_document_of_the_library_comes_along(folder: Path, other: Path) -> None:
    here(other, BEN, lambda it: it.keep_paper(None, "statutes", b"PDF"))
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    take_in(folder, other)
    with opened(folder) as session:
        assert session.paper(None, "statutes") == b"PDF"


@pytest.mark.parametrize("also_here", [False, True])
def test_whoever_made_keys_of_their_own_in_a_copy_unlocks_where_two_are_one(
    folder: Path, other: Path, *, also_here: bool
) -> None:
    by_two(folder, "enrol", words=PASSPHRASE[DOT])
    copied_again(folder, other)
    opened(other, DOT).close()
    if also_here:
        opened(folder, DOT).close()
    here(other, ANN, lambda it: it.append(CASE, [], gives=of(record=[DOT])))
    here(other, DOT, lambda it: it.append(CASE, [record("dot there", DOT)]))
    here(other, ANN, lambda it: it.append(CASE, [record("there")], takes=of(record=[BEN])))
    here(other, DOT, lambda it: it.append(CASE, [record("dot again", DOT)]))
    here(other, ANN, lambda it: it.append(CASE, [record("after dot")]))
    take_in(folder, other)
    opened(folder, DOT).close()
    found = read(folder, ANN)[0]
    assert {"there", "after dot"} <= set(found)
    assert ("dot again" in found) is not also_here  # of two keys one acts: she is given it again


def test_whoever_is_enrolled_in_both_copies_has_one_login(folder: Path, other: Path) -> None:
    for place in (folder, other):
        by_two(place, "enrol", words=PASSPHRASE[DOT])
    take_in(folder, other)
    opened(folder, DOT).close()


def test_what_ended_in_both_and_was_sealed_anew_in_both_is_no_fault(
    ann: Session, folder: Path
) -> None:
    with with_ben(ann, folder) as session:
        session.append(CASE, [record("begun")], gives=of(record=[BEN]))
    other = copied(folder, "the other laptop")
    for place in (folder, other):
        with opened(place) as session:
            session.append(CASE, [record(place.stem)], takes=of(record=[BEN]))
            session.append(None, [], standing=OfficeChange(left=frozenset({BEN})))
            session.resealing()(lambda _done: True)
    with opened(folder) as session:
        session.take_in(other)
        assert session.check() == []
    assert len(read(folder, ANN)[0]) == 3


def test_a_count_of_a_case_that_is_destroyed_right_after_opens(
    folder: Path, other: Path, third: Path
) -> None:
    ben, counts = attacker(other, BEN), counts_of(other)
    said = {"stream": counts, "commitment": b64(bytes(32))}
    ben.insert(ben.entry("epoch-begun", said, about=counts))
    here(other, BEN, lambda it: it.append(CASE, [record("there", BEN)]))
    take_in(folder, other)
    destroy(folder)
    with opened(folder) as session:
        assert session.counts() == [b"{}"]


def test_what_was_counted_in_a_copy_that_began_counts_of_its_own_comes_along(
    ann: Session, folder: Path
) -> None:
    with with_ben(ann, folder) as session:
        session.append(None, [], standing=OfficeChange(given=frozenset({BEN})))
        session.append(CASE, [record("begun")], gives=of(record=[BEN]))
    other = copied(folder, "the other laptop")
    for place in (folder, other):
        here(place, ANN, lambda it: it.append(None, [FOUNDED]))
    destroy(other)
    take_in(folder, other)
    here(folder, ANN, lambda it: it.append(None, []))
    for member in (ANN, BEN):
        with opened(folder, member) as session:
            assert session.counts() == [b"{}"]


def counts_of(folder: Path) -> str:
    with opened(folder) as session:
        return str(session._holds.counts)


def test_a_copy_that_nobody_has_confirmed_is_not_taken_in(folder: Path, other: Path) -> None:
    tools = attacker(other, BEN)
    tools.run("INSERT INTO meta VALUES ('restored', '2024-03-04T00:00:00+00:00')")
    with pytest.raises(Trouble, match="nobody has confirmed"):
        take_in(folder, other)
