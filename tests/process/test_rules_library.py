"""What is released is released together, under its term alone."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.context import RuleContext
from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.library import rules as library
from rjdesk.process.library.events import (
    DocumentAdded,
    DocumentTakenOut,
    ReflectionsPublished,
    ReflectionWithdrawn,
)
from rjdesk.process.library.state import Format, Published, Section
from tests.process.stories import DAY, IMANI, MATEO, PRIYA, by, coalition_with, moment
from tests.process.tables import Row, allows, judge, refuses

TOGETHER = library.reflections_are_released_together
TERM = first_of_term(DAY, moment().programme.deadlines.year_starts_in)


def published(count: int, on: date = TERM, said: str = "All were heard.") -> ReflectionsPublished:
    texts = [said + " Again." * n if said.strip() else said for n in range(count)]
    items = (Published(authors=("Priya",), went_well=text, could_improve="") for text in texts)
    return ReflectionsPublished(on=on, items=tuple(items))


FIRST = published(3).items
TWICE = ReflectionsPublished(on=TERM, items=(*FIRST, FIRST[0]))
NOBODYS = ReflectionsPublished(
    on=TERM, items=(*FIRST, Published(authors=(" ",), went_well="Well.", could_improve=""))
)
LEAVES = library.what_is_taken_out_stands_there


def taken_out(on: date = TERM, digest: str = FIRST[1].digest) -> ReflectionWithdrawn:
    return ReflectionWithdrawn(on=on, digest=digest)


STANDS = moment(actor=IMANI, coalition=coalition_with(*by(IMANI, published(3))))
GONE = moment(actor=IMANI, coalition=coalition_with(*by(IMANI, published(3), taken_out())))
MAY = library.what_is_released_may_leave_its_case
HELD = replace(moment(actor=IMANI), left=lambda _event: ("Case 7: “Cole” is named.",))
TABLE: tuple[Row, ...] = (
    allows(MAY, "what may leave", published(3), moment(actor=IMANI)),
    refuses(MAY, "what was taken out", published(3), GONE, "was taken out"),
    refuses(MAY, "what is held back", published(3), HELD, "“Cole” is named"),
    allows(TOGETHER, "three of them", published(3), moment(actor=IMANI)),
    refuses(TOGETHER, "one alone", published(1), moment(actor=IMANI), "3 at a time"),
    refuses(TOGETHER, "today's day", published(3, DAY), moment(actor=IMANI), "first day"),
    refuses(TOGETHER, "the same twice", TWICE, moment(actor=IMANI), "there twice"),
    refuses(TOGETHER, "whose nobody is", NOBODYS, moment(actor=IMANI), "no author"),
    refuses(TOGETHER, "an empty one", published(3, said=" "), moment(actor=IMANI), "empty"),
    allows(LEAVES, "what stands there", taken_out(), STANDS),
    refuses(LEAVES, "what never stood there", taken_out(digest="0"), STANDS, "not in the library"),
    refuses(LEAVES, "what was taken out", taken_out(), GONE, "not in the library"),
    refuses(LEAVES, "today's day", taken_out(DAY), STANDS, "first day"),
)


DOCUMENT = DocumentAdded(
    on=DAY, document="d", title="Pauses", section=Section.TRAINING, format=Format.TEXT, digest="0"
)
TAKES = DocumentTakenOut(on=DAY, document="d")
CALLED = library.a_document_is_called_something
NAMES = library.a_text_names_nobody_of_a_case
WHO = library.who_added_a_document_takes_it_out


def with_document(actor: MemberId) -> RuleContext:
    """Return a moment in which Priya has added a document."""
    return moment(actor=actor, coalition=coalition_with(*by(PRIYA, DOCUMENT)))


TABLE += (
    allows(CALLED, "with a title", DOCUMENT, moment()),
    refuses(CALLED, "without one", replace(DOCUMENT, title=" "), moment(), "no title"),
    refuses(CALLED, "too long", replace(DOCUMENT, title="x" * 81), moment(), "longer than 80"),
    refuses(CALLED, "once more", DOCUMENT, with_document(MATEO), "is in the library"),
    allows(NAMES, "nobody is named", DOCUMENT, moment()),
    refuses(NAMES, "somebody is", DOCUMENT, HELD, "“Cole” is named"),
    allows(NAMES, "a word, and why", replace(DOCUMENT, reason="It is a stone."), HELD),
    refuses(NAMES, "an empty reason", replace(DOCUMENT, reason=" "), HELD, "“Cole” is named"),
    allows(WHO, "who added it", TAKES, with_document(PRIYA)),
    allows(WHO, "a Chair", TAKES, with_document(IMANI)),
    refuses(WHO, "somebody else", TAKES, with_document(MATEO), "who added it, or by a Chair"),
    refuses(WHO, "what is not there", TAKES, moment(), "not in the library"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_library_say(row: Row) -> None:
    judge(row)
