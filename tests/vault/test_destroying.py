"""The destruction of a case in a real vault: by two, all at once, for good; and what is counted."""

from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import Holders, Trouble
from rjdesk.process.authority import RecordBegun, StreamId
from rjdesk.process.kernel.event import (
    EntryId,
    MemberId,
    NoteTakenBack,
    RecordedByMistake,
    SignedEvent,
    Stream,
)
from rjdesk.process.membership.events import MemberLeft
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.destroying import ends_of_a_case
from rjdesk.vault.envelope import Envelope, Row, record_of
from rjdesk.vault.giving import tomb_of
from rjdesk.vault.gone import Gone
from rjdesk.vault.journal import SigningKey
from rjdesk.vault.opening import open_vault
from rjdesk.vault.seals import digest
from rjdesk.vault.session import Session
from rjdesk.vault.tombs import Tombstone, bury, read_tombstones
from tests.scenarios.world import PASSPHRASE, World
from tests.stretched import key_of
from tests.vault.making import record as told
from tests.vault.making import session

IMANI, PRIYA, TEODOR, EWA = map(MemberId, ("imani", "priya", "teodor", "ewa"))
CASE = s1.CASE
RECORD = record_of(CASE)
INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
FIGURES = b'{"year":2026}'


def destroyed(world: World, first: str = "imani", second: str = "priya") -> Session:
    signed = session(world, first).destruction_signed(CASE)
    vault = session(world, second)
    vault.destroy(CASE, MemberId(first), signed, FIGURES)
    return vault


def destroyed_though_lost(world: World) -> Session:
    """Two who hold an office let a case go that nobody can open any more."""
    vault = session(world, "imani")
    everybody = vault.holders(CASE).record
    vault.append(CASE, (), takes=Holders(everybody, everybody))
    assert not vault.holders(CASE).record
    signed = session(world, "teodor").destruction_signed(CASE)
    vault = session(world, "imani")
    vault.destroy(CASE, TEODOR, signed, b"")
    return vault


def now(vault: Session) -> tuple[EntryId, ...]:
    """Return the last rows of the case as they are."""
    return ends_of_a_case(vault._journals, RECORD)


def left_of(vault: Session) -> dict[str, int]:
    """Return how much is left of the case: keys, papers, own rows, and rows that hold something."""
    database, about = vault._database, bytes.fromhex(RECORD)
    counted = {}
    for table, where in (
        ("slots", "stream = ?"),
        ("blobs", "stream = ?"),
        ("own", "stream = ?"),
        ("entries", "about = ? AND sealed IS NOT NULL"),
    ):
        ((count,),) = database.query(
            f"SELECT count(*) FROM {table} WHERE {where}",  # noqa: S608 - our own words
            (about,),
        )
        counted[table] = count
    return counted


def test_nothing_is_left_of_a_destroyed_case_and_the_vault_is_sound(world: World) -> None:
    session(world, "priya").keep_paper(CASE, "agreement", b"%PDF")
    before = left_of(session(world, "priya"))
    assert all(before.values())
    vault = destroyed(world)
    assert left_of(vault) == dict.fromkeys(before, 0)
    assert CASE not in vault.cases()
    assert not vault.entries(CASE, Stream.RECORD)
    assert vault.check() == []
    for member in ("imani", "mateo", "ewa"):
        vault = session(world, member)
        assert not vault.doubts, member
        assert not vault.notices
        assert CASE not in vault.cases()
        assert vault.check() == []


def seen(vault: Session) -> tuple[object, ...]:
    """All that is known of the coalition, as it was read or as it was let go."""
    line = vault._journals.coalition
    return (
        vault._holds,
        list(vault.coalition()),
        [(link.row, link.body, link.emptied, link.is_lost) for link in line.line.links],
        line.buried,
        line.line.broken,
        list(vault.cases()),
        vault.summaries(),
        vault._journals.tips(),
    )


@pytest.mark.parametrize("lost", [False, True])
def test_what_is_let_go_is_as_it_is_read_next(lost: bool, world: World) -> None:  # noqa: FBT001
    vault = destroyed_though_lost(world) if lost else destroyed(world)
    here = seen(vault)
    vault._journals.forget()
    assert seen(vault) == here


def test_who_comes_later_reads_a_whole_line(world: World) -> None:
    destroyed(world)
    vault = session(world, "imani")
    vault._rows.drop(vault._rows.name("marks"))
    vault._journals._mark = None
    vault._journals.forget()
    assert not vault._journals.coalition.line.broken
    assert vault.coalition()
    assert vault.check() == []


def test_what_was_counted_outlives_the_case_and_only_offices_read_it(world: World) -> None:
    destroyed(world)
    assert session(world, "imani").counts() == [FIGURES]
    assert session(world, "teodor").counts() == [FIGURES]
    assert session(world, "ewa").counts() == []


