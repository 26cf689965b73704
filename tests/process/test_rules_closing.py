import pytest

from rjdesk.process.closing import rules as closing
from tests.process.stories import (
    CLOSED,
    DAY,
    MATEO,
    PRIYA,
    REFLECTED,
    STORY,
    by,
    case_after,
    moment,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

LOOKING_BACK = until(REFLECTED)
BY_PRIYA = (*LOOKING_BACK, *by(PRIYA, REFLECTED))
BY_BOTH = until(CLOSED)

BOTH = closing.both_facilitators_wrote_the_reflection

TABLE: tuple[Row, ...] = (
    allows(BOTH, "both have signed", CLOSED, moment(*BY_BOTH)),
    refuses(BOTH, "one has signed", CLOSED, moment(*BY_PRIYA), "Mateo has not signed"),
    refuses(
        BOTH, "one has signed twice", CLOSED, moment(*BY_PRIYA, *by(PRIYA, REFLECTED)), "Mateo"
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_closing_say(row: Row) -> None:
    judge(row)


def test_a_whole_story_is_closed_with_both_as_authors() -> None:
    case = case_after(*STORY)
    assert case.closing.authors == (PRIYA, MATEO)
    assert case.closing.closed == DAY
