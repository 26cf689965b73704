"""What a journey is: steps with fields, and the events that leaving a step records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Answers, Field, Option, fault
from rjdesk.desk.ports import DraftKey
from rjdesk.process.kernel.event import CaseId, Event

Records = Callable[[Answers], tuple[Event, ...]]


def nothing(_answers: Answers) -> tuple[Event, ...]:
    """Record nothing: the step only collects."""
    return ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a journey.

    ``records`` makes of the answers what leaving the step records; ``done`` marks a step whose
    events are in the journal already, and which records nothing again. ``papers`` are those
    that the step is about, by their names, with what is said of each.
    """

    id: str
    title: str
    lead: str = ""
    fields: tuple[Field, ...] = ()
    records: Records = nothing
    done: bool = False
    papers: tuple[Option, ...] = ()

    def faults(self, answers: Answers, calendar: Calendar) -> dict[str, str]:
        """Return what is wrong, by field; a step that is recorded is asked nothing again."""
        if self.done:
            return {}
        open_ = [field for field in self.fields if not field.locked]
        found = {field.id: fault(field, answers, calendar) for field in open_}
        return {field: sentence for field, sentence in found.items() if sentence}


class Journey(Protocol):
    """A wizard as a declaration; a screen walks it and knows nothing of its subject."""

    @property
    def title(self) -> str:
        """What the journey is called."""

    @property
    def draft(self) -> DraftKey:
        """Under which name its answers are kept while it is under way."""

    @property
    def case(self) -> CaseId:
        """The case it writes in, which may come into being with it."""

    def path(self, desk: Desk, answers: Answers) -> tuple[Step, ...]:
        """Return the steps as the answers and the case make them."""


class AskPath(msgspec.Struct, frozen=True):
    """Which steps does a journey have, as the answers and the case make them?"""

    journey: Journey
    answers: Answers

    def answer(self, desk: Desk) -> tuple[Step, ...]:
        """Return the steps."""
        return self.journey.path(desk, self.answers)


class AskDraftKept(msgspec.Struct, frozen=True):
    """Is there a draft of a journey?"""

    journey: Journey

    def answer(self, desk: Desk) -> bool:
        """Return whether one is kept."""
        return self.journey.draft in desk.journal.drafts()
