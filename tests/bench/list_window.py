"""The list of cases in a process of its own: prints the median (ms) of the list painted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rjdesk.screens.kit.page import Route
from tests.bench.building import desk_of, unlocked
from tests.bench.measure import in_turns, median, milliseconds
from tests.bench.screens import Screen


def main(folder: Path, repeats: int) -> None:
    """Unlock once, and go to the list again and again, each time as if for the first time."""
    with unlocked(folder) as vault:
        screen = Screen(folder)

        def first_time() -> float:
            screen.begin(desk_of(vault))
            return milliseconds(lambda: screen.go(Route("cases")))

        (taken,) = in_turns(repeats, first_time)
    print(json.dumps({"list": median(taken)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
