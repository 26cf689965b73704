"""Today: what is under way, what was left, and what waits; it turns with the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rjdesk.desk.draft_kinds import DraftKind, kind_of
from rjdesk.desk.ports import DraftKey
from rjdesk.desk.views.today import AskToday, When
from rjdesk.desk.waits import Waits
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import MemberId, RecordedByMistake
from rjdesk.process.membership.events import CoalitionFounded, MemberEntered
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.premeeting.events import PreMeetingOpened
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.coalitions import reed_as_found
from rjdesk.screens.kit.card import CardButton
from rjdesk.screens.pages.circle.cover import choose_pin
from rjdesk.screens.pages.today import DRAFTS, SCREENS, TodayPage
from rjdesk.screens.shell.registry import PAGES
from tests.scenarios.world import World
from tests.screens.case_pages import controls, name_of
from tests.screens.program import Shown
from tests.screens.states import Told, ending, in_the_circle, meeting_begun, met, signed, waiting

A_MINUTE_MS = 60_000
TYPED = "Words that nobody recorded yet"


def opened(qtbot: QtBot, told: Told, member: str = "") -> Shown:
    shown = Shown(qtbot, told.world, member or told.member)
    assert choose_pin(shown.link, "2468")
    return shown


def screen(shown: Shown) -> str:
    assert shown.desktop.here is not None
    return shown.desktop.here.route.screen


def headings(shown: Shown) -> list[str]:
    assert shown.desktop.here is not None
    labels = shown.desktop.here.findChildren(QLabel)
    return [label.text() for label in labels if label.property("role") == "heading"]


def test_a_circle_under_way_is_the_first_thing_and_one_key_goes_on(qtbot: QtBot) -> None:
    shown = opened(qtbot, in_the_circle())
    assert headings(shown)[0] == "A circle is under way: go on"
    assert shown.focus == "A circle is under way in 7QK4-M2: go on"
    here = shown.front().focusWidget()
    assert here is not None
    assert here.property("role") == "primary"
    shown.keys(Qt.Key.Key_Return)
    assert screen(shown) == "circle"


def test_a_circle_that_nobody_ended_says_of_which_day_it_is(qtbot: QtBot) -> None:
    told = in_the_circle()
    told.world.clock.set(date(2026, 10, 28))
    shown = opened(qtbot, told)
    assert headings(shown)[0] == "The circle of 26 October 2026 is still open: go on"


def test_who_only_reads_a_case_is_not_led_into_its_circle(qtbot: QtBot) -> None:
    shown = opened(qtbot, in_the_circle(), "imani")
    assert headings(shown) == ["Today", "A backup is due"]
    shown.press("A circle is under way, 7QK4-M2, 26 October 2026")
    assert screen(shown) == "case"


def typed_in(page: QWidget) -> dict[str, object]:
    """Return what stands in each open field of a page, by its name."""
    found: dict[str, object] = {}
    for widget in controls(page):
        if isinstance(widget, QLineEdit) and widget.isEnabled() and not widget.isReadOnly():
            found[name_of(widget)] = widget.text()
        elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
            found[name_of(widget)] = widget.toPlainText()
        elif isinstance(widget, QCheckBox) and widget.isEnabled():
            found[name_of(widget)] = widget.isChecked()
    return found


def type_everywhere(page: QWidget) -> None:
    for widget in controls(page):
        if isinstance(widget, QLineEdit) and widget.isEnabled() and not widget.isReadOnly():
            widget.setText(TYPED)
        elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
            widget.setPlainText(TYPED)
        elif isinstance(widget, QCheckBox) and widget.isEnabled():
            widget.click()


def test_whatever_is_typed_and_left_is_named_on_today_and_goes_on_there(qtbot: QtBot) -> None:
    kinds = set()
    for make in (meeting_begun, met, in_the_circle, signed):
        told = make()
        shown = opened(qtbot, told)
        case = shown.link.desk.case(told.case)
        left = {}
        for name in PAGES:
            page = shown.go(name, told.case, case.meetings[-1].id)
            type_everywhere(page)
            left[name] = typed_in(page)
        for key in shown.link.desk.journal.drafts():
            known = kind_of(key)
            assert known is not None, key
            kinds.add(known[0])
            title, place = DRAFTS[known[0]]
            shown.go("today")
            shown.press(f"{title} in {case.intake.code}" if key.case else title)
            assert screen(shown) == place
            assert shown.desktop.here is not None
            assert typed_in(shown.desktop.here) == left[place]
    # A review is no typing; that it is named and goes on is told with it.
    assert kinds == set(DraftKind) - {DraftKind.REVIEW}


def test_a_draft_of_another_version_leaves_today_as_it_is(qtbot: QtBot) -> None:
    told = met()
    told.world.desk("priya").journal.save_draft(DraftKey(told.case, "unheard-of"), b"{}")
    assert AskToday().answer(told.world.desk("priya")).drafts == ()


def test_a_pre_meeting_that_was_taken_back_says_so_and_its_draft_can_be_put_away(
    qtbot: QtBot,
) -> None:
    told = meeting_begun()
    shown = opened(qtbot, told)
    type_everywhere(shown.go("pre-meeting", told.case, "m1"))
    shown.go("case", told.case)
    opening = shown.link.desk.record_of(told.case)[-1]
    assert isinstance(opening.event, PreMeetingOpened)
    assert shown.link.do(told.case, RecordedByMistake(on=told.today, replaces=opening.id))
    shown.go("today")
    shown.press("Pre-meeting in 7QK4-M2")
    assert "was taken back" in shown.said()
    shown.press("Put the draft away")
    assert screen(shown) == "pre-meetings"
    assert shown.link.desk.journal.drafts() == ()


@pytest.mark.parametrize("kind", Waits)
def test_what_is_of_an_earlier_day_is_overdue_only_after_its_last_day(kind: Waits) -> None:
    told = waiting(kind)
    desk = told.world.desk(told.member)
    waits = [w for s in desk.summaries().values() for w in s.waits if w.kind is kind]
    assert waits
    for wait in waits:
        last = wait.until or wait.due
        for day in (wait.due, last, last + timedelta(days=1)):
            told.world.clock.set(day)
            whens = {
                line.when
                for line in AskToday().answer(told.world.desk(told.member)).lines
                if (line.kind, line.due) == (kind, wait.due)
            }
            if kind is Waits.CIRCLE:
                assert whens == {When.NOW}
            elif wait.until is not None and day > wait.until:
                assert whens == {When.OVERDUE}
            else:
                assert whens == {When.TODAY if day == wait.due else When.EARLIER}


@pytest.mark.parametrize("kind", Waits)
def test_each_line_opens_a_page(qtbot: QtBot, kind: Waits) -> None:
    told = waiting(kind)
    shown = opened(qtbot, told, "imani" if kind is Waits.CIRCLE else "")
    lines = [line for line in AskToday().answer(shown.link.desk).lines if line.kind is kind]
    shown.press(f"{lines[0].what}, {lines[0].code}, {long_date(lines[0].due)}")
    assert screen(shown) == SCREENS[kind]


def test_today_turns_with_the_day(qtbot: QtBot) -> None:
    told = signed()
    shown = opened(qtbot, told)
    page = shown.desktop.here
    assert isinstance(page, TodayPage)
    assert page.midnight.isActive()
    assert page.midnight.interval() <= A_MINUTE_MS
    told.world.clock.set(date(2026, 11, 20), 23)
    page.midnight.timeout.emit()
    assert "20 November 2026" in shown.said()
    told.world.clock.set(date(2026, 12, 12), 0)
    page.midnight.timeout.emit()
    assert "12 December 2026" in shown.said()
    assert "Overdue" in headings(shown)


def test_the_day_that_is_over_is_painted_once(qtbot: QtBot) -> None:
    told = signed()
    shown = opened(qtbot, told)
    page = shown.desktop.here
    assert isinstance(page, TodayPage)
    cards = page.findChildren(CardButton)
    page.midnight.timeout.emit()
    assert page.findChildren(CardButton) == cards


def test_the_circle_of_a_process_that_is_over_waits_no_longer() -> None:
    told = ending(Ending.DISCONTINUED)
    assert told.world.desk("priya").case(told.case).preparation.starts_at is not None
    kinds = {line.kind for line in AskToday().answer(told.world.desk("priya")).lines}
    assert not kinds & {Waits.MEETING, Waits.CIRCLE}


def test_a_coalition_that_is_being_entered_is_named_with_what_it_lacks(qtbot: QtBot) -> None:
    """Else whoever founds one learns of a second trained member in the middle of a case."""
    day = date(2026, 9, 21)
    world = World(None, day, "imani")
    world.do("imani", None, *reed_as_found(day)[:2])
    shown = Shown(qtbot, world, "imani")
    said = shown.said()
    assert "So far 0 of 1 have the trainings of this year." in said
    assert "2 of them facilitate" in said
    shown.press("Enter the members")
    assert screen(shown) == "coalition"


def test_a_programme_without_trainings_is_asked_for_none(qtbot: QtBot) -> None:
    shown = Shown(qtbot, World(None, date(2026, 9, 28), "imani"), "imani")
    shown.link.desk.record(
        None,
        CoalitionFounded(
            on=shown.link.desk.today,
            coalition_name="Neighbours",
            programme="restorative-partners",
        ),
        MemberEntered(
            on=shown.link.desk.today,
            member=MemberId("imani"),
            member_name="Imani Okafor",
            kind=MemberKind.STAFF,
        ),
    )
    shown.go("today")
    assert "Your coalition is being set up" in shown.said()
    assert "trainings" not in shown.said()
    assert "of them facilitate" not in shown.said()
    shown.press("Enter the members")
    shown.press("Certificate: Imani Okafor")
    shown.press("Record")
    assert "This is needed." in shown.said()
    shown.type("Certificate valid until", "2027-09-30")
    shown.press("Record")
    member = shown.link.desk.coalition.member(MemberId("imani"))
    assert member is not None
    assert member.certified_until == date(2027, 9, 30), "a certificate can be renewed (RP-02)"
