"""Rules of who meets whom where it is about sexual harm (Supporting Document III 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

from msgspec.structs import replace

from rjdesk.process.case import Case
from rjdesk.process.circle.events import CircleEvent, CircleStarted, SeatTaken
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import PreMeetingOpened, SupportSatIn
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.sexual_harm.derived import who_did_not_ask
from rjdesk.process.sexual_harm.events import DialogueAskedFor
from rjdesk.process.sexual_harm.reach import STOPS, in_the_meeting, reaches_nobody_new
from rjdesk.process.sexual_harm.state import Asks
from rjdesk.process.taking_part.derived import both_sides, named, parties, takes_no_part

SitsDown = PreMeetingOpened | SupportSatIn | ConferenceScheduled | CircleStarted | CircleEvent


def asked_by(kind: ProcessType | None) -> Asks:
    """Return for what the Affected Party asks where it is to be of a kind.

    NOTHING where both sides do not hear each other in it.
    """
    match kind:
        case ProcessType.CONFERENCE:
            return Asks.CONFERENCE
        case ProcessType.INDIRECT:
            return Asks.MESSAGES
        case (
            None
            | ProcessType.HARM_CIRCLE
            | ProcessType.COMMUNITY_CIRCLE
            | ProcessType.RE_ENTRY_CIRCLE
            | ProcessType.SUPPORT_CIRCLE
            | ProcessType.ACCOUNTABILITY_CIRCLE
        ):
            return Asks.NOTHING
        case _:
            assert_never(kind)


NOT_ASKED: Mapping[Asks, str] = {
    Asks.CONFERENCE: "has not asked for a Conference",
    Asks.MESSAGES: "has not asked for messages between both sides",
    Asks.NOTHING: "has asked for nothing",
}


@rule("RC-SD3-08", "SD III 4A", Strength.SHALL, ProcessChosen)
def no_circle_is_chosen_for_both(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """A circle in a case of sexual harm is held with the parties of one side."""
    case = at.the_case
    if case.sexual_harm.flagged is None or asked_by(event.kind) is not Asks.NOTHING:
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
    if in_circle and _kind(event, case) is ProcessType.CONFERENCE:
        return
    together = _together(event, case)
    if (both := both_sides(case, together)) and not reaches_nobody_new(event, at):
        sits = isinstance(event, CircleEvent) and not isinstance(event, SeatTaken)
        yield Missing(
            "Both sides do not meet here, where it is about sexual harm.",
            "circle-ended-early" if sits else ITSELF,
            who=tuple(person.name for person in both),
            supply="One side goes, or the circle ends; no reason is asked."
            if sits
            else "Meet with one side alone.",
        )


def _kind(event: Event, case: Case) -> ProcessType | None:
    """Return of what kind it is that an act is of: the circle under way, or what is prepared."""
    if isinstance(event, ProcessChosen):
        return event.kind
    if isinstance(event, MessageAgreed | MessageCarried):
        return ProcessType.INDIRECT
    circle = case.circle if isinstance(event, CircleEvent) else None
    return circle.kind if circle is not None else case.preparation.kind


def _together(event: SitsDown, case: Case) -> Collection[PersonId]:
    """Return who sits together, or would."""
    there = () if case.circle is None else case.circle.present
    match event:
        case PreMeetingOpened() | SupportSatIn():
            return in_the_meeting(event, case)
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


Conferring = (
    ProcessChosen
    | ConferenceScheduled
    | CircleStarted
    | CircleEvent
    | MessageAgreed
    | MessageCarried
)


@rule(
    "RC-SD3-09", "SD III 4B", Strength.SHALL,
    ProcessChosen, ConferenceScheduled, CircleStarted, CircleEvent, MessageAgreed, MessageCarried,
)  # fmt: skip
def the_affected_party_asks_for_it(event: Conferring, at: RuleContext) -> Iterator[Missing]:
    """Both sides hear each other because the Affected Party asked for it, and so as they asked."""
    case = at.the_case
    asks = asked_by(_kind(event, case))
    if case.sexual_harm.flagged is None or asks is Asks.NOTHING:
        return
    if isinstance(event, STOPS) or reaches_nobody_new(event, at):
        return
    party = at.programme.words.affected_party
    for person in who_did_not_ask(case, asks):
        yield Missing(
            f"{person.name} {NOT_ASKED[asks]} of their own accord.",
            "dialogue-asked-for",
            who=(person.name,),
            supply="Nobody else asks for it. If they do, record it under Sexual harm.",
        )
    if not any(person.holds(Part.AFFECTED) for person in parties(case)):
        yield Missing(
            f"No {party} takes part who could ask for it.",
            "process-chosen",
            supply="Choose a circle for one side.",
        )


@rule("RC-SD3-09", "SD III 4B", Strength.SHALL, DialogueAskedFor)
def only_the_affected_party_asks(event: DialogueAskedFor, at: RuleContext) -> Iterator[Missing]:
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
    elif event.asks is Asks.NOTHING:
        return
    elif event.asks is Asks.MESSAGES and not at.programme.indirect:
        yield Missing("This programme carries no messages.", ITSELF, supply="Tell them so.")
    elif person not in named(case):
        yield Missing(f"{name} is not named for this process.", NOBODY, who=(name,))
    elif takes_no_part(case, person):
        yield Missing(
            f"{name} does not take part.",
            "consent-renewed",
            who=(name,),
            supply="If they came back of their own accord, record that first.",
        )