def test_nobody_alone_destroys_a_case(world: World) -> None:
    vault = session(world, "imani")
    with pytest.raises(Trouble, match="word of two"):
        vault.destroy(CASE, IMANI, vault.destruction_signed(CASE), FIGURES)
    with pytest.raises(Trouble, match="word of two"):
        vault.destroy(CASE, PRIYA, vault.destruction_signed(CASE), FIGURES)
    with pytest.raises(Trouble, match="word of two"):
        vault.destroy(CASE, PRIYA, bytes(64), FIGURES)
    assert vault.entries(CASE, Stream.RECORD)
    assert vault.counts() == []


def test_whoever_does_not_hold_a_case_destroys_nothing(world: World) -> None:
    signed = session(world, "imani").destruction_signed(CASE)
    vault = session(world, "ewa")
    with pytest.raises(Trouble, match="word of two"):
        vault.destroy(CASE, IMANI, signed, FIGURES)
    assert session(world, "priya").entries(CASE, Stream.RECORD)


def test_rows_that_are_emptied_without_a_proof_are_missed(world: World) -> None:
    vault = session(world, "ewa")
    database = vault._database
    with database.transaction():
        database.execute(
            "UPDATE entries SET sealed = NULL WHERE about = ?", (bytes.fromhex(RECORD),)
        )
    vault = session(world, "priya")
    assert any("damaged" in said or "gone" in said for said in (*vault.doubts, *vault.notices))
    assert vault.check() != []


@pytest.mark.parametrize("forged", ["without the secret", "by one", "by one twice", "none"])
def test_a_forged_tombstone_destroys_nothing_for_whoever_holds_the_case(
    forged: str, world: World
) -> None:
    vault = session(world, "ewa")
    mine = vault.destruction_signed(CASE)
    key = vault._me
    other = session(world, "teodor")
    theirs, their_key = other.destruction_signed(CASE), other._me
    after = now(other)
    made = {
        "without the secret": Tombstone(bytes(32), after, key, mine, their_key, theirs),
        "by one": Tombstone(b"", after, key, mine, their_key, mine),
        "by one twice": Tombstone(b"", after, key, mine, key, mine),
        "none": Tombstone(b"", after, key, bytes(64), their_key, bytes(64)),
    }[forged]
    vault = session(world, "ewa")
    with vault._database.transaction():
        vault._database.execute(
            "INSERT INTO tombstones VALUES (?, ?)",
            (bytes.fromhex(RECORD), msgspec.msgpack.encode(made)),
        )
    vault = session(world, "priya")
    assert CASE in vault.cases()
    assert vault.entries(CASE, Stream.RECORD)
    assert any("nobody proved" in said for said in vault.check())


@pytest.mark.parametrize("where", ["record", "notes"])
@pytest.mark.parametrize("first", ["priya", "imani"])
def test_what_is_recorded_after_somebody_signed_makes_their_word_void(
    where: str, first: str, world: World
) -> None:
    """Imani does not read the notes: that she proposes it says nothing of what is in them."""
    signed = session(world, first).destruction_signed(CASE)
    vault = session(world, "priya")
    day = world.clock().date()
    event = NoteTakenBack(on=day) if where == "notes" else RecordedByMistake(on=day)
    vault.append(CASE, (SignedEvent(event, PRIYA), SignedEvent(event, PRIYA)))
    second = session(world, "imani" if first == "priya" else "priya")
    with pytest.raises(Trouble, match="as it stands now"):
        second.destroy(CASE, MemberId(first), signed, FIGURES)
    assert session(world, "priya").entries(CASE, Stream.RECORD)


def test_a_destruction_on_a_word_that_was_void_is_told_by_the_check(
    world: World, tmp_path: Path
) -> None:
    first = session(world, "imani")
    key, signed, after = first._me, first.destruction_signed(CASE), now(first)
    vault = session(world, "priya")
    told = SignedEvent(RecordedByMistake(on=world.clock().date()), PRIYA)
    vault.append(CASE, (told,))
    vault.append(CASE, (told,))
    secret = vault._destroying._first_key(RECORD)
    assert secret is not None
    mine = vault._destroying._sign(RECORD, after)
    made = Tombstone(
        tomb_of(secret, vault._header.vault, RECORD), after, key, signed, vault._me, mine
    )
    with vault._database.transaction():
        bury(vault._database, RECORD, (RECORD, vault._holds.notes[RECORD]), made)
    for member in ("imani", "ewa"):
        assert any(
            "changed after it was proposed" in said for said in session(world, member).check()
        )
    world.leave()
    assert world.folder is not None
    key = key_of(PASSPHRASE.format("teodor"))
    with open_vault(world.folder, "teodor", key, now=world.clock, state=tmp_path) as vault:
        assert Gone(tmp_path, vault._header.vault).read() == {}, "it goes no further"


