"""What follows about membership: how a case is listed, and who holds an office."""

from __future__ import annotations

from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import Capacity, MemberId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.membership.state import CaseState
from rjdesk.process.taking_part.derived import all_ended_on

OF_AN_OFFICE = (Capacity.KEEPS_MEMBERS, Capacity.ASSIGNS, Capacity.OPENS)
"""What the offices do that keep the list of members and the keys of the vault."""


def in_office(coalition: Coalition, programme: Programme) -> frozenset[MemberId]:
    """Return who holds an office that keeps members or cases, whatever its year.

    Expiry of a term stops new cases and assignments; it ends neither a key nor the power to
    record a successor (DESIGN section 4).
    """
    offices = {office.id for office in programme.offices_that(*OF_AN_OFFICE)}
    return frozenset(
        member.id
        for member in coalition.members
        if member.left is None and any(office in offices for office, _ in member.offices)
    )


def listed_as(case: Case) -> CaseState | None:
    """Return how a case stands in the list, or None before it is opened (A2).

    It is active from the first assignment on, also while nobody serves it any more.
    """
    if case.intake.opened is None:
        return None
    if all_ended_on(case) is not None:
        return CaseState.ENDED
    return CaseState.ACTIVE if case.ever_assigned else CaseState.OPENED
