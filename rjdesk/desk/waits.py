"""What waits in a case, by date: the lines of Today (RC-101, RC-114, RC-143, RP-19)."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from rjdesk.process.case import Case
from rjdesk.process.followup import FollowUpKind, follow_ups_due, untold
from rjdesk.process.interruption import ended_on
from rjdesk.process.programme import Programme
from rjdesk.process.retention import deletion_window


class Waits(Enum):
    """What kind of thing waits."""

    MEETING = "meeting"
    ACTION = "action"
    TELL = "tell"
    FOLLOW_UP = "follow_up"
    DEBRIEF = "debrief"
    DELETION = "deletion"
    SUPPORT = "support"
    RECURRING = "recurring"


class Wait(msgspec.Struct, frozen=True):
    """One thing that waits: from which day, and what it is in a few words."""

    kind: Waits
    due: date
    what: str


FOLLOW_UP_NAMES = {
    FollowUpKind.AFTER_PROCESS: "Follow-up after the process",
    FollowUpKind.COMPLETION: "Follow-up on completion",
    FollowUpKind.SIX_MONTHS: "Follow-up six months later",
}


def waits_of(case: Case, programme: Programme) -> tuple[Wait, ...]:
    """Return everything that waits in a case, the earliest first."""
    found: list[Wait] = []
    starts = case.preparation.starts_at
    if starts is not None and case.circle is None:
        found.append(Wait(Waits.MEETING, starts.date(), f"Circle at {starts:%H:%M}"))
    agreement = case.agreement
    if agreement.monitoring_since:
        found.extend(
            Wait(Waits.ACTION, action.due, action.what)
            for action in agreement.binding_actions
            if action.due and action.done is None
        )
    for action_id, person in untold(case):
        action = agreement.action(action_id)
        done = (action.done if action else agreement.fulfilled) or date.min
        what = f"“{action.what}” is done" if action else "the agreement is fulfilled"
        found.append(Wait(Waits.TELL, done, f"Tell {case.name_of(person)}: {what}"))
    found.extend(
        Wait(Waits.FOLLOW_UP, due.due, f"{FOLLOW_UP_NAMES[due.kind]}: {case.name_of(due.person)}")
        for due in follow_ups_due(case, programme.deadlines.follow_up_months)
    )
    ended = ended_on(case)
    if ended and case.closing.closed is None:
        found.append(Wait(Waits.DEBRIEF, ended, "Debrief, and close the case"))
    found.extend(
        Wait(Waits.SUPPORT, departure.on, f"Ask how {case.name_of(departure.person)} is")
        for departure in case.interruption.departures
        if departure.support_offered is None
    )
    if (recurrence := case.one_party.recurrence) and not ended:
        open_ = [day for day in recurrence.days() if day not in recurrence.held]
        found.extend(Wait(Waits.RECURRING, day, "Recurring meeting") for day in open_)
    if window := deletion_window(case, programme.deadlines):
        found.append(
            Wait(Waits.DELETION, window.opens, f"Records may be destroyed until {window.ends}")
        )
    return tuple(sorted(found, key=lambda wait: wait.due))
