"""The words of one language that stand around every form, from ``forms/words.<language>.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from string import Formatter
from typing import TypeVar, assert_never

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import DoneOn, Value
from rjdesk.desk.typed import Undrawable
from rjdesk.paper.fields import FIELDS, LISTS, TABLES, WORDS
from rjdesk.paper.files import NoPlainText, text_in
from rjdesk.paper.letters import lacking
from rjdesk.process.kernel.faults import TablesError, faults_in, path_of, shown, tables_in
from rjdesk.process.kernel.writing import LONGEST_NAME, can_be_seen, unseen_sign

T = TypeVar("T")

LONGEST_ITEM = 2000
"""No item of a list is longer."""
LONGEST_LABEL = 80
"""No text of [page] is longer: under a rule or in the foot there is little room."""

_WIDTH = re.compile(r"[0-9]{0,2}")
_KEY = r"""[\w-]+|"[^"]*"|'[^']*'"""
_SETS = re.compile(rf"\s*(?P<keys>(?:{_KEY})(?:\s*\.\s*(?:{_KEY}))*)\s*=")
_BEGINS = re.compile(rf"\s*\[\[?\s*(?P<keys>(?:{_KEY})(?:\s*\.\s*(?:{_KEY}))*)\s*\]")


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


def slips_in_wording(source: bytes, file: str, undrawable: Undrawable) -> list[FormError]:
    """Return every slip of a language's words that are to be used from now on.

    Beyond what can be read, there is something in each of them, and it can be printed.
    """
    wording, slips = _read(source, file)
    if wording is None:
        return slips
    lines = text_in(source).splitlines()
    return [
        FormError(file, line_of(lines, *keys), f"the key {path_of(keys)} {why}.")
        for keys, text, most in _texts(wording)
        if (why := why_not_printed(text, undrawable, most))
    ]


def why_not_printed(text: str, undrawable: Undrawable, most: int = LONGEST_NAME) -> str:
    """Return why what a key says cannot be printed, and what may stand there; "" where it can."""
    if not can_be_seen(text):
        return "says nothing. Write what stands on the paper"
    if len(text) > most:
        return f"has {len(text):,} letters. Write at most {most:,}"
    if sign := unseen_sign(text, lines=True):
        return f"holds a sign that nobody sees (U+{ord(sign):04X}). Type these words anew"
    if signs := lacking(text, undrawable):
        return f"holds {signs}, which no font here can draw. Write it in other letters"
    return ""


def _texts(wording: Wording) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Yield each text of a language with its keys, and how long it may be."""
    for section in ("words", "choices"):
        for name, text in getattr(wording, section).items():
            yield (section, name), text, LONGEST_NAME
    for section, most in (("page", LONGEST_LABEL), ("days", LONGEST_NAME)):
        for name, said in msgspec.structs.asdict(getattr(wording, section)).items():
            for text in (said,) if isinstance(said, str) else said:
                yield (section, name), text, most
    for section, most in (("tables", LONGEST_NAME), ("lists", LONGEST_ITEM)):
        for name, texts in getattr(wording, section).items():
            for text in texts:
                yield (section, name), text, most


def _read(source: bytes, file: str) -> tuple[Wording | None, list[FormError]]:
    try:
        text = text_in(source)
        tables = load_toml(text, file)
    except NoPlainText as trouble:
        return None, [FormError(file, 1, f"{trouble}.")]
    except FormError as slip:
        return None, [slip]
    lines = text.splitlines()
    wording, slips = converted(tables, Wording, file, lines, "a file of words")
    if wording is None:
        return None, slips
    slips = [FormError(file, line_of(lines, *keys), why) for keys, why in _slips(wording)]
    return (None if slips else wording), slips


def _slips(wording: Wording) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys that are wrong, or the section that lacks one, and what is wrong."""
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
            yield (section,), f"“{name}” is missing from [{section}]."
        for name in sorted(given - wanted):
            yield (section, name), f"“{shown(name)}” is not known in [{section}]."
    for name, headings in wording.tables.items():
        needed = len(TABLES[name].columns) if name in TABLES else len(headings)
        if len(headings) != needed:
            yield (
                ("tables", name),
                f"the table “{name}” needs {needed} headings, and {len(headings)} are given.",
            )
    for name in wording.lists:
        if name not in LISTS:
            yield ("lists", name), f"there is no list called “{shown(name)}”."
    yield from _slips_in_days(wording.days)
    yield from _slips_in_places("page", wording.page, PLACES_OF_PAGE)
    yield from _slips_in_places("days", wording.days, PLACES_OF_DAYS)


