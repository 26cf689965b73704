"""What stands in a text for what was taken out: [Affected Party 1], [a residence], [spring term].

Numbers are the same in all texts of one export of a case, and drawn anew for each export, so
that two exports cannot be laid side by side.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.label_words import LabelWords, without_article
from rjdesk.anonymise.spans import Kind, Span
from rjdesk.anonymise.subjects import Party, SomeParty, Stranger, Subject
from rjdesk.anonymise.when import day_of, month_of
from rjdesk.desk.roster import Roster

_BEGINS = re.compile(r"(?:\A|[.!?:\n])[\s\"'(*\u201c\u2018-]*\Z")
_WORD_BEFORE = re.compile(r"(\w+)\s+\Z")
_REACH = 60
_DAYS_IN_WORDS, _WEEKS_IN_WORDS = 13, 70


class Labels:
    """The labels of one case in one export.

    ``export`` is a text drawn at random for each export. With ``since``, days are told as how
    much later they were than that day; without, as the term that they lie in.
    """

    def __init__(
        self,
        words: LabelWords,
        roster: Roster,
        spans: Iterable[Span],
        *,
        export: str,
        since: dt.date | None = None,
    ) -> None:
        """Number everybody who stands on the roster or was met in the spans."""
        self._words = words
        self._since = since
        self._names: dict[Subject, str] = {}
        roles: dict[str, list[Subject]] = {}
        for place, person in enumerate(roster.parties):
            roles.setdefault(person.role.strip() or words.party, []).append(Party(place))
        met = {span.subject for span in spans if isinstance(span.subject, Stranger)}
        roles.setdefault(words.stranger, []).extend(met)
        for role, subjects in roles.items():
            subjects.sort(key=lambda subject: _drawn(export, subject))
            for number, subject in enumerate(subjects, start=1):
                self._names[subject] = f"{role} {number}"
        homes = (fold_word(person.residence) for person in roster.parties)
        self._homes = [frozenset(re.findall(r"\w+", home)) for home in homes]

    def label(self, span: Span, text: str) -> str:
        """Return what stands for a span of a text: a label in brackets, or what it becomes."""
        if span.into:
            return span.into
        if span.kind is Kind.NAME:
            if isinstance(span.subject, SomeParty):
                return f"[{self._words.some_party}]"
            if span.subject in self._names:
                return f"[{self._names[span.subject]}]"
        return f"[{_fitted(self._worded(span, text), span, text, self._words.determiners)}]"

    def _worded(self, span: Span, text: str) -> str:
        written, word = text[span.start : span.end], self._words.kinds[span.kind]
        if span.kind is Kind.PLACE and self._is_home(written):
            return self._words.residence
        if span.kind is Kind.DATE:
            return self._dated(written, word)
        return word

    def _is_home(self, place: str) -> bool:
        words = set(re.findall(r"\w+", fold_word(place)))
        return any(words and words <= home for home in self._homes)

    def _dated(self, written: str, word: str) -> str:
        day = day_of(written, self._since) if self._since else None
        if self._since and day:
            return self._apart((day - self._since).days)
        month = month_of(written)
        return f"{word}, {self._words.terms[month - 1]}" if month else word

    def _apart(self, days: int) -> str:
        if days == 0:
            return self._words.same_day
        length = abs(days)
        if length <= _DAYS_IN_WORDS:
            count, unit = length, self._words.units[0]
        elif length <= _WEEKS_IN_WORDS:
            count, unit = round(length / 7), self._words.units[1]
        else:
            count, unit = round(length / 30.4), self._words.units[2]
        sentence = self._words.later if days > 0 else self._words.earlier
        return sentence.format(count=count, unit=unit[count > 1])


def _drawn(export: str, subject: Subject) -> bytes:
    """Return what somebody is sorted by, which is another order in each export."""
    return sha256(export.encode() + b"\0" + msgspec.json.encode(subject)).digest()


def _fitted(word: str, span: Span, text: str, determiners: frozenset[str]) -> str:
    """Leave out the article after another one; begin a sentence with a capital letter."""
    before = text[max(0, span.start - _REACH) : span.start]
    last = _WORD_BEFORE.search(before)
    if last and last.group(1).lower() in determiners:
        return without_article(word)
    return word[0].upper() + word[1:] if _BEGINS.search(before) else word
