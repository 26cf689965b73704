"""The pilot period, the vote on how many cases are taken on, and what waits for it (9A)."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.case import Follows
from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.decision import DecisionId, MotionKind
from rjdesk.process.kernel.event import Entry, Event, ProcessId, RecordedByMistake
from rjdesk.process.pilot import rules as pilot
from rjdesk.process.pilot.derived import cap, pilot_ends
from rjdesk.process.preparation.events import ProcessBegun
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.process.stories import (
    DAY,
    EWA,
    IMANI,
    MATEO,
    OPENED,
    PARTNERS,
    PRIYA,
    REED,
    START,
    Told,
    assigned,
    by,
    case_after,
    coalition_with,
)
from tests.process.tables import Row, allows, judge, refuses, warns
from tests.process.votes import (
    BACK,
    BEGAN,
    CAPPED,
    EARLIER,
    LATER,
    OVER,
    WRONG,
    at,
    cases,
    corrects,
    moved,
    voted,
)

UNDER_WAY = pilot.the_pilot_period_is_under_way
VOTES = pilot.a_cap_is_voted_where_there_is_none
ONCE = pilot.the_pilot_period_begins_once
STAYS = pilot.what_was_voted_stays_in_the_pilot_period
MORE = pilot.no_more_cases_than_were_voted
MAY = pilot.a_vote_may_be_taken
AGAIN = pilot.a_case_goes_on_again

RESTARTS = ProcessBegun(on=DAY, begins=ProcessId("p2"), as_=Follows.RESTART)
MISTAKE = RecordedByMistake(on=DAY, replaces=WRONG)
OVER_NOW = ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET)


def over(*told: Told, back: Event | None = None) -> RuleContext:
    """Return a moment in which the process of a case has ended; ``back`` is what is taken back."""
    case = case_after(*by(IMANI, OPENED), OVER_NOW)
    around = replace(at(*told), case=case)
    if back is None:
        return around
    return replace(around, corrected=Entry(id=WRONG, event=back, by=IMANI, at=START))


TABLE: tuple[Row, ...] = (
    allows(UNDER_WAY, "it has begun", moved(), at(BEGAN)),
    refuses(UNDER_WAY, "it has not begun", moved(), at(), "has not begun"),
    refuses(UNDER_WAY, "it is over", moved(), at(BEGAN, today=OVER), "not under way"),
    refuses(UNDER_WAY, "a day before it", replace(moved(), on=EARLIER), at(BEGAN), "began on"),
    allows(ONCE, "the first time", BEGAN, at()),
    allows(ONCE, "its day is put right", replace(BEGAN, replaces=WRONG), at(BEGAN)),
    refuses(ONCE, "a second time", BEGAN, at(BEGAN, today=OVER), "began on"),
    allows(STAYS, "nothing was moved", BACK, corrects(BEGAN, BEGAN)),
    allows(STAYS, "something else is taken back", BACK, corrects(moved(), *CAPPED)),
    allows(STAYS, "a day before the vote", replace(BEGAN, on=EARLIER), corrects(BEGAN, *CAPPED)),
    refuses(STAYS, "it is taken back", BACK, corrects(BEGAN, *CAPPED), "as it was recorded"),
    refuses(
        STAYS, "a vote falls out of it", replace(BEGAN, on=date(2020, 1, 1)),
        corrects(BEGAN, *CAPPED), "as it was recorded",
    ),
    refuses(
        STAYS, "it goes on again", replace(BEGAN, on=LATER),
        replace(corrects(BEGAN, *CAPPED), today=OVER), "as it was recorded",
    ),
    allows(VOTES, "it is lifted", moved(MotionKind.NO_CAP), at(*CAPPED)),
    refuses(VOTES, "a cap that is there", moved(), at(*CAPPED), "so already"),
    refuses(VOTES, "no cap is lifted", moved(MotionKind.NO_CAP), at(BEGAN), "no such limit"),
    allows(MORE, "fewer are active", assigned(PRIYA), at(*CAPPED, *cases(3))),
    allows(MORE, "no vote was taken", assigned(PRIYA), at(BEGAN, *cases(9))),
    allows(MORE, "the pilot is over", assigned(PRIYA), at(*CAPPED, *cases(9), today=OVER)),
    refuses(MORE, "four are active", assigned(PRIYA), at(*CAPPED, *cases(4)), "no more than 4"),
    allows(MAY, "four with this one", assigned(PRIYA), at(BEGAN, *cases(3))),
    allows(MAY, "there is no pilot", assigned(PRIYA), at(*cases(9))),
    warns(MAY, "five with this one", assigned(PRIYA), at(BEGAN, *cases(4)), "More than 4"),
    allows(AGAIN, "three others are active", RESTARTS, over(BEGAN, *cases(3))),
    allows(AGAIN, "the case has not ended", RESTARTS, at(BEGAN, *cases(4))),
    allows(AGAIN, "there is no pilot", RESTARTS, over(*cases(9))),
    allows(AGAIN, "something else is taken back", MISTAKE, over(BEGAN, *cases(4), back=OPENED)),
    warns(AGAIN, "begun anew beside four", RESTARTS, over(BEGAN, *cases(4)), "active already"),
    warns(
        AGAIN, "an end taken back", MISTAKE, over(BEGAN, *cases(4), back=OVER_NOW),
        "active already",
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_pilot_say(row: Row) -> None:
    judge(row)


def test_a_cap_is_there_from_the_vote_to_its_lifting_or_the_end_of_the_pilot() -> None:
    capped = coalition_with(*CAPPED)
    assert cap(capped, REED, DAY) == 4
    assert pilot_ends(capped, REED) == OVER
    assert cap(capped, REED, OVER - timedelta(days=1)) == 4
    assert cap(capped, REED, OVER) is None
    lifting = replace(voted(), decision=DecisionId("lift"))
    lifted = (moved(MotionKind.NO_CAP, DecisionId("lift")), *by(MATEO, lifting))
    assert cap(coalition_with(*CAPPED, *lifted), REED, DAY) == 4, "not yet by a majority"
    assert cap(coalition_with(*CAPPED, *lifted, *by(EWA, lifting)), REED, DAY) is None
    assert cap(capped, PARTNERS, DAY) is None
