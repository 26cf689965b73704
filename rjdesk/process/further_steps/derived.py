"""What follows from a case about further steps: derived, never recorded (RC-174)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum

import msgspec

from rjdesk.process.agreement.derived import is_signed
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.derived import still_stands, weighed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import MatterKind, Tally
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.taking_part.derived import ended_on


class Concern(Enum):
    """Why further steps are to be decided."""

    MISSED = "missed"
    DEADLINE = "deadline"
    ASKED = "asked"
    NOT_SATISFIED = "not_satisfied"
    FURTHER_HARM = "further_harm"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One thing for which further steps are to be decided, and the day from which it is there.

    ``action`` is what was not done by its day, in words, ``person`` who asked, or who said so
    when they were asked how it is (RC-102).
    """

    concern: Concern
    since: date
    action: str = ""
    person: PersonId | None = None


def settling(
    case: Case, coalition: Coalition, programme: Programme, today: date
) -> tuple[Proposal, ...]:
    """Return the proposals by which it was decided what comes of the reasons there were.

    What was decided and not done settles nothing once things stand otherwise, nor what was given
    up again.
    """
    return tuple(
        proposal
        for proposal in of_process(case)
        if weighed(case, proposal, coalition, programme, today).comes_to is Tally.YES
        and not proposal.dropped
        and (
            proposal.carried_out is not None
            or proposal.matter.subject == FurtherStep.GO_ON.value
            or still_stands(case, proposal)
        )
    )


def of_process(case: Case) -> tuple[Proposal, ...]:
    """Return what was proposed of further steps in the process that a case is seen in."""
    steps = {step.value for step in FurtherStep}
    return tuple(
        proposal
        for proposal in case.proposals
        if proposal.process == case.at
        and proposal.matter.kind is MatterKind.FURTHER_STEPS
        and proposal.matter.subject in steps
    )


def reasons(case: Case, today: date, settling: Iterable[Proposal] = ()) -> tuple[Reason, ...]:
    """Return why further steps are to be decided, but for what a decision has settled.

    ``settling`` are the proposals of further steps that were decided: each settles what was there
    when it was made.
    """
    settling = tuple(settling)
    until = max((proposal.on for proposal in settling), default=date.min)
    heard = max((proposal.heard for proposal in settling), default=(0, 0))
    late = () if ended_on(case) is not None else _late(case, today)
    left = (reason for reason in late if reason.since > until)
    return (*left, *_asked(case, heard[0]), *_told(case, heard[1]))


def all_reasons(case: Case) -> tuple[Reason, ...]:
    """Return why further steps were ever proposed, with what was late when they were last."""
    proposed = max((proposal.on for proposal in of_process(case)), default=date.min)
    return (*_late(case, proposed), *_asked(case, 0), *_told(case, 0))


def _late(case: Case, today: date) -> Iterator[Reason]:
    """Yield what of an agreement in force was not done by its day."""
    agreement = case.agreement
    if agreement.in_force is None or agreement.fulfilled is not None:
        return
    open_ = [action for action in agreement.binding_actions if action.done is None]
    late = [action for action in open_ if action.due is not None and action.due < today]
    for action in late:
        if action.due is not None:
            since = action.due + timedelta(days=1)
            yield Reason(concern=Concern.MISSED, since=since, action=action.what)
    deadline = agreement.in_force.terms.deadline
    if deadline is not None and deadline < today and not late:
        yield Reason(concern=Concern.DEADLINE, since=deadline + timedelta(days=1))


def _asked(case: Case, heard: int) -> Iterator[Reason]:
    for asked in case.asked[heard:]:
        yield Reason(concern=Concern.ASKED, since=asked.on, person=asked.person)


def _told(case: Case, heard: int) -> Iterator[Reason]:
    """Yield what somebody said when they were asked how it is (RC-102)."""
    for held in case.follow_ups.held[heard:]:
        if held.satisfied is False:
            yield Reason(concern=Concern.NOT_SATISFIED, since=held.on, person=held.person)
        if held.further_harm:
            yield Reason(concern=Concern.FURTHER_HARM, since=held.on, person=held.person)


def something_came_of_it(case: Case) -> bool:
    """Whether there is anything to come back to: a circle that was held, an agreement, an end."""
    held = any(circle.ended_on for circle in case.circles)
    agreed = case.agreement.in_force is not None or is_signed(case)
    return held or agreed or ended_on(case) is not None


def in_words(reason: Reason, case: Case) -> str:
    """Return in a sentence why further steps are to be decided."""
    who = case.name_of(reason.person) if reason.person is not None else ""
    since = long_date(reason.since)
    return {
        Concern.MISSED: f"“{reason.action}” was not done by its day.",
        Concern.DEADLINE: "The day by which all of it was to be done has passed.",
        Concern.ASKED: f"{who} asked on {since} to come back to it.",
        Concern.NOT_SATISFIED: f"{who} said on {since} that they are no longer satisfied.",
        Concern.FURTHER_HARM: f"{who} told on {since} of further harm.",
    }[reason.concern]
