"""Rules of choosing what kind of process it is, and with whom (policy section 1)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.ruling import ITSELF, Missing, Strength
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen
from rjdesk.process.preparation.state import WITHOUT_SIDES, ProcessType
from rjdesk.process.taking_part.derived import both_may_go_forward, named, stand
from rjdesk.process.taking_part.state import Stand

JointSession = ConferenceScheduled | CircleStarted


@rule("RC-017", "1", Strength.SHALL, ProcessChosen)
def a_conference_needs_somebody_of_each_side(
    event: ProcessChosen, at: RuleContext
) -> Iterator[Missing]:
    """A Conference is chosen while somebody of each side may still take part."""
    case = at.the_case
    choosing = case.in_process(taking_part=replace(case.taking_part, named_for=event.people))
    conference = event.kind is ProcessType.CONFERENCE
    if conference and case.primary_parties and not both_may_go_forward(choosing):
        yield Missing(
            "One side does not take part, so this cannot be a Conference.",
            ITSELF,
            supply="Choose a circle for one party, or present the alternatives.",
        )


@rule("RJ-CIRCLE", "4C", Strength.SHALL, ProcessChosen)
def nothing_is_chosen_in_a_circle(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """While a circle is under way it stays what it is; what was held is not put otherwise."""
    case = at.the_case
    under_way = case.circle is not None and case.circle.ended_at is None
    wrong = at.corrected.event if at.corrected else None
    if under_way:
        yield Missing(
            "A circle is under way.",
            "circle-completed",
            supply="Choose when it has ended, or end it early.",
        )
    elif isinstance(wrong, ProcessChosen) and case.circles and wrong.kind is not event.kind:
        yield Missing(
            "A circle was held as it was chosen.",
            ITSELF,
            supply="Leave the kind as it was, and choose anew under Preparation what comes next.",
        )


@rule("RC-018", "1", Strength.SHALL, ProcessChosen, ConferenceScheduled, CircleStarted)
def a_circle_without_sides_has_none(
    event: ProcessChosen | JointSession, at: RuleContext
) -> Iterator[Missing]:
    """Where somebody of each side takes part, it is a Conference or a circle about the harm."""
    case = at.the_case
    chosen = event.kind if isinstance(event, ProcessChosen) else case.preparation.kind
    if isinstance(event, ProcessChosen):
        case = case.in_process(taking_part=replace(case.taking_part, named_for=event.people))
    if chosen in WITHOUT_SIDES and both_may_go_forward(case):
        yield Missing(
            "Somebody of each side takes part, and this kind of circle has no sides.",
            "process-chosen",
            supply="Name the parties of one side, or choose a Conference or a circle about a harm.",
        )


@rule("RC-112", "5", Strength.SHALL, ProcessChosen)
def who_agrees_stays_named(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """Once something is agreed on, nobody who takes part in that is left out by being un-named."""
    case = at.the_case
    if not event.people or not (case.agreement.actions or case.agreement.printed):
        return
    for person in named(case):
        takes_part = person.primary and stand(case, person) is Stand.YES
        if takes_part and person.id not in event.people:
            yield Missing(
                f"{person.name} takes part in what is agreed on.",
                "consent-withdrawn",
                who=(person.name,),
                supply="If they leave, record that. Else it is held with them too.",
            )


@rule("RC-017", "1", Strength.SHALL, ProcessChosen)
def it_is_held_with_primary_parties(event: ProcessChosen, at: RuleContext) -> Iterator[Missing]:
    """Where it is held with some of the Primary Parties, those are named."""
    for person in filter(None, map(at.the_case.person, event.people)):
        if not person.primary:
            yield Missing(
                f"{person.name} is no Primary Party.",
                ITSELF,
                who=(person.name,),
                supply="Name the parties it is held with; whom they invite comes with them.",
            )
