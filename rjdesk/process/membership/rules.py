"""Rules of membership (policy section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import AcademicYear
from rjdesk.process.kernel.event import Capacity, Event
from rjdesk.process.kernel.offices import RoleId, a_holder_of
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.events import (
    CertificateRecorded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    MemberLeft,
    OfficeLeft,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind

AboutAMember = (
    MemberAppointed
    | OfficeTaken
    | OfficeLeft
    | MemberLeft
    | TrainingCompleted
    | CertificateRecorded
)
ABOUT_A_MEMBER: tuple[type[Event], ...] = get_args(AboutAMember)


@rule("RC-021", "2A", Strength.SHALL, MemberEntered)
def nobody_sits_on_the_judicial_board_too(
    event: MemberEntered, at: RuleContext
) -> Iterator[Missing]:
    """Nobody joins who is on the Judicial Board; a member who is elected there is not assigned."""
    if event.on_judicial_board and at.coalition.member(event.member) is None:
        yield Missing(
            f"{event.member_name} sits on the Judicial Board.",
            NOBODY,
            who=(event.member_name,),
            supply="They can join when their service on the Judicial Board has ended.",
        )


@rule("RC-030", "2D", Strength.SHALL, MemberEntered)
def students_were_enrolled_before(event: MemberEntered, at: RuleContext) -> Iterator[Missing]:
    """A student was enrolled for at least one semester before they apply."""
    if event.kind is MemberKind.STUDENT and event.semesters < 1 and not at.coalition.founding:
        yield Missing(
            f"{event.member_name} has not been enrolled for a semester.",
            NOBODY,
            who=(event.member_name,),
            supply="They can be entered after their first semester.",
        )


@rule("RC-022", "2B", Strength.SHALL, OfficeTaken)
def an_office_has_its_seats(event: OfficeTaken, at: RuleContext) -> Iterator[Missing]:
    """There are exactly two Chairs, and each is a student who served before.

    The programme says so of an office by ``seats`` and ``continues``. While a coalition is
    founded, its offices are entered as found (A14).
    """
    office = at.programme.office(event.office)
    if office is None or at.coalition.founding:
        return
    year = AcademicYear(event.year)
    holders = [m for m in at.coalition.members if m.holds_office(office.id, year)]
    taken = office.seats is not None and len(holders) >= office.seats
    if taken and event.member not in {holder.id for holder in holders}:
        yield Missing(
            f"All seats of the office {office.name} are taken for {year}.",
            NOBODY,
            who=tuple(holder.name for holder in holders),
            supply="Somebody can follow when one of them has left the office.",
        )
    member = at.coalition.member(event.member)
    if not office.continues or member is None:
        return
    if member.kind is not MemberKind.STUDENT:
        yield Missing(f"{member.name} is not a student member.", NOBODY, who=(member.name,))
    if all(term >= year for term in member.appointed):
        yield Missing(
            f"{member.name} has not served a term before {year}.",
            NOBODY,
            who=(member.name,),
            supply=f"This office ({office.name}) is for those who continue.",
        )


@rule("RC-034", "2D.3", Strength.SHALL, OfficeTaken)
def an_office_is_confirmed(event: OfficeTaken, at: RuleContext) -> Iterator[Missing]:
    """Some offices are confirmed each year by a body, with the consent of the coalition.

    While a coalition is founded, its offices are entered as found (A14).
    """
    office = at.programme.office(event.office)
    if office is None or at.coalition.founding:
        return
    if office.confirmed_by and event.word_of != office.confirmed_by:
        body = at.programme.body_name(office.confirmed_by)
        yield Missing(
            f"The office {office.name} is confirmed each year by: {body}.",
            ITSELF,
            supply="Choose on whose word it is recorded.",
        )
    if office.with_consent and not event.consent:
        yield Missing(
            f"The coalition consents each year to who holds the office {office.name}.",
            ITSELF,
            supply="Ask the members, and tick that they consent.",
        )


@rule("RJ-MEMBER", "2D", Strength.SHALL, *ABOUT_A_MEMBER)
def who_left_takes_on_nothing(event: AboutAMember, at: RuleContext) -> Iterator[Missing]:
    """Nothing is recorded of somebody nobody entered, or who has left the coalition."""
    member = at.coalition.member(event.member)
    if member is None:
        yield Missing("Nobody here has that name.", "member-entered", supply="Enter them first.")
    elif member.left is not None and event.replaces is None:
        yield Missing(
            f"{member.name} has left the coalition.",
            "entry-taken-back",
            who=(member.name,),
            supply="If that was entered by mistake, take it back first.",
        )


@rule("RJ-OFFICE", "programme", Strength.SHALL, OfficeTaken, TrainingCompleted)
def offices_and_trainings_are_those_of_the_programme(
    event: OfficeTaken | TrainingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """Nobody takes an office, or finishes a training, that the programme does not have."""
    programme = at.programme
    if isinstance(event, OfficeTaken):
        is_known = programme.office(event.office) is not None
        names = [office.name for office in programme.offices]
    else:
        is_known = programme.training(event.training) is not None
        names = [training.name for training in programme.trainings]
    if not is_known:
        offered = f"It has: {', '.join(names)}." if names else "It has none."
        yield Missing(f"The {programme.name} has nothing of that name.", ITSELF, supply=offered)


@rule("RJ-KEEPERS", "programme", Strength.SHALL, FoundingCompleted)
def somebody_can_go_on_after_the_founding(
    event: FoundingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """When all is entered, somebody holds an office that keeps members, opens cases, assigns."""
    for capacity, what in GOES_ON:
        offices = at.programme.offices_that(capacity)
        holders = (at.coalition.holders_of(RoleId(o.id), at.today, at.programme) for o in offices)
        if not any(holders):
            yield Missing(
                f"Nobody holds an office that {what}.",
                "office-taken",
                supply=f"Record who is {a_holder_of(offices)}.",
            )


@rule("RC-037", "2E", Strength.SHALL, TrainingCompleted)
def nobody_records_their_own_training(
    event: TrainingCompleted, at: RuleContext
) -> Iterator[Missing]:
    """A training is recorded by whoever keeps the members, not by whoever took it."""
    if event.member == at.actor and not at.coalition.founding:
        keepers = at.programme.offices_that(Capacity.KEEPS_MEMBERS)
        yield Missing(
            "Nobody records their own training.",
            "training-completed",
            supply=f"Ask {a_holder_of(keepers)} to record it.",
        )


GOES_ON = (
    (Capacity.KEEPS_MEMBERS, "keeps the list of members"),
    (Capacity.OPENS, "opens cases"),
    (Capacity.ASSIGNS, "assigns facilitators"),
)
"""What has to go on from the day a coalition is set up."""

RULES = (
    nobody_sits_on_the_judicial_board_too,
    students_were_enrolled_before,
    an_office_has_its_seats,
    an_office_is_confirmed,
    who_left_takes_on_nothing,
    offices_and_trainings_are_those_of_the_programme,
    somebody_can_go_on_after_the_founding,
    nobody_records_their_own_training,
)
