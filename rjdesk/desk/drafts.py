"""Drafts as they are found again, also where another version of the program wrote them.

A draft is bytes that a page wrote for itself. What a page cannot read ends nothing: the texts
in it are found and shown, so that a person can copy them.
"""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

ValueT = TypeVar("ValueT")

_MOST = 2_000
"""As many texts of a strange draft are shown; no page has so many fields."""
_A_TEXT = re.compile(r"[^\W\d_][^\x00-\x1f\x7f\ufffd\"\\]{2,}")


def read_as(kind: type[ValueT], content: bytes) -> ValueT | None:
    """Return the value that was written, or None where the content is nothing of the kind."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None


def texts_in(content: bytes) -> tuple[str, ...]:
    """Return whatever text somebody may have typed that can be found in some bytes."""
    value = read_as(object, content)
    if value is None:
        found = _A_TEXT.findall(content.decode("utf-8", errors="replace"))
    else:
        found = _leaves(value)
    texts = (text.strip() for text in found)
    return tuple(dict.fromkeys(text for text in texts if text))[:_MOST]


def _leaves(value: object) -> list[str]:
    """Return the texts and numbers inside a value of JSON, in order."""
    found: list[str] = []
    left = [value]
    while left:
        here = left.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, dict):
            left.extend(reversed(list(here.values())))
        elif isinstance(here, list):
            left.extend(reversed(here))
        elif isinstance(here, int | float) and not isinstance(here, bool):
            found.append(str(here))
    return found
