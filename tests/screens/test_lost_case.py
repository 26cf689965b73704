"""Two who hold an office let a case go that nobody can open, by keyboard."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rjdesk.process.retention.derived import lost_until
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.link import Link
from tests.scenarios.world import reed
from tests.screens.program import Shown
from tests.stories.desk import tell


def test_a_case_that_nobody_can_open_is_destroyed_by_two(qtbot: QtBot) -> None:
    world = reed(None, s1.STORY.begins)
    for chapter in s1.STORY.chapters:
        tell(world, s1.STORY, chapter)
    journal = world.journal("imani")
    journal.append(s1.CASE, (), takes=journal.holders(s1.CASE))
    desk = world.desk("teodor")
    listed = desk.coalition.cases[s1.CASE]
    world.clock.set(lost_until(listed, desk.programme().deadlines))
    shown = Shown(qtbot, world, "teodor")
    shown.press("Vault")
    assert "Cases that nobody can open" in shown.said()
    (propose,) = [n for n in shown.names() if n.startswith("Propose to destroy it…")]
    shown.press(propose)
    shown.press("No paper of this case is left with us: originals and copies are shredded")
    shown.press("Propose it")
    shown.reads("Teodor Lindqvist proposed to destroy it.")
    shown.sit_down(Link(world.desk("adeyemi")))
    shown.press("Vault")
    (destroy,) = [n for n in shown.names() if n.startswith("Destroy it…")]
    shown.press(destroy)
    shown.press("Destroy it")
    qtbot.waitUntil(lambda: "Cases that nobody can open" not in shown.said(), timeout=20_000)
