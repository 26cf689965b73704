"""Making a vault."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rjdesk.desk.ports import Trouble, WeakPassphrase
from rjdesk.vault.creating import create
from rjdesk.vault.header import FLOOR, Argon2Cost, logins, read_header
from rjdesk.vault.keys import new_secret
from rjdesk.vault.opening import derive, open_vault
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import CostOutOfBounds, FolderInUse, LoginTaken
from tests.vault.making import (
    ANN,
    BEN,
    CASE,
    NEW_PASSPHRASE,
    PASSPHRASE,
    contents,
    enrol,
    noon,
    opened,
    record,
    secret_of,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")


def make(folder: Path, *, login: str = "heron") -> Session:
    return create(folder, founder=ANN, login=login, secret=secret_of(PASSPHRASE[ANN]), now=noon)


def test_a_new_vault_has_everything_in_its_place(ann: Session, folder: Path) -> None:
    assert ann.login == "heron"
    ann.close()
    assert {path.name for path in folder.iterdir()} - {"vault-1.db-journal"} == {
        "header.json", "header.json.bak", "vault-1.db", "ballast", "lock",
    }  # fmt: skip
    assert (folder / "header.json").read_bytes() == (folder / "header.json.bak").read_bytes()
    assert (folder / "ballast").stat().st_size == 1024 * 1024
    assert not (folder / "vault-1.db").read_bytes().startswith(b"SQLite format 3")
    with opened(folder) as again:
        assert again.check() == []


@POSIX
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_nobody_else_on_the_computer_may_look_into_a_vault(
    tmp_path: Path, mask: int, there: str
) -> None:
    folder = tmp_path / "above" / "reed.rjvault"
    before = os.umask(mask)
    try:
        if there == "an empty folder":
            folder.mkdir(parents=True)
        with make(folder) as ann:
            assert open_to_others(folder) == {}
            enrol(ann, BEN)
            ann.append(CASE, [record("r")])
            ann.keep_paper(CASE, "form", bytes(100_000))
            assert open_to_others(folder) == {}
            key = ann.unlocking(ANN).derive(PASSPHRASE[ANN])
            ann.change_passphrase(key, secret_of(NEW_PASSPHRASE))
            assert open_to_others(folder) == {}
        with open_vault(folder, "heron", derive(folder, "heron", NEW_PASSPHRASE), now=noon) as ann:
            ann.append(CASE, [record("again")])
        assert open_to_others(folder) == {}
        if there == "nothing":
            assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what of a vault has other bits than it should, with the bits it has."""
    assert len(list(folder.rglob("*"))) > 4
    wanted = {folder: 0o700} | dict.fromkeys(folder.rglob("*"), 0o600)
    return {
        str(path): oct(path.stat().st_mode)
        for path, bits in wanted.items()
        if stat.S_IMODE(path.stat().st_mode) != bits
    }


def test_the_unlock_screen_sees_logins_and_no_more(ann: Session, folder: Path) -> None:
    enrol(ann, BEN)
    assert logins(folder) == {"heron": False, "otter": True}


def test_an_empty_folder_will_do(folder: Path) -> None:
    folder.mkdir()
    make(folder).close()
    opened(folder).close()


def test_a_folder_with_something_in_it_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("dear all")
    with pytest.raises(FolderInUse, match="Nothing was changed"):
        make(folder)
    assert contents(folder) == {"letter.txt": b"dear all"}


def test_a_vault_is_never_made_over_another(ann: Session, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(FolderInUse):
        make(folder)
    assert contents(folder) == before


@pytest.mark.parametrize("login", ["", "   ", "x" * 41, "two\nlines"])
def test_a_login_is_a_short_word_in_one_line(folder: Path, login: str) -> None:
    with pytest.raises(LoginTaken):
        make(folder, login=login)
    assert not folder.exists()


@pytest.mark.parametrize(
    "cost",
    [
        Argon2Cost(memory=64 * 1024 - 1),
        Argon2Cost(memory=1024 * 1024 + 1),
        Argon2Cost(passes=2),
        Argon2Cost(lanes=0),
    ],
    ids=["too little memory", "too much memory", "too few passes", "no lane"],
)
def test_a_cost_out_of_bounds_makes_no_secret(cost: Argon2Cost) -> None:
    with pytest.raises(CostOutOfBounds):
        new_secret(PASSPHRASE[ANN], cost=cost)


def test_a_weak_passphrase_makes_no_secret() -> None:
    with pytest.raises(WeakPassphrase, match="guessed"):
        new_secret("Reed2019!", cost=FLOOR)


def test_the_usual_cost_is_256_mib(folder: Path) -> None:
    secret = new_secret(PASSPHRASE[ANN])
    create(folder, founder=ANN, login="heron", secret=secret, now=noon).close()
    (login,) = read_header(folder).logins
    cost = login.passphrase.cost
    assert (cost.memory, cost.passes, cost.lanes) == (256 * 1024, 3, 1)


def test_a_vault_has_from_the_start_what_it_begins_with(folder: Path) -> None:
    def begin(session: Session) -> None:
        assert not folder.exists(), "it is seen before it is whole"
        session.append(CASE, [record("first")])

    secret = secret_of(PASSPHRASE[ANN])
    with create(folder, founder=ANN, login="heron", secret=secret, now=noon, begin=begin) as ann:
        assert list(ann.cases()) == [CASE]
        ann.append(CASE, [record("second")])
        assert ann.folder == folder
    with opened(folder) as again:
        assert again.check() == []


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "nothing above it either"])
@pytest.mark.parametrize("failure", [Trouble("The disk is full."), ValueError("a mistake")])
def test_what_cannot_begin_leaves_the_place_as_it_was(
    tmp_path: Path, there: str, failure: Exception
) -> None:
    folder = tmp_path / ("above/it/" if "above" in there else "") / "reed.rjvault"
    if there == "an empty folder":
        folder.mkdir(mode=0o755)
    before = [(path, path.stat().st_mode) for path in tmp_path.rglob("*")]

    def begin(session: Session) -> None:
        session.append(CASE, [record("first")])
        raise failure

    secret = secret_of(PASSPHRASE[ANN])
    with pytest.raises(type(failure)) as caught:
        create(folder, founder=ANN, login="heron", secret=secret, now=noon, begin=begin)
    assert caught.value is failure
    assert [(path, path.stat().st_mode) for path in tmp_path.rglob("*")] == before
    make(folder).close()
    opened(folder).close()


