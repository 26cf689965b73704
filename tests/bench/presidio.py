"""Presidio beside the room: the same texts, with everybody on the roster handed to it.

It lives in an environment of its own, made from ``packaging/bench-peers.txt`` for one run, for
nobody else needs it. Where that cannot be made there are no figures of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.reflections import Reflection
from rjdesk.anonymise.spans import Action, Kind, Span
from tests.bench.measure import TOP

PEER = Path(__file__).with_name("presidio_peer.py")
PINNED = TOP / "packaging" / "bench-peers.txt"


def presidio(reflections: Sequence[Reflection], scratch: Path) -> list[tuple[Span, ...]] | None:
    """Return what Presidio would take out of each text, or None where it is not to be had."""
    python = _environment(scratch)
    if python is None:
        return None
    lines = b"\n".join(msgspec.json.encode(each) for each in reflections)
    done = subprocess.run([python, PEER], input=lines, capture_output=True, check=True)
    return [tuple(map(_span, json.loads(line))) for line in done.stdout.splitlines()]


def _span(found: list[int]) -> Span:
    start, end = found
    return Span(
        start=start, end=end, kind=Kind.NAME, action=Action.REPLACE, evidence=Evidence.LISTED_NAME
    )


@cache
def _environment(scratch: Path) -> Path | None:
    """Make the environment once a run, and return its Python."""
    home = scratch / "peers"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "-r",
        PINNED,
    ]
    done = subprocess.run(install, capture_output=True, check=False)
    if done.returncode:
        print("Presidio cannot be installed here; it is left out.", file=sys.stderr)
        return None
    return python
