"""The intake page: a grey button says why, and F1 or Why? opens the rule with its section."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rjdesk.process.kernel.event import MemberId
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.refusal import RuleDialog
from tests.screens.case_pages import controls, name_of, told_up_to
from tests.screens.program import Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    made = Shown(qtbot, told_up_to(s1.INTAKE, date(2026, 9, 22)), "imani")
    made.go("intake", s1.CASE)
    return made


def test_a_grey_button_says_why(shown: Shown) -> None:
    assert not shown.named("Assign Hana Kobayashi").isEnabled()
    assert "Equity training" in shown.said()


def test_why_opens_the_rule_in_our_own_words_with_its_section(shown: Shown) -> None:
    shown.press("Why? Facilitators are trained (Assign Hana Kobayashi)")
    dialog = shown.front()
    assert isinstance(dialog, RuleDialog)
    assert "RC-035 · Policy, section" in shown.said()
    assert shown.services.rule_help["RC-035"].title in shown.said()


def test_f1_opens_the_rule_of_the_grey_button_where_the_keyboard_is(shown: Shown) -> None:
    shown.named("Why? Facilitators are trained (Assign Hana Kobayashi)").setFocus()
    shown.keys(Qt.Key.Key_F1)
    assert isinstance(shown.front(), RuleDialog)
    shown.keys(Qt.Key.Key_Escape)
    assert shown.front() is shown.window


def test_f1_with_nothing_refused_shows_the_help(shown: Shown) -> None:
    shown.keys(Qt.Key.Key_F1)
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "help"


def test_an_act_is_recorded_and_the_keyboard_stays_on_the_page(shown: Shown) -> None:
    shown.press("Assign Mateo Villaseñor")
    case = shown.link.desk.case(s1.CASE)
    assert MemberId("mateo") in case.facilitators
    page = shown.desktop.here
    focus = shown.window.focusWidget()
    assert page is not None
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_a_consent_is_ticked_with_the_space_bar(shown: Shown) -> None:
    shown.press("Nguyễn Thị Ánh accepts Priya Raman")
    assert shown.named("Nguyễn Thị Ánh accepts Priya Raman").isChecked()
    assert not shown.named("Cole Brandvold accepts Priya Raman").isChecked()


def test_what_is_done_is_not_asked_again_and_leads_on(shown: Shown) -> None:
    assert "It was given on 2" in shown.said()
    assert "The notice was given" not in map(name_of, controls(shown.window))
    shown.press("Assign Mateo Villaseñor")
    parties, facilitators = (
        ("Nguyễn Thị Ánh", "Cole Brandvold"),
        ("Priya Raman", "Mateo Villaseñor"),
    )
    for party in parties:
        for facilitator in facilitators:
            accepts = shown.named(f"{party} accepts {facilitator}")
            if accepts.isEnabled():
                shown.press(f"{party} accepts {facilitator}")
    assert "5 of 5 done" in shown.said()
    assert shown.named("To the pre-meetings").isEnabled()
    shown.go("case", s1.CASE)
    assert "Facilitator assigned: Mateo Villaseñor" in shown.said()
    shown.press("See the pre-meetings")
    assert shown.desktop.here is not None
    assert shown.desktop.here.route.screen == "pre-meetings"


def test_a_grey_button_offers_the_page_where_what_is_missing_is_supplied(shown: Shown) -> None:
    shown.press("To Coalition (Assign Hana Kobayashi)")
    assert "Reed College Restorative Justice Policy (2019) · 2026-27" in shown.said()


def test_a_party_may_say_no_to_a_facilitator(qtbot: QtBot) -> None:
    made = Shown(qtbot, told_up_to(s1.INTAKE, date(2026, 9, 22)), "priya")
    made.go("intake", s1.CASE)
    made.press("Cole Brandvold does not accept Priya Raman")
    assert "Cole Brandvold does not accept Priya Raman." in made.said()
    person = made.link.desk.case(s1.CASE).person(s1.COLE)
    assert person is not None
    assert person.accepts(s1.PRIYA) is False


def test_a_term_of_another_year_can_be_recorded(qtbot: QtBot) -> None:
    made = Shown(qtbot, told_up_to(s1.INTAKE, date(2026, 9, 22)), "imani")
    made.go("coalition")
    made.press("Term: Ewa Nowak")
    made.choose("For which year", "2027-28")
    made.press("Record")
    ewa = made.link.desk.coalition.member(MemberId("ewa"))
    assert ewa is not None
    assert [str(year) for year in ewa.appointed] == ["2026-27", "2027-28"]
