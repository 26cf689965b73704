"""What every figure is made with: goals, medians, turns taken in fairness, and the table."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

TOP = Path(__file__).parents[2]
FLAT = 1.5
"""What still counts as flat when there are ten times as many: less is noise."""


PATIENCE = 60.0
"""Seconds after which a measure is not repeated any more."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted of a figure: ``text`` is shown, ``holds`` judges value and floor."""

    text: str
    holds: Callable[[float, float], bool]


def at_least(limit: float, unit: str = "%") -> Goal:
    """Want at least so much, whatever the floor."""
    return Goal(f">= {limit:g} {unit}", lambda value, _floor: value >= limit)


def times(limit: float) -> Goal:
    """Want at most so many times the floor."""
    return Goal(f"<= {limit:g}x", lambda value, floor: value <= limit * floor)


def above(limit: float, unit: str = "ms") -> Goal:
    """Want at most so much more than the floor."""
    return Goal(f"<= +{limit:g} {unit}", lambda value, floor: value - floor <= limit)


def at_most(limit: float, unit: str = "ms") -> Goal:
    """Want at most so much, whatever the floor."""
    return Goal(f"<= {limit:g} {unit}", lambda value, _floor: value <= limit)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside its floor; ``against`` says what the floor is."""

    name: str
    value: float
    unit: str
    floor: float
    against: str
    goal: Goal | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor the value is."""
        return self.value / self.floor if self.floor else float("inf")

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None else self.goal.holds(self.value, self.floor)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: ``scratch`` is an empty folder that is thrown away afterwards."""

    quick: bool
    scratch: Path

    def repeats(self, usual: int) -> int:
        """Return how often to repeat."""
        return max(3, usual // 4) if self.quick else usual


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that one in twenty exceeds."""
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


def in_turns(repeats: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Take several measures in turns, so that a busy moment falls on all of them.

    The first turn warms up and is not counted. What takes very long is taken less often.
    """
    found: list[list[float]] = [[] for _ in measures]
    end = perf_counter() + PATIENCE
    for turn in range(repeats + 1):
        if turn > 1 and perf_counter() > end:
            break
        for measure, values in zip(measures, found, strict=True):
            value = measure()
            if turn:
                values.append(value)
    return found


def in_a_process(module: str, *arguments: str) -> tuple[float, dict[str, Any]]:
    """Run a module of this package in a process of its own.

    Returns when it was started, on the clock that all processes share, and what it printed.
    """
    command = [sys.executable, "-m", f"{__package__}.{module}", *arguments]
    start = perf_counter()
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return start, told


def lines_of_a_process(module: str, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    """Run a module of this package, which may come to a bad end; return its lines and its code."""
    command = [sys.executable, "-m", f"{__package__}.{module}", *arguments]
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def prepare_environment(scratch: Path) -> None:
    """Make this process, and those it starts, run as on the computer of somebody who works.

    Without a display unless one was chosen, and with modules compiled once and not each time.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(scratch / "compiled")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a plain table."""
    rows = [("name", "value", "floor", "ratio", "goal", "met", "the floor is")]
    rows += [
        (
            figure.name,
            f"{figure.value:.1f} {figure.unit}",
            f"{figure.floor:.1f} {figure.unit}",
            f"{figure.ratio:.2f}x",
            figure.goal.text if figure.goal else "",
            {True: "yes", False: "NO", None: ""}[figure.met],
            figure.against,
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        left, *numbers, last = row
        *middle, met = numbers
        cells = [left.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(middle, widths[1:], strict=False)]
        lines.append("  ".join([*cells, met.ljust(widths[-2]), last]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def as_json(figures: Sequence[Figure]) -> str:
    """Return the figures by name."""
    return json.dumps(
        {
            figure.name: {
                "value": round(figure.value, 3),
                "unit": figure.unit,
                "floor": round(figure.floor, 3),
                "against": figure.against,
                "ratio": round(figure.ratio, 3),
                "goal": figure.goal.text if figure.goal else None,
                "met": figure.met,
            }
            for figure in figures
        },
        indent=2,
    )
