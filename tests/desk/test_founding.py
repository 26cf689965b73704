"""What a coalition begins with is ruled on before there is a vault, as it is when recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rjdesk.desk.desk import Desk, may_found
from rjdesk.desk.fields import Answers
from rjdesk.desk.founding import founding_of
from rjdesk.desk.outcome import Refused
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.offices import Office
from rjdesk.process.membership.state import MemberKind
from rjdesk.rehearsal.memory import MemoryHouse
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from tests.scenarios.world import Clock

DAY = date(2026, 9, 21)
FOUNDER = MemberId("imani")
PROGRAMMES = shipped_programmes()
RIGHT = {
    "coalition": "The river",
    "programme": "reed-2019",
    "name": "Imani Okafor",
    "kind": MemberKind.STUDENT.value,
    "office": "chair",
    "login": "imani",
    "folder": "new.rjvault",
}
WRONG = {
    "nothing": ({}, 0),
    "a control character": ({"coalition": "ri\x07ver"}, 0),
    "half a character": ({"name": "Imani \ud800"}, 0),
    "no name": ({"name": " "}, 0),
    "a text without end": ({"name": "x" * 20_001}, 0),
    "tomorrow": ({}, 1),
}


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize(("answers", "days"), WRONG.values(), ids=WRONG)
def test_the_answer_is_the_same_with_and_without_a_vault(
    programme: str, answers: dict[str, str], days: int
) -> None:
    clock = Clock(DAY)
    of_it = {"programme": programme, "office": PROGRAMMES[programme].offices[0].id}
    given = Answers(texts=RIGHT | of_it | answers)
    founding = founding_of(given, FOUNDER, PROGRAMMES, DAY + timedelta(days=days))
    verdict = may_found(FOUNDER, founding.events, PROGRAMMES, clock())
    desk = Desk(
        MemoryHouse(FOUNDER).session(FOUNDER),
        PROGRAMMES,
        clock=clock,
        new_id=str,
        terms=shipped_terms(),
        reader=installed_anonymiser(),
    )
    outcome = desk.record(None, *founding.events)
    rules = outcome.rules if isinstance(outcome, Refused) else frozenset()
    assert {ruling.rule for ruling in verdict.missing} == rules
    assert verdict.allowed == (not answers and not days)
    assert verdict.allowed == (verdict.why_not() == "")


@pytest.mark.parametrize("kind", MemberKind)
@pytest.mark.parametrize("office", PROGRAMMES[RIGHT["programme"]].offices, ids=lambda o: o.id)
def test_whoever_they_are_a_coalition_is_entered_as_found(kind: MemberKind, office: Office) -> None:
    answers = Answers(texts=RIGHT | {"kind": kind.value, "office": office.id})
    founding = founding_of(answers, FOUNDER, PROGRAMMES, DAY)
    assert may_found(FOUNDER, founding.events, PROGRAMMES, Clock(DAY)()).allowed


def test_an_office_that_the_programme_does_not_have_is_refused() -> None:
    founding = founding_of(Answers(texts=RIGHT | {"office": "director"}), FOUNDER, PROGRAMMES, DAY)
    verdict = may_found(FOUNDER, founding.events, PROGRAMMES, Clock(DAY)())
    assert [ruling.rule for ruling in verdict.missing] == ["RJ-OFFICE"]
    assert "It has: Chair, Staff Advisor" in verdict.why_not()
