"""Who and what was met in the texts of a case, so that it is found in all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.people import Known
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind
from rjdesk.anonymise.subjects import Stranger

_SHORTEST = 3

Met = Sequence[tuple[Reading, Found]]
"""What was found in each reading, settled."""


def people_met(met: Met, lexicon: Lexicon) -> tuple[Known, ...]:
    """Return the people on no roster who were met.

    "Keoni" and "Keoni Akana" are one person; a name that the roster knows is left to it.
    """
    known = {name for reading, _ in met for person in reading.people for name in person.names}
    wholes = {
        tuple(found.subject.name.split())
        for _, found in met
        if isinstance(found.subject, Stranger) and found.action is Action.REPLACE
    }
    people: list[Known] = []
    parts_with: dict[str, list[set[str]]] = defaultdict(list)
    for whole in sorted(wholes, key=lambda words: (-len(words), words)):
        longer = (parts for first in whole[:1] for parts in parts_with[first])
        if not any(parts.issuperset(whole) for parts in longer):
            names = set(whole) - known - lexicon.phrasing.particles
            people.append(
                Known(
                    subject=Stranger(" ".join(whole)),
                    kept=False,
                    # What the roster knows does not count for somebody else.
                    parts=tuple(word for word in whole if word not in known),
                    names=frozenset(name for name in names if len(name) > 1),
                )
            )
            for part in people[-1].parts:
                parts_with[part].append(set(people[-1].parts))
    return tuple(people)


def places_met(met: Met, lexicon: Lexicon) -> frozenset[str]:
    """Return the words that tell the places that were met: "tollen" of "Tollen Library"."""
    return frozenset(
        word.lower
        for reading, found in met
        if found.kind is Kind.PLACE and found.action is Action.REPLACE
        for word in reading.words_in(found)
        if word.capital and word.lower not in lexicon.words and len(word.text) >= _SHORTEST
    )
