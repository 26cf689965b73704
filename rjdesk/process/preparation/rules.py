"""Rules of preparation and scheduling (policy sections 1, 3A, 3B and 4C)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rjdesk.process.circle.events import CircleStarted, QuestionAdded, QuestionAsked, SeatTaken
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.derived import between
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.derived import facilitators_needed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.ruling import ITSELF, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.preparation.choosing import (
    a_circle_without_sides_has_none,
    a_conference_needs_somebody_of_each_side,
    it_is_held_with_primary_parties,
    nothing_is_chosen_in_a_circle,
    who_agrees_stays_named,
)
from rjdesk.process.preparation.derived import seeks_facts
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen, QuestionsWritten
from rjdesk.process.preparation.state import WITHOUT_SIDES, About, ProcessType
from rjdesk.process.taking_part.derived import (
    SIDES,
    both_go_forward,
    is_named,
    is_without_sides,
    lacks_a_guardian,
    listed,
    lost_their_host,
    no_guardian,
    parties,
    stand,
    stood_for,
    takes_no_part,
    waited_for,
)
from rjdesk.process.taking_part.state import Stand

JointSession = ConferenceScheduled | CircleStarted
SitsDown = JointSession | SeatTaken
Carries = MessageAgreed | MessageCarried


FARTHEST = 5 * 366
"""No meeting is arranged further ahead, in days."""
MINUTES_OF_A_DAY = 24 * 60


def _roster(event: SitsDown) -> tuple[PersonId, ...]:
    if isinstance(event, SeatTaken):
        return (event.person,)
    return event.roster if isinstance(event, ConferenceScheduled) else event.present


@rule("RJ-DATE", "journal", Strength.SHALL, ConferenceScheduled)
def an_appointment_can_be_kept(event: ConferenceScheduled, at: RuleContext) -> Iterator[Missing]:
    """A meeting has a place, lasts some minutes of a day, and lies within reach."""
    day, received = event.starts_at.date(), at.the_case.intake.request_received
    if received is not None and day < received:
        yield Missing(
            f"The request for this case was received on {long_date(received)}.",
            ITSELF,
            supply="Enter a day from then on.",
        )
    if (day - at.today).days > FARTHEST:
        yield Missing(
            f"The day {long_date(day)} is years away.", ITSELF, supply="Enter a nearer day."
        )
    if not 1 <= event.minutes <= MINUTES_OF_A_DAY:
        yield Missing(
            "A meeting lasts from one minute to a day.", ITSELF, supply="Enter the minutes."
        )
    if not can_be_seen(event.place):
        yield Missing("Where is it?", ITSELF, supply="Write the place.")


@rule("RC-045", "3B", Strength.SHOULD, *get_args(JointSession), *get_args(Carries))
def both_parties_need_two_facilitators(
    event: JointSession | Carries, at: RuleContext
) -> Iterator[Missing]:
    """When both Primary Parties go forward, exactly two members facilitate together."""
    case = at.the_case
    needed = facilitators_needed(case, at.programme)
    assigned = len(case.facilitators)
    most = at.programme.facilitators.at_most
    if both_go_forward(case) and most and assigned > most:
        yield Missing(
            f"{most} facilitate together, and {assigned} are assigned.",
            "facilitator-released",
            who=tuple(at.coalition.name_of(member) for member in case.facilitators),
            supply="A Chair releases whoever is one too many.",
        )
    if assigned < needed:
        count = {0: "nobody is", 1: "one is"}.get(assigned, f"{assigned} are")
        yield Missing(
            f"{needed} co-facilitators are needed, and {count} assigned.",
            "facilitator-assigned",
            who=tuple(at.coalition.name_of(member) for member in case.facilitators),
            supply="A Chair assigns another facilitator.",
        )


@rule("RC-017", "1", Strength.SHALL, ConferenceScheduled, CircleStarted)
def a_conference_brings_all_primary_parties_together(
    event: JointSession, at: RuleContext
) -> Iterator[Missing]:
    """A Conference has every Primary Party in the room, from both sides."""
    case = at.the_case
    kind = case.preparation.kind
    if kind is None:
        yield Missing(
            "What kind of process this is has not been chosen.",
            "process-chosen",
            supply="Choose conference or a circle under Preparation.",
        )
    if kind is not ProcessType.CONFERENCE:
        return
    there = stood_for(case, _roster(event))
    for person in parties(case):
        if person.id in there:
            continue
        if stand(case, person) is Stand.YES:
            yield Missing(
                f"{person.name} is a Primary Party and is not on the list.",
                ITSELF,
                who=(person.name,),
                supply="Add them, or choose under Preparation with whom it is held.",
            )
        elif lacks_a_guardian(case, person):
            yield no_guardian(person)
        else:
            yield Missing(
                f"{person.name} is a Primary Party and has not said whether they take part.",
                "willingness-stated",
                who=(person.name,),
                supply="Ask them, or choose under Preparation with whom it is held.",
            )
    people = [person for person in map(case.person, there) if person is not None]
    if not all(any(person.holds(side) for person in people) for side in SIDES):
        yield Missing(
            "A Conference brings somebody of each side together.",
            "process-chosen",
            supply="Add whoever is missing, or choose a circle for one party.",
        )


@rule("RC-069", "4B", Strength.SHALL, ProcessChosen)
def a_conference_is_confidential(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """Where parties meet about a harm, what is said is confidential (P11)."""
    if event.kind is ProcessType.CONFERENCE and not event.confidential:
        yield Missing(
            "What is said in a Conference is confidential.",
            ITSELF,
            supply="Tick it, or choose a circle.",
        )


@rule("RP-10", "2d", Strength.SHALL, ConferenceScheduled)
def everybody_agrees_before_a_time_is_set(
    event: ConferenceScheduled, at: RuleContext
) -> Iterator[Missing]:
    """Nothing is scheduled before each participant on the list said yes.

    To a circle without sides people come, or do not (A29).
    """
    case = at.the_case
    if is_without_sides(case):
        return
    for person in listed(case):
        if not takes_no_part(case, person):
            if lacks_a_guardian(case, person):
                yield no_guardian(person)
            elif stand(case, person) is not Stand.YES:
                yield Missing(
                    f"{person.name} has not agreed to take part.",
                    "willingness-stated",
                    who=(person.name,),
                    supply="Ask them, and record the answer.",
                )
        elif person.primary:
            yield Missing(
                f"{person.name} does not want to take part.",
                "process-chosen",
                who=(person.name,),
                supply="Choose under Preparation with whom it is held, or ask them again.",
            )
        else:
            yield Missing(
                f"{person.name} does not want to take part.",
                "participant-taken-off",
                who=(person.name,),
                supply="Take them off the list, or ask them again.",
            )


@rule("RP-15", "3a", Strength.SHALL, CircleStarted, SeatTaken)
def everybody_had_the_questions(
    event: CircleStarted | SeatTaken, at: RuleContext
) -> Iterator[Missing]:
    """Each participant received the questions beforehand."""
    for person in filter(None, map(at.the_case.person, _roster(event))):
        if at.the_case.preparation.given_to(person.id) is None:
            yield Missing(
                f"{person.name} has not received the questions.",
                "questions-given",
                who=(person.name,),
                supply="Print them, hand them over or read them aloud, and record it.",
            )


@rule("RC-013", "1", Strength.SHALL, ConferenceScheduled, CircleStarted, SeatTaken)
def whoever_is_there_came_for_somebody_who_is(
    event: SitsDown, at: RuleContext
) -> Iterator[Missing]:
    """Somebody whose inviter takes part no longer is there when another party invites them."""
    case = at.the_case
    for person in filter(None, map(case.person, _roster(event))):
        if lost_their_host(case, person):
            yield Missing(
                f"{person.name} was invited by somebody who does not take part any longer.",
                "participant-named" if parties(case) else ITSELF,
                who=(person.name,),
                supply="Record which party invites them now, or take them off the list."
                if parties(case)
                else "No party is left who could invite them. Take them off the list.",
            )


@rule("RJ-SEAT", "4C", Strength.SHALL, ConferenceScheduled, CircleStarted, SeatTaken)
def only_who_has_a_turn_has_a_seat(event: SitsDown, at: RuleContext) -> Iterator[Missing]:
    """Each seat is one person's, and whoever interprets sits beside the ring (R21)."""
    case, roster = at.the_case, _roster(event)
    for person in filter(None, map(case.person, roster)):
        if not person.seated:
            yield Missing(
                f"{person.name} interprets, and has no turn of their own.",
                ITSELF,
                who=(person.name,),
                supply="Take them off the list; they sit beside whom they interpret for.",
            )
    if len(set(roster)) < len(roster):
        yield Missing("Somebody is on the list twice.", ITSELF, supply="Name everybody once.")


