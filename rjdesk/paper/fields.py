"""The register: every field, list, table and set of signers that a form may name.

It stands in ``fields.toml``. A test holds it against all form files, and against what fills it,
both ways.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rjdesk.desk.sheets import DoneOn, Signer, Value

WORDS = "words."
"""Fields so named are what a programme calls things; the language has a word for each."""


EachT = TypeVar("EachT")


class FormField(msgspec.Struct, frozen=True):
    """A value inside the text. Where it is missing, a rule ``room`` mm long takes its place.

    A field with ``lines`` that stands alone in its paragraph leaves that many empty lines. One
    with ``choices`` takes no other value; the form's language has a word for each. One whose
    sample is a day, or a moment, takes nothing else.
    """

    name: str
    label: str
    sample: Value
    room: float = 60.0
    lines: int = 0
    choices: tuple[str, ...] = ()
    by_hand: bool = False


class ListField(msgspec.Struct, frozen=True):
    """A list; a blank copy has ``blank`` items to write in, of so many ``lines`` each.

    One of none is there only where it says something.
    """

    name: str
    label: str
    sample: tuple[str, ...]
    ordered: bool = True
    airy: bool = False
    blank: int = 6
    lines: int = 2
    by_hand: bool = False


class Column(msgspec.Struct, frozen=True):
    """A column: its share of the width, and whether it holds ``days``.

    One that does takes nothing else but its ``choices``; the language has a word for each.
    """

    name: str
    share: int = 1
    days: bool = False
    choices: tuple[str, ...] = ()


class TableField(msgspec.Struct, frozen=True):
    """A table; a blank copy has ``blank`` empty rows.

    ``cards`` draws each row as a card: its first cell in full width as the card's heading,
    the others under it with their labels. A narrow grid would leave no room to write.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    sample: tuple[tuple[Value, ...], ...]
    cards: bool = False
    blank: int = 3
    by_hand: bool = False


class SignersField(msgspec.Struct, frozen=True):
    """Those who sign; a blank copy has ``blank`` signature blocks."""

    name: str
    label: str
    sample: tuple[Signer, ...]
    blank: int = 1


def _value(said: object) -> object:
    """Return a sample as a sheet holds it; tables in it are what is done, or who signs."""
    if isinstance(said, dict):
        return DoneOn(said["done_on"]) if "done_on" in said else Signer(**said)
    return tuple(map(_value, said)) if isinstance(said, list) else said


def _read(table: str, kind: Callable[..., EachT]) -> Mapping[str, EachT]:
    """Return one part of the register by name, as its file has it."""
    found = {}
    for said in _REGISTER[table]:
        plain = {key: _value(value) for key, value in said.items() if key != "columns"}
        if columns := said.get("columns"):
            plain["columns"] = tuple(Column(**_lists_as_tuples(column)) for column in columns)
        found[said["name"]] = kind(**plain)
    return found


def _lists_as_tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in said.items()}


_REGISTER = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

FIELDS = _read("fields", FormField)
LISTS = _read("lists", ListField)
TABLES = _read("tables", TableField)
SIGNERS = _read("signers", SignersField)
