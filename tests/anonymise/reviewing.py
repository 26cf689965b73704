"""A reviewer who knows what people marked: decides about each question, and reads no further.

What they were never shown they do not see, so it leaves; what the gate then holds back without
need is an alarm.
"""

from __future__ import annotations

import re

import msgspec

from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.gate import Gate, Leak, Leaving
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind, Span
from tests.anonymise.scoring import Marked

_WORD = re.compile(r"[^\W_]+")


def undecided(spans: tuple[Span, ...]) -> list[Span]:
    """Return what a person has to decide about: every highlight, and every pronoun that changes."""
    return [
        span
        for span in spans
        if not span.decided and (span.action is Action.HIGHLIGHT or span.kind is Kind.PRONOUN)
    ]


def decided(gold: Marked, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans as the reviewer decides: what people marked goes, the rest stays."""
    marked = [each for each in gold.spans if each["tier"] in {"direct", "quasi"}]

    def decision(span: Span) -> Span:
        if span.action is Action.KEEP:
            return span
        goes = any(m["start"] < span.end and span.start < m["end"] for m in marked)
        action = Action.REPLACE if goes else Action.KEEP
        return msgspec.structs.replace(span, action=action, decided=True)

    return tuple(map(decision, spans))


def finished(gold: Marked, spans: tuple[Span, ...], lexicon: Lexicon) -> Leaving:
    """Return what leaves once everything was decided."""
    roster, text = gold.reflection.roster, gold.reflection.text
    done = decided(gold, spans)
    replaced = replace(text, done, Labels(lexicon.labels, roster, done, export="one"))
    stays = [piece for piece in replaced.pieces if piece.span.decided]
    kept = [piece for piece in stays if piece.span.action is Action.KEEP]
    words = {
        fold_word(replaced.text[piece.start : piece.end])
        for piece in kept
        if piece.span.kind is Kind.NAME
    }
    return Leaving(
        text=replaced.text,
        kept=tuple((piece.start, piece.end) for piece in kept),
        words=frozenset(words),
    )


def alarms(gold: Marked, leaving: Leaving, gate: Gate) -> list[Leak]:
    """Return what the gate holds back of a finished text without anybody being named."""
    named = {
        word.lower()
        for each in gold.spans
        if each["tier"] == "direct"
        for word in _WORD.findall(fold_word(each["text"]))
    }
    leaks = gate.check(leaving, gold.reflection.roster)
    return [
        leak
        for leak in leaks
        if named.isdisjoint(_WORD.findall(fold_word(leaving.text[leak.start : leak.end])))
    ]