@rule("RC-040", "3A", Strength.SHALL, ConferenceScheduled, CircleStarted, SeatTaken)
def everybody_on_the_roster_wants_to_be_there(
    event: SitsDown, at: RuleContext
) -> Iterator[Missing]:
    """Taking part is voluntary: each person said yes themselves, and is named for it.

    Whoever comes to a circle without sides has said yes by coming (A29).
    """
    case = at.the_case
    comes = is_without_sides(case)
    for person in filter(None, map(case.person, _roster(event))):
        if not is_named(case, person):
            yield Missing(
                f"This process is not held with {person.name}.",
                "process-chosen",
                who=(person.name,),
                supply="Take them off the list, or choose under Preparation with whom it is held.",
            )
        elif lacks_a_guardian(case, person):
            yield no_guardian(person)
        elif stand(case, person) is Stand.GONE:
            yield Missing(
                f"{person.name} does not take part any longer.",
                "consent-renewed",
                who=(person.name,),
                supply="Take them off the list, or record that they came back.",
            )
        elif stand(case, person) is Stand.NO or (
            stand(case, person) is not Stand.YES and not comes
        ):
            yield Missing(
                f"{person.name} has not said yes to taking part.",
                "willingness-stated",
                who=(person.name,),
                supply="Ask again, or take them off the list.",
            )


