"""A sheet laid beside the register: for each name a value, or None where one writes by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from rjdesk.desk.sheets import DoneOn, Sheet, Signer, Table, Value
from rjdesk.paper.fields import FIELDS, LISTS, SIGNERS, TABLES, WORDS, Column
from rjdesk.paper.tree import TextRun, Words
from rjdesk.paper.wording import Wording


class Filling(msgspec.Struct, frozen=True):
    """What a form is filled with: the sheet's values, else the language's own words."""

    sheet: Sheet
    wording: Wording

    def value(self, name: str) -> str | None:
        """Return a field's value."""
        if name == "case.code":
            return self.sheet.code or None
        own = self.wording.words.get(name.removeprefix(WORDS)) if name.startswith(WORDS) else None
        given = self.sheet.fields.get(name)
        return (self._said(given, FIELDS[name].choices) if given else "") or own

    def _said(self, value: Value, choices: tuple[str, ...]) -> str:
        """Return a value in the words of the form's language."""
        if isinstance(value, str) and value in choices:
            return self.wording.choices[value]
        return self.wording.written(value)

    def items(self, name: str) -> tuple[str, ...] | None:
        """Return a list's items."""
        return self.sheet.lists.get(name) or self.wording.lists.get(name)

    def headings(self, name: str) -> tuple[str, ...]:
        """Return the headings of a table's columns."""
        table = self.sheet.tables.get(name)
        return (table.columns if table else ()) or self.wording.tables[name]

    def rows(self, name: str) -> tuple[tuple[str, ...], ...] | None:
        """Return a table's rows."""
        table = self.sheet.tables.get(name)
        if table is None or not table.rows:
            return None
        columns = TABLES[name].columns
        return tuple(
            tuple(self._said(cell, col.choices) for cell, col in zip(row, columns, strict=True))
            for row in table.rows
        )

    def signers(self, name: str) -> tuple[Signer, ...]:
        """Return who signs; on a blank copy, signers without a name."""
        return self.sheet.signers.get(name) or (Signer(""),) * SIGNERS[name].blank

    def plain(self, words: Words) -> str:
        """Return words as plain text, such as a title; a missing value is left out."""
        return "".join(
            part.text if isinstance(part, TextRun) else self.value(part.name) or ""
            for part in words
        )


def fill(sheet: Sheet, wording: Wording) -> Filling:
    """Lay a sheet beside the register.

    Raises ValueError for a name that the register does not have, a value that is no choice,
    text in the place of a day, or a table whose rows do not fit its columns: a slip in the
    program, which would print as a blank, or in another language, unnoticed.
    """
    _known(sheet.fields, FIELDS, "field")
    _known(sheet.lists, LISTS, "list")
    _known(sheet.tables, TABLES, "table")
    _known(sheet.signers, SIGNERS, "set of signers")
    if "case.code" in sheet.fields:
        raise ValueError("the case code is given as Sheet.code, not as a field")
    for name, value in sheet.fields.items():
        if FIELDS[name].choices and value not in ("", *FIELDS[name].choices):
            raise ValueError(f"the field {name!r} takes one of {FIELDS[name].choices} only")
        kind = type(FIELDS[name].sample)
        if value != "" and type(value) is not kind:
            raise ValueError(f"the field {name!r} takes a {kind.__name__} only")
    for name, table in sheet.tables.items():
        _fits(name, table)
    return Filling(sheet, wording)


def _known(given: Iterable[str], register: Mapping[str, object], what: str) -> None:
    for name in given:
        if name not in register:
            raise ValueError(f"the register has no {what} called {name!r}")


def _fits(name: str, table: Table) -> None:
    width = len(TABLES[name].columns)
    headings = (table.columns,) if table.columns else ()
    if any(len(row) != width for row in (*headings, *table.rows)):
        raise ValueError(f"every row of the table {name!r} has {width} cells")
    for row in table.rows:
        for cell, column in zip(row, TABLES[name].columns, strict=True):
            if not _belongs(cell, column):
                what = "days" if column.days else "text"
                raise ValueError(f"the column {column.name!r} of {name!r} takes {what} only")


def _belongs(cell: Value, column: Column) -> bool:
    """Whether a cell is of the kind that its column holds; an empty one always is."""
    if column.days:
        return isinstance(cell, date | DoneOn) or cell in ("", *column.choices)
    return isinstance(cell, str)
