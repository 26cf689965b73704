from datetime import timedelta

import pytest

from rjdesk.process.restitution import rules as restitution
from rjdesk.process.restitution.derived import account_of
from rjdesk.process.restitution.events import EvidenceWaived, InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment, money
from tests.process.stories import (
    ANH,
    COLE,
    DAY,
    MONITORED,
    PARTNERS,
    done,
    moment,
    printed,
    signs,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

PARTS = tuple(Instalment(due=DAY + timedelta(days=n), cents=20_000) for n in (10, 20, 30))
AGREED = InstalmentsAgreed(on=DAY, action="a", instalments=PARTS)
LATE = InstalmentsAgreed(
    on=DAY, action="a", instalments=(Instalment(due=DAY + timedelta(days=90), cents=1),)
)
NOTHING = InstalmentsAgreed(on=DAY, action="a", instalments=(Instalment(due=DAY, cents=0),))
PRINTED = printed(1, "a", "b")
FOLLOWED = (*until(PRINTED), AGREED, PRINTED, signs(ANH), signs(COLE), MONITORED)


def paid(cents: int = 20_000, shown_by: str = "receipt 12") -> InstalmentPaid:
    return InstalmentPaid(on=DAY, action="a", cents=cents, shown_by=shown_by)


WAIVED = EvidenceWaived(on=DAY, action="a", person=ANH)
FIT = restitution.instalments_fit_their_action
SHOWN = restitution.a_payment_is_shown_by_something
BALANCE = restitution.money_is_paid_before_it_is_done
WAIVE = restitution.whoever_was_harmed_waives_the_document

TABLE: tuple[Row, ...] = (
    allows(FIT, "three payments in time", AGREED, moment(*until(PRINTED))),
    refuses(FIT, "a payment after the action", LATE, moment(*until(PRINTED)), "due after"),
    refuses(FIT, "a payment of nothing", NOTHING, moment(*until(PRINTED)), "amount"),
    allows(SHOWN, "a receipt", paid(), moment(*FOLLOWED, programme=PARTNERS)),
    allows(SHOWN, "a part of a part", paid(15_000), moment(*FOLLOWED, programme=PARTNERS)),
    allows(SHOWN, "two parts at once", paid(40_000), moment(*FOLLOWED, programme=PARTNERS)),
    allows(SHOWN, "a waiver", paid(shown_by=""), moment(*FOLLOWED, WAIVED, programme=PARTNERS)),
    refuses(
        SHOWN, "nothing", paid(shown_by=" "), moment(*FOLLOWED, programme=PARTNERS), "What shows"
    ),
    refuses(SHOWN, "no money", paid(0), moment(*FOLLOWED, programme=PARTNERS), "How much"),
    refuses(
        SHOWN, "more than is open", paid(60_000),
        moment(*FOLLOWED, paid(), programme=PARTNERS), "$400 is still",
    ),
    refuses(
        SHOWN, "once all is paid", paid(1),
        moment(*FOLLOWED, paid(60_000), programme=PARTNERS), "Nothing of this",
    ),
    allows(
        BALANCE, "all is paid", done("a"),
        moment(*FOLLOWED, paid(), paid(), paid(), programme=PARTNERS),
    ),
    allows(BALANCE, "no money at all", done("b"), moment(*FOLLOWED, programme=PARTNERS)),
    refuses(
        BALANCE, "one part open", done("a"),
        moment(*FOLLOWED, paid(), paid(), programme=PARTNERS), "$200 of $600",
    ),
    allows(WAIVE, "whoever was harmed", WAIVED, moment(*FOLLOWED, programme=PARTNERS)),
    refuses(
        WAIVE, "whoever caused harm", EvidenceWaived(on=DAY, action="a", person=COLE),
        moment(*FOLLOWED, programme=PARTNERS), "was harmed",
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_restitution(row: Row) -> None:
    judge(row)


def test_a_balance_goes_down_with_each_payment() -> None:
    account = account_of(moment(*FOLLOWED, paid(), paid(15_000)).the_case, "a")
    assert account is not None
    assert (account.plan.total, account.balance) == (60_000, 25_000)
    assert [(part.paid, part.since) for part in account.parts()] == [
        (20_000, DAY),
        (15_000, None),
        (0, None),
    ]


def test_what_is_paid_fills_the_earliest_part_first_and_goes_over_to_the_next() -> None:
    account = account_of(moment(*FOLLOWED, paid(15_000, "a"), paid(15_000, "b")).the_case, "a")
    assert account is not None
    assert [(part.paid, part.shown_by) for part in account.parts()] == [
        (20_000, ("a", "b")),
        (10_000, ("b",)),
        (0, ()),
    ]


def test_amounts_are_said_in_the_money_of_the_programme() -> None:
    assert [money(c, "$") for c in (20_000, 1_250, 123_456_700)] == ["$200", "$12.50", "$1,234,567"]
    assert money(20_050, "CHF") == "CHF\u00a0200.50"
    assert money(20_000, "€") == "€200"
