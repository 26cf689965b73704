"""The stages of a case: where it stands on its path."""

from __future__ import annotations

from enum import Enum

from rjdesk.process.case import Case, Follows
from rjdesk.process.indirect.derived import by_messages, carried_across
from rjdesk.process.people.state import Part
from rjdesk.process.taking_part.derived import ended_on, is_without_sides


class Stage(Enum):
    """Where a case stands on its path."""

    INTAKE = "intake"
    PRE_MEETINGS = "pre_meetings"
    PREPARATION = "preparation"
    MESSAGES = "messages"
    CIRCLE = "circle"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


def stages_in(case: Case) -> tuple[Stage, ...]:
    """Return the stages of the path of a process, each of which it may come to.

    Nobody meets in one by messages; in a circle without sides nobody has to be met before, nor is
    anything agreed on; and a circle that was agreed makes no agreement of its own (RC-103).
    """
    left_out = {Stage.CIRCLE} if by_messages(case) and case.circle is None else {Stage.MESSAGES}
    if is_without_sides(case):
        left_out |= {Stage.PRE_MEETINGS, Stage.AGREEMENT}
    if case.process.as_ is Follows.AGREED:
        left_out.add(Stage.AGREEMENT)
    return tuple(stage for stage in Stage if stage not in left_out)


def stage_of(case: Case) -> Stage:
    """Return where a case stands, read from what has happened: one of those of its path.

    Where its path has no such stage, that is the next one which it has.
    """
    path, stage = stages_in(case), _stage(case)
    every = tuple(Stage)
    return next(later for later in every[every.index(stage) :] if later in path)


def _stage(case: Case) -> Stage:
    if case.closing.closed:
        return Stage.CLOSED
    if case.agreement.monitoring_since or ended_on(case):
        return Stage.FOLLOW_UP
    return _while_they_meet(case) or _before_they_meet(case)


def _while_they_meet(case: Case) -> Stage | None:
    """Return where a process stands in which people have met, or words go to and fro."""
    if case.circle is not None:
        return Stage.CIRCLE if case.circle.ended_at is None else Stage.AGREEMENT
    if by_messages(case) and case.messages:
        return Stage.AGREEMENT if carried_across(case, Part.AFFECTED) else Stage.MESSAGES
    return None


def _before_they_meet(case: Case) -> Stage:
    if case.eligible:
        return Stage.PREPARATION
    if case.meetings or case.contacts:
        return Stage.PRE_MEETINGS
    return Stage.INTAKE
