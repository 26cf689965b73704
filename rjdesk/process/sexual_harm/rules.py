"""Rules of cases of sexual harm (Supporting Document III, first part)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from msgspec.structs import replace

from rjdesk.process.agreement.events import (
    ActionProposed,
    AgreementPrinted,
    AgreementSigned,
    AmendmentBegan,
    MonitoringBegan,
)
from rjdesk.process.case import Case
from rjdesk.process.circle.events import (
    BreakTaken,
    CircleEndedEarly,
    CircleEvent,
    CircleStarted,
    SeatLeft,
    SeatsChanged,
    SeatTaken,
)
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.derived import not_decided
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.decision import DecisionId, MatterKind, MotionKind
from rjdesk.process.kernel.event import Event, PersonId, RecordedByMistake
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.motions.events import MotionProposed
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    MeetingEvent,
    PreMeetingOpened,
    SupportSatIn,
)
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
from rjdesk.process.taking_part.derived import named, parties, takes_no_part

SitsDown = PreMeetingOpened | SupportSatIn | ConferenceScheduled | CircleStarted | CircleEvent
GoesOn = ContactMade | MeetingEvent | SitsDown | ActionProposed | MonitoringBegan | AmendmentBegan
GOES_ON = (
    *(ContactMade, PreMeetingOpened, MeetingEvent, DialogueAgreementSigned),
    *(ConferenceScheduled, CircleStarted, CircleEvent, ActionProposed),
    *(AgreementPrinted, AgreementSigned, MonitoringBegan, AmendmentBegan),
)
"""What goes further in a case; who asked for it is heard before."""
STOPS = (SeatLeft, SeatsChanged, BreakTaken, CircleEndedEarly)
"""What happens in a circle where it stops."""


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
    if isinstance(event, STOPS) or not _goes_to_others(event, at.the_case):
        return None
    if _reaches_nobody_new(event, at):
        return None
    return what_it_lacks(at.the_case, at.coalition, at.programme)


def _goes_to_others(event: Event, case: Case) -> bool:
    """Whether somebody is met, or addressed first, who did not ask for the process (A25).

    What comes in is written down, and who was met before it came out may be told that it waits.
    """
    if isinstance(event, ContactMade):
        person = case.person(event.person)
        if event.incoming or person is None or person.initiating:
            return False
        return not case.met(person.id)
    if isinstance(event, PreMeetingOpened | MeetingEvent | DialogueAgreementSigned):
        people = (case.person(person) for person in _in_the_meeting(event, case))
        return any(person is not None and not person.initiating for person in people)
    return True


def _in_the_meeting(
    event: PreMeetingOpened | MeetingEvent | DialogueAgreementSigned, case: Case
) -> tuple[PersonId, ...]:
    """Return whom a pre-meeting is with, and who sits in."""
    if isinstance(event, PreMeetingOpened):
        return event.people
    meeting = case.meeting(event.meeting)
    people = meeting.people if meeting is not None else ()
    return (*people, event.person) if isinstance(event, SupportSatIn) else people


def _reaches_nobody_new(event: Event, at: RuleContext) -> bool:
    """Whether an entry is put right in its words alone, and goes to nobody it did not go to."""
    wrong = at.corrected.event if at.corrected else None
    if isinstance(event, ContactMade) and isinstance(wrong, ContactMade):
        return (event.person, event.incoming) == (wrong.person, wrong.incoming)
    if isinstance(event, PreMeetingOpened) and isinstance(wrong, PreMeetingOpened):
        return set(event.people) <= set(wrong.people)
    if isinstance(event, CircleStarted) and isinstance(wrong, CircleStarted):
        return set(event.present) <= set(wrong.present)
    return type(event) is type(wrong) and isinstance(event, MeetingEvent | CircleEvent)


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
    late = at.recorded_on is not None and at.today - at.recorded_on > FRESH
    moved = isinstance(wrong, EndedForGood) and (event.takes_back or late)
    twice = isinstance(event, EndedForGood) and event.replaces is None
    if case.sexual_harm.ended is not None and (again or moved or twice):
        yield Missing(
            f"It was decided on {long_date(case.sexual_harm.ended)} that this case ends for good.",
            NOBODY,
            supply="What follows an end is under Follow-up.",
        )


FRESH = timedelta(days=1)
"""So long after it was recorded the day of an end for good is put right."""


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
    if vacant := at.coalition.unfilled(groups, at.today, at.programme):
        yield Missing(
            f"Nobody is {' and '.join(vacant)} now, and this is not decided without them.",
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


@rule(
    "RC-SD3-08", "SD III 4A", Strength.SHALL,
    PreMeetingOpened, SupportSatIn, ConferenceScheduled, CircleStarted, CircleEvent,
)  # fmt: skip
def both_sides_do_not_meet(event: SitsDown, at: RuleContext) -> Iterator[Missing]:
    """Both sides are together in a Conference alone, which the Affected Party has asked for."""
    case = at.the_case
    if case.sexual_harm.flagged is None or isinstance(event, STOPS):
        return
    in_circle = not isinstance(event, PreMeetingOpened | SupportSatIn)
    if in_circle and case.kind_of_circle == ProcessType.CONFERENCE.value:
        return
    together = _together(event, case)
    if (both := both_sides(case, together)) and not _reaches_nobody_new(event, at):
        sits = isinstance(event, CircleEvent) and not isinstance(event, SeatTaken)
        yield Missing(
            "Both sides do not meet here, where it is about sexual harm.",
            "circle-ended-early" if sits else ITSELF,
            who=tuple(person.name for person in both),
            supply="One side goes, or the circle ends; no reason is asked."
            if sits
            else "Meet with one side alone.",
        )


def _together(event: SitsDown, case: Case) -> Collection[PersonId]:
    """Return who sits together, or would."""
    there = () if case.circle is None else case.circle.present
    match event:
        case PreMeetingOpened() | SupportSatIn():
            return _in_the_meeting(event, case)
        case ConferenceScheduled():
            return event.roster
        case CircleStarted():
            return event.present
        case SeatTaken():
            return (*there, event.person)
        case CircleEvent():
            return there


@rule("RC-SD3-08", "SD III 4A", Strength.SHALL, ParticipantNamed)
def nobody_becomes_the_other_side_in_a_circle(
    event: ParticipantNamed, at: RuleContext
) -> Iterator[Missing]:
    """What somebody is to the case is not put so that both sides sit in a circle under way."""
    case = at.the_case
    known = case.person(event.person)
    if case.sexual_harm.flagged is None or known is None:
        return
    anew = case.with_person(replace(known, parts=event.parts))
    for seen in anew.each_process:
        held = seen.circle
        conference = seen.kind_of_circle == ProcessType.CONFERENCE.value
        if held is None or held.ended_at is not None or conference:
            continue
        if event.person in held.present and both_sides(seen, held.present):
            yield Missing(
                f"{event.person_name} sits in a circle with the other side.",
                "circle-ended-early",
                who=(event.person_name,),
                supply="End the circle first; no reason is asked.",
            )


Conferring = ProcessChosen | ConferenceScheduled | CircleStarted | CircleEvent


@rule(
    "RC-SD3-09", "SD III 4B", Strength.SHALL,
    ProcessChosen, ConferenceScheduled, CircleStarted, CircleEvent,
)  # fmt: skip
def the_affected_party_asks_for_a_conference(
    event: Conferring, at: RuleContext
) -> Iterator[Missing]:
    """A Conference with both parties is held because the Affected Party asked for it, alone."""
    case = at.the_case
    chosen = event.kind if isinstance(event, ProcessChosen) else None
    kind = case.kind_of_circle if chosen is None else chosen.value
    if case.sexual_harm.flagged is None or kind != ProcessType.CONFERENCE.value:
        return
    if isinstance(event, STOPS) or _reaches_nobody_new(event, at):
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
    the_affected_party_asks_for_a_conference,
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
