"""Backups of a real vault: made, read back, put back, and never half of it."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import Holders, Trouble
from rjdesk.process.authority import EpochId, KeyId, StreamId
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.backup import ABOUT, DATABASE, NAME, AboutBackup, is_whole, read_backup
from rjdesk.vault.counted import CountsHere, count_row
from rjdesk.vault.envelope import record_of
from rjdesk.vault.gone import Gone
from rjdesk.vault.header import read_header
from rjdesk.vault.opening import derive_in, open_vault, recover
from rjdesk.vault.recovery import spelled_code
from rjdesk.vault.restoring import Prepared, Sealed, find
from rjdesk.vault.tombs import Grave, Tombstone
from rjdesk.vault.troubles import (
    FolderInUse,
    NoKeysAnyMore,
    NotABackup,
    Stopped,
    WrongPassphrase,
)
from tests.scenarios.world import PASSPHRASE, World
from tests.stretched import key_of, secret_of
from tests.vault.making import session

PRIYA, TEODOR = MemberId("priya"), MemberId("teodor")
CASE = s1.CASE


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def backed_up(world: World, stick: Path, by: str = "imani") -> Path:
    made = world.journal(by).backup_source().write(stick)  # type: ignore[attr-defined]
    world.leave()
    return stick / made.file


def unpacked(file: Path, place: Path, login: str = "imani", state: Path | None = None) -> Prepared:
    sealed = find(file, state)
    key = sealed.derive(login, PASSPHRASE.format(login))
    return sealed.prepare(login, key, place, lambda _done: True)


def test_a_backup_is_one_file_that_says_nothing_of_anybody(world: World, stick: Path) -> None:
    file = backed_up(world, stick)
    assert [each.name for each in stick.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    for name in ("Imani", "Okafor", s1.ANH_NAME, s1.COLE_NAME, "SQLite format 3"):
        assert name.encode() not in content
        assert name not in file.name
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == sorted((ABOUT, NAME, DATABASE))


def test_what_is_put_back_is_what_was_there(world: World, stick: Path, tmp_path: Path) -> None:
    before = world.journal("priya").entries(CASE, Stream.RECORD)
    file = backed_up(world, stick)
    prepared = unpacked(file, tmp_path / "again.rjvault")
    assert not (tmp_path / "again.rjvault").exists(), "it is shown before it lies there"
    assert prepared.holding.mine == prepared.holding.cases == 1
    assert prepared.holding.members == len(world.journal("imani").enrolled())
    place = prepared.finish()
    with open_vault(place, "priya", key_of(PASSPHRASE.format("priya")), now=world.clock) as session:
        assert session.entries(CASE, Stream.RECORD) == before
        assert session.check() == []


def test_on_a_bare_computer_a_year_later(world: World, stick: Path, tmp_path: Path) -> None:
    file = backed_up(world, stick)
    place = unpacked(file, tmp_path / "elsewhere" / "v.rjvault", "teodor").finish()
    later = datetime(2027, 10, 1, tzinfo=UTC)
    with open_vault(
        place,
        "teodor",
        key_of(PASSPHRASE.format("teodor")),
        now=lambda: later,
        state=tmp_path / "bare",
    ) as session:
        assert any("put back from a backup" in doubt for doubt in session.doubts)
        assert session.coalition()


def test_what_was_put_back_is_read_only_until_two_say_that_it_counts(
    world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    place = unpacked(file, tmp_path / "again.rjvault").finish()
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(place, "imani", key, now=world.clock) as session:
        with pytest.raises(Trouble, match="not as it was left"):
            session.append(CASE, ())
        with pytest.raises(Trouble):
            session.settle()
        second = session.unlocking(TEODOR).derive(PASSPHRASE.format("teodor"))
        with session.cosigner(TEODOR, second) as cosigner:
            session.settle(cosigner)
    with open_vault(place, "imani", key, now=world.clock) as session:
        assert not session.doubts
        assert all(held.due for held in session._holds.streams.values() if held.epochs)
        assert session.check() == []


def test_whoever_stepped_back_since_is_given_nothing_that_is_written_after(
    world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    world.journal("imani").append(CASE, (), takes=Holders(frozenset({PRIYA}), frozenset({PRIYA})))
    world.leave()
    place = unpacked(file, tmp_path / "again.rjvault").finish()
    with open_vault(place, "imani", key_of(PASSPHRASE.format("imani")), now=world.clock) as session:
        assert PRIYA in session.holders(CASE).record, "the backup is from before"
        second = session.unlocking(TEODOR).derive(PASSPHRASE.format("teodor"))
        with session.cosigner(TEODOR, second) as cosigner:
            session.settle(cosigner)
        session.append(CASE, (), takes=Holders(frozenset({PRIYA}), frozenset({PRIYA})))
    with open_vault(place, "priya", key_of(PASSPHRASE.format("priya")), now=world.clock) as session:
        assert CASE not in session.cases()


@pytest.fixture
def known_here(tmp_path: Path) -> Path:
    """Where a computer keeps what it knows of vaults."""
    return tmp_path / "known-here"


def destroyed(world: World, known_here: Path) -> None:
    signed = session(world, "imani").destruction_signed(CASE)
    world.leave()
    key = key_of(PASSPHRASE.format("priya"))
    with open_vault(world.folder, "priya", key, now=world.clock, state=known_here) as vault:  # type: ignore[arg-type]
        vault.destroy(CASE, MemberId("imani"), signed, b"{}")


def rows_about_the_case(place: Path, world: World) -> dict[str, int]:
    """Return how much of the case lies in a vault, whoever reads it."""
    about = bytes.fromhex(record_of(CASE))
    with open_vault(place, "ewa", key_of(PASSPHRASE.format("ewa")), now=world.clock) as session:
        return {
            table: len(
                session._database.query(
                    f"SELECT 1 FROM {table} WHERE {which}",  # noqa: S608 - our own words
                    (about,),
                )
            )
            for table, which in (
                ("entries", "about = ? AND sealed IS NOT NULL"),
                ("slots", "stream = ?"),
                ("own", "stream = ?"),
            )
        }


def test_what_was_destroyed_since_is_not_put_back_on_a_computer_that_knows_it(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    destroyed(world, known_here)
    prepared = unpacked(file, tmp_path / "again.rjvault", state=known_here)
    assert (prepared.holding.cases, prepared.holding.destroyed) == (0, 1)
    place = prepared.finish()
    assert not any(rows_about_the_case(place, world).values())
    for member in ("priya", "imani"):
        key = key_of(PASSPHRASE.format(member))
        with open_vault(place, member, key, now=world.clock, state=known_here) as session:
            assert CASE not in session.cases()
            assert session.check() == []


def test_elsewhere_it_is_put_back_as_it_was_and_goes_once_its_destruction_is_known(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    """As where somebody copies the folder back by hand: nothing of it is shown meanwhile."""
    file = backed_up(world, stick)
    destroyed(world, known_here)
    place = unpacked(file, tmp_path / "again.rjvault").finish()
    assert all(rows_about_the_case(place, world).values())
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(place, "imani", key, now=world.clock, state=known_here) as session:
        assert session.doubts
        assert CASE not in session.cases()
        second = session.unlocking(TEODOR).derive(PASSPHRASE.format("teodor"))
        with session.cosigner(TEODOR, second) as cosigner:
            session.settle(cosigner)
        assert session.check() == []
    assert not any(rows_about_the_case(place, world).values())


def test_so_it_is_where_one_of_the_two_has_other_keys_by_then(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    code, own = spelled_code(bytes(16)), secret_of("a passphrase of another year")
    session(world, "priya").set_code(code)
    file = backed_up(world, stick)
    assert world.folder is not None
    recover(world.folder, "priya", code, own, now=world.clock).close()
    signed = session(world, "imani").destruction_signed(CASE)
    world.leave()
    with open_vault(world.folder, "priya", own.key, now=world.clock, state=known_here) as vault:
        vault.destroy(CASE, MemberId("imani"), signed, b"{}")
    prepared = unpacked(file, tmp_path / "again.rjvault", state=known_here)
    assert prepared.holding.destroyed == 1
    place = prepared.finish()
    left = rows_about_the_case(place, world)
    assert not left["slots"] + left["own"], "the line alone is left, which names keys"
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(place, "imani", key, now=world.clock, state=known_here) as vault:
        assert CASE not in vault.cases()
        assert vault.check() == []


def test_a_case_that_nobody_could_open_does_not_come_back_from_when_somebody_could(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    vault = session(world, "imani")
    everybody = vault.holders(CASE).record
    vault.append(CASE, (), takes=Holders(everybody, everybody))
    signed = session(world, "teodor").destruction_signed(CASE)
    world.leave()
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(world.folder, "imani", key, now=world.clock, state=known_here) as vault:  # type: ignore[arg-type]
        vault.destroy(CASE, TEODOR, signed, b"")
    prepared = unpacked(file, tmp_path / "again.rjvault", state=known_here)
    assert (prepared.holding.cases, prepared.holding.destroyed) == (0, 1)
    place = prepared.finish()
    with open_vault(place, "imani", key, now=world.clock, state=known_here) as vault:
        assert CASE not in vault.cases()
        assert vault.check() == []


def test_what_was_counted_comes_back_to_an_older_copy(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    shutil.copytree(world.folder, tmp_path / "older.rjvault")
    destroyed(world, known_here)
    restored = unpacked(file, tmp_path / "again.rjvault", state=known_here).finish()
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(restored, "imani", key, now=world.clock, state=known_here) as vault:
        assert vault.counts() == [b"{}"]
    older, elsewhere = tmp_path / "older.rjvault", tmp_path / "elsewhere"
    with open_vault(older, "imani", key, now=world.clock, state=elsewhere) as vault:
        assert vault.counts() == [], "another computer does not know"
    with open_vault(older, "imani", key, now=world.clock, state=known_here) as vault:
        with vault.cosigner(MemberId("teodor"), key_of(PASSPHRASE.format("teodor"))) as second:
            vault.settle(second)
        assert vault.counts() == [b"{}"]
        assert vault.check() == []


def test_what_is_no_count_is_laid_back_nowhere(
    world: World, known_here: Path, tmp_path: Path
) -> None:
    vault = session(world, "imani")
    kept = CountsHere(known_here, vault._header.vault)
    row = count_row(vault._header.vault, StreamId("ee" * 16), EpochId("dd" * 16), b"junk")
    kept.keep({row.id: row})
    file = kept._file.path
    assert file is not None
    file.write_bytes(file.read_bytes() + b"no count\n\xff\n{}\n")
    assert len(kept.read()) == 1
    world.leave()
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(world.folder, "imani", key, now=world.clock, state=known_here) as vault:  # type: ignore[arg-type]
        vault.append(None, [])
        assert vault.counts() == []
        assert vault.check() == []


def test_a_bad_tombstone_hides_no_good_one(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    bad = Tombstone(b"bad", (), KeyId("00" * 16), bytes(64), KeyId("11" * 16), bytes(64))
    vault = session(world, "ewa")
    with vault._database.transaction():
        bury_nothing = (bytes.fromhex(record_of(CASE)), msgspec.msgpack.encode(bad))
        vault._database.execute("INSERT INTO tombstones VALUES (?, ?)", bury_nothing)
    Gone(known_here, vault._header.vault).keep({record_of(CASE): Grave(bad, ())})
    file = backed_up(world, stick)
    destroyed(world, known_here)
    place = unpacked(file, tmp_path / "again.rjvault", state=known_here).finish()
    assert not any(rows_about_the_case(place, world).values())
    for member in ("imani", "teodor"):
        key = key_of(PASSPHRASE.format(member))
        with open_vault(world.folder, member, key, now=world.clock, state=known_here) as vault:  # type: ignore[arg-type]
            assert CASE not in vault.cases()
            assert not vault.doubts


def test_what_is_to_go_from_an_older_copy_is_said_at_the_door(
    world: World, stick: Path, known_here: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    destroyed(world, known_here)
    place = unpacked(file, tmp_path / "again.rjvault").finish()
    key = key_of(PASSPHRASE.format("imani"))
    with open_vault(place, "imani", key, now=world.clock, state=known_here) as vault:
        assert any("One case of this copy was destroyed since" in said for said in vault.notices)


@pytest.mark.parametrize("junk", [b"", b"{}\n", b"\xff\xfe\n", b'{"record":"zz","proof":"AAAA"}\n'])
def test_what_is_no_tombstone_keeps_nothing_back(
    junk: bytes, world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    state = tmp_path / "state-of-somebody"
    state.mkdir()
    (state / f"{read_backup(file).about.vault[:32]}.gone").write_bytes(junk)
    prepared = unpacked(file, tmp_path / "again.rjvault", state=state)
    assert (prepared.holding.cases, prepared.holding.destroyed) == (1, 0)
    prepared.drop()


def test_only_who_had_keys_then_opens_a_backup(world: World, stick: Path, tmp_path: Path) -> None:
    file = backed_up(world, stick)
    backup = read_backup(file)
    with pytest.raises(WrongPassphrase):
        derive_in(backup.header, "imani", "not the passphrase at all")
    gone = AboutBackup(**{**{f: getattr(backup.about, f) for f in backup.about.__struct_fields__},
                          "keys": {}})  # fmt: skip
    without = type(backup)(backup.path, gone, backup.header)
    place = tmp_path / "again.rjvault"
    with pytest.raises(NoKeysAnyMore):
        Sealed(without).prepare("imani", key_of(PASSPHRASE.format("imani")), place, bool)
    assert not [each for each in tmp_path.iterdir() if "again" in each.name]


def test_a_place_that_is_taken_is_left_as_it_is(world: World, stick: Path) -> None:
    file = backed_up(world, stick)
    assert world.folder is not None
    before = read_header(world.folder)
    with pytest.raises(FolderInUse):
        unpacked(file, world.folder)
    assert read_header(world.folder) == before


def test_what_is_stopped_leaves_nothing(world: World, stick: Path, tmp_path: Path) -> None:
    source = world.journal("imani").backup_source()  # type: ignore[attr-defined]
    for stop in (0.1, 0.65, 0.75, 0.95):
        with pytest.raises(Stopped):
            source.write(stick, lambda done, stop=stop: done < stop)
        assert list(stick.iterdir()) == []
    file = backed_up(world, stick)
    place = tmp_path / "again.rjvault"
    with pytest.raises(Stopped):
        find(file).prepare(
            "imani", key_of(PASSPHRASE.format("imani")), place, lambda done: done < 0.3
        )
    assert not [each for each in tmp_path.iterdir() if "again" in each.name]


def test_what_was_unpacked_and_not_wanted_is_taken_away(
    world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    prepared = unpacked(file, tmp_path / "again.rjvault")
    prepared.drop()
    assert not [each for each in tmp_path.iterdir() if "again" in each.name]


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "empty": lambda _content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "another file": lambda _content: b"%PDF-1.7",
    "a bit of its database": lambda content: _flipped(content, len(content) // 2),
    "what it says of itself": lambda content: content.replace(
        b'"rjdesk backup"', b'"rjdesk backuq"'
    ),
}


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_told_and_makes_nothing(
    damage: str, world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    with pytest.raises(NotABackup, match="Nothing was changed"):
        unpacked(file, tmp_path / "again.rjvault")
    assert not [each for each in tmp_path.iterdir() if "again" in each.name]


def test_any_byte_of_the_archive_that_was_changed_ends_in_a_sentence(
    world: World, stick: Path, tmp_path: Path
) -> None:
    file = backed_up(world, stick)
    whole, found = file.read_bytes(), 0
    with zipfile.ZipFile(file) as archive:
        heads = [(i.header_offset, 30 + len(i.filename)) for i in archive.infolist()]
        heads.append((archive.start_dir, len(whole) - archive.start_dir))
    for place in (begins + n for begins, length in heads for n in range(length)):
        for flipped in (0x01, 0xFF):
            changed = bytearray(whole)
            changed[place] ^= flipped
            file.write_bytes(changed)
            try:
                backup = read_backup(file)
                backup.unpack(tmp_path / "vault.db", lambda _done: True)
                is_whole(backup, lambda _done: None)
            except Trouble:
                found += 1
            (tmp_path / "vault.db").unlink(missing_ok=True)
    assert found > 300


def test_others_write_while_a_backup_is_made(world: World, stick: Path) -> None:
    journal = world.journal("imani")
    told: list[float] = []

    def goes_on(done: float) -> bool:
        if not told:
            journal.append(CASE, ())
        told.append(done)
        return True

    made = journal.backup_source().write(stick, goes_on)  # type: ignore[attr-defined]
    about = read_backup(stick / made.file).about
    assert told == sorted(told)
    assert about.entries > 0
    assert world.clock() + timedelta(0) == about.made


def test_a_row_that_was_gone_before_keeps_nobody_from_putting_a_backup_back(
    world: World, stick: Path, tmp_path: Path
) -> None:
    session = world.journal("imani")
    rows = session._journals.coalition.line.links  # type: ignore[attr-defined]
    gone = rows[len(rows) // 2].row.id
    with session._database.transaction():  # type: ignore[attr-defined]
        session._database.execute(  # type: ignore[attr-defined]
            "DELETE FROM entries WHERE id = ?", (bytes.fromhex(gone),)
        )
    file = backed_up(world, stick)
    assert unpacked(file, tmp_path / "again.rjvault").finish().is_dir()
