import pytest
from msgspec.structs import replace

from rjdesk.process.circle import rules as circle
from rjdesk.process.circle.events import (
    BreakEnded,
    BreakTaken,
    CircleEndedEarly,
    GuidelinesAgreed,
    SeatLeft,
    SeatsChanged,
    SeatTaken,
)
from rjdesk.process.circle.state import Order, Outcome
from rjdesk.process.context import Rule, RuleContext
from rjdesk.process.kernel.event import EntryId
from rjdesk.process.kernel.programme import RoundKind
from rjdesk.process.preparation.state import ProcessType
from tests.process.stories import (
    ALL_AGREE,
    ANH,
    CIRCLE_DONE,
    COLE,
    DANA,
    DAY,
    HARM_QUESTION,
    MINH,
    PARTNERS,
    SEATS,
    STORY,
    asked,
    entered,
    lacking,
    moment,
    said,
    scheduled,
    started,
    turn,
    until,
    value,
)
from tests.process.tables import Row, allows, judge, refuses

SITTING = until(started())
UNDER_WAY = until(said("door"))
SECOND = until(entered(2))
THIRD = until(entered(3))
FOURTH = until(entered(4))
FIFTH = until(entered(5))
CLOSING = until(CIRCLE_DONE)
OVER = (*CLOSING, CIRCLE_DONE)
ENDED_EARLY = (*UNDER_WAY, CircleEndedEarly(on=ALL_AGREE.on))

WITHOUT_VALUES = replace(
    PARTNERS, rounds=tuple(r for r in PARTNERS.rounds if r.kind is not RoundKind.VALUES)
)
UNDER = circle.a_circle_is_under_way
ONE = circle.one_circle_at_a_time
EXISTS = circle.the_round_is_one_of_the_programme
TURN = circle.one_turn_each
REST = circle.turns_rest_during_a_break
ASKED = circle.a_question_is_asked_before_turns
QUESTIONS = circle.questions_have_their_round
NAMED = circle.values_have_their_round
FOLLOW = circle.rounds_follow_each_other
GUIDELINES = circle.guidelines_are_agreed
VALUES = circle.everybody_may_name_a_value
HARM = circle.harm_is_heard_before_the_agreement
LAST_WORD = circle.the_closing_round_reaches_everybody

HALF_VALUES = lacking(THIRD, value(DANA))
IN_THIRD = (*THIRD, entered(3))
VALUES_BEGIN = (*SECOND, entered(2))
HEARD = until(asked("q2"))
BREAK, BREAK_OVER = BreakTaken(on=DAY), BreakEnded(on=DAY)
ON_BREAK = (*UNDER_WAY, BREAK)
HALF_HARM = (*IN_THIRD, asked("q1"), turn(ANH), turn(MINH), turn(COLE))
HALF_CLOSING = (*until(entered(5)), entered(5), turn(ANH), turn(MINH), turn(COLE))
HALF_GUIDELINES = (*UNDER_WAY, turn(ANH), turn(MINH), turn(COLE), ALL_AGREE)

CARD_RULES: tuple[tuple[Rule, str], ...] = (
    (circle.reason_and_process_are_introduced, "process"),
    (circle.reason_and_process_are_introduced, "reason"),
    (circle.confidentiality_and_exceptions_are_said, "confidentiality"),
    (circle.confidentiality_and_exceptions_are_said, "exceptions"),
    (circle.reporting_status_is_asked_of_all, "reporting"),
    (circle.doors_are_closed, "door"),
)

FREE = circle.a_seat_is_free
WAS_THERE = circle.who_goes_was_there
AMONG = circle.seats_are_changed_among_those_who_are_there
WITHOUT_DANA = (*UNDER_WAY, SeatLeft(on=DAY, person=DANA))
DANA_SITS = SeatTaken(on=DAY, person=DANA, after=COLE)
ROUND_THE_OTHER_WAY = SeatsChanged(on=DAY, present=SEATS[::-1], order=Order.COUNTER)


def of_kind(kind: ProcessType, at: RuleContext) -> RuleContext:
    """Return a moment in whose case the circle began as another kind."""
    circle = at.the_case.circle
    assert circle is not None
    return replace(at, case=at.the_case.in_process(circle=replace(circle, kind=kind)))


