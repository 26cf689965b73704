"""What an act rests on, and so cannot have happened before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from rjdesk.process.agreement.events import (
    AgreementFulfilled,
    AgreementSigned,
    AmendmentBegan,
    CopyGiven,
    MonitoringBegan,
)
from rjdesk.process.agreement.state import Agreement
from rjdesk.process.case import Case, CaseEvent
from rjdesk.process.circle.events import CircleCompleted, CircleEndedEarly, CircleStarted
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.events import ActionCompleted, RhythmAgreed
from rjdesk.process.premeeting.events import PreMeetingCompleted
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.restitution.events import InstalmentPaid
from rjdesk.process.sexual_harm.events import EndedForGood, SexualHarmCleared, SexualHarmTakenOn
from rjdesk.process.taking_part.derived import ended_on
from rjdesk.process.taking_part.events import ProcessEnded

ByDecision = (
    ProcessEnded
    | ProcessBegun
    | AmendmentBegan
    | SexualHarmTakenOn
    | SexualHarmCleared
    | EndedForGood
)
"""What is done because several decided it, or some of it may be."""

FOLLOWS_ON = (
    *(PreMeetingCompleted, CircleStarted, CircleCompleted, CircleEndedEarly),
    *(AgreementSigned, CopyGiven, MonitoringBegan, AgreementFulfilled, CaseClosed),
    *(ActionCompleted, RhythmAgreed, InstalmentPaid, *get_args(ByDecision)),
)
"""The acts that end or confirm what others began."""


def rests_on(event: CaseEvent, case: Case) -> Iterator[tuple[date | None, str]]:
    """Yield the day of each thing that an act rests on, and what happened on it."""
    match event:
        case CircleStarted():
            for held in case.meetings:
                if set(held.people) & set(event.present):
                    yield held.completed, "A pre-meeting was completed"
        case PreMeetingCompleted():
            meeting = case.meeting(event.meeting)
            yield meeting.on if meeting else None, "The pre-meeting began"
        case CircleCompleted() | CircleEndedEarly():
            yield case.circle.started_on if case.circle else None, "The circle began"
        case CaseClosed():
            for seen in case.each_process:
                yield seen.agreement.fulfilled, "The agreement was fulfilled"
                yield ended_on(seen), "The process ended"
        case _ if isinstance(event, ByDecision):
            yield from _of_a_decision(event, case)
        case _:
            yield from _of_the_agreement(event, case.agreement)


def _of_a_decision(event: ByDecision, case: Case) -> Iterator[tuple[date | None, str]]:
    """Yield the day on which what is done was decided by several, where it was."""
    proposal = case.proposal(event.decision) if event.decision is not None else None
    yield proposal.decided_on if proposal else None, "It was decided"


def _of_the_agreement(event: CaseEvent, agreement: Agreement) -> Iterator[tuple[date | None, str]]:
    """Yield what a signature, a copy, the coming into force and what follows it rest on."""
    match event:
        case AgreementSigned():
            for print_ in agreement.printed:
                if print_.version == event.paper_version:
                    yield print_.on, f"Version {print_.version} was printed"
        case CopyGiven():
            signed = agreement.signed_by(event.person)
            yield signed.on if signed else None, "They signed it"
        case MonitoringBegan():
            number = agreement.latest.version if agreement.latest else 0
            days = [each.on for each in agreement.signatures if each.version == number]
            yield max(days, default=None), "The last signature was made"
        case ActionCompleted() | InstalmentPaid():
            version = agreement.in_force or agreement.latest
            yield version.on if version else None, "The agreement was printed"
        case RhythmAgreed():
            yield agreement.monitoring_since, "The agreement came into force"
        case AgreementFulfilled():
            days = [action.done for action in agreement.binding_actions if action.done]
            yield max(days, default=None), "The last action was done"
        case _:
            return
