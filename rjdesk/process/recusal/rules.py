"""Rules of recusal and of access (policy sections 3B and 6A.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rjdesk.process.agreement.events import AgreementSigned
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.intake.events import (
    AccessEnded,
    AccessGranted,
    FacilitatorAssigned,
    HandedOn,
    ParticipantNamed,
)
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.offices import a_holder_of
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.preparation.events import ConferenceScheduled
from rjdesk.process.recusal.derived import for_a_time, open_requests, who_can_take_over
from rjdesk.process.recusal.events import (
    ContinuationAnswered,
    RecusalDecided,
    RecusalRequested,
    Recused,
)
from rjdesk.process.recusal.state import Request

Gives = FacilitatorAssigned | AccessGranted | HandedOn
"""What gives somebody more of a case."""
GoesOn = ConferenceScheduled | CircleStarted | MessageAgreed | MessageCarried | AgreementSigned
"""What takes a process further, and waits while somebody asks that a member take no part."""


@rule("RC-047", "3B", Strength.SHALL, Recused)
def a_member_steps_back_once(event: Recused, at: RuleContext) -> Iterator[Missing]:
    """Any member steps back in one act and says no reason, once; also before they read anything.

    Where nobody could take the case over then, they hand it on later, by the same act.
    """
    name = at.coalition.name_of(event.member)
    if at.coalition.member(event.member) is None:
        yield Missing("The coalition does not know this member.", ITSELF)
    elif event.member in at.the_case.barred and event.to is None:
        yield Missing(f"{name} has stepped back from this case already.", NOBODY, who=(name,))


@rule("RC-050", "6A.2", Strength.SHALL, Recused)
def a_case_is_handed_on_first(event: Recused, at: RuleContext) -> Iterator[Missing]:
    """Whoever alone can read a case hands it to a holder of an office who has no conflict.

    Where there is none yet, the case waits, and they see it no longer.
    """
    name = at.coalition.name_of(event.member)
    able = who_can_take_over(at.the_case, at.coalition, at.programme, at.has_keys, but=event.member)
    if event.to is not None and event.to not in able:
        yield Missing(
            f"{at.coalition.name_of(event.to)} cannot take this case over.",
            ITSELF,
            supply="Choose somebody who holds an office and has keys of their own.",
        )
    elif event.to is not None and at.readers() - {event.member}:
        yield Missing(
            "Others can read this case, so nobody has to take it over.",
            ITSELF,
            supply="Step back without choosing anybody. Whoever assigns cases lets others in.",
        )
    elif event.to is None and able and at.readers() <= {event.member}:
        yield Missing(
            f"Nobody but {name} can read this case.",
            ITSELF,
            who=tuple(map(at.coalition.name_of, able)),
            supply="Choose who takes it over, and has no conflict in it.",
        )


@rule("RC-050", "6A.2", Strength.SHALL, FacilitatorAssigned, AccessGranted)
def who_stepped_back_is_not_asked_again(
    event: FacilitatorAssigned | AccessGranted, at: RuleContext
) -> Iterator[Missing]:
    """Whoever is recused, or takes part in the case, is never assigned, consulted or let in."""
    case = at.the_case
    if event.member not in case.barred:
        return
    name = at.coalition.name_of(event.member)
    takes_part = any(person.member == event.member for person in case.people)
    why = "takes part in this case." if takes_part else "stepped back from this case for good."
    yield Missing(f"{name} {why}", ITSELF, who=(name,), supply="Choose somebody else.")


@rule("RC-200", "6A.2", Strength.SHALL, ParticipantNamed)
def a_case_keeps_a_reader(event: ParticipantNamed, at: RuleContext) -> Iterator[Missing]:
    """A member of the coalition who takes part reads nothing of the case; somebody else does."""
    member = event.coalition_member
    if member is None or member in at.the_case.barred:
        return
    name = at.coalition.name_of(member)
    if at.coalition.member(member) is None:
        yield Missing("The coalition does not know this member.", ITSELF)
    elif at.readers() <= {member}:
        yield Missing(
            f"Nobody but {name} can read this case, and whoever takes part does not.",
            "access-granted",
            who=(name,),
            supply="Let somebody in first who holds an office.",
        )


@rule("RC-200", "6A.2", Strength.SHALL, AccessGranted)
def who_assigns_has_no_conflict(event: AccessGranted, at: RuleContext) -> Iterator[Missing]:
    """A Chair who did not open the case reads it only after stating that they have no conflict."""
    if _assigns(event, at) and not event.no_conflict and event.replaces is None:
        name = at.coalition.name_of(event.member)
        yield Missing(
            f"{name} has not stated that they have no conflict in this case.",
            ITSELF,
            who=(name,),
            supply="Ask them, and tick that they said so. If they have one, they step back.",
        )


def _assigns(event: AccessGranted, at: RuleContext) -> bool:
    """Whether whoever is let in holds an office that assigns cases."""
    offices = at.programme.offices_that(Capacity.OPENS, Capacity.ASSIGNS)
    return at.coalition.holds_one_of(event.member, offices, at.today, at.programme)


@rule("RC-007", "3C", Strength.SHALL, AccessGranted)
def access_is_given_for_a_reason(event: AccessGranted, at: RuleContext) -> Iterator[Missing]:
    """Access is given case by case, to holders of an office, and says what for (RC-007, RC-124)."""
    if event.replaces is not None:
        return  # what gave access is ended, and never put right (RJ-CORRECT)
    name = at.coalition.name_of(event.member)
    if event.member in at.the_case.record_holders - for_a_time(at.the_case):
        yield Missing(f"{name} may read this case already.", NOBODY, who=(name,))
    elif not at.coalition.holds_one_of(event.member, at.programme.offices, at.today, at.programme):
        yield Missing(
            f"{name} holds no office.",
            "facilitator-assigned",
            who=(name,),
            supply="A case is talked over with holders of an office; others are assigned to it.",
        )
    elif not can_be_seen(event.reason):
        yield Missing("What for is not written.", ITSELF, supply="Write it in a few words.")


@rule("RC-124", "6A.2", Strength.SHALL, AccessGranted)
def whoever_is_consulted_reads_for_a_time(
    event: AccessGranted, at: RuleContext
) -> Iterator[Missing]:
    """Who advises reads the case up to a day; a Chair without a conflict like the others."""
    if event.replaces is not None:
        return
    if event.until is None and not _assigns(event, at):
        yield Missing("Until when is not said.", ITSELF, supply="Choose the last day.")
    elif event.until is not None and event.until < at.today:
        yield Missing(
            f"{long_date(event.until)} is over.", ITSELF, supply="Choose a day that is to come."
        )


@rule("RC-124", "6A.2", Strength.SHALL, AccessEnded)
def what_was_given_is_ended(event: AccessEnded, at: RuleContext) -> Iterator[Missing]:
    """Access that was given is ended; who facilitates is released, who opened it hands it over."""
    case, name = at.the_case, at.coalition.name_of(event.member)
    if event.member in case.facilitators:
        yield Missing(
            f"{name} facilitates this case.", "facilitator-released", supply="Release them."
        )
    elif event.member not in case.record_holders:
        yield Missing(f"{name} was given no access to this case.", NOBODY, who=(name,))
    elif at.readers() <= {event.member}:
        yield Missing(
            f"Nobody but {name} can read this case.",
            "access-granted",
            who=(name,),
            supply="Let somebody in first who holds an office.",
        )


@rule("RC-027", "2B.7", Strength.SHALL, AccessEnded)
def who_opened_a_case_hands_it_over(event: AccessEnded, at: RuleContext) -> Iterator[Missing]:
    """Whoever looks after a case ends that themself, once another who assigns cases reads it.

    That is whoever opened it, and whoever it was handed to, as long as they assign cases.
    """
    case, name = at.the_case, at.coalition.name_of(event.member)
    offices = at.programme.offices_that(Capacity.OPENS, Capacity.ASSIGNS)
    assign = {
        reader
        for reader in at.readers() | {event.member}
        if at.coalition.holds_one_of(reader, offices, at.today, at.programme)
    }
    passing = for_a_time(case)
    # Whoever is asked about decides nothing about that, so somebody else who can stays.
    asked_about = {r.member for r in open_requests(case) if r.outcome is None}
    if event.member != case.intake.opener and event.member not in assign - passing:
        return
    if at.actor != event.member:
        yield Missing(
            f"{name} looks after this case.",
            NOBODY,
            who=(name,),
            supply="They hand it over themselves, or step back from it.",
        )
    elif not assign - {event.member} - asked_about - passing:
        yield Missing(
            f"Nobody else reads this case for good who assigns cases, as {a_holder_of(offices)} "
            "does.",
            "access-granted",
            supply="Let whoever follows you read it first, and not up to a day.",
        )


@rule("RC-048", "3B", Strength.SHALL, RecusalRequested)
def a_member_is_asked_about_once(event: RecusalRequested, at: RuleContext) -> Iterator[Missing]:
    """A participant asks about a member who may have to do with the case, once at a time."""
    case, name = at.the_case, at.coalition.name_of(event.member)
    asked = case.recusals.request(event.person, event.member)
    if at.coalition.member(event.member) is None:
        yield Missing("The coalition does not know this member.", ITSELF)
    elif event.member in case.barred:
        yield Missing(f"{name} takes no part in this case already.", NOBODY, who=(name,))
    elif asked is not None and not asked.settled and event.replaces is None:
        yield Missing(
            f"{case.name_of(event.person)} has asked that already.",
            "recusal-decided",
            supply="Whoever assigns decides it, under Who reads it.",
        )


@rule("RC-048", "3B", Strength.SHALL, FacilitatorAssigned, AccessGranted, HandedOn)
def who_is_asked_about_is_given_nothing(event: Gives, at: RuleContext) -> Iterator[Missing]:
    """Nobody is given more of a case while it is open whether they take part in it."""
    for request in open_requests(at.the_case):
        if request.member == event.member and request.outcome is None and event.replaces is None:
            yield _undecided(request, at)


def _undecided(request: Request, at: RuleContext) -> Missing:
    person, name = at.the_case.name_of(request.person), at.coalition.name_of(request.member)
    return Missing(
        f"{person} asked that {name} take no part, and nobody has decided.",
        "recusal-decided",
        who=(person, name),
        supply="Whoever assigns decides it, under Who reads it.",
    )


@rule("RC-048", "3B", Strength.SHALL, RecusalDecided)
def what_was_asked_is_decided(event: RecusalDecided, at: RuleContext) -> Iterator[Missing]:
    """Whoever assigns decides what was asked, and never about themself."""
    case = at.the_case
    asked = case.recusals.request(event.person, event.member)
    if asked is None or asked.settled:
        yield Missing(
            "Nobody asks that any more.",
            NOBODY,
            supply="If it was decided wrong, have them ask again.",
        )
    if event.member == at.actor:
        yield Missing(
            "Nobody decides whether they themself take part.",
            "recused",
            supply="Step back, or ask another who assigns to decide.",
        )


@rule("RC-049", "3B", Strength.SHALL, ContinuationAnswered)
def who_asked_in_vain_is_asked(event: ContinuationAnswered, at: RuleContext) -> Iterator[Missing]:
    """Whether they still want to go on is asked of whoever could not be granted what they asked."""
    asked = at.the_case.recusals.request(event.person, event.member)
    if asked is None or not asked.declined:
        yield Missing(
            "Nothing that they asked was declined.",
            "recusal-decided",
            supply="Whoever assigns decides it first.",
        )


@rule("RC-049", "3B", Strength.SHALL, *get_args(GoesOn))
def nothing_goes_on_against_a_request(event: GoesOn, at: RuleContext) -> Iterator[Missing]:
    """A case waits until it is decided, and then until who asked says that they go on."""
    case = at.the_case
    for request in open_requests(case):
        person, name = case.name_of(request.person), at.coalition.name_of(request.member)
        asked = f"{person} asked that {name} take no part"
        if not request.declined:
            yield _undecided(request, at)
        elif request.goes_on is None:
            yield Missing(
                f"{asked}, which could not be granted. Whether they still want to go on is open.",
                "continuation-answered",
                who=(person,),
                supply="Ask them, and record it under Who reads it.",
            )
        else:
            yield Missing(
                f"{person} does not want to go on with {name}.",
                "consent-withdrawn",
                who=(person,),
                supply="Record that they leave, or assign somebody else after all.",
            )


RULES = (
    a_member_steps_back_once,
    a_case_is_handed_on_first,
    who_stepped_back_is_not_asked_again,
    a_case_keeps_a_reader,
    who_assigns_has_no_conflict,
    access_is_given_for_a_reason,
    whoever_is_consulted_reads_for_a_time,
    what_was_given_is_ended,
    who_opened_a_case_hands_it_over,
    a_member_is_asked_about_once,
    who_is_asked_about_is_given_nothing,
    what_was_asked_is_decided,
    who_asked_in_vain_is_asked,
    nothing_goes_on_against_a_request,
)
