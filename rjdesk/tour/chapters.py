"""The chapters of the tour, in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rjdesk.tour.agreement import sign_the_agreement
from rjdesk.tour.circle import sit_in_circle
from rjdesk.tour.conference import prepare_the_circle
from rjdesk.tour.followup import follow_up
from rjdesk.tour.intake import take_the_request
from rjdesk.tour.membership import found_the_coalition
from rjdesk.tour.partners import PARTNERS_CHAPTERS
from rjdesk.tour.premeeting import meet_one_by_one
from rjdesk.tour.story import Tour

Chapters = Sequence[tuple[str, Callable[[Tour], None]]]

REED_CHAPTERS: Chapters = (
    ("A coalition begins", found_the_coalition),
    ("A request becomes a case", take_the_request),
    ("One person at a time", meet_one_by_one),
    ("Preparing the circle", prepare_the_circle),
    ("The circle", sit_in_circle),
    ("The agreement is signed", sign_the_agreement),
    ("Following up", follow_up),
)

STORIES: Mapping[str, Chapters] = {
    "reed-2019": REED_CHAPTERS,
    "restorative-partners": PARTNERS_CHAPTERS,
}
"""The story that is told of each programme."""
