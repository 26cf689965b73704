"""Rules of membership (policy section 2)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import AcademicYear
from rjdesk.process.kernel.offices import Office
from rjdesk.process.kernel.ruling import NOBODY, Missing, Strength
from rjdesk.process.membership.events import MemberEntered, OfficeTaken, TrainingCompleted
from rjdesk.process.membership.state import MemberKind

CHAIRS = 2


@rule("RC-021", "2A", Strength.SHALL, MemberEntered)
def nobody_sits_on_the_judicial_board_too(
    event: MemberEntered, at: RuleContext
) -> Iterator[Missing]:
    """Members may not be on the Judicial Board at the same time."""
    if event.on_judicial_board:
        yield Missing(
            f"{event.member_name} sits on the Judicial Board.",
            NOBODY,
            who=(event.member_name,),
            supply="They can join when their service on the Judicial Board has ended.",
        )


@rule("RC-030", "2D", Strength.SHALL, MemberEntered)
def students_were_enrolled_before(event: MemberEntered, at: RuleContext) -> Iterator[Missing]:
    """A student was enrolled for at least one semester before they apply."""
    if event.kind is MemberKind.STUDENT and event.semesters < 1 and not at.coalition.founding:
        yield Missing(
            f"{event.member_name} has not been enrolled for a semester.",
            NOBODY,
            who=(event.member_name,),
            supply="They can be entered after their first semester.",
        )


@rule("RC-022", "2B", Strength.SHALL, OfficeTaken)
def there_are_two_chairs(event: OfficeTaken, at: RuleContext) -> Iterator[Missing]:
    """There are exactly two Chairs, and each is a student who served before.

    While a coalition is founded, its offices are entered as found (A14).
    """
    if event.office is not Office.CHAIR or at.coalition.founding:
        return
    year = AcademicYear(event.year)
    chairs = [m for m in at.coalition.members if m.holds_office(Office.CHAIR, year)]
    if len(chairs) >= CHAIRS and event.member not in {chair.id for chair in chairs}:
        yield Missing(
            f"There are two Chairs for {year} already.",
            NOBODY,
            who=tuple(chair.name for chair in chairs),
            supply="A third can follow when one of them has left the office.",
        )
    member = at.coalition.member(event.member)
    if member is not None and member.kind is not MemberKind.STUDENT:
        yield Missing(f"{member.name} is not a student member.", NOBODY, who=(member.name,))
    if member is not None and all(term >= year for term in member.appointed):
        yield Missing(
            f"{member.name} has not served a term before {year}.",
            NOBODY,
            who=(member.name,),
            supply="A Chair is chosen from those who continue.",
        )


@rule("RC-037", "2E", Strength.SHALL, TrainingCompleted)
def nobody_records_their_own_training(
    event: TrainingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """A training is recorded by a Chair or a Staff Advisor, not by whoever took it."""
    if event.member == at.actor and not at.coalition.founding:
        yield Missing(
            "Nobody records their own training.",
            "training-completed",
            supply="Ask a Chair or Staff Advisor to record it.",
        )


RULES = (
    nobody_sits_on_the_judicial_board_too,
    students_were_enrolled_before,
    there_are_two_chairs,
    nobody_records_their_own_training,
)
