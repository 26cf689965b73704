"""Faults in a file of tables, in plain words: which key, what it says, what it may say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import inspect

_STEP = re.compile(r"\.(?P<key>[\w-]+)|\[(?P<index>\d+|\.\.\.)\]")
_LEAST = re.compile(r"Expected `\w+` (?P<bound>>=|<=) (?P<number>\d+)")
LONGEST = 60
"""So much of a wrong value is shown."""
_SMALL = "small letters and figures, with - or _ between them"
_KINDS = {
    "str": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list in square brackets",
    "object": "a table, such as {}",
}


def quoted(names: Iterable[str]) -> str:
    """Return names for a sentence, each in quotes."""
    return ", ".join(f"“{name}”" for name in names)


def unknown_key(key: str, of: str = "a programme") -> str:
    """Return what is said of a key that nobody knows in such a file."""
    return f"the key {key} is not one that {of} has. Check its spelling or remove it."


def fault_in(
    tables: Any,  # noqa: ANN401 - what a file of tables holds
    error: msgspec.ValidationError,
    kind: type[object],
    of: str = "a programme",
) -> str:
    """Return a sentence for what keeps tables from being read as a kind of value.

    ``of`` is what the file says, such as a form.
    """
    what, _, where = str(error).partition(" - at `")
    found, value, hint = _walked(tables, where.rstrip("`").removeprefix("$"), kind)
    if "unknown field" in what:
        return unknown_key(".".join(filter(None, (found, what.split("`")[1]))), of)
    if "missing required field" in what:
        absent = ".".join(filter(None, (found, what.split("`")[1])))
        return f"the key {absent} is missing, and {of} cannot do without it."
    said = f"“{_short(value)}”" if isinstance(value, str) else _short(value)
    return f"the key {found} says {said}. {_instead(what, hint)}."


def _short(value: object) -> str:
    """Return a value as a file of tables has it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _instead(what: str, hint: inspect.Type) -> str:
    """Return what may stand there instead."""
    allowed = _choices(hint)
    if what.startswith("Invalid enum value") and allowed:
        return f"Choose from {quoted(allowed)}"
    if bound := _LEAST.match(what):
        direction = "more" if bound["bound"] == ">=" else "less"
        return f"Write a number of {bound['number']} or {direction}"
    if "matching regex" in what:
        return f"Write {_SMALL}" if "a-z" in what else "Write a name"
    if "of length" in what:
        return "Write fewer letters"
    expected = re.match(r"Expected `(\w+)", what)
    return f"Write {_KINDS.get(expected[1] if expected else '', 'something else')}"


def _choices(hint: inspect.Type) -> list[str]:
    match hint:
        case inspect.EnumType(cls=cls):
            return [str(member.value) for member in cls]
        case inspect.LiteralType(values=values):
            return [str(value) for value in values]
        case inspect.UnionType(types=types):
            return [choice for each in types for choice in _choices(each)]
    return []


def _walked(value: Any, path: str, kind: type[object]) -> tuple[str, Any, inspect.Type]:  # noqa: ANN401
    """Follow the path of a fault; return it in full, what stands there, and what belongs there."""
    hint, found = inspect.type_info(kind), ""
    for step in _STEP.finditer(path):
        key: str | int = step["key"] or ""
        if step["index"]:
            key = _first_wrong(value, hint) if step["index"] == "..." else int(step["index"])
        value = value[key]
        hint = _inside(hint, key)
        found += f"[{key}]" if isinstance(key, int) else f".{key}" if found else key
    return found, value, hint


def _first_wrong(table: Mapping[str, Any], hint: inspect.Type) -> str:
    """Return the key of the first value of a table that cannot be read."""
    inside = _inside(hint, "")
    of = inside.cls if isinstance(inside, inspect.StructType) else object
    for key, value in table.items():
        try:
            msgspec.convert(value, of)
        except msgspec.ValidationError:
            return key
    return next(iter(table))


def _inside(hint: inspect.Type, key: str | int) -> inspect.Type:
    """Return what belongs under a key of something."""
    match hint:
        case inspect.StructType(fields=fields):
            return next(field.type for field in fields if field.encode_name == key)
        case inspect.VarTupleType(item_type=item):
            return item
        case inspect.DictType(value_type=inside):
            return inside
        case inspect.UnionType(types=types):
            tables = (each for each in types if not isinstance(each, inspect.NoneType))
            return _inside(next(tables), key)
    return hint
