"""Whom an event names: found by the types of its fields, so that no field is forgotten."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache

import msgspec

from rjdesk.process.kernel.event import PersonId


def people_in(value: msgspec.Struct) -> Iterator[PersonId]:
    """Yield every participant that an event names, also inside the values that it holds."""
    for field in _fields_with_people(type(value)):
        yield from _people(getattr(value, field))


def _people(value: object) -> Iterator[PersonId]:
    if isinstance(value, str):
        yield PersonId(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _people(part)
    elif isinstance(value, msgspec.Struct):
        yield from people_in(value)


@cache
def _fields_with_people(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if _names_people(hints[name]))


def _names_people(hint: object) -> bool:
    """Whether a type is that of a participant's id, or holds one."""
    if hint is PersonId:
        return True
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return bool(_fields_with_people(hint))
    return any(map(_names_people, typing.get_args(hint)))
