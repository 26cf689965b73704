"""Letters that no font here can draw, named for whoever has to write others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rjdesk.desk.ports import Trouble
from rjdesk.desk.typed import Undrawable

_MORE_THAN_NAMED = 5


def named(signs: Iterable[str]) -> str:
    """Return signs for a sentence, each once, with what it is called and its number."""
    each = list(dict.fromkeys(signs))
    said = ", ".join(
        f"“{c}” ({unicodedata.name(c, 'no name').lower()}, U+{ord(c):04X})"
        for c in each[:_MORE_THAN_NAMED]
    )
    return f"{said} and others" if len(each) > _MORE_THAN_NAMED else said


def lacking(text: str, undrawable: Undrawable) -> str:
    """Return which signs of a text cannot be drawn, for a sentence; "" where all can.

    The fonts are not looked at for plain text. Where they are damaged, nothing can be printed
    whatever stands there, which the press says.
    """
    if text.isascii():
        return ""
    try:
        return named(undrawable(text))
    except Trouble:
        return ""
