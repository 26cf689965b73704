from datetime import timedelta

import pytest

from rjdesk.process.restitution import rules as restitution
from rjdesk.process.restitution.derived import plan_of
from rjdesk.process.restitution.events import EvidenceWaived, InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment, money
from tests.process.stories import ANH, COLE, DAY, PARTNERS, done, moment, until
from tests.process.tables import Row, allows, judge, refuses

PARTS = tuple(Instalment(due=DAY + timedelta(days=n), cents=20_000) for n in (10, 20, 30))
AGREED = InstalmentsAgreed(on=DAY, action="a", instalments=PARTS)
LATE = InstalmentsAgreed(
    on=DAY, action="a", instalments=(Instalment(due=DAY + timedelta(days=90), cents=1),)
)
NOTHING = InstalmentsAgreed(on=DAY, action="a", instalments=(Instalment(due=DAY, cents=0),))
FOLLOWED = (*until(done("a")), AGREED)


def paid(number: int, shown_by: str = "receipt 12") -> InstalmentPaid:
    return InstalmentPaid(on=DAY, action="a", number=number, shown_by=shown_by)


WAIVED = EvidenceWaived(on=DAY, action="a", person=ANH)
FIT = restitution.instalments_fit_their_action
SHOWN = restitution.a_payment_is_shown_by_something
BALANCE = restitution.money_is_paid_before_it_is_done
WAIVE = restitution.whoever_was_harmed_waives_the_document

TABLE: tuple[Row, ...] = (
    allows(FIT, "three payments in time", AGREED, moment(*until(done("a")))),
    refuses(FIT, "a payment after the action", LATE, moment(*until(done("a"))), "due after"),
    refuses(FIT, "a payment of nothing", NOTHING, moment(*until(done("a"))), "amount"),
    allows(SHOWN, "a receipt", paid(1), moment(*FOLLOWED, programme=PARTNERS)),
    allows(SHOWN, "a waiver", paid(1, ""), moment(*FOLLOWED, WAIVED, programme=PARTNERS)),
    refuses(SHOWN, "nothing", paid(1, " "), moment(*FOLLOWED, programme=PARTNERS), "What shows"),
    refuses(
        SHOWN, "the same again", paid(1), moment(*FOLLOWED, paid(1), programme=PARTNERS), "not open"
    ),
    refuses(SHOWN, "a fourth", paid(4), moment(*FOLLOWED, programme=PARTNERS), "not open"),
    allows(
        BALANCE, "all is paid", done("a"),
        moment(*FOLLOWED, paid(1), paid(2), paid(3), programme=PARTNERS),
    ),
    allows(BALANCE, "no money at all", done("b"), moment(*FOLLOWED, programme=PARTNERS)),
    refuses(
        BALANCE, "one part open", done("a"),
        moment(*FOLLOWED, paid(1), paid(2), programme=PARTNERS), "$200 of $600",
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
    plan = plan_of(moment(*FOLLOWED, paid(1), paid(3)).the_case, "a")
    assert plan is not None
    assert (plan.total, plan.balance) == (60_000, 20_000)
    assert [money(c) for c in (20_000, 1_250, 123_456_700)] == ["$200", "$12.50", "$1,234,567"]
