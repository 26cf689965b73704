"""Rules of cases of sexual harm (Supporting Document III, first part)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.events import (
    ActionProposed,
    AgreementPrinted,
    AgreementSigned,
    AmendmentBegan,
    MonitoringBegan,
)
from rjdesk.process.circle.events import CircleEvent, CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.changing import is_fresh
from rjdesk.process.decisions.derived import nobody_holds, not_decided
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import DecisionId, MatterKind, MotionKind
from rjdesk.process.kernel.event import Event, RecordedByMistake
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.motions.events import MotionProposed
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    MeetingEvent,
    PreMeetingOpened,
)
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessBegun
from rjdesk.process.sexual_harm.derived import (
    Lacks,
    has_capacity,
    screens_each,
    what_it_lacks,
)
from rjdesk.process.sexual_harm.events import (
    EndedForGood,
    SexualHarmCleared,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.sexual_harm.reach import STOPS, goes_to_others, reaches_nobody_new
from rjdesk.process.sexual_harm.sides import (
    both_sides_do_not_meet,
    no_circle_is_chosen_for_both,
    nobody_becomes_the_other_side_in_a_circle,
    only_the_affected_party_asks,
    the_affected_party_asks_for_it,
)
from rjdesk.process.sexual_harm.state import HarmStep

GOES_ON = (
    *(ContactMade, PreMeetingOpened, MeetingEvent, DialogueAgreementSigned),
    *(ConferenceScheduled, CircleStarted, CircleEvent, ActionProposed),
    *(AgreementPrinted, AgreementSigned, MonitoringBegan, AmendmentBegan),
    *(MessageAgreed, MessageCarried),
)
"""What goes further in a case; who asked for it is heard before."""


# --- the flag ---------------------------------------------------------------------------------


@rule("RC-043", "3A", Strength.SHALL, SexualHarmFlagged)
def it_is_flagged_once(event: SexualHarmFlagged, at: RuleContext) -> Iterator[Missing]:
    """What is known of a case already is not recorded once more."""
    since = at.the_case.sexual_harm.flagged
    if since is not None and event.replaces is None:
        yield Missing(
            f"This is a case of sexual harm since {long_date(since)}.",
            NOBODY,
            supply="Nothing more is to be recorded.",
        )


@rule("RC-SD3-01", "SD III 2", Strength.SHALL, RecordedByMistake)
def the_flag_is_not_taken_back_by_one(event: Event, at: RuleContext) -> Iterator[Missing]:
    """That a case is not about sexual harm is decided by several; nobody alone takes it back."""
    wrong = at.corrected.event if at.corrected else None
    if event.takes_back and isinstance(wrong, SexualHarmFlagged):
        yield Missing(
            "Whether a case is about sexual harm is not taken back by one person alone.",
            "sexual-harm-cleared",
            supply="Propose under Sexual harm that it is not, and have it decided.",
        )
    if event.takes_back and isinstance(wrong, SexualHarmCleared | SexualHarmTakenOn):
        yield Missing(
            "This was decided by several, and nobody alone takes it back.",
            "decision-proposed",
            supply="Propose under Sexual harm what is to be so instead.",
        )


@rule("RC-SD3-01", "SD III 2", Strength.SHALL, SexualHarmCleared)
def the_flag_is_cleared_by_decision(event: SexualHarmCleared, at: RuleContext) -> Iterator[Missing]:
    """It is decided that the case is not about sexual harm."""
    what = "Whether a case is about sexual harm is not decided by one person alone."
    yield from _not_decided(event.decision, HarmStep.CLEAR, what, at)


def _not_decided(
    decision: DecisionId, step: HarmStep, what: str, at: RuleContext
) -> Iterator[Missing]:
    return not_decided(
        decision,
        kind=MatterKind.SEXUAL_HARM,
        subject=step.value,
        what=what,
        case=at.the_case,
        coalition=at.coalition,
        programme=at.programme,
        today=at.today,
    )


# --- what it waits for ------------------------------------------------------------------------


def _lacks(event: Event, at: RuleContext) -> Lacks | None:
    """Return what the case lacks, where an act would go further than hearing who asked."""
    if isinstance(event, STOPS) or not goes_to_others(event, at.the_case):
        return None
    if reaches_nobody_new(event, at):
        return None
    return what_it_lacks(at.the_case, at.coalition, at.programme)


@rule("RC-043", "3A", Strength.SHALL, *GOES_ON, SexualHarmTakenOn)
def a_programme_without_it_refers(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A programme that takes on no case of sexual harm says to whom people can turn."""
    if _lacks(event, at) is Lacks.NOT_HERE:
        yield Missing(
            "This programme takes on no case of sexual harm.",
            "process-ended",
            supply="Tell whoever asked, kindly, to whom they can turn: it stands under Sexual "
            "harm. Then end the process, or propose there that the case ends for good.",
        )


