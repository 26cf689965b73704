"""What is installed must run without the checkout beside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is installed: a wheel of pure Python need only be unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("rjdesk-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def python(installed: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=installed.parent,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def files_below(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["resources", "forms"])
def test_what_lies_beside_the_program_travels_inside_it(installed: Path, folder: str) -> None:
    assert files_below(installed / "rjdesk" / folder) >= files_below(TOP / folder)


def test_the_installed_program_is_the_one_that_runs(installed: Path) -> None:
    where = python(installed, "-c", "import rjdesk; print(rjdesk.__file__)")
    assert Path(where).is_relative_to(installed)


def test_it_brings_a_command_of_its_name(installed: Path) -> None:
    (entry_points,) = installed.glob("rjdesk-*.dist-info/entry_points.txt")
    assert "rjdesk = rjdesk.__main__:main" in entry_points.read_text(encoding="utf-8")


def test_the_tests_and_the_tools_stay_at_home(installed: Path) -> None:
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top == {"rjdesk"}
