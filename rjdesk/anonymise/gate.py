"""The gate: what is about to leave is read again, by every roster there is (RC-106, RC-108).

It answers what is left, where and why; nothing left means it may pass. It reads what will
really leave: the replaced text, the title, the name of the file and what the file says of
itself. It keeps nothing and opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold
from rjdesk.anonymise.label_words import without_labels
from rjdesk.anonymise.passes.contacts import CASE, EMAIL, PHONE, USER_NAME
from rjdesk.anonymise.passes.names import ASKED
from rjdesk.anonymise.passes.residences import OF_CASE, PERHAPS
from rjdesk.anonymise.passes.strangers import COLLEAGUE, LISTED
from rjdesk.anonymise.people import STRANGER, Likeness, known_people
from rjdesk.anonymise.roster import Person, Roster
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.anonymise.words import split_words

TEXT, TITLE, FILE_NAME = "text", "title", "file name"
NAMED = "A word in it is the name of somebody in a case."
ANOTHER_CASE = "Another case knows this person, contact or place."
UNDECIDED = "Nobody has decided about this yet."
_NAMELIKE = {Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.NUMBER, Kind.CASE}
_CONTACTS = {EMAIL, USER_NAME, PHONE, CASE}
_SEPARATORS = re.compile(r"[._\-+]+")


_Find = Callable[[str, Roster], tuple[Span, ...]]


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is about to leave. ``metadata`` is what the file says of itself, by name.

    ``kept`` are the stretches of the text, start to before end, that a person decided to keep.
    """

    text: str
    title: str = ""
    file_name: str = ""
    metadata: Mapping[str, str] = {}
    kept: tuple[tuple[int, int], ...] = ()


class Leak(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What is left: in which part, from where to where, of what kind, and why it holds it back.

    ``where`` is "text", "title", "file name", or "metadata" and the name of the entry.
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
        """Return all that is left, the text first and in order; empty when it may pass.

        ``roster`` is that of the case, whose facilitators are kept; ``others`` are those of
        all other cases that are known. A decision to keep something frees no name, address or
        number that the roster of the case knows for sure.
        """
        rosters = [roster, *(_beside(roster.facilitators, other) for other in others)]
        leaks = list(self._left_in_text(leaving, roster))
        for other in rosters[1:]:
            leaks += self._left_of_another_case(leaving, roster, other)
        entries = [(TITLE, leaving.title), (FILE_NAME, leaving.file_name)]
        for name, value in leaving.metadata.items():
            entries += [(f"metadata {name}", value), (f"metadata {name}", name)]
        for where, entry in entries:
            leaks += self._left_in_entry(where, entry, roster, self._finder.find)
            for other in rosters[1:]:
                leaks += self._left_in_entry(where, entry, other, self._finder.find_known)
        first: dict[tuple[str, int, int], Leak] = {}
        for leak in sorted(leaks, key=lambda leak: (leak.where != TEXT, leak)):
            first.setdefault((leak.where, leak.start, leak.end), leak)
        return tuple(first.values())

    def _left_in_text(self, leaving: Leaving, roster: Roster) -> Iterator[Leak]:
        for span in self._finder.find(leaving.text, roster):
            certain = span.action is Action.REPLACE and _of_roster(span)
            if span.action is Action.KEEP or (_decided(span, leaving) and not certain):
                continue
            shown = span.action is Action.HIGHLIGHT
            yield _leak(TEXT, span, f"{UNDECIDED} {span.reason}" if shown else span.reason)

    def _left_of_another_case(
        self, leaving: Leaving, roster: Roster, other: Roster
    ) -> Iterator[Leak]:
        """Yield what another roster knows; a name shared with these facilitators is theirs."""
        roles = {person.role.strip() for person in roster.parties}
        text = without_labels(leaving.text, self._finder.lexicon.labels, roles)
        for span in self._finder.find_known(text, other):
            free = span.action is Action.KEEP or span.reason in {ASKED, PERHAPS}
            if not free and not _decided(span, leaving):
                yield _leak(TEXT, span, ANOTHER_CASE)

    def _left_in_entry(self, where: str, entry: str, roster: Roster, find: _Find) -> Iterator[Leak]:
        """Yield what a title or a file name tells; there, every doubt about a name counts."""
        whole = Leak(where=where, start=0, end=len(entry), kind=Kind.NAME, why=NAMED)
        people = known_people(roster, self._finder.lexicon)
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", fold(entry).text)
        spaced = _SEPARATORS.sub(" ", parted)
        spelt_out = _spelt_out(parted) if where == FILE_NAME else spaced
        for word in split_words(spelt_out):
            named = [known.kept for known in people if known.likeness(word.lower) >= Likeness.SHORT]
            if word.capital and named and not any(named):
                yield whole
        # What separates words holds addresses and numbers together, so both are read.
        for reading in {spelt_out, spaced, entry if "@" in entry else spaced}:
            for span in find(reading, roster):
                place = span.kind is Kind.PLACE and span.reason in {OF_CASE, PERHAPS}
                told = span.kind in {Kind.DATE, Kind.COURSE} and span.action is Action.REPLACE
                if place or told or _names_somebody(span):
                    yield msgspec.structs.replace(whole, kind=span.kind, why=span.reason)


def _beside(facilitators: Sequence[Person], other: Roster) -> Roster:
    """Return another case's roster with the facilitators of this case kept too."""
    return msgspec.structs.replace(other, facilitators=(*facilitators, *other.facilitators))


def _of_roster(span: Span) -> bool:
    """Say whether a span is what a roster tells: a person on it, a contact, the case's number."""
    named = span.kind is Kind.NAME and not span.subject.startswith(STRANGER)
    return named or span.reason in _CONTACTS


def _names_somebody(span: Span) -> bool:
    """Say whether a span in a title or file name is somebody, and not just an odd word."""
    if span.kind not in _NAMELIKE or span.action is Action.KEEP or span.reason == ASKED:
        return False
    odd = span.subject.startswith(STRANGER) and span.reason != LISTED
    return not odd and not (span.kind is Kind.NAME and span.reason == COLLEAGUE)


def _decided(span: Span, leaving: Leaving) -> bool:
    return any(start <= span.start and span.end <= end for start, end in leaving.kept)


def _spelt_out(entry: str) -> str:
    """Return a file name as words: "grace_delacroix-2.pdf" as "Grace Delacroix"."""
    stem = re.sub(r"\.\w{1,5}$", "", entry)
    return re.sub(r"\d+", " ", _SEPARATORS.sub(" ", stem)).title()


def _leak(where: str, span: Span, why: str) -> Leak:
    return Leak(where=where, start=span.start, end=span.end, kind=span.kind, why=why)
