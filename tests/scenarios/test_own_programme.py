"""A programme that somebody wrote themself: no line of Python, and a case lived through.

It has an office, a round, a training, a body and a paper that no shipped programme has, and
no Chairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from rjdesk.desk.acts import accountability, taking_part
from rjdesk.desk.outcome import Recorded
from rjdesk.desk.sheets import Signer
from rjdesk.desk.views.case_page import AskCasePage
from rjdesk.desk.views.circle import AskFacingMe, AskFacingRoom
from rjdesk.desk.views.coalition import AskCoalition
from rjdesk.desk.views.papers import AskPapers
from rjdesk.desk.views.programme import AskBodies, AskRulesOff
from rjdesk.paper.press import FormPress
from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionProposed,
    AgreementPrinted,
    AgreementSigned,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.circle.events import (
    CircleCompleted,
    CircleStarted,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
)
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.membership.events import (
    CoalitionFounded,
    FoundingCompleted,
    MemberAppointed,
    MemberEntered,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.people.state import Affiliation, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    ExceptionsRead,
    FitJudged,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
)
from rjdesk.process.preparation.events import ConferenceScheduled, ProcessChosen, QuestionsWritten
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal.moments import named, talked
from rjdesk.shipped import programmes_in, shipped
from tests.scenarios.deciding import steps_decided
from tests.scenarios.world import World

OWN = Path(__file__).parent / "village"
CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000d7")
DAY = date(2026, 3, 2)
NELL, TOM = PersonId("nell"), PersonId("tom")
WREN, ASH = MemberId("wren"), MemberId("ash")
QUESTION = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)


def village(folder: Path | None) -> World:
    """Return a village whose own folder holds its programme and its form."""
    folders = [shipped("resources") / "programmes", OWN / "programmes"]
    found = programmes_in(folders, shipped("forms"), OWN / "forms")
    assert found.faults == ()
    return World(folder, DAY, "wren", found.programmes)


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The village, over memory and over a real vault."""
    made = village(tmp_path / "village.rjvault" if request.param == "vault" else None)
    yield made
    made.leave()


def test_a_case_is_lived_through_under_a_programme_of_ones_own(world: World) -> None:
    for chapter in STORY:
        chapter(world)


def founding(world: World) -> None:
    """An Elder and a circle keeper; an office that nobody here knows is refused."""
    assert world.refused(
        "wren",
        None,
        CoalitionFounded(on=DAY, coalition_name="The Village", programme="village"),
        MemberEntered(on=DAY, member=WREN, member_name="Wren Ames", kind=MemberKind.OTHER),
        OfficeTaken(on=DAY, member=WREN, office=OfficeId("chair"), year=2026),
    ) == {"RJ-OFFICE"}
    world.do(
        "wren",
        None,
        CoalitionFounded(on=DAY, coalition_name="The Village", programme="village"),
        MemberEntered(on=DAY, member=WREN, member_name="Wren Ames", kind=MemberKind.OTHER),
        OfficeTaken(on=DAY, member=WREN, office=OfficeId("elder"), year=2026),
        MemberEntered(on=DAY, member=ASH, member_name="Ash Bell", kind=MemberKind.OTHER),
        MemberAppointed(on=DAY, member=ASH, year=2026),
        FoundingCompleted(on=DAY),
    )
    world.enrol(world.journal("wren"), "ash")
    (wren, _ash) = world.desk("wren").ask(AskCoalition()).members
    assert wren.offices == ("Elder",)
    assert wren.trainings == (("Days of listening", False),)


def before_the_circle(world: World) -> None:
    """The Elder opens and assigns; the training of the village is asked for by its name."""
    opened = CaseOpened(
        on=DAY, code="V-1", requester=Affiliation.OTHER, request_received=DAY,
        programme="village", may_harm_further=False,
    )  # fmt: skip
    assert world.refused("ash", CASE, opened) == {"RJ-WHO"}
    world.do(
        "wren",
        CASE,
        opened,
        named(DAY, NELL, "Nell Orchard", Part.AFFECTED, initiating=True),
        named(DAY, TOM, "Tom Weir", Part.RESPONSIBLE),
    )
    assigned = FacilitatorAssigned(on=DAY, member=ASH)
    assert world.refused("wren", CASE, assigned) == {"RC-035"}
    (missing,) = world.desk("wren").may(CASE, assigned).missing[0].missing
    assert missing.what.startswith("Ash Bell: Days of listening")
    assert missing.supply.startswith("It is recorded under Coalition by an Elder")
    trained = TrainingCompleted(on=DAY, member=ASH, training=TrainingId("listening"), year=2026)
    world.do("wren", None, trained)
    world.do("wren", CASE, assigned, AdvisorInformed(on=DAY))
    accepted = [
        FacilitatorAccepted(on=DAY, person=p, member=ASH, accepted=True) for p in (NELL, TOM)
    ]
    world.do("ash", CASE, *accepted, QuestionsWritten(on=DAY, questions=(QUESTION,)))
    for meeting, person in (("m1", NELL), ("m2", TOM)):
        fit = FitJudged(on=DAY, meeting=meeting, fits=True, contact=(TOM,))
        fits = [fit] if person == NELL else []
        told = [e for e in talked(DAY, meeting, (person,)) if not isinstance(e, ExceptionsRead)]
        world.do(
            "ash",
            CASE,
            PreMeetingOpened(on=DAY, meeting=meeting, people=(person,)),
            ExceptionsRead(on=DAY, meeting=meeting, exceptions=("child",)),
            *told,
            SupportSettled(on=DAY, person=person),
            *fits,
            PreMeetingCompleted(on=DAY, meeting=meeting),
        )
    world.do(
        "ash",
        CASE,
        EligibilityDecided(on=DAY, eligible=True),
        ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE),
        ConferenceScheduled(
            on=DAY, starts_at=datetime(2026, 3, 9, 17), minutes=90, place="The barn",
            roster=(NELL, TOM),
        ),
    )  # fmt: skip


