"""Further steps are proposed and decided in a real window, by the keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rjdesk.process.agreement.events import AgreementSigned, MonitoringBegan
from rjdesk.process.further_steps.events import ReaddressAsked
from rjdesk.rehearsal import two_parties as s1
from tests.scenarios.world import PASSPHRASE, reed
from tests.stories.desk import tell
from tests.windows.conftest import Desk
from tests.windows.routes import Staged, to_case
from tests.windows.vaults import DAY, MEMBER

WHAT = "Go on as agreed"


def asked(folder: Path) -> None:
    """Tell the first story until the agreement is in force, and that a party comes back to it."""
    world = reed(folder, date(2026, 9, 1))
    world.stays = True
    for chapter in s1.STORY.up_to(s1.CIRCLE):
        tell(world, s1.STORY, chapter)
    signs = (
        AgreementSigned(on=DAY, person=person, paper_version=2, witness="Priya Raman")
        for person in (s1.ANH, s1.COLE)
    )
    world.do(MEMBER, s1.CASE, *signs, MonitoringBegan(on=DAY))
    world.do(MEMBER, s1.CASE, ReaddressAsked(on=DAY, person=s1.ANH))
    world.leave()


def test_further_steps_are_decided_by_keys(desk: Desk) -> None:
    program = desk.unlocked(Staged("asked", asked))
    to_case(program)
    program.push("Follow-up")
    program.reads("asked on 26 October 2026 to come back to it")
    program.push("Propose further steps…")
    program.waits_for_box()
    program.type("Go")
    program.tab_to("Nguyễn Thị Ánh")
    program.press("space")
    program.push("Propose")
    program.waits_for_no_box()
    program.reads("Not everybody has answered.")

    program.push(f"{WHAT}: what Nguyễn Thị Ánh says")
    program.waits_for_box()
    program.type("Yes")
    program.push("Record")
    program.waits_for_no_box()

    # The second facilitator sits beside, and signs with a passphrase of their own.
    program.push(f"{WHAT}: what Mateo Villaseñor says")
    program.waits_for_box()
    program.type("Yes")
    program.tab_to("Their own passphrase, typed by themself")
    program.type(PASSPHRASE.format("mateo"))
    program.push("Sign")
    program.waits_for_no_box()
    program.reads("Decided.")
    program.locks("ctrl+l")
    program.unlock()
    program.reads("Decided.")
