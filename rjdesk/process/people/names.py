"""People of one name, told apart: one function, so that every page and paper does it alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

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
    alike = _alike(names)
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        key = _folded(name)
        seen[key] += 1
        told.append(f"{name} ({seen[key]})" if alike(name) else name)
    return told


def _with_initials(people: Sequence[Person]) -> list[str]:
    alike = _alike([person.liked for person in people])
    return [
        f"{person.liked} {initial}." if alike(person.liked) and (initial := _initial(person))
        else person.liked
        for person in people
    ]  # fmt: skip


def _alike(names: Sequence[str]) -> Callable[[str], bool]:
    counts = Counter(map(_folded, names))
    return lambda name: counts[_folded(name)] > 1


def _initial(person: Person) -> str:
    """Return the first letter of the last word of a name that has more than one."""
    words = person.entered.split()
    return words[-1][0] if len(words) > 1 and words[-1] not in person.liked.split() else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
