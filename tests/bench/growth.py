"""Growth: the list while one vault grows tenfold, and tenfold again.

The floor of each figure is the same figure with a tenth of the cases: showing the list may not
take longer at all. How unlocking and recording grow is measured with the vault.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.measure import FLAT, Figure, Plan, in_a_process, times
from tests.bench.sizes import grew, grown


def figures(plan: Plan) -> list[Figure]:
    """Measure at each size; the processes measured have nothing of this one."""
    taken = [(size, listed(plan, folder)) for size, folder in grown(plan)]
    return [
        grew("list painted", times(FLAT), before, after)
        for before, after in zip(taken[:1] + taken, taken, strict=False)
    ]


def listed(plan: Plan, folder: Path) -> float:
    """Return how long (ms) it takes to paint the list of a vault."""
    copy = plan.scratch / "listed.rjvault"
    shutil.copytree(folder, copy)
    found: float = in_a_process("list_window", str(copy), str(plan.repeats(9)))[1]["list"]
    shutil.rmtree(copy)
    return found
