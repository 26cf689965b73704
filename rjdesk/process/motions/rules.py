"""Rules of what is voted on: who moves it, who votes, and whose a vote is (DESIGN 2.5)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.changing import nobody_else_changes, recorded_by_another
from rjdesk.process.decisions.derived import nobody_holds
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import Voter
from rjdesk.process.kernel.event import Event, MemberId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.events import EntryTakenBack, MemberLeft
from rjdesk.process.motions.derived import is_voted_on_by, may_vote, unfilled
from rjdesk.process.motions.events import MotionAnswered, MotionProposed


@rule("RJ-MOVE", "decisions", Strength.SHALL, MotionProposed)
def those_vote_whom_the_programme_names(
    event: MotionProposed, at: RuleContext
) -> Iterator[Missing]:
    """All vote whom the programme names, and what makes it a yes is what it says."""
    around = (at.coalition, at.programme, at.today)
    named, eligible = at.programme.decisions.of_motion(event.kind), may_vote(event.kind, *around)
    if vacant := unfilled(event.kind, *around):
        yield nobody_holds(vacant)
    if named is None or not eligible:
        yield Missing(
            "Nobody may vote on this.",
            "member-appointed",
            supply="Members in term vote, as the programme names them. Enter their terms.",
        )
    elif set(event.who) != set(eligible) or event.passes is not named.passes:
        yield Missing(
            "Who may vote has changed meanwhile.",
            ITSELF,
            supply="Open the page anew, and move it from there.",
        )


@rule("RJ-MOVE", "decisions", Strength.SHALL, MotionProposed)
def whoever_may_vote_moves(event: MotionProposed, at: RuleContext) -> Iterator[Missing]:
    """One of those who vote moves it, and not while the same ones vote on one that is open.

    Moved anew, what was said so far would be void.
    """
    eligible = may_vote(event.kind, at.coalition, at.programme, at.today)
    name = at.coalition.name_of(at.actor)
    if Voter(member=at.actor) not in eligible:
        who = tuple(_called(voter, at) for voter in eligible if voter.member is not None)
        yield Missing(
            f"{name} does not vote on this.",
            NOBODY,
            who=who,
            supply="One of those who vote on it moves it.",
        )
    same = (m for m in at.coalition.motions if m.is_open and m.kind.about is event.kind.about)
    if at.coalition.motion(event.decision) is not None:
        yield Missing(
            "This was moved already.", ITSELF, supply="Open the page anew, and vote on it there."
        )
    elif any(set(motion.eligible) == set(eligible) for motion in same):
        yield Missing(
            "This is voted on already.",
            "motion-answered",
            supply="Vote on it; whoever moved it may take it back.",
        )


@rule("RJ-MOVE", "decisions", Strength.SHALL, MotionAnswered)
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
    around = (at.coalition, at.programme, at.today)
    voter = event.voter(at.actor)
    if voter in motion.eligible and not is_voted_on_by(voter, motion, *around):
        yield Missing(
            "Who votes on this has changed since it was moved.",
            "motion-proposed",
            supply="Those who may vote now move it anew.",
        )
        return
    name = _called(voter, at)
    if voter not in motion.eligible:
        yield Missing(
            f"{name} does not vote on this.",
            NOBODY,
            who=(name,),
            supply="Those vote who could when it was moved.",
        )
    elif voter.member not in {None, at.actor} and at.has_keys(voter.member or at.actor):
        yield Missing(
            f"{name} votes themself.",
            NOBODY,
            who=(name,),
            supply="They vote when they next unlock.",
        )
    elif voter.body and Voter(member=at.actor) not in motion.voters:
        yield Missing(
            f"What {name} says is recorded by a member who votes too.",
            NOBODY,
            who=tuple(_called(each, at) for each in motion.voters if each.member is not None),
            supply="Ask one of them.",
        )
    elif voter.member != at.actor:
        yield from recorded_by_another(motion.answer_of(voter), name, at)


def _called(voter: Voter, at: RuleContext) -> str:
    if voter.member is None:
        return at.programme.body_name(voter.body)
    return at.coalition.name_of(voter.member)


@rule("RJ-MOVE", "decisions", Strength.SHALL, MotionProposed, MotionAnswered, EntryTakenBack)
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
        anew = "A vote can be given anew as long as it is open."
        yield nobody_else_changes(entry.by, at, anew)
    elif isinstance(event, MotionAnswered) and event != replace(
        event,
        decision=entry.event.decision,
        member=_on_whose_word(entry.event),
        word_of=entry.event.word_of,
    ):
        yield Missing(
            "This is the vote of somebody else, or on something else.",
            "entry-taken-back",
            supply="Take it back, and record it anew.",
        )


@rule("RJ-MOVE", "decisions", Strength.SHALL, MemberLeft, EntryTakenBack)
def what_was_voted_is_not_counted_anew(event: Event, at: RuleContext) -> Iterator[Missing]:
    """That a member left is neither put otherwise nor taken back once a vote was counted by it."""
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, MemberLeft):
        return
    whose = {wrong.member, event.member if isinstance(event, MemberLeft) else wrong.member}
    same = isinstance(event, MemberLeft) and event.member == wrong.member
    for motion in at.coalition.motions:
        counted = {voter.member for voter in motion.voters} & whose
        if counted and not motion.is_open and not same:
            yield Missing(
                "A vote was counted as it was recorded who had left.",
                NOBODY,
                supply="If they are here again, enter them anew, and move it once more if needed.",
            )
            return


def _on_whose_word(event: MotionProposed | MotionAnswered) -> MemberId | None:
    """Return on whose word it was recorded; None where one spoke for themself."""
    return event.member if isinstance(event, MotionAnswered) else None


OF_CORRECTIONS = (a_vote_is_whose_it_is_and_stays, what_was_voted_is_not_counted_anew)
"""What is asked of a correction as things stand now."""

RULES = (
    those_vote_whom_the_programme_names,
    whoever_may_vote_moves,
    whoever_may_vote_votes,
    *OF_CORRECTIONS,
)
