"""How well marked-up reflections are anonymised: what people marked against what was found.

A marked span counts as masked when each of its telling words lies within what is replaced, as
shown when one of them lies within what is replaced or highlighted. A facilitator and an
ordinary word count as kept when none of their letters is replaced. A courtesy title before a
name goes with it on purpose, and is not counted as a word that was replaced by mistake.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.reflections import Reflection, read_reflection
from rjdesk.anonymise.spans import Action, Kind, Span

HERE = Path(__file__).parent
OPEN = (
    *("campus", "community", "third", "fourth", "fifth", "south", "north", "east"),
    *("aotearoa", "kenya", "ireland", "jamaica", "ghana", "australia"),
)
"""The reflections that were looked at while the room was built."""

UNSEEN = ("chicago", "lahore", "gdansk")
"""Those that were first measured before anybody looked at one: three sets of 30 texts, each of
other lands and genres, by writers who knew nothing of the room. What is built after a measuring
has seen them; the next measuring wants new ones."""

ASKED = {Kind.NAME, Kind.NUMBER, Kind.PHONE, Kind.HANDLE, Kind.CASE, Kind.EMAIL}
"""Of these a highlight is a question; of what may single somebody out it is something to read."""

_WORD = re.compile(r"[^\W_]+")
_FUNCTION = {
    *("a", "an", "the", "of", "on", "in", "at", "to", "for", "by", "with", "from", "and", "or"),
    *("who", "whom", "whose", "that", "which", "as", "is", "was", "be", "been", "are", "were"),
    *("has", "have", "had", "his", "her", "hers", "their", "theirs", "its", "my", "our", "your"),
    *("he", "she", "they", "it", "this", "these", "those", "s", "t", "so", "when", "than", "one"),
    *("other", "mr", "ms", "mrs", "dr", "prof", "professor"),
}
_TITLES = Lexicon(HERE.parents[1] / "resources" / "lexicon").phrasing.titles | {"mdm", "mme"}
_PRONOUNS = {
    *("he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "himself"),
    *("herself", "themself", "themselves", "xe", "xem", "xyr", "ze", "hir"),
}


@dataclass(frozen=True)
class Marked:
    """A reflection as people marked it; ``spans`` are as in the file."""

    reflection: Reflection
    spans: Sequence[dict[str, Any]]


@dataclass
class Score:
    """Counts of what was right, and of how many, by measure."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    of: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def count(self, measure: str, *, hit: bool) -> None:
        """Count one more."""
        self.right[measure] += hit
        self.of[measure] += 1

    def add(self, measure: str, amount: int) -> None:
        """Add what one more text has of something."""
        self.right[measure] += amount
        self.of[measure] += 1

    def each(self, measure: str) -> float:
        """Return how many a text has."""
        return self.right[measure] / self.of[measure] if self.of[measure] else 0.0

    def percent(self, measure: str) -> float:
        """Return how many in a hundred; a measure without any is perfect."""
        return 100 * self.right[measure] / self.of[measure] if self.of[measure] else 100.0


