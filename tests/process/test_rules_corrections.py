import pytest
from msgspec.structs import replace

from rjdesk.process.coalition import CaseState, Coalition
from rjdesk.process.event import Entry, EntryId, Event, MemberId, RecordedByMistake
from rjdesk.process.membership import CaseListed, CoalitionFounded
from rjdesk.process.rules import corrections
from rjdesk.process.ruling import Moment
from tests.process.stories import (
    CASE,
    COLE,
    DAY,
    EWA,
    IMANI,
    MATEO,
    OPENED,
    PRIYA,
    START,
    STORY,
    TOLD_ADVISOR,
    contact,
    moment,
)
from tests.process.tables import Row, allows, judge, refuses

UNDO = RecordedByMistake(on=DAY, replaces=EntryId("e0"))
LISTED = CaseListed(on=DAY, case=CASE, state=CaseState.ENDED)
FOUNDED = CoalitionFounded(
    on=DAY, coalition_name="Coalition", programme="reed-2019", programme_version=1
)


def correcting(wrong: Event | None, by: MemberId = PRIYA, actor: MemberId = PRIYA) -> Moment:
    """Return a moment in which an act names an entry that this member recorded."""
    at = moment(*STORY, actor=actor)
    if wrong is None:
        return at
    return replace(at, corrected=Entry(id=EntryId("e0"), event=wrong, by=by, at=START))


CORRECT = corrections.a_correction_corrects_what_it_names
LIST = corrections.cases_are_listed_by_what_happens_in_them
ONCE = corrections.a_coalition_is_founded_once
CALL = contact(COLE)
TOLD_AGAIN = replace(TOLD_ADVISOR, replaces=EntryId("e0"))

TABLE: tuple[Row, ...] = (
    allows(CORRECT, "an act that corrects nothing", TOLD_ADVISOR, correcting(None)),
    allows(CORRECT, "taking back one's own entry", UNDO, correcting(CALL)),
    allows(CORRECT, "the other facilitator's entry", UNDO, correcting(CALL, by=MATEO)),
    allows(CORRECT, "an entry of the same kind", TOLD_AGAIN, correcting(TOLD_ADVISOR)),
    refuses(CORRECT, "an entry nobody knows", UNDO, correcting(None), "not in the journal"),
    refuses(CORRECT, "another kind", TOLD_AGAIN, correcting(CALL), "same kind"),
    refuses(CORRECT, "the opening of the case", UNDO, correcting(OPENED), "gave somebody access"),
    refuses(
        CORRECT, "a stranger to the entry", UNDO, correcting(CALL, actor=IMANI), "whoever recorded"
    ),
    allows(LIST, "a case that one holds", LISTED, moment(*STORY)),
    refuses(LIST, "a case that one does not hold", LISTED, moment(*STORY, actor=EWA), "follows"),
    allows(ONCE, "the first founding", FOUNDED, moment(coalition=Coalition())),
    refuses(ONCE, "a second founding", FOUNDED, moment(), "founded already"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_corrections_and_lists(row: Row) -> None:
    judge(row)
