"""What follows from a case about follow-ups: derived, never recorded."""

from __future__ import annotations

from datetime import date

from rjdesk.process.accountability.state import later
from rjdesk.process.agreement.state import Action
from rjdesk.process.case import Case
from rjdesk.process.followup.state import DueFollowUp, FollowUpKind
from rjdesk.process.kernel.calendar import add_months
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.people.state import Part, Person
from rjdesk.process.taking_part.derived import ended_on, parties


def follow_up_day(case: Case, kind: FollowUpKind, months: int) -> date | None:
    """Return the day from which a follow-up is due, or None while it cannot be said (RC-101).

    The first is due when a circle has ended, or something has come of what was carried, the second
    on the day the agreement was fulfilled, the third ``months`` later.
    """
    if kind is FollowUpKind.AFTER_PROCESS:
        days = [circle.ended_on for circle in case.circles]
        if any(message.carried for message in case.messages):
            days.append(case.agreement.monitoring_since or ended_on(case))
        return max((day for day in days if day is not None), default=None)
    fulfilled = case.agreement.fulfilled
    if kind is FollowUpKind.SIX_MONTHS and fulfilled is not None:
        return add_months(fulfilled, months)
    return fulfilled


def follow_ups_due(case: Case, programme: Programme) -> tuple[DueFollowUp, ...]:
    """Return every open follow-up with its day (RC-100, RC-101).

    The first is with each Primary Party, the others with each Affected Party. Who does not take
    part is not contacted again (RC-041).
    """
    months = programme.deadlines.follow_up_months
    return tuple(
        DueFollowUp(kind, person.id, day)
        for kind in kinds_of(programme)
        if (day := follow_up_day(case, kind, months)) is not None
        for person in followed_up(case, kind)
        if case.follow_ups.of(kind, person.id) is None
    )


def kinds_of(programme: Programme) -> tuple[FollowUpKind, ...]:
    """Return the follow-ups that a programme has."""
    return tuple(map(FollowUpKind, programme.follow_ups))


def followed_up(case: Case, kind: FollowUpKind) -> tuple[Person, ...]:
    """Return with whom a follow-up is held (RC-100, RC-101)."""
    after = kind is FollowUpKind.AFTER_PROCESS
    return tuple(p for p in parties(case) if after or p.harmed)


def untold(case: Case) -> tuple[tuple[str, PersonId], ...]:
    """Return who is still to be told of what: an action id, or "" for the whole (RC-114).

    News goes to each Affected Party who takes part, except of what they did themself (A19).
    """
    agreement = case.agreement
    news = [(a.id, a.owner, a.done) for a in agreement.binding_actions if a.done is not None]
    whole = [("", None, agreement.fulfilled)] if agreement.fulfilled is not None else []
    return tuple(
        (action, person.id)
        for action, owner, done in (*news, *whole)
        for person in _who_hears(case, owner)
        if (action, person.id, done) not in case.follow_ups.told
    )


def untold_if_missed(case: Case) -> tuple[tuple[Action, PersonId], ...]:
    """Return who is to be told, once its day has passed, that an open action was not done (RC-114).

    Whoever was told so of a day is not told again; when it is done after all, or another day was
    agreed on and has passed too, that is news of its own.
    """
    agreement = case.agreement
    if agreement.monitoring_since is None or ended_on(case) is not None:
        return ()
    return tuple(
        (action, person.id)
        for action in agreement.binding_actions
        if action.due is not None and action.done is None
        for person in _who_hears(case, action.owner)
        if (action.id, person.id, action.due) not in case.follow_ups.told_late
    )


def own_part(case: Case, person: PersonId) -> date | None:
    """Return since when all is done that somebody was to do; None while some of it is open.

    Where several are responsible, each part of an agreement ends by itself.
    """
    own = _own_actions(case, person)
    days = [action.done for action in own if action.done is not None]
    return max(days) if own and len(days) == len(own) else None


def _own_actions(case: Case, person: PersonId) -> list[Action]:
    return [action for action in case.agreement.binding_actions if action.owner == person]


def contacts_due(case: Case) -> tuple[tuple[Person, date], ...]:
    """Return with whom facilitators are to get in touch again, and from which day on (RC-205).

    That is so long after they last were, or after it was agreed how often, where that is later.
    Who has nothing left to do is not asked any more how it goes.
    """
    since, every = case.follow_ups.every_from, case.follow_ups.every
    if case.agreement.monitoring_since is None or since is None or every is None:
        return ()
    if ended_on(case) is not None:
        return ()
    return tuple(
        (person, later(max(_contacts(case, person, since), default=since), every))
        for person in parties(case)
        if person.holds(Part.RESPONSIBLE)
        and any(action.done is None for action in _own_actions(case, person.id))
    )


def _contacts(case: Case, person: Person, since: date) -> tuple[date, ...]:
    """Return the days from one on, on which somebody was in touch with a person."""
    return tuple(c.on for c in case.contacts if c.person == person.id and c.on >= since)


def _who_hears(case: Case, owner: PersonId | None) -> tuple[Person, ...]:
    """Return who hears of what somebody does: each Affected Party, but of their own acts (A19)."""
    return tuple(person for person in parties(case) if person.harmed and person.id != owner)
