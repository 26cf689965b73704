"""Reviewing a reflection before it leaves: what is shown, what people decide, what comes of it.

The finding is done elsewhere; here are the values that pass between it and the screens. What is
kept of a review is the decisions alone: the rest follows from the text and the roster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

from rjdesk.desk.roster import Roster


class Fate(StrEnum):
    """What becomes of a passage: it goes, it stays, or a person has to say."""

    GOES = "goes"
    STAYS = "stays"
    ASKED = "asked"


class ReviewPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the original that identifies somebody, or may, ``start`` to before ``end``.

    ``says`` is why, in a sentence that names nobody. ``becomes`` is what stands for it where it
    goes. ``decided`` says that a person did, ``names`` that it is read as somebody's name.
    """

    start: int
    end: int
    fate: Fate
    says: str
    becomes: str
    decided: bool
    names: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide about it."""
        return self.fate is Fate.ASKED


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """That a stretch of a text goes or stays; ``everywhere`` decides alike of all that read so.

    A stretch that nothing was found in is one that somebody marked. ``widens`` is the passage,
    from where to before where, that reaches as far as this one from now on.
    """

    text: int
    start: int
    end: int
    goes: bool
    everywhere: bool = False
    widens: tuple[int, int] | None = None


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How what is left is told: ``they`` for he and she; days by how far they were from ``since``.

    Without a day to count from, a day is told by the term that it lies in.
    """

    they: bool = False
    since: date | None = None


PLAIN = Style()


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One text under review: its passages in order, and what leaves as things stand.

    ``places`` says of each passage where it stands in the result.
    """

    text: str
    passages: tuple[ReviewPassage, ...]
    result: str
    places: tuple[tuple[int, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What a person said is a word, and nobody's name, each once, and its parts."""
        stays = (p for p in self.passages if p.fate is Fate.STAYS and p.decided and p.names)
        whole = [self.text[p.start : p.end] for p in stays]
        return tuple(dict.fromkeys((*whole, *(part for each in whole for part in each.split()))))

    @property
    def open(self) -> tuple[ReviewPassage, ...]:
        """What is undecided, and holds the text back (RC-106)."""
        return tuple(passage for passage in self.passages if passage.is_open)


class Remains(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate holds back: in which part, the stretch of it, and why in a sentence."""

    where: str
    start: int
    end: int
    says: str


class Leaves(msgspec.Struct, frozen=True, kw_only=True):
    """What is about to leave: texts as they were reviewed, and what the file says of itself."""

    reviewed: tuple[Reviewed, ...]
    title: str = ""
    file_name: str = ""
    metadata: Mapping[str, str] = {}


class Departing(msgspec.Struct, frozen=True, kw_only=True):
    """Texts that were reviewed, and by what they are read again.

    ``roster`` is that of their case as it is now, ``others`` are those of all other cases that a
    member holds; ``words`` are what a person said is a word in the texts, and nobody's name.
    """

    texts: tuple[str, ...]
    roster: Roster
    others: tuple[Roster, ...] = ()
    words: tuple[str, ...] = ()


class DepartingReader(Protocol):
    """Reads again what leaves; the same reading twice in a row costs nothing the second time."""

    def left(self, departing: Departing) -> tuple[Remains, ...]:
        """Return whose names still stand in the texts; it may run in any thread."""


class Anonymiser(DepartingReader, Protocol):
    """Finds what identifies somebody, and reads again what leaves. Keeps nothing.

    ``read`` is what takes time; it may run in any thread.
    """

    def read(
        self, texts: Sequence[str], roster: Roster, elsewhere: Sequence[str] | None = None
    ) -> object:
        """Read texts about one case, and return what ``review`` wants to have.

        ``elsewhere`` are the other reflections of the coalition: what none of them says is put
        to the reader by sentence; without them no sentence is.
        """

    def review(
        self,
        read: object,
        decisions: Sequence[Decision] = (),
        *,
        export: str = "",
        style: Style = PLAIN,
    ) -> tuple[Reviewed, ...]:
        """Return the texts as they stand after these decisions, in their order and that style.

        ``export`` is drawn anew for each release, and numbers the people anew.
        """

    def remains(
        self, leaves: Leaves, roster: Roster, others: Sequence[Roster] = ()
    ) -> tuple[Remains, ...]:
        """Return what the gate holds back, by the roster of the case and those of all others."""
