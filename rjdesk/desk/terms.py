"""Terms: the words that people read for the choices that a journal keeps by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from rjdesk.desk.fields import Option
from rjdesk.desk.wording import WordingError, tables_of
from rjdesk.process.accountability import Every
from rjdesk.process.circle import Order
from rjdesk.process.coalition import MemberKind, Office, Training
from rjdesk.process.conference import About
from rjdesk.process.followup import Ended
from rjdesk.process.intake import Relation
from rjdesk.process.interruption import Ending
from rjdesk.process.people import Affiliation, ReadHow
from rjdesk.process.referral import ReferralSource

TABLES: Mapping[type[Enum], str] = {
    Affiliation: "affiliation",
    MemberKind: "member_kind",
    Office: "office",
    Training: "training",
    ReferralSource: "referral_source",
    Relation: "relation",
    ReadHow: "read_how",
    About: "about",
    Order: "order",
    Every: "every",
    Ended: "ended",
    Ending: "ending",
}
"""Under which name the wording file has the words of each set of choices."""


class Terms:
    """The words of one language; a word begins as it stands at the head of a line."""

    def __init__(self, words: Mapping[Enum, str]) -> None:
        """Take a word for every choice of every set."""
        self._words = words

    def of(self, choice: Enum) -> str:
        """Return the words of a choice."""
        return self._words[choice]

    def within(self, choice: Enum) -> str:
        """Return the words of a choice as they stand within a line."""
        said = self._words[choice]
        return said[:1].lower() + said[1:]

    def options(self, kind: type[Enum]) -> tuple[Option, ...]:
        """Return every choice of a set, with its words."""
        return tuple(Option(choice.value, self._words[choice]) for choice in kind)


def read_terms(text: str, file: str) -> Terms:
    """Return the terms of a wording file; raises WordingError for a word that is missing."""
    tables = tables_of(text, file)
    words: dict[Enum, str] = {}
    for kind, name in TABLES.items():
        table = tables.get(name)
        for choice in kind:
            said = table.get(choice.value) if isinstance(table, dict) else None
            if not isinstance(said, str) or not said.strip():
                raise WordingError(
                    f"{file}: the key {name}.{choice.value} has no words. Write them."
                )
            words[choice] = said.strip()
    return Terms(words)
