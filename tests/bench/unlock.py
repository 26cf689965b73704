"""Unlock: from Enter to the list of cases painted, over the bare derivation of the key.

Each time in a fresh process, as it happens to people: what is imported then counts too.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.measure import Figure, Plan, above, in_a_process, in_turns, median

CASES = 500


def figures(plan: Plan) -> list[Figure]:
    """Measure with 500 cases and the derivation that vaults really have (256 MiB)."""
    vault = plan.scratch / "unlock.rjvault"
    in_a_process("building", str(vault), "--cases", str(CASES), "--default-cost")
    today, cases, derivation = unlocking(vault, plan.repeats(11))
    against = "Argon2id alone, 256 MiB"
    return [
        Figure(f"unlock to Today, {CASES} cases", today, "ms", derivation, against, above(80)),
        Figure(f"unlock to case list, {CASES} cases", cases, "ms", derivation, against, above(150)),
    ]


def unlocking(vault: Path, repeats: int) -> tuple[float, float, float]:
    """Return (ms) how long it takes to Today, to the list of cases, and to derive alone.

    The last is a median, and the others are longer by the median of what each was longer by: the
    derivation swims by more than what is asked about.
    """
    taken: list[dict[str, float]] = []

    def run() -> float:
        taken.append(in_a_process("unlock_window", str(vault))[1])
        return taken[-1]["cases"]

    in_turns(repeats, run)
    counted = taken[1:]
    derivation = median([told["derivation"] for told in counted])
    today, cases = (
        derivation + median([told[what] - told["derivation"] for told in counted])
        for what in ("today", "cases")
    )
    return today, cases, derivation
