"""Rules of the library (policy sections 4E and 6B)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.offices import a_holder_of
from rjdesk.process.kernel.ruling import ITSELF, NOBODY, Missing, Strength
from rjdesk.process.kernel.writing import can_be_seen
from rjdesk.process.library.events import (
    DocumentAdded,
    DocumentTakenOut,
    ReflectionsPublished,
    ReflectionWithdrawn,
)
from rjdesk.process.library.state import LEAST_TOGETHER, LONGEST_TITLE, Published


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
    if any(item.digest in at.coalition.withdrawn for item in event.items):
        yield Missing(
            "One of them was taken out of the library.", NOBODY, supply="It is not released again."
        )
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


@rule("RC-140", "6B", Strength.SHALL, DocumentAdded)
def a_document_is_called_something(event: DocumentAdded, at: RuleContext) -> Iterator[Missing]:
    """Whoever looks for it finds it by its title, once."""
    if not can_be_seen(event.title):
        yield Missing("The document has no title.", ITSELF, supply="Write what it is about.")
    if len(event.title) > LONGEST_TITLE:
        yield Missing(
            f"The title is longer than {LONGEST_TITLE} letters.", ITSELF, supply="Shorten it."
        )
    if event.document in {known.id for known in at.coalition.documents}:
        yield Missing(
            "This document is in the library.", NOBODY, supply="Take it out first, or add another."
        )


@rule("RC-140", "6B", Strength.SHALL, DocumentAdded)
def a_text_names_nobody_of_a_case(event: DocumentAdded, at: RuleContext) -> Iterator[Missing]:
    """Every member reads the library, and not every case: nobody is known from it."""
    if can_be_seen(event.reason):
        return
    for sentence in at.left(event):
        yield Missing(
            f"It is held back. {sentence}",
            ITSELF,
            supply="Take it out of the text, or write why it names nobody.",
        )


@rule("RC-140", "6B", Strength.SHALL, DocumentTakenOut)
def who_added_a_document_takes_it_out(
    event: DocumentTakenOut, at: RuleContext
) -> Iterator[Missing]:
    """Who added it may take it out, and whoever assigns facilitators."""
    known = next((each for each in at.coalition.documents if each.id == event.document), None)
    if known is None:
        yield Missing("This document is not in the library.", NOBODY, supply="Open the page anew.")
        return
    offices = at.programme.offices_that(Capacity.ASSIGNS)
    if known.added_by != at.actor and not at.holds_one_of(offices):
        yield Missing(
            f"A document is taken out by who added it, or by {a_holder_of(offices)}.",
            NOBODY,
            who=(at.coalition.name_of(known.added_by),),
            supply="Ask one of them.",
        )


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
    a_document_is_called_something,
    a_text_names_nobody_of_a_case,
    who_added_a_document_takes_it_out,
)
