"""The document tree: what a form file says, as frozen values that any writer can draw."""

from __future__ import annotations

from enum import Enum

import msgspec


class TextRun(msgspec.Struct, frozen=True):
    """Words of the form itself, all in one emphasis; a newline is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


class Slot(msgspec.Struct, frozen=True):
    """The place of a field's value; prints as a rule to write on where there is none."""

    name: str
    bold: bool = False
    italic: bool = False


Words = tuple[TextRun | Slot, ...]
"""What stands in one paragraph, heading or label."""


PART_LEVEL = 2
"""The level of the headings that part a form; the title is level 1."""


class Title(msgspec.Struct, frozen=True):
    """A heading: level 2 for a part of the form, 3 below it; the title is level 1."""

    level: int
    words: Words


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph."""

    words: Words


class Bullets(msgspec.Struct, frozen=True):
    """A list that the form itself spells out; one with numbers begins with ``first``."""

    ordered: bool
    items: tuple[Words, ...]
    first: int = 1


class ListOf(msgspec.Struct, frozen=True):
    """The place of one of the sheet's lists."""

    name: str


class TableOf(msgspec.Struct, frozen=True):
    """The place of one of the sheet's tables."""

    name: str


class Sign(msgspec.Struct, frozen=True):
    """A signature block for each signer, never parted from the statement they sign."""

    name: str
    statement: tuple[Words, ...]


class CheckBox(msgspec.Struct, frozen=True):
    """A box to tick by hand, and what the tick says."""

    words: Words


class AnswerLines(msgspec.Struct, frozen=True):
    """Empty lines to write on."""

    lines: int


class DateRule(msgspec.Struct, frozen=True):
    """A label with a rule to write a date on."""

    words: Words


Block = Title | Paragraph | Bullets | ListOf | TableOf | Sign | CheckBox | AnswerLines | DateRule


class FormKind(Enum):
    """What sort of paper a form makes."""

    AGREEMENT = "agreement"
    NOTICE = "notice"
    HANDOUT = "handout"


class OnePer(Enum):
    """For whom one sheet of a form is made."""

    PARTICIPANT = "participant"
    CASE = "case"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form file, read and checked. ``digest`` is the SHA-256 of the file's bytes."""

    id: str
    language: str
    version: str
    title: Words
    summary: str
    kind: FormKind
    one_per: OnePer
    signed: bool
    blocks: tuple[Block, ...]
    digest: str
