from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from rjdesk.process.case import Case, fold_case
from rjdesk.process.circle.events import BreakEnded, BreakTaken, TurnTaken, ValueNamed
from rjdesk.process.circle.state import Order, Outcome, Turn
from rjdesk.process.followup.derived import follow_ups_due
from rjdesk.process.kernel.event import Entry, EntryId, Event, RecordedByMistake
from rjdesk.process.rules import rule_on
from tests.process.stories import (
    ANH,
    CASE,
    CIRCLE_DONE,
    COLE,
    DANA,
    DAY,
    MINH,
    PRIYA,
    REED,
    SEATS,
    STORY,
    Told,
    asked,
    case_after,
    entered,
    journal,
    moment,
    said,
    started,
    turn,
    until,
    value,
)

PRESSES: list[Event] = [
    *(turn(person, outcome) for person in SEATS for outcome in Outcome),
    *(value(person) for person in SEATS),
    *(entered(number) for number in range(7)),
    *(asked(question) for question in ("q1", "q2", "q9")),
    *(said(card) for card in ("door", "exceptions")),
    BreakTaken(on=DAY),
    BreakEnded(on=DAY),
    started(),
    CIRCLE_DONE,
]
BEGUN = (*until(started()), started())
UNDER_WAY = until(CIRCLE_DONE)
ASKING = until(asked("q2"))


def is_turn(event: Event) -> bool:
    return isinstance(event, TurnTaken | ValueNamed)


def turns_of(case: Case) -> list[Turn]:
    return [taken for circle in case.circles for taken in circle.turns]


@given(st.lists(st.sampled_from(PRESSES), max_size=30), st.sampled_from([BEGUN, ASKING, UNDER_WAY]))
@example([CIRCLE_DONE, started(), turn(ANH)], UNDER_WAY)
@example([turn(ANH), started()], BEGUN)
def test_no_sequence_of_presses_loses_a_turn(presses: list[Event], begin: tuple) -> None:
    told = [*begin]
    for press in presses:
        at = moment(*told)
        before = turns_of(at.the_case)
        if any(ruling.refuses for ruling in rule_on(press, at)):
            continue
        told.append(press)
        after = turns_of(case_after(*told))
        assert after[: len(before)] == before
        assert len(after) == len(before) + is_turn(press)


@given(st.lists(st.sampled_from(PRESSES), max_size=30), st.sampled_from([BEGUN, ASKING]))
@example([asked("q1"), turn(ANH), turn(ANH), asked("q1"), turn(ANH)], ASKING)
def test_nobody_has_two_turns_in_one_go_round(presses: list[Event], begin: tuple) -> None:
    told = [*begin]
    for press in presses:
        if not any(ruling.refuses for ruling in rule_on(press, moment(*told))):
            told.append(press)
    for circle in case_after(*told).circles:
        turns = Counter((t.round, t.question, t.go_round, t.person) for t in circle.turns)
        assert set(turns.values()) <= {1}
        assert {t.person for t in circle.turns} <= set(SEATS)


@given(st.permutations(SEATS), st.sampled_from(Order), st.integers(0, 4))
def test_whoever_has_not_had_the_talking_piece_is_waiting(
    seats: list, order: Order, had: int
) -> None:
    begin = type(started())(on=DAY, present=tuple(seats), order=order)
    circle = case_after(begin, *map(turn, seats[:had])).circle
    assert circle is not None
    assert set(circle.waiting()) == set(seats[had:])
    if order is Order.COUNTER:
        assert circle.waiting() == tuple(reversed(seats[had:]))
    else:
        assert circle.waiting() == tuple(seats[had:])


