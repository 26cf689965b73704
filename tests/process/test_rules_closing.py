from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.closing import rules as closing
from rjdesk.process.closing.events import ReflectionReleased, ReflectionReviewed, ResultConfirmed
from rjdesk.process.context import RuleContext
from rjdesk.process.corrections import rules as corrections
from rjdesk.process.intake.events import OpenedByMistake, PersonRenamed
from rjdesk.process.intake.state import Cause
from rjdesk.process.kernel.event import Entry, EntryId, MemberId, RecordedByMistake
from tests.process.stories import (
    CHOSEN,
    CLOSED,
    COLE,
    DAY,
    IMANI,
    MATEO,
    PRIYA,
    REFLECTED,
    START,
    STORY,
    WRITTEN,
    Told,
    by,
    case_after,
    moment,
    released,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

LOOKING_BACK = until(REFLECTED)
BY_PRIYA = (*LOOKING_BACK, *by(PRIYA, REFLECTED))
BY_BOTH = until(CLOSED)

BOTH = closing.both_facilitators_wrote_the_reflection

READS = closing.a_text_is_signed_as_it_reads
REVIEWS = closing.what_is_reviewed_was_signed
CONFIRMS = closing.what_is_confirmed_was_reviewed
REVIEW = ReflectionReviewed(
    on=DAY, original=WRITTEN.digest, went_well="All were heard.", could_improve="More time."
)
CONFIRM = ResultConfirmed(on=DAY, digest=REVIEW.digest)
LEAVES = closing.what_is_released_was_confirmed
RELEASE = ReflectionReleased(on=DAY)
CONFIRMED = (*BY_BOTH, REVIEW, *(by(who, CONFIRM)[0] for who in (PRIYA, MATEO, IMANI)))
HELD = (*BY_BOTH, REVIEW)
STAYS = corrections.what_was_released_stays_reviewed
UNDO = RecordedByMistake(on=DAY, replaces=EntryId("1"))
CHANGED = replace(WRITTEN, went_well="We listened well.")
UNNAMED = closing.nobody_is_named_in_the_result
RELEASED = closing.nobody_is_named_in_what_is_released


def naming(*told: Told, actor: MemberId = PRIYA) -> RuleContext:
    """Return a moment in which somebody is named in what would leave."""
    return replace(moment(*told, actor=actor), left=lambda _event: ("“Cole” is named.",))


def undoing(*told: Told) -> RuleContext:
    """Return a moment in which the review is to be taken back."""
    wrong = Entry(id=EntryId("1"), event=REVIEW, by=PRIYA, at=START)
    return replace(moment(*told), corrected=wrong)


FIXES = closing.a_close_fixes_when_all_ended
YESTERDAY = DAY - timedelta(days=1)

TABLE: tuple[Row, ...] = (
    allows(FIXES, "the day on which all ended", CLOSED, moment(*BY_BOTH)),
    refuses(
        FIXES, "another day", replace(CLOSED, ended=YESTERDAY), moment(*BY_BOTH), "26 October 2026"
    ),
    allows(READS, "the text that is there", REFLECTED, moment(*LOOKING_BACK)),
    refuses(READS, "nothing is written", REFLECTED, moment(*until(WRITTEN)), "not been written"),
    refuses(
        READS,
        "an empty text",
        REFLECTED,
        moment(*until(WRITTEN), replace(WRITTEN, went_well=" ", could_improve="")),
        "not been written",
    ),
    refuses(
        READS, "a text that was changed", REFLECTED, moment(*LOOKING_BACK, CHANGED), "was changed"
    ),
    refuses(
        BOTH,
        "it was changed after both had signed",
        CLOSED,
        moment(*BY_BOTH, CHANGED),
        "as it reads now",
    ),
    allows(
        BOTH,
        "one cannot sign any more",
        CLOSED,
        moment(*BY_PRIYA, *by(IMANI, released(MATEO, Cause.DIED))),
    ),
    allows(
        BOTH,
        "a case that was opened by mistake",
        CLOSED,
        moment(*until(CHOSEN), *by(IMANI, OpenedByMistake(on=DAY)), actor=IMANI),
    ),
    allows(REVIEWS, "both have signed", REVIEW, moment(*BY_BOTH)),
    allows(REVIEWS, "after the close", REVIEW, moment(*BY_BOTH, CLOSED)),
    refuses(REVIEWS, "nothing is written", REVIEW, moment(*until(WRITTEN)), "not been signed"),
    refuses(REVIEWS, "one has signed", REVIEW, moment(*BY_PRIYA), "not been signed"),
    refuses(
        REVIEWS,
        "another text was reviewed",
        replace(REVIEW, original="another"),
        moment(*BY_BOTH),
        "changed meanwhile",
    ),
    refuses(
        REVIEWS,
        "nothing is left",
        replace(REVIEW, went_well=" ", could_improve=""),
        moment(*BY_BOTH),
        "Nothing is left",
    ),
    refuses(
        REVIEWS,
        "it was released",
        REVIEW,
        moment(*CONFIRMED, *by(IMANI, RELEASE)),
        "stays as it is",
    ),
    allows(CONFIRMS, "as it reads now", CONFIRM, moment(*BY_BOTH, REVIEW)),
    allows(CONFIRMS, "a Chair", CONFIRM, moment(*BY_BOTH, REVIEW, actor=IMANI)),
    refuses(CONFIRMS, "nobody reviewed it", CONFIRM, moment(*BY_BOTH), "not been reviewed"),
    refuses(
        CONFIRMS,
        "it was written anew since",
        CONFIRM,
        moment(*BY_BOTH, REVIEW, CHANGED),
        "not been reviewed",
    ),
    refuses(
        CONFIRMS,
        "it was reviewed anew since",
        CONFIRM,
        moment(*BY_BOTH, REVIEW, replace(REVIEW, went_well="We listened well.")),
        "result was changed",
    ),
    allows(LEAVES, "all three said their word", RELEASE, moment(*CONFIRMED, actor=IMANI)),
    refuses(
        LEAVES,
        "whoever releases it has not read it",
        RELEASE,
        moment(*BY_BOTH, REVIEW, *by(PRIYA, CONFIRM), *by(MATEO, CONFIRM), actor=IMANI),
        "Imani has not said",
    ),
    refuses(
        LEAVES, "nobody reviewed it", RELEASE, moment(*BY_BOTH, actor=IMANI), "not been reviewed"
    ),
    refuses(
        LEAVES,
        "a second time",
        RELEASE,
        moment(*CONFIRMED, *by(IMANI, RELEASE), actor=IMANI),
        "was released",
    ),
    allows(
        LEAVES,
        "one of the two serves no more, and the other said their word",
        RELEASE,
        moment(*HELD, *by(PRIYA, CONFIRM), *by(IMANI, CONFIRM), released(MATEO), actor=IMANI),
    ),
    refuses(
        LEAVES,
        "both serve no more, and nobody who wrote it said a word",
        RELEASE,
        moment(*HELD, *by(IMANI, CONFIRM), released(PRIYA), released(MATEO), actor=IMANI),
        "Priya has not said",
    ),
    refuses(
        LEAVES,
        "whoever wrote it alone releases it",
        RELEASE,
        moment(*BY_PRIYA, REVIEW, *by(PRIYA, CONFIRM), released(MATEO), actor=PRIYA),
        "Nobody but you",
    ),
    allows(STAYS, "it was not released yet", UNDO, undoing(*CONFIRMED)),
    refuses(STAYS, "it has left", UNDO, undoing(*CONFIRMED, *by(IMANI, RELEASE)), "released"),
    allows(UNNAMED, "nobody is named", REVIEW, moment(*BY_BOTH)),
    refuses(UNNAMED, "somebody is", REVIEW, naming(*BY_BOTH), "“Cole” is named"),
    refuses(UNNAMED, "somebody is now", CONFIRM, naming(*BY_BOTH, REVIEW), "“Cole” is named"),
    allows(UNNAMED, "a Chair's word", CONFIRM, naming(*BY_BOTH, REVIEW, actor=IMANI)),
    allows(RELEASED, "nobody is named", RELEASE, moment(*CONFIRMED, actor=IMANI)),
    refuses(RELEASED, "somebody is", RELEASE, naming(*CONFIRMED, actor=IMANI), "“Cole” is named"),
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


def test_who_is_named_anew_was_not_read_for() -> None:
    renamed = PersonRenamed(on=DAY, person=COLE, person_name="River Lane", called="River")
    before, after = case_after(*CONFIRMED), case_after(*CONFIRMED, renamed)
    assert before.closing.reviewed is not None
    assert after.closing.reviewed is None
    assert after.closing.confirmers == ()
    left = case_after(*CONFIRMED, *by(IMANI, RELEASE), renamed)
    assert left.closing.result == before.closing.result
