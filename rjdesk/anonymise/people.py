"""The people of a roster as a text may write them: parts, short forms, joined and misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import groupby

import msgspec
from jellyfish import metaphone
from rapidfuzz.distance import OSA

from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.subjects import Facilitator, Party, Subject
from rjdesk.desk.roster import Person, Roster

_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# "The Rock", "Big D", "El Gato": these alone are no nickname.
_BYNAMES = {"the", "big", "little", "lil", "old", "young", "el", "la", "mr", "ms", "miss", "dr"}
_SHORTEST_FUZZY = 4
_SHORTEST_SOUND = 2
_ALIKE = 3
_PET = re.compile(r"(?:ie|ey|y|i|o|s|a)$")

NO_SLIP = 9.0
"""What :meth:`Known.slip` answers for a word that is no misspelling of the name."""


class Likeness(IntEnum):
    """How a word stands to a name, the stronger the higher."""

    NONE = 0
    PARTICLE = 1
    INITIAL = 2
    MISSPELT = 4
    SHORT = 5
    EXACT = 6


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the roster, in the forms that a text may use; all folded, in lower case.

    ``parts`` are the words of the name in order, particles too; ``given`` is the first of
    them; ``names`` are those that stand for the person alone, listed nicknames too; ``short``
    are other usual short forms; ``joined`` are runs of parts written as one word.
    """

    subject: Subject
    kept: bool
    parts: tuple[str, ...]
    names: frozenset[str]
    short: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    initials: str = ""
    pronouns: str = ""

    @property
    def given(self) -> str:
        """The first name."""
        return self.parts[0] if self.parts else ""

    def likeness(self, word: str) -> Likeness:
        """Say how a word in lower case stands to this name as it is written."""
        if word in self.names or word in self.joined:
            return Likeness.EXACT
        if word in self.short:
            return Likeness.SHORT
        if word.endswith("s") and len(word) > _SHORTEST_FUZZY and word[:-1] in self.names:
            return Likeness.EXACT
        if len(word) == 1:
            return Likeness.INITIAL if word in self.initials else Likeness.NONE
        return Likeness.PARTICLE if word in self.parts else Likeness.NONE

    def slip(self, word: str) -> float:
        """Return how far a word is from a misspelling of this name: 0 is equal, NO_SLIP none.

        One edit for names of up to five letters, two up to eight, three beyond; or the same
        sound, with the same first letter.
        """
        best = NO_SLIP
        for name in self.names | self.joined:
            # "Zack" for Zac: so short a name is told by all its letters.
            if len(name) < _SHORTEST_FUZZY and len(word) == len(name) + 1 and name in word[:-1]:
                best = min(best, 1.0)
            # "aniii" for Ani: drawn out, but the same letters.
            if len(word) > len(name) and squeezed(word) == squeezed(name):
                best = min(best, 1.0)
            if len(name) < _SHORTEST_FUZZY or len(word) < _SHORTEST_FUZZY - 1:
                continue
            best = min(best, _slip(word, name))
        return best

    def resembles(self, word: str) -> bool:
        """Say whether a word may be this first name in a form that nobody listed."""
        alike = len(self.given) > _ALIKE and self.given[:_ALIKE] == word[:_ALIKE]
        return alike or self.likeness(word) >= Likeness.SHORT

    def shortened(self, word: str, *, pets: bool) -> bool:
        """Say whether a word is the beginning of the first name: "Priy" of Priyanka.

        With ``pets`` an ending of its own is no hindrance: "Hennie" of Hendrik.
        """
        stem = squeezed(_PET.sub("", word)) if pets else word
        begun = self.given.startswith(word) or (pets and squeezed(self.given).startswith(stem))
        begun = begun and self.given[:_ALIKE] == word[:_ALIKE]
        return len(stem) > 2 and len(self.given) > len(stem) and begun  # noqa: PLR2004 - three letters tell a name


def known_people(roster: Roster, lexicon: Lexicon) -> tuple[Known, ...]:
    """Return everybody of a roster, the facilitators first."""
    facilitators = [
        _known(person, Facilitator(place), lexicon, kept=True)
        for place, person in enumerate(roster.facilitators)
    ]
    parties = [
        _known(person, Party(place), lexicon, kept=False)
        for place, person in enumerate(roster.parties)
    ]
    return (*facilitators, *parties)


def _known(person: Person, subject: Subject, lexicon: Lexicon, *, kept: bool) -> Known:
    particles = lexicon.phrasing.particles
    parts = tuple(_PART.findall(fold_word(person.name)))
    # In capitals some letters of other scripts look like Latin ones that small do not.
    capitals = set(_PART.findall(fold_word(person.name.upper())))
    # "Van" and "Le" are names where they are the first or the last part.
    inner = {part for part in parts[1:-1] if part in particles}
    names = {part for part in {*parts, *capitals} if len(part) > 1 and part not in inner}
    if len(parts) == 1:
        names |= set(parts)
    # What the roster lists as a nickname is as good as the name, word by word.
    for nickname in person.nicknames:
        words = _PART.findall(fold_word(nickname))
        # "Sister Bev" is Bev; a sister is anybody.
        nobody = _BYNAMES | particles | lexicon.phrasing.titles
        names |= {word for word in words if len(words) == 1 or word not in nobody}
        names.add("".join(words))
    names |= {"".join(part.split("'")) for part in names}
    names.discard("")
    called = [parts[0]] if parts else []
    called += [fold_word(nickname) for nickname in person.nicknames if " " not in nickname.strip()]
    short = frozenset(form for name in called for form in lexicon.short_forms(name))
    return Known(
        subject=subject,
        kept=kept,
        parts=parts,
        names=frozenset(names),
        short=short - names - particles,
        joined=frozenset(_joined(parts)),
        initials="".join(part[0] for part in parts),
        pronouns=person.pronouns,
    )


def _joined(parts: tuple[str, ...]) -> Iterator[str]:
    plain = [part.replace("'", "") for part in parts]
    for first in range(len(plain)):
        for last in range(first + 2, len(plain) + 1):
            yield "".join(plain[first:last])
    if len(plain) > 2:  # noqa: PLR2004 - the first and the last, what stands between left out
        yield plain[0] + plain[-1]
    if len(plain) > 1:
        yield plain[-1] + plain[0]


def _slip(word: str, name: str) -> float:
    allowed = 1 if len(name) <= 5 else 2 if len(name) <= 8 else 3  # noqa: PLR2004 - by length
    distance = OSA.distance(word, name, score_cutoff=3)
    if distance <= 1 or squeezed(word) == squeezed(name):
        return min(distance, 1)
    begins_alike = word[0] == name[0]
    if distance <= allowed and begins_alike:
        return distance
    sound = metaphone(name)
    if distance <= 3 and len(sound) >= _SHORTEST_SOUND and metaphone(word) == sound:  # noqa: PLR2004
        return distance
    return NO_SLIP


def squeezed(word: str) -> str:
    """Return a word with every letter once where it stands several times: "Mariii"."""
    return "".join(letter for letter, _ in groupby(word))
