"""Sheets: the frozen values that a form is printed from.

A sheet carries everything that a form file may ask for. A field that is missing from a
sheet prints as a rule to write on, so that a blank copy is a sheet without fields.

Days and times of day stand in a sheet as such; the press writes them out in the form's
language. What is text already (names, what people said) is printed as it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec


class DoneOn(msgspec.Struct, frozen=True):
    """That something was done, and on which day."""

    day: date


Value: TypeAlias = str | date | datetime | DoneOn
"""What a sheet says at one place. A moment is local wall-clock time without a zone."""


class Signer(msgspec.Struct, frozen=True):
    """One signature block: a printed name (empty on a blank copy) and in which parts they sign."""

    name: str
    parts: str = ""


class Table(msgspec.Struct, frozen=True):
    """A table; every row has as many cells as the form's table has columns.

    ``columns`` are headings of one's own; empty, the form's language has them.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a form is filled from.

    ``form`` names the form file (``forms/<form>.<language>.md``); where ``programme`` has a
    file of that name in its own folder, that one is taken. ``form_text`` and ``words_text``
    are the texts of the form and of its language's words that a case was opened under; with
    "" the files are read. ``code`` is the case code
    that a person may type to match a scan; it names nobody. ``version`` counts the printed
    versions of a paper (0: not versioned, such as a blank copy). ``digest`` is a short hash
    of the data, printed in the footer, so that signed paper can be matched to its data
    (RC-115). ``draft`` prints the word DRAFT across each page.
    """

    form: str
    language: str = "en"
    letterhead: str = ""
    code: str = ""
    programme: str = ""
    form_text: str = ""
    words_text: str = ""
    version: int = 0
    digest: str = ""
    draft: bool = False
    fields: dict[str, Value] = {}
    lists: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Table] = {}
    signers: dict[str, tuple[Signer, ...]] = {}
