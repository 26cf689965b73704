"""Follow-up: actions done and told, and the three meetings with the Affected Party (section 4D)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace

from rjdesk.process.calendar import add_months
from rjdesk.process.event import During, Entry, PersonId, ProcessEvent
from rjdesk.process.people import Answer, Part

if TYPE_CHECKING:
    from rjdesk.process.case import Case


class FollowUpKind(Enum):
    """Which of the three follow-ups (RC-101)."""

    AFTER_PROCESS = "after_process"
    COMPLETION = "completion"
    SIX_MONTHS = "six_months"


class Ended(Enum):
    """How a follow-up ended (RC-144)."""

    HELD = "held"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What showed that an action was done."""

    action: str
    on: date
    kind: str
    provided_by: str


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """A follow-up that took place or was closed, and the two answers it asks for (RC-102)."""

    kind: FollowUpKind
    person: PersonId
    on: date
    closed: Ended
    satisfied: bool | None = None
    further_harm: bool | None = None


class FollowUps(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the follow-up so far; ``told`` pairs an action ("" for the whole) with whom."""

    evidence: tuple[Evidence, ...] = ()
    told: tuple[tuple[str, PersonId], ...] = ()
    held: tuple[FollowUp, ...] = ()

    def of(self, kind: FollowUpKind, person: PersonId) -> FollowUp | None:
        """Return how that follow-up with that person ended, or None while it is open."""
        return next((f for f in self.held if f.kind is kind and f.person == person), None)


class DueFollowUp(msgspec.Struct, frozen=True):
    """A follow-up that is open, and the day from which it is due."""

    kind: FollowUpKind
    person: PersonId
    due: date


class ActionCompleted(ProcessEvent, frozen=True, kw_only=True):
    """An action is done, with what shows it (RC-114)."""

    tag: ClassVar[str] = "action-completed"
    during: ClassVar[During] = During.IN_FORCE

    action: str
    evidence: str
    provided_by: str

    def fold(self, case: Case, entry: Entry) -> Case:
        """Mark the action done and keep the evidence."""
        action = case.agreement.action(self.action)
        if action is None:
            return case
        shown = Evidence(
            action=self.action, on=self.on, kind=self.evidence, provided_by=self.provided_by
        )
        return replace(
            case,
            agreement=case.agreement.with_action(replace(action, done=self.on)),
            follow_ups=replace(case.follow_ups, evidence=(*case.follow_ups.evidence, shown)),
        )


class AffectedPartyTold(ProcessEvent, frozen=True, kw_only=True):
    """An Affected Party was told that an action, or ("") the whole agreement, is done (RC-114)."""

    tag: ClassVar[str] = "affected-party-told"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    action: str = ""

    def fold(self, case: Case, entry: Entry) -> Case:
        """Tick it."""
        told = (*case.follow_ups.told, (self.action, self.person))
        return replace(case, follow_ups=replace(case.follow_ups, told=told))


class FollowUpClosed(ProcessEvent, frozen=True, kw_only=True):
    """A follow-up was held, declined, or the person could not be reached (RC-101, RC-144)."""

    tag: ClassVar[str] = "follow-up-closed"
    during: ClassVar[During] = During.ALWAYS

    kind: FollowUpKind
    person: PersonId
    closed: Ended
    satisfied: bool | None = None
    further_harm: bool | None = None

    def fold(self, case: Case, entry: Entry) -> Case:
        """Keep how it ended."""
        ended = FollowUp(
            kind=self.kind,
            person=self.person,
            on=self.on,
            closed=self.closed,
            satisfied=self.satisfied,
            further_harm=self.further_harm,
        )
        return replace(
            case, follow_ups=replace(case.follow_ups, held=(*case.follow_ups.held, ended))
        )


def follow_up_day(case: Case, kind: FollowUpKind, months: int) -> date | None:
    """Return the day from which a follow-up is due, or None while it cannot be said (RC-101).

    The first is due when a circle has ended, the second on the day the agreement was
    fulfilled, the third ``months`` later.
    """
    if kind is FollowUpKind.AFTER_PROCESS:
        return max((c.ended_on for c in case.circles if c.ended_on), default=None)
    fulfilled = case.agreement.fulfilled
    if kind is FollowUpKind.SIX_MONTHS and fulfilled is not None:
        return add_months(fulfilled, months)
    return fulfilled


def follow_ups_due(case: Case, months: int) -> tuple[DueFollowUp, ...]:
    """Return every open follow-up with its day (RC-101).

    An Affected Party who does not take part is not contacted again (RC-041).
    """
    return tuple(
        DueFollowUp(kind, person.id, day)
        for kind in FollowUpKind
        if (day := follow_up_day(case, kind, months)) is not None
        for person in case.holding(Part.AFFECTED)
        if person.willing is not Answer.NO and case.follow_ups.of(kind, person.id) is None
    )


def untold(case: Case) -> tuple[tuple[str, PersonId], ...]:
    """Return who is still to be told of what: an action id, or "" for the whole (RC-114)."""
    done = [action.id for action in case.agreement.actions if action.done]
    if case.agreement.fulfilled:
        done.append("")
    return tuple(
        (action, person.id)
        for action in done
        for person in case.holding(Part.AFFECTED)
        if (action, person.id) not in case.follow_ups.told
    )
