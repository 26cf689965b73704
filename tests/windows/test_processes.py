"""Another process begins in a real window, by the keyboard alone, and is there after a lock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rjdesk.process.taking_part.events import AlternativesPresented, ConsentWithdrawn
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import reed
from tests.stories.desk import tell
from tests.windows.conftest import Desk
from tests.windows.routes import Staged, to_case
from tests.windows.vaults import DAY, MEMBER

OTHER = "Support circle with Nguyễn Thị Ánh"


def stopped(folder: Path) -> None:
    """Tell the first story up to the circle, and that a party left before it."""
    world = reed(folder, date(2026, 9, 1))
    world.stays = True
    for chapter in s1.STORY.up_to(s1.PREPARATION):
        tell(world, s1.STORY, chapter)
    world.do(MEMBER, s1.CASE, ConsentWithdrawn(on=DAY, person=s1.COLE))
    world.do(MEMBER, s1.CASE, AlternativesPresented(on=DAY, options=("A support circle",)))
    world.leave()


def test_another_process_is_begun_by_keys(desk: Desk) -> None:
    program = desk.unlocked(Staged("stopped", stopped))
    to_case(program)
    program.push("Leaving and ending")
    program.push("Begin another process…")
    program.waits_for_box()
    program.type("Support")
    program.tab_to("Nguyễn Thị Ánh")
    program.press("space")
    program.push("Begin")
    program.waits_for_no_box()
    program.reads(OTHER)
    program.push("Preparation")
    program.reads("Still open")
    assert program.find(OTHER) is not None
    program.locks("ctrl+l")
    program.unlock()
    program.reads(OTHER)
    program.push("Back to the case")
    program.push("Show this process: Conference")
    program.waits_for("Show this process: Support circle with Nguyễn Thị Ánh")
