"""Rules of taking part: leaving, going on, dissolving and ending (policy sections 3A and 8A)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rjdesk.process.case import Case, CaseEvent, Follows
from rjdesk.process.circle.events import (
    CircleStarted,
    QuestionAsked,
    RoundEntered,
    SeatTaken,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.people.state import Answer, Person
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessBegun,
    ProcessChosen,
)
from rjdesk.process.taking_part.derived import (
    ended_on,
    is_named,
    lacks_a_guardian,
    no_conference,
    no_guardian,
    somebody_declined,
    stand,
    takes_no_part,
    to_ask_for_contact,
    to_ask_whether_they_go_on,
    to_support,
)
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentRenewed,
    ConsentWithdrawn,
    ContactAllowed,
    ParticipantTakenOff,
    ProcessDissolved,
    ProcessEnded,
    RemainingPartyChose,
    SupportOffered,
    TurnedElsewhere,
    WillingnessStated,
)
from rjdesk.process.taking_part.state import ALL, Ending, Stand

OfOnePerson = (
    WillingnessStated
    | ConsentWithdrawn
    | ConsentRenewed
    | RemainingPartyChose
    | ProcessDissolved
    | ReaddressAsked
)
"""What somebody says of the process themself."""
InCircle = TurnTaken | ValueNamed | QuestionAsked | RoundEntered
GoesOn = ConferenceScheduled | CircleStarted | InCircle | MessageAgreed | MessageCarried
"""What is not done before those who remain have said that they go on (A17)."""


@rule("RC-041", "3A", Strength.SHOULD, CaseClosed, ProcessEnded)
def alternatives_are_presented(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """When somebody declined, left or dissolved, the others are shown what else is possible."""
    for case in _asked_of(event, at.the_case):
        stopped = [case.name_of(PersonId(who)) for who in case.taking_part.stopped if who != ALL]
        if case.taking_part.stopped:
            yield Missing(
                "The alternatives for those who remain have not been presented.",
                "alternatives-presented",
                who=tuple(stopped),
                supply="Present them, and record which.",
            )


def _asked_of(event: CaseEvent, case: Case) -> tuple[Case, ...]:
    """Return the processes that are asked about: of the whole case, where that is closed."""
    return case.each_process if isinstance(event, CaseClosed) else (case,)


@rule("RC-041", "3A", Strength.SHOULD, ProcessBegun)
def another_process_begins_where_one_stopped(
    event: ProcessBegun, at: RuleContext
) -> Iterator[Missing]:
    """Another process begins instead of one that ended, or that somebody does not go on with.

    Those who stay have heard what else is possible before they choose.
    """
    case = at.the_case
    if event.as_ is not Follows.INSTEAD or not case.holds(event.follows):
        return
    stopped = case.seen_in(event.follows)
    if ended_on(stopped) is None and not somebody_declined(stopped):
        yield Missing(
            "Everybody goes on with this process.",
            "process-chosen",
            supply="Choose under Preparation what kind of meeting it is and with whom, or end it.",
        )
    elif stopped.taking_part.alternatives_on is None or stopped.taking_part.stopped:
        yield Missing(
            "The alternatives for those who remain have not been presented.",
            "alternatives-presented",
            supply="Present them, and record which.",
        )


@rule("RC-041", "3A", Strength.SHALL, ProcessChosen)
def what_follows_is_held_with_somebody(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """A process that follows another one is held with those who chose it."""
    if at.the_case.process.follows is not None and not event.people:
        yield Missing(
            "With whom is it held?", ITSELF, supply="Name the parties who want to take part in it."
        )


@rule("RC-041", "3A", Strength.SHOULD, AlternativesPresented)
def an_alternative_is_named(event: AlternativesPresented, at: RuleContext) -> Iterator[Missing]:
    """What was presented is written down."""
    if not any(can_be_seen(option) for option in event.options):
        yield Missing("Which alternatives were presented?", ITSELF, supply="Tick at least one.")


@rule("RC-040", "3A", Strength.SHALL, *get_args(OfOnePerson))
def it_is_held_with_them(event: OfOnePerson, at: RuleContext) -> Iterator[Missing]:
    """Nobody is asked about a process that is not held with them, nor leaves or ends it."""
    case = at.the_case
    person = case.person(event.person)
    if event.replaces is None and person is not None and not is_named(case, person):
        yield Missing(
            f"This process is not held with {person.name}.",
            "process-chosen",
            who=(person.name,),
            supply="If it is to be, choose under Preparation with whom it is held.",
        )


@rule("RC-040", "3A", Strength.SHALL, ConsentWithdrawn)
def nobody_leaves_twice(event: ConsentWithdrawn, at: RuleContext) -> Iterator[Missing]:
    """Whoever is gone already does not leave again."""
    case = at.the_case
    if event.replaces is None and case.taking_part.left(event.person) is not None:
        name = case.name_of(event.person)
        yield Missing(
            f"{name} has left already.",
            "consent-renewed",
            who=(name,),
            supply="If they came back since, record that first.",
        )


@rule("RC-040", "3A", Strength.SHALL, WillingnessStated)
def who_stops_within_a_circle_leaves(
    event: WillingnessStated, at: RuleContext
) -> Iterator[Missing]:
    """Whoever has a seat and wants to stop leaves: the ring closes, the others are asked."""
    case = at.the_case
    circle, name = case.circle, case.name_of(event.person)
    seated = circle is not None and circle.ended_at is None and event.person in circle.present
    if event.replaces is None and event.willing is Answer.NO and seated:
        yield Missing(
            f"{name} is in the circle.",
            "consent-withdrawn",
            who=(name,),
            supply="Record that they leave; no reason is asked.",
        )


@rule("RC-040", "3A", Strength.SHALL, WillingnessStated)
def who_left_comes_back_first(event: WillingnessStated, at: RuleContext) -> Iterator[Missing]:
    """Whoever left is asked nothing more, unless they come back of their own accord."""
    case = at.the_case
    person = case.person(event.person)
    if event.replaces is None and person and stand(case, person) is Stand.GONE:
        yield Missing(
            f"{person.name} does not take part any longer.",
            "consent-renewed",
            who=(person.name,),
            supply="If they came back of their own accord, record that.",
        )


@rule("RC-040", "3A", Strength.SHALL, ConsentRenewed)
def who_never_left_does_not_come_back(event: ConsentRenewed, at: RuleContext) -> Iterator[Missing]:
    """Only who declined, left or was taken off takes part again."""
    case = at.the_case
    person = case.person(event.person)
    if person is not None and stand(case, person) in {Stand.YES, Stand.NOT_ASKED}:
        yield Missing(
            f"{person.name} has neither left nor declined.",
            "willingness-stated",
            who=(person.name,),
            supply="Record what they say of taking part.",
        )
    elif person is not None and _their_guardian_said_no(case, person):
        yield Missing(
            f"{person.name} is under age, and their guardian said no.",
            "guardian-consented",
            who=(person.name,),
            supply="If the guardian says yes now, record that.",
        )


def _their_guardian_said_no(case: Case, person: Person) -> bool:
    """Whether it is a guardian's no alone that keeps somebody away."""
    return stand(case, person) is Stand.NO and not _said_no_themself(case, person)


