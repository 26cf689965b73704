"""Rules of restitution and of evidence (RP-18, RC-111, RC-114)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.restitution.events import EvidenceWaived, InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import money


@rule("RC-111", "5", Strength.SHALL, InstalmentsAgreed)
def instalments_fit_their_action(event: InstalmentsAgreed, at: RuleContext) -> Iterator[Missing]:
    """Each part is an amount, and none is due after the action itself."""
    action = at.the_case.agreement.action(event.action)
    if action is None:
        yield Missing(
            "This action is not on the table.",
            "action-proposed",
            supply="Propose the action first.",
        )
        return
    if not event.instalments or any(part.cents <= 0 for part in event.instalments):
        yield Missing("A payment needs an amount.", ITSELF, supply="Write an amount for each day.")
    account = account_of(at.the_case, event.action)
    paid = sum(payment.cents for payment in account.payments) if account else 0
    if paid > sum(part.cents for part in event.instalments):
        yield Missing(
            f"{money(paid, at.programme.currency)} was paid already.",
            ITSELF,
            supply="Agree on no less than that.",
        )
    done = at.the_case.agreement.binding(event.action)
    if done is not None and done.done is not None:
        yield Missing(
            f"“{done.what}” was done.", NOBODY, supply="Add another action, if more is to be paid."
        )
    if action.due and any(part.due > action.due for part in event.instalments):
        yield Missing(
            f"A payment is due after “{action.what}” itself.",
            ITSELF,
            supply="Move one of the two days.",
        )


@rule("RP-18", "4a", Strength.SHALL, InstalmentPaid)
def a_payment_is_shown_by_something(event: InstalmentPaid, at: RuleContext) -> Iterator[Missing]:
    """A payment is recorded with a document such as a receipt."""
    account = account_of(at.the_case, event.action)
    balance, currency = account.balance if account else 0, at.programme.currency
    if event.cents <= 0:
        yield Missing("How much was paid?", ITSELF, supply="Write the amount.")
    elif not balance:
        yield Missing("Nothing of this is to be paid.", NOBODY, supply="Choose what is still open.")
    elif event.cents > balance:
        yield Missing(
            f"{money(balance, currency)} is still to be paid.",
            ITSELF,
            supply="Write what of the payment was for this.",
        )
    if not can_be_seen(event.shown_by) and event.action not in at.the_case.waived:
        yield Missing(
            "What shows that it was paid?",
            ITSELF,
            supply="Write the number of the receipt, or the like.",
        )


@rule("RC-114", "5", Strength.SHALL, ActionCompleted)
def money_is_paid_before_it_is_done(event: ActionCompleted, at: RuleContext) -> Iterator[Missing]:
    """An action that is paid in parts is done when the last part is paid."""
    account, currency = account_of(at.the_case, event.action), at.programme.currency
    if account is not None and account.balance:
        left, total = money(account.balance, currency), money(account.plan.total, currency)
        yield Missing(
            f"{left} of {total} is still to be paid.",
            "instalment-paid",
            supply="Record each payment with what shows it.",
        )


@rule("RP-18", "4a", Strength.SHALL, EvidenceWaived)
def whoever_was_harmed_waives_the_document(
    event: EvidenceWaived, at: RuleContext
) -> Iterator[Missing]:
    """Only somebody who was harmed may say that no document is needed."""
    person = at.the_case.person(event.person)
    if person is None or not person.harmed:
        yield Missing(
            "Only somebody who was harmed may say that no document is needed.",
            NOBODY,
            supply="Ask them.",
        )


RULES = (
    instalments_fit_their_action,
    a_payment_is_shown_by_something,
    money_is_paid_before_it_is_done,
    whoever_was_harmed_waives_the_document,
)
