"""Rules of cases of sexual harm (Supporting Document III, first part)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rjdesk.process.agreement.events import AmendmentBegan, MonitoringBegan
from rjdesk.process.case import Case
from rjdesk.process.circle.events import CircleStarted, RoundEntered, SeatTaken
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.derived import not_decided
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import DecisionId, MatterKind, MotionKind
from rjdesk.process.kernel.event import Event, PersonId, RecordedByMistake
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.motions.events import MotionProposed
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import ContactMade, PreMeetingOpened
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.sexual_harm.derived import (
    Lacks,
    both_sides,
    has_capacity,
    screens_each,
    what_it_lacks,
    who_did_not_ask,
)
from rjdesk.process.sexual_harm.events import (
    ConferenceAskedFor,
    EndedForGood,
    SexualHarmCleared,
    SexualHarmFlagged,
    SexualHarmTakenOn,
)
from rjdesk.process.sexual_harm.state import HarmStep
from rjdesk.process.taking_part.derived import all_ended_on, named, parties, takes_no_part

SitsDown = PreMeetingOpened | ConferenceScheduled | CircleStarted | SeatTaken | RoundEntered
GoesOn = ContactMade | SitsDown | MonitoringBegan | AmendmentBegan
GOES_ON = (
    *(ContactMade, PreMeetingOpened, ConferenceScheduled, CircleStarted, SeatTaken),
    *(RoundEntered, MonitoringBegan, AmendmentBegan),
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


def _lacks(event: GoesOn | SexualHarmTakenOn, at: RuleContext) -> Lacks | None:
    """Return what the case lacks, where an act would go further than hearing who asked."""
    case = at.the_case
    if isinstance(event, ContactMade | PreMeetingOpened) and not _goes_to_others(event, case):
        return None
    return what_it_lacks(case, at.coalition, at.programme)


def _goes_to_others(event: ContactMade | PreMeetingOpened, case: Case) -> bool:
    """Whether somebody is met, or addressed first, who did not ask for the process (A25).

    What comes in is written down, and who was met before it came out may be told that it waits.
    """
    if isinstance(event, ContactMade):
        person = case.person(event.person)
        if event.incoming or person is None or person.initiating:
            return False
        return not case.met(person.id)
    people = [person for person in map(case.person, event.people) if person is not None]
    return any(not person.initiating for person in people)


@rule("RC-043", "3A", Strength.SHALL, *GOES_ON, SexualHarmTakenOn)
def a_programme_without_it_refers(
    event: GoesOn | SexualHarmTakenOn, at: RuleContext
) -> Iterator[Missing]:
    """A programme that takes on no case of sexual harm says to whom people can turn."""
    if _lacks(event, at) is Lacks.NOT_HERE:
        yield Missing(
            "This programme takes on no case of sexual harm.",
            "process-ended",
            supply="Tell whoever asked, kindly, to whom they can turn: it stands under Sexual "
            "harm. Then end the process.",
        )


@rule("RC-SD3-02", "SD III 3", Strength.SHALL, *GOES_ON, SexualHarmTakenOn)
def it_waits_for_the_capacity(
    event: GoesOn | SexualHarmTakenOn, at: RuleContext
) -> Iterator[Missing]:
    """Without the capacity for it, a case of sexual harm is heard, and goes no further."""
    if _lacks(event, at) is Lacks.CAPACITY:
        yield Missing(
            "It was not decided that there is the capacity for cases of sexual harm.",
            "motion-proposed",
            supply="That is decided under Coalition. Until then tell whoever asked, kindly, to "
            "whom they can turn: it stands under Sexual harm.",
        )


@rule("RC-SD3-03", "SD III 3", Strength.SHALL, *GOES_ON)
def it_is_screened_first(event: GoesOn, at: RuleContext) -> Iterator[Missing]:
    """Nobody but who asked is met before it was decided to take the case on."""
    if _lacks(event, at) is Lacks.SCREENING:
        yield Missing(
            "It was not decided yet to take this case on.",
            "sexual-harm-taken-on",
            supply="Propose it under Sexual harm, and have it decided.",
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
            "process-ended",
            supply="Each process is ended by itself.",
        )
        return
    what = "That this case ends for good is not decided by one person alone."
    yield from _not_decided(event.decision, HarmStep.END, what, at)


@rule("RC-SD3-04", "SD III 3", Strength.SHALL, ProcessBegun, DecisionProposed, RecordedByMistake)
def what_ended_for_good_does_not_begin_again(event: Event, at: RuleContext) -> Iterator[Missing]:
    """No process begins in it any more, and its end is not taken back."""
    case = at.the_case
    wrong = at.corrected.event if at.corrected else None
    again = isinstance(event, ProcessBegun) or _proposes_more(event)
    taken_back = event.takes_back and isinstance(wrong, EndedForGood)
    if case.sexual_harm.ended is not None and (again or taken_back):
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
    """What is decided of a case of sexual harm is proposed in one, and while it goes on."""
    case = at.the_case
    if event.kind is not MatterKind.SEXUAL_HARM:
        return
    groups = at.programme.decisions.sexual_harm.each
    for office in at.coalition.unfilled(groups, at.today, at.programme):
        yield Missing(
            f"Nobody is {office} now, and this is not decided without them.",
            "office-taken",
            supply="Enter who holds that office, under Coalition.",
        )
    if case.sexual_harm.flagged is None:
        yield Missing(
            "This is no case of sexual harm.",
            "sexual-harm-flagged",
            supply="If it is one, record that first.",
        )
    elif event.subject not in {step.value for step in HarmStep}:
        yield Missing("What is to be decided?", ITSELF, supply="Choose what is proposed.")
    elif event.subject == HarmStep.END.value and all_ended_on(case) is not None:
        yield Missing(
            "The process of this case has ended.", NOBODY, supply="It does not end twice."
        )
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


# --- who meets whom ---------------------------------------------------------------------------


@rule("RC-SD3-08", "SD III 4A", Strength.SHALL, ProcessChosen)
def no_circle_is_chosen_for_both(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """A circle in a case of sexual harm is held with the parties of one side."""
    case = at.the_case
    if case.sexual_harm.flagged is None or event.kind is ProcessType.CONFERENCE:
        return
    people = event.people or [p.id for p in case.primary_parties if not takes_no_part(case, p)]
    if both_sides(case, people):
        yield Missing(
            "A circle does not bring both sides together where it is about sexual harm.",
            ITSELF,
            supply="Name the parties of one side.",
        )


@rule("RC-SD3-08", "SD III 4A", Strength.SHALL, *GOES_ON[1:6])
def both_sides_do_not_meet(event: SitsDown, at: RuleContext) -> Iterator[Missing]:
    """Both sides are together in a Conference alone, which the Affected Party has asked for."""
    case = at.the_case
    if case.sexual_harm.flagged is None:
        return
    in_circle = isinstance(event, CircleStarted | ConferenceScheduled | SeatTaken | RoundEntered)
    if in_circle and case.preparation.kind is ProcessType.CONFERENCE:
        return
    if both := both_sides(case, _together(event, case)):
        yield Missing(
            "Both sides do not meet here, where it is about sexual harm.",
            "process-chosen" if isinstance(event, RoundEntered) else ITSELF,
            who=tuple(person.name for person in both),
            supply="Meet with one side alone.",
        )


def _together(event: SitsDown, case: Case) -> Collection[PersonId]:
    """Return who would sit together."""
    there = () if case.circle is None else case.circle.present
    match event:
        case PreMeetingOpened():
            return event.people
        case ConferenceScheduled():
            return event.roster
        case CircleStarted():
            return event.present
        case SeatTaken():
            return (*there, event.person)
        case RoundEntered():
            return there


Conferring = ProcessChosen | ConferenceScheduled | CircleStarted | SeatTaken | RoundEntered


@rule(
    "RC-SD3-09", "SD III 4B", Strength.SHALL,
    ProcessChosen, ConferenceScheduled, CircleStarted, SeatTaken, RoundEntered,
)  # fmt: skip
def the_affected_party_asks_for_a_conference(
    event: Conferring, at: RuleContext
) -> Iterator[Missing]:
    """A Conference with both parties is held because the Affected Party asked for it, alone."""
    case = at.the_case
    kind = event.kind if isinstance(event, ProcessChosen) else case.preparation.kind
    if case.sexual_harm.flagged is None or kind is not ProcessType.CONFERENCE:
        return
    party = at.programme.words.affected_party
    for person in who_did_not_ask(case):
        yield Missing(
            f"{person.name} has not asked for a Conference of their own accord.",
            "conference-asked-for",
            who=(person.name,),
            supply="Nobody else asks for it. If they do, record it under Sexual harm.",
        )
    if not any(person.holds(Part.AFFECTED) for person in parties(case)):
        yield Missing(
            f"No {party} takes part who could ask for a Conference.",
            "process-chosen",
            supply="Choose a circle for one side.",
        )


@rule("RC-SD3-09", "SD III 4B", Strength.SHALL, ConferenceAskedFor)
def only_the_affected_party_asks(event: ConferenceAskedFor, at: RuleContext) -> Iterator[Missing]:
    """Nobody but the Affected Party asks for it: no other party, no facilitator, no Chair."""
    case = at.the_case
    person, name = case.person(event.person), case.name_of(event.person)
    party = at.programme.words.affected_party
    if case.sexual_harm.flagged is None:
        yield Missing(
            "This is no case of sexual harm.",
            "sexual-harm-flagged",
            supply="If it is one, record that first.",
        )
    if person is None or not person.holds(Part.AFFECTED):
        yield Missing(f"Only the {party} asks for it.", NOBODY, supply="Ask nobody else.")
    elif event.asks and person not in named(case):
        yield Missing(f"{name} is not named for this process.", NOBODY, who=(name,))
    elif event.asks and takes_no_part(case, person):
        yield Missing(
            f"{name} does not take part.",
            "consent-renewed",
            who=(name,),
            supply="If they came back of their own accord, record that first.",
        )


OF_CORRECTIONS = (the_flag_is_not_taken_back_by_one, what_ended_for_good_does_not_begin_again)
"""What is asked of a correction as things stand now."""

RULES = (
    it_is_flagged_once,
    the_flag_is_cleared_by_decision,
    a_programme_without_it_refers,
    it_waits_for_the_capacity,
    it_is_screened_first,
    it_is_taken_on_by_decision,
    capacity_is_decided_where_it_is_not_so,
    it_is_ended_by_decision,
    it_is_decided_of_a_case_of_sexual_harm,
    no_circle_is_chosen_for_both,
    both_sides_do_not_meet,
    the_affected_party_asks_for_a_conference,
    only_the_affected_party_asks,
    *OF_CORRECTIONS,
)