def test_a_question_asked_again_begins_a_fresh_go_round_and_keeps_every_turn() -> None:
    first = until(asked("q2"))
    again = (*first, asked("q1"))
    circle = case_after(*again, turn(COLE), turn(ANH, Outcome.PASSED)).circle
    assert circle is not None
    assert circle.asked == ("q1", "q1")
    assert [(t.person, t.go_round) for t in circle.turns_now()] == [(COLE, 2), (ANH, 2)]
    assert circle.waiting() == (MINH, DANA)
    assert [t.go_round for t in circle.turns_in(3, "q1")] == [1, 1, 1, 1, 2, 2]
    assert circle.turns[: len(circle.turns) - 2] == turns_in_all(*first)


def turns_in_all(*told: Told) -> tuple[Turn, ...]:
    return tuple(turns_of(case_after(*told)))


def test_another_question_in_between_takes_no_turn_from_either() -> None:
    told = (*until(asked("q2")), asked("q2"), turn(ANH), asked("q1"), turn(COLE), asked("q2"))
    circle = case_after(*told).circle
    assert circle is not None
    assert circle.go_round == 2
    assert circle.waiting() == SEATS
    assert [t.person for t in circle.turns_in(3, "q2")] == [ANH]
    assert [t.person for t in circle.turns_in(3, "q1")] == [*SEATS, COLE]


def test_a_round_that_is_entered_again_goes_on_where_it_was() -> None:
    told = (*until(entered(3)), entered(1), entered(2))
    circle = case_after(*told).circle
    assert circle is not None
    assert circle.go_round == 0
    assert circle.waiting() == ()


def test_asking_again_by_mistake_is_taken_back_with_no_turn_lost() -> None:
    told = journal(*until(asked("q2")), asked("q1"))
    back = RecordedByMistake(on=DAY, replaces=told[-1].id)
    entry = Entry(id=EntryId("back"), event=back, by=PRIYA, at=told[-1].at)
    circle = fold_case(CASE, [*told, entry]).circle
    assert circle == fold_case(CASE, told[:-1]).circle
    assert circle is not None
    assert circle.waiting() == ()


def test_a_turn_keeps_how_it_went_and_never_what_was_said() -> None:
    circle = case_after(*BEGUN, turn(ANH), turn(COLE, Outcome.PASSED)).circle
    assert circle is not None
    assert [(t.person, t.outcome) for t in circle.turns] == [
        (ANH, Outcome.SPOKE),
        (COLE, Outcome.PASSED),
    ]
    assert "text" not in circle.turns[0].__struct_fields__


def test_a_break_is_taken_and_ended_and_a_circle_ends_without_one() -> None:
    pause = case_after(*BEGUN, BreakTaken(on=DAY))
    assert pause.circle is not None
    assert pause.circle.on_break
    back = case_after(*BEGUN, BreakTaken(on=DAY), BreakEnded(on=DAY))
    assert back.circle is not None
    assert not back.circle.on_break
    ended = case_after(*UNDER_WAY, BreakTaken(on=DAY), CIRCLE_DONE)
    assert ended.circle is not None
    assert not ended.circle.on_break


def test_a_round_far_beyond_the_last_does_not_hang_the_fold() -> None:
    circle = case_after(*BEGUN, entered(10**15)).circle
    assert circle is not None
    assert len(circle.skips) < 20


def test_what_happens_in_no_circle_changes_nothing() -> None:
    assert case_after(turn(ANH)).circle is None


def test_a_card_said_twice_is_ticked_once() -> None:
    circle = case_after(*STORY, said("door")).circle
    assert circle is not None
    assert circle.said.count("door") == 1


def test_another_circle_takes_nothing_from_the_first() -> None:
    first = case_after(*UNDER_WAY, CIRCLE_DONE)
    both = case_after(*UNDER_WAY, CIRCLE_DONE, started())
    assert both.process.earlier_circles == (first.circle,)
    assert both.circle is not None
    assert both.circle.turns == ()
    assert follow_ups_due(both, REED) == follow_ups_due(first, REED) != ()


def test_two_laptops_that_both_began_the_circle_lose_no_turn() -> None:
    case = case_after(*BEGUN, turn(ANH), started(), turn(COLE))
    assert [taken.person for taken in turns_of(case)] == [ANH, COLE]
