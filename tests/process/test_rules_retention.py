from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.membership.events import CaseListed
from rjdesk.process.membership.state import CaseState
from rjdesk.process.retention import rules as retention
from rjdesk.process.retention.derived import (
    deletion_window,
    hold_is_overdue,
    lost_until,
    record_points,
    stands_proposed,
)
from rjdesk.process.retention.events import (
    DestructionConfirmed,
    DestructionProposed,
    HoldReleased,
    LostCaseConfirmed,
    LostCaseProposed,
    RecordsHeld,
)
from tests.process.stories import (
    ADEYEMI,
    ANH,
    CLOSED,
    DAY,
    FULFILLED,
    IMANI,
    PRIYA,
    REED,
    by,
    case_after,
    coalition_with,
    contact,
    moment,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

KEPT = retention.records_are_kept_until_their_window
FOLLOW_UP = retention.the_last_follow_up_is_closed
HELD = retention.nothing_that_is_held_is_destroyed
REASON = retention.a_hold_has_a_reason_and_a_day
RELEASED = retention.what_is_released_was_held
ENTITLED = retention.those_destroy_who_are_entitled
TWO = retention.two_destroy_and_nothing_came_between
PAPER = retention.paper_is_shredded_too
MONTHS = retention.a_lost_case_is_kept_until_its_month
TWO_LOST = retention.two_destroy_a_lost_case

OVER = until(CLOSED)
WINDOW = deletion_window(case_after(*OVER), REED.deadlines)
assert WINDOW is not None
BEFORE = {"today": WINDOW.opens - timedelta(days=1)}
WITHIN = {"today": WINDOW.opens}
LATE = {"today": WINDOW.ends + timedelta(days=1)}
PROPOSES = DestructionProposed(on=DAY, shredded=True, signed="")
CONFIRMS = DestructionConfirmed(on=DAY)
ASKED_LAST = FollowUpClosed(on=DAY, kind=FollowUpKind.SIX_MONTHS, person=ANH, closed=Ended.DECLINED)
CLOSED_UP = (*OVER, *by(PRIYA, ASKED_LAST))
HOLDS = RecordsHeld(on=DAY, reason="A court asked for them.", review=date(2027, 3, 1))
ON_HOLD = (*OVER, *by(IMANI, HOLDS))
PROPOSED = (*OVER, *by(IMANI, PROPOSES))
VOID = (*PROPOSED, *by(PRIYA, contact(ANH)))

LOST = CaseId("lost")
LOSES = LostCaseProposed(on=DAY, case=LOST, shredded=True, signed="")
GOES = LostCaseConfirmed(on=DAY, case=LOST)
IS_LOST = coalition_with(*by(PRIYA, CaseListed(on=DAY, case=LOST, state=CaseState.ENDED)))
GOES_ON = coalition_with(*by(PRIYA, CaseListed(on=DAY, case=LOST, state=CaseState.ACTIVE)))
IS_PROPOSED = coalition_with(
    *by(PRIYA, CaseListed(on=DAY, case=LOST, state=CaseState.ENDED)), *by(IMANI, LOSES)
)
MONTH = {"today": lost_until(IS_LOST.cases[LOST], REED.deadlines)}
EARLY = {"today": MONTH["today"] - timedelta(days=1)}

TABLE: tuple[Row, ...] = (
    allows(MONTHS, "after its month", LOSES, moment(coalition=IS_LOST, **MONTH)),
    refuses(MONTHS, "before", LOSES, moment(coalition=IS_LOST, **EARLY), "are kept until"),
    refuses(MONTHS, "under way", GOES, moment(coalition=GOES_ON, **MONTH), "not ended"),
    allows(TWO_LOST, "another", GOES, moment(coalition=IS_PROPOSED, actor=ADEYEMI)),
    refuses(TWO_LOST, "alone", GOES, moment(coalition=IS_PROPOSED, actor=IMANI), "one alone"),
    refuses(TWO_LOST, "of nobody", GOES, moment(coalition=IS_LOST), "Nobody has proposed"),
    allows(PAPER, "a lost case", LOSES, moment(coalition=IS_LOST)),
    allows(KEPT, "within the window", PROPOSES, moment(*OVER, **WITHIN)),
    allows(KEPT, "after it", PROPOSES, moment(*OVER, **LATE)),
    refuses(KEPT, "before it", PROPOSES, moment(*OVER, **BEFORE), "are kept until"),
    refuses(KEPT, "while it goes on", CONFIRMS, moment(*until(FULFILLED)[:-1]), "not ended"),
    refuses(FOLLOW_UP, "while one is open", PROPOSES, moment(*OVER, **WITHIN), "is open"),
    refuses(FOLLOW_UP, "before one is due", PROPOSES, moment(*OVER), "is to come"),
    allows(FOLLOW_UP, "once it was declined", PROPOSES, moment(*CLOSED_UP, **WITHIN)),
    allows(HELD, "what nothing holds", PROPOSES, moment(*OVER, **WITHIN)),
    refuses(HELD, "what is held", PROPOSES, moment(*ON_HOLD, **WITHIN), "A court asked"),
    refuses(HELD, "past its review too", CONFIRMS, moment(*ON_HOLD, **LATE), "A court asked"),
    allows(REASON, "with both", HOLDS, moment(*OVER)),
    refuses(REASON, "without a reason", replace(HOLDS, reason=" "), moment(*OVER), "Why"),
    refuses(REASON, "to a day that is over", replace(HOLDS, review=DAY), moment(*OVER), "to come"),
    allows(RELEASED, "what is held", HoldReleased(on=DAY), moment(*ON_HOLD)),
    refuses(RELEASED, "what is not", HoldReleased(on=DAY), moment(*OVER), "not held"),
    allows(ENTITLED, "a facilitator", PROPOSES, moment(*OVER)),
    allows(ENTITLED, "a Chair", CONFIRMS, moment(*OVER, actor=IMANI)),
    refuses(ENTITLED, "an advisor", PROPOSES, moment(*OVER, actor=ADEYEMI), "who facilitate"),
    allows(TWO, "another", CONFIRMS, moment(*PROPOSED, actor=PRIYA)),
    refuses(TWO, "the same", CONFIRMS, moment(*PROPOSED, actor=IMANI), "one alone"),
    refuses(TWO, "what nobody proposed", CONFIRMS, moment(*OVER, actor=PRIYA), "Nobody has"),
    refuses(TWO, "what changed since", CONFIRMS, moment(*VOID, actor=PRIYA), "as the record"),
    allows(PAPER, "when it is shredded", PROPOSES, moment(*OVER)),
    refuses(PAPER, "while it is there", replace(PROPOSES, shredded=False), moment(*OVER), "Paper"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_retention_say(row: Row) -> None:
    judge(row)


def test_a_hold_past_its_day_is_overdue_and_holds() -> None:
    case = case_after(*ON_HOLD)
    assert not hold_is_overdue(case, HOLDS.review - timedelta(days=1))
    assert hold_is_overdue(case, HOLDS.review)
    assert case.retention.hold is not None
    released = case_after(*ON_HOLD, *by(PRIYA, HoldReleased(on=DAY)))
    assert released.retention.hold is None


def test_a_proposal_stands_until_something_is_recorded() -> None:
    assert stands_proposed(case_after(*PROPOSED))
    assert not stands_proposed(case_after(*VOID))


def test_the_records_say_what_they_lack() -> None:
    assert all(point.there for point in record_points(case_after(*OVER)))
    before = record_points(case_after(*until(FULFILLED)))
    assert [point.label for point in before if not point.there] == [
        "The debrief reflection was signed"
    ]
