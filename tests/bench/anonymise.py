"""Anonymising: how much is found, kept, shown and asked, and what of hidden names escapes.

The unseen sets come first, each by itself; beside them stands Presidio, handed the same roster.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.gate import Gate, Leaving
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.desk.roster import Person, Roster
from tests.anonymise.names_of_the_world import FAMILY, GIVEN
from tests.anonymise.names_that_are_words import FAMILY_WORDS, GIVEN_WORDS, HIDDEN
from tests.anonymise.redrawing import redrawn
from tests.anonymise.reviewing import alarms, finished
from tests.anonymise.scoring import OPEN, UNSEEN, Marked, Score, marked, public, score
from tests.bench.measure import (
    TOP,
    Figure,
    Goal,
    Plan,
    at_least,
    at_most,
    in_turns,
    median,
    milliseconds,
    times,
)
from tests.bench.presidio import presidio

FORTY = 40
DRAWS = 3
FEW_ESCAPE = 49 / 1046
"""Of hidden names, so many escaped a prototype of the second reader."""
LEAST = {
    "direct": ("direct identifiers replaced", 98.5),
    "facilitators": ("facilitators kept", 100.0),
    "quasi, shown": ("quasi-identifiers shown", 92.0),
    "ordinary words": ("names that are words, kept as words", None),
    "name, exact": ("names, exact and nicknames", None),
    "name, variant": ("names, misspelt", None),
    "name, initial": ("names, initials", None),
    "name, unknown": ("people on no roster", None),
}
MOST = {
    "texts with a direct leak": ("texts with a leak, replaced", 8.0),
    "texts with a direct leak after review": ("texts with a leak, after review", 3.0),
    "replaced by mistake": ("replaced by mistake", 0.5),
    "read by sentence": ("words read by sentence", None),
}
PEER = ("direct", "facilitators", "quasi, shown", "texts with a direct leak", "replaced by mistake")


def figures(plan: Plan) -> list[Figure]:
    """Score the unseen reflections, the open ones, redrawn names, public text and attacks."""
    lexicon = Lexicon(TOP / "resources" / "lexicon")
    finder = Finder(lexicon)
    gate = Gate(finder)
    found: list[Figure] = []
    for name in UNSEEN:
        found += [*_of(name, marked(name), finder, gate), *_of_the_peer(name, marked(name), plan)]
    for name in OPEN:
        found += _of(name, marked(name), finder, gate)
    draws = [each for seed in range(DRAWS) for each in redrawn(marked("fourth", "fifth"), seed)]
    found += _of("redrawn", draws, finder, gate)
    strangers = _scored(finder, public()).percent("name, unknown")
    found.append(_figure("public text: people on no roster", strangers, at_least(80.0)))
    return [*found, *_escapes(gate), *_times(plan), _unbroken(gate, plan)]


def _scored(finder: Finder, golds: list[Marked]) -> Score:
    return score(golds, finder.find_all([gold.reflection for gold in golds]))


def _of(group: str, golds: list[Marked], finder: Finder, gate: Gate) -> Iterator[Figure]:
    spans = finder.find_all([gold.reflection for gold in golds])
    result = score(golds, spans)
    for key, (name, least) in LEAST.items():
        goal = at_least(least) if least is not None else None
        yield _figure(f"{group}: {name}", result.percent(key), goal)
    for key, (name, most) in MOST.items():
        goal = at_most(most, "%") if most is not None else None
        yield _figure(f"{group}: {name}", result.percent(key), goal)
    asked = result.each("questions")
    yield Figure(f"{group}: questions", asked, "a text", 3.0, "what is wanted", at_most(3.0, ""))
    held = [
        leak
        for gold, found in zip(golds, spans, strict=True)
        for leak in alarms(gold, finished(gold, found, finder.lexicon), gate)
    ]
    each = len(held) / len(golds)
    yield Figure(f"{group}: alarms", each, "a text", 0.2, "what is wanted", at_most(0.2, ""))


def _figure(name: str, value: float, goal: Goal | None) -> Figure:
    return Figure(name, value, "%", 100.0, "all of them", goal)


def _of_the_peer(group: str, golds: list[Marked], plan: Plan) -> Iterator[Figure]:
    """Yield what Presidio makes of the same texts; nothing where it cannot be had."""
    spans = presidio([gold.reflection for gold in golds], plan.scratch)
    if spans is None:
        return
    result = score(golds, spans)
    for key in PEER:
        name = {**LEAST, **MOST}[key][0]
        yield _figure(f"{group}, Presidio: {name}", result.percent(key), None)


def _escapes(gate: Gate) -> Iterator[Figure]:
    """Yield how many hidden names the gate does not see, by kind and in all."""
    people = [
        Person(name=f"{first} {last}")
        for first, last in zip(
            (*GIVEN_WORDS[::2], *GIVEN[::8]), (*FAMILY_WORDS[::2], *FAMILY[::8]), strict=False
        )
    ]
    tried = escaped = 0
    for how, hide in HIDDEN.items():
        missed = 0
        for person in people:
            text = f"Then {hide(person.name.split()[0])} said so."
            missed += gate.check(Leaving(text=text), Roster(parties=(person,))) == ()
        tried, escaped = tried + len(people), escaped + missed
        yield Figure(f"escapes: {how}", missed, "names", len(people), "names tried")
    yield Figure(
        "escapes, all", escaped, "names", tried, "names tried", at_most(49 / 1046 * tried, "")
    )


def _times(plan: Plan) -> list[Figure]:
    """Measure forty reflections as a whole process, as the command line does it."""
    source = plan.scratch / "forty.jsonl"
    reflections = TOP / "tests" / "anonymise" / "reflections"
    lines = [
        line
        for name in OPEN
        for line in (reflections / f"{name}.jsonl").read_text("utf-8").splitlines(keepends=True)
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


def _unbroken(gate: Gate, plan: Plan) -> Figure:
    """Measure how the gate grows over text without a blank, four times as long.

    It may take twice that, as machines are; what grows by the square takes sixteen times as long.
    """
    roster = Roster(parties=(Person(name="Grace Park"), Person(name="Cole Brandvold")))
    short, long = (Leaving(text="abcdefghij" * n) for n in (1_000, 4_000))
    shorter, longer = map(
        median,
        in_turns(
            plan.repeats(5),
            lambda: milliseconds(lambda: gate.check(short, roster)),
            lambda: milliseconds(lambda: gate.check(long, roster)),
        ),
    )
    name = "the gate, 40,000 letters without a blank"
    return Figure(name, longer, "ms", shorter, "10,000 letters", times(8))


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=TOP, check=True)
