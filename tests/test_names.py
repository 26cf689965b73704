"""A word means one thing in the whole program: no two public classes bear the same name."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "rjdesk"

ALLOWED = {
    "Action": "what an agreement holds, and what is done with a span of text",
    "Kind": "of a span of text, and of a field; each beside its own noun",
    "Person": "of a case, and of the roster that a reflection is read with",
    "Reflection": "as two people write it, and as it is read before it leaves",
}
"""Names that two rooms may share, since they never meet, and what they stand for."""


def classes() -> dict[str, set[str]]:
    """Return where each public class is declared."""
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].add(path.relative_to(PACKAGE).as_posix())
    return found


def test_no_two_classes_bear_one_name() -> None:
    twice = {name: sorted(paths) for name, paths in classes().items() if len(paths) > 1}
    assert {name: twice[name] for name in twice if name not in ALLOWED} == {}
    assert set(ALLOWED) <= set(twice), "a name that nobody shares any more needs no leave"