def _slips_in_days(days: DayWords) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, needed in (("months", 12), ("weekdays", 7)):
        given = [word.strip() for word in getattr(days, name)]
        if len(given) != needed or "" in given or len(set(given)) != needed:
            yield ("days", name), f"[days] needs {needed} different {name}."


PLACES_OF_DAYS: Mapping[str, Sequence[str]] = {
    "date": ("day", "month", "year"),
    "moment": ("date", "time", "weekday"),
    "done": ("date",),
}
PLACES_OF_PAGE: Mapping[str, Sequence[str]] = {
    "page": ("page", "pages"),
    "edition": ("version",),
    "version": ("version",),
    "code": ("code",),
    "digest": ("digest",),
}
"""What is filled into a text of [days] or [page], each once."""


def _slips_in_places(
    section: str, said: DayWords | PageWords, places: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, wanted in places.items():
        if _places(getattr(said, name)) != set(wanted):
            as_written = ", ".join(f"{{{place}}}" for place in wanted)
            yield (
                (section, name),
                f"“{name}” in [{section}] needs these places once: {as_written}, and no other.",
            )


def _places(text: str) -> set[str | None] | None:
    """Return the places of a text that are to be filled, or None where it cannot be.

    Of how a place is filled, only the least number of its signs may be said, such as {day:02}.
    """
    try:
        found = [place for place in Formatter().parse(text) if place[1] is not None]
    except ValueError:
        return None
    if any(turned or not _WIDTH.fullmatch(wide or "") for _, _, wide, turned in found):
        return None
    names = {name for _, name, _, _ in found}
    return names if len(names) == len(found) else None


def line_of(lines: Sequence[str], *keys: str | int) -> int:
    """Return the number of the line that sets what keys lead to, counted from 1.

    Where none does, it is the line of what holds it.
    """
    wanted = [key for key in keys if isinstance(key, str)]
    within: list[str] = []
    best, line_of_best = 0, 1
    for number, line in enumerate(lines, start=1):
        if begins := _BEGINS.match(line):
            here = within = _names(begins["keys"])
        elif sets := _SETS.match(line):
            here = [*within, *_names(sets["keys"])]
        else:
            continue
        if best < len(here) and here == wanted[: len(here)]:
            best, line_of_best = len(here), number
    return line_of_best


def _names(keys: str) -> list[str]:
    return [key.strip("\"'") for key in re.findall(_KEY, keys)]


def load_toml(text: str, file: str) -> dict[str, object]:
    """Read TOML. Raises Slip."""
    try:
        return tables_in(text)
    except TablesError as error:
        raise FormError(file, error.line or 1, f"this cannot be read: {error}.") from error


def converted(
    data: object, kind: type[T], file: str, lines: Sequence[str], of: str, place: str = ""
) -> tuple[T | None, list[FormError]]:
    """Return what a file says as a checked value, or every slip that keeps it from being one.

    ``of`` is what the file says, such as a form.
    """
    try:
        return msgspec.convert(data, kind), []
    except msgspec.ValidationError:
        faults = faults_in(data, kind, of)
        return None, [
            FormError(file, line_of(lines, *keys), f"{place}, {said}".removeprefix(", "))
            for keys, said in faults
        ]
