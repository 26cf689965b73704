"""What a case knows its people by, by which a text about it is read before it leaves."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from rjdesk.desk.roster import roster_of
from rjdesk.process.intake.events import ReachNoted
from rjdesk.rehearsal import two_parties as s1
from tests.screens.case_pages import told_up_to

DAY = date(2026, 12, 14)


def test_the_roster_knows_how_people_were_reached_before() -> None:
    world = told_up_to(s1.AGREEMENT, DAY)
    for phone, mail, other in (
        ("503 555 0187", "moonknitter@example.org", ""),
        ("503 555 0199", "", "by her aunt, 503 555 0144, or aunt@example.org"),
    ):
        noted = ReachNoted(on=DAY, person=s1.COLE, phone=phone, email=mail, otherwise=other)
        world.do("priya", s1.CASE, noted)
    desk = world.desk("priya")
    case = desk.case(s1.CASE)
    roster = roster_of(case, desk.coalition, desk.programme(case))
    (cole,) = [each for each in roster.parties if "Cole" in each.name]
    assert {"503 555 0187", "moonknitter@example.org", "503 555 0144", "aunt@example.org"} <= set(
        cole.contacts
    )


def test_the_roster_knows_who_saw_a_signature() -> None:
    desk = told_up_to(s1.AGREEMENT, DAY).desk("priya")
    case = desk.case(s1.CASE)
    first, *others = case.agreement.signatures
    seen = replace(case.agreement, signatures=(replace(first, witness="Autumn Vale"), *others))
    roster = roster_of(case.in_process(agreement=seen), desk.coalition, desk.programme(case))
    assert "Autumn Vale" in {each.name for each in roster.parties}
    assert "Priya Raman" not in {each.name for each in roster.parties}, "she facilitates"
