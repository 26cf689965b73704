"""After what a dialog or a key recorded, the keyboard is in the page, and never at its side."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.scenarios.world import PASSPHRASE
from tests.windows.bus import TYPED
from tests.windows.conftest import Desk
from tests.windows.program import Program, name_of
from tests.windows.routes import PIN, PREPARED, ROUTES, UNDER_WAY, Staged
from tests.windows.vaults import MEMBER

SIDE = {"Today", "Cases", "Coalition", "Settings", "Help", "Lock"}
A_CHAIR = "teodor"
NEW = "a passphrase of many odd words 17"


class Act(NamedTuple):
    """Something done on a page; ``do`` returns what is shown when it was recorded."""

    page: str
    do: Callable[[Program], str]
    vault: Staged = PREPARED
    login: str = MEMBER


def begins_a_meeting(program: Program) -> str:
    program.push("Sit down with somebody…")
    program.waits_for_box()
    program.push("Cole Brandvold")
    program.push("Begin")
    return "Reporting status"


def adds_a_member(program: Program) -> str:
    program.push("Add a member…")
    program.waits_for_box()
    name = next(node for node in program.see() if node.role in TYPED and name_of(node) == "Name")
    program.fill(name, "Zoe Xu")
    program.tab_to(lambda node: node.role == "combo box")
    program.press("Down")
    program.push("Add")
    return "Office: Zoe Xu"


def changes_a_passphrase(program: Program) -> str:
    program.push("Change it…")
    program.waits_for_box()
    fields = [node for node in program.see() if node.role in TYPED]
    for field, text in zip(fields, (PASSPHRASE.format(MEMBER), NEW, NEW), strict=True):
        program.tab_to(lambda node, field=field: node.address == field.address)
        program.type(text)
    program.push("Change")
    return "Settings"


def begins_the_circle(program: Program) -> str:
    program.push("Sit down together")
    program.waits_for("First, a short PIN")
    program.type(PIN)
    program.press("Return")
    program.push("Begin the circle")
    return "Rounds"


def ends_the_circle(program: Program) -> str:
    program.press("ctrl+e", "Return")
    return "The circle has ended"


def goes_on_after_all(program: Program) -> str:
    ends_the_circle(program)
    program.push("It has not ended: take that back")
    return "Rounds"


ACTS = {
    "a pre-meeting begins": Act("pre-meetings", begins_a_meeting),
    "a member is added": Act("coalition", adds_a_member, login=A_CHAIR),
    "a passphrase is changed": Act("settings", changes_a_passphrase),
    "a circle begins": Act("preparation", begins_the_circle),
    "a circle ends": Act("circle", ends_the_circle, vault=UNDER_WAY),
    "a circle has not ended": Act("circle", goes_on_after_all, vault=UNDER_WAY),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_done_leaves_it_in_the_page(desk: Desk, name: str) -> None:
    act = ACTS[name]
    program = desk.starts(act.vault)
    program.unlock(act.login)
    ROUTES[act.page].travel(program)
    shown = act.do(program)
    program.waits_for_no_box()
    program.waits_for(shown)
    came = program.waits(program.focus, "the keyboard to be somewhere")
    assert name_of(came) not in SIDE
    desk.ends()


def test_two_hasty_presses_ask_and_do_not_answer(desk: Desk) -> None:
    program = desk.at("circle")
    program.tab_to("End the circle; no reason is asked")
    program.press("Return", "Return")
    program.reads("End the circle now?")
    program.tab()
    program.reads("End the circle now?")
    program.escapes_once()
    program.waits_for("Rounds")
