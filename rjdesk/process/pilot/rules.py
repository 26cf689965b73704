"""Rules of the pilot period (policy section 9A)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.intake.events import FacilitatorAssigned
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import MotionKind
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.events import EntryTakenBack
from rjdesk.process.membership.state import CaseState
from rjdesk.process.pilot.derived import cap, in_pilot, may_vote, standing_as
from rjdesk.process.pilot.events import MotionAnswered, MotionProposed, PilotBegan


@rule("RC-180", "9A", Strength.SHALL, MotionProposed, MotionAnswered)
def the_pilot_period_is_under_way(
    event: MotionProposed | MotionAnswered, at: RuleContext
) -> Iterator[Missing]:
    """How many cases are taken on is voted on during the pilot period alone."""
    began = at.coalition.pilot_began
    if began is None:
        yield Missing(
            "The pilot period has not begun.", "pilot-began", supply="Record when it began."
        )
    elif not in_pilot(at.coalition, at.programme, at.today):
        yield Missing(
            "The pilot period is not under way, and what binds in it alone is off.", NOBODY
        )
    elif not in_pilot(at.coalition, at.programme, event.on):
        yield Missing(
            f"The pilot period began on {long_date(began)}.", ITSELF, supply="Write a later day."
        )


@rule("RC-180", "9A", Strength.SHALL, PilotBegan)
def the_pilot_period_begins_once(event: PilotBegan, at: RuleContext) -> Iterator[Missing]:
    """There is one pilot period; what was voted in it is in no other."""
    began = at.coalition.pilot_began
    if event.replaces is None and began is not None:
        yield Missing(
            f"The pilot period began on {long_date(began)}.",
            ITSELF,
            supply="If that day is wrong, put it right.",
        )


@rule("RC-180", "9A", Strength.SHALL, PilotBegan, EntryTakenBack)
def what_was_voted_stays_in_the_pilot_period(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Its day is put right as long as no vote falls out of it, and it goes on, or is over, still.

    Once something was moved in it, that it began is not taken back.
    """
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, PilotBegan) or not at.coalition.motions:
        return
    anew = replace(at.coalition, pilot_began=None if event.takes_back else event.on)
    days = (at.today, *(motion.on for motion in at.coalition.motions))
    if any(
        in_pilot(anew, at.programme, day) is not in_pilot(at.coalition, at.programme, day)
        for day in days
    ):
        yield Missing(
            "The coalition has voted in the pilot period as it was recorded.",
            ITSELF,
            supply="Leave a day by which all that was moved is in it, and it is under way, or "
            "over, as it is now.",
        )


@rule("RC-182", "9A", Strength.SHALL, MotionProposed)
def the_coalition_votes(event: MotionProposed, at: RuleContext) -> Iterator[Missing]:
    """All student members in term vote, on what is not so already."""
    capped = cap(at.coalition, at.programme, at.today) is not None
    if capped is (event.kind is MotionKind.CAP):
        yield Missing(
            "That is so already." if capped else "There is no such limit.",
            NOBODY,
            supply="What is so can be changed by another vote.",
        )
    named, eligible = at.programme.decisions.cap, may_vote(at.coalition, at.programme, at.today)
    if named is None or not eligible:
        yield Missing(
            "Nobody may vote on this.",
            "member-appointed",
            supply="Student members in term vote. Enter their terms.",
        )
    elif set(event.voters) != set(eligible) or event.passes is not named.passes:
        yield Missing(
            "Who may vote has changed meanwhile.",
            ITSELF,
            supply="Open the page anew, and move it from there.",
        )


@rule("RC-182", "9A", Strength.SHALL, MotionProposed)
def whoever_may_vote_moves(event: MotionProposed, at: RuleContext) -> Iterator[Missing]:
    """One of those who vote moves it, and not while the same ones vote on one that is open.

    Moved anew, what was said so far would be void.
    """
    eligible = may_vote(at.coalition, at.programme, at.today)
    name = at.coalition.name_of(at.actor)
    if at.actor not in eligible:
        yield Missing(
            f"{name} does not vote on this.",
            NOBODY,
            who=(name,),
            supply="One of the student members in term moves it.",
        )
    if at.coalition.motion(event.decision) is not None:
        yield Missing(
            "This was moved already.", ITSELF, supply="Open the page anew, and vote on it there."
        )
    elif any(m.is_open and set(m.voters) == set(eligible) for m in at.coalition.motions):
        yield Missing(
            "This is voted on already.",
            "motion-answered",
            supply="Vote on it; whoever moved it may take it back.",
        )


@rule("RC-182", "9A", Strength.SHALL, MotionAnswered)
def whoever_may_vote_votes(event: MotionAnswered, at: RuleContext) -> Iterator[Missing]:
    """Each votes themself; for whoever has no keys here another records what they say."""
    motion = at.coalition.motion(event.decision)
    if motion is None or not motion.is_open:
        yield Missing(
            "This is not voted on any more.", NOBODY, supply="Vote on what was moved last."
        )
        return
    if event.on < motion.on:
        yield Missing(
            f"This was moved on {long_date(motion.on)}.", ITSELF, supply="Write a later day."
        )
    member = event.member or at.actor
    name = at.coalition.name_of(member)
    if member not in motion.voters:
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


@rule("RC-182", "9A", Strength.SHALL, MotionProposed, MotionAnswered, EntryTakenBack)
def a_vote_is_whose_it_is_and_stays(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What was moved is taken back by whoever moved it while it is open, never put otherwise.

    Nobody changes the vote of another, and nobody any vote on what has come to something.
    """
    entry = at.corrected
    if entry is None or not isinstance(entry.event, MotionProposed | MotionAnswered):
        return
    motion = at.coalition.motion(entry.event.decision)
    if motion is not None and not motion.is_open:
        yield Missing(
            "This was voted on, and the vote stays.",
            NOBODY,
            supply="What is so can be changed by another vote.",
        )
    elif isinstance(event, MotionProposed):
        yield Missing(
            "What was moved is not put otherwise: the votes were about something else.",
            "entry-taken-back",
            supply="Take it back, and move it anew.",
        )
    elif entry.by != at.actor:
        name = at.coalition.name_of(entry.by)
        yield Missing(
            f"{name} recorded this, and nobody else changes it.",
            NOBODY,
            who=(name,),
            supply="Ask them. A vote can be given anew as long as it is open.",
        )
    elif isinstance(event, MotionAnswered) and event != replace(
        event, decision=entry.event.decision, member=_on_whose_word(entry.event)
    ):
        yield Missing(
            "This is the vote of somebody else, or on something else.",
            "entry-taken-back",
            supply="Take it back, and record it anew.",
        )


def _on_whose_word(event: MotionProposed | MotionAnswered) -> MemberId | None:
    """Return on whose word it was recorded; None where one spoke for themself."""
    return event.member if isinstance(event, MotionAnswered) else None


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


OF_CORRECTIONS = (what_was_voted_stays_in_the_pilot_period, a_vote_is_whose_it_is_and_stays)
"""What is asked of a correction as things stand now."""

RULES = (
    the_pilot_period_is_under_way,
    the_pilot_period_begins_once,
    the_coalition_votes,
    whoever_may_vote_moves,
    whoever_may_vote_votes,
    no_more_cases_than_were_voted,
    a_vote_may_be_taken,
    *OF_CORRECTIONS,
)
