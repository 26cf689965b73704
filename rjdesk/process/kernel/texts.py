"""The texts that a case is run by: programmes and forms as they were when it was opened.

A file that travels with the program, or that a coalition writes itself, may change at any
time; what people agreed to may not. So the coalition's journal keeps each text that was in
use, under its hash, and each case names those that it was opened under (DESIGN section 2).
"""

from __future__ import annotations

import hashlib
from enum import Enum
from functools import cached_property
from typing import NewType

import msgspec

TextId = NewType("TextId", str)
"""The SHA-256 of a text, in hex."""


class TextKind(Enum):
    """What a text is."""

    PROGRAMME = "programme"
    FORM = "form"
    FORM_WORDS = "form_words"


class Text(msgspec.Struct, frozen=True, dict=True):
    """A text in use: ``name`` is a programme's id, or a form's or its words' file name."""

    kind: TextKind
    name: str
    content: str

    @cached_property
    def id(self) -> TextId:
        """The name of exactly this text, whatever it is called."""
        inside = msgspec.json.encode(("rjdesk", "text", self.kind, self.name, self.content))
        return TextId(hashlib.sha256(inside).hexdigest())
