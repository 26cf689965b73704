"""Nothing is sent: a program that may open no socket reads, marks and guards all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
NO_SOCKET = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"A socket was wanted: {event}")

sys.addaudithook(watch)
"""
READING = """
from itertools import islice
from pathlib import Path

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.gate import Gate, Leaving
from rjdesk.anonymise.label_words import read_label_words
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.reflections import read_reflection

top = Path(sys.argv[1])
lexicon = Lexicon(top / "resources" / "lexicon")
words = read_label_words(top / "resources" / "lexicon" / "labels.en.toml")
lines = (top / "tests" / "anonymise" / "reflections" / "campus.jsonl").read_bytes().splitlines()
reflections = [read_reflection(line) for line in lines[:2]]
finder = Finder(lexicon)
found = finder.find_all(reflections)
for reflection, spans in zip(reflections, found, strict=True):
    labels = Labels(words, reflection.roster, spans, export="first")
    replaced = replace(reflection.text, spans, labels).text
    leaks = Gate(finder).check(Leaving(text=replaced), reflection.roster)
    print(reflection.id, "found", len(spans), "left", len(leaks))
    for span in spans:
        print(span.kind.value, span.action.value, reflection.text[span.start:span.end])
"""
OPENING = """
import socket

socket.create_connection(("127.0.0.1", 9), timeout=1)
print("It was opened.")
"""
NAMING = """
import socket

socket.getaddrinfo("localhost", 80)
print("It was looked up.")
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", NO_SOCKET + program, *arguments],
        cwd=TOP,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_two_reflections_are_read_without_a_socket() -> None:
    ended = run(READING, str(TOP))
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert sum(line.startswith("DA-01-") for line in lines) == 2
    assert any(line.startswith("name replace ") for line in lines)
    assert any(line.startswith("name keep ") for line in lines)


@pytest.mark.parametrize(
    ("program", "event"),
    [(OPENING, "socket.getaddrinfo"), (NAMING, "socket.getaddrinfo")],
)
def test_a_program_under_the_same_watch_that_opens_a_socket_fails(program: str, event: str) -> None:
    ended = run(program)
    assert ended.returncode == 1
    assert f"A socket was wanted: {event}" in ended.stderr
    assert ended.stdout == ""


def test_a_bare_socket_fails_under_the_watch_too() -> None:
    ended = run("import socket\nsocket.socket()\nprint('It was opened.')\n")
    assert ended.returncode == 1
    assert "A socket was wanted: socket.__new__" in ended.stderr
    assert ended.stdout == ""