@rule("RC-SD1-1", "SD I", Strength.SHALL, *get_args(SitsDown), *get_args(Carries))
def every_party_is_able_to_be_there(
    event: SitsDown | Carries, at: RuleContext
) -> Iterator[Missing]:
    """A Primary Party who said that they are not able to take part is not brought in."""
    case = at.the_case
    people = between(event, case) if isinstance(event, Carries) else _roster(event)
    for person in filter(None, map(case.person, people)):
        said = case.taking_part.said(person.id)
        if person.primary and said is not None and not said.able:
            yield Missing(
                f"{person.name} has told us that they are not able to take part for now.",
                "willingness-stated",
                who=(person.name,),
                supply="Ask what would help, wait until they are able, or meet without them.",
            )


@rule("RC-069", "4B", Strength.SHALL, ConferenceScheduled, CircleStarted, SeatTaken)
def everybody_on_the_roster_has_signed(event: SitsDown, at: RuleContext) -> Iterator[Missing]:
    """Where talk is confidential, nobody hears it without an Agreement to Dialogue.

    To a circle without sides people bring it, or sign it at the door (A29).

    Whoever interprets for somebody there hears it too.
    """
    case, roster = at.the_case, _roster(event)
    comes = is_without_sides(case)
    if not case.preparation.confidential or (comes and isinstance(event, ConferenceScheduled)):
        return
    beside = [p.id for p in waited_for(case) if not p.seated and p.invited_by in roster]
    people = filter(None, map(case.person, dict.fromkeys((*roster, *beside))))
    unsigned = tuple(person.name for person in people if person.dialogue_signed is None)
    if unsigned and comes:
        yield Missing(
            "Not everybody has signed the Agreement to Dialogue.",
            "dialogue-agreement-signed",
            who=unsigned,
            supply="Record the signatures under Preparation, as people come.",
        )
        return
    for name in unsigned:
        yield Missing(
            f"{name} has not signed the Agreement to Dialogue.",
            "dialogue-agreement-signed",
            who=(name,),
            supply="Record the signature in their pre-meeting.",
        )


@rule("RC-051", "3C", Strength.SHOULD, *get_args(JointSession), *get_args(Carries))
def the_case_is_found_eligible_first(
    event: JointSession | Carries, at: RuleContext
) -> Iterator[Missing]:
    """The facilitators have decided that the case is eligible."""
    case = at.the_case
    if not case.eligible:
        decided = dict(case.eligibility)
        yield Missing(
            "The facilitators have not all decided that the case is eligible.",
            "eligibility-decided",
            who=tuple(at.coalition.name_of(m) for m in case.facilitators if not decided.get(m)),
            supply="Each facilitator records the decision after the pre-meetings.",
        )


@rule("RC-081", "4C", Strength.SHOULD, CircleStarted, SeatTaken)
def every_pre_meeting_is_complete(
    event: CircleStarted | SeatTaken, at: RuleContext
) -> Iterator[Missing]:
    """A circle starts after the pre-meetings of everybody in it; one without sides needs none."""
    case = at.the_case
    if is_without_sides(case):
        return
    for person in filter(None, map(case.person, _roster(event))):
        if not case.met(person.id):
            yield Missing(
                f"The pre-meeting with {person.name} is not complete.",
                "pre-meeting-completed",
                who=(person.name,),
                supply="Complete it first.",
            )


