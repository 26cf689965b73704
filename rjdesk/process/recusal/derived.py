"""What follows from a case about recusals: derived, never recorded."""

from __future__ import annotations

from collections.abc import Callable

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.recusal.state import Request
from rjdesk.process.taking_part.derived import takes_no_part


def open_requests(case: Case) -> tuple[Request, ...]:
    """Return what participants asked and the case waits for, as far as they take part in it.

    It is of the whole case, whichever process somebody takes part in.
    """
    asked = (request for request in case.recusals.requests if not request.settled)
    return tuple(
        request
        for request in asked
        if (person := case.person(request.person)) is not None
        and not all(takes_no_part(seen, person) for seen in case.each_process)
    )


def for_a_time(case: Case) -> frozenset[MemberId]:
    """Return who reads the case up to a day alone, because they advise (RC-124)."""
    passing = (grant.member for grant in case.grants if grant.until is not None)
    return frozenset(passing) - frozenset(case.facilitators)


def who_can_take_over(
    case: Case,
    coalition: Coalition,
    programme: Programme,
    has_keys: Callable[[MemberId], bool],
    but: MemberId,
) -> tuple[MemberId, ...]:
    """Return who may be handed a case that nobody else can read: office-holders with keys."""
    offices = {office.id for office in programme.offices}
    return tuple(
        known.id
        for known in coalition.members
        if known.left is None
        and known.id not in {but, *case.barred}
        and any(office in offices for office, _ in known.offices)
        and has_keys(known.id)
    )
