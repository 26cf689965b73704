"""The stages of a case: where it stands on its path."""

from __future__ import annotations

from enum import Enum

from rjdesk.process.case import Case
from rjdesk.process.indirect.derived import by_messages, carried_across
from rjdesk.process.people.state import Part
from rjdesk.process.taking_part.derived import ended_on


class Stage(Enum):
    """Where a case stands on its path."""

    INTAKE = "intake"
    PRE_MEETINGS = "pre_meetings"
    PREPARATION = "preparation"
    CIRCLE = "circle"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


def stage_of(case: Case) -> Stage:
    """Return where a case stands, read from what has happened."""
    circle, agreement = case.circle, case.agreement
    if case.closing.closed:
        return Stage.CLOSED
    if agreement.monitoring_since or ended_on(case):
        return Stage.FOLLOW_UP
    told = by_messages(case) and bool(carried_across(case, Part.AFFECTED))
    if circle is not None or told:
        goes_on = circle is not None and circle.ended_at is None
        return Stage.CIRCLE if goes_on else Stage.AGREEMENT
    if case.eligible:
        return Stage.PREPARATION
    if case.meetings or case.contacts:
        return Stage.PRE_MEETINGS
    return Stage.INTAKE
