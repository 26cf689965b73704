"""The chapters of the tour, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rjdesk.tour.intake import take_the_request
from rjdesk.tour.membership import found_the_coalition
from rjdesk.tour.premeeting import meet_one_by_one
from rjdesk.tour.story import Story

CHAPTERS: Sequence[tuple[str, Callable[[Story], None]]] = (
    ("A coalition begins", found_the_coalition),
    ("A request becomes a case", take_the_request),
    ("One person at a time", meet_one_by_one),
)
