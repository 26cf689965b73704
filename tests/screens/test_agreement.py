"""The agreement on the screen: what it says, who signed, and when it is in force."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rjdesk.desk.calendar import Calendar
from rjdesk.desk.instalments import NotPayments, read_payments
from rjdesk.desk.views.papers import AskPapers
from rjdesk.process.agreement.events import ActionProposed, AgreementSigned, MonitoringBegan
from rjdesk.process.intake.events import ParticipantNamed
from rjdesk.process.kernel.event import PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.restitution.derived import plan_of
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.taking_part.events import WillingnessStated
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.agreement.page import AgreementPage
from tests.scenarios.world import World
from tests.screens.case_pages import BRITAIN, Shown, controls, name_of, told_up_to
from tests.stories.paper import text_of

DAY = date(2026, 10, 28)


@pytest.fixture
def printed() -> World:
    """The circle is over, and version 2 is printed."""
    return told_up_to(s1.CIRCLE, DAY)


def shown(qtbot: QtBot, world: World) -> Shown:
    """Return the page as Priya sees it."""
    return Shown(qtbot, world, "priya", AgreementPage, "agreement")


def sign(page: Shown, name: str) -> None:
    """Record the signature of a party."""
    page.press(f"{name} has signed")
    dialog = page.dialog()
    page.type("Who saw it", "Priya Raman", dialog)
    page.press("Record", dialog)


def test_the_agreement_says_how_it_stands(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    assert page.says("Printed, version 2. Signed by 0 of 2.")
    sign(page, "Nguyễn Thị Ánh")
    assert page.says("Printed, version 2. Signed by 1 of 2.")
    assert page.says("Signed on 28 October 2026, seen by Priya Raman")
    sign(page, "Cole Brandvold")
    page.press("Begin following up")
    assert page.says("In force since 28 October 2026.")
    assert page.case.agreement.monitoring_since == DAY
    page.press("Go to the follow-up")
    assert page.places == [Route("follow-up", s1.CASE)]


def test_nothing_is_followed_up_before_everybody_signed(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    assert not page.named("Begin following up").isEnabled()
    assert page.says("Cole Brandvold has not signed the agreement.")


def test_a_signature_names_who_saw_it_and_no_day_to_come(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    page.press("Cole Brandvold has signed")
    dialog = page.dialog()
    page.press("Record", dialog)
    assert page.says("This is needed.", dialog)
    page.type("Who saw it", "Mateo", dialog)
    page.type("Signed on which day", "2026-12-24", dialog)
    page.press("Record", dialog)
    assert page.says("The day 24 December 2026 has not come yet.", dialog)
    page.type("Signed on which day", "2026-10-27", dialog)
    page.press("Record", dialog)
    signature = page.case.agreement.signed_by(s1.COLE)
    assert signature is not None
    assert (signature.on, signature.witness, signature.version) == (
        date(2026, 10, 27),
        "Mateo",
        2,
    )


def test_a_copy_is_given_once_everybody_signed(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    sign(page, "Nguyễn Thị Ánh")
    page.press("Copy given to Nguyễn Thị Ánh")
    dialog = page.dialog()
    page.type("How", "in person", dialog)
    page.press("Record", dialog)
    assert page.says("Cole Brandvold has not signed the agreement.", dialog)
    page.press("Cancel", dialog)
    sign(page, "Cole Brandvold")
    page.press("Copy given to Cole Brandvold")
    again = page.dialog()
    page.type("How", "by post", again)
    page.press("Record", again)
    (copy,) = page.case.agreement.copies
    assert (copy.person, copy.on, copy.how) == (s1.COLE, DAY, "by post")
    assert page.says("Copy given on 28 October 2026, by post")


def test_what_is_left_out_of_the_print_is_said_and_can_be_agreed(
    qtbot: QtBot, printed: World
) -> None:
    page = shown(qtbot, printed)
    page.press("Add an action…")
    dialog = page.dialog()
    page.type("What will be done", "Clean & tidy the studio", dialog)
    page.choose("By whom", "Cole Brandvold (Responsible Party)", dialog)
    page.type("By which day", "2026-12-01", dialog)
    page.press("Record", dialog)
    said = "“Clean & tidy the studio” is left out. Not agreed by Ánh, Minh, Cole, Dana."
    assert page.says(said)
    page.press("Now agreed: Clean & tidy the studio")
    asking = page.dialog()
    page.press("Record", asking)
    assert page.says("Tick who says yes to it now.", asking)
    for name in ("Nguyễn Thị Ánh", "Lê Minh", "Cole Brandvold", "Dana Whitlock"):
        page.tick(name, asking)
    page.press("Record", asking)
    assert not page.says("is left out")
    page.press("Print version 3")
    assert page.places == [Route("papers", s1.CASE, "accountability-agreement")]


def test_what_not_everybody_agreed_to_is_printed_for_a_written_reason(
    qtbot: QtBot, printed: World
) -> None:
    tidy = ActionProposed(
        on=DAY, action="d", what="Tidy the studio", owner=s1.COLE, due=DAY, evidence="Seen"
    )
    page = shown(qtbot, printed)
    assert page.link.do(s1.CASE, tidy)
    page.press("Print what is left out…")
    dialog = page.dialog()
    assert page.says("“Tidy the studio” has not been agreed by everybody.", dialog)
    page.type("Why is this right here?", "Dana said yes by telephone.", dialog)
    page.press("Record with this reason", dialog)
    assert page.says("“Tidy the studio” is printed all the same. Not agreed by Ánh")
    assert "Print what is left out…" not in {name_of(w) for w in controls(page.page)}
    view = page.link.ask(AskPapers(s1.CASE))
    assert "Tidy the studio" in text_of(view.final)
    assert page.link.do(s1.CASE, view.printing)
    assert page.case.agreement.printed[-1].holds("d")
    assert page.case.used_overrides[-1].reason == "Dana said yes by telephone."


def test_an_action_is_reworded_and_taken_off(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    page.press("Reword: A letter to Ánh")
    dialog = page.dialog()
    assert page.named("By whom", dialog).currentText() == "Cole Brandvold (Responsible Party)"
    page.type("What will be done", "Write two letters", dialog)
    page.type("By which day", "2026-10-01", dialog)
    page.press("Record", dialog)
    assert page.says("1 October 2026 is past.", dialog)
    page.type("By which day", "2026-11-13", dialog)
    page.press("Record", dialog)
    action = page.case.agreement.action("a")
    assert action is not None
    assert (action.what, action.due, action.agreed) == (
        "Write two letters",
        date(2026, 11, 13),
        (),
    )
    page.press("Take off: Write two letters")
    page.press("Take it off", page.dialog())
    assert page.case.agreement.action("a") is None


def test_harm_and_deadline_are_written(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    page.press("Write the harm to repair")
    harm = page.dialog()
    page.type("The harm to repair", "Four months of work were lost.", harm)
    page.press("Record", harm)
    page.press("Set the day by which all of it is done")
    dialog = page.dialog()
    page.type("By which day", "2026-12-19", dialog)
    page.press("Record", dialog)
    agreement = page.case.agreement
    assert (agreement.harm, agreement.deadline) == (
        "Four months of work were lost.",
        date(2026, 12, 19),
    )


def test_an_agreement_without_a_day_is_not_printed(qtbot: QtBot) -> None:
    page = shown(qtbot, told_up_to(s1.PREPARATION, DAY))
    assert page.says("Draft. Not printed yet.")
    assert page.says("There is no action yet.")
    assert not page.named("Print version 1").isEnabled()
    assert page.says("By which day will all of it be done?")


def test_what_is_in_force_is_not_changed_here(qtbot: QtBot, printed: World) -> None:
    for person in (s1.ANH, s1.COLE):
        signed = AgreementSigned(on=DAY, person=person, paper_version=2, witness="Priya")
        printed.do("priya", s1.CASE, signed)
    printed.do("priya", s1.CASE, MonitoringBegan(on=DAY))
    page = shown(qtbot, printed)
    names = {name_of(control) for control in controls(page.page)}
    assert not any(name.startswith(("Reword", "Take off", "Set the day")) for name in names)


def test_somebody_with_both_parts_signs_once(qtbot: QtBot, printed: World) -> None:
    both = ParticipantNamed(
        on=DAY, person=PersonId("pat"), person_name="Pat & Co", called="Pat",
        parts=(Part.AFFECTED, Part.RESPONSIBLE), affiliation=Affiliation.STAFF,
    )  # fmt: skip
    yes = WillingnessStated(on=DAY, person=PersonId("pat"), willing=Answer.YES)
    printed.do("priya", s1.CASE, both, yes)
    page = shown(qtbot, printed)
    assert page.says("Affected Party and Responsible Party")
    assert sum(name_of(c).endswith("has signed") for c in controls(page.page)) == 3


def test_every_control_has_a_name(qtbot: QtBot, printed: World) -> None:
    more = ActionProposed(on=DAY, action="z", what="Meet", owner=s1.COLE, due=date(2026, 12, 1))
    printed.do("priya", s1.CASE, more)
    page = shown(qtbot, printed)
    names = [name_of(control) for control in controls(page.page)]
    assert all(names)
    assert len(set(names)) == len(names)


def test_an_action_is_paid_in_parts(qtbot: QtBot, printed: World) -> None:
    page = shown(qtbot, printed)
    page.press("Paid in parts: A letter to Ánh")
    dialog = page.dialog()
    page.type("Payments, one on each line", "2026-11-02 200", dialog)
    page.qtbot.keyClick(page.named("Payments, one on each line", dialog), Qt.Key.Key_Return)
    page.qtbot.keyClicks(page.named("Payments, one on each line", dialog), "soon 100.50")
    page.press("Record", dialog)
    assert page.says("Line 2: “soon” is not a day.", dialog)
    page.type("Payments, one on each line", "2026-11-30 200", dialog)
    page.press("Record", dialog)
    assert page.says("A payment is due after “A letter to Ánh” itself.", dialog)
    page.type("Payments, one on each line", "2 November 2026 200.50", dialog)
    page.press("Record", dialog)
    plan = plan_of(page.case, "a")
    assert plan is not None
    assert plan.instalments == (Instalment(due=date(2026, 11, 2), cents=20_050),)
    assert page.says("Total")
    assert page.says("$200.50")
    page.press("Paid in parts: A letter to Ánh")
    kept = page.named("Payments, one on each line", page.dialog())
    assert kept.toPlainText() == "02/11/2026 200.50"


CALENDAR = Calendar(BRITAIN, lambda: DAY)


def test_payments_are_read_a_line_each() -> None:
    typed = "\n2027-02-15  $1,200\n15 January 2027\t200.5\n1/3/2027 5\n\n"
    read = [(p.due.month, p.cents) for p in read_payments(typed, CALENDAR)]
    assert read == [(1, 20_050), (2, 120_000), (3, 500)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027-01-15", "Line 1: write the amount after the day."),
        ("2027-01-15 200\n\n2027-02-30 200", "Line 3: “2027-02-30” is not a day."),
        ("2027-01-15 200,50", "Line 1: “200,50” is not an amount. Write it as 200 or 200.50."),
        ("2027-01-15 0.00", "Line 1: “0.00” is not an amount."),
        ("2027-01-15 -5", "Line 1: “-5” is not an amount."),
        ("15 January 2027", "Line 1: write the amount after the day."),
        ("15 January 200", "Line 1: write the day with its year, and then the amount."),
        ("tomorrow 200", "Line 1: write the day with its year, and then the amount."),
    ],
)
def test_a_wrong_line_is_named(typed: str, said: str) -> None:
    with pytest.raises(NotPayments) as wrong:
        read_payments(typed, CALENDAR)
    assert str(wrong.value).startswith(said)
