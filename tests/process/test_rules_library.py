"""What is released is released together, under its term alone."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from rjdesk.process.kernel.calendar import first_of_term
from rjdesk.process.library import rules as library
from rjdesk.process.library.events import ReflectionsPublished, ReflectionWithdrawn
from rjdesk.process.library.state import Published
from tests.process.stories import DAY, IMANI, by, coalition_with, moment
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


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_the_library_say(row: Row) -> None:
    judge(row)
