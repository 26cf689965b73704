"""A case goes on under the texts that it was opened under, whatever the files become."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from rjdesk.desk.desk import Desk
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.papers import AskPapers
from rjdesk.paper.press import FormPress
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.kernel.programme import Programme
from rjdesk.process.kernel.texts import TextKind
from rjdesk.process.membership.events import TextKept
from rjdesk.rehearsal.two_parties import CASE, INTAKE, STORY, opened
from rjdesk.shipped import installed_anonymiser, programmes_in, shipped, shipped_terms
from tests.scenarios.test_unreadable import BREAK_A_SEAL, DAY, broken
from tests.scenarios.world import World, reed
from tests.stories.desk import tell

FORM = "agreement-to-dialogue.en.md"
PROGRAMME = "reed-2019.toml"


class Installed:
    """The files of an installation, which somebody changes."""

    def __init__(self, folder: Path) -> None:
        self.programmes, self.forms = folder / "programmes", folder / "forms"
        shutil.copytree(shipped("resources") / "programmes", self.programmes)
        shutil.copytree(shipped("forms"), self.forms)

    def changed(self, file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def read(self) -> Mapping[str, Programme]:
        return programmes_in([self.programmes], self.forms).programmes


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(tmp_path)


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    made = reed(None if request.param == "memory" else tmp_path / "coalition.rjvault", DAY)
    tell(made, STORY, INTAKE)
    return made


def desk(world: World, member: str, programmes: Mapping[str, Programme]) -> Desk:
    return Desk(
        world.journal(member),
        programmes,
        clock=world.clock,
        new_id=lambda: "id",
        terms=shipped_terms(),
        reader=installed_anonymiser(),
    )


def test_the_texts_in_use_are_kept_once_and_named_by_each_case(world: World) -> None:
    second = CaseId("00000000-0000-4000-8000-000000000002")
    world.do("imani", second, opened(world.clock().date()))
    at_desk = world.desk("imani")
    used = at_desk.programme().texts
    assert {text.kind for text in used} == set(TextKind)
    assert set(at_desk.coalition.texts) == set(used)
    assert len(at_desk.coalition.texts) == len(used)
    assert len({text.id for text in used}) == len(used)
    for case in (CASE, second):
        assert at_desk.case(case).intake.texts == tuple(text.id for text in used)


def test_an_open_case_keeps_its_words_and_forms_and_a_new_one_has_the_new(
    world: World, installed: Installed, tmp_path: Path
) -> None:
    before = desk(world, "priya", installed.read())
    page, papers = before.ask(AskCasePage(CASE)), before.ask(AskPapers(CASE)).papers
    installed.changed(installed.programmes / PROGRAMME, '"Affected Party"', '"Harmed person"')
    installed.changed(installed.forms / FORM, "## It is my choice", "## My choice")
    after = desk(world, "priya", installed.read())
    assert after.ask(AskCasePage(CASE)) == page
    assert after.ask(AskPapers(CASE)).papers == papers
    fonts = shipped("resources") / "fonts"
    sheet = papers[0].sheet
    old, new = FormPress(shipped("forms"), fonts), FormPress(installed.forms, fonts)
    assert new.print_pdf(sheet) == old.print_pdf(sheet)
    world.leave()
    second = CaseId("00000000-0000-4000-8000-000000000002")
    chair = desk(world, "imani", installed.read())
    chair.record(second, opened(world.clock().date()))
    assert chair.programme(chair.case(second)).words.affected_party == "Harmed person"
    assert chair.programme(chair.case(CASE)).words.affected_party == "Affected Party"


def test_a_programme_that_is_installed_no_longer_closes_nothing(
    world: World, installed: Installed
) -> None:
    page = world.desk("priya").ask(AskCasePage(CASE))
    (installed.programmes / PROGRAMME).unlink()
    without = desk(world, "priya", installed.read())
    assert without.ask(AskCasePage(CASE)) == page
    assert without.programme().words == without.programme(without.case(CASE)).words


def test_texts_that_cannot_be_read_are_said_and_the_installed_ones_hold(
    world: World, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.desk("priya").ask(AskCasePage(CASE)).journal
    installed.changed(installed.programmes / PROGRAMME, '"Affected Party"', '"Harmed person"')
    monkeypatch.setattr("rjdesk.desk.programmes.KNOWN_RULES", {})
    page = desk(world, "priya", installed.read()).ask(AskCasePage(CASE))
    told = [line.what for line in page.journal if line.what not in {b.what for b in before}]
    assert len(told) == 1
    assert "cannot be read by this version" in told[0]


def test_a_form_that_no_file_holds_is_named_with_those_there_are(installed: Installed) -> None:
    installed.changed(installed.programmes / PROGRAMME, '"question-sheet"', '"welcome"')
    (fault,) = programmes_in([installed.programmes], installed.forms).faults
    assert re.fullmatch(r"reed-2019.toml.*“welcome”.*question-sheet.*", fault)


BROKEN = {
    "too deep": b"a=" + b"[" * 5000,
    "no text": b"\xff\xfe",
    "no table": b"[words",
    "another key": b"colour = 1",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_read_disables_itself_and_no_other(
    installed: Installed, tmp_path: Path, content: bytes
) -> None:
    own = tmp_path / "own" / "programmes"
    own.mkdir(parents=True)
    (own / "ours.toml").write_bytes(content)
    (own / PROGRAMME).write_bytes(content)
    found = programmes_in([installed.programmes, own], installed.forms, tmp_path / "own" / "forms")
    assert set(found.programmes) == {"reed-2019", "restorative-partners"}
    told = dict.fromkeys(fault.partition(":")[0] for fault in found.faults)
    assert list(told) == ["ours.toml", PROGRAMME]


def test_a_coalitions_own_file_takes_the_place_of_the_shipped_one(
    installed: Installed, tmp_path: Path
) -> None:
    own, forms = tmp_path / "own" / "programmes", tmp_path / "own" / "forms"
    for folder in (own, forms):
        folder.mkdir(parents=True)
    shutil.copy(installed.programmes / PROGRAMME, own)
    shutil.copy(installed.forms / FORM, forms)
    installed.changed(own / PROGRAMME, '"Affected Party"', '"Harmed person"')
    installed.changed(forms / FORM, "## It is my choice", "## My choice")
    found = programmes_in([installed.programmes, own], installed.forms, forms)
    reed = found.programmes["reed-2019"]
    assert reed.words.affected_party == "Harmed person"
    assert "## My choice" in reed.form_text(FORM)
    other = found.programmes["restorative-partners"]
    assert "## My choice" in other.form_text(FORM), "a form of one's own is everybody's here"


def test_a_form_whose_text_is_lost_is_said_to_be_so_where_the_file_has_changed(
    tmp_path: Path, installed: Installed
) -> None:
    world = reed(tmp_path / "coalition.rjvault", DAY)
    tell(world, STORY, INTAKE)
    kept = [
        entry.id
        for entry in world.journal("priya").coalition()
        if isinstance(entry.event, TextKept) and entry.event.text.name == FORM
    ]
    broken(world, BREAK_A_SEAL, *kept)
    same = desk(world, "priya", installed.read()).ask(AskCasePage(CASE)).journal
    assert same[-1].what == "Case opened", "the file holds the very text: nothing is lost"
    installed.changed(installed.forms / FORM, "## It is my choice", "## My choice")
    said = desk(world, "priya", installed.read()).ask(AskCasePage(CASE)).journal
    assert "cannot be read by this version" in said[-1].what


@pytest.mark.parametrize("name", [FORM, "words.en.toml", "another.en.md"])
@pytest.mark.parametrize("content", [b"garbage", b"\xff\xfe"])
def test_a_form_file_with_a_mistake_is_left_out_and_the_shipped_one_holds(
    installed: Installed, tmp_path: Path, name: str, content: bytes
) -> None:
    own = tmp_path / "own" / "forms"
    own.mkdir(parents=True)
    (own / name).write_bytes(content)
    found = programmes_in([installed.programmes], installed.forms, own)
    assert set(found.programmes) == {"reed-2019", "restorative-partners"}
    assert "## It is my choice" in found.programmes["reed-2019"].form_text(FORM)
    (fault,) = found.faults
    assert fault.startswith(f"{name}, line 1: ")


def test_a_file_is_called_by_its_id_and_may_begin_with_a_mark_of_its_encoding(
    installed: Installed,
) -> None:
    file = installed.programmes / PROGRAMME
    file.write_text("\ufeff" + file.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copy(file, installed.programmes / "ours.toml")
    found = programmes_in([installed.programmes], installed.forms)
    assert "reed-2019" in found.programmes
    (fault,) = found.faults
    assert "Call the file reed-2019.toml" in fault