def marked(*names: str) -> list[Marked]:
    """Read files of marked reflections by name."""
    lines = [
        line
        for name in names
        for line in (HERE / "reflections" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [Marked(read_reflection(line), json.loads(line)["spans"]) for line in lines]


def public() -> list[Marked]:
    """Read public interviews in which the people are marked; nobody is on a roster."""
    file = HERE / "public" / "wikinews-interviews.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Marked(read_reflection(line), json.loads(line)["spans"]) for line in lines]


def score(golds: Sequence[Marked], found: Sequence[Sequence[Span]]) -> Score:
    """Compare what was found with what people marked."""
    total = Score()
    for gold, spans in zip(golds, found, strict=True):
        text = gold.reflection.text
        replaced = _covered(text, (span for span in spans if span.action is Action.REPLACE))
        shown = _covered(text, (span for span in spans if span.action is not Action.KEEP))
        asked = _covered(text, (span for span in spans if span.evidence is Evidence.SHARED_NAME))
        leaks = sum(not _count(total, text, span, (replaced, shown, asked)) for span in gold.spans)
        total.count("texts with a direct leak", hit=leaks > 0)
        unseen = sum(not _is_shown(text, span, shown) for span in gold.spans)
        total.count("texts with a direct leak after review", hit=unseen > 0)
        total.add("questions", len(set(_questions(text, spans))))
        found = _covered(text, (s for s in spans if s.evidence is not Evidence.NOWHERE_ELSE))
        _count_unmarked(total, gold, replaced, found)
        _count_read(total, text, spans)
    return total


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    covered = bytearray(len(text))
    for span in spans:
        if span.kind is not Kind.PRONOUN:
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _count(total: Score, text: str, span: dict[str, Any], covers: tuple[bytearray, ...]) -> bool:
    """Count one marked span; return False when somebody's name or number was left.

    ``covers`` says of each letter whether it is replaced, shown, or asked about.
    """
    replaced, shown, asked = covers
    start, end, kind, tier = (span[key] for key in ("start", "end", "type", "tier"))
    every = [(start + a.start(), start + a.end()) for a in _WORD.finditer(text[start:end])]
    telling = [(a, b) for a, b in every if text[a:b].lower() not in _FUNCTION] or every
    masked = all(all(replaced[a:b]) for a, b in telling)
    if tier == "direct":
        total.count("direct", hit=masked)
        total.count(f"name, {span['roster']}" if kind == "NAME" else kind, hit=masked)
        if kind == "NAME":
            # A name that a facilitator and a party share is asked about, never guessed.
            settled = masked or any(any(asked[a:b]) for a, b in telling)
            total.count(f"name, {span['roster']}, or asked", hit=settled)
        return masked
    if tier == "quasi":
        total.count("quasi, shown", hit=any(any(shown[a:b]) for a, b in telling))
        total.count("quasi, replaced", hit=masked)
    else:
        untouched = not any(any(replaced[a:b]) for a, b in every)
        total.count("facilitators" if tier == "keep" else "ordinary words", hit=untouched)
    return True


def _is_shown(text: str, span: dict[str, Any], shown: bytearray) -> bool:
    """Say whether a reviewer is shown what names somebody; other marks are shown by themselves."""
    start, end = span["start"], span["end"]
    words = [
        w.span() for w in _WORD.finditer(text, start, end) if w.group().lower() not in _FUNCTION
    ]
    return span["tier"] != "direct" or not words or any(any(shown[a:b]) for a, b in words)


def _questions(text: str, spans: Sequence[Span]) -> Iterator[tuple[Kind, str]]:
    """Yield what a person has to answer: each form of a name or number once, no sentences."""
    for span in spans:
        if span.action is Action.HIGHLIGHT and span.kind in ASKED:
            yield span.kind, fold_word(text[span.start : span.end])


def _count_read(total: Score, text: str, spans: Sequence[Span]) -> None:
    """Count the words that are put to the reader by sentence."""
    read = _covered(text, (s for s in spans if s.evidence is Evidence.NOWHERE_ELSE))
    for word in _WORD.finditer(text):
        total.count("read by sentence", hit=any(read[word.start() : word.end()]))


def _is_title(text: str, word: re.Match[str], inside: bytearray) -> bool:
    """Say whether a word is a courtesy title right before something that is marked."""
    name = re.compile(r"\.?\s").match(text, word.end())
    return word.group().lower() in _TITLES and name is not None and any(inside[name.end() :][:1])


def _count_unmarked(total: Score, gold: Marked, replaced: bytearray, shown: bytearray) -> None:
    text = gold.reflection.text
    inside = bytearray(len(text))
    for span in gold.spans:
        inside[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    for word in _WORD.finditer(text):
        a, b = word.span()
        if any(inside[a:b]) or word.group().lower() in _PRONOUNS or _is_title(text, word, inside):
            continue
        total.count("replaced by mistake", hit=any(replaced[a:b]))
        total.count("highlighted only", hit=any(shown[a:b]) and not any(replaced[a:b]))
