"""Follow-up: actions done and told, and the three meetings with the Affected Party (section 4D)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.accountability.state import Every
from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.followup.state import Ended, EvidenceShown, FollowUp, FollowUpKind
from rjdesk.process.kernel.event import During, Entry, PersonId


class ActionCompleted(ProcessEvent, frozen=True, kw_only=True):
    """An action is done, with what shows it (RC-114)."""

    tag: ClassVar[str] = "action-completed"
    during: ClassVar[During] = During.IN_FORCE

    action: str
    evidence: str
    provided_by: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Mark the action done and keep the evidence."""
        shown = EvidenceShown(
            action=self.action, on=self.on, kind=self.evidence, provided_by=self.provided_by
        )
        return case.in_process(
            agreement=replace(case.agreement, done=(*case.agreement.done, (self.action, self.on))),
            follow_ups=replace(case.follow_ups, evidence=(*case.follow_ups.evidence, shown)),
        )


class AffectedPartyTold(ProcessEvent, frozen=True, kw_only=True):
    """An Affected Party was told that an action, or ("") the whole agreement, is done (RC-114)."""

    tag: ClassVar[str] = "affected-party-told"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId
    action: str = ""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Tick it."""
        known = case.agreement.binding(self.action)
        done = known.done if known is not None else case.agreement.fulfilled
        told = (*case.follow_ups.told, (self.action, self.person, done))
        return case.in_process(follow_ups=replace(case.follow_ups, told=told))


class DelayTold(ProcessEvent, frozen=True, kw_only=True):
    """An Affected Party was told that an action was not done by its day (RC-114)."""

    tag: ClassVar[str] = "delay-told"
    during: ClassVar[During] = During.IN_FORCE

    person: PersonId
    action: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Tick it."""
        known = case.agreement.binding(self.action)
        due = known.due if known is not None else None
        told = (*case.follow_ups.told_late, (self.action, self.person, due))
        return case.in_process(follow_ups=replace(case.follow_ups, told_late=told))


class RhythmAgreed(ProcessEvent, frozen=True, kw_only=True):
    """How often facilitators get in touch with whoever is responsible, as it was agreed (RC-205).

    What was agreed on the latest day counts; they ask how it goes, until all is done.
    """

    tag: ClassVar[str] = "rhythm-agreed"
    during: ClassVar[During] = During.IN_FORCE

    every: Every

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep how often, unless something was agreed later."""
        before = case.follow_ups
        if before.every_from is not None and self.on < before.every_from:
            return case
        return case.in_process(follow_ups=replace(before, every=self.every, every_from=self.on))


class FollowUpClosed(ProcessEvent, frozen=True, kw_only=True):
    """A follow-up was held, declined, or the person could not be reached (RC-101, RC-144)."""

    tag: ClassVar[str] = "follow-up-closed"
    during: ClassVar[During] = During.ALWAYS

    kind: FollowUpKind
    person: PersonId
    closed: Ended
    satisfied: bool | None = None
    further_harm: bool | None = None

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep how it ended."""
        ended = FollowUp(
            kind=self.kind,
            person=self.person,
            on=self.on,
            closed=self.closed,
            satisfied=self.satisfied,
            further_harm=self.further_harm,
        )
        return case.in_process(
            follow_ups=replace(case.follow_ups, held=(*case.follow_ups.held, ended))
        )
