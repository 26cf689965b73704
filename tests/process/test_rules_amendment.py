from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement import rules as agreement
from rjdesk.process.agreement.derived import changed_since_print, is_signed, unsigned_parties
from rjdesk.process.agreement.events import (
    ActionDropped,
    AmendmentBegan,
    AmendmentDropped,
    CopyGiven,
)
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections import rules as corrections
from rjdesk.process.further_steps.state import FurtherStep as Step
from rjdesk.process.kernel.event import Entry, Event, RecordedByMistake
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.restitution.events import InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.taking_part.derived import ended_on
from tests.process.stories import (
    ANH,
    COLE,
    DAY,
    DEADLINE,
    FULFILLED,
    HARM,
    MONITORED,
    PRIYA,
    START,
    Told,
    case_after,
    done,
    journal,
    moment,
    printed,
    proposed,
    signs,
    until,
)
from tests.process.tables import Row, allows, judge, refuses
from tests.process.test_rules_further_steps import AMENDED, decided

LATER = DAY + timedelta(days=60)
AMENDING = (*decided(Step.AMEND), AMENDED)
LONGER = replace(proposed("b"), due=LATER)
NEW = (*AMENDING, LONGER, printed(2, "a", "b"))
SIGNED = (*NEW, signs(ANH, 2), signs(COLE, 2))
ANEW = (*SIGNED, replace(MONITORED, on=LATER))
LEFT = AmendmentDropped(on=DAY)
DROPPED = ActionDropped(on=DAY, action="a")
UNDO = RecordedByMistake(on=DAY, replaces=journal(MONITORED)[0].id)


def taking_back(wrong: Event, *told: Told, last: bool = False) -> RuleContext:
    """Return the moment in which an entry is about to be taken back: the first, or last such."""
    entries = [entry for entry in journal(*told) if type(entry.event) is type(wrong)]
    entry = (
        entries[-1 if last else 0]
        if entries
        else Entry(id=UNDO.replaces or journal(wrong)[0].id, event=wrong, by=PRIYA, at=START)
    )
    return replace(moment(*told), corrected=entry)


PLAN = InstalmentsAgreed(on=DAY, action="a", instalments=(Instalment(due=DAY, cents=60_000),))
FIRST_PRINT = printed(1, "a", "b")
PAYING = (*until(FIRST_PRINT), PLAN, FIRST_PRINT, signs(ANH), signs(COLE), MONITORED)
PAID = InstalmentPaid(on=DAY, action="a", cents=10_000, shown_by="1")
OUT = agreement.what_is_done_is_not_left_out
RIGHT = corrections.what_was_paid_is_put_right_as_it_stands_now
PRINTS = agreement.what_is_in_force_is_not_printed_anew
EDITS = agreement.what_is_in_force_is_not_edited
DONE = agreement.what_is_done_stays_done
FIRST = agreement.a_draft_is_finished_first
COMES = agreement.what_is_signed_is_what_was_agreed_last
ALL_SIGN = agreement.all_primary_parties_sign_first
UNDER = corrections.what_was_amended_was_in_force
PAPER = corrections.what_is_in_force_stays_signed
STAYS = corrections.a_correction_corrects_what_it_names

