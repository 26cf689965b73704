"""Cases to begin with: points of the told stories, by what goes on there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from rjdesk.process.case import Case, fold_case
from rjdesk.process.kernel.event import Stream
from rjdesk.rehearsal.stories import TOLD
from rjdesk.rehearsal.telling import Story
from tests.stories.happening import told_to_each_point


class TimeOfCase(NamedTuple):
    """A part of a process in which a case may be found, by its name."""

    name: str
    holds: Callable[[Case], bool]


class PreparedCase(NamedTuple):
    """A point of a told story: what comes next there is the event of that number."""

    story: Story
    point: int

    def __str__(self) -> str:
        return f"{self.story.id} at {self.point}"


TIMES = (
    TimeOfCase("after the intake", lambda case: case.ever_assigned and not case.meetings),
    TimeOfCase(
        "while it is prepared",
        lambda case: bool(case.meetings) and case.preparation.starts_at is None,
    ),
    TimeOfCase(
        "before the circle",
        lambda case: case.preparation.starts_at is not None and not case.circles,
    ),
    TimeOfCase("in the circle", lambda case: bool(case.circle and case.circle.ended_at is None)),
    TimeOfCase(
        "while the agreement is signed",
        lambda case: bool(case.agreement.printed) and case.agreement.monitoring_since is None,
    ),
    TimeOfCase("while it is followed up", lambda case: case.agreement.monitoring_since is not None),
)
"""The six times at which a case is taken from the stories."""


@cache
def prepared_at(time: TimeOfCase) -> tuple[PreparedCase, ...]:
    """Return each point of each told story that lies in a time, in one of its processes."""
    return tuple(
        prepared
        for prepared, case in _every_point()
        if any(time.holds(seen) for seen in case.each_process)
    )


@cache
def _every_point() -> tuple[tuple[PreparedCase, Case], ...]:
    """Return every point of every told story, with its case there."""
    return tuple(
        (
            PreparedCase(story, point),
            fold_case(story.case, world.house.journals.get(record_of(story), ())),
        )
        for story in TOLD
        for point, world in enumerate(told_to_each_point(story))
    )


def record_of(story: Story) -> tuple[str, Stream]:
    """Return under what a journal in memory keeps the record of a story's case."""
    return (story.case, Stream.RECORD)
