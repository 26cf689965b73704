"""The gate: what is about to leave is read again, by every roster there is (RC-106, RC-108).

Two readers over one index of names: the first finds as it did in the original, and judges; the
second goes by the forms of the rosters alone. They answer what is left, where and why; nothing
left means it may pass. They read what will really leave: the replaced text, the title, the name
of the file and what the file says of itself. The gate keeps nothing and opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold, fold_word
from rjdesk.anonymise.label_words import without_labels
from rjdesk.anonymise.left import SecondReader
from rjdesk.anonymise.people import known_people
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.anonymise.subjects import Stranger
from rjdesk.anonymise.when import month_of
from rjdesk.desk.roster import Person, Roster

TEXT, TITLE, FILE_NAME = "text", "title", "file name"
_NAMELIKE = {Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.NUMBER, Kind.CASE}
_CERTAIN = {
    *(Evidence.ROSTER_EMAIL, Evidence.ROSTER_USER_NAME, Evidence.ROSTER_PHONE),
    Evidence.CASE_NUMBER,
}
_PLACES = {Evidence.ROSTER_PLACE, Evidence.PERHAPS_PLACE}
_ODD = {Evidence.SHARED_NAME, Evidence.LIKE_FACILITATOR}
_SEPARATORS = re.compile(r"[._\-+]+")
_BESIDE_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_INITIALS = range(2, 5)

Stretch = tuple[int, int]


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is about to leave. ``metadata`` is what the file says of itself, by name.

    ``kept`` are the stretches of the text, start to before end, that a person decided to keep;
    ``words`` the forms, in lower case, that they said are only words in it.
    """

    text: str
    title: str = ""
    file_name: str = ""
    metadata: Mapping[str, str] = {}
    kept: tuple[Stretch, ...] = ()
    words: frozenset[str] = frozenset()


