"""Follow-up: actions in force, who is to be told, the three meetings, the debrief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from rjdesk.desk.desk import Desk
from rjdesk.desk.fields import Option
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.terms import Terms
from rjdesk.process.accountability.state import Every
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.case import Case, Follows
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.derived import (
    contacts_due,
    follow_ups_due,
    own_part,
    untold,
    untold_if_missed,
)
from rjdesk.process.followup.events import RhythmAgreed
from rjdesk.process.followup.state import FollowUp, FollowUpKind
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import FIRST, CaseId, PersonId, ProcessId
from rjdesk.process.kernel.features import Feature
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.notes.state import Reflection
from rjdesk.process.referral.events import ReportedBack
from rjdesk.process.restitution.derived import account_of, accounts
from rjdesk.process.restitution.state import money
from rjdesk.process.retention.derived import deletion_window
from rjdesk.process.retention.state import DeletionWindow
from rjdesk.process.taking_part.derived import (
    all_ended_on,
    is_without_sides,
    parties,
    takes_no_part,
)


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """What of an action is paid in parts is still to be paid, in words; "" once all is paid."""

    balance: str
    total: str


class MonitoredAction(msgspec.Struct, frozen=True, kw_only=True):
    """An action in force; ``waived`` where somebody who was harmed needs no document of it.

    ``left`` is that it is open, and whoever was to do it takes part no longer.
    """

    id: str
    what: str
    who: str
    due: date | None
    done: date | None
    overdue: bool
    left: bool
    evidence: str
    waived: bool
    account: AccountRow | None


class OwnPart(msgspec.Struct, frozen=True, kw_only=True):
    """One of several who were to do something, and since when they have done all of it."""

    name: str
    done: date


class ToTell(msgspec.Struct, frozen=True):
    """Somebody who is to be told that an action ("" for the whole) is done, or that it is late."""

    action: str
    person: PersonId
    what: str
    late: bool = False


class FollowUpRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three follow-ups; ``ended`` says how, or "" while it is open.

    ``answers`` are what they said to the two questions, in words (RC-102).
    """

    kind: FollowUpKind
    person: PersonId
    title: str
    name: str
    due: date | None
    ended: str
    answers: tuple[str, ...] = ()