def _said_no_themself(case: Case, person: Person) -> bool:
    """Whether somebody said no, or is gone, whatever a guardian says."""
    said = case.taking_part.said(person.id)
    own_no = said is not None and said.willing is Answer.NO
    return own_no or stand(case, person) is Stand.GONE


@rule("RP-11", "2d", Strength.SHALL, ParticipantTakenOff)
def parties_are_not_taken_off(event: ParticipantTakenOff, at: RuleContext) -> Iterator[Missing]:
    """Who does not come is taken off the list; who is a Primary Party, or said yes, leaves."""
    case = at.the_case
    person = case.person(event.person)
    if person is not None and not person.primary and stand(case, person) is Stand.YES:
        yield Missing(
            f"{person.name} said yes, and is not taken off the list by others.",
            "consent-withdrawn",
            who=(person.name,),
            supply="If they do not want to come any more, record that they leave.",
        )
    if person is not None and person.primary:
        yield Missing(
            f"{person.name} is a Primary Party, and is not taken off the list by others.",
            "consent-withdrawn",
            who=(person.name,),
            supply="If they leave, record that. If they were named by mistake, correct the entry.",
        )


@rule("RC-040", "8A", Strength.SHALL, ContactAllowed, SupportOffered)
def only_who_left_is_asked(
    event: ContactAllowed | SupportOffered, at: RuleContext
) -> Iterator[Missing]:
    """Support afterwards is for those who left, and want it (A21)."""
    case = at.the_case
    left, name = case.taking_part.left(event.person), case.name_of(event.person)
    if left is None:
        yield Missing(
            f"{name} has not left.", "consent-withdrawn", who=(name,), supply="Record it first."
        )
    elif isinstance(event, SupportOffered) and not left.may_contact:
        yield Missing(
            f"{name} has not said that they may be contacted.",
            "contact-allowed",
            who=(name,),
            supply="Record what they said when they left.",
        )


@rule("RC-170", "8A", Strength.SHALL, ProcessDissolved)
def primary_parties_dissolve(event: ProcessDissolved, at: RuleContext) -> Iterator[Missing]:
    """Any Primary Party may dissolve the process; others may leave it."""
    person = at.the_case.person(event.person)
    if person is None or not person.primary:
        yield Missing(
            "The process is dissolved by a Primary Party.",
            "consent-withdrawn",
            supply="Anybody else may leave, and the process goes on.",
        )
    elif stand(at.the_case, person) is Stand.GONE:
        yield Missing(
            f"{person.name} has left, and dissolves nothing any more.",
            NOBODY,
            who=(person.name,),
            supply="Those who remain say whether they go on.",
        )


