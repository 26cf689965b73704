"""The follow-up on the screen: done, told, asked again, looked back, closed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.ports import DraftKey
from rjdesk.desk.views.today import AskToday
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.closing.events import ReflectionSigned
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import one_party as s4
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.page import Route
from rjdesk.screens.pages.followup.page import FollowUpPage
from tests.scenarios.world import World
from tests.screens.case_pages import (
    Shown,
    controls,
    name_of,
    one_party_up_to,
    partners_up_to,
    told_up_to,
)

DAY = date(2026, 12, 14)
KEY = DraftKey(s1.CASE, "follow-up")


@pytest.fixture
def in_force() -> World:
    """The agreement is in force; nothing is done, and the second action is overdue."""
    return told_up_to(s1.AGREEMENT, DAY)


@pytest.fixture
def fulfilled(in_force: World) -> World:
    """Everything is done."""
    for action in "abc":
        done = ActionCompleted(on=DAY, action=action, evidence="seen", provided_by="Cole")
        in_force.do("priya", s1.CASE, done)
    in_force.do("priya", s1.CASE, AgreementFulfilled(on=DAY))
    return in_force


def shown(qtbot: QtBot, world: World, member: str = "priya") -> Shown:
    """Return the page as a member sees it."""
    return Shown(qtbot, world, member, FollowUpPage, "follow-up")


def test_an_action_is_done_with_what_shows_it(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    assert page.says("Overdue since 11 December 2026")
    assert page.says("Due by 18 December 2026")
    page.press("Done: A letter to Ánh")
    dialog = page.dialog()
    page.type("What shows that it is done", "The letter", dialog)
    page.type("Who provided it", "Cole", dialog)
    page.type("Done on which day", "2026-11-06", dialog)
    page.press("Record", dialog)
    action = page.case.agreement.binding("a")
    assert action is not None
    assert action.done == date(2026, 11, 6)
    assert page.says("Done on 6 November 2026")
    assert page.says("Shown by: The letter (Cole)")


def test_the_affected_party_is_told(qtbot: QtBot, in_force: World) -> None:
    done = ActionCompleted(on=DAY, action="a", evidence="seen", provided_by="Cole")
    in_force.do("priya", s1.CASE, done)
    page = shown(qtbot, in_force)
    page.press("Told: Tell Nguyễn Thị Ánh that “A letter to Ánh” is done")
    page.press("Record", page.dialog())
    assert [news[:2] for news in page.case.follow_ups.told] == [("a", s1.ANH)]
    assert not page.says("“A letter to Ánh” is done")


def waiting(world: World, words: str) -> bool:
    return any(words in line.what for line in world.desk("priya").ask(AskToday()).lines)


def test_the_affected_party_is_told_that_a_day_has_passed(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    late = "Tell Nguyễn Thị Ánh that “A letter to Ánh” was not done by its day"
    assert waiting(in_force, "“A letter to Ánh” was not done by its day")
    page.press(f"Told: {late}")
    page.press("Record", page.dialog())
    assert [news[:2] for news in page.case.follow_ups.told_late] == [("a", s1.ANH)]
    assert not page.says(late)
    assert not waiting(in_force, "“A letter to Ánh” was not done by its day")


def test_a_follow_up_that_was_held_asks_both_questions(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    page.press("Follow-up after the process, Nguyễn Thị Ánh: record how it went")
    dialog = page.dialog()
    page.choose("How did it go", "Held", dialog)
    page.press("Record", dialog)
    assert page.says("Are they still satisfied with the agreement?", dialog)
    page.choose("Are they still satisfied with the agreement", "Yes", dialog)
    page.choose("Have they experienced any further harm", "No", dialog)
    page.press("Record", dialog)
    held = page.case.follow_ups.of(FollowUpKind.AFTER_PROCESS, s1.ANH)
    assert held is not None
    assert (held.closed, held.satisfied, held.further_harm) == (Ended.HELD, True, False)
    assert page.says("Held on 14 December 2026")
    assert page.says("No further harm")


def test_it_is_agreed_how_often_to_get_in_touch(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    assert page.says("With whoever is responsible. It was not agreed how often.")
    page.press("How often…")
    dialog = page.dialog()
    page.choose("How often", "Every two weeks", dialog)
    page.type("Agreed on which day", "2026-11-02", dialog)
    page.press("Record", dialog)
    assert page.says("With whoever is responsible. Every two weeks.")
    assert page.says("Due since 16 November 2026"), "it counts from the day it was agreed"
    assert waiting(in_force, "Get in touch with Cole Brandvold, and ask how it goes")
    page.press("Note a contact with Cole Brandvold")
    dialog = page.dialog()
    page.choose("How?", "Phone", dialog)
    page.type("What for, in one line?", "How it goes", dialog)
    page.press("Record", dialog)
    assert page.says("From 28 December 2026")


def test_a_follow_up_may_be_declined(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    page.press("Follow-up after the process, Nguyễn Thị Ánh: record how it went")
    dialog = page.dialog()
    page.choose("How did it go", "Declined", dialog)
    page.press("Record", dialog)
    assert page.says("Declined on 14 December 2026")


def test_fulfilled_waits_for_every_action(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    assert not page.named("Everything is fulfilled…").isEnabled()
    assert page.says("“A letter to Ánh” is not done.")


def test_fulfilled_opens_the_later_follow_ups_and_the_window(qtbot: QtBot, in_force: World) -> None:
    for action in "abc":
        done = ActionCompleted(on=DAY, action=action, evidence="seen", provided_by="Cole")
        in_force.do("priya", s1.CASE, done)
    page = shown(qtbot, in_force)
    page.press("Everything is fulfilled…")
    page.press("Record", page.dialog())
    assert page.case.agreement.fulfilled == DAY
    assert page.says("between 14 June 2027 and 14 December 2027")
    assert page.says("From 14 June 2027")


def test_the_reflection_is_written_signed_and_the_case_closed(
    qtbot: QtBot, fulfilled: World
) -> None:
    page = shown(qtbot, fulfilled)
    assert not page.named("I sign this reflection").isEnabled()
    page.type("What went well", "Time to find words.")
    page.type("What could be improved", "The room.")
    assert page.says("Save the text before you sign it.")
    page.press("Save the reflection")
    notes = page.desk.notes(s1.CASE).reflection
    assert (notes.went_well, notes.could_improve) == ("Time to find words.", "The room.")
    page.press("I sign this reflection")
    assert page.says("Priya Raman has signed the reflection.")
    assert page.says("Mateo Villaseñor has not signed the debrief reflection.")
    assert not page.named("Close the case…").isEnabled()
    mateo = shown(qtbot, fulfilled, "mateo")
    assert mateo.named("What went well").toPlainText() == "Time to find words."
    mateo.press("I sign this reflection")
    mateo.press("Close the case…")
    mateo.press("Close", mateo.dialog())
    assert mateo.case.closing.closed == DAY
    assert mateo.says("Closed on 14 December 2026.")


def test_whoever_holds_no_notes_sees_no_reflection(qtbot: QtBot, fulfilled: World) -> None:
    page = shown(qtbot, fulfilled)
    page.type("What went well", "Private words")
    page.type("What could be improved", "More")
    page.press("Save the reflection")
    digest = fulfilled.desk("priya").case(s1.CASE).closing.reflection
    fulfilled.do("priya", s1.CASE, ReflectionSigned(on=DAY, digest=digest))
    chair = shown(qtbot, fulfilled, "imani")
    assert not any(isinstance(c, QPlainTextEdit) for c in controls(chair.page))
    assert chair.says("The facilitators write and read this reflection.")
    assert chair.says("Priya Raman has signed the reflection.")


def test_an_unfinished_reflection_is_kept_and_restored(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    page.type("What went well", "Half a sent")
    page.page.refresh()
    assert page.named("What went well").toPlainText() == "Half a sent"
    qtbot.waitUntil(lambda: page.desk.journal.draft(KEY) is not None, timeout=2_000)
    again = shown(qtbot, in_force)
    assert again.named("What went well").toPlainText() == "Half a sent"
    again.press("Save the reflection")
    assert again.desk.journal.draft(KEY) is None


def test_before_the_signatures_the_page_leads_to_the_agreement(qtbot: QtBot) -> None:
    page = shown(qtbot, told_up_to(s1.CIRCLE, DAY))
    assert page.says("The agreement is not in force yet.")
    page.press("Go to the agreement")
    page.press("Back to the case")
    assert page.places == [Route("agreement", s1.CASE), Route("case", s1.CASE)]


def test_every_control_has_a_name_and_tab_leaves_every_editor(
    qtbot: QtBot, fulfilled: World
) -> None:
    page = shown(qtbot, fulfilled)
    names = [name_of(control) for control in controls(page.page)]
    assert all(names)
    editors = [w for w in controls(page.page) if isinstance(w, QPlainTextEdit)]
    assert len(editors) == 2
    for editor in editors:
        editor.setFocus()
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert not editor.hasFocus()


PAID = date(2027, 2, 20)
MONEY = "$600 for the window"


@pytest.fixture
def partners() -> World:
    """The agreement of the community programme is in force, with money in three parts."""
    return partners_up_to(s2.AGREEMENT, PAID)


def partners_page(qtbot: QtBot, world: World) -> Shown:
    """Return the page of the community programme."""
    return Shown(qtbot, world, "luz", FollowUpPage, "follow-up", s2.CASE)


def test_a_payment_is_recorded_with_what_shows_it(qtbot: QtBot, partners: World) -> None:
    page = partners_page(qtbot, partners)
    assert page.says("$600 of $600 is still to be paid.")
    assert page.says("Overdue since 15 January 2027")
    page.press(f"Paid: {MONEY}, payment 1")
    dialog = page.dialog()
    page.press("Record", dialog)
    assert page.says("This is needed.", dialog)
    page.type("What shows that it was paid", "Receipt 101 & a stamp", dialog)
    page.type("Paid on which day", "2027-01-15", dialog)
    page.press("Record", dialog)
    (paid,) = page.case.payments
    assert (paid.on, paid.cents) == (date(2027, 1, 15), 20_000), "what was open stood there"
    assert paid.shown_by == "Receipt 101 & a stamp"
    assert page.says("$400 of $600 is still to be paid.")
    assert page.says("Shown by: Receipt 101 & a stamp")


def test_a_part_of_a_payment_is_recorded_as_what_it_is(qtbot: QtBot, partners: World) -> None:
    page = partners_page(qtbot, partners)
    page.press(f"Paid: {MONEY}, payment 1")
    dialog = page.dialog()
    page.type("How much", "a lot", dialog)
    page.press("Record", dialog)
    assert page.says("Write the amount as 200 or 200.50.", dialog)
    page.type("How much", "$700", dialog)
    page.type("What shows that it was paid", "Receipt 7", dialog)
    page.press("Record", dialog)
    assert page.says("$600 is still to be paid.", dialog)
    page.type("How much", "150.50", dialog)
    page.press("Record", dialog)
    assert page.says("$449.50 of $600 is still to be paid.")
    assert page.says("$49.50 of it is open. Shown by: Receipt 7")
    page.press(f"Paid: {MONEY}, payment 1")
    assert page.named("How much", page.dialog()).text() == "49.50"


def test_money_is_paid_before_it_is_done(qtbot: QtBot, partners: World) -> None:
    page = partners_page(qtbot, partners)
    page.press(f"Done: {MONEY}")
    dialog = page.dialog()
    page.type("What shows that it is done", "receipts", dialog)
    page.type("Who provided it", "Brandon", dialog)
    page.press("Record", dialog)
    assert page.says("$600 of $600 is still to be paid.", dialog)


def test_whoever_was_harmed_needs_no_document(qtbot: QtBot, partners: World) -> None:
    page = partners_page(qtbot, partners)
    page.press(f"No document is needed: {MONEY}")
    dialog = page.dialog()
    choice = page.named("Who says so", dialog)
    said = [choice.itemText(n) for n in range(1, choice.count())]
    assert said == ["Rosa Ortega", "Julián Ortega"]
    page.choose("Who says so", "Rosa Ortega", dialog)
    page.press("Record", dialog)
    assert page.case.waived == ("money",)
    page.press(f"Paid: {MONEY}, payment 1")
    page.press("Record", page.dialog())
    assert [(paid.on, paid.cents) for paid in page.case.payments] == [(PAID, 20_000)]


def test_a_report_back_needs_a_yes_from_each(qtbot: QtBot, partners: World) -> None:
    page = partners_page(qtbot, partners)
    assert page.says("Referred by: district attorney")
    for name in ("Brandon Keough", "Rosa Ortega"):
        page.press(f"Yes to a report back: {name}")
    page.press("No to a report back: Julián Ortega")
    assert not page.named("It was reported…").isEnabled()
    assert page.says("Julián Ortega has not agreed to a report back.")
    page.press("Yes to a report back: Julián Ortega")
    page.press("It was reported…")
    page.press("Record", page.dialog())
    assert page.case.referral.reported == PAID
    assert page.says("Reported on 20 February 2027")


def test_where_no_rule_asks_nothing_of_it_is_shown(qtbot: QtBot, in_force: World) -> None:
    page = shown(qtbot, in_force)
    assert not page.says("Report back")
    assert not page.says("Payments")
    assert not any("No document" in name_of(c) for c in controls(page.page))


def test_a_process_that_ended_without_an_agreement_says_so(qtbot: QtBot) -> None:
    world = one_party_up_to(s4.INTAKE)
    world.do("priya", s4.CASE, ProcessEnded(on=s4.DAY, ending=Ending.DISCONTINUED))
    page = Shown(qtbot, world, "priya", FollowUpPage, "follow-up", s4.CASE)
    assert page.says("The process ended on 2 November 2026: it was discontinued.")
    assert page.says("There is no agreement to follow up.")
    assert page.says("between 2 May 2027 and 2 November 2027")
    names = {name_of(c) for c in controls(page.page)}
    assert "Everything is fulfilled…" not in names
    assert "Close the case…" in names


def test_every_control_of_the_community_programme_has_a_name_of_its_own(
    qtbot: QtBot, partners: World
) -> None:
    page = partners_page(qtbot, partners)
    names = [name_of(control) for control in controls(page.page)]
    assert all(names)
    assert len(set(names)) == len(names)


def test_names_are_underlined_as_they_are_typed_and_one_key_swaps_one_for_a_role(
    qtbot: QtBot, fulfilled: World
) -> None:
    page = shown(qtbot, fulfilled)
    field = page.named("What went well")
    field.setPlainText("\U0001f642 ")
    field.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(field, "Cole was kind.")
    qtbot.waitUntil(lambda: bool(field.extraSelections()))
    (selection,) = field.extraSelections()
    assert selection.cursor.selectedText() == "Cole"
    field.setFocus()
    cursor = field.textCursor()
    cursor.setPosition(6)
    field.setTextCursor(cursor)
    qtbot.keyClick(field, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "\U0001f642 Responsible Party 1 was kind."
    qtbot.waitUntil(lambda: not field.extraSelections())
