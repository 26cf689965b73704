"""The guide through a circle: whatever is pressed, undo gives back what was seen before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.acts import circle as circle_acts
from rjdesk.desk.acts import corrections as correction_acts
from rjdesk.desk.acts import preparation as preparation_acts
from rjdesk.desk.desk import Desk
from rjdesk.desk.guide import Ask, EnterForReason, Guide, Move, Next, Offer, Record, Say
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.views.circle import AskFacingMe, AskTick
from rjdesk.process.circle.events import TurnTaken
from rjdesk.process.circle.state import Order, Outcome
from rjdesk.process.intake.events import FacilitatorAccepted, ParticipantNamed
from rjdesk.process.kernel.event import MemberId, PersonId
from rjdesk.process.people.state import Part
from rjdesk.process.preparation.state import About, Question
from rjdesk.process.taking_part.events import WillingnessStated
from tests.scenarios.world import World
from tests.screens.circle_story import CASE, DAY, introduction, people, ready, sit_down

SEATS = people(4)
MAY = date(2027, 5, 1)


class Hand:
    """A facilitator at the guide: presses, and whatever a press records is recorded."""

    def __init__(self, world: World, order: Order = Order.CLOCKWISE, round_: int = 1) -> None:
        sit_down(world, order=order)
        if round_ > 1:
            introduction(world)
        self.desk: Desk = world.desk("priya")
        self.picked: PersonId | None = None
        for number in range(2, round_ + 1):
            assert self.press(self.guide.go_on(number))

    @property
    def guide(self) -> Guide:
        """The guide as things stand."""
        view = self.desk.ask(AskFacingMe(CASE))
        assert view is not None
        return Guide(view, self.desk.today, self.picked)

    def press(self, move: Move) -> bool:
        """Carry a move out, every question answered with yes and every reason given."""
        if isinstance(move, Ask):
            return self.press(move.then)
        if isinstance(move, Offer):
            return self.press(move.choices[0].then)
        if isinstance(move, EnterForReason):
            return self.press(self.guide.enter_for(move.round, "All of us wanted it so."))
        if not isinstance(move, Record):
            return False
        if not isinstance(self.desk.record(CASE, *move.events), Recorded):
            return False
        self.picked = move.piece
        return True


def tick(guide: Guide) -> Move:
    """Everybody agrees to the first action."""
    left = (s.person for s in guide.view.seats if s.person not in guide.view.actions[0].agreed)
    agreed = (agreement_acts.AGREED.of(DAY, action="a", person=person) for person in left)
    return Record(tuple(agreed), guide.picked)


def propose(guide: Guide) -> Move:
    """Propose the one action, or put it differently."""
    what = f"Carve it anew, in {len(guide.view.actions)} parts"
    proposed = agreement_acts.PROPOSED.of(
        DAY, action="a", what=what, owner=SEATS[1], for_others="Minh", due=MAY
    )
    return Record((proposed,), guide.picked)


def written(guide: Guide) -> Move:
    """Write something that is kept: a guideline, a question, the harm, the last question."""
    events = {
        "introduction": circle_acts.GUIDELINE.of(DAY, text="We let each other finish."),
        "questions": circle_acts.QUESTION_ADDED.of(
            DAY, question=Question(id="more", text="What would help?", about=About.NEEDS)
        ),
        "agreement": agreement_acts.HARM.of(DAY, text="A sculpture was taken apart."),
        "closing": preparation_acts.CLOSING_QUESTION.of(DAY, text="How do you go home?"),
    }
    event = events.get(guide.view.round_kind.value)
    return guide.value("patience") if event is None else Record((event,), guide.picked)


def at_seat(guide: Guide, number: int) -> PersonId:
    """Return whose seat the keyboard would be at; nobody's in an empty ring."""
    seats = guide.view.seats
    return seats[number].person if seats else PersonId("")


def only_for_today(move: Move) -> Move:
    """The other answer to whether somebody leaves: they go from this circle alone."""
    return move.choices[1].then if isinstance(move, Offer) else move