def circle(world: World) -> None:
    """Five rounds in the village's order, one of them its own."""
    day = date(2026, 3, 9)
    world.clock.set(day, 17)
    seats = (NELL, TOM)
    everybody = [TurnTaken(on=day, person=person) for person in seats]
    world.do("ash", CASE, CircleStarted(on=day, present=seats), *everybody)
    world.do("ash", CASE, RoundEntered(on=day, round=2), *everybody)
    seen, room = (world.desk("ash").ask(ask(CASE)) for ask in (AskFacingMe, AskFacingRoom))
    assert seen is not None
    assert seen.rounds[seen.round - 1] == "Where we come from"
    assert room.title == "Our stories"
    world.do(
        "ash",
        CASE,
        RoundEntered(on=day, round=3),
        QuestionAsked(on=day, question="q1"),
        *everybody,
        RoundEntered(on=day, round=4),
        HarmNamed(on=day, text="A fence was torn down."),
        ActionProposed(
            on=day, action="a", what="Mend the fence", owner=TOM, for_others="Nell",
            due=date(2026, 5, 1), evidence="It stands", checked_otherwise="Ash",
        ),
        *(ActionAgreed(on=day, action="a", person=person) for person in seats),
        DeadlineSet(on=day, deadline=date(2026, 5, 1)),
        RoundEntered(on=day, round=5),
        *everybody,
        CircleCompleted(on=day),
    )  # fmt: skip


def promise(world: World) -> None:
    """The paper that the programme adds is there when the promise holds, for each, and prints."""
    day = date(2026, 3, 9)
    papers = world.desk("ash").ask(AskPapers(CASE)).papers
    assert "thank-you" not in {paper.form for paper in papers}
    agreement = world.paper("ash", CASE, "accountability-agreement")
    assert agreement.signers["primary_parties"][-1] == Signer("Ash Bell", "circle keeper")
    world.do(
        "ash",
        CASE,
        AgreementPrinted(on=day, paper_version=1, digest="x", paper="v1", actions=("a",)),
        *(AgreementSigned(on=day, person=p, paper_version=1, witness="Ash") for p in (NELL, TOM)),
        MonitoringBegan(on=day),
    )
    papers = world.desk("ash").ask(AskPapers(CASE)).papers
    thanks = [paper for paper in papers if paper.form == "thank-you"]
    assert [paper.for_whom for paper in thanks] == ["Nell Orchard", "Tom Weir"]
    sheet = thanks[0].sheet
    assert set(sheet.lists) == {"roster"}
    assert "harm" not in sheet.fields, "a paper holds what its form asks for, and nothing else"
    press = FormPress(shipped("forms"), shipped("resources") / "fonts", OWN / "forms")
    assert press.print_pdf(sheet).startswith(b"%PDF")


def end(world: World) -> None:
    """The council's word is asked for where others decide, and stands in the journal."""
    day = date(2026, 3, 10)
    world.clock.set(day)
    desk = world.desk("ash")
    assert [body.label for body in desk.ask(AskBodies(CASE))] == ["Village Council"]
    for act in (taking_part.ENDED, accountability.HOW_MANY):
        known = {"word_of": {"options": desk.ask(AskBodies(CASE))}}
        assert "word_of" in {field.id for field in act.asked(desk.terms, day, known)}
        assert "word_of" not in {field.id for field in act.asked(desk.terms, day, {})}
    ended = ProcessEnded(on=day, ending=Ending.DISCONTINUED, word_of="council")
    assert world.refused("ash", CASE, ended) == {"RC-175"}
    decision = steps_decided(world, CASE, FurtherStep.END, "ash", "wren", asks=NELL)
    assert isinstance(world.desk("ash").record(CASE, replace(ended, decision=decision)), Recorded)
    line = world.desk("ash").ask(AskCasePage(CASE)).journal[0]
    assert line.what.endswith("on the word of Village Council")
    assert "RC-021" in world.desk("ash").ask(AskRulesOff(("RC-021", "RC-035", "RJ-WHO")))


STORY = (founding, before_the_circle, circle, promise, end)
