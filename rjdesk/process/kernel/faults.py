"""Faults in a file of tables, in plain words: which key, what it says, what it may say."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import inspect

_WHERE = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<where>[^`]*)`)?", re.DOTALL)
_STEP = re.compile(r"\.(?P<key>[\w-]+)|\[(?P<index>\d+|\.\.\.)\]")
_LEAST = re.compile(r"Expected `\w+` (?P<bound>>=|<=) (?P<number>-?\d+)")
_LONG = re.compile(r"of length <= (?P<number>\d+)")
_DIGITS = re.compile(r"[0-9_]{4000}")
_DOTS = re.compile(r"""(?<!["'\w-])(?:["'\w-]++\s*+\.\s*+){100}""")
LONGEST = 60
"""So much of a wrong value is shown."""
LARGEST_NUMBER = 2**63
"""No file of tables holds this number, or one beyond it."""
_SMALL = "small letters and figures, with - or _ between them"
_KINDS = {
    "str": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list in square brackets",
    "object": "a table, such as {}",
}

Keys = tuple[str | int, ...]
"""What leads to a value: keys of tables, and places in lists, counted from 0."""


class Fault(NamedTuple):
    """Something wrong in a file of tables: where, as far as it is there, and a sentence."""

    keys: Keys
    said: str


class TablesError(ValueError):
    """A text that is no file of tables: why, and in which line, or 0 where nobody knows."""

    def __init__(self, why: str, line: int = 0) -> None:
        """Take why, without a full stop."""
        super().__init__(why)
        self.line = line


def tables_in(text: str) -> dict[str, Any]:
    """Return what stands in a file of tables; raises TablesError where nothing can."""
    if _DOTS.search(text):  # whose reading would take minutes
        raise TablesError("its tables lie too deep in one another")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # At the end of the file, TOML tells no line.
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise TablesError(shown(str(error), 4 * LONGEST), line) from None
    except RecursionError:
        raise TablesError("its lists lie too deep in one another") from None
    except ValueError:
        # Python itself reads no number of so many digits.
        lines = enumerate(text.splitlines(), start=1)
        line = next((number for number, each in lines if _DIGITS.search(each)), 0)
        raise TablesError(f"a number has too many digits (at line {line})", line) from None
    for keys, value in _values_in(tables, ()):
        if isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
            where = shown(path_of(keys))
            raise TablesError(f"the number behind the key {where} has too many digits")
    return tables


def _values_in(value: Any, keys: Keys) -> Iterator[tuple[Keys, Any]]:  # noqa: ANN401
    """Yield each value that is no table or list, and what leads to it."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _values_in(inside, (*keys, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _values_in(inside, (*keys, number))
    else:
        yield keys, value


def shown(text: str, most: int = LONGEST) -> str:
    """Return a text out of a file for a sentence: cut where it is long, with no unseen sign."""
    seen = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in text[:most])
    return seen if len(text) <= most else f"{seen}…"


def quoted(names: Iterable[str]) -> str:
    """Return names for a sentence, each in quotes."""
    return ", ".join(f"“{shown(name)}”" for name in names)


def path_of(keys: Iterable[str | int]) -> str:
    """Return keys as a sentence has them.

    >>> path_of(("rounds", 0, "title"))
    'rounds[0].title'
    """
    steps = (f"[{key}]" if isinstance(key, int) else f".{shown(key)}" for key in keys)
    return "".join(steps).removeprefix(".")


def unknown_key(key: str, of: str = "a programme") -> str:
    """Return what is said of a key that nobody knows in such a file."""
    return f"the key {key} is not one that {of} has. Check its spelling or remove it."


def fault_in(
    tables: Any,  # noqa: ANN401 - what a file of tables holds
    error: msgspec.ValidationError,
    kind: type[object],
    of: str = "a programme",
) -> Fault:
    """Return what keeps tables from being read as a kind of value.

    ``of`` is what the file says, such as a form.
    """
    told = _WHERE.fullmatch(str(error))
    what, where = (told["what"], told["where"] or "") if told else (str(error), "")
    keys, value, hint = _walked(tables, where, kind)
    named = what.partition("`")[2].removesuffix("`")
    if "unknown field" in what:
        return Fault((*keys, named), unknown_key(path_of((*keys, named)), of))
    if "missing required field" in what:
        absent = path_of((*keys, named))
        return Fault(keys, f"the key {absent} is missing, and {of} cannot do without it.")
    said = f"“{_short(value)}”" if isinstance(value, str) else _short(value)
    return Fault(keys, f"the key {path_of(keys)} says {said}. {_instead(what, hint)}.")


def _short(value: object) -> str:
    """Return a value as a file of tables has it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return shown(str(value))


def _instead(what: str, hint: object) -> str:
    """Return what may stand there instead."""
    allowed = _choices(inspect.type_info(hint))
    if what.startswith("Invalid enum value") and allowed:
        return f"Choose from {quoted(allowed)}"
    if bound := _LEAST.match(what):
        direction = "more" if bound["bound"] == ">=" else "less"
        return f"Write a number of {bound['number']} or {direction}"
    if "matching regex" in what:
        return f"Write {_SMALL}" if "a-z" in what else "Write a name"
    if most := _LONG.search(what):
        return f"Write at most {most['number']} letters"
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


def _walked(value: Any, path: str, kind: object) -> tuple[Keys, Any, object]:  # noqa: ANN401
    """Follow the path of a fault; return it in full, what stands there, and what belongs there."""
    hint, keys = kind, list[str | int]()
    for step in _STEP.finditer(path):
        key: str | int = step["key"] or ""
        if step["index"]:
            key = _first_wrong(value, hint) if step["index"] == "..." else int(step["index"])
        try:
            value, hint = value[key], _inside(hint, key)
        except LookupError:
            break  # the path is a part of a key that looks like one
        keys.append(key)
    return tuple(keys), value, hint


def _first_wrong(table: Mapping[str, Any], hint: object) -> str:
    """Return the key of the first value of a table that cannot be read."""
    for key, value in table.items():
        try:
            msgspec.convert(value, _inside(hint, key))
        except msgspec.ValidationError:
            return key
    return ""


def _inside(hint: object, key: str | int) -> Any:  # noqa: ANN401 - a type, as Python has them
    """Return what belongs under a key of something; raises LookupError where nothing does."""
    hint = _bare(hint)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(hint)}
        return fields[str(key)]
    arguments: Sequence[object] = get_args(hint)
    return arguments[1 if get_origin(hint) is dict else 0]


def _bare(hint: object) -> object:
    """Return a type without what is only said about it, and without that it may be missing."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not types.NoneType)
    return hint
