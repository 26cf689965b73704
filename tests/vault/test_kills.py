"""Whenever a process is killed, nothing that was acknowledged is lost, and nothing is half done."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from rjdesk.vault.database import Database
from tests.scenarios.world import PASSPHRASE
from tests.vault.kills import SHORT, Bench, compared, die_on_call, lived, table
from tests.vault.lives import Home
from tests.vault.seen import look


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("kind", SHORT)
def test_whenever_it_is_killed_all_is_done_or_nothing_and_everybody_opens_the_vault(
    kind: str, bench: Bench
) -> None:
    results = [bench.kill((kind, seed)) for seed in range(SHORT[kind])]
    assert not any(each.bad for each in results), "\n".join(table(results))


def test_what_is_lost_is_seen(bench: Bench, tmp_path: Path) -> None:
    whole = bench.wholes["recording"]
    for acknowledged in (1, 4, len(whole.stages) - 1):
        seen = look(whole.home.copied(tmp_path / str(acknowledged)))
        heading, _ = compared(seen, acknowledged, whole.stages)
        assert heading == "lost"


HALVES = {
    "recusal": "DELETE FROM own WHERE stream IS NOT NULL",
    "destruction": "DELETE FROM blobs",
    "recording": "INSERT INTO slots SELECT stream, epoch, randomblob(16), wrapped FROM slots",
}


@pytest.mark.parametrize("kind", HALVES)
def test_what_is_half_done_is_seen(kind: str, bench: Bench, tmp_path: Path) -> None:
    whole = bench.wholes[kind]
    home = whole.home.copied(tmp_path / "home")
    with home.sits("teodor") as vault:
        vault._database.execute(HALVES[kind])
    assert compared(look(home), 0, whole.stages)[0] in {"half done", "unopened"}


def test_a_program_that_keeps_each_statement_by_itself_is_seen_to_do_things_by_halves(
    bench: Bench, tmp_path: Path
) -> None:
    def without_transactions() -> None:
        Database.transaction = lambda _self: nullcontext()  # type: ignore[method-assign]
        die_on_call("Summaries.keep")

    whole = bench.wholes["recording"]
    left = whole.home.copied(tmp_path / "home")
    done = lived(bench.kinds["recording"], left, without_transactions)
    assert done.killed
    assert compared(look(left), done.acknowledged, whole.stages)[0] == "half done"


def killed(bench: Bench, kind: str, home: Path, function: str, nth: int = 1) -> Home:
    """Return what is left where a life is killed when a function is called for the nth time."""
    left = bench.wholes[kind].home.copied(home)
    assert lived(bench.kinds[kind], left, lambda: die_on_call(function, nth)).killed
    return left


@pytest.mark.parametrize(("kind", "member"), [("enrolment", "ewa"), ("header change", "priya")])
def test_who_was_killed_in_the_first_session_of_new_keys_is_told_of_no_loss(
    kind: str, member: str, bench: Bench, tmp_path: Path
) -> None:
    left = killed(bench, kind, tmp_path / "home", "Session.__init__", 2)
    assert look(left).doubts[member] == ()


def test_who_was_killed_where_nothing_was_noted_of_them_before_is_told_of_no_loss(
    bench: Bench, tmp_path: Path
) -> None:
    left = killed(bench, "recording", tmp_path / "home", "keep_marks")
    assert not any(look(left).doubts.values())


def test_who_was_killed_after_saying_that_a_backup_counts_was_here_before(
    bench: Bench, tmp_path: Path
) -> None:
    left = killed(bench, "restore", tmp_path / "home", "Remembering.say_outside", 2)
    assert look(left).doubts["imani"] == ()


def test_what_a_killed_backup_left_goes_with_the_next(bench: Bench, tmp_path: Path) -> None:
    """Whole as it is, it could be put back, and no list says that it is there."""
    left = killed(bench, "backup", tmp_path / "home", "_read_back")
    assert list(left.stick.glob("*.rjbackup.new"))
    with left.sits("imani", PASSPHRASE.format("imani")) as vault:
        vault.backup_source().write(left.stick)
    assert not list(left.stick.glob("*.rjbackup.new"))