PRESSES: dict[str, Callable[[Guide], Move]] = {
    "next": Guide.press_next,
    "passed": lambda guide: guide.turn(Outcome.PASSED),
    "absent": lambda guide: guide.turn(Outcome.ABSENT),
    "pause": Guide.pause,
    "say": Guide.say,
    "back": lambda guide: guide.go_on(max(guide.view.round - 1, 1)),
    "further": lambda guide: guide.go_on(min(guide.view.round + 1, 5)),
    "last": lambda guide: guide.go_on(5),
    "written": written,
    "agree": lambda guide: Record((circle_acts.GUIDELINES_AGREED.of(DAY),), guide.picked),
    "propose": propose,
    "day": lambda guide: Record((agreement_acts.DEADLINE.of(DAY, deadline=MAY),), guide.picked),
    "read back": lambda guide: Record((agreement_acts.READ_BACK.of(DAY),), guide.picked),
    "end": Guide.end,
    "leaves": lambda guide: guide.leaves(at_seat(guide, -1)),
    "goes": lambda guide: only_for_today(guide.leaves(at_seat(guide, -1))),
    "comes": lambda guide: guide.comes(at_seat(guide, 0)),
    "moves": lambda guide: guide.moves(at_seat(guide, 0)),
}
"""What can be pressed; ticks and picking people are beside."""


def pressed(hand: Hand, name: str) -> bool:
    """Press something; return whether anything was recorded."""
    guide = hand.guide
    if name == "tick one":
        first = next((a for a in guide.view.actions if SEATS[2] not in a.agreed), None)
        agreed = agreement_acts.AGREED.of(DAY, action="a", person=SEATS[2])
        return first is not None and hand.press(Record((agreed,), guide.picked))
    if name == "tick":
        is_open = any(action.open for action in guide.view.actions)
        return is_open and hand.press(tick(guide))
    if name == "untick":
        entry = hand.desk.ask(AskTick(CASE, "a", SEATS[2]))
        return entry is not None and hand.press(guide.untick(entry))
    if name == "pick":
        waiting = [seat.person for seat in guide.view.seats if seat.outcome is None]
        hand.picked = waiting[-1] if waiting else None
        return False
    return hand.press(PRESSES[name](guide))


def seen(guide: Guide) -> Guide:
    """Return what is seen: everything but how far undo reaches."""
    return replace(guide, view=replace(guide.view, undo=None), picked=None)


@settings(max_examples=60, deadline=None)
@given(
    order=st.sampled_from(Order),
    round_=st.sampled_from([1, 4]),
    names=st.lists(
        st.sampled_from([*PRESSES, "next", "next", "tick", "tick one", "untick", "pick"]),
        max_size=30,
    ),
)
@example(
    order=Order.CLOCKWISE,
    round_=4,
    names=["propose", "tick one", "untick", "tick one", "untick", "next"],
)
@example(
    order=Order.CLOCKWISE,
    round_=4,
    names=["propose", "tick", "untick", "tick", "propose", "tick", "next", "untick", "pause"],
)
@example(
    order=Order.COUNTER, round_=1, names=["leaves", "leaves", "leaves", "comes", "moves", "next"]
)
def test_undo_of_any_press_returns_what_was_seen_before(
    order: Order, round_: int, names: list[str]
) -> None:
    hand = Hand(ready(), order, round_)
    began = hand.guide
    pressed_so_far: list[Guide] = []
    for name in names:
        before = hand.guide
        if before.view.ended_at is not None:
            break
        if pressed(hand, name):
            pressed_so_far.append(before)
            assert hand.guide.view.undo is not None
            hand.press(hand.guide.undo())
            after = hand.guide
            assert seen(after) == seen(before)
            assert after.seats == before.seats
            hand.picked = before.picked
            assert pressed(hand, name), "what was taken back may be done again"
    for before in reversed(pressed_so_far):
        hand.press(hand.guide.undo())
        assert seen(hand.guide) == seen(before)
    assert seen(hand.guide) == seen(began)


@pytest.fixture
def world() -> World:
    """A case that is ready for its circle of four."""
    return ready()


@pytest.fixture
def hand(world: World) -> Hand:
    """A circle of four that has just begun."""
    return Hand(world)


