"""A case that nobody can open waits, and goes by two who hold an office once its time is over."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rjdesk.desk.lost import destroy_lost, lost_cases, propose_lost
from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.vault import AskVault
from rjdesk.process.kernel.event import Stream
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

CASE = s1.CASE


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A case that was lived to its close."""
    folder = None if request.param == "memory" else tmp_path / "v.rjvault"
    world = reed(folder, s1.STORY.begins)
    for chapter in s1.STORY.chapters:
        tell(world, s1.STORY, chapter)
    return world


def nobody_can_open_it(world: World) -> None:
    journal = world.journal("imani")
    journal.append(CASE, (), takes=journal.holders(CASE))


def its_month(world: World) -> date:
    """Return the first day of the month after the month of the last day of its window."""
    desk = world.desk("imani")
    months = desk.programme().deadlines.retention_until_months
    on = desk.coalition.cases[CASE].on
    count = on.year * 12 + on.month - 1 + months + 1
    return date(count // 12, count % 12 + 1, 1)


def test_what_somebody_can_open_is_not_lost(world: World) -> None:
    assert lost_cases(world.desk("teodor")) == ()
    nobody_can_open_it(world)
    assert lost_cases(world.desk("teodor")) == (CASE,)


def test_two_who_hold_an_office_destroy_it_after_its_month_and_nobody_before(
    world: World,
) -> None:
    nobody_can_open_it(world)
    day = its_month(world)
    world.clock.set(day - timedelta(days=1))
    (row,) = world.desk("teodor").ask(AskVault()).lost
    assert not row.to_propose.allowed
    early = propose_lost(world.desk("teodor"), CASE, shredded=True)
    assert isinstance(early, Refused)
    assert early.rules == {"RC-143"}
    world.clock.set(day)
    paper = propose_lost(world.desk("teodor"), CASE, shredded=False)
    assert isinstance(paper, Refused)
    assert paper.rules == {"RC-149"}
    assert isinstance(propose_lost(world.desk("ewa"), CASE, shredded=True), Refused)
    assert isinstance(propose_lost(world.desk("teodor"), CASE, shredded=True), Recorded)
    alone = destroy_lost(world.desk("teodor"), CASE)
    assert isinstance(alone, Refused)
    assert alone.rules == {"RC-146"}
    assert isinstance(destroy_lost(world.desk("ewa"), CASE), Refused)
    (row,) = world.desk("adeyemi").ask(AskVault()).lost
    assert row.to_confirm is not None
    assert row.to_confirm.allowed
    assert destroy_lost(world.desk("adeyemi"), CASE) is None
    for member in ("adeyemi", "ewa", "imani"):
        desk = world.desk(member)
        assert lost_cases(desk) == ()
        assert not desk.journal.begun(CASE, Stream.RECORD)
        assert desk.journal.examination()() in ([], ())


def test_what_can_be_opened_after_all_is_not_destroyed_so(world: World) -> None:
    world.clock.set(its_month(world))
    assert isinstance(propose_lost(world.desk("teodor"), CASE, shredded=True), Recorded)
    with pytest.raises(Trouble, match="othing was destroyed"):
        destroy_lost(world.desk("adeyemi"), CASE)
    assert world.desk("priya").journal.entries(CASE, Stream.RECORD)