@rule("RC-005", "0", Strength.SHALL, TurnedElsewhere)
def parties_turn_elsewhere(event: TurnedElsewhere, at: RuleContext) -> Iterator[Missing]:
    """An Affected Party may turn to another process at any stage, each party once it is over."""
    case = at.the_case
    person = case.person(event.person)
    over = case.taking_part.dissolved is not None or case.taking_part.ended is not None
    turned = dict(case.taking_part.elsewhere).get(event.person)
    if person is None or not person.primary:
        yield Missing("It is a Primary Party who turns to another process.", NOBODY)
    elif turned is not None and at.corrected is None:
        yield Missing(
            f"{person.name} turned to another process on {long_date(turned)}.",
            NOBODY,
            who=(person.name,),
            supply="That is recorded already.",
        )
    elif not person.harmed and not over and stand(case, person) is not Stand.GONE:
        yield Missing(
            f"{person.name} takes part in this process.",
            "consent-withdrawn",
            who=(person.name,),
            supply="When they have left, or the process is dissolved, record where they turn to.",
        )


@rule("RC-171", "8A", Strength.SHALL, RemainingPartyChose)
def who_remains_is_asked(event: RemainingPartyChose, at: RuleContext) -> Iterator[Missing]:
    """Whether to go on is asked of the Primary Parties who remain."""
    case = at.the_case
    person = case.person(event.person)
    if person is None or not person.primary:
        yield Missing(
            "Whether to go on is said by a Primary Party who takes part.",
            NOBODY,
            supply="Ask those who remain.",
        )
    elif lacks_a_guardian(case, person) and not _said_no_themself(case, person):
        yield no_guardian(person)
    elif stand(case, person) is not Stand.YES:
        yield Missing(
            f"{person.name} does not take part, and says nothing of going on.",
            "consent-renewed" if takes_no_part(case, person) else "willingness-stated",
            who=(person.name,),
            supply="Ask those who remain, or record that they take part.",
        )


@rule("RC-171", "8A", Strength.SHALL, *get_args(GoesOn))
def those_who_remain_choose_to_go_on(event: GoesOn, at: RuleContext) -> Iterator[Missing]:
    """When one of several Primary Parties left, each who remains says whether to go on."""
    case = at.the_case
    said = dict(case.taking_part.go_on)
    for person in to_ask_whether_they_go_on(case):
        if person.id in said:
            yield Missing(
                f"{person.name} does not want to go on without those who left.",
                "remaining-party-chose",
                who=(person.name,),
                supply="Ask again another day, or record that they leave too.",
            )
        else:
            yield Missing(
                f"{person.name} has not chosen to go on without those who left.",
                "remaining-party-chose",
                who=(person.name,),
                supply="Ask them, and record the answer.",
            )


@rule("RC-172", "8A", Strength.SHALL, CircleStarted, *get_args(InCircle), SeatTaken)
def a_conference_needs_both_sides(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """When nobody of one side is left, a Conference cannot go on as such (A16)."""
    case = at.the_case
    under_way = case.circle is not None and case.circle.ended_at is None
    what = no_conference(case, at.programme.words)
    if what and under_way and not isinstance(event, CircleStarted):
        supply = "End the circle with dignity, and present the alternatives."
        yield Missing(what, "circle-ended-early", supply=supply)
    elif what:
        supply = "Choose a circle for those who remain, or end the process."
        yield Missing(what, "process-chosen", supply=supply)


@rule("RC-173", "8A", Strength.SHOULD, CaseClosed)
def who_left_is_supported(event: CaseClosed, at: RuleContext) -> Iterator[Missing]:
    """Whoever left is asked once whether they may be contacted, and supported if they want it."""
    for case in at.the_case.each_process:
        for person in to_ask_for_contact(case):
            name = case.name_of(person)
            yield Missing(
                f"{name} left, and whether they may be contacted is not recorded.",
                "contact-allowed",
                who=(name,),
                supply="Record what they said, or that they may not be contacted.",
            )
        for person in to_support(case):
            name = case.name_of(person)
            yield Missing(
                f"{name} left, and nobody has followed up with them.",
                "support-offered",
                who=(name,),
                supply="Offer support, and record it.",
            )


@rule("RC-110", "5", Strength.SHALL, ProcessEnded)
def an_agreement_in_force_is_not_passed_over(
    event: ProcessEnded, at: RuleContext
) -> Iterator[Missing]:
    """A process ends without an agreement, or when its agreement is fulfilled or stopped."""
    agreement = at.the_case.agreement
    if (
        event.ending is Ending.PURPOSE_MET
        and agreement.monitoring_since is not None
        and agreement.fulfilled is None
    ):
        yield Missing(
            "An agreement is in force and not fulfilled.",
            "process-ended",
            supply="Follow it up until it is done, or end the process as discontinued.",
        )


RULES = (
    alternatives_are_presented,
    another_process_begins_where_one_stopped,
    what_follows_is_held_with_somebody,
    an_alternative_is_named,
    it_is_held_with_them,
    nobody_leaves_twice,
    who_stops_within_a_circle_leaves,
    who_left_comes_back_first,
    who_never_left_does_not_come_back,
    parties_are_not_taken_off,
    only_who_left_is_asked,
    primary_parties_dissolve,
    parties_turn_elsewhere,
    who_remains_is_asked,
    those_who_remain_choose_to_go_on,
    a_conference_needs_both_sides,
    who_left_is_supported,
    an_agreement_in_force_is_not_passed_over,
)
