"""Growth: list, record and unlock while one vault grows tenfold, and tenfold again.

The floor of each figure is the same figure with a tenth of the cases: reading all cases may
take ten times as long, never more; showing the list and recording may not take longer at all.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from tests.bench.building import fill, found, long_case, unlocked
from tests.bench.measure import FLAT, Figure, Goal, Plan, in_a_process, times
from tests.bench.record import recorded
from tests.bench.unlock import unlocking

SIZES = (100, 1_000, 10_000)
LINEAR = times(10)
ENOUGH = 240.0
"""Seconds of building after which the last size is given up."""


def figures(plan: Plan) -> list[Figure]:
    """Measure one vault at each size; the processes measured have nothing of this one."""
    folder = plan.scratch / "growth.rjvault"
    found(folder).close()
    taken: list[tuple[int, dict[str, float]]] = []
    pace = 0.0
    for size in SIZES:
        more = size - (taken[-1][0] if taken else 0)
        if pace * more > ENOUGH:
            print(f"growth stops before {size:,} cases, which would take too long to write")
            break
        start = perf_counter()
        with unlocked(folder) as vault:
            fill(vault, more, seed=size)
        pace = (perf_counter() - start) / more
        taken.append((size, measured(plan, folder)))
    return [
        _grown(name, unit_goal, before, after)
        for name, unit_goal in WANTED.items()
        for before, after in zip(taken[:1] + taken, taken, strict=False)
    ]


WANTED: dict[str, Goal] = {
    "list painted": times(FLAT),
    "record": times(FLAT),
    "record, disk not waited for": times(FLAT),
    "unlock to Today, beyond the derivation": LINEAR,
    "unlock to case list, beyond the derivation": LINEAR,
}


def measured(plan: Plan, folder: Path) -> dict[str, float]:
    """Return the figures (ms) of a vault as it is now."""
    today, cases, derivation = unlocking(folder, plan.repeats(5))
    listed = in_a_process("list_window", str(folder), str(plan.repeats(9)))[1]["list"]
    with unlocked(folder) as vault:
        case = long_case(vault, 300)
        record, _ = recorded(vault, case, plan.repeats(40))
        vault._database.execute("PRAGMA synchronous=OFF")
        without, _ = recorded(vault, case, plan.repeats(40), "PRAGMA synchronous=OFF")
    return {
        "list painted": listed,
        "record": record,
        "record, disk not waited for": without,
        "unlock to Today, beyond the derivation": today - derivation,
        "unlock to case list, beyond the derivation": cases - derivation,
    }


def _grown(
    name: str, goal: Goal, before: tuple[int, dict[str, float]], after: tuple[int, dict[str, float]]
) -> Figure:
    size, values = after
    less, floor = before
    return Figure(
        f"{name}, {size:,} cases", values[name], "ms", floor[name],
        f"the same with {less:,} cases", goal if less < size else None,
    )  # fmt: skip
