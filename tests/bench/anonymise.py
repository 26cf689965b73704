"""Anonymising: how much is found, kept and shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.lexicon import Lexicon
from tests.anonymise.redrawing import redrawn
from tests.anonymise.scoring import HELD_BACK, OPEN, Marked, Score, marked, public, score
from tests.bench.measure import TOP, Figure, Plan, at_least, at_most, in_turns, median, milliseconds

FORTY = 40
DRAWS = 3
Measure = tuple[str, str, float]

NAMES: tuple[Measure, ...] = (
    ("exact and nickname", "name, exact", 99.0),
    ("exact and nickname, or asked", "name, exact, or asked", 99.0),
    ("misspelt", "name, variant", 95.0),
    ("initials", "name, initial", 95.0),
)
KEPT: tuple[Measure, ...] = (
    ("facilitators kept", "facilitators", 100.0),
    ("ordinary words kept", "ordinary words", 92.0),
    ("quasi-identifiers shown", "quasi, shown", 88.0),
)
MISTAKES: tuple[Measure, ...] = (
    ("replaced by mistake", "replaced by mistake", 0.5),
    ("highlighted only", "highlighted only", 4.0),
)


def figures(plan: Plan) -> list[Figure]:
    """Score the held-back reflections, the open ones, redrawn names and public text."""
    lexicon = Lexicon(TOP / "resources" / "lexicon")
    held_back, open_ones = marked(*HELD_BACK), marked(*OPEN)
    draws = [each for seed in range(DRAWS) for each in redrawn(held_back, seed)]
    interviews = public()
    finder = Finder(lexicon)
    found = []
    for name, golds in (("held back", held_back), ("redrawn", draws), ("open", open_ones)):
        found += _judged(name, _scored(finder, golds))
    strangers = _scored(finder, interviews).percent("name, unknown")
    found.append(_least("public text: people on no roster", strangers, 80.0))
    return [*found, *_times(plan)]


def _scored(finder: Finder, golds: list[Marked]) -> Score:
    return score(golds, finder.find_all([gold.reflection for gold in golds]))


def _judged(group: str, result: Score) -> list[Figure]:
    least = (*NAMES, ("all direct identifiers", "direct", 98.5), *KEPT)
    most = (("texts with a direct leak", "texts with a direct leak", 8.0), *MISTAKES)
    return [
        *(_least(f"{group}: {name}", result.percent(key), limit) for name, key, limit in least),
        *(_most(f"{group}: {name}", result.percent(key), limit) for name, key, limit in most),
    ]


def _least(name: str, value: float, limit: float) -> Figure:
    return Figure(name, value, "%", 100.0, "all that people marked", at_least(limit))


def _most(name: str, value: float, limit: float) -> Figure:
    return Figure(name, value, "%", 100.0, "all words or texts", at_most(limit, "%"))


def _times(plan: Plan) -> list[Figure]:
    """Measure forty reflections as a whole process, as the command line does it."""
    source = plan.scratch / "forty.jsonl"
    lines = [
        line
        for name in OPEN
        for line in _file(name).read_text(encoding="utf-8").splitlines(keepends=True)
    ]
    source.write_text("".join(lines[:FORTY]), encoding="utf-8")

    out = str(plan.scratch / "found.jsonl")
    command = ("-m", "rjdesk", "anonymise", str(source), "--out", out)
    empty, forty = map(
        median,
        in_turns(
            plan.repeats(8),
            lambda: milliseconds(lambda: _run("-c", "pass")),
            lambda: milliseconds(lambda: _run(*command)),
        ),
    )
    return [Figure("40 reflections", forty, "ms", empty, "an empty Python process", at_most(2000))]


def _file(name: str) -> Path:
    return TOP / "tests" / "anonymise" / "reflections" / f"{name}.jsonl"


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=TOP, check=True)
