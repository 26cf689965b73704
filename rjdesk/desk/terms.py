"""Terms: the words that people read for the choices that a journal keeps by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from rjdesk.desk.fields import Option
from rjdesk.desk.stages import Stage
from rjdesk.desk.wording import WordingError, tables_of
from rjdesk.process.accountability.state import Every
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.circle.state import Order
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.state import Cause, Relation
from rjdesk.process.kernel.decision import MatterKind, MotionKind, Passes, Vote
from rjdesk.process.library.state import Section
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.people.state import Affiliation, Answer, ReadHow
from rjdesk.process.preparation.state import About, ProcessType
from rjdesk.process.recusal.state import RecusalOutcome
from rjdesk.process.referral.state import ReferralSource
from rjdesk.process.sexual_harm.state import Asks, HarmStep
from rjdesk.process.taking_part.state import Ending, Stand

TABLES: Mapping[type[Enum], str] = {
    Affiliation: "affiliation",
    Answer: "answer",
    MemberKind: "member_kind",
    ReferralSource: "referral_source",
    Relation: "relation",
    ReadHow: "read_how",
    About: "about",
    Order: "order",
    Every: "every",
    Ended: "ended",
    Ending: "ending",
    Stand: "stand",
    Cause: "cause",
    RecusalOutcome: "recusal_outcome",
    FollowUpKind: "follow_up_kind",
    ProcessType: "process_type",
    Stage: "stage",
    Section: "section",
    MatterKind: "matter",
    Vote: "vote",
    Passes: "passes",
    MotionKind: "motion",
    FurtherStep: "step",
    HarmStep: "harm_step",
    Asks: "asks",
}
"""Under which name the wording file has the words of each set of choices."""


class Terms:
    """The words of one language; a word begins as it stands at the head of a line."""

    def __init__(
        self,
        words: Mapping[Enum, str],
        events: Mapping[str, str],
        pages: Mapping[str, str],
        fields: Mapping[str, str],
    ) -> None:
        """Take a word for every choice of every set, for events by their tags, pages, fields."""
        self._words, self._events, self._pages, self._fields = words, events, pages, fields

    def of(self, choice: Enum) -> str:
        """Return the words of a choice."""
        return self._words[choice]

    def of_event(self, tag: str) -> str:
        """Return what a line of a journal says of an event."""
        return self._events[tag]

    def of_page(self, page: str) -> str:
        """Return what a page is called where something leads to it."""
        return self._pages[page]

    def of_field(self, name: str) -> str:
        """Return what a field of an entry is called where that is put right."""
        return self._fields[name]

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

    def said(name: str, key: str) -> str:
        table = tables.get(name)
        words = table.get(key) if isinstance(table, dict) else None
        if not isinstance(words, str) or not words.strip():
            raise WordingError(f"{file}: the key {name}.{key} has no words. Write them.")
        return words.strip()

    def keys(name: str) -> list[str]:
        table = tables.get(name)
        return list(table) if isinstance(table, dict) else []

    return Terms(
        {choice: said(name, choice.value) for kind, name in TABLES.items() for choice in kind},
        {tag: said("event", tag) for tag in CATALOGUE.by_tag},
        {page: said("page", page) for page in keys("page")},
        {field: said("field", field) for field in keys("field")},
    )
