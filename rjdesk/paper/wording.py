"""The words of one language that stand around every form, from ``forms/words.<language>.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.paper.fields import FIELDS, LISTS, TABLES, WORDS

T = TypeVar("T")


class PageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words printed around the text: under rules, in the footer, across a draft."""

    name: str
    signature: str
    date: str
    page: str
    edition: str
    version: str
    code: str
    digest: str
    draft: str
    box: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a language calls things where the sheet does not say."""

    words: dict[str, str]
    page: PageWords
    tables: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]
    choices: dict[str, str]


def read_wording(path: Path) -> Wording:
    """Read and check a language's words. Raises Trouble with the file's name and why."""
    data = load_toml(path.read_text(encoding="utf-8"), path.name)
    wording = convert(data, Wording, path.name)
    known = {name.removeprefix(WORDS) for name in FIELDS if name.startswith(WORDS)}
    _same(known, set(wording.words), path.name, "words")
    _same(set(TABLES), set(wording.tables), path.name, "tables")
    choices = {choice for field in FIELDS.values() for choice in field.choices}
    _same(choices, set(wording.choices), path.name, "choices")
    for name, headings in wording.tables.items():
        if len(headings) != len(TABLES[name].columns):
            raise Trouble(
                f"{path.name}: the table “{name}” needs {len(TABLES[name].columns)} headings,"
                f" and {len(headings)} are given."
            )
    for name in wording.lists:
        if name not in LISTS:
            raise Trouble(f"{path.name}: there is no list called “{name}”.")
    return wording


def load_toml(text: str, place: str) -> dict[str, object]:
    """Read TOML. Raises Trouble naming the place."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Trouble(f"{place} cannot be read: {error}.") from error


def convert(data: object, kind: type[T], place: str) -> T:
    """Turn what a file says into a checked value. Raises Trouble naming the place."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise Trouble(f"{place} is not as it should be: {error}.") from error


def _same(wanted: set[str], given: set[str], place: str, section: str) -> None:
    for name in sorted(wanted - given):
        raise Trouble(f"{place}: “{name}” is missing from [{section}].")
    for name in sorted(given - wanted):
        raise Trouble(f"{place}: “{name}” is not known in [{section}].")
