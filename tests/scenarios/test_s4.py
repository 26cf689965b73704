"""S4: an accountability circle with one party, where the other declines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from rjdesk.process.accountability.events import FacilitatorNumberDecided, MeetingsRecur
from rjdesk.process.accountability.state import Every
from rjdesk.process.closing.events import CaseClosed, ReflectionSigned
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
    SupportSettled,
    WillingnessStated,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.retention.derived import deletion_window
from rjdesk.process.taking_part.events import AlternativesPresented, ProcessEnded
from rjdesk.process.taking_part.state import Ending
from tests.scenarios.steps import first_steps, named, signed, talked
from tests.scenarios.world import World, reed

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a4")
SIOBHAN, ANSELM, FRIEND, DEAN = (PersonId(p) for p in ("siobhan", "anselm", "friend", "dean"))
PRIYA = MemberId("priya")
DAY = date(2026, 11, 2)


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The Reed coalition, over memory and over a real vault."""
    folder = tmp_path / "reed.rjvault" if request.param == "vault" else None
    world = reed(folder, date(2026, 9, 1))
    yield world
    world.leave()


def test_an_accountability_circle_with_one_party(world: World) -> None:
    """Walk S4 step by step."""
    world.clock.set(DAY)
    intake(world)
    one_party(world)
    roster(world)
    ending(world)


def intake(world: World) -> None:
    """Open the case, and tell step 1: Siobhán does not want to take part."""
    world.do(
        "imani",
        CASE,
        CaseOpened(
            on=DAY, code="4S4S", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, SIOBHAN, "Siobhán Kelleher", Part.AFFECTED,
              affiliation=Affiliation.STUDENT, initiating=True),
        named(DAY, ANSELM, "Anselm Reyes", Part.RESPONSIBLE, affiliation=Affiliation.FACULTY),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
    )  # fmt: skip
    world.do(
        "priya",
        CASE,
        PreMeetingOpened(on=DAY, meeting="m1", people=(SIOBHAN,)),
        *first_steps(DAY, "m1", SIOBHAN),
        signed(DAY, "m1", SIOBHAN),
        NeedsHeard(on=DAY, meeting="m1", person=SIOBHAN),
        SupportSettled(on=DAY, person=SIOBHAN),
        FitJudged(on=DAY, meeting="m1", fits=True, contact_others=True),
        WillingnessStated(on=DAY, person=SIOBHAN, willing=Answer.NO),
        PreMeetingCompleted(on=DAY, meeting="m1"),
    )
    ended = ProcessEnded(on=DAY, ending=Ending.NOT_SUITABLE)
    assert world.refused("priya", CASE, ended) == {"RC-041"}  # 1
    options = ("accountability circle", "support circle", "another process")
    world.do("priya", CASE, AlternativesPresented(on=DAY, options=options))


def one_party(world: World) -> None:
    """Tell steps 2 and 3: no Conference, but a circle, with one facilitator decided on."""
    conference = ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE)
    assert world.refused("priya", CASE, conference) == {"RC-017"}  # 2
    world.do("priya", CASE, ProcessChosen(on=DAY, kind=ProcessType.ACCOUNTABILITY_CIRCLE))
    world.do(
        "priya",
        CASE,
        PreMeetingOpened(on=DAY, meeting="m2", people=(ANSELM,)),
        *talked(DAY, "m2", (ANSELM,)),
        SupportSettled(on=DAY, person=ANSELM),
        PreMeetingCompleted(on=DAY, meeting="m2"),
        FacilitatorAccepted(on=DAY, person=ANSELM, member=PRIYA, accepted=True),
        EligibilityDecided(on=DAY, eligible=True),
    )
    number = FacilitatorNumberDecided(on=DAY, number=1, decision="One party, one facilitator.")
    world.do("imani", CASE, number)  # 3


def schedule(*people: PersonId) -> ConferenceScheduled:
    """Return an appointment."""
    return ConferenceScheduled(
        on=DAY, starts_at=datetime(2026, 11, 20, 16), minutes=90, place="Room 3", roster=people
    )


def roster(world: World) -> None:
    """Tell steps 4 to 6: who belongs to it, and a packet that names nobody who declined."""
    assert world.refused("priya", CASE, schedule(ANSELM)) == {"RC-103"}  # 4
    world.do(
        "priya",
        CASE,
        named(DAY, FRIEND, "Jun Park", Part.SUPPORTING,
              affiliation=Affiliation.FACULTY, invited_by=ANSELM),
        named(DAY, DEAN, "Marta Oyelaran", Part.REPRESENTATIVE, affiliation=Affiliation.STAFF),
        PreMeetingOpened(on=DAY, meeting="m3", people=(FRIEND, DEAN)),
        *talked(DAY, "m3", (FRIEND, DEAN)),
        PreMeetingCompleted(on=DAY, meeting="m3"),
    )  # fmt: skip
    listener = world.refused("priya", CASE, schedule(ANSELM, FRIEND, DEAN, SIOBHAN))
    assert "RC-040" in listener  # 5
    question = Question(id="q", text="What was the harm, and to whom?", about=About.HARM)
    world.do(
        "priya",
        CASE,
        schedule(ANSELM, FRIEND, DEAN),
        ReasonWritten(on=DAY, text="Anselm asked for help to make amends."),
        QuestionsWritten(on=DAY, questions=(question,)),
    )
    packet = repr(world.paper("priya", CASE, "circle-packet"))  # 6
    assert "Marta Oyelaran" in packet
    assert "Siobh" not in packet
    assert "Kelleher" not in packet


def ending(world: World) -> None:
    """Tell steps 7 to 9: monthly meetings, no follow-up with who declined, the window."""
    monthly = MeetingsRecur(
        on=DAY, every=Every.MONTH, first=date(2026, 11, 20), last=date(2027, 1, 22)
    )
    world.do("priya", CASE, monthly)  # 7
    recurrence = world.desk("priya").case(CASE).one_party.recurrence
    assert recurrence is not None
    assert recurrence.days() == (date(2026, 11, 20), date(2026, 12, 20), date(2027, 1, 20))
    day = date(2027, 1, 22)
    world.clock.set(day)
    world.do("priya", CASE, ProcessEnded(on=day, ending=Ending.PURPOSE_MET))
    desk = world.desk("priya")
    case = desk.case(CASE)
    assert follow_ups_due(case, 6) == ()  # 8
    window = deletion_window(case, desk.programme(case).deadlines)  # 9
    assert window is not None
    assert (window.opens, window.ends) == (date(2027, 7, 22), date(2028, 1, 22))
    world.do("priya", CASE, ReflectionSigned(on=day), CaseClosed(on=day))
