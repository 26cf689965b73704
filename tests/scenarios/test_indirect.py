"""A process without meeting: messages are carried, and what was agreed is signed (R22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.brief import AskBrief
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.process.agreement.events import (
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementSigned,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.circle.events import CircleStarted
from rjdesk.process.counts.derived import successful
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.indirect.events import MessageAgreed, MessageCarried
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.scenarios.test_own_programme import (
    CASE,
    DAY,
    NELL,
    TOM,
    before_the_circle,
    founding,
    village,
)
from tests.scenarios.world import World
from tests.screens.program import Shown

CHOSEN = ProcessChosen(on=DAY, kind=ProcessType.INDIRECT)
MEND = ActionProposed(
    on=DAY,
    action="a",
    what="Mend the fence",
    owner=TOM,
    for_whom=NELL,
    due=date(2026, 5, 1),
    evidence="It stands",
    checked_otherwise="Ash",
)


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A village in which both have been met and want no meeting."""
    made = village(tmp_path / "village.rjvault" if request.param == "vault" else None)
    founding(made)
    before_the_circle(made)
    made.do("ash", CASE, CHOSEN)
    yield made
    made.leave()


def carried(world: World, message: str, sender: str, receiver: str, text: str) -> None:
    """Have a message agreed to and carried."""
    people = {"nell": NELL, "tom": TOM}
    world.do(
        "ash",
        CASE,
        MessageAgreed(
            on=DAY, message=message, sender=people[sender], receiver=people[receiver], text=text
        ),
        MessageCarried(on=DAY, message=message, medium="read aloud"),
    )


def test_messages_lead_to_an_agreement_that_both_sign_and_nobody_meets(world: World) -> None:
    assert world.refused("ash", CASE, CircleStarted(on=DAY, present=(NELL, TOM))) == {"RJ-CARRY"}
    assert "RJ-CARRY" in world.refused("ash", CASE, MEND), "what was harmed comes first"
    carried(world, "m1", "nell", "tom", "I built that fence with my father.")
    carried(world, "m2", "tom", "nell", "I did not know. I would like to mend it.")
    world.do(
        "ash",
        CASE,
        HarmNamed(on=DAY, text="A fence was torn down."),
        MEND,
        DeadlineSet(on=DAY, deadline=date(2026, 5, 1)),
    )
    paper = world.paper("ash", CASE, "accountability-agreement")
    assert [signer.name for signer in paper.signers["primary_parties"]][:2] == [
        "Nell Orchard",
        "Tom Weir",
    ]
    signed = [
        AgreementSigned(on=DAY, person=p, paper_version=1, witness="Ash") for p in (NELL, TOM)
    ]
    world.do(
        "ash",
        CASE,
        AgreementPrinted(on=DAY, paper_version=1, digest="x", paper="v1", actions=("a",)),
        *signed,
        MonitoringBegan(on=DAY),
        ActionCompleted(on=DAY, action="a", evidence="It stands", provided_by="Tom"),
        AgreementFulfilled(on=DAY),
    )
    assert successful(world.desk("ash").case(CASE))


@pytest.fixture
def by_messages() -> World:
    """A village in which both have been met and want no meeting, in memory."""
    made = village(None)
    founding(made)
    before_the_circle(made)
    made.do("ash", CASE, CHOSEN)
    return made


def test_the_case_leads_to_the_messages(qtbot: QtBot, by_messages: World) -> None:
    shown = Shown(qtbot, by_messages, "ash")
    shown.go("case", CASE)
    assert "Before everybody can meet" not in shown.said()
    shown.press("Carry the messages")
    shown.reads("Nobody meets.")
    shown.go("today")
    assert "Circle at" not in shown.said()


def test_the_path_of_a_process_by_messages_holds_no_circle(
    qtbot: QtBot, by_messages: World
) -> None:
    path = [step.name for step in by_messages.desk("ash").ask(AskCasePage(CASE)).path]
    assert path[2:] == ["Preparation", "Messages", "Agreement", "Follow-up", "Closed"]
    agreed = MessageAgreed(on=DAY, message="m1", sender=NELL, receiver=TOM, text="It hurt.")
    by_messages.do("ash", CASE, agreed)
    shown = Shown(qtbot, by_messages, "ash")
    shown.go("case", CASE)
    shown.reads("Message agreed: Nell Orchard to Tom Weir")
    shown.press("Carry the messages")
    by_messages.do("ash", CASE, ConsentWithdrawn(on=DAY, person=TOM))
    shown = Shown(qtbot, by_messages, "ash")
    shown.go("preparation", CASE)
    shown.reads("Tom Weir has not said yes to taking part.")


def test_the_brief_counts_what_was_carried(by_messages: World) -> None:
    carried(by_messages, "m1", "nell", "tom", "I built that fence with my father.")
    lines = by_messages.desk("ash").ask(AskBrief(CASE)).lines
    assert "Messages that were carried: 1 of 1." in lines


def test_once_the_harm_was_told_the_case_leads_to_the_agreement(
    qtbot: QtBot, by_messages: World
) -> None:
    carried(by_messages, "m1", "nell", "tom", "I built that fence with my father.")
    shown = Shown(qtbot, by_messages, "ash")
    shown.go("case", CASE)
    shown.press("Signatures and copies")


def test_what_was_carried_is_read_where_people_meet_after_all(
    qtbot: QtBot, by_messages: World
) -> None:
    carried(by_messages, "m1", "nell", "tom", "I built that fence with my father.")
    by_messages.do("ash", CASE, replace(CHOSEN, kind=ProcessType.CONFERENCE))
    shown = Shown(qtbot, by_messages, "ash")
    shown.go("preparation", CASE)
    shown.reads("I built that fence with my father.")
    shown.reads("People meet now, and nothing more is carried.")


def test_a_message_is_agreed_to_and_carried_on_the_screen(qtbot: QtBot) -> None:
    world = village(None)
    founding(world)
    before_the_circle(world)
    shown = Shown(qtbot, world, "ash")
    shown.go("preparation", CASE)
    shown.press("Choose the kind of meeting")
    shown.choose("Kind of meeting", "By messages, without meeting")
    shown.press("Choose")
    shown.press("Add a message…")
    shown.choose("From whom", "Nell Orchard")
    shown.choose("For whom", "Tom Weir")
    shown.type("The words", "I built that fence with my father.")
    shown.press("They agree to these words")
    shown.reads("Nell Orchard to Tom Weir")
    shown.press("Carried: Nell Orchard to Tom Weir")
    shown.choose("How", "Read aloud")
    shown.press("Record")
    shown.reads("Carried on 2 March 2026: read aloud.")
    (message,) = shown.link.desk.case(CASE).messages
    assert message.carried == DAY
    shown.press("What could be agreed")
    shown.press("Add an action…")