def test_that_the_circle_began_is_asked_before_it_is_taken_back(hand: Hand) -> None:
    move = hand.guide.undo()
    assert isinstance(move, Ask)
    hand.press(move)
    assert hand.desk.ask(AskFacingMe(CASE)) is None


def test_a_card_is_asked_for_and_a_round_is_entered_when_asked(hand: Hand) -> None:
    refused = hand.guide.go_on(2)
    assert isinstance(refused, Record), "it is recorded, so that its refusal says what is missing"
    assert not hand.press(refused)
    assert hand.guide.next is Next.TURN


def test_a_turn_that_is_taken_back_gives_the_piece_back(hand: Hand) -> None:
    hand.picked = SEATS[2]
    hand.press(hand.guide.turn(Outcome.PASSED))
    assert hand.guide.holder is not None
    assert hand.guide.holder.person == SEATS[0]
    hand.press(hand.guide.undo())
    assert hand.guide.holder.person == SEATS[2]


def test_what_somebody_else_recorded_is_not_taken_back(world: World) -> None:
    sit_down(world)
    world.do("mateo", CASE, TurnTaken(on=DAY, person=SEATS[0]))
    mine, theirs = (world.desk(m).ask(AskFacingMe(CASE)) for m in ("priya", "mateo"))
    assert mine is not None
    assert mine.undo is None
    assert theirs is not None
    assert theirs.undo is not None


def test_a_round_is_asked_for_in_a_sentence_that_says_what_is_open(hand: Hand) -> None:
    hand.press(hand.guide.turn(Outcome.SPOKE))
    asked = hand.guide.go_on(1)
    assert isinstance(asked, Ask)
    assert asked.sentence.startswith("Still to hear: Minh, Cole, Dana. Go on to “")


def test_a_round_that_a_reason_opens_asks_for_it(world: World) -> None:
    hand = Hand(world)
    introduction(world)
    hand.press(hand.guide.go_on(2))
    asked = hand.guide.go_on(3)
    assert isinstance(asked, EnterForReason)
    assert not hand.press(asked.refused)
    assert hand.press(asked)
    assert hand.guide.view.round == 3
    hand.press(hand.guide.undo())
    assert hand.guide.view.round == 2
    assert not hand.desk.case(CASE).overrides


def test_what_was_taken_back_elsewhere_is_not_recorded_again_in_the_circle(hand: Hand) -> None:
    """Somebody's yes that was taken back on the case page stays taken back."""
    record = hand.desk.record_of(CASE)
    said = next(e.id for e in record if isinstance(e.event, WillingnessStated))
    taken = correction_acts.MISTAKE.of(DAY, replaces=said)
    assert isinstance(hand.desk.record(CASE, taken), Recorded)
    assert hand.guide.view.undo is None


def test_after_the_end_only_the_end_is_taken_back(hand: Hand) -> None:
    hand.press(hand.guide.end())
    assert hand.guide.view.undo is not None
    named = agreement_acts.HARM.of(DAY, text="A sculpture was taken apart.")
    assert isinstance(hand.desk.record(CASE, named), Recorded)
    assert hand.guide.view.undo is None


# --- who is there --------------------------------------------------------------------------


def test_who_leaves_goes_with_who_came_for_them_and_nobody_else(hand: Hand) -> None:
    asked = hand.guide.leaves(SEATS[0])
    assert isinstance(asked, Offer)
    assert asked.sentence.startswith("Ánh leaves. No reason is asked")
    assert "Cole and Dana, who came for them, leave the process with them." in asked.sentence
    hand.press(hand.guide.leaves(SEATS[3]))
    assert [seat.called for seat in hand.guide.view.seats] == ["Ánh", "Minh", "Cole"]


def test_who_left_comes_back_to_a_seat_of_their_choice(hand: Hand) -> None:
    hand.press(hand.guide.leaves(SEATS[3]))
    offered = hand.guide.comes(SEATS[0])
    assert isinstance(offered, Offer)
    assert [(choice.key, choice.words) for choice in offered.choices] == [("1", "Dana")]
    hand.press(offered)
    assert [seat.called for seat in hand.guide.view.seats] == ["Ánh", "Dana", "Minh", "Cole"]
    assert hand.guide.comes(SEATS[0]) == Say("Everybody who takes part has a seat.")
    hand.press(hand.guide.undo())
    assert [seat.called for seat in hand.guide.view.seats] == ["Ánh", "Minh", "Cole"]


