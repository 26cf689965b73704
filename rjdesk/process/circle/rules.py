"""Rules of the circle (policy section 4C)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.agreement.events import ActionProposed
from rjdesk.process.circle.derived import cards_said
from rjdesk.process.circle.events import (
    CircleCompleted,
    CircleEvent,
    CircleStarted,
    QuestionAsked,
    RoundEntered,
    SeatLeft,
    SeatsChanged,
    SeatTaken,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.circle.state import Circle
from rjdesk.process.context import Check, Rule, RuleContext, rule
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.kernel.programme import RoundKind, Rounds
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.preparation.state import WITHOUT_SIDES, About, ProcessType
from rjdesk.process.taking_part.derived import is_without_sides


def _circle(at: RuleContext) -> Circle | None:
    return at.the_case.circle


def _rounds(at: RuleContext) -> Rounds:
    """Return the rounds of the circle under way, by its kind (RC-018)."""
    return at.programme.rounds_of(at.the_case.kind_of_circle)


def _names(at: RuleContext, people: tuple[PersonId, ...]) -> tuple[str, ...]:
    return tuple(at.the_case.name_of(person) for person in people)


@rule("RJ-CIRCLE", "4C", Strength.SHALL, CircleEvent)
def a_circle_is_under_way(event: CircleEvent, at: RuleContext) -> Iterator[Missing]:
    """What happens in a circle happens while it is under way."""
    circle = _circle(at)
    if circle is None or circle.ended_at is not None:
        yield Missing(
            "No circle is under way.", "circle-started", supply="Start one under Preparation."
        )


@rule("RJ-CIRCLE", "4C", Strength.SHALL, CircleStarted)
def one_circle_at_a_time(event: CircleStarted, at: RuleContext) -> Iterator[Missing]:
    """A circle under way is not begun anew, for its turns would be lost."""
    circle = _circle(at)
    if circle is not None and circle.ended_at is None and not event.replaces:
        yield Missing(
            "A circle is under way.", "circle-completed", supply="Go back to it, or end it first."
        )


@rule("RJ-CIRCLE", "4C", Strength.SHALL, RoundEntered)
def the_round_is_one_of_the_programme(event: RoundEntered, at: RuleContext) -> Iterator[Missing]:
    """There is no round before the first or after the last."""
    rounds = len(_rounds(at))
    if not 1 <= event.round <= rounds:
        yield Missing(f"There are {rounds} rounds.", ITSELF, supply="Enter one of them.")


@rule("RJ-TURN", "4C", Strength.SHALL, TurnTaken, ValueNamed)
def one_turn_each(event: TurnTaken | ValueNamed, at: RuleContext) -> Iterator[Missing]:
    """The talking piece reaches each person present once in a go-round."""
    circle = _circle(at)
    if circle is not None and event.person not in circle.waiting():
        yield Missing(
            f"{at.the_case.name_of(event.person)} has had this turn, or is not in the circle.",
            NOBODY,
        )


def _kind(at: RuleContext) -> RoundKind | None:
    """Return what the round under way makes, or None where there is none."""
    circle = _circle(at)
    rounds = _rounds(at)
    if circle is None or not 1 <= circle.round <= len(rounds):
        return None
    return rounds.at(circle.round).kind


@rule("RJ-TURN", "4C", Strength.SHALL, TurnTaken, ValueNamed)
def turns_rest_during_a_break(event: TurnTaken | ValueNamed, at: RuleContext) -> Iterator[Missing]:
    """The talking piece rests while the circle is on a break."""
    circle = _circle(at)
    if circle is not None and circle.on_break:
        yield Missing(
            "The circle is on a break.",
            "break-ended",
            supply="Go on when everybody is back, and end the break.",
        )


@rule("RJ-TURN", "4C", Strength.SHALL, TurnTaken)
def a_question_is_asked_before_turns(event: TurnTaken, at: RuleContext) -> Iterator[Missing]:
    """In the round of guiding questions a turn answers a question."""
    circle = _circle(at)
    if circle is not None and _kind(at) is RoundKind.QUESTIONS and not circle.question:
        yield Missing(
            "No question has been asked yet.",
            "question-asked",
            supply="Ask one, and pass the piece.",
        )


@rule("RJ-TURN", "4C", Strength.SHALL, QuestionAsked)
def questions_have_their_round(event: QuestionAsked, at: RuleContext) -> Iterator[Missing]:
    """Guiding questions are asked in their own round."""
    yield from _in_its_round("Guiding questions are asked", RoundKind.QUESTIONS, at)


@rule("RJ-TURN", "4C", Strength.SHALL, ValueNamed)
def values_have_their_round(event: ValueNamed, at: RuleContext) -> Iterator[Missing]:
    """Values are named in the round of values."""
    yield from _in_its_round("Values are named", RoundKind.VALUES, at)


def _in_its_round(what: str, kind: RoundKind, at: RuleContext) -> Iterator[Missing]:
    """Say that something has a round of its own, where that is not the one under way."""
    if _circle(at) is None or _kind(at) is kind:
        return
    if not _rounds(at).number_of(kind):
        yield Missing(f"{what} in their own round, which this circle does not have.", NOBODY)
    else:
        yield Missing(
            f"{what} in their own round.", "round-entered", supply="Enter that round first."
        )


@rule("RJ-SEAT", "4C", Strength.SHALL, SeatTaken)
def a_seat_is_free(event: SeatTaken, at: RuleContext) -> Iterator[Missing]:
    """Whoever has a seat does not sit down a second time."""
    circle = _circle(at)
    if circle is not None and event.replaces is None and event.person in circle.present:
        name = at.the_case.name_of(event.person)
        yield Missing(f"{name} has a seat.", NOBODY, who=(name,))


@rule("RJ-SEAT", "4C", Strength.SHALL, SeatLeft)
def who_goes_was_there(event: SeatLeft, at: RuleContext) -> Iterator[Missing]:
    """Whoever goes had a seat."""
    circle = _circle(at)
    if circle is not None and event.replaces is None and event.person not in circle.present:
        name = at.the_case.name_of(event.person)
        yield Missing(f"{name} has no seat in this circle.", NOBODY, who=(name,))


@rule("RJ-SEAT", "4C", Strength.SHALL, SeatsChanged)
def seats_are_changed_among_those_who_are_there(
    event: SeatsChanged, at: RuleContext
) -> Iterator[Missing]:
    """Changing seats brings nobody in, and leaves nobody out."""
    circle = _circle(at)
    if circle is not None and sorted(event.present) != sorted(circle.present):
        yield Missing(
            "The circle has changed meanwhile.",
            ITSELF,
            supply="Open the seats anew, and put them in order.",
        )


@rule("RC-080", "4C", Strength.SHOULD, RoundEntered)
def rounds_follow_each_other(event: RoundEntered, at: RuleContext) -> Iterator[Missing]:
    """The rounds keep their order; skipping forward needs a written reason."""
    circle = _circle(at)
    rounds = _rounds(at)
    in_reach = event.round <= len(rounds)
    if circle is not None and in_reach and event.round > circle.round + 1:
        passed = rounds.at(circle.round + 1).title
        yield Missing(
            f"“{passed}” would be skipped.",
            "rule-overridden",
            supply="Enter the next round, or write why this one is skipped.",
        )


def _cards_said(event: RoundEntered, at: RuleContext, rule_id: str) -> Iterator[Missing]:
    circle = _circle(at)
    if circle is None:
        return
    rounds = _rounds(at)
    for number in range(1, min(event.round, len(rounds))):
        for card in cards_said(rounds.at(number), at.the_case):
            if card.needed and card.rule == rule_id and card.id not in circle.said:
                yield Missing(
                    f"“{card.title}” has not been said yet.",
                    "card-said",
                    supply="Say it to the circle, and tick the card.",
                )


def _card_rule(rule_id: str, section: str, strength: Strength) -> Rule:
    """Make the rule that the cards marked with ``rule_id`` are said before their round ends."""

    def cards_are_said(event: RoundEntered, at: RuleContext) -> Iterator[Missing]:
        return _cards_said(event, at, rule_id)

    check: Check = cards_are_said
    return rule(rule_id, section, strength, RoundEntered)(check)


reason_and_process_are_introduced = _card_rule("RC-082", "4C.1", Strength.SHALL)


confidentiality_and_exceptions_are_said = _card_rule("RC-084", "6A.3", Strength.SHALL)


reporting_status_is_asked_of_all = _card_rule("RC-085", "6C", Strength.SHOULD)


doors_are_closed = _card_rule("RC-122", "6A.1", Strength.SHOULD)


@rule("RC-083", "4C.1", Strength.SHALL, RoundEntered)
def guidelines_are_agreed(event: RoundEntered, at: RuleContext) -> Iterator[Missing]:
    """Each person is invited to shape the guidelines, and all agree before the next round."""
    circle = _circle(at)
    if circle is None or event.round <= _rounds(at).number_of(RoundKind.INTRODUCTION):
        return
    if _left(event, at) is RoundKind.INTRODUCTION and (waiting := circle.waiting()):
        yield Missing(
            "Not everybody has been invited to add a guideline.",
            "turn-taken",
            who=_names(at, waiting),
            supply="Pass the talking piece on; anybody may pass.",
        )
    if not circle.guidelines_agreed:
        yield Missing(
            "The guidelines have not been agreed by all.",
            "guidelines-agreed",
            supply="Read them, ask everybody, and tick that all agree.",
        )


@rule("RC-086", "4C.2", Strength.SHOULD, RoundEntered)
def everybody_may_name_a_value(event: RoundEntered, at: RuleContext) -> Iterator[Missing]:
    """In the round of values each person names one, or passes."""
    circle = _circle(at)
    if circle is None or _left(event, at) is not RoundKind.VALUES:
        return
    if waiting := circle.waiting():
        yield Missing(
            "Not everybody has had the talking piece in the round of values.",
            "turn-taken",
            who=_names(at, waiting),
            supply="Pass it on; anybody may pass.",
        )


@rule("RC-088", "4C.3", Strength.SHOULD, RoundEntered, ActionProposed)
def harm_is_heard_before_the_agreement(
    event: RoundEntered | ActionProposed, at: RuleContext
) -> Iterator[Missing]:
    """Where there are sides, each has had a turn on the harm before the agreement is formed."""
    case = at.the_case
    circle, prepared = case.circle, case.preparation.kind
    kind = circle.kind if circle is not None and isinstance(event, RoundEntered) else prepared
    if kind not in WITHOUT_SIDES:
        yield from _harm_heard(event, at)


@rule("RC-018", "1", Strength.SHALL, ActionProposed)
def nobody_is_bound_without_sides(event: ActionProposed, at: RuleContext) -> Iterator[Missing]:
    """A circle without sides comes to no agreement that somebody signs (RC-110)."""
    if is_without_sides(at.the_case):
        yield Missing(
            "Nobody is bound to anything in a circle without sides.",
            NOBODY,
            supply="What people offer they say in the circle, and keep to themselves.",
        )


@rule("RP-16", "3b", Strength.SHALL, RoundEntered, ActionProposed)
def everybody_has_shared_before_the_next_steps(
    event: RoundEntered | ActionProposed, at: RuleContext
) -> Iterator[Missing]:
    """Action steps are talked of after each person present spoke on the harm, or passed."""
    yield from _harm_heard(event, at)


def _not_asked() -> Missing:
    return Missing(
        "No guiding question has been asked.", "question-asked", supply="Ask the first one."
    )


def _harm_question(circle: Circle, at: RuleContext) -> str:
    """Return the question on the harm: the first that was asked and says so, or the first."""
    known = (*at.the_case.preparation.questions, *circle.added)
    harm = {question.id for question in known if question.about is About.HARM}
    return next((asked for asked in circle.asked if asked in harm), circle.asked[0])


def _left(event: RoundEntered, at: RuleContext) -> RoundKind | None:
    """Return the kind of the round that is left for a later one, or None."""
    circle = _circle(at)
    return _kind(at) if circle is not None and event.round > circle.round else None


def _has_formed(circle: Circle, at: RuleContext) -> bool:
    """Whether a circle came to the round in which its kind forms an agreement."""
    kind = circle.kind.value if circle.kind is not None else ""
    forming = at.programme.rounds_of(kind).number_of(RoundKind.AGREEMENT)
    return bool(forming) and circle.round >= forming


def _harm_heard(event: RoundEntered | ActionProposed, at: RuleContext) -> Iterator[Missing]:
    """Say who has not been heard on the harm, before an agreement forms in any way.

    Where nobody meets the harm is told by messages.
    """
    if at.the_case.preparation.kind is ProcessType.INDIRECT:
        return
    circle = _circle(at)
    questions = _rounds(at).number_of(RoundKind.QUESTIONS)
    if isinstance(event, ActionProposed):
        if any(_has_formed(known, at) for known in at.the_case.circles):
            return
        if circle is None:
            yield Missing(
                "Nobody has met in a circle yet.",
                "circle-started",
                supply="What could be done is talked of in the circle.",
            )
            return
        if not circle.asked or circle.ended_at is not None:
            yield _not_asked()
            return
    elif circle is None or not circle.round <= questions < event.round:
        return
    if not circle.asked:
        yield _not_asked()
        return
    had = {turn.person for turn in circle.turns_in(questions, _harm_question(circle, at))}
    # Who came when the next question had been asked already was not there for this one.
    after = {person for person, asked in circle.late if asked > 1}
    if waiting := tuple(p for p in circle.present if p not in had | after):
        yield Missing(
            "Not everybody has had the talking piece on the question of harm.",
            "turn-taken",
            who=_names(at, waiting),
            supply="Pass it on; anybody may pass.",
        )


@rule("RC-091", "4C.5", Strength.SHALL, CircleCompleted)
def the_closing_round_reaches_everybody(
    event: CircleCompleted, at: RuleContext
) -> Iterator[Missing]:
    """A circle is complete when everybody had the last word or passed."""
    circle = _circle(at)
    if circle is None:
        return
    if circle.round != len(_rounds(at)):
        yield Missing(
            "The closing round has not been held.",
            "round-entered",
            supply="Enter it, or end the circle early; no reason is asked.",
        )
    elif waiting := circle.waiting():
        yield Missing(
            "Not everybody has had the closing question.",
            "turn-taken",
            who=_names(at, waiting),
            supply="Pass the talking piece on; anybody may pass.",
        )


RULES = (
    a_circle_is_under_way,
    one_circle_at_a_time,
    the_round_is_one_of_the_programme,
    one_turn_each,
    turns_rest_during_a_break,
    a_question_is_asked_before_turns,
    questions_have_their_round,
    values_have_their_round,
    a_seat_is_free,
    who_goes_was_there,
    seats_are_changed_among_those_who_are_there,
    rounds_follow_each_other,
    reason_and_process_are_introduced,
    confidentiality_and_exceptions_are_said,
    reporting_status_is_asked_of_all,
    doors_are_closed,
    guidelines_are_agreed,
    everybody_may_name_a_value,
    harm_is_heard_before_the_agreement,
    nobody_is_bound_without_sides,
    everybody_has_shared_before_the_next_steps,
    the_closing_round_reaches_everybody,
)
