"""Rules of further steps (policy section 8B)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.derived import is_signed
from rjdesk.process.agreement.events import AmendmentBegan
from rjdesk.process.case import Case, Follows
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.decisions.derived import not_decided
from rjdesk.process.decisions.events import DecisionProposed
from rjdesk.process.further_steps.derived import reasons, settling, something_came_of_it
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.indirect.derived import by_messages
from rjdesk.process.kernel.decision import DecisionId, MatterKind
from rjdesk.process.kernel.ruling import NOBODY, Missing, Strength
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.taking_part.derived import ended_on
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending


@rule("RC-174", "8B", Strength.SHALL, ReaddressAsked)
def a_party_asks_about_what_came_of_it(event: ReaddressAsked, at: RuleContext) -> Iterator[Missing]:
    """A Primary Party asks to come back to what was agreed, or to the harm, once a circle ended."""
    case = at.the_case
    person = case.person(event.person)
    if person is None or not person.primary:
        yield Missing(
            "It is a Primary Party who asks to come back to it.",
            NOBODY,
            supply="Record what others say in the notes, and ask the Primary Parties.",
        )
    if something_came_of_it(case):
        return
    if by_messages(case):
        yield Missing(
            "Nothing has come of the messages yet.",
            "message-agreed",
            supply="While it goes on, what they want to say is carried.",
        )
    else:
        yield Missing(
            "The circle has not ended yet.",
            "circle-completed",
            supply="While it goes on, it is talked about there.",
        )


@rule("RC-174", "8B", Strength.SHALL, DecisionProposed)
def something_asks_for_further_steps(event: DecisionProposed, at: RuleContext) -> Iterator[Missing]:
    """Further steps are decided when something was not done, or a party comes back to it."""
    if event.kind is not MatterKind.FURTHER_STEPS:
        return
    case = at.the_case
    decided = settling(case, at.coalition, at.programme, at.today)
    if event.replaces is None and not reasons(case, at.today, decided):
        yield Missing(
            "Nothing asks for further steps.",
            "readdress-asked",
            supply="When a party asks to come back to it, record that. What is past its day, and "
            "what somebody says when asked how it is, counts too.",
        )
    yield from _does_not_fit(event.subject, case)


def _does_not_fit(subject: str, case: Case) -> Iterator[Missing]:
    """Yield why a step cannot be taken as things stand."""
    over = ended_on(case) is not None
    in_force = case.agreement.in_force is not None and not over
    if subject not in {step.value for step in FurtherStep}:
        yield Missing("There is no such step.", NOBODY)
    elif subject in {FurtherStep.END.value, FurtherStep.REDIRECT.value} and over:
        yield Missing(
            "The process has ended already.",
            NOBODY,
            supply="It can be begun anew, or stay as it is.",
        )
    elif subject == FurtherStep.AMEND.value and not in_force:
        yield Missing(
            "No agreement is in force.",
            NOBODY,
            supply="What is not in force yet is changed under Agreement.",
        )


@rule("RC-175", "8B", Strength.SHALL, DecisionProposed)
def facilitators_propose_further_steps(
    event: DecisionProposed, at: RuleContext
) -> Iterator[Missing]:
    """Who facilitated proposes; a Chair alone decides nothing, and nothing without them."""
    case = at.the_case
    if event.kind is not MatterKind.FURTHER_STEPS or at.actor in case.facilitators:
        return
    names = tuple(at.coalition.name_of(member) for member in case.facilitators)
    yield Missing(
        "Further steps are proposed by those who facilitate the case.",
        NOBODY if names else "facilitator-assigned",
        who=names,
        supply="Ask one of them." if names else "Assign a facilitator first.",
    )


@rule("RC-174", "8B", Strength.SHALL, ProcessBegun)
def a_process_is_begun_anew_by_decision(event: ProcessBegun, at: RuleContext) -> Iterator[Missing]:
    """What is begun anew was decided to be; also after the close, and then by nothing else."""
    if event.as_ is Follows.RESTART and at.the_case.holds(event.follows):
        yield from _not_decided(
            event.decision,
            FurtherStep.RESTART,
            "That the process begins anew is decided by several.",
            at.the_case.seen_in(event.follows),
            at,
        )


@rule("RC-175", "8B", Strength.SHALL, ProcessEnded)
def an_agreement_in_force_is_ended_by_decision(
    event: ProcessEnded, at: RuleContext
) -> Iterator[Missing]:
    """An agreement that all have signed is discontinued by decision, not by one alone (RC-176).

    A Primary Party may dissolve the process all the same (8A).
    """
    case, step = at.the_case, ENDED_BY[event.ending]
    agreement = case.agreement
    signed = agreement.in_force is not None or is_signed(case)
    if step is None or not signed or agreement.fulfilled is not None:
        return
    if event.replaces is None:
        what = (
            "All have signed an agreement. That it is not followed any longer is decided by "
            "several."
        )
        yield from _not_decided(event.decision, step, what, case, at)


ENDED_BY = {
    Ending.DISCONTINUED: FurtherStep.END,
    Ending.NOT_SUITABLE: FurtherStep.END,
    Ending.REDIRECTED: FurtherStep.REDIRECT,
    Ending.PURPOSE_MET: None,
}
"""Which decision is asked for an ending, where an agreement is in force."""


@rule("RC-174", "8B", Strength.SHALL, AmendmentBegan)
def an_agreement_is_amended_by_decision(
    event: AmendmentBegan, at: RuleContext
) -> Iterator[Missing]:
    """What all have signed is worked on anew by decision; it stays in force meanwhile."""
    case = at.the_case
    if case.agreement.in_force is None:
        yield Missing(
            "No agreement is in force.",
            "monitoring-began",
            supply="What is not in force yet is changed under Agreement.",
        )
    elif case.agreement.amending is None:
        what = "That the agreement is worked on anew is decided by several."
        yield from _not_decided(event.decision, FurtherStep.AMEND, what, case, at)
    else:
        yield Missing(
            "The agreement is being worked on already.", NOBODY, supply="Go on under Agreement."
        )


def _not_decided(
    decision: DecisionId | None, step: FurtherStep, what: str, case: Case, at: RuleContext
) -> Iterator[Missing]:
    yield from not_decided(
        decision,
        kind=MatterKind.FURTHER_STEPS,
        subject=step.value,
        what=what,
        case=case,
        coalition=at.coalition,
        programme=at.programme,
        today=at.today,
    )


RULES = (
    a_party_asks_about_what_came_of_it,
    something_asks_for_further_steps,
    facilitators_propose_further_steps,
    a_process_is_begun_anew_by_decision,
    an_agreement_in_force_is_ended_by_decision,
    an_agreement_is_amended_by_decision,
)
