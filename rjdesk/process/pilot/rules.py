"""Rules of the pilot period (policy section 9A)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.intake.events import FacilitatorAssigned
from rjdesk.process.kernel.decision import MotionKind
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot.derived import cap, in_pilot, may_vote, standing_as, voters
from rjdesk.process.pilot.events import MotionAnswered, MotionProposed


@rule("RC-180", "9A", Strength.SHALL, MotionProposed, MotionAnswered)
def the_pilot_period_is_under_way(
    event: MotionProposed | MotionAnswered, at: RuleContext
) -> Iterator[Missing]:
    """How many cases are taken on is voted on during the pilot period alone."""
    if in_pilot(at.coalition, at.programme, at.today):
        return
    if at.coalition.pilot_began is None:
        yield Missing(
            "The pilot period has not begun.", "pilot-began", supply="Record when it began."
        )
    else:
        yield Missing(
            "The pilot period is not under way, and what binds in it alone is off.", NOBODY
        )


@rule("RC-182", "9A", Strength.SHALL, MotionProposed)
def the_coalition_votes(event: MotionProposed, at: RuleContext) -> Iterator[Missing]:
    """All student members in term vote, on what is not so already."""
    capped = cap(at.coalition, at.programme, at.today) is not None
    if event.replaces is None and capped is (event.kind is MotionKind.CAP):
        yield Missing(
            "That is so already." if capped else "There is no such limit.",
            NOBODY,
            supply="What is so can be changed by another vote.",
        )
    if set(event.voters) != set(may_vote(at.coalition, at.programme, at.today)):
        yield Missing(
            "Who may vote has changed meanwhile.",
            ITSELF,
            supply="Open the page anew, and move it from there.",
        )


@rule("RC-182", "9A", Strength.SHALL, MotionAnswered)
def whoever_may_vote_votes(event: MotionAnswered, at: RuleContext) -> Iterator[Missing]:
    """Each votes themself; for whoever has no keys here another records what they say."""
    motion = at.coalition.motion(event.decision)
    if motion is None or motion != at.coalition.motions[-1]:
        yield Missing(
            "This is not voted on any more.", NOBODY, supply="Vote on what was moved last."
        )
        return
    member = event.member or at.actor
    name = at.coalition.name_of(member)
    if member not in voters(motion, at.coalition):
        yield Missing(
            f"{name} does not vote on this.",
            NOBODY,
            who=(name,),
            supply="Those vote who were student members in term when it was moved.",
        )
    elif member != at.actor and at.has_keys(member):
        yield Missing(
            f"{name} votes themself.",
            NOBODY,
            who=(name,),
            supply="They vote when they next unlock.",
        )


@rule("RC-182", "9A", Strength.SHALL, FacilitatorAssigned)
def no_more_cases_than_were_voted(event: FacilitatorAssigned, at: RuleContext) -> Iterator[Missing]:
    """While a cap is in force, a case that would be one too many waits."""
    most = cap(at.coalition, at.programme, at.today)
    if most is None or at.the_case.ever_assigned:
        return
    active = len(standing_as(at.coalition, CaseState.ACTIVE))
    if active >= most:
        yield Missing(
            f"{active} cases are active, and the coalition has voted to take on no more than "
            f"{most} at a time.",
            "motion-proposed",
            supply="It waits until one of them has ended, or until the coalition votes otherwise.",
        )


@rule("RC-182", "9A", Strength.SHALL, FacilitatorAssigned, warns=True)
def a_vote_may_be_taken(event: FacilitatorAssigned, at: RuleContext) -> Iterator[Missing]:
    """Where more cases become active than the pilot counts on, a vote may be taken."""
    pilot, active = at.programme.pilot, len(standing_as(at.coalition, CaseState.ACTIVE))
    if pilot is None or at.the_case.ever_assigned or active < pilot.cases:
        return
    if not in_pilot(at.coalition, at.programme, at.today):
        return
    if cap(at.coalition, at.programme, at.today) is None:
        yield Missing(
            f"More than {pilot.cases} cases are active now.",
            "motion-proposed",
            supply="The coalition may vote on taking on no more.",
        )


RULES = (
    the_pilot_period_is_under_way,
    the_coalition_votes,
    whoever_may_vote_votes,
    no_more_cases_than_were_voted,
    a_vote_may_be_taken,
)
