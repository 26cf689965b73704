"""One party alone, meetings that come again, services, people under age: on the preparation."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from rjdesk.process.accountability.events import MeetingHeld, MeetingsRecur
from rjdesk.process.accountability.state import Every
from rjdesk.process.preparation.events import ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.pages.preparation.page import PreparationPage
from tests.scenarios.world import World
from tests.screens.case_pages import (
    Shown,
    controls,
    name_of,
    one_party_up_to,
    partners_up_to,
    told_up_to,
)

MONTHLY = MeetingsRecur(
    on=s4.DAY, every=Every.MONTH, first=date(2026, 11, 20), last=date(2027, 5, 20)
)


@pytest.fixture
def alone() -> World:
    """An accountability circle of one party is arranged."""
    return one_party_up_to(s4.WHO_COMES)


def shown(qtbot: QtBot, world: World, member: str = "priya") -> Shown:
    """Return the preparation of the case in which one party is alone."""
    return Shown(qtbot, world, member, PreparationPage, "preparation", s4.CASE)


def test_a_chair_decides_how_many_facilitate(qtbot: QtBot) -> None:
    page = shown(qtbot, one_party_up_to(s4.INTAKE), "imani")
    page.press("Decide…")
    dialog = page.dialog()
    page.type("Why this number", "One party & two listeners.", dialog)
    for typed in ("two", "0", "21"):
        page.type("How many facilitate", typed, dialog)
        page.press("Record", dialog)
        assert page.says("Write a number from 1 to 20.", dialog)
    page.type("How many facilitate", "2", dialog)
    page.press("Record", dialog)
    route = page.case.one_party
    assert (route.facilitators, route.decision) == (2, "One party & two listeners.")
    assert page.says("2 facilitators. One party & two listeners.")


def test_whoever_may_not_decide_reads_why(qtbot: QtBot) -> None:
    page = shown(qtbot, one_party_up_to(s4.INTAKE))
    assert not page.named("Decide…").isEnabled()
    assert page.says("This is decided by a Chair.")


def test_nobody_is_asked_where_both_sides_go_forward(qtbot: QtBot) -> None:
    world = told_up_to(s1.PRE_MEETINGS, date(2026, 10, 26))
    page = Shown(qtbot, world, "priya", PreparationPage, "preparation")
    for title in ("How many facilitate?", "Meetings that come again", "Under age", "Services"):
        assert not page.says(title)


def test_meetings_that_come_again_are_agreed(qtbot: QtBot, alone: World) -> None:
    page = shown(qtbot, alone)
    page.press("Agree on days")
    dialog = page.dialog()
    page.choose("How often", "Every month", dialog)
    page.type("The first meeting", "2026-11-20", dialog)
    page.type("The last meeting, at the latest", "2026-11-01", dialog)
    page.press("Record", dialog)
    assert page.says("The last meeting is before the first.", dialog)
    page.type("The last meeting, at the latest", "2027-01-22", dialog)
    page.press("Record", dialog)
    recurrence = page.case.recurrence
    assert recurrence is not None
    assert recurrence.days() == (date(2026, 11, 20), date(2026, 12, 20), date(2027, 1, 20))
    for day in ("20 November 2026", "20 December 2026", "20 January 2027"):
        assert page.says(day)


def test_meetings_are_held_missed_or_still_to_come_in_words(qtbot: QtBot, alone: World) -> None:
    alone.do("priya", s4.CASE, MONTHLY)
    alone.clock.set(date(2026, 12, 21))
    alone.do("priya", s4.CASE, MeetingHeld(on=date(2026, 11, 20)))
    page = shown(qtbot, alone)
    assert page.says("Held")
    assert page.says("Missed")
    assert page.says("To come")
    assert page.says("2 more, up to 20 May 2027.")
    page.press("Held today")
    assert page.says("Held on 21 December 2026")
    assert page.says("A meeting was held today.")
    assert not page.says("Missed")


def test_a_meeting_may_have_been_held_on_another_day(qtbot: QtBot, alone: World) -> None:
    alone.do("priya", s4.CASE, MONTHLY)
    alone.clock.set(date(2026, 11, 22))
    page = shown(qtbot, alone)
    page.press("Held on another day…")
    page.type("Held on which day", "2026-11-21", page.dialog())
    page.press("Record", page.dialog())
    recurrence = page.case.recurrence
    assert recurrence is not None
    assert recurrence.held == (date(2026, 11, 21),)


def test_only_facilitators_hold_the_meetings(qtbot: QtBot, alone: World) -> None:
    alone.do("priya", s4.CASE, MONTHLY)
    page = shown(qtbot, alone, "imani")
    assert not page.named("Held today").isEnabled()
    assert page.says("This is recorded by the facilitators of the case.")


def test_somebody_who_comes_back_is_connected_with_a_service(qtbot: QtBot) -> None:
    world = one_party_up_to(s4.INTAKE)
    chosen = ProcessChosen(
        on=s4.DAY,
        kind=ProcessType.RE_ENTRY_CIRCLE,
        people=(s4.ANSELM,),
        held_for=s4.ANSELM,
    )
    world.do("priya", s4.CASE, chosen)
    page = shown(qtbot, world)
    page.press("Connected with a service…")
    dialog = page.dialog()
    page.choose("Who", "Anselm Reyes", dialog)
    page.type("With which service", "Counselling & rest", dialog)
    page.press("Record", dialog)
    (service,) = page.case.one_party.services
    assert (service.person, service.service) == (s4.ANSELM, "Counselling & rest")
    assert page.says("Anselm Reyes: Counselling & rest")


def partners(qtbot: QtBot) -> Shown:
    """Return the preparation of the community programme."""
    world = partners_up_to(s2.PRE_CONFERENCE)
    return Shown(qtbot, world, "luz", PreparationPage, "preparation", s2.CASE)


def test_somebody_under_age_has_a_guardian_beside_them(qtbot: QtBot) -> None:
    page = partners(qtbot)
    assert page.says("Rosa Ortega, beside them, consents")
    page.press("Somebody is under age…")
    dialog = page.dialog()
    page.choose("Who is under age", "Deb Keough", dialog)
    page.type("Who stands beside them", "Ann & Bo", dialog)
    page.press("Record", dialog)
    assert page.says("or leave both open", dialog)
    page.choose("Do they consent", "No", dialog)
    page.press("Record", dialog)
    guardian = page.case.referral.guardian_of(s2.DEB)
    assert guardian is not None
    assert (guardian.name, guardian.consents) == ("Ann & Bo", False)
    assert page.says("Ann & Bo, beside them, does not consent")


def test_a_guardian_may_be_recorded_later(qtbot: QtBot) -> None:
    page = partners(qtbot)
    page.press("Somebody is under age…")
    page.choose("Who is under age", "Brandon Keough", page.dialog())
    page.press("Record", page.dialog())
    assert page.case.referral.guardian_of(s2.BRANDON) is None
    assert page.says("No guardian is recorded yet")
    page.press("Guardian: Brandon Keough")
    dialog = page.dialog()
    page.type("Who stands beside them", "Deb Keough", dialog)
    page.choose("Do they consent", "Yes", dialog)
    page.press("Record", dialog)
    guardian = page.case.referral.guardian_of(s2.BRANDON)
    assert guardian is not None
    assert guardian.consents


def test_every_control_has_a_name(qtbot: QtBot, alone: World) -> None:
    alone.do("priya", s4.CASE, MONTHLY)
    for page in (shown(qtbot, alone), partners(qtbot)):
        assert all(name_of(control) for control in controls(page.page))
