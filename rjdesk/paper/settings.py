"""The settings at the top of a form file: TOML between two lines of ``+++``."""

from __future__ import annotations

import msgspec

from rjdesk.paper.tree import FormKind, OnePer
from rjdesk.paper.wording import FormError, converted, load_toml

_FENCE = "+++"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings at the top of a form file; the tree says what each is for."""

    id: str
    language: str
    version: str
    title: str
    summary: str
    kind: FormKind
    one_per: OnePer
    signed: bool


def end_of_settings(lines: list[str], file: str) -> int:
    """Return the index of the line that ends the settings. Raises Slip without one."""
    if not lines or lines[0].strip() != _FENCE:
        raise FormError(file, 1, f"a form begins with a line of {_FENCE}.")
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return index
    raise FormError(file, 1, f"the line of {_FENCE} that ends the settings is missing.")


def read_settings(lines: list[str], file: str) -> tuple[Settings | None, list[FormError]]:
    """Read the settings from the lines between the fences, or return every slip in them."""
    # The empty first line keeps the line numbers of TOML's own messages right.
    lines = ["", *lines]
    try:
        data = load_toml("\n".join(lines), file)
    except FormError as slip:
        return None, [slip]
    return converted(data, Settings, file, lines, "a form", place="in the settings at the top")
