"""The room as the program uses it: texts, rosters and decisions in, what is shown and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from rjdesk.anonymise.deciding import Choice, add, decide, widen
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.gate import Gate, Leak, Leaving, Stretch
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.novel import words_of
from rjdesk.anonymise.pronouns import pronouns, with_pronouns
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.desk.review import (
    PLAIN,
    Decision,
    Departing,
    Fate,
    Leaves,
    Remains,
    Reviewed,
    ReviewPassage,
    Style,
)
from rjdesk.desk.roster import Roster

_FEW_WORDS = 3
_REMEMBERED = 1000
"""So many readings are remembered, more than are ever released together."""

_FATES = {Action.REPLACE: Fate.GOES, Action.KEEP: Fate.STAYS, Action.HIGHLIGHT: Fate.ASKED}


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """Texts of one case, and what was found in each."""

    texts: tuple[str, ...]
    roster: Roster
    found: tuple[tuple[Span, ...], ...]


class RosterAnonymiser:
    """Implements the port of the desk: finds, applies decisions, replaces and guards."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the lists; they are read when they are first needed."""
        self._finder = Finder(Lexicon(folder))
        self._gate = Gate(self._finder)
        self._read_before: dict[bytes, tuple[Remains, ...]] = {}

    def read(
        self, texts: Sequence[str], roster: Roster, elsewhere: Sequence[str] | None = None
    ) -> Read:
        """Read the texts of one case."""
        said = None if elsewhere is None else words_of(elsewhere)
        found = self._finder.find_in_case([(text, roster) for text in texts], said)
        return Read(texts=tuple(texts), roster=roster, found=found)

    def review(
        self,
        read: object,
        decisions: Sequence[Decision] = (),
        *,
        export: str = "",
        style: Style = PLAIN,
    ) -> tuple[Reviewed, ...]:
        """Return the texts as they stand after these decisions, in that style."""
        read = msgspec.convert(read, Read)
        texts, found = read.texts, [*self._in_style(read, style)]
        for decision in decisions:
            own = decision.text
            if not style.they and self._is_of_a_pronoun(decision, texts[own], found[own]):
                continue
            found[own] = _decided(decision, texts[own], found[own])
            if decision.everywhere:
                reads = fold_word(texts[own][decision.start : decision.end])
                for place, text in enumerate(texts):
                    if place != own:
                        found[place] = _alike(decision, reads, text, found[place])
        together = [span for spans in found for span in spans]
        words = self._finder.lexicon.labels
        labels = Labels(words, read.roster, together, export=export, since=style.since)
        pairs = zip(texts, found, strict=True)
        return tuple(self._reviewed(text, spans, labels) for text, spans in pairs)

    def _in_style(self, read: Read, style: Style) -> Iterator[tuple[Span, ...]]:
        for text, spans in zip(read.texts, read.found, strict=True):
            yield with_pronouns(text, spans, self._finder.lexicon) if style.they else spans

    def _is_of_a_pronoun(self, decision: Decision, text: str, spans: Sequence[Span]) -> bool:
        """Say whether a decision was about a pronoun, and pronouns stay as they are now."""
        stretch = (decision.start, decision.end)
        if any(span.stretch == stretch for span in spans):
            return False
        return any(span.stretch == stretch for span in pronouns(text, self._finder.lexicon))

    def _reviewed(self, text: str, spans: Sequence[Span], labels: Labels) -> Reviewed:
        replaced = replace(text, spans, labels)
        sentences = self._finder.lexicon.sentences
        passages = tuple(
            ReviewPassage(
                start=span.start,
                end=span.end,
                fate=_FATES[span.action],
                says=sentences[span.evidence],
                becomes=labels.label(span, text),
                decided=span.decided,
                names=span.kind is Kind.NAME,
            )
            for span in spans
        )
        places = tuple((piece.start, piece.end) for piece in replaced.pieces)
        return Reviewed(text=text, passages=passages, result=replaced.text, places=places)

    def remains(
        self, leaves: Leaves, roster: Roster, others: Sequence[Roster] = ()
    ) -> tuple[Remains, ...]:
        """Return what is left in the texts one after the other, then in what names the file."""
        found: list[Remains] = []
        for number, reviewed in enumerate(leaves.reviewed, start=1):
            words = frozenset(map(fold_word, reviewed.words))
            leaving = Leaving(text=reviewed.result, kept=_kept(reviewed), words=words)
            leaks = self._gate.check(leaving, roster, others)
            found += [self._told(leak, f"text {number}") for leak in leaks]
        entries = Leaving(
            text="", title=leaves.title, file_name=leaves.file_name, metadata=leaves.metadata
        )
        leaks = self._gate.check(entries, roster, others)
        return (*found, *(self._told(leak, leak.where) for leak in leaks))

    def left(self, departing: Departing) -> tuple[Remains, ...]:
        """Return whose names still stand in texts of one case that were reviewed."""
        # Only the digest of what was read last is remembered, never a text or a name.
        known = sha256(msgspec.json.encode(departing)).digest()
        if known not in self._read_before:
            self._read_before = {**self._latest(), known: tuple(self._names_in(departing))}
        return self._read_before[known]

    def _latest(self) -> dict[bytes, tuple[Remains, ...]]:
        return dict(list(self._read_before.items())[-_REMEMBERED:])

    def _names_in(self, departing: Departing) -> Iterator[Remains]:
        words = frozenset(map(fold_word, departing.words))
        for number, text in enumerate(departing.texts, start=1):
            leaving = Leaving(text=text, words=words)
            for leak in self._gate.named(leaving, departing.roster, departing.others):
                yield self._told(leak, f"text {number}")

    def _told(self, leak: Leak, where: str) -> Remains:
        says = self._finder.lexicon.sentences[leak.evidence]
        return Remains(where=where, start=leak.start, end=leak.end, says=says)


