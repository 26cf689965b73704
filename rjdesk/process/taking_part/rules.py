"""Rules of leaving, dissolving and ending (policy sections 3A and 8A)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.events import AgreementPrinted
from rjdesk.process.case import CaseEvent
from rjdesk.process.circle.events import CircleEndedEarly, CircleEvent, CircleStarted
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.ruling import ITSELF, Missing, Strength
from rjdesk.process.people.state import Answer, Part
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.derived import somebody_declined, to_support
from rjdesk.process.taking_part.events import AlternativesPresented, ProcessDissolved, ProcessEnded
from rjdesk.process.taking_part.state import Ending


@rule("RC-041", "3A", Strength.SHOULD, CaseClosed, ProcessEnded)
def alternatives_are_presented(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """When somebody declined or left, those who remain are shown what else is possible."""
    case = at.the_case
    if somebody_declined(case) and case.interruption.alternatives_on is None:
        yield Missing(
            "The alternatives for those who remain have not been presented.",
            "alternatives-presented",
            supply="Present them, and record which.",
        )


@rule("RC-041", "3A", Strength.SHOULD, AlternativesPresented)
def an_alternative_is_named(event: AlternativesPresented, at: RuleContext) -> Iterator[Missing]:
    """What was presented is written down."""
    if not any(option.strip() for option in event.options):
        yield Missing("Which alternatives were presented?", ITSELF, supply="Tick at least one.")


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


@rule("RC-170", "8A", Strength.SHALL, ConferenceScheduled, CircleStarted, AgreementPrinted)
def what_is_dissolved_stays_so(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """After the process was dissolved nothing of it is scheduled, started or printed."""
    if at.the_case.interruption.dissolved is not None:
        yield Missing(
            "This process was dissolved.",
            "case-opened",
            supply="A new request begins a new process.",
        )


@rule("RC-171", "8A", Strength.SHALL, ConferenceScheduled, CircleStarted)
def those_who_remain_choose_to_go_on(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """When one of several Primary Parties left, each who remains says whether to go on."""
    case = at.the_case
    if not any(p.primary and case.interruption.left(p.id) for p in case.people):
        return
    chosen = dict(case.interruption.go_on)
    for person in case.primary_parties:
        if person.willing is not Answer.NO and not chosen.get(person.id):
            yield Missing(
                f"{person.name} has not chosen to go on without those who left.",
                "remaining-party-chose",
                who=(person.name,),
                supply="Ask them, and record the answer.",
            )


@rule("RC-172", "8A", Strength.SHALL, CircleStarted, CircleEvent)
def a_conference_needs_both_sides(event: CaseEvent, at: RuleContext) -> Iterator[Missing]:
    """When the only party of one side has left, a Conference cannot go on as such."""
    case = at.the_case
    if case.preparation.kind is not ProcessType.CONFERENCE or isinstance(event, CircleEndedEarly):
        return
    for part in (Part.AFFECTED, Part.RESPONSIBLE):
        if case.holding(part) and all(p.willing is Answer.NO for p in case.holding(part)):
            yield Missing(
                "Nobody of one side takes part any longer, so this is no Conference.",
                "circle-ended-early",
                supply="End it with dignity, and present the alternatives.",
            )


@rule("RC-173", "8A", Strength.SHOULD, CaseClosed)
def who_left_is_supported(event: CaseClosed, at: RuleContext) -> Iterator[Missing]:
    """Whoever left is followed up with before the case is closed."""
    case = at.the_case
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
    an_alternative_is_named,
    primary_parties_dissolve,
    what_is_dissolved_stays_so,
    those_who_remain_choose_to_go_on,
    a_conference_needs_both_sides,
    who_left_is_supported,
    an_agreement_in_force_is_not_passed_over,
)
