"""Rules of referral, certification, minors and reporting back (RP-02, RP-05, UN-13A, A11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rjdesk.process.case import CaseEvent
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.intake.events import CaseOpened, FacilitatorAssigned
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Capacity, MemberId, PersonId
from rjdesk.process.kernel.offices import FACILITATOR
from rjdesk.process.kernel.ruling import ITSELF, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.notes.events import NoteEvent
from rjdesk.process.people.state import Answer
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.referral.events import ReportedBack
from rjdesk.process.referral.state import ReferralSource
from rjdesk.process.taking_part.derived import parties
from rjdesk.process.taking_part.events import WillingnessStated


@rule("RP-05", "1", Strength.SHALL, CaseOpened)
def a_case_has_a_referral_source(event: CaseOpened, at: RuleContext) -> Iterator[Missing]:
    """It is written down who referred the case."""
    if event.referral is None:
        yield Missing(
            "Who referred this case is not said.", ITSELF, supply="Choose who referred it."
        )
    elif event.referral is ReferralSource.OTHER and not can_be_seen(event.referred_by):
        yield Missing("Somebody else referred this case.", ITSELF, supply="Write who it was.")


@rule("RP-02", "introduction", Strength.SHALL, CaseEvent, NoteEvent)
def facilitators_are_certified(event: CaseEvent | NoteEvent, at: RuleContext) -> Iterator[Missing]:
    """A case is facilitated by somebody whose certificate is valid on the day of the act (A27).

    It is asked of whoever is assigned, and at each act of a facilitator. Nobody who leaves waits
    for it.
    """
    if isinstance(event, FacilitatorAssigned):
        yield from _certified(event.member, event.on, at)
    elif event.capacity is Capacity.FACILITATES and not event.leaves and at.acts_as(FACILITATOR):
        yield from _certified(at.actor, event.on, at)


def _certified(who: MemberId, on: date, at: RuleContext) -> Iterator[Missing]:
    member = at.coalition.member(who)
    if member is None:
        yield Missing(
            "Nobody here has that name.",
            "member-entered",
            supply="Enter them under Coalition first.",
        )
    elif member.certified_until is None:
        yield Missing(
            f"{member.name}: no certificate is recorded.",
            "certificate-recorded",
            who=(member.name,),
            supply="Record the certificate under Coalition.",
        )
    elif member.certified_until < on:
        yield Missing(
            f"{member.name}: the certificate ended on {long_date(member.certified_until)}.",
            "certificate-recorded",
            who=(member.name,),
            supply="Record the renewed certificate under Coalition.",
        )


@rule("RP-02", "introduction", Strength.SHALL, ConferenceScheduled, warns=True)
def certificates_last_until_then(event: ConferenceScheduled, at: RuleContext) -> Iterator[Missing]:
    """Whoever schedules beyond the end of a certificate is told of the day."""
    for member in filter(None, map(at.coalition.member, at.the_case.facilitators)):
        until = member.certified_until
        if until is not None and until < event.starts_at.date():
            yield Missing(
                f"{member.name}: the certificate ends on {long_date(until)}, before that day.",
                "certificate-recorded",
                who=(member.name,),
                supply="Have it renewed in time.",
            )


@rule("UN-13A", "UN Basic Principles, 13(a)", Strength.SHOULD, WillingnessStated,
      ConferenceScheduled, warns=True)  # fmt: skip
def a_minor_has_somebody_beside_them(
    event: WillingnessStated | ConferenceScheduled, at: RuleContext
) -> Iterator[Missing]:
    """Somebody under age takes part with a guardian who consents."""
    case = at.the_case
    people: tuple[PersonId, ...] = ()
    if isinstance(event, ConferenceScheduled):
        people = event.roster
    elif event.willing is Answer.YES:
        people = (event.person,)
    for person in people:
        guardian = case.referral.guardian_of(person)
        if person in case.referral.minors and not (guardian and guardian.consents):
            name = case.name_of(person)
            yield Missing(
                f"{name} is under age, and no guardian's consent is recorded.",
                "guardian-consented",
                who=(name,),
                supply="Record who their guardian is and whether they consent.",
            )


@rule("A11", "report back", Strength.SHALL, ReportedBack)
def everybody_consents_to_a_report_back(event: ReportedBack, at: RuleContext) -> Iterator[Missing]:
    """Whoever referred the case hears of it only when each party said yes to that."""
    case = at.the_case
    for person in parties(case):
        if not case.referral.consents_to_report(person.id):
            yield Missing(
                f"{person.name} has not agreed to a report back.",
                "report-back-answered",
                who=(person.name,),
                supply="Ask them. Without a yes from each party nothing is reported.",
            )


RULES = (
    a_case_has_a_referral_source,
    facilitators_are_certified,
    certificates_last_until_then,
    a_minor_has_somebody_beside_them,
    everybody_consents_to_a_report_back,
)
