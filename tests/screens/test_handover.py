"""Two Chairs sit side by side: the cases of one pass to the other, by keyboard."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from rjdesk.process.intake.events import AccessEnded, AccessGranted
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.membership.events import MemberLeft
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import reed
from tests.screens.program import Shown
from tests.stories.desk import tell

CODE = "7QK4-M2"


def test_who_reads_it_for_some_days_follows_nobody(qtbot: QtBot) -> None:
    world = reed(None, s1.STORY.begins)
    tell(world, s1.STORY, s1.INTAKE)
    today = world.clock().date()
    let_in = AccessGranted(
        on=today,
        member=MemberId("teodor"),
        notes=False,
        reason="Advice.",
        until=today + timedelta(days=3),
        no_conflict=True,
    )
    world.do("imani", s1.CASE, let_in)
    shown = Shown(qtbot, world, "imani")
    shown.press("Coalition")
    shown.press("Hand over my cases")
    shown.reads("0 of 1 cases can be read by them.")
    assert shown.named(f"Let them read it: {CODE}").isEnabled()


def test_a_chair_hands_over_a_case_and_reads_it_no_more(qtbot: QtBot) -> None:
    world = reed(None, s1.STORY.begins)
    for chapter in (s1.INTAKE, s1.PRE_MEETINGS):
        tell(world, s1.STORY, chapter)
    shown = Shown(qtbot, world, "imani")
    shown.press("Coalition")
    shown.press("Hand over my cases")
    shown.reads("0 of 1 cases can be read by them.")
    assert shown.named("Who follows you").currentText() == "Teodor Lindqvist"
    shown.choose("Who follows you", "Teodor Lindqvist")
    shown.press(f"Let them read it: {CODE}")
    shown.press("Let somebody read it…")
    assert shown.named("Who").currentText() == "Teodor Lindqvist"
    shown.press("They said that they have no conflict in this case")
    shown.press("Let them read it")
    shown.press("Hand over your cases")
    shown.reads("1 of 1 cases can be read by them.")
    shown.press(f"End your access: {CODE}")
    shown.press("End the access of Imani Okafor")
    shown.press("End it")
    shown.reads("You read no case: nothing is left to do.")
    shown.reads("One more is under way that others read")


def test_what_who_left_had_given_leads_to_who_reads_the_case(qtbot: QtBot) -> None:
    world = reed(None, s1.STORY.begins)
    tell(world, s1.STORY, s1.INTAKE)
    today = world.clock().date()
    teodor, imani = MemberId("teodor"), MemberId("imani")
    let_in = AccessGranted(
        on=today, member=teodor, notes=False, reason="Follows.", no_conflict=True
    )
    world.do("imani", s1.CASE, let_in)
    world.do("imani", s1.CASE, AccessEnded(on=today, member=imani))
    world.do("imani", None, MemberLeft(on=today, member=imani))
    shown = Shown(qtbot, world, "teodor")
    shown.press("Coalition")
    shown.reads("Imani Okafor, who has left, let Teodor Lindqvist read it.")
    shown.press(f"Keep or end it: {CODE}")
    shown.reads("Was let in, by Imani Okafor, who has left")
