"""Start: from the birth of the process to the unlock screen painted, and the memory it takes."""

from __future__ import annotations

from tests.bench.measure import Figure, Plan, in_a_process, in_turns, median, times

AGAINST = "a window with a label, a field and a button"


def figures(plan: Plan) -> list[Figure]:
    """Measure whole processes, the two kinds in turns."""
    vault = plan.scratch / "start.rjvault"
    in_a_process("building", str(vault))
    taken: dict[str, list[dict[str, float]]] = {"program": [], "minimal": []}

    def run(kind: str, *arguments: str) -> float:
        start, told = in_a_process("start_window", *arguments)
        told["time"] = 1000 * (told["painted"] - start)
        taken[kind].append(told)
        return float(told["time"])

    in_turns(plan.repeats(15), lambda: run("minimal"), lambda: run("program", str(vault)))

    def both(what: str, factor: float = 1) -> tuple[float, float]:
        program, minimal = (
            factor * median([told[what] for told in taken[kind][1:]])
            for kind in ("program", "minimal")
        )
        return program, minimal

    (wall, least), (cpu, least_cpu) = both("time"), both("cpu", 1000)
    (memory, least_memory) = both("memory")
    return [
        Figure("start to unlock screen", wall, "ms", least, AGAINST, times(1.5)),
        Figure("start, processor time", cpu, "ms", least_cpu, AGAINST),
        Figure("start, memory (PSS)", memory, "MB", least_memory, AGAINST, times(1.3)),
    ]
