"""Reflections are released together, and found in the library by whoever comes after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from rjdesk.desk.outcome import Refused
from rjdesk.desk.views.library import AskLibrary, releasing, withdrawing
from rjdesk.process.agreement.events import AgreementFulfilled
from rjdesk.process.closing.events import (
    ReflectionReviewed,
    ReflectionSigned,
    ResultConfirmed,
)
from rjdesk.process.corrections.events import RuleOverridden
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.intake.events import PersonRenamed
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import CaseId, RecordedByMistake, Stream
from rjdesk.process.notes.events import ReflectionWritten
from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.pages.library.page import LibraryPage
from rjdesk.screens.pages.library.saving import save_to
from tests.scenarios.world import World
from tests.screens.case_pages import Shown, controls, name_of, told_up_to

DAY = date(2026, 12, 14)
CASES = (
    s1.CASE,
    CaseId("0b9f7c52-0000-4000-8000-0000000000b2"),
    CaseId("0b9f7c52-0000-4000-8000-0000000000b3"),
)
ANOTHER = CaseId("0b9f7c52-0000-4000-8000-0000000000b4")
"""A case of other people, whose reflection nobody reviewed yet."""
LEFT = (
    "Everybody was heard at Quillbrook.",
    "We hurried the last round.",
    "A break would have helped.",
)


@pytest.fixture
def confirmed() -> World:
    """Three cases are over; their reflections were reviewed, and all have said their word."""
    world = told_up_to(s1.AGREEMENT, DAY)
    for action in "abc":
        done = ActionCompleted(on=DAY, action=action, evidence="seen", provided_by="Cole")
        world.do("priya", s1.CASE, done)
    world.do("priya", s1.CASE, AgreementFulfilled(on=DAY))
    for other in (*CASES[1:], ANOTHER):
        for stream in (Stream.RECORD, Stream.NOTES):
            told = world.house.journals[(s1.CASE, stream)]
            world.house.journals[(other, stream)] = list(told)
            world.house.slots[(other, stream)] = set(world.house.slots[(s1.CASE, stream)])
    for case, left in zip(CASES, LEFT, strict=True):
        written = ReflectionWritten(on=DAY, went_well=left, could_improve="")
        world.do("priya", case, written)
        for member in ("priya", "mateo"):
            world.do(member, case, ReflectionSigned(on=DAY, digest=written.digest))
        reviewed = ReflectionReviewed(
            on=DAY, original=written.digest, went_well=left, could_improve=""
        )
        world.do("priya", case, reviewed)
        for member in ("priya", "mateo", "imani"):
            world.do(member, case, ResultConfirmed(on=DAY, digest=reviewed.digest))
    return world


def shown(qtbot: QtBot, world: World, member: str = "imani") -> Shown:
    return Shown(qtbot, world, member, LibraryPage, "library")


def release(qtbot: QtBot, page: Shown) -> None:
    """Press it, and wait until what leaves was read once more."""
    told: list[str] = []
    page.link.said.connect(told.append)
    page.link.trouble.connect(told.append)
    page.press("Release them together")
    qtbot.waitUntil(lambda: bool(told))


def test_three_are_released_together_and_nothing_says_which_case_one_was(
    qtbot: QtBot, confirmed: World
) -> None:
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    assert {item.went_well for item in shelf.items} == set(LEFT)
    assert shelf.items[0].authors == ("Mateo Villaseñor", "Priya Raman")
    *_, published = confirmed.house.coalition
    assert (published.event.on, published.at.date()) == (shelf.term, shelf.term)
    for case in CASES:
        *_, released = confirmed.house.journals[(case, Stream.RECORD)]
        assert released.event.tag == "reflection-released"
        assert released.at.date() == released.event.on == shelf.term
        assert released.batch != published.batch
    page.page.refresh()
    assert all(page.says(left) for left in LEFT)
    assert not page.says("Ready to be released")
    assert not page.says("What could be improved"), "nobody wrote anything there"


def test_two_alone_do_not_leave(qtbot: QtBot, confirmed: World) -> None:
    page = shown(qtbot, confirmed)
    first = page.page.release.chosen.ticks[CASES[0]]
    first.click()
    assert not page.named("Release them together").isEnabled()
    assert page.says("Choose more of them.")


def test_what_names_somebody_is_not_let_through_the_door(confirmed: World) -> None:
    case, priya = CASES[1], confirmed.desk("priya")
    original = priya.case(case).closing.reflection
    named = ReflectionReviewed(
        on=DAY, original=original, went_well="Brandvold left early.", could_improve=""
    )
    outcome = priya.record(case, named)
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"RC-106"}
    assert "“Brandvold”" in outcome.why_not()
    assert not outcome.may_go_on


def test_what_is_no_result_of_a_case_is_not_released(confirmed: World) -> None:
    view = confirmed.desk("imani").ask(AskLibrary())
    (_, published), *_ = releasing(view, CASES, (0, 1, 2))
    first, *others = published.items
    strange = replace(first, went_well="Something else.")
    outcome = confirmed.desk("imani").record(None, replace(published, items=(strange, *others)))
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"RC-106"}


def test_a_facilitator_without_that_office_is_offered_no_release(
    qtbot: QtBot, confirmed: World
) -> None:
    page = shown(qtbot, confirmed, "priya")
    assert not page.says("Ready to be released")


def test_a_release_that_was_interrupted_is_finished(qtbot: QtBot, confirmed: World) -> None:
    view = confirmed.desk("imani").ask(AskLibrary())
    (_, published), *_ = releasing(view, CASES, (0, 1, 2))
    confirmed.do("imani", None, published)
    page = shown(qtbot, confirmed)
    assert page.says("A release was interrupted")
    page.press("Finish the release")
    assert all(confirmed.desk("imani").case(case).closing.released for case in CASES)
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    assert len(shelf.items) == 3


def rename(world: World, name: str, *cases: CaseId) -> None:
    """Have somebody of some cases have another name."""
    for case in cases:
        renamed = PersonRenamed(on=DAY, person=s1.COLE, person_name=name, called="Ev")
        world.do("priya", case, renamed)


def test_who_is_named_anew_in_a_case_has_its_result_reviewed_anew(
    qtbot: QtBot, confirmed: World
) -> None:
    rename(confirmed, "Quillbrook Dane", CASES[0])
    page = shown(qtbot, confirmed)
    assert CASES[0] not in page.page.release.chosen.ticks
    assert not page.named("Release them together").isEnabled()
    assert page.says("At least 3 leave together, and 2 are ready.")


def test_somebody_named_since_the_review_is_held_back(qtbot: QtBot, confirmed: World) -> None:
    rename(confirmed, "Quillbrook Dane", ANOTHER)
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    assert page.says("“Quillbrook”")
    assert page.says("Case 7QK4-M2 is held back")
    assert confirmed.desk("imani").ask(AskLibrary()).shelves == ()


def test_whoever_releases_may_say_why_a_word_names_nobody(qtbot: QtBot, confirmed: World) -> None:
    rename(confirmed, "Quillbrook Dane", ANOTHER)
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    for line in page.page.findChildren(QLineEdit, "all-the-same"):
        qtbot.keyClicks(line, "It is only a word here.")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not page.says("-M2 is held back")
    release(qtbot, page)
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    assert len(shelf.items) == 3
    reasons = [
        entry.event
        for entry in confirmed.house.journals[(s1.CASE, Stream.RECORD)]
        if isinstance(entry.event, RuleOverridden)
    ]
    assert [(each.rule, each.act, each.reason) for each in reasons] == [
        ("RC-106", "reflection-released", "It is only a word here.")
    ]


def test_what_was_released_is_not_taken_back_nor_released_again(
    qtbot: QtBot, confirmed: World
) -> None:
    view = confirmed.desk("imani").ask(AskLibrary())
    (_, published), *others = releasing(view, CASES, (0, 1, 2))
    confirmed.do("imani", None, published)
    for case, event in others:
        recorded = confirmed.do("imani", case, event).entries[0]
        back = RecordedByMistake(on=DAY, replaces=recorded.id)
        assert confirmed.refused("imani", case, back) == {"RJ-CORRECT"}
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    confirmed.do("imani", None, withdrawing(shelf.items[0], view.term))
    assert confirmed.desk("imani").ask(AskLibrary()).ready == ()


def test_what_was_taken_out_after_an_interrupted_release_is_not_offered_again(
    confirmed: World,
) -> None:
    view = confirmed.desk("imani").ask(AskLibrary())
    (_, published), *_ = releasing(view, CASES, (0, 1, 2))
    confirmed.do("imani", None, published)
    confirmed.do("imani", None, withdrawing(published.items[0], view.term))
    left = confirmed.desk("imani").ask(AskLibrary())
    assert left.ready == ()
    assert set(left.unfinished) == set(CASES)
    outcome = confirmed.desk("imani").record(None, published)
    assert isinstance(outcome, Refused)


def test_what_goes_is_not_chosen_anew_while_it_is_read(qtbot: QtBot, confirmed: World) -> None:
    page = shown(qtbot, confirmed)
    told: list[str] = []
    page.link.said.connect(told.append)
    page.press("Release them together")
    assert not page.page.release.chosen.isEnabled()
    page.page.release.send.click()
    qtbot.waitUntil(lambda: bool(told))
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    assert len(shelf.items) == 3


def test_a_reason_is_void_once_somebody_has_another_name(confirmed: World) -> None:
    aside = RuleOverridden(on=DAY, rule="RC-106", act="reflection-released", reason="A word.")
    confirmed.do("imani", s1.CASE, aside)
    rename(confirmed, "Quillbrook Dane", s1.CASE)
    assert not confirmed.desk("imani").may_be_released(s1.CASE, DAY).allowed
    assert not confirmed.desk("imani").case(s1.CASE).override_for("RC-106", "reflection-released")


def test_a_result_is_reviewed_anew_and_not_put_right_in_a_form(confirmed: World) -> None:
    entries = confirmed.house.journals[(s1.CASE, Stream.RECORD)]
    wrong = next(entry for entry in entries if isinstance(entry.event, ReflectionReviewed))
    right = replace(wrong.event, went_well="Others spoke.", replaces=wrong.id)
    outcome = confirmed.desk("priya").record(s1.CASE, right)
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"RJ-CORRECT"}


def test_a_reason_is_void_once_the_reflection_is_reviewed_anew(confirmed: World) -> None:
    aside = RuleOverridden(on=DAY, rule="RC-106", act="reflection-released", reason="A word.")
    confirmed.do("imani", s1.CASE, aside)
    assert confirmed.desk("imani").case(s1.CASE).override_for("RC-106", "reflection-released")
    anew = ReflectionReviewed(
        on=DAY,
        original=confirmed.desk("priya").case(s1.CASE).closing.reflection,
        went_well="Everybody spoke.",
        could_improve="",
    )
    confirmed.do("priya", s1.CASE, anew)
    assert not confirmed.desk("imani").case(s1.CASE).override_for("RC-106", "reflection-released")


def test_a_shelf_is_saved_under_a_name_that_tells_nothing(
    qtbot: QtBot, confirmed: World, tmp_path: Path
) -> None:
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    view = confirmed.desk("imani").ask(AskLibrary())
    told: list[str] = []
    page.link.trouble.connect(told.append)
    (shelf,) = view.shelves
    save_to(page.page, b"#", str(tmp_path / "brandvold.md"))
    assert told
    assert list(tmp_path.iterdir()) == []
    page.page.ask_markdown(shelf)
    dialog = page.page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "reflections.md"))
    written = (tmp_path / "reflections.md").read_text(encoding="utf-8")
    assert written.startswith("# Reflections, the term from")
    assert all(left in written for left in LEFT)
    dialog.reject()


def test_a_shelf_is_saved_as_a_paper_of_its_own(
    qtbot: QtBot, confirmed: World, tmp_path: Path
) -> None:
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    page.page.ask_pdf(shelf)
    qtbot.waitUntil(lambda: page.page.findChild(QFileDialog) is not None, timeout=20_000)
    dialog = page.page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "reflections.pdf"))
    dialog.reject()
    read = pypdfium2.PdfDocument(tmp_path / "reflections.pdf")
    words = " ".join(page.get_textpage().get_text_bounded() for page in read).split()
    assert all(left in " ".join(words) for left in LEFT)
    assert s1.CASE not in words
    assert "7QK4" not in words
    assert not any("7QK4" in value for value in read.get_metadata_dict().values())


def test_what_tells_too_much_after_all_is_taken_out_and_is_not_offered_again(
    qtbot: QtBot, confirmed: World
) -> None:
    page = shown(qtbot, confirmed)
    release(qtbot, page)
    (shelf,) = confirmed.desk("imani").ask(AskLibrary()).shelves
    page.page.refresh()
    page.press(f"Take out number 2 of the term from {long_date(shelf.term)}")
    page.press("Leave it there", page.dialog())
    assert page.says(shelf.items[1].went_well)
    page.press(f"Take out number 2 of the term from {long_date(shelf.term)}")
    page.press("Take it out", page.dialog())
    page.page.refresh()
    assert not page.says(shelf.items[1].went_well)
    left = confirmed.desk("imani").ask(AskLibrary())
    assert [item for each in left.shelves for item in each.items] == [
        shelf.items[0],
        shelf.items[2],
    ]
    assert (left.ready, left.waiting, left.unfinished) == ((), (), ())
    *_, withdrawn = confirmed.house.coalition
    assert withdrawn.at.date() == shelf.term
    for number in range(2):
        page.press(f"Take out number {2 - number} of the term from {long_date(shelf.term)}")
        page.press("Take it out", page.dialog())
        page.page.refresh()
    assert not page.says("The term from")


def test_whoever_does_not_release_takes_nothing_out(qtbot: QtBot, confirmed: World) -> None:
    release(qtbot, shown(qtbot, confirmed))
    reader = shown(qtbot, confirmed, "priya")
    assert not any("Take out" in name_of(control) for control in controls(reader.page))