def _kept(reviewed: Reviewed) -> tuple[tuple[int, int], ...]:
    """Return where in the result what a person decided to keep stands."""
    pairs = zip(reviewed.passages, reviewed.places, strict=True)
    return tuple(place for passage, place in pairs if _stays(passage))


def _stays(passage: ReviewPassage) -> bool:
    return passage.fate is Fate.STAYS and passage.decided


def _decided(decision: Decision, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of a text after a decision about a stretch of it.

    Where nothing is found just there, the stretch is marked by it.
    """
    stretch = (decision.start, decision.end)
    if not 0 <= decision.start < decision.end <= len(text):
        # A draft of another text: it says nothing of this one.
        return tuple(spans)
    places = {span.stretch: place for place, span in enumerate(spans)}
    wider = places.get(decision.widens) if decision.widens else None
    # What becomes a word of its own, as a pronoun does, does not stand for more than that.
    if wider is not None and not spans[wider].into and _within(spans[wider].stretch, stretch):
        return widen(text, spans, wider, *stretch)
    if stretch in places:
        choice = Choice.ACCEPT if decision.goes else Choice.KEEP
        return decide(text, spans, places[stretch], choice, everywhere=decision.everywhere)
    marked, kind = tuple(spans), _kind_of(decision, text)
    for start, end in _all_alike(decision, text) if decision.everywhere else [stretch]:
        marked = add(text, marked, start, end, kind, _action(decision))
    return marked


def _within(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _kind_of(decision: Decision, text: str) -> Kind:
    """Return the kind of what somebody selected; a few words that stay are taken for a name."""
    few = len(text[decision.start : decision.end].split()) <= _FEW_WORDS
    return Kind.NAME if few and not decision.goes else Kind.DESCRIPTION


def _all_alike(decision: Decision, text: str) -> list[Stretch]:
    """Return every place where a text reads the same as the stretch of a decision."""
    reads = re.escape(text[decision.start : decision.end])
    alike = re.finditer(rf"(?<!\w){reads}(?!\w)", text, re.IGNORECASE)
    return [match.span() for match in alike] or [(decision.start, decision.end)]


def _alike(decision: Decision, reads: str, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of another text of the case, those that read the same decided alike."""
    return tuple(
        msgspec.structs.replace(span, action=_action(decision), decided=True)
        if fold_word(text[span.start : span.end]) == reads
        else span
        for span in spans
    )


def _action(decision: Decision) -> Action:
    return Action.REPLACE if decision.goes else Action.KEEP