class Leak(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What is left: in which part, from where to where, of what kind, and why it holds it back.

    ``where`` is "text", "title", "file name", or "metadata" and the name of the entry; ``form``
    is the name that the second reader saw, and ``undecided`` that a person has only to decide.
    """

    where: str
    start: int
    end: int
    kind: Kind
    evidence: Evidence
    form: str = ""
    undecided: bool = False


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
        others = [_beside(roster.facilitators, other) for other in others]
        leaks = [*self._in_text(leaving, roster, others)]
        entries = [(TITLE, leaving.title), (FILE_NAME, leaving.file_name)]
        for name, value in leaving.metadata.items():
            entries += [(f"metadata {name}", value), (f"metadata {name}", name)]
        for where, entry in entries:
            leaks += self._in_entry(where, entry, roster, others)
        first: dict[tuple[str, int, int], Leak] = {}
        for leak in sorted(leaks, key=lambda leak: (leak.where != TEXT, leak)):
            first.setdefault((leak.where, leak.start, leak.end), leak)
        return tuple(first.values())

    def named(
        self, leaving: Leaving, roster: Roster, others: Iterable[Roster] = ()
    ) -> tuple[Leak, ...]:
        """Return whose names still stand in a text that was reviewed, whatever was decided else.

        It is read by the roster of its case as that is now, and by those of all others.
        """
        roles = {person.role.strip() for person in roster.parties}
        text = without_labels(leaving.text, self._finder.lexicon.labels, roles)
        spans = self._finder.find(text, roster)
        free = [span.stretch for span in spans if span.action is Action.KEEP]
        leaks = [
            _leak(TEXT, span, undecided=False)
            for span in spans
            if span.action is Action.REPLACE and _of_roster(span)
        ]
        leaks += self._names_left(text, leaving, roster, free)
        for other in others:
            leaks += self._of_another_case(text, _beside(roster.facilitators, other), ())
        return tuple(
            leak
            for leak in dict.fromkeys(leaks)
            # A contact or the number of a case is no word, whatever somebody said of it; and of
            # another case's people nobody here can say so.
            if leak.evidence in _CERTAIN
            or leak.evidence is Evidence.ANOTHER_CASE
            or fold_word(text[leak.start : leak.end]) not in leaving.words
        )

    # --- the text -------------------------------------------------------------------------

    def _in_text(
        self, leaving: Leaving, roster: Roster, others: Sequence[Roster]
    ) -> Iterator[Leak]:
        spans = self._finder.find(leaving.text, roster)
        # What the first reader takes for a name is told by it; a sentence that stays frees nobody.
        free = [span.stretch for span in spans if span.kind in _NAMELIKE]
        for span in spans:
            certain = span.action is Action.REPLACE and _of_roster(span)
            if span.action is Action.KEEP or (_within(span.stretch, leaving.kept) and not certain):
                continue
            shown = span.action is Action.HIGHLIGHT
            yield _leak(TEXT, span, undecided=shown)
        roles = {person.role.strip() for person in roster.parties}
        text = without_labels(leaving.text, self._finder.lexicon.labels, roles)
        yield from self._names_left(text, leaving, roster, free)
        for other in others:
            # What is kept for the facilitators of this case frees nobody of another between them.
            yield from self._of_another_case(text, other, leaving.kept)

    def _names_left(
        self, text: str, leaving: Leaving, roster: Roster, free: Sequence[Stretch]
    ) -> Iterator[Leak]:
        """Yield each form of a name that nobody decided about, where it first stands."""
        told = set(leaving.words)
        for left in self._reader(roster).own(text):
            stands = fold_word(text[left.start : left.end])
            if told.isdisjoint((left.form, stands)) and not _within((left.start, left.end), free):
                told.add(left.form)
                yield Leak(
                    where=TEXT,
                    start=left.start,
                    end=left.end,
                    kind=Kind.NAME,
                    evidence=left.evidence,
                    form=left.form,
                    undecided=True,
                )

    def _of_another_case(self, text: str, other: Roster, free: Sequence[Stretch]) -> Iterator[Leak]:
        """Yield what another roster knows; a name shared with these facilitators is theirs."""
        names = self._reader(other).of_another_case(text)
        found = [(left.start, left.end, Kind.NAME) for left in names]
        found += [(s.start, s.end, s.kind) for s in self._finder.find_contacts(text, other)]
        for start, end, kind in found:
            if not _within((start, end), free):
                yield Leak(
                    where=TEXT, start=start, end=end, kind=kind, evidence=Evidence.ANOTHER_CASE
                )

    def _reader(self, roster: Roster) -> SecondReader:
        return SecondReader(known_people(roster, self._finder.lexicon), self._finder.lexicon)

    # --- a title, the name of a file, what a file says of itself --------------------------

    def _in_entry(
        self, where: str, entry: str, roster: Roster, others: Sequence[Roster]
    ) -> Iterator[Leak]:
        """Yield what an entry tells; there, every doubt about a name counts."""
        whole = Leak(
            where=where, start=0, end=len(entry), kind=Kind.NAME, evidence=Evidence.NAME_WORD
        )
        folded = fold(entry).text
        words = _SEPARATORS.sub(" ", _BESIDE_DIGITS.sub(" ", folded))
        if any(self._reader(roster).own(words, strict=True)) or self._initialled(words, roster):
            yield whole
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", folded)
        spaced = _SEPARATORS.sub(" ", _BESIDE_DIGITS.sub(" ", parted))
        for other in others:
            reader = self._reader(other)
            if any(any(reader.of_another_case(reading)) for reading in {words, spaced}):
                yield msgspec.structs.replace(whole, evidence=Evidence.ANOTHER_CASE)
        # What separates words holds addresses and codes together, so both are read.
        for span in self._finder.find_contacts(entry, roster):
            yield _telling(whole, span)
        spelt_out = _spelt_out(parted) if where == FILE_NAME else spaced
        for reading in {spelt_out, spaced, entry if "@" in entry else spaced}:
            yield from (_telling(whole, span) for span in self._told_by(reading, roster))
            for other in others:
                for span in self._finder.find_contacts(reading, other):
                    yield msgspec.structs.replace(
                        whole, kind=span.kind, evidence=Evidence.ANOTHER_CASE
                    )

    def _told_by(self, reading: str, roster: Roster) -> Iterator[Span]:
        """Yield what an entry tells by a place, a day, a course or somebody's name.

        The term of what is released may be told; a month, or a day of one, may not.
        """
        for span in self._finder.find(reading, roster):
            a_day = span.kind is Kind.DATE and month_of(reading[span.start : span.end])
            told = span.action is Action.REPLACE and (a_day or span.kind is Kind.COURSE)
            if span.evidence in _PLACES or told or _names_somebody(span):
                yield span

    def _initialled(self, entry: str, roster: Roster) -> bool:
        """Say whether a word of an entry is somebody's initials: "mq reflection"."""
        people = known_people(roster, self._finder.lexicon)
        kept = {known.initials for known in people if known.kept}
        initials = {known.initials for known in people} - kept
        words = {word.lower() for word in entry.split() if len(word) in _INITIALS}
        return bool(words & initials - self._finder.lexicon.common)


def _beside(facilitators: Sequence[Person], other: Roster) -> Roster:
    """Return another case's roster with the facilitators of this case kept too."""
    return msgspec.structs.replace(other, facilitators=(*facilitators, *other.facilitators))


def _of_roster(span: Span) -> bool:
    """Say whether a span is what a roster tells: a person on it, a contact, the case's number."""
    named = span.kind is Kind.NAME and not isinstance(span.subject, Stranger)
    return named or span.evidence in _CERTAIN


def _names_somebody(span: Span) -> bool:
    """Say whether a span in a title or file name is somebody, and not just an odd word."""
    if span.kind not in _NAMELIKE or span.action is Action.KEEP or span.evidence in _ODD:
        return False
    return not isinstance(span.subject, Stranger) or span.evidence is Evidence.LISTED_NAME


def _telling(whole: Leak, span: Span) -> Leak:
    """Return that a whole entry tells what a span of it does."""
    return msgspec.structs.replace(whole, kind=span.kind, evidence=span.evidence)


def _within(stretch: Stretch, stretches: Iterable[Stretch]) -> bool:
    return any(start <= stretch[0] and stretch[1] <= end for start, end in stretches)


def _spelt_out(entry: str) -> str:
    """Return a file name as words: "grace_delacroix-2.pdf" as "Grace Delacroix"."""
    stem = re.sub(r"\.\w{1,5}$", "", entry)
    return re.sub(r"\d+", " ", _SEPARATORS.sub(" ", stem)).title()


def _leak(where: str, span: Span, *, undecided: bool) -> Leak:
    return Leak(
        where=where,
        start=span.start,
        end=span.end,
        kind=span.kind,
        evidence=span.evidence,
        undecided=undecided,
    )
