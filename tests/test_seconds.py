"""The end of a run says where its time went."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_each_group_is_told_with_its_seconds_the_longest_first(
    tmp_path: Path, processes: tuple[str, ...]
) -> None:
    """A fixture's seconds count, and a file that lies in no folder is a group of its own."""
    (tmp_path / "tests" / "slow").mkdir(parents=True)
    (tmp_path / "tests" / "slow" / "test_a.py").write_text(
        "import time, pytest\n"
        "@pytest.fixture\ndef late(): time.sleep(0.6)\n"
        "def test_one(late): pass\n"
    )
    (tmp_path / "tests" / "test_b.py").write_text("def test_two(): pass\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:pytest-qt", "-p", "tests.seconds", *processes],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.partition("seconds by group")[2].splitlines()[1:]
    rows = [line.split() for line in told if line][:2]
    assert [group for _, group in rows] == ["slow", "test_b.py"]
    assert float(rows[0][0]) >= 0.6
