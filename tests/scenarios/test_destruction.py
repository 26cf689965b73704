"""Records that are destroyed by two, in a real vault: refused before, held, done, and counted."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from rjdesk.desk.outcome import Recorded, Refused
from rjdesk.desk.ports import Trouble
from rjdesk.desk.views.certificate import AskCertificate
from rjdesk.desk.views.records import AskRecords
from rjdesk.desk.views.today import AskToday
from rjdesk.process.counts.state import Count, Counted
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.retention.events import HoldReleased, RecordsHeld
from tests.scenarios.destroying import CASE, to_be_destroyed
from tests.scenarios.world import World

IMANI, PRIYA = MemberId("imani"), MemberId("priya")


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    return to_be_destroyed(None if request.param == "memory" else tmp_path / "v.rjvault")


def proposes(world: World, member: str, *, shredded: bool = True) -> Recorded | Refused:
    desk = world.desk(member)
    return desk.record(CASE, desk.proposal_of(CASE, shredded=shredded))


def test_two_destroy_a_case_and_its_count_outlives_it(world: World) -> None:
    assert isinstance(proposes(world, "imani"), Recorded)
    assert isinstance(world.desk("imani").destroy(CASE), Refused), "one alone destroys nothing"
    desk = world.desk("priya")
    view = desk.ask(AskRecords(CASE))
    assert view.second
    assert view.to_confirm.allowed
    sheet = desk.ask(AskCertificate(CASE))
    assert sheet.fields["destroyed.code"] == view.code
    assert [each.name for each in sheet.signers["destroyers"]] == ["Imani Okafor", "Priya Raman"]
    assert desk.destroy(CASE) is None
    for member in ("priya", "imani", "mateo"):
        desk = world.desk(member)
        assert CASE not in desk.cases()
        assert not desk.ask(AskToday()).lines
        assert not desk.record_of(CASE)
    (figures,) = world.desk("imani").journal.counts()
    count = msgspec.json.decode(figures, type=Count)
    assert (count.year, count.counted, count.held) == (2026, Counted.HARM_CASE, True)
    assert not world.desk("ewa").journal.counts()


def test_what_is_recorded_in_between_voids_the_proposal(world: World) -> None:
    proposes(world, "imani")
    today = world.clock().date()
    held = RecordsHeld(on=today, reason="A court asks.", review=today + timedelta(days=60))
    world.do("priya", CASE, held)
    assert isinstance(world.desk("priya").destroy(CASE), Refused)
    assert isinstance(proposes(world, "imani"), Refused), "held records are not even proposed"
    world.do("priya", CASE, HoldReleased(on=today))
    assert isinstance(proposes(world, "imani"), Recorded)
    assert world.desk("priya").destroy(CASE) is None


def test_paper_that_is_still_there_is_asked_about(world: World) -> None:
    refused = proposes(world, "imani", shredded=False)
    assert isinstance(refused, Refused)
    assert {ruling.rule for ruling in refused.rulings} == {"RC-149"}


def test_before_the_window_it_is_refused_with_the_day(world: World) -> None:
    world.clock.set(world.clock().date() - timedelta(days=2))
    refused = proposes(world, "imani")
    assert isinstance(refused, Refused)
    assert "RC-143" in {ruling.rule for ruling in refused.rulings}


def test_after_the_window_it_is_overdue_until_it_is_done_or_held(world: World) -> None:
    world.clock.set(world.clock().date() + timedelta(days=400))
    assert world.desk("imani").ask(AskRecords(CASE)).overdue
    today = world.clock().date()
    held = RecordsHeld(on=today, reason="A court asks.", review=today + timedelta(days=60))
    world.do("imani", CASE, held)
    assert not world.desk("imani").ask(AskRecords(CASE)).overdue
    world.clock.set(today + timedelta(days=60))
    assert world.desk("imani").ask(AskRecords(CASE)).overdue, "a hold past its day is overdue"


def test_a_signature_for_another_case_destroys_nothing(world: World) -> None:
    proposes(world, "imani")
    desk = world.desk("priya")
    with pytest.raises(Trouble):
        desk.journal.destroy(CASE, IMANI, b"\x00" * 64, b"{}")
    assert CASE in desk.cases()
