"""A case of sexual harm on the screen: flagged, decided, asked for, ended; and the capacity."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rjdesk.process.case import Follows
from rjdesk.process.intake.events import CaseOpened
from rjdesk.process.kernel.event import MemberId, ProcessId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.preparation.events import ProcessBegun, ProcessChosen
from rjdesk.process.preparation.state import ProcessType
from rjdesk.process.referral.state import ReferralSource
from rjdesk.process.taking_part.events import AlternativesPresented, WillingnessStated
from rjdesk.rehearsal import sexual_harm as told_of
from rjdesk.rehearsal.moments import named
from tests.scenarios.world import FOUNDED, World
from tests.screens.program import Shown
from tests.stories.desk import told

TAKE_ON = "Take the case on"
COUNSEL = "Counselling staff of Title IX cases"


def page(qtbot: QtBot, world: World, member: str = "priya") -> Shown:
    """Return the window of a member, at the page of sexual harm."""
    shown = Shown(qtbot, world, member)
    shown.go("sexual-harm", told_of.CASE)
    return shown


def test_it_is_flagged_and_not_taken_back_by_one(qtbot: QtBot) -> None:
    shown = page(qtbot, told(told_of.TAKEN, told_of.OPENED))
    shown.press("It is about sexual harm…")
    shown.reads("Nothing is asked of what happened.")
    shown.press("It is about sexual harm")
    shown.reads("About sexual harm. Recorded on 21 September 2026.")
    shown.reads("There is not the capacity for cases of sexual harm yet.")
    shown.go("case", told_of.CASE)
    shown.press("Correct: About sexual harm, 21 September 2026")
    shown.choose("What is wrong?", "It did not happen: take it back")
    shown.press("Put it right")
    shown.reads("Whether a case is about sexual harm is not taken back by one person alone.")


def test_what_is_decided_is_done_by_its_button(qtbot: QtBot) -> None:
    world = told(told_of.TAKEN, told_of.ABLE)
    shown = page(qtbot, world, "imani")
    shown.press("Have something decided…")
    shown.choose("What is proposed", TAKE_ON)
    shown.press("Propose")
    shown.reads("Not everybody has answered.")
    for body in (
        "Dean of Sexual Assault Response and Prevention",
        "Counselling staff of Title IX cases",
    ):
        shown.press(f"{TAKE_ON}: what {body} says")
        shown.choose("What do they say", "Yes")
        shown.press("Record")
    (proposal,) = shown.link.desk.case(told_of.CASE).proposals
    assert len(proposal.answers) == 3
    assert {voter.member for voter in proposal.deciders} >= {
        MemberId("teodor"),
        MemberId("adeyemi"),
    }


def test_only_whoever_was_harmed_is_asked_what_they_ask_for(qtbot: QtBot) -> None:
    world = told(told_of.TAKEN, told_of.SCREENED)
    shown = page(qtbot, world)
    shown.reads("Inês Duarte has asked for nothing with both sides.")
    assert "Ruben Falk" not in shown.said()
    shown.press("What Inês Duarte says")
    offered = shown.named("Of their own accord they ask")
    assert offered.findText("To hear each other by messages") == -1, "none are carried here"
    shown.choose("Of their own accord they ask", "To meet in a Conference")
    shown.press("Record")
    shown.reads("Inês Duarte asks to meet in a Conference.")
    shown.press("What Inês Duarte says")
    shown.choose("Of their own accord they ask", "For neither")
    shown.press("Record")
    shown.reads("Inês Duarte has asked for nothing with both sides.")


def test_what_they_ask_for_is_said_of_each_process_that_goes_on(qtbot: QtBot) -> None:
    world = told(told_of.TAKEN, told_of.ASKED)
    world.do(
        "priya",
        told_of.CASE,
        WillingnessStated(on=told_of.NEXT, person=told_of.RUBEN, willing=Answer.NO),
        AlternativesPresented(on=told_of.NEXT, options=("A support circle",)),
        ProcessBegun(on=told_of.NEXT, begins=ProcessId("his"), as_=Follows.INSTEAD),
        ProcessChosen(
            on=told_of.NEXT,
            process=ProcessId("his"),
            kind=ProcessType.SUPPORT_CIRCLE,
            people=(told_of.RUBEN,),
        ),
    )
    shown = page(qtbot, world)
    shown.press("What Inês Duarte says (Conference)")
    shown.choose("Of their own accord they ask", "For neither")
    shown.press("Record")
    shown.reads("Inês Duarte has asked for nothing with both sides (Conference).")


def test_a_programme_that_takes_on_none_says_to_whom_people_turn(qtbot: QtBot) -> None:
    world = FOUNDED["restorative-partners"](None, told_of.DAY)
    request = CaseOpened(
        on=told_of.DAY,
        code="D2D2",
        requester=Affiliation.OTHER,
        request_received=told_of.DAY,
        programme="restorative-partners",
        referral=ReferralSource.JUDGE,
    )
    someone = named(
        told_of.DAY, told_of.INES, "Inês Duarte", Part.AFFECTED, affiliation=Affiliation.OTHER
    )
    world.do("vera", told_of.CASE, request, someone, told_of.FLAG)
    shown = page(qtbot, world, "vera")
    shown.reads("This programme takes on no case of sexual harm.")
    shown.reads("A centre for survivors of sexual violence")
    assert "What is asked for with both sides" not in shown.said()
    shown.go("coalition")
    assert "Cases of sexual harm" not in shown.said()


def test_the_committee_decides_on_the_capacity(qtbot: QtBot) -> None:
    world = told(told_of.TAKEN, told_of.COMES_OUT)
    shown = Shown(qtbot, world, "imani")
    shown.go("coalition")
    shown.reads("It was not decided that there is the capacity for them.")
    shown.press("Have it decided…")
    shown.reads("All of those are asked who decide on it")
    shown.press("Move it")
    shown.reads("Not decided yet. Of 5 who may vote, yes: 1")
    what = "There is the capacity for cases of sexual harm"
    shown.press(f"{what}: what {COUNSEL} says")
    shown.choose("What do they say", "No")
    shown.press("Record")
    shown.reads("Not carried. Of 5 who may vote, yes: 1, no: 1")
