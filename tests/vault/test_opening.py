"""Opening a vault, and everything that keeps one shut; what is refused is never changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import Stream
from rjdesk.vault.database import Database
from rjdesk.vault.header import Argon2Cost, Header, logins, read_header
from rjdesk.vault.keys import UnlockKey
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import (
    CostOutOfBounds,
    DamagedVault,
    NewerVault,
    NotAVault,
    StorageFailed,
    UnknownLogin,
    VaultInUse,
    WrongPassphrase,
)
from tests.vault.making import ANN, CASE, PASSPHRASE, contents, noon, opened, put_header, record


@pytest.fixture
def key(ann: Session, folder: Path) -> UnlockKey:
    """What opens a vault that is now closed and holds one case."""
    ann.append(CASE, [record("kept")])
    ann.close()
    return derive(folder, "heron", PASSPHRASE[ANN])


def refused(folder: Path, key: UnlockKey, kind: type[Trouble]) -> str:
    """Return the sentence with which the vault stays shut, having changed nothing."""
    before = contents(folder)
    with pytest.raises(kind) as caught:
        open_vault(folder, "heron", key, now=noon)
    assert contents(folder) == before
    return str(caught.value)


def test_a_vault_opens_again_with_all_that_was_in_it(key: UnlockKey, folder: Path) -> None:
    with open_vault(folder, "heron", key, now=noon) as ann:
        assert [entry.event.word_of for entry in ann.entries(CASE, Stream.RECORD)] == ["kept"]


def test_the_key_may_be_derived_in_another_thread(ann: Session, folder: Path) -> None:
    ann.close()
    with ThreadPoolExecutor() as pool:
        key = pool.submit(derive, folder, "heron", PASSPHRASE[ANN]).result()
    open_vault(folder, "heron", key, now=noon).close()


def test_the_login_may_be_typed_in_capitals(key: UnlockKey, folder: Path) -> None:
    open_vault(folder, " HERON ", key, now=noon).close()


def test_a_key_does_not_show_itself() -> None:
    assert "secret" not in repr(UnlockKey(b"a secret of thirty-two bytes ...")).replace(
        "UnlockKey", ""
    )


def test_the_wrong_passphrase_is_refused(key: UnlockKey, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(WrongPassphrase, match="Caps Lock"):
        derive(folder, "heron", PASSPHRASE[ANN].upper())
    assert contents(folder) == before
    assert "passphrase" in refused(folder, UnlockKey(bytes(32)), WrongPassphrase)


def test_a_login_that_nobody_has_is_refused(key: UnlockKey, folder: Path) -> None:
    with pytest.raises(UnknownLogin):
        derive(folder, "magpie", PASSPHRASE[ANN])
    with pytest.raises(UnknownLogin):
        open_vault(folder, "magpie", key, now=noon)


def test_an_open_vault_is_in_use(key: UnlockKey, folder: Path) -> None:
    with open_vault(folder, "heron", key, now=noon):
        assert "open in another window" in refused(folder, key, VaultInUse)
    open_vault(folder, "heron", key, now=noon).close()


def test_a_refused_open_leaves_no_lock_behind(key: UnlockKey, folder: Path) -> None:
    refused(folder, UnlockKey(bytes(32)), WrongPassphrase)
    open_vault(folder, "heron", key, now=noon).close()


@pytest.mark.parametrize("holding", [None, "nothing", "a letter"])
def test_a_folder_that_is_no_vault_is_refused(tmp_path: Path, holding: str | None) -> None:
    folder = tmp_path / "holiday"
    if holding:
        folder.mkdir()
    if holding == "a letter":
        (folder / "letter.txt").write_text("dear all")
    before = contents(tmp_path)
    for look in (logins, lambda folder: derive(folder, "heron", "x")):
        with pytest.raises(NotAVault, match="not an rjdesk vault"):
            look(folder)
    with pytest.raises(NotAVault):
        open_vault(folder, "heron", UnlockKey(bytes(32)), now=noon)
    assert contents(tmp_path) == before
    assert folder.exists() == bool(holding)


def test_a_header_of_something_else_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "header.json").write_text('{"format": "other", "version": 1}')
    with pytest.raises(NotAVault):
        logins(tmp_path)


def empty_header(folder: Path) -> None:
    (folder / "header.json").write_bytes(b"")


def lost_header(folder: Path) -> None:
    (folder / "header.json").unlink()


def scribbled_header(folder: Path) -> None:
    (folder / "header.json").write_text("{ what")


def changed_header(folder: Path) -> None:
    path = folder / "header.json"
    path.write_bytes(path.read_bytes().replace(b"heron", b"hexon"))


def lost_database(folder: Path) -> None:
    (folder / "vault-1.db").unlink()


def empty_database(folder: Path) -> None:
    (folder / "vault-1.db").write_bytes(b"")


def stump_of_a_database(folder: Path) -> None:
    (folder / "vault-1.db").write_bytes((folder / "vault-1.db").read_bytes()[:100])


def foreign_database(folder: Path) -> None:
    (folder / "vault-1.db").write_bytes(b"SQLite format 3\x00" + bytes(8192))


def cut_database(folder: Path) -> None:
    (folder / "vault-1.db").write_bytes((folder / "vault-1.db").read_bytes()[: 2 * 4096])


@pytest.mark.parametrize(
    "harm",
    [
        empty_header,
        lost_header,
        scribbled_header,
        changed_header,
        lost_database,
        empty_database,
        stump_of_a_database,
        foreign_database,
        cut_database,
    ],
)
def test_a_damaged_vault_stays_shut_and_never_looks_empty(
    key: UnlockKey, folder: Path, harm: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    harm(folder)
    text = refused(folder, key, DamagedVault)
    assert "othing was changed" in text
    assert "Keep the folder as it is" in text or "A good copy of it" in text
    assert capfd.readouterr() == ("", "")


def test_the_copy_of_the_header_brings_a_vault_back(key: UnlockKey, folder: Path) -> None:
    empty_header(folder)
    shutil.copy(folder / "header.json.bak", folder / "header.json")
    open_vault(folder, "heron", key, now=noon).close()


def test_opening_makes_the_copy_of_the_header_the_same_again(key: UnlockKey, folder: Path) -> None:
    (folder / "header.json.bak").write_bytes(b"from before the power went")
    open_vault(folder, "heron", key, now=noon).close()
    assert (folder / "header.json.bak").read_bytes() == (folder / "header.json").read_bytes()


def with_cost(folder: Path, cost: Argon2Cost) -> None:
    header = read_header(folder)
    (login,) = header.logins
    slot = msgspec.structs.replace(login.passphrase, cost=cost)
    put_header(folder, header.with_login(msgspec.structs.replace(login, slots=(slot,))))


@pytest.mark.parametrize("memory", [1024, 64 * 1024 * 1024], ids=["feeble", "monstrous"])
def test_a_derivation_out_of_bounds_is_not_even_tried(
    key: UnlockKey, folder: Path, memory: int
) -> None:
    with_cost(folder, Argon2Cost(memory=memory))
    refused(folder, key, CostOutOfBounds)
    with pytest.raises(CostOutOfBounds, match="No passphrase was tried"):
        derive(folder, "heron", PASSPHRASE[ANN])


def test_a_cost_that_was_changed_opens_nothing(key: UnlockKey, folder: Path) -> None:
    with_cost(folder, Argon2Cost(memory=65 * 1024))
    refused(folder, key, WrongPassphrase)


def test_the_header_of_a_newer_program_is_refused(key: UnlockKey, folder: Path) -> None:
    put_header(folder, msgspec.structs.replace(read_header(folder), version=3))
    assert "newer version" in refused(folder, key, NewerVault)


def test_the_database_of_a_newer_program_is_refused(ann: Session, folder: Path) -> None:
    ann._database.execute("PRAGMA user_version=3")
    ann.close()
    key = derive(folder, "heron", PASSPHRASE[ANN])
    assert "newer version" in refused(folder, key, NewerVault)


def test_a_database_of_another_vault_is_refused(
    key: UnlockKey, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    header: Header = read_header(folder)
    shutil.copytree(folder, tmp_path / "moved")
    put_header(tmp_path / "moved", msgspec.structs.replace(header, epoch=2))
    refused(tmp_path / "moved", key, DamagedVault)


def test_a_short_key_never_becomes_a_password(folder: Path, tmp_path: Path) -> None:
    for key in (b"", bytes(31), bytes(33)):
        with pytest.raises(DamagedVault):
            Database(tmp_path / "new.db", key, mode="rw")
    assert not (tmp_path / "new.db").exists()


def test_a_vault_that_cannot_be_written_to_says_so(key: UnlockKey, folder: Path) -> None:
    (folder / "lock").unlink()
    (folder / "lock").mkdir()
    refused(folder, key, StorageFailed)


def test_closing_twice_is_fine(key: UnlockKey, folder: Path) -> None:
    session = opened(folder)
    session.close()
    session.close()
