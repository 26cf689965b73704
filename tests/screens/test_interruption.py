"""Leaving and ending on the screen: by real clicks and keys, and nobody is asked why."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rjdesk.process.circle.events import CircleEndedEarly
from rjdesk.process.people.state import Answer
from rjdesk.process.taking_part.derived import to_support
from rjdesk.process.taking_part.events import ConsentWithdrawn, ProcessEnded, WillingnessStated
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.taking_part.page import InterruptionPage
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import World
from tests.screens import circle_story
from tests.screens.case_pages import (
    Shown,
    controls,
    name_of,
    one_party_up_to,
    partners_up_to,
    told_up_to,
)

ROSA = "Rosa Ortega"


@pytest.fixture
def partners() -> World:
    """Everybody was met; Inés, who supports Rosa, is not sure yet."""
    return partners_up_to(s2.PRE_CONFERENCE)


@pytest.fixture
def declined() -> World:
    """The one who was harmed does not want to take part; alternatives were presented."""
    return one_party_up_to(s4.INTAKE)


def shown(qtbot: QtBot, world: World, member: str = "luz") -> Shown:
    """Return the page of the community programme."""
    return Shown(qtbot, world, member, InterruptionPage, "interruption", s2.CASE)


def alone(qtbot: QtBot, world: World) -> Shown:
    """Return the page of the case in which one party is alone."""
    return Shown(qtbot, world, "priya", InterruptionPage, "interruption", s4.CASE)


def test_the_page_stands_at_its_place() -> None:
    assert PAGES["interruption"].make is InterruptionPage


def test_somebody_leaves_in_two_presses_and_nobody_asks_why(qtbot: QtBot, partners: World) -> None:
    page = shown(qtbot, partners)
    page.press(f"Leaves: {ROSA}")
    dialog = page.dialog()
    assert [name_of(c) for c in controls(dialog)] == [
        "On which day",
        "Calendar: On which day",
        "Record",
        "Cancel",
    ]
    page.press("Record", dialog)
    departure = page.case.taking_part.left(s2.ROSA)
    assert departure is not None
    assert departure.on == s2.DAY
    assert page.case.taking_part.left(s2.ROSA) is not None


def test_nobody_left_tomorrow(qtbot: QtBot, partners: World) -> None:
    page = shown(qtbot, partners)
    page.press(f"Leaves: {ROSA}")
    dialog = page.dialog()
    page.type("On which day", "2026-10-06", dialog)
    page.press("Record", dialog)
    assert page.says("The day 6 October 2026 has not come yet.", dialog)
    assert page.case.taking_part.departures == ()


def test_whoever_left_is_supported_and_may_come_back(qtbot: QtBot, partners: World) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    page = shown(qtbot, partners)
    page.press(f"May be contacted: {ROSA}")
    page.press(f"I have asked how they are: {ROSA}")
    departure = page.case.taking_part.left(s2.ROSA)
    assert departure is not None
    assert departure.support_offered == s2.DAY
    assert page.says("Supported on 5 October 2026")
    page.press(f"Takes part again: {ROSA}")
    page.press("Record", page.dialog())
    assert page.case.taking_part.departures == ()
    assert page.named(f"Leaves: {ROSA}").isEnabled()


def test_who_stays_chooses_whether_to_go_on(qtbot: QtBot, partners: World) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    page = shown(qtbot, partners)
    page.press("Does not go on: Julián Ortega")
    assert page.says("Does not want to go on")
    page.press("Goes on: Julián Ortega")
    page.press("Goes on: Brandon Keough")
    assert dict(page.case.taking_part.go_on) == {s2.JULIAN: True, s2.BRANDON: True}
    assert not page.named("Goes on: Julián Ortega").isEnabled()


def test_a_supporter_who_declined_is_taken_off_the_list(qtbot: QtBot, partners: World) -> None:
    no = WillingnessStated(on=s2.DAY, person=s2.INES, willing=Answer.NO)
    partners.do("luz", s2.CASE, no)
    page = shown(qtbot, partners)
    assert not page.says("What else is possible")
    page.press("Take off the list: Inés Robledo")
    page.press("Take off the list", page.dialog())
    assert page.case.taking_part.taken_off == (s2.INES,)
    assert page.says("Declined, and is off the list")
    page.press("Takes part again: Inés Robledo")
    page.press("Record", page.dialog())
    assert page.case.taking_part.taken_off == ()


def test_what_else_is_possible_is_presented_before_the_end(qtbot: QtBot, partners: World) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    page = shown(qtbot, partners)
    assert not page.named("End the process…").isEnabled()
    assert page.says("The alternatives for those who remain have not been presented.")
    page.press("Record what was presented")
    assert page.says("Which alternatives were presented?")
    page.tick("A support circle")
    page.type("Something else", "A letter & a talk")
    page.press("Goes on: Brandon Keough")
    page.press("Record what was presented")
    interruption = page.case.taking_part
    assert interruption.alternatives == ("A support circle", "A letter & a talk")
    assert page.says("Presented on 5 October 2026: A support circle, A letter & a talk.")
    assert page.named("End the process…").isEnabled()


def test_one_primary_action_at_most(qtbot: QtBot, partners: World, declined: World) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    first = shown(qtbot, partners)
    assert primary(first) == ["Record what was presented"]
    second = alone(qtbot, declined)
    assert primary(second) == []
    declined.do("priya", s4.CASE, ProcessEnded(on=s4.DAY, ending=Ending.DISCONTINUED))
    third = alone(qtbot, declined)
    assert primary(third) == ["Go to the follow-up"]


def primary(page: Shown) -> list[str]:
    """Return the names of the primary actions."""
    made = [c for c in controls(page.page) if isinstance(c, QPushButton)]
    return [name_of(c) for c in made if c.property("role") == "primary"]


def test_a_primary_party_dissolves_the_process(qtbot: QtBot, partners: World) -> None:
    page = shown(qtbot, partners)
    page.press("Dissolve the process…")
    dialog = page.dialog()
    page.press("Dissolve", dialog)
    assert page.says("This is needed.", dialog)
    page.choose("Who dissolves it", f"{ROSA} (person who was harmed)", dialog)
    page.press("Dissolve", dialog)
    assert page.case.taking_part.dissolved == s2.DAY
    assert page.says("The process was dissolved on 5 October 2026.")
    names = {name_of(c) for c in controls(page.page)}
    assert not {name for name in names if name.startswith(("Leaves", "Dissolve", "End"))}
    page.tick("A support circle")
    page.press("Record what was presented")
    assert page.case.taking_part.stopped == ()
    page.press("Go to the follow-up")
    page.press("Back to the case")
    assert page.places == [Route("follow-up", s2.CASE), Route("case", s2.CASE)]


def test_a_process_ends_without_an_agreement(qtbot: QtBot, declined: World) -> None:
    page = alone(qtbot, declined)
    page.press("End the process…")
    dialog = page.dialog()
    page.choose("How it ended", "It did not fit", dialog)
    page.press("End the process", dialog)
    assert page.case.taking_part.ending is Ending.NOT_SUITABLE
    assert page.says("The process ended on 2 November 2026: it did not fit.")


def test_an_agreement_in_force_is_not_passed_over(qtbot: QtBot) -> None:
    world = told_up_to(s1.AGREEMENT, date(2026, 11, 2))
    page = Shown(qtbot, world, "priya", InterruptionPage, "interruption")
    assert not page.named("End the process…").isEnabled()
    assert page.says("That it is not followed any longer is decided by several.")


def test_a_circle_that_has_ended_leads_here(qtbot: QtBot) -> None:
    world = circle_story.ready()
    circle_story.sit_down(world)
    case = circle_story.CASE
    world.do("priya", case, CircleEndedEarly(on=circle_story.DAY))
    link = circle_story.link_of(world)
    assert choose_pin(link, "2468")
    page = circle_story.circle_page(qtbot, world, link)
    name = "Who stays, and what else is possible"
    to_here = next(c for c in controls(page) if name_of(c) == name)
    with qtbot.waitSignal(page.go) as went:
        qtbot.mouseClick(to_here, Qt.MouseButton.LeftButton)
    assert went.args == [Route("interruption", case)]


def test_every_control_has_a_name_of_its_own_and_tab_goes_down_the_page(
    qtbot: QtBot, partners: World
) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    page = shown(qtbot, partners)
    names = [name_of(control) for control in controls(page.page)]
    assert all(names)
    assert len(set(names)) == len(names)
    able = [c for c in controls(page.page) if c.isEnabled()]
    page.page.activateWindow()
    able[0].setFocus()
    walked = [able[0]]
    for _ in able[1:]:
        qtbot.keyClick(page.page.focusWidget(), Qt.Key.Key_Tab)
        walked.append(page.page.focusWidget())
    assert [name_of(w) for w in walked] == [name_of(w) for w in able]


def test_an_ampersand_is_shown_whole(qtbot: QtBot, declined: World) -> None:
    page = alone(qtbot, declined)
    page.type("Something else", "Tea & talk")
    page.press("Record what was presented")
    assert page.case.taking_part.alternatives[-1].endswith("Tea & talk")
    assert page.says("Tea & talk")


def test_whoever_wants_to_be_left_in_peace_is_not_asked_how_they_are(
    qtbot: QtBot, partners: World
) -> None:
    partners.do("luz", s2.CASE, ConsentWithdrawn(on=s2.DAY, person=s2.ROSA))
    page = shown(qtbot, partners)
    page.press(f"Not to be contacted: {ROSA}")
    assert page.says("Wants to be left in peace")
    assert to_support(page.case) == ()


def test_another_process_stays_open_with_a_word_on_what_stays_here(
    qtbot: QtBot, partners: World
) -> None:
    page = shown(qtbot, partners)
    page.press("Somebody turns to it…")
    dialog = page.dialog()
    assert page.says("may be used there", dialog)
    page.choose("Who turns to it", ROSA, dialog)
    page.press("Record", dialog)
    assert page.case.taking_part.elsewhere == ((s2.ROSA, s2.DAY),)
    assert page.says(f"{ROSA} turned to another process on 5 October 2026")
