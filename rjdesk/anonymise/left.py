"""The second reader of the gate: which names of a roster still stand in a text.

It goes by the forms of the roster alone, and judges no use: every form with a capital letter,
every one without that is no ordinary word, and every one that is hidden. It asks only whether
somebody has decided about it, once a form and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from rjdesk.anonymise.disguise import Seen, seen_in
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.forms import Forms
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.people import Known, Likeness

_SHORTEST_HIDDEN = 2
_BETWEEN = re.compile(r"[\s,.'\"\u2018-\u201d-]{1,4}(?:[^\W\d_]\.?\s{1,3})?")
"""What may stand between the words of one name: signs, and the letter of another name."""
_SHORTEST_RARE = 4


class Left(msgspec.Struct, frozen=True):
    """A form of a name that stands in a text, from ``start`` to before ``end``."""

    form: str
    start: int
    end: int
    evidence: Evidence


class SecondReader:
    """Reads by the names of one roster; facilitators and who shares a form with them are free.

    ``strict`` counts small letters too, as in a title or the name of a file.
    """

    def __init__(self, people: Sequence[Known], lexicon: Lexicon) -> None:
        """Note the forms of everybody's name."""
        self._forms = Forms(people)
        self._kept = {known.subject for known in people if known.kept}
        self._lexicon = lexicon

    def own(self, text: str, *, strict: bool = False) -> Iterator[Left]:
        """Yield what stands in a text of this case, each time that it does."""
        for seen in seen_in(text):
            if self._is_named(seen, strict=strict):
                hidden = Evidence.HIDDEN_NAME if seen.hidden else Evidence.ROSTER_NAME
                yield Left(seen.lower, seen.start, seen.end, hidden)

    def of_another_case(self, text: str) -> Iterator[Left]:
        """Yield what stands in a text of another case: rare forms, and whole names."""
        words = list(seen_in(text))
        for seen in words:
            ordinary = seen.lower in self._lexicon.words or seen.lower in self._lexicon.proper
            rare = len(seen.lower) >= _SHORTEST_RARE and not ordinary
            if rare and self._whose(seen.lower, Likeness.EXACT):
                yield Left(seen.lower, seen.start, seen.end, Evidence.ANOTHER_CASE)
        plain = [seen for seen in words if not seen.hidden and seen.capital]
        # "Hart, Will", and "Will J. Hart" with a letter between them.
        letters = [seen for seen in plain if seen.end - seen.start > 1]
        for first, last in {*pairwise(plain), *pairwise(letters)}:
            between = text[first.end : last.start]
            whose = self._called(first.lower) & self._called(last.lower)
            near = _BETWEEN.fullmatch(between) is not None
            if near and first.lower != last.lower and whose - self._kept:
                whole = f"{first.lower} {last.lower}"
                yield Left(whole, first.start, last.end, Evidence.ANOTHER_CASE)

    def _is_named(self, seen: Seen, *, strict: bool) -> bool:
        """Say whether a word is a form of a name that nobody may pass over."""
        word, lexicon = seen.lower, self._lexicon
        ordinary = word in lexicon.words
        if seen.hidden:
            return len(word) >= _SHORTEST_HIDDEN and bool(self._whose(word, Likeness.EXACT))
        if seen.capital or not ordinary:
            # A short form that is a word may be anybody's word.
            least = Likeness.EXACT if ordinary else Likeness.SHORT
            return bool(self._whose(word, least))
        joins_sentences = word in lexicon.phrasing.function_names
        return strict and not joins_sentences and bool(self._whose(word, Likeness.EXACT))

    def _called(self, word: str) -> set[object]:
        """Return everybody whose name a word is, written so, facilitators too."""
        likes = self._forms.likenesses(word)
        return {subject for subject, like in likes.items() if like is Likeness.EXACT}

    def _whose(self, word: str, least: Likeness) -> set[object]:
        """Return whose name a word is, written so; nobody's where a facilitator is called so."""
        likes = self._forms.likenesses(word)
        whose = {subject for subject, like in likes.items() if like >= least}
        shared = {subject for subject, like in likes.items() if like >= Likeness.SHORT}
        return set() if shared & self._kept else set(whose)
