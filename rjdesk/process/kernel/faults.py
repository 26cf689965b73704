"""Faults in a file of tables, in plain words: which key, what it says, what it may say."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import inspect

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

_PLAINLY = {
    "Cannot ": "a key or table stands there twice",
    "Illegal character '\\n'": "a text has no quote at the end of its line",
    "Found invalid character '\\n'": "a text has no quote at the end of its line",
    "Unterminated": "a text has no quotes at its end",
    'Expected "\'"': "a text has no quote at its end",
    "Unescaped": "a \\ stands in a text, where two are written for one",
    "Invalid value": "what stands behind the = is no text in quotes, no number, list or table",
    "Expected newline": "something is left behind a value, such as words outside its quotes",
    "Expected '='": "an = is missing behind a key",
    "Expected ']": "a ] is missing behind the name of a table",
    "Unclosed array": "a list lacks the ] at its end, or a comma between two values",
    "Unclosed inline": "a table lacks the } at its end, in the same line",
}
"""What Python says of a text that is no file of tables, by how it begins, and what that means."""

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
        raise TablesError(_plainly(str(error)), line) from None
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


def _plainly(why: str) -> str:
    """Return in plain words why a text is no file of tables, with the place that is told."""
    said = next((plain for begins, plain in _PLAINLY.items() if why.startswith(begins)), "")
    place = re.search(r" \(at [^()]*\)$", why)
    return f"{said}{place[0] if place else ''}" if said else shown(why, 4 * LONGEST)


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


def unknown_key(key: str, of: str = "a programme", known: Iterable[str] = ()) -> str:
    """Return what is said of a key that nobody knows in such a file, beside those that are."""
    meant = _meant(key.rpartition(".")[2], known)
    return f"the key {key} is not one that {of} has. {meant}Check its spelling or remove it."


def those_there_are(name: str, known: Iterable[str]) -> str:
    """Return which of those known may be meant by a name that nobody knows; else all of them."""
    known = sorted(known)
    return _meant(name, known).strip() or f"There are: {', '.join(known)}."


def _meant(name: str, known: Iterable[str]) -> str:
    """Return a sentence on those that are nearly spelt so, with a space behind; or ""."""
    near = get_close_matches(name[:LONGEST], sorted(known), cutoff=0.75)
    return f"Perhaps {' or '.join(quoted((each,)) for each in near)} is meant. " if near else ""


def faults_in(
    tables: Any,  # noqa: ANN401 - what a file of tables holds
    kind: type[object],
    of: str = "a programme",
) -> Iterator[Fault]:
    """Yield all that keeps tables from being read as a kind of value, in the order of the file.

    ``of`` is what the file says, such as a form.
    """
    yield from _faults_at((), tables, kind, of)


def _faults_at(keys: Keys, value: Any, hint: Any, of: str) -> Iterator[Fault]:  # noqa: ANN401
    """Yield what is wrong with what stands behind keys, where something of a type belongs."""
    bare = _bare(hint)
    arguments: Sequence[Any] = get_args(bare)
    if isinstance(value, dict) and isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _faults_of_struct(keys, value, bare, of)
    elif isinstance(value, dict) and get_origin(bare) is dict:
        for key, inside in value.items():
            yield from _faults_at((*keys, key), inside, arguments[1], of)
    elif isinstance(value, list) and get_origin(bare) is tuple:
        for number, inside in enumerate(value):
            yield from _faults_at((*keys, number), inside, arguments[0], of)
    else:
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            said = f"“{_short(value)}”" if isinstance(value, str) else _short(value)
            instead = _instead(str(error), hint)
            yield Fault(keys, f"the key {path_of(keys)} says {said}. {instead}.")


def _faults_of_struct(
    keys: Keys, table: Mapping[str, Any], kind: type[msgspec.Struct], of: str
) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        here = (*keys, key)
        if key in fields:
            yield from _faults_at(here, value, fields[key].type, of)
        else:
            yield Fault(here, unknown_key(path_of(here), of, fields.keys() - table.keys()))
    wanted = (name for name, field in fields.items() if field.required)
    absent = [path_of((*keys, name)) for name in wanted if name not in table]
    if absent:
        what, are, them = ("key", "is", "it") if len(absent) == 1 else ("keys", "are", "them")
        named = f"{what} {' and '.join(absent)} {are}"
        yield Fault(keys, f"the {named} missing, and {of} cannot do without {them}.")


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


def _bare(hint: object) -> object:
    """Return a type without what is only said about it, and without that it may be missing."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not types.NoneType)
    return hint