def test_somebody_changes_seats_with_whoever_is_next(hand: Hand) -> None:
    hand.press(hand.guide.moves(SEATS[3]))
    assert [seat.called for seat in hand.guide.view.seats] == ["Dana", "Minh", "Cole", "Ánh"]


def test_each_party_who_remains_is_asked_whether_they_go_on() -> None:
    hand = Hand(two_harmed())
    hand.press(hand.guide.leaves(SEATS[0]))
    for called in ("Minh", "Cole"):
        assert hand.guide.next is Next.REMAIN
        assert hand.guide.next_words == f"Ask {called} whether to go on"
        asked = hand.guide.press_next()
        assert isinstance(asked, Offer)
        assert [choice.key for choice in asked.choices] == ["Y", "N"]
        assert hand.press(asked)
    assert hand.guide.next is Next.TURN


def two_harmed() -> World:
    """Return a world in which two of those who will sit down were harmed."""
    world = ready()
    second = replace(named_again(world), parts=(Part.AFFECTED,), invited_by=None, purpose="")
    accepts = (
        FacilitatorAccepted(on=DAY, person=SEATS[2], member=MemberId(member), accepted=True)
        for member in ("priya", "mateo")
    )
    world.do("priya", CASE, second, *accepts)
    return world


def test_where_somebody_does_not_want_to_go_on_the_circle_is_led_to_its_end() -> None:
    hand = Hand(two_harmed())
    hand.press(hand.guide.leaves(SEATS[0]))
    for answer in (1, 0):
        asked = hand.guide.press_next()
        assert isinstance(asked, Offer)
        assert hand.press(asked.choices[answer].then)
    assert hand.guide.next is Next.END
    ends = hand.guide.press_next()
    assert isinstance(ends, Ask)
    assert ends.sentence.startswith("Minh does not want to go on without those who left.")
    assert hand.press(ends)
    assert hand.guide.view.ended_at is not None


def test_a_conference_that_has_lost_a_side_is_led_to_its_end(hand: Hand) -> None:
    hand.press(hand.guide.leaves(SEATS[1]))
    assert hand.guide.next is Next.END
    assert hand.guide.next_words == "End the circle with dignity"
    asked = hand.guide.press_next()
    assert isinstance(asked, Ask)
    assert "No Responsible Party takes part any longer" in asked.sentence
    assert hand.press(hand.guide.undo())
    assert hand.guide.next is Next.TURN
    hand.press(hand.guide.leaves(SEATS[1]))
    assert hand.press(hand.guide.press_next())
    assert hand.guide.view.ended_at is not None


def test_who_leads_a_conference_is_told_while_one_side_is_not_in_the_ring(hand: Hand) -> None:
    hand.press(Record((circle_acts.GONE.of(DAY, person=SEATS[1]),), None))
    assert hand.guide.still_open.startswith("No Responsible Party is in the circle just now.")
    assert hand.guide.next is Next.TURN
    hand.press(hand.guide.undo())
    assert "just now" not in hand.guide.still_open


def test_where_a_side_is_gone_nobody_is_asked_whether_they_go_on() -> None:
    hand = Hand(two_harmed())
    hand.press(hand.guide.leaves(SEATS[1]))
    turn = TurnTaken(on=DAY, person=SEATS[0])
    assert {ruling.rule for ruling in hand.desk.may(CASE, turn).missing} == {"RC-172"}


def named_again(world: World) -> ParticipantNamed:
    """How Cole was named, to be put right."""
    entries = world.desk("priya").record_of(CASE)
    found = next(
        entry
        for entry in entries
        if isinstance(entry.event, ParticipantNamed) and entry.event.person == SEATS[2]
    )
    assert isinstance(found.event, ParticipantNamed)
    return replace(found.event, replaces=found.id)


def test_after_the_last_round_nothing_further_is_entered(hand: Hand) -> None:
    last = replace(hand.guide, view=replace(hand.guide.view, round=5))
    assert isinstance(last.go_further(), Say)
