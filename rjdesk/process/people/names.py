"""People of one name, told apart: one function, so that every page and paper does it alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from rjdesk.process.people.state import Person


def told_apart(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people with ``name`` and ``called`` such that no two are the same (R10).

    Two of one name get a number each, in the order in which they were named. Two who are called
    alike in the room get the initial of their last name where that tells them apart, and a
    number where it does not.
    """
    names = _apart([person.entered for person in people])
    called = _apart(_with_initials(people))
    return tuple(
        replace(person, name=name, called=called_so)
        for person, name, called_so in zip(people, names, called, strict=True)
    )


def of_one_name(people: Sequence[Person], name: str) -> bool:
    """Whether somebody of that name is there already."""
    return _folded(name) in {_folded(person.entered) for person in people}


def _apart(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    told = []
    for name, key, alike in _alike(names):
        seen[key] += 1
        told.append(f"{name} ({seen[key]})" if alike else name)
    return told


def _with_initials(people: Sequence[Person]) -> list[str]:
    every = zip(people, _alike([person.liked for person in people]), strict=True)
    return [
        f"{liked} {initial}." if alike and (initial := _initial(person)) else liked
        for person, (liked, _, alike) in every
    ]


def _alike(names: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return each name, how it is compared, and whether another is spelled like it."""
    keys = [_folded(name) for name in names]
    counts = Counter(keys)
    return [(name, key, counts[key] > 1) for name, key in zip(names, keys, strict=True)]


def _initial(person: Person) -> str:
    """Return the first letter of the last word of a name that has more than one."""
    words = person.entered.split()
    return words[-1][0] if len(words) > 1 and words[-1] not in person.liked.split() else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
