"""What waits in a case, by date: the lines of Today (RC-101, RC-106, RC-114, RC-143, RP-19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.desk.processes import called
from rjdesk.desk.terms import Terms
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.decisions.derived import still_stands, weighed
from rjdesk.process.decisions.state import Proposal
from rjdesk.process.followup.derived import contacts_due, follow_ups_due, untold, untold_if_missed
from rjdesk.process.further_steps.derived import in_words, of_process, reasons, settling
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.calendar import add_months, long_date
from rjdesk.process.kernel.decision import Tally
from rjdesk.process.kernel.event import FIRST, MemberId, ProcessId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.retention.derived import deletion_window
from rjdesk.process.sexual_harm.derived import proposed, what_it_lacks
from rjdesk.process.sexual_harm.state import HarmStep
from rjdesk.process.taking_part.derived import all_ended_on, ended_on, is_left_alone


class Waits(Enum):
    """What kind of thing waits; a circle under way comes before everything else."""

    CIRCLE = "circle"
    MEETING = "meeting"
    ACTION = "action"
    TELL = "tell"
    FOLLOW_UP = "follow_up"
    DEBRIEF = "debrief"
    REVIEW = "review"
    DELETION = "deletion"
    SUPPORT = "support"
    RECURRING = "recurring"
    DECISION = "decision"
    CONTACT = "contact"
    SERVICE = "service"
    SEXUAL_HARM = "sexual_harm"


class Wait(msgspec.Struct, frozen=True):
    """One thing that waits: from which day, what it is in a few words, and until when at last.

    ``until`` is None where no day makes it late; ``whose`` is empty where it waits for whoever
    holds the case. ``process`` is the one of the case in which it waits.
    """

    kind: Waits
    due: date
    what: str
    until: date | None = None
    whose: tuple[MemberId, ...] = ()
    process: ProcessId = FIRST

    def waits_for(self, member: MemberId) -> bool:
        """Return whether it is there for this member to do."""
        return not self.whose or member in self.whose

    def order(self) -> tuple[bool, date]:
        """Return what it is sorted by: a circle under way, then the earliest."""
        return self.kind is not Waits.CIRCLE, self.due


def waits_of(
    case: Case, programme: Programme, coalition: Coalition, terms: Terms, today: date
) -> tuple[Wait, ...]:
    """Return everything that waits in a case: a circle under way, then the earliest first."""
    found = [
        replace(wait, process=seen.at, what=f"{wait.what}{_where(seen, terms)}")
        for seen in case.each_process
        for wait in _of_a_process(seen, programme, coalition, terms, today)
    ]
    ended = all_ended_on(case)
    if ended and case.closing.closed is None:
        found.append(Wait(Waits.DEBRIEF, ended, "Debrief, and close the case"))
    found.extend(_of_services(case))
    found.extend(_of_sexual_harm(case, programme, coalition, terms, today))
    found.extend(_of_the_reflection(case))
    if hold := case.retention.hold:
        what = "Look again at why the records are held"
        found.append(Wait(Waits.DELETION, hold.review, what, until=hold.review))
    elif window := deletion_window(case, programme.deadlines):
        what = f"Policy asks that the records be destroyed by {long_date(window.ends)}"
        found.append(Wait(Waits.DELETION, window.opens, what, until=window.ends))
    return tuple(sorted(found, key=Wait.order))


def _where(case: Case, terms: Terms) -> str:
    """Return in which process something waits, where the case holds several."""
    return f" ({called(case, terms)})" if len(case.processes) > 1 else ""


def _of_a_process(
    case: Case, programme: Programme, coalition: Coalition, terms: Terms, today: date
) -> Iterator[Wait]:
    """Yield what waits in the process that a case is seen in."""
    ended = ended_on(case)
    if not ended:
        yield from _circles(case)
    yield from _of_the_agreement(case)
    for due in follow_ups_due(case, programme):
        what = f"{terms.of(due.kind)}: {case.name_of(due.person)}"
        yield Wait(Waits.FOLLOW_UP, due.due, what)
    for person, due_on in contacts_due(case):
        yield Wait(Waits.CONTACT, due_on, f"Get in touch with {person.name}, and ask how it goes")
    yield from _of_further_steps(case, programme, coalition, terms, today)
    for departure in case.taking_part.departures:
        if departure.may_contact and departure.support_offered is None:
            what = f"Ask how {case.name_of(departure.person)} is"
            yield Wait(Waits.SUPPORT, departure.on, what)
    if (recurrence := case.recurrence) and not ended:
        for day in recurrence.to_hold(today):
            yield Wait(Waits.RECURRING, day, "Recurring meeting")


def _of_the_agreement(case: Case) -> Iterator[Wait]:
    """Yield the actions that are open, and whom to tell of those that are done."""
    agreement = case.agreement
    if agreement.monitoring_since:
        for action in agreement.binding_actions:
            if action.due and action.done is None and ended_on(case) is None:
                yield Wait(Waits.ACTION, action.due, action.what, until=action.due)
    for action_id, person in untold(case):
        known = agreement.binding(action_id)
        done = (known.done if known else agreement.fulfilled) or date.min
        what = f"“{known.what}” is done" if known else "the agreement is fulfilled"
        yield Wait(Waits.TELL, done, f"Tell {case.name_of(person)}: {what}")
    for action, person in untold_if_missed(case):
        if action.due is not None:
            what = f"“{action.what}” was not done by its day"
            after = action.due + timedelta(days=1)
            yield Wait(Waits.TELL, after, f"Tell {case.name_of(person)}: {what}")


def _of_further_steps(
    case: Case, programme: Programme, coalition: Coalition, terms: Terms, today: date
) -> Iterator[Wait]:
    """Yield what is to be decided together, to be answered, or to be done since it was decided.

    What was not done by its day is shown as that, and not a second time.
    """
    for proposal in of_process(case):
        step = FurtherStep(proposal.matter.subject)
        done = step is FurtherStep.GO_ON
        what = f"Further steps: {terms.within(step)}"
        yield from _proposed(proposal, what, case, programme, coalition, today, done=done)
    if case.sexual_harm.ended is not None:
        return
    for reason in reasons(case, date.min, settling(case, coalition, programme, today)):
        yield Wait(Waits.DECISION, reason.since, f"Further steps? {in_words(reason, case)}")


def _proposed(
    proposal: Proposal,
    what: str,
    case: Case,
    programme: Programme,
    coalition: Coalition,
    today: date,
    *,
    done: bool = False,
) -> Iterator[Wait]:
    """Yield that something is to be answered, or to be done since it was decided.

    ``done`` holds where nothing is to be done by a yes.
    """
    if proposal.carried_out is not None or not still_stands(case, proposal):
        return
    found = weighed(case, proposal, coalition, programme, today)
    if found.comes_to is Tally.OPEN:
        open_ = (voter.member for voter in found.open)
        whose = tuple(member for member in open_ if member is not None)
        yield Wait(Waits.DECISION, proposal.on, f"{what}?", whose=whose)
    elif found.comes_to is Tally.YES and not done:
        yield Wait(Waits.DECISION, proposal.on, f"It was decided. {what}")


SERVICES_ASKED_AFTER_MONTHS = 1
"""So long after somebody was connected with a service, or last asked, they are asked after it."""


def _of_services(case: Case) -> Iterator[Wait]:
    """Yield when to ask somebody how it goes with a service (RC-195)."""
    if case.closing.closed is not None:
        return
    for known in case.one_party.services:
        if known.goes_on and not is_left_alone(case, known.person):
            due = add_months(known.asked or known.since, SERVICES_ASKED_AFTER_MONTHS)
            name = case.name_of(known.person)
            yield Wait(Waits.SERVICE, due, f"Ask {name} how it goes: {known.service}")


def _of_sexual_harm(
    case: Case, programme: Programme, coalition: Coalition, terms: Terms, today: date
) -> Iterator[Wait]:
    """Yield what is to be decided in a case of sexual harm, or to be done since it was.

    Those who decide and do not hold the case answer where somebody sits who does.
    """
    now = case.sexual_harm
    if now.flagged is None or now.ended is not None or case.closing.closed is not None:
        return
    screening, over = False, all_ended_on(case) is not None
    for proposal in proposed(case):
        step = HarmStep(proposal.matter.subject)
        screening |= step is HarmStep.TAKE_ON
        if not (over and step is HarmStep.TAKE_ON):
            for wait in _proposed(proposal, terms.of(step), case, programme, coalition, today):
                yield replace(wait, kind=Waits.SEXUAL_HARM, whose=())
    lacks = what_it_lacks(case, coalition, programme)
    # What the coalition decides of its capacity later is not known to the line of a case.
    if lacks is not None and not screening and not over:
        yield Wait(Waits.SEXUAL_HARM, now.flagged, "About sexual harm: see what it waits for")


def _of_the_reflection(case: Case) -> Iterator[Wait]:
    """Yield what is left to do, once the case is closed, before its reflection can leave it."""
    closing = case.closing
    if closing.closed is None or not closing.reflection or closing.released:
        return
    if closing.reviewed is None:
        what, whose = "Review the reflection for the library", case.facilitators
    else:
        what = "Say that the reviewed reflection identifies nobody"
        whose = tuple(m for m in case.facilitators if m not in closing.confirmers)
    if whose:
        yield Wait(Waits.REVIEW, closing.closed, what, whose=whose)


def _circles(case: Case) -> list[Wait]:
    """Return the circle that is under way or to come."""
    starts, circle = case.preparation.starts_at, case.circle
    if circle is not None and circle.ended_at is None:
        return [Wait(Waits.CIRCLE, circle.started_on, "A circle is under way")]
    if circle is None and starts is not None:
        day = starts.date()
        return [Wait(Waits.MEETING, day, f"Circle at {starts:%H:%M}", until=day)]
    return []
