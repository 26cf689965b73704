"""The forms of all names of a case, found by a word without asking each person in turn.

In a long text many people are met. What a word may be of any of them is looked up, so that the
time that a text takes grows with its words and not with its words times its people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jellyfish import metaphone

from rjdesk.anonymise.people import NO_SLIP, Known, Likeness, squeezed
from rjdesk.anonymise.subjects import Subject

_TOLD_BY = 3
"""As many letters tell a name that is shortened; see Known.shortened."""


class Forms:
    """The people of a reading, by what a text may write of their names."""

    def __init__(self, people: Sequence[Known]) -> None:
        """Note every form of every name."""
        self._people = people
        self._place = {known.subject: place for place, known in enumerate(people)}
        self._written: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._near: dict[str, list[Known]] = defaultdict(list)
        self._begun: dict[str, list[Known]] = defaultdict(list)
        names = {name for known in people for name in known.names | known.joined}
        self._longest = max(map(len, names), default=0)
        for known in people:
            for form in {*known.names, *known.joined, *known.short, *known.parts, *known.initials}:
                self._written[form].append(known)
            for name in known.names:
                self._by_name[name].append(known)
            alike = {key for name in known.names | known.joined for key in self._nearness(name)}
            for key in alike:
                self._near[key].append(known)
            self._begun[known.given[:_TOLD_BY]].append(known)

    def likenesses(self, word: str) -> dict[Subject, Likeness]:
        """Return how a word stands to those whose name it may be, as it is written."""
        found = {
            known.subject: known.likeness(word)
            for form in (word, word.removesuffix("s"))
            for known in self._written.get(form, ())
        }
        return {subject: like for subject, like in found.items() if like}

    def slips(self, word: str) -> dict[Subject, Likeness]:
        """Return those whose name a word misspells; where several are near, the nearest."""
        if len(squeezed(word)) > self._longest + NO_SLIP:
            return {}  # Nobody slips so far, and to try it would take long.
        near = {
            known.subject: known
            for key in self._nearness(word)
            for known in self._near.get(key, ())
        }
        slips = {subject: known.slip(word) for subject, known in near.items()}
        nearest = min(slips.values(), default=NO_SLIP)
        return {
            subject: Likeness.MISSPELT
            for subject, slip in slips.items()
            if slip == nearest < NO_SLIP
        }

    def shortened(self, word: str, *, pets: bool) -> dict[Subject, Likeness]:
        """Return those whose first name a word is the beginning of; see Known.shortened."""
        return {
            known.subject: Likeness.MISSPELT
            for known in self._begun.get(word[:_TOLD_BY], ())
            if known.shortened(word, pets=pets)
        }

    def meant_by(self, row: Mapping[Subject, Likeness], whole: str) -> Sequence[Known]:
        """Return whom a word may begin a mention of: those it is like, or whose name it halves."""
        places = {self._place[subject] for subject in row}
        places |= {self._place[known.subject] for known in self._by_name.get(whole, ())}
        return [self._people[place] for place in sorted(places)]

    def _nearness(self, word: str) -> Iterator[str]:
        """Yield what a word shares with every word that it may misspell, or that misspells it.

        Both begin alike, or sound alike, or are alike without their doubled letters, or without
        one letter at most.
        """
        yield f"begins {word[:1]}"
        yield f"sounds {metaphone(word)}"
        yield f"single {squeezed(word)}"
        yield f"letters {word}"
        # A word with two letters more than the longest name is no name but for one letter.
        for place in range(len(word) if len(word) <= self._longest + 1 else 0):
            yield f"letters {word[:place]}{word[place + 1 :]}"
