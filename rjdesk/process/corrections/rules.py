"""Rules of corrections, and of what follows from other acts and is never an act of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rjdesk.process.agreement.events import (
    CONTENT,
    AgreementPrinted,
    AgreementSigned,
    MonitoringBegan,
)
from rjdesk.process.agreement.state import Agreement
from rjdesk.process.circle.events import CircleCompleted, CircleStarted
from rjdesk.process.closing.events import (
    ReflectionReviewed,
    ResultConfirmed,
)
from rjdesk.process.coalition import CoalitionEvent
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.corrections.staying import stays
from rjdesk.process.intake.events import (
    ParticipantNamed,
)
from rjdesk.process.kernel.event import Capacity, Event, PersonId, RecordedByMistake
from rjdesk.process.kernel.offices import FACILITATOR, Office, a_holder_of
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.membership.derived import listed_as
from rjdesk.process.membership.events import (
    CaseListed,
    CoalitionFounded,
)
from rjdesk.process.premeeting.events import DialogueAgreementSigned
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.restitution.events import InstalmentPaid
from rjdesk.process.restitution.state import money


@rule("RJ-CORRECT", "journal", Strength.SHALL, Event)
def a_correction_corrects_what_it_names(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A mistake is put right by an entry of its own kind, or taken back, by those it is for.

    An assignment and an opening gave access, which cannot be unread: acts of their own end them.
    """
    if event.replaces is None and not event.takes_back:
        return
    wrong = at.corrected
    if wrong is None:
        yield Missing(
            "The entry that this corrects is not in the journal.",
            NOBODY,
            supply="Open the page anew.",
        )
        return
    takes_back = event.takes_back
    if not takes_back and type(wrong.event) is not type(event):
        yield Missing(
            "A correction is of the same kind as what it corrects.",
            "recorded-by-mistake",
            supply="Take the entry back instead.",
        )
    kept = stays(wrong.event, takes_back=takes_back)
    if kept is not None:
        yield kept
    if wrong.by != at.actor and not _may_correct_others(event, wrong.event, at):
        offices = _offices_that_correct(event, wrong.event, at)
        others = a_holder_of(offices) if offices else "a facilitator of the case"
        yield Missing(
            f"An entry is corrected by whoever recorded it, or by {others}.",
            NOBODY,
            who=(at.coalition.name_of(wrong.by),),
            supply="Ask one of them.",
        )


@rule("RJ-CORRECT", "journal", Strength.SHALL, RecordedByMistake)
def what_was_released_stays_reviewed(event: Event, at: RuleContext) -> Iterator[Missing]:
    """Once a result has left, its review and who confirmed it are not taken back (RC-106)."""
    wrong = at.corrected.event if at.corrected else None
    if isinstance(wrong, ReflectionReviewed | ResultConfirmed) and at.the_case.closing.released:
        yield Missing(
            "The reflection was released; how it came to that stays.",
            NOBODY,
            supply="Where it tells too much, it is taken out of the library.",
        )


@rule("RJ-CORRECT", "journal", Strength.SHALL, ReflectionReviewed)
def a_result_is_reviewed_anew(event: ReflectionReviewed, at: RuleContext) -> Iterator[Missing]:
    """What leaves is put right in a review, where it is read, and not in a form (RC-106)."""
    if event.replaces is not None:
        yield Missing(
            "The result of a review is not put right here.",
            "reflection-reviewed",
            supply="Review the reflection anew.",
        )


