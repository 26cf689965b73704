"""What is wrong with the rounds of a programme and their cards, each a sentence with the key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rjdesk.process.kernel.faults import quoted, shown
from rjdesk.process.kernel.programme import MOST_ROUNDS, ONCE, Card, Programme, Round, RoundKind


def rounds_in(programme: Programme) -> Iterator[tuple[str, tuple[Round, ...]]]:
    """Yield the rounds of each kind of circle, with the key that leads to them."""
    yield "rounds", programme.rounds
    for number, known in enumerate(programme.circles):
        yield f"circles[{number}].rounds", known.rounds


def cards_in(key: str, rounds: Sequence[Round]) -> Iterator[tuple[str, Card]]:
    """Yield each card of some rounds with the key that leads to it; ``key`` leads to those."""
    for number, round_ in enumerate(rounds):
        for place, card in enumerate(round_.cards):
            yield f"{key}[{number}].cards[{place}]", card


def wrong_cards(programme: Programme) -> Iterator[str]:
    """Yield where two cards of a circle have one id: what is ticked is known by that alone."""
    for of, rounds in rounds_in(programme):
        first: dict[str, str] = {}
        for key, card in cards_in(of, rounds):
            if card.id in first:
                yield (
                    f"the key {key}.id says “{card.id}”, and so does {first[card.id]}.id. Give "
                    "each card an id of its own, whatever its round."
                )
            first.setdefault(card.id, key)


def wrong_rounds(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the rounds of circles about harm, and of those without sides."""
    for of, rounds in rounds_in(programme):
        yield from _wrong_order(of, [round_.kind for round_ in rounds])
        for key, card in cards_in(of, rounds):
            if card.rule and card.rule not in programme.rules:
                yield (
                    f"the key {key}.rule names “{shown(card.rule)}”, which [rules] does not list. "
                    "List it there, or take the key out."
                )
    yield from _wrong_circles(programme)
    yield from _wrong_as_usual(programme)


def _wrong_order(key: str, kinds: list[RoundKind]) -> Iterator[str]:
    """Yield what is wrong with the order of the rounds of a circle."""
    about_harm = key == "rounds"
    needed = [kind for kind in ONCE if about_harm or kind is not RoundKind.AGREEMENT]
    once = [kind for kind in kinds if kind in needed]
    if once != needed or kinds[0] is not ONCE[0] or kinds[-1] is not ONCE[-1]:
        forming = " and, after those, “agreement”" if about_harm else ""
        yield (
            f"the key {key} holds {quoted(kind.value for kind in kinds) or 'no round'}. It "
            f"begins with “introduction”, ends with “closing”, and between them are “questions”"
            f"{forming}, each once."
        )
    elif not about_harm and RoundKind.AGREEMENT in kinds:
        yield f"the key {key} holds “agreement”, and such a circle forms none. Take it out."
    if kinds.count(RoundKind.VALUES) > 1:
        yield f"the key {key} holds “values” more than once. One round of values is enough."
    if len(kinds) > MOST_ROUNDS:
        yield f"the key {key} holds {len(kinds)} rounds. A circle has at most {MOST_ROUNDS}."


def _wrong_circles(programme: Programme) -> Iterator[str]:
    """Yield where it does not say, or says twice, of which circles some rounds are."""
    for number, known in enumerate(programme.circles):
        if not known.of:
            yield f"the key circles[{number}].of names no kind of circle. Name one."
    named = [name for known in programme.circles for name in known.of]
    for twice in sorted({name for name in named if named.count(name) > 1}):
        yield f"the key circles has “{twice}” twice. Give its rounds once."


def _wrong_as_usual(programme: Programme) -> Iterator[str]:
    """Yield where cards are to be the usual ones, and are others or nowhere."""
    usual = {known.kind for known in programme.rounds}
    for of, rounds in rounds_in(programme):
        for number, round_ in enumerate(rounds):
            key = f"the key {of}[{number}]"
            if not round_.as_usual:
                continue
            if rounds is programme.rounds:
                yield f"{key} is as_usual, and is itself what is usual. Take it out."
            elif round_.cards:
                yield f"{key} has cards of its own, and those as_usual. Take one of them out."
            elif round_.kind not in usual:
                yield (
                    f"{key} is as_usual, and [[rounds]] has no round of “{round_.kind.value}”. "
                    "Write its cards here."
                )
