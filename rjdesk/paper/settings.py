"""The settings at the top of a form file: TOML between two lines of ``+++``."""

from __future__ import annotations

import re

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.paper.tree import Kind, OnePer
from rjdesk.paper.wording import convert, load_toml

_FENCE = "+++"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings at the top of a form file; the tree says what each is for."""

    id: str
    language: str
    version: str
    title: str
    summary: str
    kind: Kind
    one_per: OnePer
    signed: bool


def end_of_settings(lines: list[str], file: str) -> int:
    """Return the index of the line that ends the settings. Raises Trouble without one."""
    if not lines or lines[0].strip() != _FENCE:
        raise Trouble(f"{file}, line 1: a form begins with a line of {_FENCE}.")
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return index
    raise Trouble(f"{file}, line 1: the line of {_FENCE} that ends the settings is missing.")


def read_settings(lines: list[str], file: str) -> Settings:
    """Read the settings from the lines between the fences. Raises Trouble with the line."""
    # The empty first line keeps the line numbers of TOML's own messages right.
    data = load_toml("\n".join(["", *lines]), file)
    for key in data:
        if key not in Settings.__struct_fields__:
            number = line_of(["", *lines], key)
            raise Trouble(f"{file}, line {number}: there is no setting called “{key}”.")
    return convert(data, Settings, f"{file}, in the settings at the top,")


def line_of(lines: list[str], key: str) -> int:
    """Return the number of the line that sets a key, counted from 1."""
    starts = re.compile(rf"\s*\[?\"?{re.escape(key)}\b")
    return next((n for n, line in enumerate(lines, start=1) if starts.match(line)), 1)
