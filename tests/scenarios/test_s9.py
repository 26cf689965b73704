"""S9: a community circle and a re-entry circle, which have no sides and need no agreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from rjdesk.process.accountability.events import ServiceConnected
from rjdesk.process.circle.events import (
    CardSaid,
    CircleCompleted,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
    ValueNamed,
)
from rjdesk.process.counts.derived import counted_as, successful
from rjdesk.process.counts.state import Counted
from rjdesk.process.followup.derived import follow_ups_due
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    WillingnessStated,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.scenarios.steps import first_steps, named, signed, talked
from tests.scenarios.world import World, reed

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a9")
ASKS, SECOND, THIRD = (PersonId(p) for p in ("asks", "second", "third"))
SEATS = (ASKS, SECOND, THIRD)
DAY = date(2026, 11, 9)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The Reed coalition, over memory and over a real vault."""
    folder = tmp_path / "reed.rjvault" if request.param == "vault" else None
    world = reed(folder, date(2026, 9, 1))
    yield world
    world.leave()


@pytest.mark.parametrize(
    "kind",
    [ProcessType.COMMUNITY_CIRCLE, ProcessType.RE_ENTRY_CIRCLE],
    ids=["community", "re-entry"],
)
def test_a_circle_without_sides(world: World, kind: ProcessType) -> None:
    """Hold a circle from the request to its end."""
    world.clock.set(DAY)
    prepared(world, kind)
    held(world)
    if kind is ProcessType.RE_ENTRY_CIRCLE:
        service = ServiceConnected(on=DAY, person=ASKS, service="counselling")
        world.do("priya", CASE, service)
        assert world.desk("priya").case(CASE).one_party.services == ((ASKS, "counselling"),)
    world.do("priya", CASE, ProcessEnded(on=DAY, ending=Ending.PURPOSE_MET))
    case = world.desk("priya").case(CASE)
    assert case.primary_parties == ()
    assert follow_ups_due(case, 6) == ()
    assert counted_as(case) is Counted.CIRCLE_HELD
    assert successful(case)


def prepared(world: World, kind: ProcessType) -> None:
    """Open the case, meet everybody, schedule; the Agreement to Dialogue is signed by each."""
    world.do(
        "imani",
        CASE,
        CaseOpened(
            on=DAY, code="9C9C", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, ASKS, "Ondine Faye", Part.PARTICIPANT,
              affiliation=Affiliation.STUDENT, initiating=True),
        FacilitatorAssigned(on=DAY, member=MemberId("priya")),
        AdvisorInformed(on=DAY),
    )  # fmt: skip
    world.do(
        "priya",
        CASE,
        ProcessChosen(on=DAY, kind=kind),
        PreMeetingOpened(on=DAY, meeting="m1", people=(ASKS,)),
        *talked(DAY, "m1", (ASKS,)),
        FitJudged(on=DAY, meeting="m1", fits=True, contact_others=True),
        PreMeetingCompleted(on=DAY, meeting="m1"),
        named(DAY, SECOND, "Tomasz Wrona", Part.PARTICIPANT, affiliation=Affiliation.STUDENT),
        named(DAY, THIRD, "Leilani Kahale", Part.PARTICIPANT, affiliation=Affiliation.STAFF),
        PreMeetingOpened(on=DAY, meeting="m2", people=(SECOND, THIRD)),
        *first_steps(DAY, "m2", SECOND, THIRD),
        signed(DAY, "m2", SECOND),
    )
    schedule = ConferenceScheduled(
        on=DAY, starts_at=datetime(2026, 11, 9, 18), minutes=90, place="Commons", roster=SEATS
    )
    assert "RC-069" in world.refused("priya", CASE, schedule)
    world.do(
        "priya",
        CASE,
        signed(DAY, "m2", THIRD),
        *(NeedsHeard(on=DAY, meeting="m2", person=p) for p in (SECOND, THIRD)),
        *(WillingnessStated(on=DAY, person=p, willing=Answer.YES) for p in (SECOND, THIRD)),
        *(
            FacilitatorAccepted(on=DAY, person=p, member=MemberId("priya"), accepted=True)
            for p in SEATS
        ),
        EligibilityDecided(on=DAY, eligible=True),
        schedule,
        ReasonWritten(on=DAY, text="We come together."),
        QuestionsWritten(
            on=DAY,
            questions=(Question(id="q", text="What has been hard, for whom?", about=About.HARM),),
        ),
    )


def held(world: World) -> None:
    """Hold the circle; its round of agreement may stay empty."""
    world.do(
        "priya",
        CASE,
        *end_of_pre_meeting(),
        CircleStarted(on=DAY, present=SEATS),
        *(CardSaid(on=DAY, card=card) for card in CARDS),
        GuidelineOffered(on=DAY, text="We listen"),
        *(TurnTaken(on=DAY, person=p) for p in SEATS),
        GuidelinesAgreed(on=DAY),
        RoundEntered(on=DAY, round=2),
        *(ValueNamed(on=DAY, person=p, value="care") for p in SEATS),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="q"),
        *(TurnTaken(on=DAY, person=p) for p in SEATS),
        RoundEntered(on=DAY, round=4),
        RoundEntered(on=DAY, round=5),
        *(TurnTaken(on=DAY, person=p) for p in SEATS),
        CircleCompleted(on=DAY),
    )


def end_of_pre_meeting() -> tuple[PreMeetingCompleted, ...]:
    """Return the end of the second pre-meeting."""
    return (PreMeetingCompleted(on=DAY, meeting="m2"),)