@rule("RJ-CORRECT", "journal", Strength.SHALL, Event)
def what_somebody_decided_is_theirs(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What each decides or signs for themself nobody else puts otherwise."""
    wrong = at.corrected
    if wrong is None or not wrong.event.joint or wrong.by == at.actor:
        return
    if _says_something_else(event, wrong.event):
        name = at.coalition.name_of(wrong.by)
        yield Missing(
            f"{name} decided or signed this, and nobody puts it right for them.",
            "recorded-by-mistake",
            who=(name,),
            supply="Take it back, and record anew what you decide or sign together.",
        )


def _says_something_else(event: Event, wrong: Event) -> bool:
    """Whether a correction says something else than what it puts right; taking back says less."""
    return not event.takes_back and replace(event, replaces=None) != replace(wrong, replaces=None)


def _may_correct_others(event: Event, wrong: Event, at: RuleContext) -> bool:
    """Whether a member may put right what others recorded: in a case, or of the coalition.

    In a case that nobody facilitates whoever assigns takes it back, and puts nothing in its place.
    """
    offices = _offices_that_correct(event, wrong, at)
    return at.holds_one_of(offices) if offices else at.acts_as(FACILITATOR)


def _offices_that_correct(event: Event, wrong: Event, at: RuleContext) -> Sequence[Office]:
    if isinstance(wrong, CoalitionEvent):
        return at.programme.offices_that(Capacity.KEEPS_MEMBERS)
    if event.takes_back and at.case is not None and not at.case.facilitators:
        return at.programme.offices_that(Capacity.ASSIGNS, Capacity.OPENS)
    return ()


@rule("RJ-SEAT", "journal", Strength.SHALL, RecordedByMistake)
def who_sits_in_a_circle_is_somebody(event: Event, at: RuleContext) -> Iterator[Missing]:
    """The naming of who has a seat, or signed, is not taken back: it would be nobody's."""
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, ParticipantNamed):
        return
    case = at.the_case
    circles = (seen.circle for seen in case.each_process if seen.circle is not None)
    if any(each.ended_at is None and wrong.person in each.present for each in circles):
        name = case.name_of(wrong.person)
        yield Missing(
            f"{name} has a seat in the circle.",
            "seat-left",
            who=(name,),
            supply="Record first that they leave it, or correct what was entered of them.",
        )
    agreements = [seen.agreement for seen in case.each_process]
    if any(_stands_in(agreement, wrong.person) for agreement in agreements):
        name = case.name_of(wrong.person)
        yield Missing(
            f"{name} stands in an agreement that was signed.",
            NOBODY,
            who=(name,),
            supply="Correct what was entered of them, or record that they leave.",
        )


def _stands_in(agreement: Agreement, person: PersonId) -> bool:
    """Whether somebody signed an agreement, or is to do something by one that was signed."""
    signed = {signature.person for signature in agreement.signatures}
    bound = {action.owner for action in agreement.binding_actions} if signed else set()
    return person in signed | bound


@rule("RJ-TURN", "4C", Strength.SHALL, RecordedByMistake)
def a_circle_keeps_its_turns(event: Event, at: RuleContext) -> Iterator[Missing]:
    """The beginning of a circle is not taken back while somebody had a turn in it."""
    wrong = at.corrected
    if wrong is None or not isinstance(wrong.event, CircleStarted) or at.case is None:
        return
    began = (circle for circle in at.case.circles if circle.started_at == wrong.at)
    if turns := sum(len(circle.turns) for circle in began):
        yield Missing(
            f"{turns} {'turn was' if turns == 1 else 'turns were'} taken in this circle.",
            "recorded-by-mistake",
            supply="If nobody had a turn, take those back first. Otherwise end the circle.",
        )


@rule("RJ-PROCESS", "journal", Strength.SHALL, RecordedByMistake, ProcessBegun)
def a_process_in_which_something_happened_stays(event: Event, at: RuleContext) -> Iterator[Missing]:
    """The beginning of a process is not taken back once something hangs on it.

    On which day it began may still be put right.
    """
    wrong = at.corrected.event if at.corrected else None
    case = at.the_case
    if not isinstance(wrong, ProcessBegun) or not case.holds(wrong.begins):
        return
    kept = {
        "begins": wrong.begins,
        "follows": wrong.follows,
        "as_": wrong.as_,
        "decision": wrong.decision,
    }
    if isinstance(event, ProcessBegun) and event == replace(event, **kept):
        return
    followed = any(process.follows == wrong.begins for process in case.processes)
    if followed or not case.seen_in(wrong.begins).process.only_begun:
        yield Missing(
            "Something was recorded in this process since.",
            "process-ended",
            supply="End it, or take back first what was recorded in it.",
        )


