"""Rules of retention (policy section 6B.4)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.membership.state import CaseState
from rjdesk.process.retention.derived import (
    deletion_window,
    last_follow_ups,
    lost_until,
    stands_proposed,
)
from rjdesk.process.retention.events import (
    Destroys,
    DestroysLost,
    DestructionConfirmed,
    DestructionProposed,
    HoldReleased,
    LostCaseConfirmed,
    LostCaseProposed,
    RecordsHeld,
)


@rule("RC-143", "6B.4", Strength.SHALL, DestructionProposed, DestructionConfirmed)
def records_are_kept_until_their_window(event: Destroys, at: RuleContext) -> Iterator[Missing]:
    """Records are destroyed from the day on which their window opens, and never before."""
    window = deletion_window(at.the_case, at.programme.deadlines)
    if window is None:
        yield Missing(
            "The process has not ended, so its records are needed.",
            NOBODY,
            supply="They are kept for some months after it has ended.",
        )
    elif at.today < window.opens:
        yield Missing(
            f"The records are kept until {long_date(window.opens)}.",
            NOBODY,
            supply="From that day on they can be destroyed.",
        )


@rule("RC-143", "6B.4", Strength.SHALL, LostCaseProposed, LostCaseConfirmed)
def a_lost_case_is_kept_until_its_month(event: DestroysLost, at: RuleContext) -> Iterator[Missing]:
    """What nobody can open goes once the month of its last day is over (A35)."""
    listed = at.coalition.cases.get(event.case)
    if listed is None or listed.state is not CaseState.ENDED:
        yield Missing(
            "This case has not ended.",
            NOBODY,
            supply="It waits for somebody who held it, or for a backup that can open it.",
        )
    elif at.today < (day := lost_until(listed, at.programme.deadlines)):
        yield Missing(
            f"Its records are kept until {long_date(day)}.",
            NOBODY,
            supply="From that day on they can be destroyed.",
        )


@rule("RC-144", "6B.4", Strength.SHALL, DestructionProposed, DestructionConfirmed)
def the_last_follow_up_is_closed(event: Destroys, at: RuleContext) -> Iterator[Missing]:
    """The last follow-up was held, declined, or could not be: it needs the records."""
    for due in last_follow_ups(at.the_case, at.programme):
        name = at.the_case.name_of(due.person)
        if at.today < due.due:
            yield Missing(
                f"The last follow-up with {name} is to come.",
                NOBODY,
                who=(name,),
                supply=f"It is due from {long_date(due.due)}, and needs the records.",
            )
            continue
        yield Missing(
            f"The last follow-up with {name} is open.",
            "follow-up-closed",
            who=(name,),
            supply="Record how it ended: held, declined, or not reached after several attempts.",
        )


@rule("RC-145", "6A.3", Strength.SHALL, DestructionProposed, DestructionConfirmed)
def nothing_that_is_held_is_destroyed(event: Destroys, at: RuleContext) -> Iterator[Missing]:
    """A hold keeps the records, also past the day on which it was to be looked at (A34)."""
    hold = at.the_case.retention.hold
    if hold is not None:
        yield Missing(
            f"The records are held: {hold.reason}",
            "hold-released",
            who=(at.coalition.name_of(hold.by),),
            supply="Release the hold, once its reason is over.",
        )


@rule("RC-145", "6A.3", Strength.SHALL, RecordsHeld)
def a_hold_has_a_reason_and_a_day(event: RecordsHeld, at: RuleContext) -> Iterator[Missing]:
    """Records are held for a reason, which is looked at again on a day that is to come."""
    if not can_be_seen(event.reason):
        yield Missing(
            "Why they are held is not written.", ITSELF, supply="Write it in a few words."
        )
    if event.review <= at.today:
        yield Missing(
            f"{long_date(event.review)} is not to come.",
            ITSELF,
            supply="Choose the day on which somebody looks at it again.",
        )


@rule("RC-145", "6A.3", Strength.SHALL, HoldReleased)
def what_is_released_was_held(event: HoldReleased, at: RuleContext) -> Iterator[Missing]:
    """Only a hold is released."""
    if at.the_case.retention.hold is None:
        yield Missing("These records are not held.", NOBODY)


@rule("RC-146", "6B.4", Strength.SHALL, DestructionProposed, DestructionConfirmed)
def those_destroy_who_are_entitled(event: Destroys, at: RuleContext) -> Iterator[Missing]:
    """Whoever facilitates the case, or holds an office that assigns cases, and reads it."""
    offices = at.programme.offices_that(Capacity.ASSIGNS, Capacity.OPENS)
    if at.actor not in at.the_case.facilitators and not at.holds_one_of(offices):
        yield Missing(
            "Records are destroyed by those who facilitate the case, or assign cases.",
            NOBODY,
            supply="Ask two of them.",
        )


@rule("RC-146", "6B.4", Strength.SHALL, DestructionConfirmed)
def two_destroy_and_nothing_came_between(
    event: DestructionConfirmed, at: RuleContext
) -> Iterator[Missing]:
    """Another one proposed it, and the record has not changed since."""
    proposed = at.the_case.retention.proposed
    if proposed is None or not stands_proposed(at.the_case):
        yield Missing(
            "Nobody has proposed it as the record stands now.",
            "destruction-proposed",
            supply="Propose it; another of you confirms it then.",
        )
    elif proposed.by == at.actor:
        yield _not_alone(at, "Another who facilitates the case or assigns cases")


def _not_alone(at: RuleContext, who: str) -> Missing:
    name = at.coalition.name_of(at.actor)
    return Missing(
        f"{name} proposed it, and one alone destroys nothing.",
        NOBODY,
        who=(name,),
        supply=f"{who} confirms it.",
    )


@rule("RC-146", "6B.4", Strength.SHALL, LostCaseConfirmed)
def two_destroy_a_lost_case(event: LostCaseConfirmed, at: RuleContext) -> Iterator[Missing]:
    """Another who holds an office proposed it."""
    proposed = next((each for each in at.coalition.lost if each.case == event.case), None)
    if proposed is None:
        yield Missing(
            "Nobody has proposed it.",
            "lost-case-proposed",
            supply="Propose it; another who holds an office confirms it then.",
        )
    elif proposed.by == at.actor:
        yield _not_alone(at, "Another who holds an office")


@rule("RC-149", "6B.4", Strength.SHALL, DestructionProposed, LostCaseProposed)
def paper_is_shredded_too(
    event: DestructionProposed | LostCaseProposed, at: RuleContext
) -> Iterator[Missing]:
    """What was printed or signed on paper, and is not a participant's own, is shredded first."""
    if not event.shredded:
        yield Missing(
            "Paper of this case may still be there.",
            ITSELF,
            supply="Shred signed originals and copies that the coalition holds, and tick it.",
        )


RULES = (
    records_are_kept_until_their_window,
    a_lost_case_is_kept_until_its_month,
    two_destroy_a_lost_case,
    the_last_follow_up_is_closed,
    nothing_that_is_held_is_destroyed,
    a_hold_has_a_reason_and_a_day,
    what_is_released_was_held,
    those_destroy_who_are_entitled,
    two_destroy_and_nothing_came_between,
    paper_is_shredded_too,
)
