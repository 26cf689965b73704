"""Recusal in a real vault: whoever steps back opens nothing of the case, now or later."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.outcome import Recorded
from rjdesk.desk.ports import DraftKey, Holders
from rjdesk.desk.views.access import AskAccess
from rjdesk.desk.views.cases import AskCases
from rjdesk.desk.views.today import AskToday
from rjdesk.process.intake.events import (
    AccessGranted,
    AdvisorInformed,
    FacilitatorAssigned,
    HandedOn,
)
from rjdesk.process.kernel.event import MemberId, PersonId, Stream
from rjdesk.process.membership.events import MemberLeft
from rjdesk.process.recusal.events import Recused
from rjdesk.rehearsal import two_parties as s1
from rjdesk.vault.envelope import record_of
from tests.scenarios.world import World, reed
from tests.stories.desk import latest, tell

IMANI, TEODOR, PRIYA, MATEO, ADEYEMI = map(
    MemberId, ("imani", "teodor", "priya", "mateo", "adeyemi")
)
CASE = s1.CASE


@pytest.fixture
def world(tmp_path: Path) -> World:
    return told(reed(tmp_path / "v.rjvault", s1.STORY.begins))


def told(world: World) -> World:
    for chapter in (s1.INTAKE, s1.PRE_MEETINGS):
        tell(world, s1.STORY, chapter)
    return world


def steps_back(world: World, member: MemberId, to: MemberId | None = None) -> None:
    world.do(member, CASE, Recused(on=world.clock().date(), member=member, to=to))


def rows_of(world: World, member: str) -> int:
    """Return how many rows about the case a member keeps, and how many keys they have to it."""
    journal = world.journal(member)
    database, me = journal._database, journal._me  # type: ignore[attr-defined]
    streams = [record_of(CASE), journal._holds.notes[record_of(CASE)]]  # type: ignore[attr-defined]
    found = 0
    for stream in streams:
        for table in ("own", "slots"):
            ((count,),) = database.query(
                f"SELECT count(*) FROM {table} WHERE stream = ? AND key = ?",  # noqa: S608
                (bytes.fromhex(stream), bytes.fromhex(me)),
            )
            found += count
    return found


def test_a_recused_facilitator_keeps_nothing_and_is_shown_nothing(world: World) -> None:
    world.journal("mateo").save_draft(DraftKey(CASE, "follow-up"), b"half typed")
    assert rows_of(world, "mateo") >= 4
    steps_back(world, MATEO)
    assert rows_of(world, "mateo") == 0
    desk = world.desk("mateo")
    assert CASE not in desk.cases()
    assert not desk.ask(AskCases()).rows
    assert not desk.ask(AskToday()).lines
    assert not desk.journal.drafts()
    assert not desk.journal.entries(CASE, Stream.RECORD)
    assert not desk.journal.entries(CASE, Stream.NOTES)


def test_whoever_steps_back_sees_nothing_more_in_the_same_session(world: World) -> None:
    desk = world.desk("mateo")
    assert desk.case(CASE).people
    day = world.clock().date()
    assert isinstance(desk.record(CASE, Recused(on=day, member=MATEO)), Recorded)
    assert not desk.case(CASE).people
    assert CASE not in desk.cases()
    assert CASE not in desk.summaries()


def test_what_is_recorded_afterwards_is_sealed_under_other_keys(world: World) -> None:
    before = world.journal("mateo")._journals.keys.epochs(record_of(CASE))  # type: ignore[attr-defined]
    steps_back(world, MATEO)
    world.do("imani", CASE, AdvisorInformed(on=world.clock().date()))
    after = world.journal("imani")._journals.keys.epochs(record_of(CASE))  # type: ignore[attr-defined]
    assert len(after) == len(before) + 1
    assert world.journal("imani").check() == []


def test_nobody_gives_it_to_them_again(world: World) -> None:
    steps_back(world, MATEO)
    day = world.clock().date()
    assigned = FacilitatorAssigned(on=day, member=MATEO)
    let_in = AccessGranted(
        on=day, member=MATEO, notes=False, reason="advice", until=day + timedelta(days=3)
    )
    assert "RC-050" in world.refused("imani", CASE, assigned)
    assert "RC-050" in world.refused("imani", CASE, let_in)
    assert MATEO not in world.journal("imani").holders(CASE).record


def test_who_was_named_by_mistake_is_handed_the_case_on_by_name(world: World) -> None:
    day = world.clock().date()
    named = replace(s1.ANH_NAMED, on=day, person=PersonId("m"), person_name="Em Reyes")
    world.do("priya", CASE, replace(named, coalition_member=MATEO))
    assert MATEO not in world.journal("priya").holders(CASE).record
    wrong = latest(world.desk("priya"), CASE, replace(named, coalition_member=MATEO))
    world.do("priya", CASE, replace(named, replaces=wrong.id))
    held = world.journal("priya").holders(CASE)
    assert MATEO not in held.record | held.notes, "putting right gives no key"
    for notes in (False, True):
        world.do("priya", CASE, HandedOn(on=day, member=MATEO, notes=notes))
    held = world.journal("priya").holders(CASE)
    assert MATEO in held.record & held.notes


def test_nobody_hands_a_case_to_a_member_who_left(world: World) -> None:
    day = world.clock().date()
    world.do("imani", None, MemberLeft(on=day, member=MATEO))
    handed = HandedOn(on=day, member=MATEO, notes=False)
    assert "RJ-GRANT" in world.refused("priya", CASE, handed)


def test_whoever_might_recuse_the_last_who_has_the_notes_reads_that(world: World) -> None:
    assert not world.desk("imani").ask(AskAccess(CASE)).notes_with
    journal = world.journal("priya")
    journal.append(CASE, (), takes=Holders(notes=frozenset({MATEO})))
    assert world.desk("imani").ask(AskAccess(CASE)).notes_with == "Priya Raman"
    assert not world.desk("priya").ask(AskAccess(CASE)).notes_with


def test_the_last_who_has_the_notes_gives_them_to_who_goes_on(world: World) -> None:
    journal = world.journal("priya")
    journal.append(CASE, (), takes=Holders(notes=frozenset({MATEO})))
    assert journal.holders(CASE).notes == {PRIYA}
    steps_back(world, PRIYA)
    assert world.journal("mateo").holders(CASE).notes == {MATEO}
    assert world.journal("mateo").entries(CASE, Stream.NOTES)


def test_access_that_was_given_up_to_a_day_is_taken_with_the_next_press(world: World) -> None:
    day = world.clock().date()
    until = day + timedelta(days=3)
    world.do(
        "imani",
        CASE,
        AccessGranted(on=day, member=ADEYEMI, notes=False, reason="advice", until=until),
    )
    assert CASE in world.desk("adeyemi").cases()
    world.clock.set(until + timedelta(days=1))
    assert ADEYEMI in world.journal("imani").holders(CASE).record, "the clock takes nothing"
    world.do("imani", CASE, AdvisorInformed(on=world.clock().date()))
    assert ADEYEMI not in world.journal("imani").holders(CASE).record
    assert CASE not in world.desk("adeyemi").cases()


@pytest.fixture
def alone(tmp_path: Path) -> World:
    """Return a world in which a Chair alone has read a case."""
    world = reed(tmp_path / "v.rjvault", s1.STORY.begins)
    world.clock.set(s1.D21)
    world.do("imani", CASE, s1.opened(s1.D21), s1.ANH_NAMED)
    return world


def test_the_only_reader_hands_a_case_on(alone: World) -> None:
    view = alone.desk("imani").ask(AskAccess(CASE))
    assert view.alone
    assert {heir.value for heir in view.heirs} >= {TEODOR, ADEYEMI}
    day = alone.clock().date()
    assert "RC-050" in alone.refused("imani", CASE, Recused(on=day, member=IMANI))
    steps_back(alone, IMANI, to=TEODOR)
    assert CASE in alone.desk("teodor").cases()
    assert CASE not in alone.desk("imani").cases()
    assert alone.journal("imani").holders(CASE).record == {TEODOR}
    assert rows_of(alone, "imani") == 0


def test_where_nobody_can_take_it_over_it_waits_and_is_seen_no_more(tmp_path: Path) -> None:
    world = reed(tmp_path / "v.rjvault", s1.STORY.begins, enrolled=())
    world.clock.set(s1.D21)
    world.do("imani", CASE, s1.opened(s1.D21), s1.ANH_NAMED)
    steps_back(world, IMANI)
    desk = world.desk("imani")
    assert CASE not in desk.cases()
    assert not desk.ask(AskCases()).rows
    (waiting,) = desk.ask(AskToday()).to_hand_on
    assert not waiting.heirs
    assert "RJ-READ" in world.refused("imani", CASE, AdvisorInformed(on=world.clock().date()))
    world.enrol(world.journal("imani"), "teodor")
    desk = world.desk("imani")
    (waiting,) = desk.ask(AskToday()).to_hand_on
    assert [heir.value for heir in waiting.heirs] == [TEODOR]
    steps_back(world, IMANI, to=TEODOR)
    assert CASE in world.desk("teodor").cases()
    assert not world.desk("imani").ask(AskToday()).to_hand_on
    assert rows_of(world, "imani") == 0
    assert world.journal("teodor").check() == []
