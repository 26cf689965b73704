"""A case that was lived to its close, whose records are to be destroyed by now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rjdesk.desk.views.records import AskRecords
from rjdesk.process.followup.events import FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

CASE = s1.CASE


def to_be_destroyed(folder: Path | None) -> World:
    """Return the world on the first day of the window, in a vault or in memory."""
    world = reed(folder, s1.STORY.begins)
    for chapter in s1.STORY.chapters:
        tell(world, s1.STORY, chapter)
    view = world.desk("imani").ask(AskRecords(CASE))
    (between, *_) = view.stands
    day = date.fromisoformat(iso(between.split(" between ")[1].split(" and ")[0]))
    world.clock.set(max(day, world.clock().date()))
    case = world.desk("priya").case(CASE)
    for person in case.people:
        if person.harmed and case.follow_ups.of(FollowUpKind.SIX_MONTHS, person.id) is None:
            closed = FollowUpClosed(
                on=world.clock().date(),
                kind=FollowUpKind.SIX_MONTHS,
                person=person.id,
                closed=Ended.DECLINED,
            )
            world.do("priya", CASE, closed)
    return world


def iso(words: str) -> str:
    day, month, year = words.split()
    months = "January February March April May June July August September October November December"
    return f"{year}-{months.split().index(month) + 1:02d}-{int(day):02d}"
