"""Every sheet there is to print: the samples of all forms, and the papers of told stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rjdesk.desk.papers import papers_of
from rjdesk.desk.sheets import Sheet
from rjdesk.paper.press import FormPress
from rjdesk.paper.samples import sample_sheet
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.shipped import shipped, shipped_programmes
from tests.screens.case_pages import CHAPTERS, PARTNERS, partners_up_to, told_up_to


def press() -> FormPress:
    """Return the press of the shipped forms."""
    return FormPress(shipped("forms"), shipped("resources") / "fonts")


def every_sheet() -> Iterator[tuple[str, Sheet]]:
    """Yield a name for each sheet, and the sheet."""
    for name in ("", *shipped_programmes()):
        for form in press().forms(name):
            sheet = sample_sheet(form.id, form.language, name)
            yield f"sample of {form.id} in {form.language}, {name}", sheet
    for world, member, case_id in (
        (told_up_to(CHAPTERS[-1], date(2026, 11, 2)), "priya", s1.CASE),
        (partners_up_to(PARTNERS[-1], date(2026, 11, 2)), "luz", s2.CASE),
    ):
        desk = world.desk(member)
        case = desk.case(case_id)
        programme = desk.programme(case)
        for paper in papers_of(case, programme, desk.coalition, desk.today):
            yield f"{paper.name} of {case.intake.code}", paper.sheet
