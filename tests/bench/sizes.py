"""Vaults of a hundred, a thousand and ten thousand cases, built once for all who measure growth.

The larger ones grow out of the smaller. Nobody writes in them: whoever would takes a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.building import fill, found, unlocked
from tests.bench.measure import Figure, Goal, Plan

SIZES = (100, 1_000, 10_000)
FEW = 2
"""How many of the sizes are measured where it is to go quickly."""
ENOUGH = 900.0
"""Seconds of building after which the last size is given up."""


def grown(plan: Plan) -> Iterator[tuple[int, Path]]:
    """Yield each size with the folder of a vault of so many cases."""
    before, pace = 0, 0.0
    former: Path | None = None
    for size in SIZES[:FEW] if plan.quick else SIZES:
        folder = plan.scratch / f"{size}.rjvault"
        if not folder.exists():
            if pace * (size - before) > ENOUGH:
                print(f"growth stops before {size:,} cases, which would take too long to write")
                return
            pace = _built(folder, former, size - before, seed=size)
        before, former = size, folder
        yield size, folder


def _built(folder: Path, former: Path | None, more: int, *, seed: int) -> float:
    """Make a vault of a former one and so many more cases; return the seconds that each took."""
    start = perf_counter()
    if former is None:
        found(folder).close()
    else:
        shutil.copytree(former, folder)
    with unlocked(folder) as vault:
        fill(vault, more, seed=seed)
    return (perf_counter() - start) / more


def grew(
    name: str, goal: Goal, before: tuple[int, float], after: tuple[int, float], unit: str = "ms"
) -> Figure:
    """Return the figure of a size beside the same figure of the size before it.

    Both are given as the number of cases and the value. The smallest has no other beside it.
    """
    less, floor = before
    size, value = after
    against = f"the same with {less:,} cases"
    return Figure(
        f"{name}, {size:,} cases", value, unit, floor, against, goal if less < size else None
    )
