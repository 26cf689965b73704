"""The golden journal: a line for each event, and for each value of each choice, as kept on disk.

``python -m tests.journals.lines`` adds the lines that are missing and changes none.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from pathlib import Path

import msgspec

from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.kernel.event import Entry, EntryId, Event, MemberId, Stream, encode

V1 = Path(__file__).parent / "v1.jsonl"
DAY = date(2026, 10, 26)
IDS = {"PersonId": "anh", "MemberId": "priya", "CaseId": "case", "ProcessId": "", "EntryId": "e0"}
PLAIN: dict[object, object] = {
    str: "words",
    int: 1,
    bool: True,
    date: DAY,
    datetime: datetime(2026, 10, 26, 17),
}


class Line(msgspec.Struct, frozen=True):
    """What a journal keeps of one event: tag, version, and the bytes of its payload."""

    tag: str
    version: int
    payload: msgspec.Raw

    def event(self) -> Event:
        """Return the event as this program reads it."""
        return CATALOGUE.decode(self.tag, self.version, bytes(self.payload), DAY)


def lines_of(file: Path) -> list[Line]:
    """Return the lines of a golden journal."""
    return [msgspec.json.decode(line, type=Line) for line in file.read_bytes().splitlines()]


def written(event: Event) -> Line:
    """Return the line of an event."""
    return Line(event.tag, event.version, msgspec.Raw(encode(event)))


def choices(kind: type) -> Iterator[tuple[str, Enum]]:
    """Yield each field of a value that holds a choice, also inside its values, with each value."""
    for name, hint in typing.get_type_hints(kind).items():
        if typing.get_origin(hint) is typing.ClassVar:
            continue
        for part in parts_of(hint):
            if isinstance(part, type) and issubclass(part, Enum):
                for value in part:
                    yield name, value
            elif isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield from choices(part)


def parts_of(hint: object) -> Iterator[object]:
    """Yield the plain types that a type is made of."""
    args = typing.get_args(hint)
    if args:
        for arg in args:
            yield from parts_of(arg)
    else:
        yield hint


def sample(hint: typing.Any, chosen: Enum | None = None) -> object:  # noqa: ANN401 - any type
    """Return a value of a type; where it holds choices of a kind, ``chosen`` is taken."""
    named = getattr(hint, "__name__", "")
    args = [arg for arg in typing.get_args(hint) if arg is not type(None)]
    if named in IDS or hint in PLAIN:
        return IDS[named] if named in IDS else PLAIN[hint]
    if (of_what := getattr(hint, "__supertype__", None)) is not None:
        return sample(of_what)
    if typing.get_origin(hint) is tuple:
        return (sample(args[0], chosen),)
    if typing.get_origin(hint) in (typing.Union, types.UnionType, typing.Annotated):
        return sample(args[0], chosen)
    if issubclass(hint, Enum):
        return chosen if isinstance(chosen, hint) else next(iter(hint))
    return of_struct(hint, chosen)


def of_struct(kind: type, chosen: Enum | None = None) -> typing.Any:  # noqa: ANN401 - any struct
    """Return a value of a struct with every field filled."""
    hints = typing.get_type_hints(kind)
    fields: tuple[str, ...] = kind.__struct_fields__  # type: ignore[attr-defined]
    named = {"programme": "reed-2019", "replaces": None}
    return kind(
        **{name: named[name] if name in named else sample(hints[name], chosen) for name in fields}
    )


def missing(lines: list[Line]) -> Iterator[Line]:
    """Yield a line for each event and each value of a choice that has none yet."""
    there = {(line.tag, line.version): set[tuple[str, Enum]]() for line in lines}
    for line in lines:
        there[line.tag, line.version] |= set(chosen_in(line.event()))
    for tag, kind in CATALOGUE.by_tag.items():
        seen = there.get((tag, kind.version))
        wanted = [(field, value) for field, value in choices(kind)]
        if seen is None and not wanted:
            yield written(of_struct(kind))
        seen = seen or set()
        for choice in wanted:
            if choice not in seen:
                event = of_struct(kind, choice[1])
                seen |= set(chosen_in(event))
                yield written(event)


def chosen_in(value: object, field: str = "") -> Iterator[tuple[str, Enum]]:
    """Yield each choice that a value holds, with the name of its field."""
    if isinstance(value, Enum):
        yield field, value
    elif isinstance(value, tuple):
        for part in value:
            yield from chosen_in(part, field)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from chosen_in(getattr(value, name), name)


def journal_of(lines: list[Line], stream: Stream) -> list[Entry]:
    """Return the lines of a stream as entries, in their order."""
    start = datetime(2026, 10, 26, 9).astimezone()
    events = [event for event in (line.event() for line in lines) if event.stream is stream]
    return [
        Entry(id=EntryId(f"e{n}"), event=event, by=MemberId("priya"), at=start)
        for n, event in enumerate(events)
    ]


if __name__ == "__main__":
    kept = lines_of(V1) if V1.exists() else []
    with V1.open("ab") as file:
        for line in missing(kept):
            file.write(msgspec.json.encode(line) + b"\n")
