"""The vault on the command line: examined, backed up and put back, on a bare computer too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.header import NAME
from tests.scenarios.world import PASSPHRASE, World, reed
from tests.stories.desk import tell

TOP = Path(__file__).parent.parent
PRIVATE = """
import ctypes, resource
from rjdesk.computer import keep_memory_private
keep_memory_private()
print(ctypes.CDLL(None).prctl(3), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = reed(tmp_path / "v.rjvault", s1.STORY.begins)
    tell(world, s1.STORY, s1.INTAKE)
    world.leave()
    return world


def run(
    home: Path, *arguments: str | Path, login: str = "imani", said: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program as whoever lives in a home, with their passphrase and more on its input."""
    home.mkdir(exist_ok=True)
    names = {"PATH", "LANG", "PYTHON_KEYRING_BACKEND"}
    kept = {name: value for name, value in os.environ.items() if name in names}
    return subprocess.run(
        [sys.executable, "-m", "rjdesk", *arguments, "--login", login],
        env={**kept, "HOME": str(home), "PYTHONPATH": str(TOP)},
        input=f"{PASSPHRASE.format(login)}\n{said}",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_vault_is_examined_backed_up_and_put_back(world: World, tmp_path: Path) -> None:
    home, bare, stick = tmp_path / "home", tmp_path / "bare", tmp_path / "stick"
    stick.mkdir()
    assert world.folder is not None
    found = run(home, "check", world.folder)
    assert (found.returncode, found.stderr) == (0, "")
    assert "as it was recorded" in found.stdout

    made = run(home, "backup", world.folder, stick)
    assert made.returncode == 0, made.stderr
    (file,) = stick.iterdir()
    assert made.stdout == f"{file}\n"
    (known,) = world.desk("imani").coalition.backups
    assert (known.folder, known.file) == (str(stick), file.name)
    world.leave()

    place = tmp_path / "again.rjvault"
    no = run(bare, "restore", file, place, said="no\n")
    assert no.returncode == 2
    assert "Cases: 1, of which you can open 1." in no.stdout
    assert not place.exists()
    yes = run(bare, "restore", file, place, said="yes\n")
    assert yes.returncode == 0, yes.stderr
    assert (place / NAME).is_file()
    told = run(bare, "check", place)
    assert told.returncode == 1
    assert "put back from a backup" in told.stdout
    assert "Traceback" not in told.stderr


def test_what_is_wrong_is_a_sentence(world: World, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert world.folder is not None
    for arguments in (
        ("check", tmp_path / "nowhere"),
        ("check", world.folder, "--login"),
        ("backup", world.folder, tmp_path / "nowhere"),
        ("restore", world.folder / NAME, tmp_path / "again.rjvault"),
    ):
        wrong = "ewa" if arguments[-1] == "--login" else "imani"
        given = [each for each in arguments if each != "--login"]
        done = subprocess.run(
            [sys.executable, "-m", "rjdesk", *given, "--login", wrong],
            env={
                "HOME": str(home),
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(TOP),
                "PYTHON_KEYRING_BACKEND": os.environ["PYTHON_KEYRING_BACKEND"],
            },
            input=f"{PASSPHRASE.format('imani')}\n",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.strip().endswith(".")
        assert "Traceback" not in done.stderr
        assert not list(tmp_path.glob("*again*"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone says so")
def test_nobody_else_reads_the_memory_of_the_program_and_none_is_dumped() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PRIVATE],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "0 0 0\n"
