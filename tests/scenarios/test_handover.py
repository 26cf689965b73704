"""A Chair lays the office down: case by case, somebody who follows reads it, and they no more."""

from datetime import date
from pathlib import Path

import pytest

from rjdesk.desk.views.access import AskAccess
from rjdesk.desk.views.given import AskGiven
from rjdesk.desk.views.handover import AskHandover
from rjdesk.process.intake.events import AccessEnded, AccessGranted, AdvisorInformed
from rjdesk.process.kernel.event import MemberId, Stream
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.recusal.events import Recused
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

IMANI, TEODOR = MemberId("imani"), MemberId("teodor")
CASE = s1.CASE


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A case that Imani opened, up to its pre-meetings."""
    folder = None if request.param == "memory" else tmp_path / "v.rjvault"
    world = reed(folder, s1.STORY.begins)
    for chapter in (s1.INTAKE, s1.PRE_MEETINGS):
        tell(world, s1.STORY, chapter)
    return world


def today(world: World) -> date:
    return world.clock().date()


def follows(world: World) -> AccessGranted:
    return AccessGranted(
        on=today(world),
        member=TEODOR,
        notes=False,
        reason="Takes the case over",
        no_conflict=True,
    )


def ends(world: World) -> AccessEnded:
    return AccessEnded(on=today(world), member=IMANI)


def test_a_case_passes_to_whoever_follows_and_from_who_opened_it(world: World) -> None:
    (case,) = world.desk("imani").ask(AskHandover()).cases
    assert not case.is_read_by(TEODOR)
    assert not case.facilitates
    world.do("imani", CASE, follows(world))
    view = world.desk("imani").ask(AskHandover())
    assert [heir.value for heir in view.heirs] == [TEODOR]
    assert view.cases[0].is_read_by(TEODOR)
    world.do("imani", CASE, ends(world))
    assert world.desk("imani").ask(AskHandover()).cases == ()
    assert world.desk("imani").ask(AskHandover()).elsewhere == 1
    desk = world.desk("imani")
    assert CASE not in desk.cases()
    assert not desk.journal.entries(CASE, Stream.RECORD)
    assert IMANI not in desk.journal.holders(CASE).record
    world.do("teodor", CASE, AdvisorInformed(on=today(world)))
    assert IMANI not in world.journal("teodor").holders(CASE).record
    assert {r.member for r in world.desk("teodor").ask(AskAccess(CASE)).readers} == {
        "teodor",
        "priya",
        "mateo",
    }


def test_nobody_hands_a_case_over_to_nobody_or_for_another(world: World) -> None:
    assert "RC-027" in world.refused("imani", CASE, ends(world))
    world.do("imani", CASE, follows(world))
    assert "RC-027" in world.refused("teodor", CASE, ends(world))


def test_whoever_handed_a_case_over_can_be_let_in_again_and_step_back_from_it(
    world: World,
) -> None:
    world.do("imani", CASE, follows(world))
    world.do("imani", CASE, ends(world))
    again = AccessGranted(
        on=today(world), member=IMANI, notes=False, reason="Helps", no_conflict=True
    )
    world.do("teodor", CASE, again)
    assert CASE in world.desk("imani").cases()
    world.do("imani", CASE, Recused(on=today(world), member=IMANI))
    assert CASE not in world.desk("imani").cases()


def test_what_who_left_had_given_is_shown_to_who_reads_the_case(world: World) -> None:
    world.do("imani", CASE, follows(world))
    assert world.desk("teodor").ask(AskGiven()) == ()
    world.do("imani", CASE, ends(world))
    world.do("imani", None, MemberLeft(on=today(world), member=IMANI))
    (row,) = world.desk("teodor").ask(AskGiven())
    assert (row.case, row.reader, row.giver) == (CASE, "Teodor Lindqvist", "Imani Okafor")
    (reader,) = (
        each for each in world.desk("priya").ask(AskAccess(CASE)).readers if each.member == TEODOR
    )
    assert reader.what == "Was let in, by Imani Okafor, who has left"
    assert world.desk("ewa").ask(AskGiven()) == (), "whoever reads nothing of it is told nothing"


def test_a_case_that_nobody_with_keys_can_open_is_counted_as_waiting(world: World) -> None:
    view = world.desk("teodor").ask(AskHandover())
    assert (view.elsewhere, view.waiting) == (1, 0)
