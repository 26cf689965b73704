"""The papers of a case bear the name of the coalition whose papers they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pypdfium2
import pytest
from msgspec.structs import replace

from rjdesk.desk import paper_fields, papers
from rjdesk.desk.papers import agreement_sheet, blank_sheet
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.views.papers import AskPapers
from rjdesk.paper import fields, preview
from rjdesk.paper.press import FormPress
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.event import CaseId
from rjdesk.process.kernel.papers import PaperWhen, SignerKind
from rjdesk.process.membership.events import CoalitionFounded
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.shipped import shipped, shipped_programmes
from tests.scenarios.world import World
from tests.screens import circle_story
from tests.screens.case_pages import CHAPTERS, PARTNERS, partners_up_to, told_up_to

pytestmark = pytest.mark.elsewhere

OWN_NAME = "Riverside Circle Keepers & Friends"
STORIES: dict[str, tuple[Callable[[], World], str, CaseId]] = {
    "reed-2019": (lambda: told_up_to(CHAPTERS[-1], date(2026, 11, 2)), "priya", s1.CASE),
    "restorative-partners": (lambda: partners_up_to(PARTNERS[-1]), "luz", s2.CASE),
}


@pytest.fixture(scope="module")
def press() -> FormPress:
    return FormPress(shipped("forms"), shipped("resources") / "fonts")


def text_of(press: FormPress, sheet: Sheet) -> str:
    """Return what stands on the first page of a printed paper."""

    def read(pdf: bytes) -> str:
        document = pypdfium2.PdfDocument(pdf)
        try:
            text: str = document[0].get_textpage().get_text_range()
            return text
        finally:
            document.close()

    return preview._thread().submit(read, press.print_pdf(sheet)).result()


def head_of(text: str) -> str:
    """Return the first line of a page; the mark of a draft lies under it."""
    return next(line.strip() for line in text.splitlines() if line.strip() != "DRAFT")


def rename(world: World, name: str) -> None:
    """Have the coalition of a story over memory be founded under another name."""
    first, *others = world.house.coalition
    assert isinstance(first.event, CoalitionFounded)
    world.house.coalition[:] = [
        replace(first, event=replace(first.event, coalition_name=name)),
        *others,
    ]


def sheets_of(world: World, member: str, case: CaseId) -> list[Sheet]:
    """Return the sheet of every paper of the case, the final agreement and all blank copies."""
    desk = world.desk(member)
    view = desk.ask(AskPapers(case))
    programme = desk.programme()
    blank = [blank_sheet(form, programme, desk.coalition) for form in programme.forms]
    return [*(paper.sheet for paper in view.papers), view.final, *blank]


@pytest.mark.parametrize("programme", STORIES)
def test_every_paper_is_headed_by_the_coalitions_own_name(press: FormPress, programme: str) -> None:
    tell, member, case = STORIES[programme]
    world = tell()
    rename(world, OWN_NAME)
    of_the_programme = shipped_programmes()[programme].letterhead
    sheets = sheets_of(world, member, case)
    assert {sheet.form for sheet in sheets} == set(shipped_programmes()[programme].forms)
    for sheet in sheets:
        text = text_of(press, sheet)
        assert head_of(text) == OWN_NAME, sheet.form
        assert of_the_programme not in text, sheet.form


@pytest.mark.parametrize("programme", STORIES)
def test_the_programme_stands_in_where_a_coalition_has_no_name(
    press: FormPress, programme: str
) -> None:
    known = shipped_programmes()[programme]
    for form in known.forms:
        text = text_of(press, blank_sheet(form, known, Coalition()))
        assert head_of(text) == known.letterhead


def test_the_name_is_part_of_what_the_check_in_the_footer_stands_for() -> None:
    world, (_, member, case) = STORIES["reed-2019"][0](), STORIES["reed-2019"]
    desk = world.desk(member)
    before = desk.ask(AskPapers(case)).final
    rename(world, OWN_NAME)
    after = world.desk(member).ask(AskPapers(case)).final
    assert (before.letterhead, after.letterhead) == ("Restorative Justice Coalition", OWN_NAME)
    assert before.digest != after.digest


def test_an_agreement_is_of_the_day_on_the_wall_where_the_circle_meets() -> None:
    world = circle_story.ready()
    day = circle_story.DAY
    auckland = timezone(timedelta(hours=13))
    world.clock.moment = datetime(day.year, day.month, day.day, 9, tzinfo=auckland)
    circle_story.sit_down(world)
    desk = world.desk("priya")
    case = desk.case(circle_story.CASE)
    sheet = agreement_sheet(case, desk.programme(case), desk.coalition, desk.today, draft=True)
    assert sheet.fields["circle.held"] == date(2026, 10, 26)


def test_each_name_of_the_register_is_filled_or_written_by_hand() -> None:
    """A form may ask for what nobody fills only where a person writes it in."""
    of_the_sheet = {"case.code"}
    for register, fills in (
        (fields.FIELDS, {*paper_fields.FIELDS, *of_the_sheet}),
        (fields.LISTS, set(paper_fields.LISTS)),
        (fields.TABLES, set(paper_fields.TABLES)),
        (fields.SIGNERS, set(paper_fields.SIGNERS)),
    ):
        names = {name for name in register if not name.startswith(fields.WORDS)}
        names -= papers.OF_NO_CASE
        by_hand = {name for name in names if getattr(register[name], "by_hand", False)}
        assert names == fills | by_hand
        assert not fills & by_hand


def test_every_closed_register_of_papers_is_total() -> None:
    assert set(papers.IS_THERE) == set(PaperWhen)
    assert set(paper_fields.ALSO_SIGN) == set(SignerKind)


def test_what_a_form_asks_for_is_read_from_its_text_and_not_from_what_is_said_of_it() -> None:
    text = '+++\nsummary = "{{harm}}"\n+++\n{{ deadline }}\n\n[[table  actions]]\n'
    assert paper_fields.asked_in(text) == {"deadline", "actions"}