TABLE: tuple[Row, ...] = (
    allows(FREE, "somebody comes back", DANA_SITS, moment(*WITHOUT_DANA)),
    refuses(FREE, "somebody who sits there", DANA_SITS, moment(*UNDER_WAY), "Dana has a seat"),
    allows(WAS_THERE, "somebody who sits there", WITHOUT_DANA[-1], moment(*UNDER_WAY)),
    refuses(
        WAS_THERE, "somebody who went", WITHOUT_DANA[-1], moment(*WITHOUT_DANA), "Dana has no seat"
    ),
    allows(AMONG, "the same people", ROUND_THE_OTHER_WAY, moment(*UNDER_WAY)),
    refuses(AMONG, "one more", ROUND_THE_OTHER_WAY, moment(*WITHOUT_DANA), "changed meanwhile"),
    allows(UNDER, "a turn in a circle under way", turn(ANH), moment(*UNDER_WAY)),
    refuses(
        UNDER, "a turn before the circle", turn(ANH), moment(*SITTING), "No circle is under way"
    ),
    refuses(UNDER, "a turn after the circle", turn(ANH), moment(*OVER), "No circle is under way"),
    refuses(
        UNDER,
        "a turn after an early end",
        turn(ANH),
        moment(*ENDED_EARLY),
        "No circle is under way",
    ),
    allows(ONE, "the first circle", started(), moment(*SITTING)),
    allows(ONE, "another circle after the first", started(), moment(*OVER)),
    allows(
        ONE,
        "the beginning is corrected",
        replace(started(), replaces=EntryId("e0")),
        moment(*UNDER_WAY),
    ),
    refuses(ONE, "start is pressed again", started(), moment(*UNDER_WAY), "A circle is under way"),
    allows(EXISTS, "the last round", entered(5), moment(*FIFTH)),
    refuses(EXISTS, "a round after the last", entered(6), moment(*FIFTH), "There are 5 rounds"),
    refuses(EXISTS, "a round before the first", entered(0), moment(*FIFTH), "There are 5 rounds"),
    refuses(
        EXISTS,
        "the same where rounds may be skipped",
        entered(99),
        moment(*FIFTH, programme=PARTNERS),
        "There are 5 rounds",
    ),
    allows(TURN, "somebody still waiting", turn(ANH), moment(*UNDER_WAY)),
    allows(TURN, "somebody still waiting names a value", value(DANA), moment(*until(value(DANA)))),
    allows(
        TURN,
        "the same person in the next go-round",
        turn(ANH),
        moment(*until(asked("q2")), asked("q2")),
    ),
    refuses(
        TURN,
        "somebody who has had it",
        turn(ANH),
        moment(*UNDER_WAY, turn(ANH)),
        "Anh has had this turn",
    ),
    refuses(
        TURN,
        "somebody who named a value",
        turn(ANH, Outcome.PASSED),
        moment(*until(value(MINH))),
        "Anh has had this turn",
    ),
    refuses(
        TURN,
        "somebody who is not in the circle",
        turn(DANA),
        moment(*SITTING, started(ANH, COLE)),
        "not in the circle",
    ),
    allows(
        TURN,
        "the same person when the question is asked again",
        turn(ANH),
        moment(*HEARD, asked("q1")),
    ),
    refuses(
        TURN,
        "twice in the second go-round",
        turn(ANH),
        moment(*HEARD, asked("q1"), turn(ANH)),
        "Anh has had this turn",
    ),
    allows(REST, "a turn after the break", turn(ANH), moment(*ON_BREAK, BREAK_OVER)),
    allows(REST, "a value when nobody rests", value(ANH), moment(*VALUES_BEGIN)),
    refuses(REST, "a turn during a break", turn(ANH), moment(*ON_BREAK), "on a break"),
    refuses(
        REST,
        "a value during a break",
        value(ANH),
        moment(*VALUES_BEGIN, BREAK),
        "on a break",
    ),
    allows(ASKED, "a turn on a question", turn(ANH), moment(*IN_THIRD, asked("q1"))),
    allows(ASKED, "a turn where nothing is asked", turn(ANH), moment(*UNDER_WAY)),
    refuses(ASKED, "a turn before the first question", turn(ANH), moment(*IN_THIRD), "No question"),
    refuses(
        ASKED,
        "a turn in the round of questions when it is entered again",
        turn(ANH, Outcome.PASSED),
        moment(*HEARD, entered(3)),
        "No question",
    ),
    allows(QUESTIONS, "a question in its round", asked("q1"), moment(*IN_THIRD)),
    allows(QUESTIONS, "a question is asked again", asked("q1"), moment(*HEARD)),
    *(
        refuses(
            QUESTIONS,
            f"a question in round {number}",
            asked("q1"),
            moment(*story),
            "in their own round",
        )
        for number, story in {1: UNDER_WAY, 2: VALUES_BEGIN, 4: FIFTH, 5: CLOSING}.items()
    ),
    allows(NAMED, "a value in its round", value(ANH), moment(*VALUES_BEGIN)),
    *(
        refuses(
            NAMED, f"a value in round {number}", value(ANH), moment(*story), "in their own round"
        )
        for number, story in {1: UNDER_WAY, 3: HEARD, 4: FIFTH, 5: CLOSING}.items()
    ),
    refuses(
        NAMED,
        "a value where there is no such round",
        value(ANH),
        moment(*UNDER_WAY, programme=WITHOUT_VALUES),
        "which this circle does not have",
    ),
    refuses(
        NAMED,
        "the same under a programme with a Director",
        value(ANH),
        moment(*UNDER_WAY, programme=PARTNERS),
        "in their own round",
    ),
    allows(FOLLOW, "the next round", entered(2), moment(*SECOND)),
    allows(FOLLOW, "a round that was held before", entered(2), moment(*FOURTH)),
    refuses(FOLLOW, "a round is skipped", entered(3), moment(*SECOND), "“Values” would be skipped"),
    *(
        allows(rule, f"the card “{card}” was said", entered(2), moment(*SECOND))
        for rule, card in CARD_RULES
    ),
    *(
        refuses(
            rule,
            f"the card “{card}” was not said",
            entered(2),
            moment(*lacking(SECOND, said(card))),
            "has not been said",
        )
        for rule, card in CARD_RULES
    ),
    refuses(
        CARD_RULES[3][0],
        "the first round is passed over",
        entered(4),
        moment(*UNDER_WAY),
        "exceptions",
    ),
    allows(GUIDELINES, "everybody was invited, and all agree", entered(2), moment(*SECOND)),
    allows(GUIDELINES, "the first round is entered again", entered(1), moment(*UNDER_WAY)),
    refuses(
        GUIDELINES,
        "not all agree",
        entered(2),
        moment(*lacking(SECOND, GuidelinesAgreed)),
        "not been agreed",
    ),
    refuses(
        GUIDELINES,
        "somebody was not invited",
        entered(2),
        moment(*HALF_GUIDELINES),
        "invited to add a guideline",
    ),
    allows(VALUES, "everybody named a value", entered(3), moment(*THIRD)),
    allows(VALUES, "somebody passed", entered(3), moment(*HALF_VALUES, turn(DANA, Outcome.PASSED))),
    allows(VALUES, "the round before is entered again", entered(1), moment(*HALF_VALUES)),
    refuses(
        VALUES, "somebody was not reached", entered(3), moment(*HALF_VALUES), "round of values"
    ),
    allows(HARM, "everybody was heard on the harm", entered(4), moment(*FOURTH)),
    allows(HARM, "somebody was absent", entered(4), moment(*HALF_HARM, turn(DANA, Outcome.ABSENT))),
    allows(
        HARM,
        "the second question was not finished",
        entered(4),
        moment(*until(asked("q2")), asked("q2")),
    ),
    allows(
        HARM,
        "somebody was not reached in a circle without sides",
        entered(4),
        of_kind(ProcessType.COMMUNITY_CIRCLE, moment(*HALF_HARM)),
    ),
    refuses(HARM, "somebody was not reached", entered(4), moment(*HALF_HARM), "question of harm"),
    allows(
        HARM,
        "the question of harm is asked again, and somebody is still waiting",
        entered(4),
        moment(*HEARD, asked("q1"), turn(ANH)),
    ),
    refuses(HARM, "no question was asked", entered(4), moment(*IN_THIRD), "No guiding question"),
    allows(LAST_WORD, "everybody had the last word", CIRCLE_DONE, moment(*CLOSING)),
    refuses(LAST_WORD, "somebody had not", CIRCLE_DONE, moment(*HALF_CLOSING), "closing question"),
    refuses(
        LAST_WORD,
        "the closing round was not held",
        CIRCLE_DONE,
        moment(*FIFTH),
        "has not been held",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_circle_say(row: Row) -> None:
    judge(row)


def test_a_circle_may_be_ended_early_at_any_moment_and_nobody_asks_why() -> None:
    early = CircleEndedEarly(on=ALL_AGREE.on)
    for told in (UNDER_WAY, SECOND, THIRD, FOURTH, FIFTH, CLOSING):
        assert UNDER.rule_on(early, moment(*told)).met
        ended = moment(*told, early).the_case.circle
        assert ended is not None
        assert ended.ended_early
    assert early.__struct_fields__ == ("on", "word_of", "replaces", "process")


def test_those_still_waiting_are_named_in_the_order_of_the_talking_piece() -> None:
    backwards = replace(started(), order=Order.COUNTER)
    told = (*SITTING, backwards, turn(COLE), ALL_AGREE)
    ruling = GUIDELINES.rule_on(entered(2), moment(*told))
    assert ruling.missing[0].who == ("Dana", "Minh", "Anh")


def test_a_whole_circle_keeps_every_turn() -> None:
    told = moment(*STORY).the_case.circle
    assert told is not None
    assert len(told.turns) == 5 * len(SEATS)
    assert told.asked == (HARM_QUESTION.id, "q2")
    assert told.ended_on == CIRCLE_DONE.on
    assert moment(*until(scheduled())).the_case.circle is None
