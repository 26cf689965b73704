"""The words of one language that stand around every form, from ``forms/words.<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from string import Formatter
from typing import TypeVar, assert_never

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import DoneOn, Value
from rjdesk.paper.fields import FIELDS, LISTS, TABLES, WORDS
from rjdesk.process.kernel.faults import fault_in

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


class DayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the language writes days.

    ``date`` has places for {day}, {month} and {year}, ``moment`` for {weekday}, {date} and
    {time} (24 hours), ``done`` for {date}. ``weekdays`` begin with Monday.
    """

    date: str
    moment: str
    done: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a language calls things where the sheet does not say."""

    words: dict[str, str]
    page: PageWords
    days: DayWords
    tables: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]
    choices: dict[str, str]

    def written(self, value: Value) -> str:
        """Return a value of a sheet as this language writes it; text stays as it is."""
        match value:
            case str():
                return value
            case DoneOn(day):
                return self.days.done.format(date=self._date(day))
            case datetime():
                return self.days.moment.format(
                    weekday=self.days.weekdays[value.weekday()],
                    date=self._date(value),
                    time=f"{value:%H:%M}",
                )
            case date():
                return self._date(value)
        assert_never(value)

    def _date(self, day: date) -> str:
        return self.days.date.format(
            day=day.day, month=self.days.months[day.month - 1], year=day.year
        )


class FormError(Trouble):
    """A slip in a file that people edit: which file, which line (from 1), and what is wrong."""

    def __init__(self, file: str, line: int, why: str) -> None:
        """Say it in a sentence; ``why`` ends with its full stop."""
        super().__init__(f"{file}, line {line}: {why}")
        self.line = line


def read_wording(source: bytes, file: str) -> Wording:
    """Read and check a language's words; ``file`` is the name used in messages. Raises Slip."""
    wording, slips = _read(source, file)
    if wording is None:
        raise slips[0]
    return wording


def slips_in_wording(source: bytes, file: str) -> list[FormError]:
    """Return every slip of a language's words."""
    return _read(source, file)[1]


def _read(source: bytes, file: str) -> tuple[Wording | None, list[FormError]]:
    try:
        text = source.decode("utf-8")
        wording = convert(load_toml(text, file), Wording, file)
    except UnicodeDecodeError:
        return None, [FormError(file, 1, "the file is not saved as UTF-8 text.")]
    except FormError as slip:
        return None, [slip]
    lines = text.splitlines()
    slips = [FormError(file, line_of(lines, key), why) for key, why in _slips(wording)]
    return (None if slips else wording), slips


def _slips(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield the key that is wrong, or the section that lacks one, and what is wrong."""
    sections = {
        "words": {name.removeprefix(WORDS) for name in FIELDS if name.startswith(WORDS)},
        "tables": set(TABLES),
        "choices": {
            *(choice for field in FIELDS.values() for choice in field.choices),
            *(c for table in TABLES.values() for column in table.columns for c in column.choices),
        },
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
    yield from _slips_in_days(wording.days)


def _slips_in_days(days: DayWords) -> Iterator[tuple[str, str]]:
    for name, needed in (("months", 12), ("weekdays", 7)):
        given = [word.strip() for word in getattr(days, name)]
        if len(given) != needed or "" in given or len(set(given)) != needed:
            yield name, f"[days] needs {needed} different {name}."
    places = {
        "date": {"day", "month", "year"},
        "moment": {"weekday", "date", "time"},
        "done": {"date"},
    }
    for name, wanted in places.items():
        if _places(getattr(days, name)) != wanted:
            shown = ", ".join(f"{{{place}}}" for place in sorted(wanted))
            yield name, f"“{name}” in [days] needs these places once: {shown}."


def _places(text: str) -> set[str | None] | None:
    """Return the places of a text that are to be filled, or None where it cannot be."""
    try:
        found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    return set(found) if len(set(found)) == len(found) else None


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
        raise FormError(file, line, f"this cannot be read: {error}.") from error


def convert(data: object, kind: type[T], file: str, place: str = "") -> T:
    """Turn what a file says into a checked value. Raises Slip."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        fault = fault_in(data, error, kind, of="a form").said
        raise FormError(file, 1, f"{place}, {fault}".removeprefix(", ")) from error
