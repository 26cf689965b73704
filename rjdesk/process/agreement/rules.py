"""Rules of the Accountability Agreement (policy sections 4C.4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rjdesk.process.agreement.derived import (
    changed_since_print,
    is_signed,
    not_yet_agreeing,
    signing_parties,
    unsigned_parties,
    who_signs,
)
from rjdesk.process.agreement.events import (
    CONTENT,
    ActionAgreed,
    ActionDropped,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementSigned,
    AmendmentDropped,
    CopyGiven,
    DeadlineSet,
    MonitoringBegan,
)
from rjdesk.process.agreement.state import Action
from rjdesk.process.case import Case
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Event
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.restitution.state import money
from rjdesk.process.taking_part.derived import is_named, takes_no_part


@rule("RC-111", "5", Strength.SHALL, ActionProposed)
def every_action_has_a_day(event: ActionProposed, at: RuleContext) -> Iterator[Missing]:
    """Each action carries a deadline, which is a day that is still to come."""
    if event.due is None:
        said = f" (“{event.due_words}” is not a day)" if event.due_words else ""
        yield Missing(
            f"By which day will this be done{said}?", ITSELF, supply="Agree on a day and type it."
        )
    elif event.due < max(event.on, at.today):
        yield Missing(f"{long_date(event.due)} is past.", ITSELF, supply="Agree on a later day.")
    if not can_be_seen(event.what):
        yield Missing("What will be done is not said.", ITSELF, supply="Write it in a few words.")


@rule("RC-111", "5", Strength.SHALL, ActionProposed, AgreementPrinted, MonitoringBegan)
def whoever_does_it_takes_part(
    event: ActionProposed | AgreementPrinted | MonitoringBegan, at: RuleContext
) -> Iterator[Missing]:
    """Nobody is bound to do something who takes no part, or is not named, and signs nothing."""
    case = at.the_case
    if isinstance(event, ActionProposed):
        doing = [(event.what, event.owner)]
    elif isinstance(event, AgreementPrinted):
        known = case.agreement.actions
        doing = [(action.what, action.owner) for action in known if action.id in event.actions]
    else:
        latest = case.agreement.latest
        doing = [(action.what, action.owner) for action in latest.terms.actions] if latest else []
    for what, owner in doing:
        person = case.person(owner)
        if person is None or (is_named(case, person) and not takes_no_part(case, person)):
            continue
        said = f"“{what}” is for {person.name} to do, who does not take part."
        supply = "Agree on who does it instead, or leave it out."
        if isinstance(event, MonitoringBegan):
            supply = f"{supply[:-1]}, and have that printed and signed."
            yield Missing(said, "agreement-printed", who=(person.name,), supply=supply)
        else:
            yield Missing(said, "action-proposed", who=(person.name,), supply=supply)


@rule("RC-111", "5", Strength.SHALL, DeadlineSet)
def the_deadline_is_still_to_come(event: DeadlineSet, at: RuleContext) -> Iterator[Missing]:
    """The day by which all is done has not passed."""
    if event.deadline < max(event.on, at.today):
        yield Missing(
            f"{long_date(event.deadline)} is past.", ITSELF, supply="Agree on a later day."
        )


@rule("RC-111", "5", Strength.SHALL, AgreementPrinted)
def the_agreement_has_a_deadline(event: AgreementPrinted, at: RuleContext) -> Iterator[Missing]:
    """The whole agreement has a deadline, no earlier than its last action."""
    agreement = at.the_case.agreement
    if agreement.deadline is None:
        yield Missing(
            "By which day will all of it be done?",
            "deadline-set",
            supply="Set the day for the whole agreement.",
        )
        return
    printed = [a for a in agreement.actions if a.id in event.actions and a.due]
    for action in printed:
        if action.due and action.due > agreement.deadline:
            yield Missing(
                f"“{action.what}” is due after the whole agreement.",
                "deadline-set",
                supply="Move one of the two days.",
            )


@rule("RC-015", "1", Strength.SHALL, AgreementPrinted)
def the_agreement_names_the_harm(event: AgreementPrinted, at: RuleContext) -> Iterator[Missing]:
    """An agreement says which harm it repairs, and holds at least one action."""
    agreement = at.the_case.agreement
    if not can_be_seen(agreement.harm):
        yield Missing(
            "The harm to repair is not named.", "harm-named", supply="Write it in a sentence."
        )
    if not event.actions:
        yield Missing(
            "There is no action that everybody agreed to.",
            "action-agreed" if agreement.actions else "action-proposed",
            supply="Agree on an action. A circle may also end without an agreement.",
        )


@rule("RC-090", "4C.4", Strength.SHOULD, AgreementPrinted)
def only_what_all_agreed_to_is_printed(
    event: AgreementPrinted, at: RuleContext
) -> Iterator[Missing]:
    """An action is printed when each person present said yes to it."""
    case = at.the_case
    for action in case.agreement.actions:
        if action.id in event.actions and (open_ := not_yet_agreeing(case, action)):
            yield Missing(
                f"“{action.what}” has not been agreed by everybody.",
                "action-agreed",
                who=tuple(case.name_of(person) for person in open_),
                supply="Ask them, and tick their name, or print without it.",
            )


@rule("RC-090", "4C.4", Strength.SHOULD, AgreementPrinted, warns=True)
def what_is_left_out_is_said(event: AgreementPrinted, at: RuleContext) -> Iterator[Missing]:
    """Whoever prints is told which actions are left out, and who has not agreed."""
    case = at.the_case
    for action in case.agreement.actions:
        if action.id not in event.actions:
            yield Missing(
                f"“{action.what}” is left out of this print.",
                "action-agreed",
                who=tuple(case.name_of(person) for person in not_yet_agreeing(case, action)),
                supply="Ask whoever has not agreed, and print again.",
            )


@rule("RC-115", "5", Strength.SHALL, AgreementPrinted)
def a_print_can_be_matched_to_what_is_kept(
    event: AgreementPrinted, at: RuleContext
) -> Iterator[Missing]:
    """Each print has a number of its own, and holds actions that are on the table."""
    agreement = at.the_case.agreement
    wrong = at.corrected.event if at.corrected else None
    wanted = agreement.next_version
    if isinstance(wrong, AgreementPrinted):
        wanted = wrong.paper_version
    if event.paper_version != wanted:
        yield Missing(
            f"The next version of the agreement is version {wanted}.",
            "agreement-printed",
            supply="Open the page anew, and print that version.",
        )
    if any(agreement.action(action) is None for action in event.actions):
        yield Missing(
            "An action on this paper is not on the table.",
            "action-proposed",
            supply="Open the page anew, or propose the action first.",
        )


@rule("RC-111", "5", Strength.SHALL, ActionAgreed)
def what_is_agreed_to_is_on_the_table(event: ActionAgreed, at: RuleContext) -> Iterator[Missing]:
    """Somebody says yes to an action that was proposed, and was not dropped."""
    if at.the_case.agreement.action(event.action) is None:
        yield Missing(
            "This action is not on the table.",
            "action-proposed",
            supply="Propose it first.",
        )


@rule("RC-112", "5", Strength.SHALL, AgreementPrinted)
def what_is_in_force_is_not_printed_anew(
    event: AgreementPrinted, at: RuleContext
) -> Iterator[Missing]:
    """Once it is in force, the version that was signed is the agreement; it is only reprinted.

    Where it is amended, the new version is printed beside it.
    """
    if not at.the_case.agreement.is_draft:
        yield Missing(
            "This agreement is signed and in force.",
            NOBODY,
            supply="Reprint the signed version under Papers.",
        )


@rule("RC-112", "5", Strength.SHALL, *CONTENT)
def what_is_in_force_is_not_edited(event: Event, at: RuleContext) -> Iterator[Missing]:
    """What all have signed, and what is in force, says what it says.

    Before that what is worked on is a draft, and the versions printed stay as they are. By a
    decision of further steps it is amended (RC-174).
    """
    if not at.the_case.agreement.is_draft:
        yield Missing(
            "This agreement is signed and in force; what it says stays.",
            NOBODY,
            supply="What is done is recorded under Follow-up; there it can be decided to amend it.",
        )


@rule("RC-112", "5", Strength.SHALL, MonitoringBegan)
def what_is_signed_is_what_was_agreed_last(
    event: MonitoringBegan, at: RuleContext
) -> Iterator[Missing]:
    """An agreement comes into force as it was printed and signed, with nothing changed since."""
    agreement = at.the_case.agreement
    latest = agreement.latest
    if not agreement.is_draft and event.replaces is None:
        yield Missing(
            "This agreement is in force already.", NOBODY, supply="Go on under Follow-up."
        )
    elif latest is None:
        anew = agreement.amending is not None
        yield Missing(
            "No new version has been printed." if anew else "No agreement has been printed.",
            "agreement-printed",
            supply="Print it and have it signed, or leave the agreement as it is."
            if anew
            else "Print it, and have it signed.",
        )
    elif changed_since_print(at.the_case):
        yield Missing(
            f"The agreement was changed after version {latest.version} was printed.",
            "agreement-printed",
            supply="Print the new version and have it signed, or put the words back as they were.",
        )


@rule("RC-112", "5", Strength.SHALL, AgreementSigned)
def the_latest_print_is_signed(event: AgreementSigned, at: RuleContext) -> Iterator[Missing]:
    """A Primary Party signs the version printed last."""
    case = at.the_case
    latest = case.agreement.latest
    if latest is None or latest.version != event.paper_version:
        yield Missing(
            "This is not the version printed last.",
            "agreement-printed",
            supply="Print it, and sign that paper.",
        )
    elif event.on < latest.on:
        yield Missing(
            f"Version {latest.version} was printed on {long_date(latest.on)}.",
            ITSELF,
            supply="Enter the day on which it was signed.",
        )
    person = case.person(event.person)
    if person is None or person not in signing_parties(case):
        yield Missing(
            "The agreement is signed by the Primary Parties who take part.",
            NOBODY,
            supply="Others who were there may sign as witnesses, on the paper.",
        )
    elif event.guardian and case.referral.guardian_of(person.id) is None:
        yield Missing(
            f"No guardian of {person.name} is recorded.",
            "guardian-consented",
            supply="Record who their guardian is, and that they consent.",
        )
    if not can_be_seen(event.witness):
        yield Missing("Who saw the signature?", ITSELF, supply="Name who was there.")


@rule("RC-112", "5", Strength.SHALL, AgreementSigned)
def each_party_signs_once(event: AgreementSigned, at: RuleContext) -> Iterator[Missing]:
    """A signature on a version is recorded once, with who saw it."""
    case = at.the_case
    wrong = at.corrected.event if at.corrected else None
    stands = {(s.person, s.version, s.guardian) for s in case.agreement.signatures}
    if isinstance(wrong, AgreementSigned):
        stands.discard((wrong.person, wrong.paper_version, wrong.guardian))
    if (event.person, event.paper_version, event.guardian) in stands:
        name = case.name_of(event.person)
        yield Missing(
            f"{name} has signed version {event.paper_version} already.",
            "agreement-signed",
            who=(name,),
            supply="Correct the first entry if something in it is wrong.",
        )


@rule("RC-112", "5", Strength.SHALL, MonitoringBegan, CopyGiven, ActionCompleted)
def all_primary_parties_sign_first(
    event: MonitoringBegan | CopyGiven | ActionCompleted, at: RuleContext
) -> Iterator[Missing]:
    """Nothing is followed up or handed out before every Primary Party who took part signed."""
    case = at.the_case
    if isinstance(event, ActionCompleted) and case.agreement.in_force is not None:
        return  # What is worked on beside it, nobody needs to have signed.
    if case.agreement.latest is not None and not who_signs(case) and not is_signed(case):
        yield Missing(
            "Nobody has signed the agreement, and no Primary Party takes part any longer.",
            "process-ended",
            supply="End the process, and present what else is possible.",
        )
    for name in unsigned_parties(case):
        yield Missing(
            f"{name} has not signed the agreement.",
            "agreement-signed",
            who=(name,),
            supply="Record the signature and who saw it.",
        )


@rule("RC-114", "5", Strength.SHALL, AgreementFulfilled)
def every_action_is_done(event: AgreementFulfilled, at: RuleContext) -> Iterator[Missing]:
    """The agreement is fulfilled when each of its actions is done."""
    agreement = at.the_case.agreement
    if agreement.monitoring_since is None:
        yield Missing(
            "The agreement is not in force yet.",
            "monitoring-began",
            supply="Record all signatures first.",
        )
    for action in agreement.binding_actions:
        account = account_of(at.the_case, action.id)
        if action.done is None:
            yield Missing(
                f"“{action.what}” is not done.",
                "action-completed",
                supply="Record it with what shows that it is.",
            )
        elif account is not None and account.balance:
            left = money(account.balance, at.programme.currency)
            yield Missing(
                f"Of “{action.what}” {left} is still to be paid.",
                "instalment-paid",
                supply="Record each payment with what shows it.",
            )


@rule("RC-174", "8B", Strength.SHALL, ActionProposed, ActionDropped)
def what_is_done_stays_done(
    event: ActionProposed | ActionDropped, at: RuleContext
) -> Iterator[Missing]:
    """Where an agreement is amended, what was done or paid by then stays as it was agreed."""
    case = at.the_case
    begun = _done_or_paid(case, event.action)
    if begun and not _as_it_was(event, case.agreement.binding(event.action)):
        yield Missing(
            f"{begun} It stays in the agreement as it was agreed.",
            NOBODY,
            supply="Add another action, if more is to be done.",
        )


def _done_or_paid(case: Case, action: str) -> str:
    """Return in a sentence that an action that binds was done, or paid in part; else ""."""
    known = case.agreement.binding(action)
    if known is None:
        return ""
    if known.done is not None:
        return f"“{known.what}” was done on {long_date(known.done)}."
    paid = any(payment.action == action for payment in case.payments)
    return f"Some of “{known.what}” was paid." if paid else ""


def _as_it_was(event: ActionProposed | ActionDropped, action: Action | None) -> bool:
    """Whether an action is put as it binds already; of one paid in part, all but its day."""
    if action is None or isinstance(event, ActionDropped):
        return False
    due = action.due if action.done is not None else event.due
    return event.proposed == replace(action, agreed=(), done=None, due=due)


@rule("RC-174", "8B", Strength.SHALL, AgreementPrinted, MonitoringBegan)
def what_is_done_is_not_left_out(
    event: AgreementPrinted | MonitoringBegan, at: RuleContext
) -> Iterator[Missing]:
    """A new version holds what was done or paid under the old one."""
    case, latest = at.the_case, at.the_case.agreement.latest
    if case.agreement.amending is None:
        return
    if isinstance(event, AgreementPrinted):
        held = set(event.actions)
    else:
        held = {action.id for action in latest.terms.actions} if latest else set()
    for action in case.agreement.binding_actions:
        begun = _done_or_paid(case, action.id)
        if begun and action.id not in held:
            is_draft = case.agreement.action(action.id) is None
            yield Missing(
                f"{begun} The new version leaves it out.",
                "action-proposed" if is_draft else "agreement-printed",
                supply="Propose it as it was agreed, and print that, or leave the agreement as "
                "it is.",
            )


@rule("RC-174", "8B", Strength.SHALL, AmendmentDropped, AgreementFulfilled)
def a_draft_is_finished_first(
    event: AmendmentDropped | AgreementFulfilled, at: RuleContext
) -> Iterator[Missing]:
    """An amendment is dropped where there is one, and nothing is fulfilled beside one."""
    amending = at.the_case.agreement.amending is not None
    if isinstance(event, AmendmentDropped) and not amending:
        yield Missing("Nothing is being amended.", NOBODY)
    if isinstance(event, AgreementFulfilled) and amending:
        yield Missing(
            "The agreement is being amended.",
            "amendment-dropped",
            supply="Have the new version signed, or leave the agreement as it is.",
        )


RULES = (
    every_action_has_a_day,
    whoever_does_it_takes_part,
    the_deadline_is_still_to_come,
    the_agreement_has_a_deadline,
    the_agreement_names_the_harm,
    only_what_all_agreed_to_is_printed,
    what_is_left_out_is_said,
    a_print_can_be_matched_to_what_is_kept,
    what_is_agreed_to_is_on_the_table,
    what_is_in_force_is_not_printed_anew,
    what_is_in_force_is_not_edited,
    what_is_signed_is_what_was_agreed_last,
    the_latest_print_is_signed,
    each_party_signs_once,
    all_primary_parties_sign_first,
    every_action_is_done,
    what_is_done_stays_done,
    what_is_done_is_not_left_out,
    a_draft_is_finished_first,
)
