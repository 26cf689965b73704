"""The gate: what is about to leave is read again, by every roster there is (RC-106, RC-108).

It answers what is left, where and why; nothing left means it may pass. It reads what will
really leave: the replaced text, the title, the name of the file and what the file says of
itself. It keeps nothing and opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold, fold_word
from rjdesk.anonymise.label_words import without_labels
from rjdesk.anonymise.people import STRANGER, Likeness, known_people
from rjdesk.anonymise.roster import Person, Roster
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.anonymise.words import split_words

TEXT, TITLE, FILE_NAME = "text", "title", "file name"
UNDECIDED = "Nobody has decided about this yet: "
NAMED = "A word in it is the name of somebody in a case."
_NAMELIKE = {Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.NUMBER, Kind.CASE}
_CERTAIN = {Kind.PLACE, Kind.DATE, Kind.COURSE}
_SEPARATORS = re.compile(r"[._\-+]+")


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is about to leave. ``metadata`` is what the file says of itself.

    ``kept`` are the words that a person decided to keep, as they stand in the text.
    """

    text: str
    title: str = ""
    file_name: str = ""
    metadata: Mapping[str, str] = {}
    kept: tuple[str, ...] = ()


class Leak(msgspec.Struct, frozen=True, kw_only=True):
    """What is left: in which part, from where to where, of what kind, and why it holds it back.

    ``where`` is "text", "title", "file name" or the name of an entry of the metadata.
    """

    where: str
    start: int
    end: int
    kind: Kind
    why: str


class Gate:
    """Reads what leaves by the roster of its case and by those of all other cases."""

    def __init__(self, finder: Finder) -> None:
        """Take what finds."""
        self._finder = finder

    def check(
        self, leaving: Leaving, roster: Roster, others: Iterable[Roster] = ()
    ) -> tuple[Leak, ...]:
        """Return all that is left, in the order of the text; empty when it may pass.

        ``roster`` is that of the case, whose facilitators are kept; ``others`` are those of
        all other cases that are known.
        """
        rosters = [roster, *(_beside(roster.facilitators, other) for other in others)]
        leaks = set(self._left_in_text(leaving, roster))
        roles = {person.role for person in roster.parties}
        text = without_labels(leaving.text, self._finder.lexicon.labels, roles)
        for other in rosters[1:]:
            leaks |= {
                _leak(TEXT, span)
                for span in self._finder.find(text, other)
                if _of_roster(span) and span.action is Action.REPLACE
            }
        entries = {TITLE: leaving.title, FILE_NAME: leaving.file_name, **leaving.metadata}
        for where, entry in entries.items():
            for each in rosters:
                leaks |= set(self._left_in_entry(where, entry, each))
        return tuple(sorted(leaks, key=lambda leak: (leak.where != TEXT, leak.where, leak.start)))

    def _left_in_text(self, leaving: Leaving, roster: Roster) -> Iterator[Leak]:
        kept = {fold_word(word) for word in leaving.kept}
        for span in self._finder.find(leaving.text, roster):
            decided = fold_word(leaving.text[span.start : span.end]) in kept
            known = span.action is Action.REPLACE and _of_roster(span)
            if span.action is Action.KEEP or (decided and not known):
                continue
            if span.action is Action.HIGHLIGHT:
                yield _leak(TEXT, span, UNDECIDED)
            else:
                yield _leak(TEXT, span)

    def _left_in_entry(self, where: str, entry: str, roster: Roster) -> Iterator[Leak]:
        """Yield what a title or a file name tells; there, every doubt counts."""
        spelt_out = _spelt_out(entry)
        shown = spelt_out if where == FILE_NAME else entry
        if any(
            known.likeness(word.lower) >= Likeness.SHORT
            for known in known_people(roster, self._finder.lexicon)
            if not known.kept
            for word in split_words(fold(shown).text)
            if word.capital
        ):
            yield Leak(where=where, start=0, end=len(entry), kind=Kind.NAME, why=NAMED)
        for reading in {entry, spelt_out, _SEPARATORS.sub(" ", entry)}:
            for span in self._finder.find(reading, roster):
                certain = span.kind in _CERTAIN and span.action is Action.REPLACE
                doubtful = span.kind in _NAMELIKE and span.action is not Action.KEEP
                if certain or (doubtful and _told(span)):
                    yield msgspec.structs.replace(_leak(where, span), start=0, end=len(entry))


def _beside(facilitators: Sequence[Person], other: Roster) -> Roster:
    """Return another case's roster with the facilitators of this case kept too."""
    return msgspec.structs.replace(other, facilitators=(*facilitators, *other.facilitators))


def _of_roster(span: Span) -> bool:
    """Say whether a span is what a roster tells: a person on it, or the number of the case."""
    named = span.kind is Kind.NAME and not span.subject.startswith(STRANGER)
    return named or span.kind in {Kind.EMAIL, Kind.PHONE, Kind.CASE}


def _told(span: Span) -> bool:
    return not span.subject.startswith(STRANGER) or span.action is Action.REPLACE


def _spelt_out(entry: str) -> str:
    """Return a file name as words: "grace_delacroix-2.pdf" as "Grace Delacroix"."""
    stem = re.sub(r"\.\w{1,5}$", "", entry)
    return re.sub(
        r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\d+", " ", _SEPARATORS.sub(" ", stem))
    ).title()


def _leak(where: str, span: Span, prefix: str = "") -> Leak:
    reason = span.reason if not prefix else prefix + span.reason[0].lower() + span.reason[1:]
    return Leak(where=where, start=span.start, end=span.end, kind=span.kind, why=reason)
