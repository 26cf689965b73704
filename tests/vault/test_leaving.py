"""Members who leave: their keys end, and the database is sealed anew, whole or not at all."""

import errno
import shutil
from pathlib import Path

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.process.membership.events import MemberLeft
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault import header
from rjdesk.vault.database import connect
from rjdesk.vault.header import read_header
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.recovery import fresh_code
from rjdesk.vault.troubles import DamagedVault, NoKeysAnyMore, Stopped, UnknownLogin
from tests.scenarios.world import PASSPHRASE, World, reed
from tests.stretched import key_of
from tests.vault.making import session

IMANI, TEODOR, PRIYA, MATEO = map(MemberId, ("imani", "teodor", "priya", "mateo"))
CASE = s1.CASE


def leaves(world: World, member: MemberId, by: str = "imani") -> None:
    world.do(by, None, MemberLeft(on=world.clock().date(), member=member))


def confirmed(world: World, by: str = "teodor") -> None:
    vault = session(world, by)
    for waits in vault.waiting():
        vault.countersign(waits.entry, confirmed=True)


def resealed(world: World, by: str = "teodor") -> None:
    vault = session(world, by)
    assert vault.is_to_be_resealed
    vault.resealing()(lambda _done: True)
    world.leave()


def test_one_office_holder_takes_all_that_somebody_holds_at_once(world: World) -> None:
    leaves(world, MATEO)
    vault = session(world, "mateo")
    assert not vault.cases()
    assert not vault.entries(CASE, Stream.NOTES)
    assert session(world, "imani").holders(CASE).record == {IMANI, PRIYA}
    assert session(world, "imani").waiting(), "their keys end on the word of two"