def test_what_came_there_meanwhile_is_left_alone(folder: Path) -> None:
    def begin(session: Session) -> None:
        folder.mkdir()
        (folder / "letter.txt").write_text("dear all")

    secret = secret_of(PASSPHRASE[ANN])
    with pytest.raises(FolderInUse):
        create(folder, founder=ANN, login="heron", secret=secret, now=noon, begin=begin)
    assert contents(folder.parent) == {"reed.rjvault/letter.txt": b"dear all"}


def test_the_making_of_another_program_is_left_alone(folder: Path) -> None:
    def begin(session: Session) -> None:
        make(folder).close()

    secret = secret_of(NEW_PASSPHRASE)
    with pytest.raises(FolderInUse):
        create(folder, founder=ANN, login="heron", secret=secret, now=noon, begin=begin)
    opened(folder).close()
    assert list(folder.parent.iterdir()) == [folder]


@POSIX
def test_a_link_that_looks_like_a_leftover_is_not_followed(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.rjvault"
    make(other).close()
    before = contents(other)
    link = tmp_path / f".{folder.name}.new-0123abcd"
    link.symlink_to(other)
    make(folder).close()
    assert contents(other) == before
    assert link.is_symlink()


@POSIX
def test_a_link_to_an_empty_folder_will_do(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    make(folder).close()
    opened(tmp_path / "elsewhere").close()
    opened(folder).close()


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "a\ud800b"])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match=r"othing (in it )?was changed"):
        make(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_empty_folder_beside_which_nothing_may_be_made_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "reed.rjvault"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o500)
    try:
        with pytest.raises(FolderInUse, match="a new folder inside it"):
            make(folder)
        make(folder / "inside").close()
    finally:
        folder.parent.chmod(0o700)


def empty_disks() -> list[Path]:
    """Return the places of this computer where an empty file system is mounted."""
    mounts = Path("/proc/self/mounts")
    lines = mounts.read_text(encoding="utf-8").splitlines() if mounts.exists() else []
    places = [Path(line.split()[1]) for line in lines]
    return [place for place in places if place.is_dir() and not any(place.iterdir())]


def test_a_disk_of_its_own_is_refused(tmp_path: Path) -> None:
    disks = empty_disks()
    if not disks:
        pytest.skip("nothing empty is mounted here")
    with pytest.raises(FolderInUse, match="a new folder inside it"):
        make(disks[0])


@POSIX
@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_killed_at_any_step_it_leaves_a_whole_vault_or_none_and_blocks_nobody(
    tmp_path: Path, there: str
) -> None:
    secret = secret_of(PASSPHRASE[ANN])
    told = [str(tmp_path), there, secret.salt.hex(), secret.key.secret.hex()]
    command = [sys.executable, "-m", "tests.vault.dying_founder", *told]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    *killed, finished = sorted(tmp_path.iterdir())
    left_behind, whole = 0, 0
    for step in (*killed, finished):
        folder = step / "reed.rjvault"
        left_behind += len(list(step.glob(".*")))
        if not folder.is_dir() or not any(folder.iterdir()):
            assert folder.exists() == (there == "an empty folder")
            create(folder, founder=ANN, login="heron", secret=secret, now=noon).close()
        else:
            whole += 1
            with open_vault(folder, "heron", secret.key, now=noon) as ann:
                assert list(ann.cases()) == [CASE]
                assert ann.check() == []
            with pytest.raises(FolderInUse):
                make(folder)
        assert list(step.iterdir()) == [folder]
    assert left_behind > len(killed) / 2  # it was killed in the midst of it, again and again
    assert 1 < whole < len(killed) / 2
