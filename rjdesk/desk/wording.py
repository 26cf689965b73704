"""Wording: what a rule asks and why, in plain words for whoever presses F1 on a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from rjdesk.process.kernel.faults import TablesError, tables_in


class WordingError(Exception):
    """A wording file cannot be read; the text is for people and names the file and the key."""


class RuleHelp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The help of one rule: a short title, and a few sentences in plain words."""

    title: str
    text: str


def read_rule_help(text: str, file: str) -> Mapping[str, RuleHelp]:
    """Return the help of each rule by its id, from the text of a wording file.

    Raises WordingError with the file, the key and a plain sentence.
    """
    tables = tables_of(text, file)
    return MappingProxyType({rule: _read_one(rule, table, file) for rule, table in tables.items()})


def tables_of(text: str, file: str) -> Mapping[str, object]:
    """Return what stands in a wording file; raises WordingError where it cannot be read."""
    try:
        return tables_in(text)
    except TablesError as error:
        raise WordingError(f"{file}: this is not a readable wording file ({error}).") from None


def _read_one(rule: str, table: object, file: str) -> RuleHelp:
    if not isinstance(table, dict):
        raise WordingError(
            f"{file}: the key {rule} stands outside a table. Put it below the name of a rule, "
            "such as [RC-063]."
        )
    for key in table:
        if key not in RuleHelp.__struct_fields__:
            raise WordingError(
                f"{file}: the key {rule}.{key} is not one that the help of a rule has. "
                "It has a title and a text."
            )
    for key in RuleHelp.__struct_fields__:
        words = table.get(key)
        if not isinstance(words, str) or not words.strip():
            raise WordingError(f"{file}: the key {rule}.{key} has no words. Write them.")
    return RuleHelp(title=table["title"].strip(), text=" ".join(table["text"].split()))