@rule("RC-082", "4C.1", Strength.SHALL, CircleStarted)
def the_reason_is_written(event: CircleStarted, at: RuleContext) -> Iterator[Missing]:
    """The reason for the circle is written beforehand, in neutral words."""
    if not can_be_seen(at.the_case.preparation.reason):
        yield Missing(
            "The reason for this circle is not written.",
            "reason-written",
            supply="Write it under Preparation, in words that everybody can hear.",
        )


@rule("RC-087", "4C.3", Strength.SHALL, CircleStarted)
def a_guiding_question_is_written(event: CircleStarted, at: RuleContext) -> Iterator[Missing]:
    """At least one guiding question is written beforehand."""
    if not any(can_be_seen(question.text) for question in at.the_case.preparation.questions):
        yield Missing(
            "No guiding question is written.",
            "questions-written",
            supply="Write at least one under Preparation.",
        )


@rule("RC-087", "4C.3", Strength.SHALL, QuestionsWritten, QuestionAdded)
def a_question_asks_something(
    event: QuestionsWritten | QuestionAdded, at: RuleContext
) -> Iterator[Missing]:
    """A question without words is none."""
    asked = event.questions if isinstance(event, QuestionsWritten) else (event.question,)
    if any(not can_be_seen(question.text) for question in asked):
        yield Missing(
            "A question has no words.", ITSELF, supply="Write it, or take it off the list."
        )


@rule("RC-087", "4C.3", Strength.SHALL, QuestionAsked)
def only_known_questions_are_asked(event: QuestionAsked, at: RuleContext) -> Iterator[Missing]:
    """A question is put to the circle after it was written down."""
    case = at.the_case
    added = case.circle.added if case.circle else ()
    if event.question not in {q.id for q in (*case.preparation.questions, *added)}:
        yield Missing(
            "This question is not written down.", "question-added", supply="Add it first."
        )


@rule("RC-088", "4C.3", Strength.SHOULD, QuestionsWritten, QuestionAsked, CircleStarted)
def harm_comes_first(
    event: QuestionsWritten | QuestionAsked | CircleStarted, at: RuleContext
) -> Iterator[Missing]:
    """The first guiding question names the harm and who was harmed, where there are sides."""
    case = at.the_case
    if case.preparation.kind in WITHOUT_SIDES:
        return
    if isinstance(event, QuestionsWritten):
        first = event.questions[0] if event.questions else None
    elif isinstance(event, QuestionAsked):
        if case.circle is None or case.circle.asked:
            return
        known = {q.id: q for q in (*case.preparation.questions, *case.circle.added)}
        first = known.get(event.question)
    else:
        first = next(iter(case.preparation.questions), None)
    if first is not None and first.about is not About.HARM:
        yield Missing(
            "The first question does not ask about the harm and who was harmed.",
            "questions-written",
            supply="Begin with such a question, and mark it so.",
        )


@rule("RC-089", "4C.3", Strength.SHOULD, QuestionsWritten, QuestionAdded, warns=True)
def questions_ask_for_feelings_needs_and_requests(
    event: QuestionsWritten | QuestionAdded, at: RuleContext
) -> Iterator[Missing]:
    """Questions draw out feelings, needs and requests rather than facts."""
    asked = event.questions if isinstance(event, QuestionsWritten) else (event.question,)
    for question in asked:
        if seeks_facts(question):
            yield Missing(
                f"“{question.text}” asks for facts.",
                ITSELF,
                supply="Try asking what somebody felt, needed or hopes for. You may keep it.",
            )


OF_CORRECTIONS = (who_agrees_stays_named,)
"""What is asked of a correction as things stand now."""

RULES = (
    nothing_is_chosen_in_a_circle,
    who_agrees_stays_named,
    a_circle_without_sides_has_none,
    an_appointment_can_be_kept,
    both_parties_need_two_facilitators,
    a_conference_brings_all_primary_parties_together,
    a_conference_needs_somebody_of_each_side,
    a_conference_is_confidential,
    it_is_held_with_primary_parties,
    everybody_agrees_before_a_time_is_set,
    everybody_had_the_questions,
    whoever_is_there_came_for_somebody_who_is,
    only_who_has_a_turn_has_a_seat,
    everybody_on_the_roster_wants_to_be_there,
    every_party_is_able_to_be_there,
    everybody_on_the_roster_has_signed,
    the_case_is_found_eligible_first,
    every_pre_meeting_is_complete,
    the_reason_is_written,
    a_guiding_question_is_written,
    a_question_asks_something,
    only_known_questions_are_asked,
    harm_comes_first,
    questions_ask_for_feelings_needs_and_requests,
)
