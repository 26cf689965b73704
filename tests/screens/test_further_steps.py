"""Further steps on the screen: somebody comes back to it, several decide, and it is done."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from rjdesk.desk.views.decisions import AskFurtherSteps
from rjdesk.desk.views.today import AskToday
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.case import Follows
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.kernel.event import FIRST, RecordedByMistake
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import beside
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.agreement.page import AgreementPage
from rjdesk.screens.pages.followup.page import FollowUpPage
from tests.scenarios.deciding import close_taken_back, steps_decided
from tests.scenarios.world import PASSPHRASE, World
from tests.screens.case_pages import Shown, partners_up_to, told_up_to
from tests.stories.desk import told

DAY = date(2026, 12, 14)
ANH = "Nguyễn Thị Ánh"


@pytest.fixture
def in_force() -> World:
    """The agreement is in force; nothing is done, and the first day has passed."""
    return told_up_to(s1.AGREEMENT, DAY)


@pytest.fixture
def closed() -> World:
    """All was fulfilled, and the case is closed."""
    return told(s1.STORY, s1.FOLLOW_UP)


def shown(qtbot: QtBot, world: World, member: str = "priya") -> Shown:
    """Return the page as a member sees it."""
    return Shown(qtbot, world, member, FollowUpPage, "follow-up")


def propose(page: Shown, what: str, *more: str) -> None:
    """Propose a step, with those who decide too."""
    page.press("Propose further steps…")
    dialog = page.dialog()
    page.choose("What is proposed", what, dialog)
    for name in more:
        page.tick(name, dialog)
    page.press("Propose", dialog)


def test_what_was_missed_is_said_and_a_step_is_proposed(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    assert page.says("“A letter to Ánh” was not done by its day.")
    propose(page, "Amend the agreement")
    dialog = page.dialog()
    assert page.says("This is not decided without the Staff Advisor or the Affected Party.", dialog)
    page.tick(ANH, dialog)
    page.press("Propose", dialog)
    assert page.says("Amend the agreement")
    assert page.says("Not everybody has answered.")
    assert page.says(f"{ANH}: Has not answered yet")
    page.press(f"Amend the agreement: what {ANH} says")
    page.choose("What do they say", "Yes", page.dialog())
    page.press("Record", page.dialog())
    assert page.says(f"{ANH}: Yes")
    lines = in_force.desk("mateo").ask(AskToday()).lines
    assert any("Further steps: amend the agreement?" in line.what for line in lines)

    his = shown(qtbot, in_force, "mateo")
    his.press("Amend the agreement: what Mateo Villaseñor says")
    his.choose("What do they say", "Yes", his.dialog())
    his.press("Record", his.dialog())
    assert his.says("Decided.")
    with qtbot.waitSignal(his.page.go) as went:
        his.press("Work on the agreement")
    assert went.args == [Route("agreement", s1.CASE)]
    assert his.case.agreement.amending is not None
    assert his.says("Decided, and done on 14 December 2026.")
    assert not his.says("“A letter to Ánh” was not done by its day.")


def test_who_sits_beside_answers_here_with_their_own_passphrase(
    qtbot: QtBot, in_force: World
) -> None:
    page = shown(qtbot, in_force)
    propose(page, "Go on as agreed", ANH)
    page.press("Go on as agreed: what Mateo Villaseñor says")
    dialog = page.dialog()
    page.choose("What do they say", "No", dialog)
    page.type("Their own passphrase, typed by themself", PASSPHRASE.format("mateo"), dialog)
    page.press("Sign", dialog)
    qtbot.waitUntil(lambda: page.says("It was not decided so."))
    entry = in_force.desk("priya").record_of(s1.CASE)[-1]
    assert entry.by == "mateo"


def test_a_party_asks_to_come_back_to_it(qtbot: QtBot, in_force: World) -> None:
    for action in "abc":
        done = ActionCompleted(on=DAY, action=action, evidence="seen", provided_by="Cole")
        in_force.do("priya", s1.CASE, done)
    in_force.do("priya", s1.CASE, AgreementFulfilled(on=DAY))
    page = shown(qtbot, in_force)
    assert not page.named("Propose further steps…").isEnabled()
    assert page.says("Nothing asks for further steps.")
    page.press("Somebody asks to come back to it…")
    page.choose("Who asks", ANH, page.dialog())
    page.press("Record", page.dialog())
    assert page.says(f"{ANH} asked on 14 December 2026 to come back to it.")
    lines = in_force.desk("priya").ask(AskToday()).lines
    assert any(f"Further steps? {ANH} asked" in line.what for line in lines)


def test_an_agreement_in_force_is_ended_by_decision(qtbot: QtBot, in_force: World) -> None:
    steps_decided(in_force, s1.CASE, FurtherStep.REDIRECT, "priya", "mateo", asks=s1.ANH)
    page = shown(qtbot, in_force)
    page.press("End the process…")
    page.press("End the process", page.dialog())
    assert page.case.taking_part.ending is Ending.REDIRECTED
    assert page.says("The process ended on 14 December 2026: it goes on elsewhere.")


def test_a_closed_case_is_begun_anew_by_decision_alone(qtbot: QtBot, closed: World) -> None:
    steps_decided(closed, s1.CASE, FurtherStep.RESTART, "priya", "mateo", asks=s1.ANH)
    page = shown(qtbot, closed)
    assert page.says("16 December 2027")
    page.press("Open the case, and begin anew…")
    dialog = page.dialog()
    assert page.says("A case that was closed is open again", dialog)
    page.choose("Kind of meeting", "Circle about a harm", dialog)
    page.tick(ANH, dialog)
    with qtbot.waitSignal(page.page.go) as went:
        page.press("Begin", dialog)
    assert went.args is not None
    (route,) = went.args
    assert isinstance(route, Route)
    case = closed.desk("priya").case(s1.CASE)
    assert [p.as_ for p in case.processes] == [None, Follows.RESTART]
    assert (route.screen, route.process) == ("case", case.processes[1].id)
    assert case.closing.closed is None
    assert case.at == FIRST
    again = shown(qtbot, closed)
    assert not again.says("16 December 2027"), "when records go counts from the end of the new one"


def test_a_close_is_taken_back_by_two(qtbot: QtBot, closed: World) -> None:
    page = shown(qtbot, closed)
    page.press("It was closed by mistake…")
    page.press("Propose", page.dialog())
    assert page.says("Not everybody has answered.")
    his = shown(qtbot, closed, "mateo")
    his.press("Take the close back: what Mateo Villaseñor says")
    his.choose("What do they say", "Yes", his.dialog())
    his.press("Record", his.dialog())
    his.press("Take the close back")
    assert his.case.closing.closed is None
    assert his.named("Close the case…").isEnabled()


def test_a_close_of_several_processes_is_taken_back_by_two() -> None:
    world = told(beside.STORY, beside.ENDED)
    close_taken_back(world, beside.CASE, "priya", "imani")
    entry = world.desk("priya").case(beside.CASE).closing.entry
    assert entry is not None
    mistake = RecordedByMistake(on=world.clock().date(), replaces=entry)
    world.do("priya", beside.CASE, mistake)
    assert world.desk("priya").case(beside.CASE).closing.closed is None
    # It is closed anew, and not put back by one.
    closed = CaseClosed(on=beside.LAST, ended=beside.LAST, replaces=entry)
    assert "RC-143" in world.refused("priya", beside.CASE, closed)
    world.do("priya", beside.CASE, replace(closed, replaces=None))
    again = world.desk("priya").case(beside.CASE).closing.entry
    assert world.refused("priya", beside.CASE, replace(mistake, replaces=again)) == {"RC-143"}


def test_a_director_who_decides_too_sees_it_and_answers(qtbot: QtBot) -> None:
    world = partners_up_to(s2.AGREEMENT, date(2027, 4, 1))
    event = world.desk("luz").ask(AskFurtherSteps(s2.CASE)).to_propose.event
    assert event.members == ("luz", "vera")
    world.do("luz", s2.CASE, event)
    page = Shown(qtbot, world, "vera", FollowUpPage, "follow-up", s2.CASE)
    page.press("Go on as agreed: what Vera Quintana says")
    page.choose("What do they say", "Yes", page.dialog())
    page.press("Record", page.dialog())
    assert page.says("Decided.")


def test_an_agreement_is_amended_on_its_page(qtbot: QtBot, in_force: World) -> None:
    steps_decided(in_force, s1.CASE, FurtherStep.AMEND, "priya", "mateo", asks=s1.ANH)
    page = shown(qtbot, in_force)
    page.press("Work on the agreement")
    paper = Shown(qtbot, in_force, "priya", AgreementPage, "agreement")
    assert paper.says("The agreement is worked on anew")
    assert paper.named("Print version 3").isEnabled()
    paper.press("Reword: A letter to Ánh")
    paper.type("By which day", "2027-01-31", paper.dialog())
    paper.press("Record", paper.dialog())
    assert not paper.named("The new version is in force").isEnabled()
    paper.press("Leave it as it is…")
    paper.press("Leave it", paper.dialog())
    assert paper.case.agreement.amending is None
    action = paper.case.agreement.action("a")
    assert action is not None
    assert action.due == date(2026, 11, 6)
    assert not paper.says("The agreement is worked on anew")
