"""./dev is the first thing a developer types."""

import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOP / "dev", *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", ["run", "tour", "test", "check", "bench", "lock"])
def test_without_a_word_it_explains_every_verb(verb: str) -> None:
    done = dev()
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith(f"  {verb} ")]


def test_it_refuses_a_word_it_does_not_know() -> None:
    done = dev("dance")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "./dev VERB" in done.stderr


def test_each_library_names_its_package_and_when_it_is_needed() -> None:
    lines = (TOP / "packaging" / "debian-libraries.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    assert {len(row) for row in rows} == {3}
    assert {when for when, _, _ in rows} == {"always", "x11", "wayland"}
    assert [library for _, _, library in rows if ".so." not in library] == []


def test_each_tool_of_a_test_names_its_package() -> None:
    lines = (TOP / "packaging" / "debian-test-tools.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    assert {len(row) for row in rows} == {3}
    assert {what for what, _, _ in rows} == {"windows", "keyring", "paper", "power"}