TABLE: tuple[Row, ...] = (
    allows(PRINTS, "a new version of what is amended", printed(2, "a", "b"), moment(*AMENDING)),
    refuses(PRINTS, "once it is in force", printed(3, "a"), moment(*ANEW), "in force"),
    allows(EDITS, "what is amended", LONGER, moment(*AMENDING)),
    refuses(EDITS, "once the new version is in force", LONGER, moment(*ANEW), "in force"),
    refuses(EDITS, "once it was left as it is", LONGER, moment(*AMENDING, LEFT), "in force"),
    allows(DONE, "what is open", LONGER, moment(*AMENDING, done("a"))),
    allows(DONE, "what is done, as it was agreed", proposed("a"), moment(*AMENDING, done("a"))),
    refuses(
        DONE, "what is done", replace(LONGER, action="a"), moment(*AMENDING, done("a")), "was done"
    ),
    refuses(DONE, "what is paid in part", DROPPED, moment(*AMENDING, PAID), "was paid"),
    allows(OUT, "all that was done", printed(2, "a", "b"), moment(*AMENDING, done("a"))),
    refuses(OUT, "a print without it", printed(2, "b"), moment(*AMENDING, done("a")), "leaves it"),
    refuses(
        OUT, "it was done since the print", MONITORED,
        moment(*AMENDING, DROPPED, printed(2, "b"), done("a"), signs(ANH, 2), signs(COLE, 2)),
        "leaves it out",
    ),
    allows(RIGHT, "a payment of what is open", replace(PAID, cents=60_000),
           taking_back(PAID, *PAYING, PAID)),
    refuses(RIGHT, "more than is open", replace(PAID, cents=60_000),
            taking_back(PAID, *PAYING, PAID, replace(PAID, cents=50_000)), "$100 is open"),
    refuses(RIGHT, "a payment of what is done", UNDO,
            taking_back(PAID, *PAYING, PAID, done("a")), "as done"),
    refuses(DONE, "what is done, taken off", DROPPED, moment(*AMENDING, done("a")), "was done"),
    allows(FIRST, "it is left as it is", LEFT, moment(*AMENDING)),
    allows(FIRST, "nothing is amended", FULFILLED, moment(*until(FULFILLED))),
    refuses(FIRST, "nothing to leave", LEFT, moment(*until(FULFILLED)), "Nothing is being"),
    refuses(FIRST, "fulfilled beside a draft", FULFILLED, moment(*AMENDING), "being amended"),
    allows(COMES, "all signed the new version", MONITORED, moment(*SIGNED)),
    refuses(COMES, "it is in force already", MONITORED, moment(*until(done("a"))), "already"),
    refuses(COMES, "no new version was printed", MONITORED, moment(*AMENDING), "No new version"),
    refuses(COMES, "it was changed since", MONITORED, moment(*SIGNED, HARM, replace(
        DEADLINE, deadline=LATER + timedelta(days=1))), "was changed"),
    allows(ALL_SIGN, "what is done meanwhile", done("a"), moment(*NEW)),
    refuses(ALL_SIGN, "one has not signed the new one", MONITORED, moment(*NEW, signs(ANH, 2)),
            "Cole has not signed"),
    allows(UNDER, "the new version alone", UNDO, taking_back(MONITORED, *ANEW, last=True)),
    refuses(UNDER, "the old one under the new", UNDO, taking_back(MONITORED, *ANEW), "amended"),
    refuses(UNDER, "while it is amended", UNDO, taking_back(MONITORED, *AMENDING), "amended"),
    allows(PAPER, "a signature on what is no longer to come", UNDO,
           taking_back(signs(ANH, 2), *SIGNED, last=True)),
    refuses(PAPER, "a signature on what is in force", UNDO, taking_back(signs(ANH), *SIGNED),
            "in force"),
    refuses(STAYS, "that it is amended", UNDO, taking_back(AMENDED, *AMENDING), "not taken back"),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_an_amendment_say(row: Row) -> None:
    judge(row)


def test_the_old_version_is_in_force_until_all_have_signed_the_new_one() -> None:
    meanwhile = case_after(*NEW, done("a"))
    binding = {
        action.id: (action.due, action.done) for action in meanwhile.agreement.binding_actions
    }
    assert binding == {"a": (proposed("a").due, DAY), "b": (proposed("b").due, None)}
    assert unsigned_parties(meanwhile) == ("Anh", "Cole")
    now = case_after(*ANEW).agreement
    assert (now.monitoring_since, now.amended, now.binds) == (DAY, LATER, 2)
    assert [action.due for action in now.binding_actions] == [proposed("a").due, LATER]
    assert now.in_force == now.latest


def test_what_is_left_as_it_is_is_as_it_was() -> None:
    case = case_after(*NEW, signs(ANH, 2), LEFT)
    before = case_after(*until(done("a")))
    assert case.agreement.latest == before.agreement.latest
    assert case.agreement.binding_actions == before.agreement.binding_actions
    assert is_signed(case)
    assert not changed_since_print(case)


def test_an_agreement_out_of_which_all_that_was_open_is_taken_is_fulfilled() -> None:
    told = (*AMENDING, done("b"), DROPPED, printed(2, "b"), signs(ANH, 2), signs(COLE, 2))
    at = moment(*told, MONITORED)
    assert agreement.every_action_is_done.rule_on(FULFILLED, at).met
    assert ended_on(case_after(*told, MONITORED, FULFILLED)) == DAY


def test_a_copy_is_of_a_version() -> None:
    copy = CopyGiven(on=DAY, person=ANH, how="by hand")
    old = case_after(*until(done("a")), copy)
    assert old.agreement.copy_of(ANH) is not None
    assert case_after(*ANEW).agreement.copy_of(ANH) is None, "of the new one she has none yet"
    assert case_after(*ANEW, copy).agreement.copy_of(ANH) is not None


def test_what_was_paid_is_paid_also_under_another_plan() -> None:
    two = tuple(Instalment(due=DAY + timedelta(days=n), cents=10_000) for n in (10, 20))
    plan = InstalmentsAgreed(on=DAY, action="b", instalments=two)
    start = (*until(printed(1, "a", "b")), plan, printed(1, "a", "b"), signs(ANH), signs(COLE))
    told = (*start, MONITORED, InstalmentPaid(on=DAY, action="b", cents=15_000, shown_by="1"))
    longer = replace(plan, instalments=(*two, Instalment(due=LATER, cents=5_000)))
    amended = (
        AmendmentBegan(on=DAY, decision=AMENDED.decision),
        longer,
        printed(2, "a", "b"),
        signs(ANH, 2),
        signs(COLE, 2),
        MONITORED,
    )
    account = account_of(case_after(*told, *amended), "b")
    assert account is not None
    assert (account.balance, [part.paid for part in account.parts()]) == (
        10_000,
        [10_000, 5_000, 0],
    )
