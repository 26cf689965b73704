"""Making a vault."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from rjdesk.vault.header import FLOOR, Argon2Cost, logins, read_header
from rjdesk.vault.opening import create
from rjdesk.vault.session import Session
from rjdesk.vault.troubles import CostOutOfBounds, FolderInUse, LoginTaken, WeakPassphrase
from tests.vault.making import ANN, BEN, LOGIN, PASSPHRASE, contents, noon, opened


def make(
    folder: Path, *, login: str = "heron", passphrase: str = PASSPHRASE[ANN],
    cost: Argon2Cost = FLOOR,
) -> Session:  # fmt: skip
    return create(folder, founder=ANN, login=login, passphrase=passphrase, cost=cost, now=noon)


def test_a_new_vault_has_everything_in_its_place(ann: Session, folder: Path) -> None:
    assert ann.login == "heron"
    ann.close()
    assert {path.name for path in folder.iterdir()} - {"vault-1.db-journal"} == {
        "header.json", "header.json.bak", "vault-1.db", "backups", "ballast", "lock",
    }  # fmt: skip
    assert (folder / "header.json").read_bytes() == (folder / "header.json.bak").read_bytes()
    assert (folder / "ballast").stat().st_size == 1024 * 1024
    assert not (folder / "vault-1.db").read_bytes().startswith(b"SQLite format 3")
    with opened(folder) as again:
        assert again.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_nobody_else_on_the_computer_may_look_into_the_folder(ann: Session, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_unlock_screen_sees_logins_and_no_more(ann: Session, folder: Path) -> None:
    ann.enrol(BEN, LOGIN[BEN], PASSPHRASE[BEN])
    assert logins(folder) == ("heron", "otter")


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


def test_a_weak_passphrase_makes_no_vault(folder: Path) -> None:
    with pytest.raises(WeakPassphrase, match="guessed"):
        make(folder, passphrase="Reed2019!")
    assert not folder.exists()


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
def test_a_cost_out_of_bounds_makes_no_vault(folder: Path, cost: Argon2Cost) -> None:
    with pytest.raises(CostOutOfBounds):
        make(folder, cost=cost)
    assert not folder.exists()


def test_the_usual_cost_is_256_mib(folder: Path) -> None:
    with create(folder, founder=ANN, login="heron", passphrase=PASSPHRASE[ANN], now=noon):
        (login,) = read_header(folder).logins
    assert (login.cost.memory, login.cost.passes, login.cost.lanes) == (256 * 1024, 3, 1)
