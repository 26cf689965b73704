"""Rules of intake, assignment and eligibility (policy sections 0, 3 and 4A)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from msgspec.structs import replace

from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.derived import intake_checklist, who_accepts
from rjdesk.process.intake.events import (
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    FacilitatorReleased,
    OpenedByMistake,
    ParticipantNamed,
)
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.calendar import AcademicYear, academic_year, add_months
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.offices import FACILITATOR, Training, a_holder_of
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.membership.state import Member, MemberKind
from rjdesk.process.people.state import TRAITS, Affiliation, Part
from rjdesk.process.premeeting.events import EligibilityDecided
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.taking_part.derived import parties, takes_no_part


@rule("RC-048", "3B", Strength.SHALL, FacilitatorAssigned)
def nobody_is_assigned_twice(event: FacilitatorAssigned, at: RuleContext) -> Iterator[Missing]:
    """Whoever facilitates a case is not assigned to it again."""
    if event.replaces is None and event.member in at.the_case.facilitators:
        name = at.coalition.name_of(event.member)
        yield Missing(
            f"{name} facilitates this case already.",
            ITSELF,
            who=(name,),
            supply="Choose somebody else.",
        )


@rule("RC-048", "3B", Strength.SHALL, FacilitatorReleased)
def who_serves_is_released(event: FacilitatorReleased, at: RuleContext) -> Iterator[Missing]:
    """Only somebody who facilitates the case is released from it, also where it is put right."""
    if event.member not in at.the_case.facilitators:
        name = at.coalition.name_of(event.member)
        yield Missing(f"{name} does not facilitate this case.", NOBODY, who=(name,))
    if event.cause is Cause.DIED and event.member == at.actor:
        yield Missing(
            "That somebody died is recorded by others.", ITSELF, supply="Choose another reason."
        )


@rule("RC-061", "4A", Strength.SHALL, FacilitatorAccepted)
def who_serves_is_asked_about(event: FacilitatorAccepted, at: RuleContext) -> Iterator[Missing]:
    """Participants say yes or no to those who facilitate."""
    if event.member not in at.the_case.facilitators:
        name = at.coalition.name_of(event.member)
        yield Missing(
            f"{name} does not facilitate this case.",
            "facilitator-assigned",
            who=(name,),
            supply="Assign them first.",
        )


@rule("RC-016", "1", Strength.SHALL, OpenedByMistake)
def what_took_place_was_no_mistake(event: OpenedByMistake, at: RuleContext) -> Iterator[Missing]:
    """A case in which a circle was held or an agreement signed was initiated (A38)."""
    case = at.the_case
    if any(seen.circles or seen.agreement.signatures for seen in case.each_process):
        yield Missing(
            "A circle was held in this case, so it was not opened by mistake.",
            "process-ended",
            supply="End the process, and say how it ended.",
        )


@rule("RC-021", "2A", Strength.SHALL, FacilitatorAssigned)
def who_judges_does_not_facilitate(
    event: FacilitatorAssigned, at: RuleContext
) -> Iterator[Missing]:
    """Whoever sits on the Judicial Board is assigned to no case."""
    member = at.coalition.member(event.member)
    if member is not None and member.on_judicial_board:
        yield Missing(
            f"{member.name} sits on the Judicial Board.",
            "member-entered",
            who=(member.name,),
            supply="When their service there has ended, correct their entry under Coalition.",
        )


@rule("RC-032", "2D.2", Strength.SHALL, CaseOpened, FacilitatorAssigned)
def terms_end_with_the_year(
    event: CaseOpened | FacilitatorAssigned, at: RuleContext
) -> Iterator[Missing]:
    """Whose term has ended neither opens a case nor is assigned to one.

    Whoever puts an opening right opens nothing.
    """
    if event.replaces is not None:
        return
    who = event.member if isinstance(event, FacilitatorAssigned) else at.actor
    member = at.coalition.member(who)
    year = academic_year(at.today, at.programme.deadlines.year_starts_in)
    if member is not None and not member.serves(year):
        yield Missing(
            f"{member.name} has no term for {year}.",
            "member-appointed",
            who=(member.name,),
            supply="Record their reappointment under Coalition.",
        )


@rule("RC-035", "2E", Strength.SHALL, FacilitatorAssigned)
def facilitators_are_trained(event: FacilitatorAssigned, at: RuleContext) -> Iterator[Missing]:
    """Every training that the programme names is complete for the current term.

    A new member is trained before; who continues has until the day that the programme sets (2E).
    """
    member = at.coalition.member(event.member)
    if member is None:
        yield Missing("The coalition does not know this member.", "member-entered")
        return
    if at.today >= _trained_by(member, at):
        yield from _trainings_missing(member, at)


@rule("RC-036", "2E", Strength.SHOULD, FacilitatorAssigned, warns=True)
def who_continues_is_trained_soon(event: FacilitatorAssigned, at: RuleContext) -> Iterator[Missing]:
    """Whoever continues is told, before the day comes, that a training is to be done (RC-036)."""
    member = at.coalition.member(event.member)
    if member is not None and at.today < _trained_by(member, at):
        yield from _trainings_missing(member, at)


def _trained_by(member: Member, at: RuleContext) -> date:
    """Return the day from which a member has to be trained for this year."""
    deadlines = at.programme.deadlines
    year = academic_year(at.today, deadlines.year_starts_in)
    begins = date(year.start, deadlines.year_starts_in, 1)
    before = AcademicYear(year.start - 1)
    if all(member.trained_in(training.id, before) for training in at.programme.trainings):
        return add_months(begins, deadlines.trained_within_months)
    return begins


def _trainings_missing(member: Member, at: RuleContext) -> Iterator[Missing]:
    year = academic_year(at.today, at.programme.deadlines.year_starts_in)
    for training in at.programme.trainings:
        if not member.trained_in(training.id, year):
            yield _training_missing(member, training, str(year), at.programme)


def _training_missing(
    member: Member, training: Training, year: str, programme: Programme
) -> Missing:
    keepers = programme.offices_that(Capacity.KEEPS_MEMBERS)
    return Missing(
        f"{member.name}: {training.name} for {year} is not recorded.",
        "training-completed",
        who=(member.name,),
        supply=f"It is recorded under Coalition by {a_holder_of(keepers)} when it is complete.",
    )


@rule("RC-038", "2D", Strength.SHALL, FacilitatorAssigned)
def student_facilitators_are_appointed(
    event: FacilitatorAssigned, at: RuleContext
) -> Iterator[Missing]:
    """A student member is assigned only with a recorded appointment."""
    member = at.coalition.member(event.member)
    if member is not None and member.kind is MemberKind.STUDENT and not member.appointed:
        yield Missing(
            f"{member.name}: no appointment by the Appointments Committee is recorded.",
            "member-appointed",
            who=(member.name,),
            supply="Record the appointment under Coalition.",
        )


@rule("RC-044", "3A", Strength.SHALL, ParticipantNamed)
def lawyers_do_not_represent(event: ParticipantNamed, at: RuleContext) -> Iterator[Missing]:
    """Nobody takes part as the lawyer of a party."""
    if event.lawyer:
        yield Missing(
            "Nobody takes part in the process as a party's lawyer.",
            NOBODY,
            supply="Anyone may ask a lawyer for advice outside the process.",
        )


@rule("RC-013", "1", Strength.SHALL, ParticipantNamed)
def primary_parties_invite_support(event: ParticipantNamed, at: RuleContext) -> Iterator[Missing]:
    """A Supporting Party, a representative or an interpreter comes for a Primary Party.

    Or for whom a circle without sides is held (A29).
    """
    if not any(TRAITS[part].a_party for part in event.parts):
        return
    host = at.the_case.person(event.invited_by) if event.invited_by else None
    held_for = {seen.preparation.held_for for seen in at.the_case.each_process}
    if host is None or not (host.primary or host.id in held_for):
        yield Missing(
            f"Which Primary Party does {event.person_name} come for?",
            ITSELF,
            who=(event.person_name,),
            supply="Choose who it is: a party, or somebody for whom a circle is held.",
        )
    elif takes_no_part(at.the_case, host):
        yield Missing(
            f"{host.name} does not take part.",
            ITSELF,
            who=(host.name,),
            supply="Choose a Primary Party who does.",
        )
    if Part.SUPPORTING in event.parts and not can_be_seen(event.purpose):
        yield Missing(
            f"What does {event.person_name} come for?",
            ITSELF,
            who=(event.person_name,),
            supply="Write it in a few words, such as support, or help with making it right.",
        )


@rule("RC-014", "1", Strength.SHALL, ParticipantNamed)
def representatives_come_for_a_purpose(
    event: ParticipantNamed, at: RuleContext
) -> Iterator[Missing]:
    """A Community Representative speaks of harm to the community, or brings what they know."""
    if Part.REPRESENTATIVE in event.parts and not can_be_seen(event.purpose):
        yield Missing(
            f"What does {event.person_name} come for?",
            ITSELF,
            who=(event.person_name,),
            supply="Write it in a few words, such as speaking of the harm to the community.",
        )


@rule("RC-074", "4B", Strength.SHALL, ParticipantNamed)
def facilitators_invite(event: ParticipantNamed, at: RuleContext) -> Iterator[Missing]:
    """Supporting Parties and Community Representatives are invited by the facilitators."""
    invited = {Part.SUPPORTING, Part.REPRESENTATIVE} & set(event.parts)
    # A part that was entered wrong invites nobody: somebody is there who came otherwise.
    if invited and event.replaces is None and not at.acts_as(FACILITATOR):
        yield Missing(
            f"{event.person_name} is invited by a facilitator of this case.",
            NOBODY,
            supply="Ask a facilitator to invite them.",
        )


@rule("RC-042", "3A", Strength.SHALL, EligibilityDecided)
def somebody_belongs_here(event: EligibilityDecided, at: RuleContext) -> Iterator[Missing]:
    """At least one participant is a student, or of the faculty or staff."""
    case = at.the_case
    if event.eligible and all(p.affiliation is Affiliation.OTHER for p in case.people):
        yield Missing(
            "No participant is a student, or of the faculty or staff.",
            "participant-named",
            supply="Correct an affiliation, or point the parties to somebody who can help.",
        )


@rule("RC-001", "0", Strength.SHOULD, EligibilityDecided)
def care_for_communities_is_considered(
    event: EligibilityDecided, at: RuleContext
) -> Iterator[Missing]:
    """Whether the process could harm marginalised people further is answered, with what care."""
    intake = at.the_case.intake
    if not event.eligible:
        return
    if intake.may_harm_further is None:
        yield Missing(
            "Nobody has answered whether this process could harm marginalised people further.",
            "care-considered",
            supply="Answer it under Intake.",
        )
    elif intake.may_harm_further and not can_be_seen(intake.care_taken):
        yield Missing(
            "The process could harm marginalised people further; what is done about it?",
            "care-considered",
            supply="Write what care is taken under Intake.",
        )


@rule("RC-051", "3C", Strength.SHOULD, EligibilityDecided)
def facilitators_decide_eligibility(
    event: EligibilityDecided, at: RuleContext
) -> Iterator[Missing]:
    """Eligibility is decided by the assigned facilitators, after they met the Primary Parties."""
    case = at.the_case
    for person in parties(case):
        if not case.met(person.id):
            yield Missing(
                f"{person.name} has not been met yet.",
                "pre-meeting-completed",
                who=(person.name,),
                supply="Complete their pre-meeting first.",
            )


OPEN_POINTS = {
    point.act: point
    for point in (
        Missing("", "case-opened", supply="Enter when the request was received."),
        Missing("", "facilitator-assigned", supply="Assign whoever is still needed, under Intake."),
        Missing("", "facilitator-accepted", supply="Ask each of them, and record the answer."),
        Missing(
            "",
            "recusal-decided",
            supply="Somebody said no to a facilitator. It is decided under Who reads it.",
        ),
        Missing("", "advisor-informed", supply="Tell them, and record it under Intake."),
    )
}
"""How each point of intake is done, by the act that does it."""


Begins = ConferenceScheduled | CircleStarted | MessageAgreed | MessageCarried


@rule("RC-060", "4A", Strength.SHALL, *get_args(Begins))
def intake_is_complete(event: Begins, at: RuleContext) -> Iterator[Missing]:
    """Nothing is scheduled, begun or carried before every point of intake is done.

    Where RC-045 binds, it alone asks whether they are as many as are needed: it may be set aside.
    """
    case, needed = at.the_case, 1 if "RC-045" in at.programme.rules else None
    for point in intake_checklist(case, at.programme, needed=needed):
        if point.done:
            continue
        nobody_left = bool(case.people) and not who_accepts(case)
        if point.act == "facilitator-accepted" and nobody_left:
            yield Missing(
                "Nobody takes part any longer who could accept the facilitators.",
                "process-ended",
                supply="End the process, and present what else is possible.",
            )
        else:
            what = f"Intake: “{point.label}” is still open."
            yield replace(OPEN_POINTS[point.act], what=what)


RULES = (
    nobody_is_assigned_twice,
    who_serves_is_released,
    who_serves_is_asked_about,
    what_took_place_was_no_mistake,
    who_judges_does_not_facilitate,
    terms_end_with_the_year,
    facilitators_are_trained,
    who_continues_is_trained_soon,
    student_facilitators_are_appointed,
    lawyers_do_not_represent,
    primary_parties_invite_support,
    representatives_come_for_a_purpose,
    facilitators_invite,
    somebody_belongs_here,
    care_for_communities_is_considered,
    facilitators_decide_eligibility,
    intake_is_complete,
)
