"""The shapes of a view: all that may make a page paint it otherwise, and none of its words."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from enum import Enum

import msgspec

SEVERAL = 2
"""More than one are painted alike."""


def shapes_in(value: object, *where: Hashable) -> Iterator[Hashable]:
    """Yield the shape of a value and of each value in it, with the fields it lies in.

    A value is painted otherwise by its type, by what is set in it, by its choices and by
    whether its lists have none, one or several: all these together are its shape. What lies in
    it has a shape of its own: a page has painted a list of many kinds when it painted each.
    """
    yield (*where, _own(value))
    match value:
        case msgspec.Struct():
            for name in value.__struct_fields__:
                inner = getattr(value, name)
                if isinstance(inner, msgspec.Struct | Collection) and not isinstance(inner, str):
                    yield from shapes_in(inner, *where, type(value), name)
        case str() | bytes():
            pass
        case Mapping():
            for key, each in value.items():
                yield from shapes_in(each, *where, key)
        case Collection():
            for each in value:
                yield from shapes_in(each, *where)


def _own(value: object) -> Hashable:
    """Return the shape of a value without that of what lies in it."""
    match value:
        case None | bool() | Enum() | type():
            return value
        case str() | bytes():
            return bool(value)
        case int() | float():
            return (value > 0) - (value < 0)
        case msgspec.Struct():
            return (type(value), *(_outside(getattr(value, f)) for f in value.__struct_fields__))
        case Collection():
            return min(len(value), SEVERAL)
        case _:
            return type(value)


def _outside(value: object) -> Hashable:
    return type(value) if isinstance(value, msgspec.Struct) else _own(value)
