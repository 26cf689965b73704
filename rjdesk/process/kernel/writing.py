"""Text as it may be kept: how long it is, what no file can hold, and what is a name.

Pure, so that the rules of the house and the fields on the screen judge alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Annotated, get_args

import msgspec

from rjdesk.process.kernel.event import Event

LONGEST_TEXT = 20_000


LONGEST_NAME = 200


_NAMING = "what somebody is called"


Name = Annotated[str, _NAMING]
"""The name of a person, a member or a coalition; every field of an event that holds one says so."""


_KEPT_CONTROLS = "\n\t"


_UNKEPT = {"Cc", "Cs"}


# The letters of Hangul that stand for a letter left out are drawn as nothing, and so is the
# sign of Braille without a dot.
_UNSEEN = set("\u115f\u1160\u3164\uffa0\u2800")


def control_sign(text: str) -> str:
    """Return the first control character or half of a character in a text, or ""."""
    return next(
        (c for c in text if unicodedata.category(c) in _UNKEPT and c not in _KEPT_CONTROLS), ""
    )


_ENDS_A_LINE = "\n\t\u2028\u2029"


_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""What turns the direction of reading, so that a name would be read as another."""


def unseen_sign(text: str, *, lines: bool) -> str:
    """Return the first sign that ends a line, turns what is read, or is no sign at all; or ""."""
    unseen = control_sign(text)
    ends = "" if lines else next((c for c in text if c in _ENDS_A_LINE), "")
    turns = next((c for c in text if unicodedata.bidirectional(c) in _TURNS), "")
    return unseen or ends or turns


def can_be_seen(text: str) -> bool:
    """Whether a text has a letter, a figure or another sign that is drawn."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _UNSEEN for c in text)


def name_fault(name: str) -> tuple[str, str]:
    """Return what is wrong with a name and what to do about it; nothing twice when it will do.

    A name has a letter that can be seen, and at most 200 characters.
    """
    if not name.strip():
        return "The name is missing.", "Type the name."
    if not any(unicodedata.category(c)[0] == "L" and c not in _UNSEEN for c in name):
        return "The name has no letter that can be seen.", "Type the name."
    if len(name) > LONGEST_NAME:
        return f"The name has {len(name):,} characters.", f"Shorten it to {LONGEST_NAME}."
    return "", ""


def called_in_the_room(name: str, liked: str = "") -> str:
    """Return what the room calls somebody: what they like to be called, or else the whole name.

    No part of a name is guessed: which of its words is the first name differs by where it comes
    from.

    >>> called_in_the_room("Nguyễn Thị Ánh")
    'Nguyễn Thị Ánh'
    """
    return liked.strip() or name.strip()


@cache
def name_fields(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields of an event that hold a name."""
    return tuple(
        field.name for field in msgspec.structs.fields(kind) if _NAMING in get_args(field.type)
    )


def names_in(event: Event) -> Iterator[str]:
    """Yield the names that an event holds."""
    for field in name_fields(type(event)):
        yield getattr(event, field)