def test_who_held_a_case_that_two_others_say_was_destroyed_is_told_by_the_check(
    world: World,
) -> None:
    first = session(world, "ewa")
    key, signed = first._me, first.destruction_signed(CASE)
    vault = session(world, "teodor")
    theirs = vault.destruction_signed(CASE)
    made = Tombstone(b"junk", now(vault), key, signed, vault._me, theirs)
    notes = vault._holds.notes[RECORD]
    with vault._database.transaction():
        bury(vault._database, RECORD, (RECORD, notes), made)
    for member in ("priya", "imani", "mateo"):
        assert any("nobody proved" in said for said in session(world, member).check())


def test_a_case_that_nobody_could_open_stays_destroyed_when_an_office_is_laid_down(
    world: World,
) -> None:
    destroyed_though_lost(world)
    world.do("teodor", None, MemberLeft(on=world.clock().date(), member=TEODOR))
    world.leave()
    for member in ("imani", "ewa", "priya"):
        vault = session(world, member)
        assert not vault.doubts, member
        assert vault.check() == []
        assert CASE not in vault.cases()


def test_a_case_of_which_no_destruction_could_be_proved_is_told_to_who_holds_it(
    ann: Session,
) -> None:
    """Another program might begin it so, and nobody would know before its last day."""
    with pytest.MonkeyPatch.context() as other:
        other.setattr("rjdesk.vault.giving.tomb_of", lambda *_: bytes(32))
        ann.append(CASE, [told()])
    assert any("nobody could prove" in said for said in ann.check())


def test_rows_that_are_put_back_into_a_destroyed_case_are_told(world: World) -> None:
    database = session(world, "priya")._database
    about = bytes.fromhex(RECORD)
    kept = database.query("SELECT sealed, id FROM entries WHERE about = ?", (about,))
    vault = destroyed(world)
    with vault._database.transaction():
        for sealed, name in kept:
            vault._database.execute("UPDATE entries SET sealed = ? WHERE id = ?", (sealed, name))
    assert any("destroyed case that is not empty" in said for said in session(world, "ewa").check())


@pytest.mark.parametrize(
    "proof",
    [
        b"\xc1",
        b"\x96\xc4\x00\x91\xa2\xff\xfe\xa1a\xc4\x00\xa1b\xc4\x00",
        b"\x97\xc4\x00\x90\xa1a\xc4\x00\xa1b\xc4\x00" + b"\x91" * 200_000 + b"\xc0",
        b"\x96\xc4\x00\x91\xa2zz\xa1a\xc4\x00\xa1b\xc4\x00",
    ],
    ids=["no message", "letters that are none", "deep", "an id that is none"],
)
def test_a_row_that_is_no_tombstone_closes_nothing(proof: bytes, world: World) -> None:
    vault = session(world, "ewa")
    with vault._database.transaction():
        vault._database.execute("INSERT INTO tombstones VALUES (?, ?)", (b"\xff", proof))
    assert read_tombstones(vault._database) == {}
    assert CASE in session(world, "priya").cases()


def test_rows_that_anybody_adds_keep_nobody_from_destroying_a_case(world: World) -> None:
    vault = session(world, "ewa")
    name = vault._header.vault
    with vault._database.transaction():
        for number in range(60):
            content = b"junk" * number
            envelope = Envelope(RECORD, RECORD, None, (), 1)
            row = Row(envelope.id(name, digest(content)), envelope, digest(content), content)
            vault._database.execute(INSERT, row.columns)
    assert CASE not in destroyed(world).cases()


def test_what_was_destroyed_is_never_begun_again(world: World) -> None:
    """Whoever begins it anew would hold it, and call the tombstone a forged one."""
    destroyed(world)
    vault = session(world, "ewa")
    again = RecordBegun(
        record=RECORD, notes=StreamId("ab" * 16), commitment=bytes(32), tomb=digest(b"another")
    )
    with vault._writing() as pen:
        assert pen.authority(again, SigningKey.of(vault._keys), about=RECORD)[1] is not None
    for member, marked in (("ewa", True), ("teodor", True), ("imani", False)):
        vault = session(world, member)
        if not marked:
            vault._rows.drop(vault._rows.name("marks"))
            vault._journals._mark = None
            vault._journals.forget()
        assert not vault._journals.coalition.line.broken
        assert CASE not in vault.cases()


def test_nobody_destroys_on_the_word_of_somebody_who_holds_neither_case_nor_office(
    world: World,
) -> None:
    signed = session(world, "ewa").destruction_signed(CASE)
    with pytest.raises(Trouble, match="word of two"):
        session(world, "priya").destroy(CASE, EWA, signed, FIGURES)


def test_the_counts_are_begun_by_an_office_and_kept_by_those_in_one(world: World) -> None:
    vault = session(world, "imani")
    vault.append(CASE, ())
    stream = vault._holds.counts
    assert stream is not None
    assert vault._holds.holders(StreamId(stream)) == {IMANI, TEODOR, MemberId("adeyemi")}