@rule("RC-SD3-02", "SD III 3", Strength.SHALL, *GOES_ON, SexualHarmTakenOn)
def it_waits_for_the_capacity(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Without the capacity for it, a case of sexual harm is heard, and goes no further."""
    if _lacks(event, at) is Lacks.CAPACITY:
        yield Missing(
            "It was not decided that there is the capacity for cases of sexual harm.",
            "motion-proposed",
            supply="That is decided under Coalition. Until then tell whoever asked, kindly, to "
            "whom they can turn: it stands under Sexual harm.",
        )


@rule("RC-SD3-03", "SD III 3", Strength.SHALL, *GOES_ON)
def it_is_screened_first(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Nobody but who asked is met before it was decided to take the case on."""
    if _lacks(event, at) is Lacks.SCREENING:
        yield Missing(
            "It was not decided yet to take this case on.",
            "sexual-harm-taken-on",
            supply="Propose it under Sexual harm, and have it decided.",
        )


@rule("RC-SD3-03", "SD III 3", Strength.SHALL, ParticipantNamed)
def nobody_is_said_to_have_asked_meanwhile(
    event: ParticipantNamed, at: RuleContext
) -> Iterator[Missing]:
    """While a case waits, nobody is marked as having asked for it who was not before."""
    case = at.the_case
    known = case.person(event.person)
    asked = known is not None and known.initiating
    if event.initiating and not asked and what_it_lacks(case, at.coalition, at.programme):
        yield Missing(
            f"Who asked for this process was said before, and {event.person_name} did not.",
            ITSELF,
            who=(event.person_name,),
            supply="Leave that open. Once it is decided to take the case on, all can be met.",
        )


@rule("RC-SD3-03", "SD III 3", Strength.SHALL, SexualHarmTakenOn)
def it_is_taken_on_by_decision(event: SexualHarmTakenOn, at: RuleContext) -> Iterator[Missing]:
    """That a case of sexual harm is taken on is decided by several, once."""
    if at.the_case.sexual_harm.flagged is None:
        yield Missing("This is no case of sexual harm.", NOBODY, supply="It goes on as it is.")
        return
    what = "That this case is taken on is not decided by one person alone."
    yield from _not_decided(event.decision, HarmStep.TAKE_ON, what, at)


@rule("RC-SD3-02", "SD III 3", Strength.SHALL, MotionProposed)
def capacity_is_decided_where_it_is_not_so(
    event: MotionProposed, at: RuleContext
) -> Iterator[Missing]:
    """What is so already is not decided; confidence in the whole comes after the capacity."""
    if event.replaces is not None:
        return
    has = has_capacity(at.coalition)
    each = screens_each(at.coalition)
    match event.kind:
        case MotionKind.CAPACITY:
            so_already = has and each
        case MotionKind.CONFIDENCE:
            so_already = not each
        case MotionKind.NO_CAPACITY:
            so_already = not has
        case _:
            return
    if so_already:
        yield Missing("That is so already.", NOBODY, supply="Another vote can change it.")
    elif event.kind is MotionKind.CONFIDENCE and not has:
        yield Missing(
            "It was not decided yet that there is the capacity.",
            "motion-proposed",
            supply="Decide on that first.",
        )


# --- the end ----------------------------------------------------------------------------------


@rule("RC-SD3-04", "SD III 3", Strength.SHALL, EndedForGood)
def it_is_ended_by_decision(event: EndedForGood, at: RuleContext) -> Iterator[Missing]:
    """A case of sexual harm is ended for good by those who decide about it, at any time."""
    if at.the_case.sexual_harm.flagged is None:
        yield Missing(
            "This is no case of sexual harm.",
            "sexual-harm-flagged",
            supply="If it is one, record that first. Else each process is ended by itself.",
        )
        return
    what = "That this case ends for good is not decided by one person alone."
    yield from _not_decided(event.decision, HarmStep.END, what, at)


@rule(
    "RC-SD3-04", "SD III 3", Strength.SHALL,
    ProcessBegun, DecisionProposed, ReaddressAsked, RecordedByMistake, EndedForGood,
)  # fmt: skip
def what_ended_for_good_does_not_begin_again(event: Event, at: RuleContext) -> Iterator[Missing]:
    """No process begins in it any more, and its end is neither taken back nor moved."""
    case = at.the_case
    wrong = at.corrected.event if at.corrected else None
    begins = isinstance(event, ProcessBegun | ReaddressAsked) and event.replaces is None
    again = begins or _proposes_more(event)
    moved = isinstance(wrong, EndedForGood) and (event.takes_back or not is_fresh(at))
    twice = isinstance(event, EndedForGood) and event.replaces is None
    if case.sexual_harm.ended is not None and (again or moved or twice):
        yield Missing(
            f"It was decided on {long_date(case.sexual_harm.ended)} that this case ends for good.",
            NOBODY,
            supply="What follows an end is under Follow-up.",
        )


def _proposes_more(event: Event) -> bool:
    """Whether further steps are proposed, or what is decided of a case that goes on."""
    kinds = {MatterKind.FURTHER_STEPS, MatterKind.SEXUAL_HARM}
    return isinstance(event, DecisionProposed) and event.kind in kinds


@rule("RC-SD3-04", "SD III 3", Strength.SHALL, DecisionProposed)
def it_is_decided_of_a_case_of_sexual_harm(
    event: DecisionProposed, at: RuleContext
) -> Iterator[Missing]:
    """What is decided of a case of sexual harm is proposed in one, and is open still."""
    case = at.the_case
    if event.kind is not MatterKind.SEXUAL_HARM:
        return
    groups = at.programme.decisions.sexual_harm.each
    if vacant := at.coalition.unfilled(groups, at.today, at.programme):
        yield nobody_holds(vacant)
    if case.sexual_harm.flagged is None:
        yield Missing(
            "This is no case of sexual harm.",
            "sexual-harm-flagged",
            supply="If it is one, record that first.",
        )
    elif event.subject not in {step.value for step in HarmStep}:
        yield Missing("What is to be decided?", ITSELF, supply="Choose what is proposed.")
    elif event.subject == HarmStep.TAKE_ON.value:
        lacks = what_it_lacks(case, at.coalition, at.programme)
        if lacks is None or case.sexual_harm.taken_on is not None:
            yield Missing("This case needs no screening any more.", NOBODY, supply="It goes on.")
        elif lacks is not Lacks.SCREENING:
            yield Missing(
                "There is not the capacity for it.",
                "motion-proposed",
                supply="That is decided under Coalition first, where the programme takes on any.",
            )


OF_CORRECTIONS = (
    the_flag_is_not_taken_back_by_one,
    what_ended_for_good_does_not_begin_again,
    a_programme_without_it_refers,
    it_waits_for_the_capacity,
    it_is_screened_first,
    nobody_is_said_to_have_asked_meanwhile,
    no_circle_is_chosen_for_both,
    both_sides_do_not_meet,
    nobody_becomes_the_other_side_in_a_circle,
    the_affected_party_asks_for_it,
)
"""What is asked of a correction as things stand now."""

RULES = (
    it_is_flagged_once,
    the_flag_is_cleared_by_decision,
    it_is_taken_on_by_decision,
    capacity_is_decided_where_it_is_not_so,
    it_is_ended_by_decision,
    it_is_decided_of_a_case_of_sexual_harm,
    only_the_affected_party_asks,
    *OF_CORRECTIONS,
)
