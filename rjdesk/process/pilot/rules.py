"""Rules of the pilot period (policy section 9A)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.case import Follows
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.intake.events import FacilitatorAssigned, OpenedByMistake
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import MotionAbout, MotionKind
from rjdesk.process.kernel.event import Event, RecordedByMistake
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.events import EntryTakenBack
from rjdesk.process.membership.state import CaseState
from rjdesk.process.motions.events import MotionAnswered, MotionProposed
from rjdesk.process.pilot.derived import cap, in_pilot, standing_as
from rjdesk.process.pilot.events import PilotBegan
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.taking_part.derived import all_ended_on
from rjdesk.process.taking_part.events import ProcessDissolved, ProcessEnded

ENDS = (ProcessEnded, ProcessDissolved, AgreementFulfilled, OpenedByMistake)
"""What ends a process; taken back, it goes on."""


@rule("RC-180", "9A", Strength.SHALL, MotionProposed, MotionAnswered)
def the_pilot_period_is_under_way(
    event: MotionProposed | MotionAnswered, at: RuleContext
) -> Iterator[Missing]:
    """How many cases are taken on is voted on during the pilot period alone."""
    if _about(event, at) is not MotionAbout.CAP:
        return
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


def _about(event: MotionProposed | MotionAnswered, at: RuleContext) -> MotionAbout | None:
    """Return what is moved, or was moved of what is voted on."""
    moved = event if isinstance(event, MotionProposed) else at.coalition.motion(event.decision)
    return None if moved is None else moved.kind.about


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
    moved = [motion for motion in at.coalition.motions if motion.kind.about is MotionAbout.CAP]
    if not isinstance(wrong, PilotBegan) or not moved:
        return
    anew = replace(at.coalition, pilot_began=None if event.takes_back else event.on)
    days = (at.today, *(motion.on for motion in moved))
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
def a_cap_is_voted_where_there_is_none(event: MotionProposed, at: RuleContext) -> Iterator[Missing]:
    """What is so already is not voted on."""
    if event.kind.about is not MotionAbout.CAP or event.replaces is not None:
        return
    capped = cap(at.coalition, at.programme, at.today) is not None
    if capped is (event.kind is MotionKind.CAP):
        yield Missing(
            "That is so already." if capped else "There is no such limit.",
            NOBODY,
            supply="What is so can be changed by another vote.",
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


@rule("RC-182", "9A", Strength.SHALL, ProcessBegun, RecordedByMistake, warns=True)
def a_case_goes_on_again(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Where a case that had ended goes on, one more is active than before.

    Whoever holds an agreement of ours is not sent to a waiting list; the coalition is told.
    """
    pilot = at.programme.pilot
    if pilot is None or not in_pilot(at.coalition, at.programme, at.today):
        return
    if all_ended_on(at.the_case) is None or not _goes_on_again(event, at):
        return
    active = len(standing_as(at.coalition, CaseState.ACTIVE))
    if active >= pilot.cases:
        yield Missing(
            f"{active} cases are active already.",
            "motion-proposed",
            supply="This one is active again too, and the coalition should know.",
        )


def _goes_on_again(event: Event, at: RuleContext) -> bool:
    """Whether a case that had ended goes on by an act: begun anew, or its end taken back."""
    if isinstance(event, ProcessBegun):
        return event.as_ is not Follows.AGREED
    wrong = at.corrected.event if at.corrected else None
    return event.takes_back and isinstance(wrong, ENDS)


OF_CORRECTIONS = (what_was_voted_stays_in_the_pilot_period,)
"""What is asked of a correction as things stand now."""

RULES = (
    the_pilot_period_is_under_way,
    the_pilot_period_begins_once,
    a_cap_is_voted_where_there_is_none,
    no_more_cases_than_were_voted,
    a_vote_may_be_taken,
    a_case_goes_on_again,
    *OF_CORRECTIONS,
)
