"""Whatever bytes of a vault are damaged, it refuses or tells, and shows nothing that was not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rjdesk.process.kernel.event import SignedEvent
from rjdesk.rehearsal import two_parties as s1
from tests.vault.damage import FAULTS, HEADER_SHORT, SHORT, WAYS, Bench, table
from tests.vault.lives import CASE, IMANI


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_file_refuses_or_tells_or_is_needed_by_nobody(way: str, bench: Bench) -> None:
    results = [bench.damage(way, seed) for seed in range(SHORT // len(WAYS))]
    assert [each for each in results if each.outcome in FAULTS] == [], "\n".join(table(results))
    assert {each.outcome for each in results} & {"refused", "told"}


def test_no_bit_of_the_header_is_another_without_being_told(bench: Bench) -> None:
    bits = random.Random(0).sample(range(bench.header_bits), HEADER_SHORT)
    assert {each.outcome for each in bench.headers(iter(bits))} == {"refused"}


def test_what_is_shown_otherwise_without_a_word_is_seen(bench: Bench, tmp_path: Path) -> None:
    home = bench.home.copied(tmp_path / "home")
    with home.sits("imani") as vault:
        vault.append(CASE, [SignedEvent(s1.COLE_NAMED, IMANI)])
    assert bench.outcome_of(home, "priya")[0] == "silent"
