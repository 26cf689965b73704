"""Measure: ``./dev bench [--json FILE] [--quick] [--only GROUP]``.

Nothing here passes or fails: the figures are for people, who know what else the machine did.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Figure, Plan, as_json, prepare_environment, table

# What measures whole processes comes first, while this one has not loaded Qt: pages that two
# processes share would count half for each.
GROUPS = ("start", "unlock", "record", "vault", "screens", "paper", "anonymise", "growth")


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, nothing of 10,000")
    parser.add_argument("--only", choices=GROUPS, action="append", help="only this group")
    options = parser.parse_args()
    groups = options.only or [
        group for group in GROUPS if not (options.quick and group == "growth")
    ]
    figures: list[Figure] = []
    try:
        with tempfile.TemporaryDirectory(prefix="rjdesk-bench-") as scratch:
            prepare_environment(Path(scratch))
            plan = Plan(quick=options.quick, scratch=Path(scratch))
            for group in groups:
                print(f"measuring: {group}", file=sys.stderr)
                figures += importlib.import_module(f"tests.bench.{group}").figures(plan)
    finally:
        # Also when a later group fails: a quarter of an hour was spent on the others.
        tell(figures, options.json)


def tell(figures: list[Figure], file: Path | None) -> None:
    """Print the figures, and keep them in a file where one was named."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    shown = os.environ["QT_QPA_PLATFORM"]
    print(f"Qt platform {shown}, Python {platform.python_version()}, {os.cpu_count()} CPUs{load}\n")
    print(table(figures))
    if file is not None:
        file.write_text(as_json(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
