"""Rules of the library (policy sections 4E and 6B)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.library.events import ReflectionsPublished, ReflectionWithdrawn
from rjdesk.process.library.state import LEAST_TOGETHER, Published


@rule("RC-108", "4E", Strength.SHALL, ReflectionsPublished)
def reflections_are_released_together(
    event: ReflectionsPublished, at: RuleContext
) -> Iterator[Missing]:
    """Several at once, under their term alone: one by itself would be known by its day."""
    if len(event.items) < LEAST_TOGETHER:
        yield Missing(
            f"Reflections are released {LEAST_TOGETHER} at a time, or more.",
            "result-confirmed",
            supply="Wait until others are reviewed and confirmed too.",
        )
    yield from _bears_the_term_alone(event, at)
    if not all(can_be_seen(item.went_well + item.could_improve) for item in event.items):
        yield Missing("One of them is empty.", ITSELF, supply="Leave it out.")
    if len(set(event.items)) < len(event.items):
        yield Missing("One of them is there twice.", ITSELF, supply="Leave it out once.")
    if not all(map(_is_signed, event.items)):
        yield Missing("One of them has no author.", ITSELF, supply="Say who wrote it.")


@rule("RC-106", "4E", Strength.SHALL, ReflectionsPublished)
def what_is_released_may_leave_its_case(
    event: ReflectionsPublished, at: RuleContext
) -> Iterator[Missing]:
    """Each of them is the result of a case, confirmed, and names nobody of any other."""
    for sentence in at.left(event):
        yield Missing(sentence, NOBODY, supply="Leave it out, or have it reviewed anew.")


@rule("RC-108", "4E", Strength.SHALL, ReflectionWithdrawn)
def what_is_taken_out_stands_there(
    event: ReflectionWithdrawn, at: RuleContext
) -> Iterator[Missing]:
    """What stands in the library can be taken out of it, once, under the term alone."""
    if event.digest not in {item.digest for shelf in at.coalition.library for item in shelf.items}:
        yield Missing(
            "This reflection is not in the library.", NOBODY, supply="Open the page anew."
        )
    yield from _bears_the_term_alone(event, at)


def _bears_the_term_alone(
    event: ReflectionsPublished | ReflectionWithdrawn, at: RuleContext
) -> Iterator[Missing]:
    if event.on != first_of_term(at.today, at.programme.deadlines.year_starts_in):
        yield Missing(
            "What is released or taken out bears the first day of the term, and no other.",
            ITSELF,
            supply="Open the page anew.",
        )


def _is_signed(item: Published) -> bool:
    return any(map(can_be_seen, item.authors))


RULES = (
    reflections_are_released_together,
    what_is_released_may_leave_its_case,
    what_is_taken_out_stands_there,
)
