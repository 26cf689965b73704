"""No sentence that is shipped promises what the program cannot do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
COPIES = re.compile(r"\bback(?:ed)?[- ]?ups?\b|\brestor(?:e|es|ed|ing|able)\b", re.IGNORECASE)
"""Words for copies that the program keeps, or for bringing something back from them."""
DESTROYS = re.compile(r"\b(?:destroy|delet|eras|shred)\w*", re.IGNORECASE)
EXAMINES = re.compile(r"\b(?:vault checked|check the vault|examine\w* the vault)\b", re.IGNORECASE)
"""Words for an examination of a whole vault, which nobody can ask the program for."""
ASKED = re.compile(r"\bpolicy (?:asks|counts)\b", re.IGNORECASE)
"""What policy asks of people is no promise of the program."""
NO_PROMISE = re.compile(r"\bother programs?\b|\bnobody\b", re.IGNORECASE)
"""A sentence of foreign programs, or one that says that nobody can."""
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def spoken(tree: ast.Module) -> Iterator[str]:
    """Yield the literals of a module, which a person may read; what is filled in is a gap."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    for node in ast.walk(tree):
        if id(node) in docstrings | inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )


def shipped() -> Iterator[tuple[Path, str]]:
    """Yield every text that is shipped, with the file that holds it."""
    for path in sorted((TOP / "rjdesk").rglob("*.py")):
        for text in spoken(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, text
    for folder in ("resources", "forms"):
        for path in sorted((TOP / folder).rglob("*")):
            if path.suffix in {".toml", ".md"}:
                yield path, path.read_text(encoding="utf-8")


def promises(text: str, what: re.Pattern[str] = COPIES) -> list[str]:
    """Return the sentences of a text that promise a copy, or what else is named."""
    return [
        sentence
        for sentence in SENTENCE.split(text)
        if " " in sentence and what.search(sentence) and not NO_PROMISE.search(sentence)
    ]


def test_no_sentence_promises_a_backup() -> None:
    texts = list(shipped())
    assert any("Caps Lock" in text for _, text in texts)
    found = [(path.relative_to(TOP), said) for path, text in texts for said in promises(text)]
    assert found == []


def test_no_sentence_sends_anybody_to_examine_a_vault_since_nobody_can() -> None:
    found = [(path.name, said) for path, text in shipped() for said in promises(text, EXAMINES)]
    assert found == []


@pytest.mark.parametrize(
    ("code", "promised"),
    [
        ('raise Trouble("It is damaged. " "Open the latest backup.")', True),
        ('x = f"The vault {name} is gone. Restore it from a back-up."', True),
        ('say("Your records were backed up.")', True),
        ('say("Close the other program (a backup or a virus scanner, perhaps).")', False),
        ('say("Several words. Nobody else can know or restore it.")', False),
        ('"""A backup, says a docstring."""', False),
        ('say("Restorative justice")', False),
    ],
)
def test_a_promise_is_told_from_other_words(code: str, *, promised: bool) -> None:
    assert any(promises(text) for text in spoken(ast.parse(code))) == promised


def destructions(text: str) -> list[str]:
    """Return the sentences of a text that tell of records being destroyed by the program."""
    return [
        sentence
        for sentence in SENTENCE.split(text)
        if " " in sentence and DESTROYS.search(sentence) and not ASKED.search(text)
    ]


def test_no_sentence_says_that_the_program_destroys_records_since_it_cannot() -> None:
    rooms = {TOP / "rjdesk" / "screens", TOP / "rjdesk" / "desk", TOP / "forms"}
    rooms |= {TOP / "resources" / "wording"}
    texts = [(path, text) for path, text in shipped() if rooms & set(path.parents)]
    texts += [(TOP / "README.md", line) for line in (TOP / "README.md").read_text().split("\n")]
    assert any(DESTROYS.search(text) and ASKED.search(text) for _, text in texts)
    lines = [(path, line) for path, text in texts for line in text.split("\n")]
    assert [(path.name, said) for path, line in lines for said in destructions(line)] == []


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Records may be destroyed until May.", True),
        ("The records wait for the day they are deleted.", True),
        ("Policy asks that the records be destroyed by May.", False),
    ],
)
def test_a_destruction_is_told_from_what_policy_asks(text: str, *, promised: bool) -> None:
    assert bool(destructions(text)) == promised
