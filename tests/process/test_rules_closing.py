import pytest

from rjdesk.process.rules import closing
from tests.process.stories import (
    CLOSED,
    DAY,
    FULFILLED,
    IMANI,
    MATEO,
    PRIYA,
    REFLECTED,
    STORY,
    by,
    case_after,
    lacking,
    moment,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

LOOKING_BACK = until(REFLECTED)
BY_PRIYA = (*LOOKING_BACK, *by(PRIYA, REFLECTED))
BY_BOTH = until(CLOSED)

SIGN = closing.facilitators_sign_the_reflection
BOTH = closing.both_facilitators_wrote_the_reflection
ENDED = closing.the_process_has_ended

TABLE: tuple[Row, ...] = (
    allows(SIGN, "a facilitator signs", REFLECTED, moment(*LOOKING_BACK)),
    refuses(
        SIGN, "a Chair signs", REFLECTED, moment(*LOOKING_BACK, actor=IMANI), "by the facilitators"
    ),
    allows(BOTH, "both have signed", CLOSED, moment(*BY_BOTH)),
    refuses(BOTH, "one has signed", CLOSED, moment(*BY_PRIYA), "Mateo has not signed"),
    refuses(
        BOTH, "one has signed twice", CLOSED, moment(*BY_PRIYA, *by(PRIYA, REFLECTED)), "Mateo"
    ),
    allows(ENDED, "the agreement is fulfilled", CLOSED, moment(*BY_BOTH)),
    refuses(ENDED, "it is not", CLOSED, moment(*lacking(BY_BOTH, FULFILLED)), "not fulfilled yet"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_closing_say(row: Row) -> None:
    judge(row)


def test_a_whole_story_is_closed_with_both_as_authors() -> None:
    case = case_after(*STORY)
    assert case.closing.authors == (PRIYA, MATEO)
    assert case.closing.closed == DAY