class ContactDue(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with whom facilitators get in touch again, from which day on (RC-205)."""

    person: PersonId
    name: str
    due: date


class PaymentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agreed part of a payment, with its amount in words; ``open`` is what is left of it.

    ``paid`` is the day since which all of it is paid.
    """

    action: str
    what: str
    number: int
    amount: str
    open: str
    rest: int
    due: date
    paid: date | None
    shown_by: str


class ReportBack(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever referred the case may hear, and who said yes to that (A11)."""

    referred_by: str
    parties: tuple[tuple[PersonId, str, bool | None], ...]
    reported: date | None
    to_report: Verdict


class FollowUpView(msgspec.Struct, frozen=True, kw_only=True):
    """The follow-up of one case.

    ``may_waive`` are those who may say that they need no document of a payment: nobody where
    the programme needs none (RP-18). ``report_back`` is None where it knows none (A11). ``ended``
    is the day on which the last process of the case ended, which a close fixes. Where it is
    ``without_sides``, nothing is agreed on, and nobody is asked how it is; where it ``was_agreed``
    in another process, it helps to keep what was agreed there.
    """

    case: CaseId
    without_sides: bool
    was_agreed: bool
    monitoring_since: date | None
    actions: tuple[MonitoredAction, ...]
    own_parts: tuple[OwnPart, ...]
    payments: tuple[PaymentRow, ...]
    needs_documents: bool
    may_waive: tuple[Option, ...]
    report_back: ReportBack | None
    to_tell: tuple[ToTell, ...]
    follow_ups: tuple[FollowUpRow, ...]
    to_agree_rhythm: Verdict
    every: str
    contacts: tuple[ContactDue, ...]
    nobody_to_ask: bool
    to_fulfil: Verdict
    fulfilled: date | None
    window: DeletionWindow | None
    reflection: Reflection
    digest: str
    reads_notes: bool
    authors: tuple[str, ...]
    i_signed: bool
    to_close: Verdict
    ended: date
    closed: date | None


class AskFollowUp(msgspec.Struct, frozen=True):
    """What is done, who is to be told, and when do we meet again?"""

    case: CaseId
    process: ProcessId = FIRST

    def answer(self, desk: Desk) -> FollowUpView:
        """Return the follow-up."""
        case = desk.case(self.case, self.process)
        agreement, today = case.agreement, desk.today
        programme = desk.programme(case)
        documents = programme.has(Feature.PAYMENT_DOCUMENTS)
        all_ended = all_ended_on(case) or today
        harmed = tuple(Option(p.id, p.name) for p in parties(case) if p.harmed)
        return FollowUpView(
            case=case.id,
            without_sides=is_without_sides(case),
            was_agreed=case.process.as_ is Follows.AGREED,
            monitoring_since=agreement.monitoring_since,
            actions=_monitored(case, today, programme.currency),
            own_parts=_own_parts(case),
            payments=_payments(case, programme.currency),
            needs_documents=documents,
            may_waive=harmed if documents else (),
            report_back=_report_back(desk, case) if programme.has(Feature.REPORT_BACK) else None,
            to_tell=(*_news(case), *_missed(case, today)),
            follow_ups=(*_held(case, desk.terms), *_due(case, programme, desk.terms)),
            to_agree_rhythm=desk.may_in(case, RhythmAgreed(on=today, every=Every.WEEK)),
            every=desk.terms.of(case.follow_ups.every) if case.follow_ups.every else "",
            contacts=tuple(
                ContactDue(person=person.id, name=person.name, due=due)
                for person, due in contacts_due(case)
            ),
            nobody_to_ask=not parties(case),
            to_fulfil=desk.may_in(case, AgreementFulfilled(on=today)),
            fulfilled=agreement.fulfilled,
            window=deletion_window(case, programme.deadlines),
            reflection=desk.notes(case.id).reflection,
            digest=case.closing.reflection,
            reads_notes=desk.reads_notes(case.id),
            authors=tuple(desk.coalition.name_of(m) for m in case.closing.authors),
            i_signed=desk.member in case.closing.authors,
            to_close=desk.may_in(case, CaseClosed(on=today, ended=all_ended)),
            ended=all_ended,
            closed=case.closing.closed,
        )


def _held(case: Case, terms: Terms) -> Iterator[FollowUpRow]:
    """Yield each follow-up that ended, in any way."""
    for held in case.follow_ups.held:
        yield FollowUpRow(
            kind=held.kind,
            person=held.person,
            title=terms.of(held.kind),
            name=case.name_of(held.person),
            due=None,
            ended=f"{terms.of(held.closed)} on {long_date(held.on)}",
            answers=_answers(held),
        )


def _due(case: Case, programme: Programme, terms: Terms) -> Iterator[FollowUpRow]:
    """Yield each follow-up that is open."""
    for due in follow_ups_due(case, programme):
        yield FollowUpRow(
            kind=due.kind,
            person=due.person,
            title=terms.of(due.kind),
            name=case.name_of(due.person),
            due=due.due,
            ended="",
        )


def _monitored(case: Case, today: date, currency: str) -> tuple[MonitoredAction, ...]:
    shown = {e.action: f"{e.kind} ({e.provided_by})" for e in case.follow_ups.evidence}
    return tuple(
        MonitoredAction(
            id=a.id,
            what=a.what,
            who=case.name_of(a.owner),
            due=a.due,
            done=a.done,
            overdue=a.done is None and a.due is not None and a.due < today,
            left=a.done is None and _takes_no_part(case, a.owner),
            evidence=shown.get(a.id, ""),
            waived=a.id in case.waived,
            account=_account(case, a.id, currency),
        )
        for a in case.agreement.binding_actions
    )


def _takes_no_part(case: Case, person: PersonId) -> bool:
    known = case.person(person)
    return known is not None and takes_no_part(case, known)


def _own_parts(case: Case) -> tuple[OwnPart, ...]:
    """Return whose part is done, where the agreement has several parts."""
    owners = dict.fromkeys(action.owner for action in case.agreement.binding_actions)
    return tuple(
        OwnPart(name=case.name_of(owner), done=done)
        for owner in owners
        if len(owners) > 1 and (done := own_part(case, owner)) is not None
    )


def _report_back(desk: Desk, case: Case) -> ReportBack:
    referral = case.referral
    by = referral.referred_by
    if referral.source is not None and not by:
        by = desk.terms.within(referral.source)
    answers = dict(referral.report_back)
    return ReportBack(
        referred_by=by if referral.source is not None else "",
        parties=tuple((p.id, p.name, answers.get(p.id)) for p in parties(case)),
        reported=referral.reported,
        to_report=desk.may_in(case, ReportedBack(on=desk.today)),
    )


def _account(case: Case, action: str, currency: str) -> AccountRow | None:
    account = account_of(case, action)
    if account is None:
        return None
    return AccountRow(
        balance=money(account.balance, currency) if account.balance else "",
        total=money(account.plan.total, currency),
    )


def _payments(case: Case, currency: str) -> tuple[PaymentRow, ...]:
    return tuple(
        PaymentRow(
            action=action.id,
            what=action.what,
            number=number,
            amount=money(part.cents, currency),
            open=money(part.cents - part.paid, currency),
            rest=part.cents - part.paid,
            due=part.due,
            paid=part.since,
            shown_by=", ".join(part.shown_by),
        )
        for account in accounts(case)
        if (action := case.agreement.binding(account.plan.action)) is not None
        for number, part in enumerate(account.parts(), 1)
    )


def _news(case: Case) -> Iterator[ToTell]:
    for action, person in untold(case):
        yield ToTell(action, person, _told(case.name_of(person), case.agreement.binding(action)))


def _missed(case: Case, today: date) -> Iterator[ToTell]:
    for action, person in untold_if_missed(case):
        if action.due is not None and action.due < today:
            what = f"Tell {case.name_of(person)} that “{action.what}” was not done by its day"
            yield ToTell(action.id, person, what, late=True)


def _told(name: str, action: object) -> str:
    what = getattr(action, "what", None)
    return f"Tell {name} that “{what}” is done" if what else f"Tell {name} that all is fulfilled"


def _answers(held: FollowUp) -> tuple[str, ...]:
    satisfied = {True: "Still satisfied", False: "No longer satisfied"}
    harm = {True: "Has experienced further harm", False: "No further harm"}
    said = (
        satisfied[held.satisfied] if held.satisfied is not None else "",
        harm[held.further_harm] if held.further_harm is not None else "",
    )
    return tuple(filter(None, said))