def test_who_left_opens_nothing_once_a_second_confirmed_it(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    with pytest.raises(NoKeysAnyMore):
        session(world, "mateo")
    world._open = None
    assert MATEO not in session(world, "imani").enrolled()


def test_the_database_is_sealed_anew_and_opens_for_whoever_stayed(world: World) -> None:
    assert world.folder is not None
    folder = world.folder
    record = session(world, "priya").entries(CASE, Stream.RECORD)
    old = folder.parent / "old.db"
    vault_key = session(world, "mateo")._vault_key
    world.leave()
    shutil.copy(read_header(folder).database(folder), old)
    leaves(world, MATEO)
    confirmed(world)
    resealed(world)
    read = read_header(folder)
    assert read.epoch == 2
    assert not read.labelled("mateo")
    for member in ("teodor", "priya", "imani", "ewa"):
        vault = session(world, member)
        assert not vault.doubts
        assert vault.check() == []
        assert not vault.is_to_be_resealed
        login = vault._header.login_of(vault._me)
        assert login is not None
        assert len(login.vault_key) > 100, "it is sealed for their own key by now"
    assert session(world, "priya").entries(CASE, Stream.RECORD) == record
    world.leave()
    assert [path.name for path in folder.glob("*.db")] == ["vault-2.db"]
    with pytest.raises(DamagedVault):
        connect(read.database(folder), vault_key)
    with pytest.raises(UnknownLogin):
        derive(folder, "mateo", PASSPHRASE.format("mateo"))


def test_an_older_database_and_header_that_are_put_back_are_told(
    world: World, tmp_path: Path
) -> None:
    assert world.folder is not None
    folder, state = world.folder, tmp_path / "state"
    key = key_of(PASSPHRASE.format("imani"))
    before = tmp_path / "before"
    world.leave()
    shutil.copytree(folder, before)
    leaves(world, MATEO)
    confirmed(world)
    resealed(world)
    with open_vault(folder, "imani", key, now=world.clock, state=state) as vault:
        assert vault.doubts == ()
        vault.append(CASE, ())
    for path in before.iterdir():
        shutil.copy(path, folder / path.name)
    with open_vault(folder, "imani", key, now=world.clock, state=state) as vault:
        assert vault.doubts
        assert not vault.is_to_be_resealed
        with pytest.raises(Trouble):
            vault.resealing()
    assert (folder / "vault-2.db").is_file(), "what may be the vault is never taken away"


def test_what_is_stopped_or_fails_leaves_the_vault_as_it_was(world: World) -> None:
    assert world.folder is not None
    leaves(world, MATEO)
    confirmed(world)
    for stop in (0.0, 0.5, 0.9):
        with pytest.raises(Stopped):
            session(world, "teodor").resealing()(lambda done, stop=stop: done < stop)
        world.leave()
        assert read_header(world.folder).epoch == 1
        assert [path.name for path in world.folder.glob("*.db")] == ["vault-1.db"]
        assert session(world, "priya").check() == []
    (world.folder / "vault-2.db").write_bytes(b"left by one that was killed")
    resealed(world)
    assert session(world, "priya").check() == []


def test_a_session_that_closes_meanwhile_leaves_the_vault_to_who_comes(world: World) -> None:
    assert world.folder is not None
    leaves(world, MATEO)
    confirmed(world)
    vault, written = session(world, "teodor"), 0

    def goes_on(done: float) -> bool:
        nonlocal written
        if done > 0.9 and not written:
            world.leave()
            written = 1 + len(session(world, "priya").entries(CASE, Stream.RECORD))
            world.do("priya", CASE, s1.ANH_NAMED)
        return True

    with pytest.raises(Trouble):
        vault.resealing()(goes_on)
    assert written
    world.leave()
    assert read_header(world.folder).epoch == 1
    assert len(session(world, "priya").entries(CASE, Stream.RECORD)) == written


def test_no_office_holder_alone_makes_a_case_unreadable_for_good(world: World) -> None:
    for member in (MATEO, IMANI, PRIYA):
        leaves(world, member, by="teodor")
    vault = session(world, "priya")
    assert vault.holders(CASE).record == {PRIYA}, "the last waits for the word of two"
    assert vault.cases()
    imani = session(world, "imani")
    for waits in imani.waiting():
        if IMANI in waits.seconds:
            imani.countersign(waits.entry, confirmed=waits.whom == MATEO)
    assert session(world, "priya").cases() == (CASE,)


def test_who_held_an_office_leaves_no_key_behind(world: World) -> None:
    leaves(world, TEODOR, by="imani")
    confirmed(world, by="adeyemi")
    for member in ("imani", "priya", "mateo"):
        vault = session(world, member)
        assert vault.check() == []
        assert TEODOR not in vault.office_holders() | vault.enrolled()
    assert session(world, "imani").is_to_be_resealed


def test_keys_to_begin_with_open_nothing_that_is_sealed_anew(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    newcomer = MemberId("newcomer")
    session(world, "imani").enrol(newcomer, "zed", world.secret("zed"))
    confirmed(world)
    assert newcomer in session(world, "imani").invited()
    resealed(world)
    assert world.folder is not None
    assert not read_header(world.folder).labelled("zed"), "who left may have given them"
    session(world, "imani").enrol(newcomer, "zed", world.secret("zed"))
    confirmed(world)
    assert newcomer in session(world, "imani").invited()


def test_nobody_without_an_office_seals_it_anew(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "priya")
    assert not vault.is_to_be_resealed
    with pytest.raises(Trouble):
        vault.resealing()(lambda _done: True)
    world.leave()
    assert world.folder is not None
    assert read_header(world.folder).epoch == 1
    assert session(world, "priya").check() == []


def test_somebody_leaves_of_themself_and_needs_nobody(world: World) -> None:
    leaves(world, TEODOR, by="teodor")
    world.leave()
    with pytest.raises(NoKeysAnyMore):
        session(world, "teodor")
    world._open = None
    vault = session(world, "imani")
    assert TEODOR not in vault.office_holders()
    assert not vault.waiting()
    assert vault.check() == []


def test_nobody_leaves_behind_what_they_alone_can_open(tmp_path: Path) -> None:
    world = reed(tmp_path / "v.rjvault", s1.STORY.begins)
    world.clock.set(s1.D21)
    world.do("imani", CASE, s1.opened(s1.D21), s1.ANH_NAMED)
    with pytest.raises(Trouble, match="opened by you alone"):
        leaves(world, IMANI)
    assert CASE in world.desk("imani").cases()


def test_who_was_recorded_as_gone_by_mistake_is_given_new_keys(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "imani")
    vault.enrol(MATEO, "mateo again", world.secret("mateo"))
    confirmed(world)
    assert MATEO in session(world, "imani").invited()


def test_nothing_is_recorded_while_it_is_sealed_anew(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "teodor")
    told: list[str] = []

    def goes_on(done: float) -> bool:
        if not told:
            with pytest.raises(Trouble, match="being sealed under a new key") as caught:
                vault.append(None, ())
            told.append(str(caught.value))
        return done < 0.5

    with pytest.raises(Stopped):
        vault.resealing()(goes_on)
    assert told
    vault.append(None, ())
    vault.resealing()(lambda _done: True)
    with pytest.raises(Trouble, match="being sealed under a new key"):
        vault.append(None, ())


def test_who_left_is_given_no_new_key_though_a_row_of_the_line_is_gone(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "teodor")
    tags = {
        link.row.id: link.body.tag for link in vault._journals.coalition.line.links if link.body
    }
    gone = next(row for row, tag in tags.items() if tag == "key-ended")
    with vault._database.transaction():
        vault._database.execute("DELETE FROM entries WHERE id = ?", (bytes.fromhex(gone),))
    resealed(world)
    assert world.folder is not None
    assert not read_header(world.folder).labelled("mateo")
    for member in ("teodor", "imani", "priya"):
        assert session(world, member).coalition()


def test_a_copy_of_the_header_that_cannot_be_written_loses_no_vault(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world.folder is not None
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "teodor")
    write = header.write_in_one_step

    def fails(path: Path, content: bytes) -> None:
        if path.name == header.COPY:
            raise OSError(errno.ENOSPC, "no room")
        write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(header, "write_in_one_step", fails)
        vault.resealing()(lambda _done: True)
    world.leave()
    assert read_header(world.folder).epoch == 2
    assert session(world, "priya").check() == []


def test_nothing_of_the_header_is_written_while_it_is_sealed_anew(world: World) -> None:
    leaves(world, MATEO)
    confirmed(world)
    vault = session(world, "teodor")
    old = vault.unlocking(TEODOR).derive(PASSPHRASE.format("teodor"))
    vault.resealing()(lambda _done: True)
    for act in (
        lambda: vault.change_passphrase(old, world.secret("imani")),
        lambda: vault.set_code(fresh_code()),
        vault.resealing,
    ):
        with pytest.raises(Trouble, match="being sealed under a new key"):
            act()