@rule("RC-103", "4D.2", Strength.SHALL, RecordedByMistake)
def what_was_agreed_was_agreed_in_a_circle_that_ended(
    event: Event, at: RuleContext
) -> Iterator[Missing]:
    """A circle in which another one was agreed is not taken back to its middle."""
    wrong = at.corrected.event if at.corrected else None
    if isinstance(wrong, CircleCompleted) and at.the_case.agreed_here:
        yield Missing(
            "A circle that was agreed in it has begun.",
            "recorded-by-mistake",
            supply="If that was a mistake too, take it back first.",
        )


@rule("RC-112", "5", Strength.SHALL, RecordedByMistake, *CONTENT)
def what_was_printed_is_changed_anew(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What stands in a printed version is not changed in its place: the paper would lie.

    It is put differently on the page of the agreement, printed, and signed anew.
    """
    wrong = at.corrected.event if at.corrected else None
    if isinstance(wrong, CONTENT) and at.the_case.agreement.printed:
        version = at.the_case.agreement.printed[-1].version
        yield Missing(
            f"Version {version} of the agreement was printed since.",
            "agreement-printed",
            supply="Put it differently under Agreement, print that, and have it signed.",
        )


@rule("RC-112", "5", Strength.SHALL, RecordedByMistake, AgreementPrinted)
def what_was_signed_stays_printed(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A version that somebody signed was printed, and says what they signed."""
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, AgreementPrinted):
        return
    case = at.the_case
    signed = [s.person for s in case.agreement.signatures if s.version == wrong.paper_version]
    if signed:
        names = tuple(dict.fromkeys(case.name_of(person) for person in signed))
        yield Missing(
            f"{' and '.join(names)} signed version {wrong.paper_version}.",
            "recorded-by-mistake",
            who=names,
            supply="If it was not signed after all, take that back first.",
        )


@rule("RC-112", "5", Strength.SHALL, RecordedByMistake, AgreementPrinted, AgreementSigned)
def what_is_in_force_stays_signed(event: Event, at: RuleContext) -> Iterator[Missing]:
    """From the day an agreement is in force, its prints and signatures are not taken back.

    Who saw a signature, and on which day, may still be put right.
    """
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, AgreementPrinted | AgreementSigned):
        return
    binds = at.the_case.agreement.binds
    if binds is None or wrong.paper_version > binds or _still_signs(event, wrong):
        return
    yield Missing(
        "The agreement is in force; what was printed and signed for it stays.",
        "recorded-by-mistake",
        supply="If it is not in force after all, take that back first.",
    )


def _still_signs(event: Event, wrong: Event) -> bool:
    """Whether a correction leaves the same party's signature on the same version."""
    return (
        isinstance(event, AgreementSigned)
        and isinstance(wrong, AgreementSigned)
        and (event.person, event.paper_version, event.guardian)
        == (wrong.person, wrong.paper_version, wrong.guardian)
    )


