"""The words of one language that stand around every form, from ``forms/words.<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
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


class Slip(Trouble):
    """A slip in a file that people edit: which file, which line (from 1), and what is wrong."""

    def __init__(self, file: str, line: int, why: str) -> None:
        """Say it in a sentence; ``why`` ends with its full stop."""
        super().__init__(f"{file}, line {line}: {why}")
        self.line = line


def read_wording(path: Path) -> Wording:
    """Read and check a language's words. Raises Slip with the first thing that is wrong."""
    wording, slips = _read(path)
    if wording is None:
        raise slips[0]
    return wording


def slips_in_wording(path: Path) -> list[Slip]:
    """Return every slip of a language's words."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Wording | None, list[Slip]]:
    try:
        text = path.read_bytes().decode("utf-8")
        wording = convert(load_toml(text, path.name), Wording, path.name)
    except UnicodeDecodeError:
        return None, [Slip(path.name, 1, "the file is not saved as UTF-8 text.")]
    except Slip as slip:
        return None, [slip]
    lines = text.splitlines()
    slips = [Slip(path.name, line_of(lines, key), why) for key, why in _slips(wording)]
    return (None if slips else wording), slips


def _slips(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield the key that is wrong, or the section that lacks one, and what is wrong."""
    sections = {
        "words": {name.removeprefix(WORDS) for name in FIELDS if name.startswith(WORDS)},
        "tables": set(TABLES),
        "choices": {choice for field in FIELDS.values() for choice in field.choices},
    }
    for section, wanted in sections.items():
        given = set(getattr(wording, section))
        for name in sorted(wanted - given):
            yield section, f"“{name}” is missing from [{section}]."
        for name in sorted(given - wanted):
            yield name, f"“{name}” is not known in [{section}]."
    for name, headings in wording.tables.items():
        needed = len(TABLES[name].columns) if name in TABLES else len(headings)
        if len(headings) != needed:
            yield (
                name,
                f"the table “{name}” needs {needed} headings, and {len(headings)} are given.",
            )
    for name in wording.lists:
        if name not in LISTS:
            yield name, f"there is no list called “{name}”."


def line_of(lines: list[str], key: str) -> int:
    """Return the number of the line that sets a key or begins a section, counted from 1."""
    starts = re.compile(rf"\s*\[?\"?{re.escape(key)}\b")
    return next((n for n, line in enumerate(lines, start=1) if starts.match(line)), 1)


def load_toml(text: str, file: str) -> dict[str, object]:
    """Read TOML. Raises Slip."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        # At the end of the file, TOML tells no line.
        line = int(found[1]) if found else len(text.splitlines())
        raise Slip(file, line, f"this cannot be read: {error}.") from error


def convert(data: object, kind: type[T], file: str, place: str = "something here") -> T:
    """Turn what a file says into a checked value. Raises Slip."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise Slip(file, 1, f"{place} is not as it should be: {error}.") from error
