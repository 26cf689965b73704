"""Whenever the power goes, what was acknowledged is on the disk, and nothing is half done."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.vault.disk import Disk
from tests.vault.kills import table
from tests.vault.lives import Home
from tests.vault.making import contents
from tests.vault.power_cuts import BY_NAME, LYING, SHORT, Bench, tasks_of
from tests.vault.seen import look


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    if shutil.which("strace") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("missing: strace")
    return Bench(tmp_path_factory.mktemp("cuts").resolve())


@pytest.mark.parametrize("kind", BY_NAME)
def test_whenever_the_power_goes_what_returned_is_there_and_nothing_is_half_done(
    kind: str, bench: Bench
) -> None:
    results = [bench.cut(task) for task in tasks_of(SHORT) if task[0] == kind]
    assert not any(each.bad for each in results), "\n".join(table(results, what="cuts"))


def test_a_disk_that_says_it_synced_and_did_not_loses_something(bench: Bench) -> None:
    bad = {bench.cut(("recording", seed, False)).bad for seed in range(LYING)}
    assert bad & {"lost", "unopened", "half done"}


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_recorder_sees_every_byte_that_changes(kind: str, bench: Bench, tmp_path: Path) -> None:
    recording = bench.recordings[kind]
    disk = Disk(recording.home.top)
    for step in recording.steps:
        disk.do(step)
    disk.sync_all()
    disk.cut(None, tmp_path / "home")
    assert contents(tmp_path / "home") == recording.ended
    assert recording.ended != contents(recording.home.top)


def test_the_database_is_synced_before_its_journal_is_let_go(bench: Bench) -> None:
    steps = bench.recordings["destruction"].steps
    told = [
        (step.what, Path(step.path).name) for step in steps if step.what in {"sync", "truncate"}
    ]
    let_go = [n for n, each in enumerate(told) if each == ("truncate", "vault-1.db-journal")]
    assert let_go
    assert {told[n - 1] for n in let_go} == {("sync", "vault-1.db")}
    assert {told[n + 1] for n in let_go} == {("sync", "vault-1.db-journal")}


def test_what_was_noted_outside_the_vault_for_the_first_time_is_there_after_a_power_cut(
    bench: Bench, tmp_path: Path
) -> None:
    recording = bench.recordings["recording"]
    disk = Disk(recording.home.top)
    for step in recording.steps:
        disk.do(step)
    disk.cut(None, tmp_path / "home")
    assert not any(look(Home(tmp_path / "home")).doubts.values())
