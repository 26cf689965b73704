"""Rules of one-party circles and of meetings that recur (RC-046, RC-103, RC-104)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.accountability.events import (
    FacilitatorNumberDecided,
    MeetingHeld,
    MeetingsRecur,
    ServiceAskedAfter,
    ServiceConnected,
)
from rjdesk.process.agreement.events import ActionProposed, AgreementFulfilled, AgreementPrinted
from rjdesk.process.case import Case, Follows
from rjdesk.process.circle.events import CircleStarted, SeatTaken
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.people.state import Affiliation, Part, Person
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessBegun,
    ProcessChosen,
)
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import (
    ended_on,
    is_left_alone,
    is_named,
    one_goes_alone,
    parties,
    sides_gone,
    takes_no_part,
)

JointSession = ConferenceScheduled | CircleStarted


@rule("RC-046", "3B", Strength.SHOULD, ConferenceScheduled)
def one_party_alone_needs_a_decision(
    event: ConferenceScheduled, at: RuleContext
) -> Iterator[Missing]:
    """Where one side goes forward alone, it is decided how many facilitate."""
    case = at.the_case
    if one_goes_alone(case) and case.one_party.facilitators < 1:
        yield Missing(
            "One party goes forward alone, and nobody has decided how many facilitate.",
            "facilitator-number-decided",
            supply="A Chair writes down the number and why.",
        )


@rule("RC-046", "3B", Strength.SHOULD, FacilitatorNumberDecided)
def who_assigns_decides_the_number(
    event: FacilitatorNumberDecided, at: RuleContext
) -> Iterator[Missing]:
    """The number is decided by whoever assigns, with a reason."""
    if event.number < 1:
        yield Missing(
            "At least one facilitator is needed.", ITSELF, supply="Write a number from 1."
        )
    if not can_be_seen(event.decision):
        yield Missing("Why this number?", ITSELF, supply="Write the decision in a sentence.")


HELD_FOR = frozenset({ProcessType.RE_ENTRY_CIRCLE, ProcessType.SUPPORT_CIRCLE})
"""The circles that are held for somebody."""


@rule("RC-195", "1", Strength.SHALL, ProcessChosen)
def a_re_entry_circle_is_held_for_somebody(
    event: ProcessChosen, at: RuleContext
) -> Iterator[Missing]:
    """A re-entry circle is held for whoever comes back, a support circle for whom it supports."""
    name = at.the_case.name_of(event.held_for) if event.held_for else ""
    if event.kind is ProcessType.RE_ENTRY_CIRCLE and event.held_for is None:
        yield Missing(
            "For whom is this circle held?",
            ITSELF,
            supply="Name whoever comes back, and choose them.",
        )
    elif event.held_for is not None and not _comes(event.held_for, at):
        yield Missing(
            f"{name} does not come to it themself.",
            ITSELF,
            who=(name,),
            supply="Choose somebody who takes part, and is nobody's support.",
        )
    elif event.held_for is not None and event.kind not in HELD_FOR:
        yield Missing(
            "This kind of meeting is held for nobody in particular.",
            ITSELF,
            who=(name,),
            supply="Choose nobody there, or another kind of circle.",
        )


def _comes(person_id: PersonId, at: RuleContext) -> bool:
    """Whether somebody comes to a circle for themself."""
    person = at.the_case.person(person_id)
    if person is None or takes_no_part(at.the_case, person):
        return False
    return person.seated and person.invited_by is None


@rule("RC-195", "1", Strength.SHALL, CircleStarted)
def whoever_comes_back_is_there(event: CircleStarted, at: RuleContext) -> Iterator[Missing]:
    """A re-entry circle is not held without whoever comes back."""
    prepared = at.the_case.preparation
    whom = prepared.held_for
    re_entry = prepared.kind is ProcessType.RE_ENTRY_CIRCLE
    if re_entry and whom is not None and whom not in event.present:
        name = at.the_case.name_of(whom)
        yield Missing(
            f"{name} comes back in this circle, and is not here.",
            "process-chosen",
            who=(name,),
            supply="Wait for them, or choose another kind of circle under Preparation.",
        )


@rule("RC-195", "1", Strength.SHALL, ServiceConnected, ServiceAskedAfter)
def services_are_for_whom_a_circle_is_held(
    event: ServiceConnected | ServiceAskedAfter, at: RuleContext
) -> Iterator[Missing]:
    """Whoever a circle is held for is connected with services, and asked how it goes with those."""
    case = at.the_case
    name = case.name_of(event.person)
    held_for = {seen.preparation.held_for for seen in case.each_process}
    known = case.one_party.service(event.person, event.service)
    if is_left_alone(case, event.person):
        yield Missing(
            f"{name} has left, and has not said that they may be contacted.",
            "contact-allowed",
            who=(name,),
            supply="Record what they said when they left.",
        )
    elif isinstance(event, ServiceAskedAfter) and known is None:
        yield Missing(
            f"{name} is not connected with that.",
            "service-connected",
            who=(name,),
            supply="Record it first.",
        )
    elif isinstance(event, ServiceAskedAfter) and known and event.on < known.since:
        yield Missing(
            f"{name} is connected with it since {long_date(known.since)}.",
            ITSELF,
            who=(name,),
            supply="Write a later day.",
        )
    elif isinstance(event, ServiceConnected) and event.person not in held_for:
        yield Missing(
            f"No circle is held for {name}.",
            "process-chosen",
            who=(name,),
            supply="Choose under Preparation for whom the circle is held.",
        )


def _only_harmed(person: Person) -> bool:
    return person.holds(Part.AFFECTED) and not person.holds(Part.RESPONSIBLE)


def _nobody_responsible(case: Case) -> Iterator[Missing]:
    """Say what can be done where no Responsible Party is on the list."""
    if Part.RESPONSIBLE in sides_gone(case):
        yield Missing(
            "No Responsible Party takes part any longer.",
            "process-chosen",
            supply="Choose another circle under Preparation, or end the process.",
        )
    else:
        yield Missing(
            "The Responsible Party is not on the list.", "conference-scheduled", supply="Add them."
        )


@rule("RC-103", "4D.2", Strength.SHOULD, ConferenceScheduled, CircleStarted)
def an_accountability_circle_has_its_people(
    event: JointSession, at: RuleContext
) -> Iterator[Missing]:
    """The Responsible Party, at least one Supporting Party, one of staff or faculty; no one harmed.

    The Responsible Party never counts as the member of staff or faculty.
    """
    case = at.the_case
    if case.preparation.kind is not ProcessType.ACCOUNTABILITY_CIRCLE:
        return
    ids = event.roster if isinstance(event, ConferenceScheduled) else event.present
    people = [person for person in map(case.person, ids) if person is not None]
    others = [person for person in people if not person.holds(Part.RESPONSIBLE)]
    if len(others) == len(people):
        yield from _nobody_responsible(case)
    if not parties(case):
        # Nobody is left who could invite anybody; what helps is said already.
        return
    if not any(person.holds(Part.SUPPORTING) for person in people):
        yield Missing(
            "No Supporting Party is on the list.",
            "participant-named",
            supply="Invite at least one.",
        )
    employed = {Affiliation.STAFF, Affiliation.FACULTY}
    if not any(person.affiliation in employed for person in others):
        yield Missing(
            "Nobody of staff or faculty is on the list beside the Responsible Party.",
            "participant-named",
            supply="Invite at least one.",
        )
    for person in people:
        if _only_harmed(person):
            yield Missing(
                f"{person.name} was harmed, and is not part of this circle.",
                "conference-scheduled",
                who=(person.name,),
                supply="Take them off the list.",
            )


@rule("RC-103", "4D.2", Strength.SHOULD, ProcessBegun)
def it_was_agreed_in_a_circle(event: ProcessBegun, at: RuleContext) -> Iterator[Missing]:
    """A circle that was agreed follows a circle that was held, while its process goes on."""
    case = at.the_case
    if event.as_ is not Follows.AGREED or not case.holds(event.follows):
        return
    agreed_in = case.seen_in(event.follows)
    if ended_on(agreed_in) is not None:
        yield Missing(
            "The process in which it was agreed has ended.",
            "alternatives-presented",
            supply="What begins after it is chosen under Leaving and ending.",
        )
    elif not any(circle.ended_on and not circle.ended_early for circle in agreed_in.circles):
        yield Missing(
            "No circle was held in which it could be agreed.",
            "circle-completed",
            supply="Hold the circle first; what is agreed in it may follow.",
        )


@rule("RC-103", "4D.2", Strength.SHALL, ProcessChosen)
def what_was_agreed_is_an_accountability_circle(
    event: ProcessChosen, at: RuleContext
) -> Iterator[Missing]:
    """What follows as agreed is an accountability circle, with parties of where it was agreed."""
    case = at.the_case
    agreed, follows = case.process.as_ is Follows.AGREED, case.process.follows
    if agreed and event.kind is not ProcessType.ACCOUNTABILITY_CIRCLE:
        yield Missing(
            "What was agreed is an accountability circle.",
            ITSELF,
            supply="Choose that; other circles begin on their own.",
        )
    for person in filter(None, map(case.person, event.people)) if agreed else ():
        if follows is not None and not is_named(case.seen_in(follows), person):
            yield Missing(
                f"{person.name} takes no part in the process in which this was agreed.",
                ITSELF,
                who=(person.name,),
                supply="Choose somebody who does.",
            )


@rule("RC-103", "4D.2", Strength.SHALL, ActionProposed, AgreementPrinted)
def what_was_agreed_has_no_agreement_of_its_own(
    event: ActionProposed | AgreementPrinted, at: RuleContext
) -> Iterator[Missing]:
    """A circle that was agreed helps to keep an agreement, and makes none."""
    if at.the_case.process.as_ is Follows.AGREED:
        yield Missing(
            "This circle helps to keep the agreement that was made before it, and makes none.",
            NOBODY,
            supply="Write it down as a note, or change that agreement with all who signed it.",
        )


@rule("RC-103", "4D.2", Strength.SHALL, AgreementFulfilled)
def what_was_agreed_ends_first(event: AgreementFulfilled, at: RuleContext) -> Iterator[Missing]:
    """While a circle that was agreed is under way, its process is not over."""
    for seen in at.the_case.agreed_here:
        if seen.circle is not None and seen.circle.ended_at is None:
            yield Missing(
                "The accountability circle is under way.",
                "circle-completed",
                supply="Close it, or end it with dignity; then all is fulfilled.",
            )


@rule("RC-104", "4D.2", Strength.SHOULD, MeetingsRecur)
def meetings_begin_before_they_end(event: MeetingsRecur, at: RuleContext) -> Iterator[Missing]:
    """Recurring meetings have a first day and a last one, in that order."""
    if event.last < event.first:
        yield Missing(
            "The last meeting is before the first.", ITSELF, supply="Change one of the days."
        )


@rule("RC-104", "4D.2", Strength.SHOULD, MeetingHeld)
def facilitators_hold_the_meetings(event: MeetingHeld, at: RuleContext) -> Iterator[Missing]:
    """Recurring meetings are held once they were agreed."""
    if at.the_case.recurrence is None:
        yield Missing(
            "No recurring meetings were agreed.",
            "meetings-recur",
            supply="Record what was agreed first.",
        )


@rule("RC-103", "4D.2", Strength.SHOULD, SeatTaken)
def nobody_harmed_joins_an_accountability_circle(
    event: SeatTaken, at: RuleContext
) -> Iterator[Missing]:
    """Whoever was harmed sits down later in an accountability circle no more than at first."""
    person = at.the_case.person(event.person)
    kind = at.the_case.preparation.kind
    if kind is ProcessType.ACCOUNTABILITY_CIRCLE and person is not None and _only_harmed(person):
        yield Missing(
            f"{person.name} was harmed, and is not part of this circle.",
            NOBODY,
            who=(person.name,),
            supply="Meet with them in a circle of their own.",
        )


RULES = (
    whoever_comes_back_is_there,
    a_re_entry_circle_is_held_for_somebody,
    services_are_for_whom_a_circle_is_held,
    one_party_alone_needs_a_decision,
    who_assigns_decides_the_number,
    an_accountability_circle_has_its_people,
    it_was_agreed_in_a_circle,
    what_was_agreed_is_an_accountability_circle,
    what_was_agreed_has_no_agreement_of_its_own,
    what_was_agreed_ends_first,
    nobody_harmed_joins_an_accountability_circle,
    meetings_begin_before_they_end,
    facilitators_hold_the_meetings,
)