@rule("RP-18", "4a", Strength.SHALL, RecordedByMistake, InstalmentPaid)
def what_was_paid_is_put_right_as_it_stands_now(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A payment that is put right fits what is agreed now; of what is done none is taken back."""
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, InstalmentPaid):
        return
    case = at.the_case
    done = case.agreement.binding(wrong.action)
    account = account_of(case, wrong.action)
    less = event.takes_back or (isinstance(event, InstalmentPaid) and event.cents < wrong.cents)
    if done is not None and done.done is not None and less:
        yield Missing(
            f"“{done.what}” is recorded as done.",
            "recorded-by-mistake",
            supply="If it is not done after all, take that back first.",
        )
    if isinstance(event, InstalmentPaid) and account is not None:
        others = sum(payment.cents for payment in account.payments) - wrong.cents
        if others + event.cents > account.plan.total:
            left = money(max(0, account.plan.total - others), at.programme.currency)
            yield Missing(
                f"{left} is open for it.", ITSELF, supply="Write what of it was for this."
            )


@rule("RC-112", "5", Strength.SHALL, RecordedByMistake)
def what_was_amended_was_in_force(event: Event, at: RuleContext) -> Iterator[Missing]:
    """That an agreement is in force is not taken back from under what it became since."""
    wrong = at.corrected
    if wrong is None or not isinstance(wrong.event, MonitoringBegan):
        return
    agreement = at.the_case.agreement
    if agreement.amending is not None or agreement.brought_by not in {None, wrong.id}:
        yield Missing(
            "The agreement was amended since, or is being amended.",
            "amendment-dropped",
            supply="Leave it as it is, or take back first that the new version is in force.",
        )


@rule("RC-069", "4B", Strength.SHALL, RecordedByMistake, DialogueAgreementSigned)
def a_completed_meeting_keeps_its_signatures(event: Event, at: RuleContext) -> Iterator[Missing]:
    """A pre-meeting was completed on the strength of its signatures, which are not taken back.

    How the agreement was read may still be put right.
    """
    wrong = at.corrected.event if at.corrected else None
    if not isinstance(wrong, DialogueAgreementSigned):
        return
    meeting = at.the_case.meeting(wrong.meeting)
    same = isinstance(event, DialogueAgreementSigned) and (event.person, event.meeting) == (
        wrong.person,
        wrong.meeting,
    )
    if meeting is not None and meeting.completed is not None and not same:
        name = at.the_case.name_of(wrong.person)
        yield Missing(
            f"The pre-meeting in which {name} signed is complete.",
            "recorded-by-mistake",
            who=(name,),
            supply="If they have not signed after all, first take back the end of that meeting.",
        )


@rule("RJ-LISTED", "journal", Strength.SHALL, CaseListed)
def cases_are_listed_by_what_happens_in_them(
    event: CaseListed, at: RuleContext
) -> Iterator[Missing]:
    """Only who holds a case says in the coalition's list how it stands, as it does stand."""
    case = at.case
    held = case is not None and case.id == event.case and at.actor in case.record_holders
    if case is None or not held or event.state is not listed_as(case):
        yield Missing(
            "The list of cases follows from what is recorded in them.",
            NOBODY,
            supply="Record what has happened in the case.",
        )


@rule("RJ-FOUNDED", "journal", Strength.SHALL, CoalitionFounded)
def a_coalition_is_founded_once(event: CoalitionFounded, at: RuleContext) -> Iterator[Missing]:
    """A vault holds one coalition under one programme."""
    if (at.coalition.founded is not None or at.coalition.unread) and not event.replaces:
        yield Missing(
            "This coalition is founded already.",
            NOBODY,
            supply="Begin another in a vault of its own.",
        )


RULES = (
    a_correction_corrects_what_it_names,
    what_was_released_stays_reviewed,
    a_result_is_reviewed_anew,
    what_somebody_decided_is_theirs,
    who_sits_in_a_circle_is_somebody,
    a_circle_keeps_its_turns,
    a_process_in_which_something_happened_stays,
    what_was_agreed_was_agreed_in_a_circle_that_ended,
    what_was_printed_is_changed_anew,
    what_was_signed_stays_printed,
    what_is_in_force_stays_signed,
    what_was_amended_was_in_force,
    what_was_paid_is_put_right_as_it_stands_now,
    a_completed_meeting_keeps_its_signatures,
    cases_are_listed_by_what_happens_in_them,
    a_coalition_is_founded_once,
)
