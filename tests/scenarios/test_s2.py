"""S2: a court-referred conference with support people, in a community programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

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
    CardSaid,
    CircleStarted,
    GuidelineOffered,
    GuidelinesAgreed,
    QuestionAsked,
    RoundEntered,
    TurnTaken,
)
from rjdesk.process.circle.state import Outcome
from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.intake.events import CaseOpened, FacilitatorAccepted, FacilitatorAssigned
from rjdesk.process.kernel.event import CaseId, Event, MemberId, PersonId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    ContactMade,
    EligibilityDecided,
    FitJudged,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
    WillingnessStated,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.referral.events import (
    GuardianConsented,
    MinorNoted,
    ReportBackAnswered,
    ReportedBack,
)
from rjdesk.process.referral.state import ReferralSource
from rjdesk.process.restitution.derived import plan_of
from rjdesk.process.restitution.events import InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.taking_part.events import ParticipantTakenOff
from tests.scenarios.steps import first_steps, named, signed, talked
from tests.scenarios.world import World, restorative_partners

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a2")
BRANDON, ROSA, JULIAN, DEB, INES = (
    PersonId(p) for p in ("brandon", "rosa", "julian", "deb", "ines")
)
LUZ = MemberId("luz")
DAY = date(2026, 10, 5)
HARM = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)
SEATS = (BRANDON, DEB, ROSA, JULIAN)


@pytest.fixture(params=["memory", "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The community programme, over memory and over a real vault."""
    folder = tmp_path / "partners.rjvault" if request.param == "vault" else None
    world = restorative_partners(folder, date(2026, 9, 28))
    yield world
    world.leave()


def test_a_court_referred_conference(world: World) -> None:
    """Walk S2 step by step."""
    world.clock.set(DAY)
    intake(world)
    pre_conference(world)
    scheduling(world)
    conference(world)
    agreement(world)
    compliance(world)


def intake(world: World) -> None:
    """Tell steps 1 to 3: the referral, the facilitator, a minor."""
    opened = CaseOpened(
        on=DAY, code="RP01", requester=Affiliation.OTHER, request_received=DAY,
        programme="restorative-partners", may_harm_further=False,
    )  # fmt: skip
    assert world.refused("vera", CASE, opened) == {"RP-05"}  # 1
    world.do(
        "vera",
        CASE,
        replace(opened, referral=ReferralSource.DISTRICT_ATTORNEY),
        named(DAY, BRANDON, "Brandon Keough", Part.RESPONSIBLE, initiating=True),
        named(DAY, ROSA, "Rosa Ortega", Part.AFFECTED),
        named(DAY, JULIAN, "Julián Ortega", Part.AFFECTED),
    )
    sam = FacilitatorAssigned(on=DAY, member=MemberId("sam"))
    assert world.refused("vera", CASE, sam) == {"RP-02"}  # 2
    missing = world.desk("vera").may(CASE, sam).missing[0].missing[0]
    assert "31 August 2026" in missing.what
    assert missing.who == ("Sam Decker",)
    world.do("vera", CASE, FacilitatorAssigned(on=DAY, member=LUZ))
    world.do("luz", CASE, MinorNoted(on=DAY, person=JULIAN))  # 3
    yes = WillingnessStated(on=DAY, person=JULIAN, willing=Answer.YES)
    assert {r.rule for r in world.desk("luz").may(CASE, yes).warnings} == {"UN-13A"}
    guardian = GuardianConsented(on=DAY, person=JULIAN, guardian="Rosa Ortega", consents=True)
    world.do("luz", CASE, guardian)
    assert not world.desk("luz").may(CASE, yes).warnings


def pre_conference(world: World) -> None:
    """Tell step 4: the checklist of a pre-conference meeting."""
    begin = PreMeetingOpened(on=DAY, meeting="m1", people=(BRANDON,))
    assert world.refused("luz", CASE, begin) == {"RP-09"}
    assert "RJ-WHO" in world.refused("vera", CASE, begin), "refused at its door, not at its notes"
    world.do("luz", CASE, QuestionsWritten(on=DAY, questions=(HARM,)), begin)
    fit = FitJudged(on=DAY, meeting="m1", fits=True, contact_others=True)
    world.do("luz", CASE, *talked(DAY, "m1", (BRANDON,), questions=True), fit)
    complete = PreMeetingCompleted(on=DAY, meeting="m1")
    assert world.refused("luz", CASE, complete) == {"RP-06"}  # 4
    world.do("luz", CASE, SupportSettled(on=DAY, person=BRANDON), complete)
    world.do("luz", CASE, *(called(person) for person in (ROSA, JULIAN)))
    for meeting, person in (("m2", ROSA), ("m3", JULIAN)):
        met(world, meeting, person)
    world.do(
        "luz",
        CASE,
        named(DAY, DEB, "Deb Keough", Part.SUPPORTING, invited_by=BRANDON),
        named(DAY, INES, "Inés Robledo", Part.SUPPORTING, invited_by=ROSA),
        PreMeetingOpened(on=DAY, meeting="m4", people=(DEB,)),
        *talked(DAY, "m4", (DEB,), questions=True),
        PreMeetingCompleted(on=DAY, meeting="m4"),
        PreMeetingOpened(on=DAY, meeting="m5", people=(INES,)),
        *first_steps(DAY, "m5", INES),
        signed(DAY, "m5", INES),
        WillingnessStated(on=DAY, person=INES, willing=Answer.UNSURE),
    )


def called(person: PersonId) -> Event:
    """Return a first contact."""
    return ContactMade(on=DAY, person=person, channel="phone", purpose="First contact")


def met(world: World, meeting: str, person: PersonId) -> None:
    """Hold a whole pre-conference meeting."""
    world.do(
        "luz",
        CASE,
        PreMeetingOpened(on=DAY, meeting=meeting, people=(person,)),
        *talked(DAY, meeting, (person,), questions=True),
        SupportSettled(on=DAY, person=person),
        PreMeetingCompleted(on=DAY, meeting=meeting),
    )


def scheduling(world: World) -> None:
    """Tell steps 5 and 6: everybody agrees first, and the facilitator sets the time."""
    accepted = [
        FacilitatorAccepted(on=DAY, person=p, member=LUZ, accepted=True)
        for p in (BRANDON, ROSA, JULIAN)
    ]
    world.do(
        "luz",
        CASE,
        *accepted,
        EligibilityDecided(on=DAY, eligible=True),
        ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE),
        ReasonWritten(on=DAY, text="A bakery window was broken. We meet to put it right."),
    )
    schedule = ConferenceScheduled(
        on=DAY, starts_at=datetime(2026, 11, 2, 17), minutes=120, place="Library", roster=SEATS
    )
    assert world.refused("luz", CASE, schedule) == {"RP-10"}  # 5
    missing = world.desk("luz").may(CASE, schedule).missing[0].missing
    assert [m.who for m in missing] == [("Inés Robledo",)]
    world.do(
        "luz",
        CASE,
        WillingnessStated(on=DAY, person=INES, willing=Answer.NO),
        ParticipantTakenOff(on=DAY, person=INES),
    )
    assert world.refused("vera", CASE, schedule) == {"RJ-WHO"}  # 6
    world.do("luz", CASE, schedule)


def conference(world: World) -> None:
    """Tell steps 7 to 9: questions in advance, a turn for everybody before the next steps."""
    day = date(2026, 11, 2)
    world.clock.set(day, 17)
    given = [QuestionsGiven(on=day, person=p, medium="printed") for p in (BRANDON, ROSA, JULIAN)]
    world.do("luz", CASE, *given)
    start = CircleStarted(on=day, present=SEATS)
    assert world.refused("luz", CASE, start) == {"RP-15"}  # 7
    world.do("luz", CASE, QuestionsGiven(on=day, person=DEB, medium="read aloud"), start)
    world.clock.set(day, 20)  # 8: two hours have passed, and nothing ends
    circle = world.desk("luz").case(CASE).circle
    assert circle is not None
    assert circle.ended_at is None
    rounds = [round_.kind.value for round_ in world.desk("luz").programme().rounds]
    world.do(
        "luz",
        CASE,
        *(
            CardSaid(on=day, card=card.id)
            for card in world.desk("luz").programme().rounds[0].cards
            if card.needed
        ),
        GuidelineOffered(on=day, text="We let one another finish"),
        *(TurnTaken(on=day, person=p) for p in SEATS),
        GuidelinesAgreed(on=day),
        RoundEntered(on=day, round=rounds.index("questions") + 1),
        QuestionAsked(on=day, question="q1"),
        *(TurnTaken(on=day, person=p) for p in SEATS if p != JULIAN),
    )
    steps = RoundEntered(on=day, round=rounds.index("questions") + 2)
    assert world.refused("luz", CASE, steps) == {"RP-16"}  # 9
    passed = TurnTaken(on=day, person=JULIAN, outcome=Outcome.PASSED)
    world.do("luz", CASE, passed, steps)
    for number in range(rounds.index("questions") + 3, rounds.index("agreement") + 2):
        world.do("luz", CASE, RoundEntered(on=day, round=number))


def agreement(world: World) -> None:
    """Tell step 10: restitution in parts, a coat of paint, an account in writing."""
    day = date(2026, 11, 2)

    def action(id_: str, what: str, for_whom: str) -> ActionProposed:
        return ActionProposed(
            on=day, action=id_, what=what, owner=BRANDON, for_whom=for_whom,
            due=date(2027, 3, 15), evidence="Luz sees it", checked_by="Luz",
        )  # fmt: skip

    parts = tuple(Instalment(due=date(2027, m, 15), cents=20_000) for m in (1, 2, 3))
    world.do(
        "luz",
        CASE,
        HarmNamed(on=day, text="A window was broken, and two people were frightened."),
        action("money", "$600 for the window", "Rosa"),
        InstalmentsAgreed(on=day, action="money", instalments=parts),
        action("paint", "Repaint the frame", "Rosa and Julián"),
        action("account", "A written account", "the programme"),
        *(
            ActionAgreed(on=day, action=a, person=p)
            for a in ("money", "paint", "account")
            for p in SEATS
        ),
        DeadlineSet(on=day, deadline=date(2027, 3, 15)),
        AgreementPrinted(
            on=day, paper_version=1, digest="x", paper="v1", actions=("money", "paint", "account")
        ),
        *(
            AgreementSigned(on=day, person=p, paper_version=1, witness="Luz")
            for p in (BRANDON, ROSA, JULIAN)
        ),
        MonitoringBegan(on=day),
    )
    programme = world.desk("luz").programme()
    assert programme.agreement_title == "Conference Agreement"
    assert programme.words.responsible_party == "person who caused harm"


def compliance(world: World) -> None:
    """Tell steps 11 to 13: receipts, a balance, a sheet without narrative, a report by consent."""
    world.clock.set(date(2027, 1, 15))
    first = InstalmentPaid(on=date(2027, 1, 15), action="money", number=1, shown_by="receipt 101")
    world.do("luz", CASE, first)
    day = date(2027, 2, 15)
    world.clock.set(day)
    bare = InstalmentPaid(on=day, action="money", number=2, shown_by="")
    assert world.refused("luz", CASE, bare) == {"RP-18"}  # 11
    world.do("luz", CASE, replace(bare, shown_by="receipt 117"))
    plan = plan_of(world.desk("luz").case(CASE), "money")
    assert plan is not None
    assert plan.balance == 20_000
    done = ActionCompleted(on=day, action="money", evidence="receipts", provided_by="Brandon")
    assert world.refused("luz", CASE, done) == {"RP-18"}

    vera = world.desk("vera")  # 12
    assert not vera.reads_notes(CASE)
    sheet = world.paper("vera", CASE, "compliance-sheet")
    printed = repr(sheet)
    assert "$200" in printed
    assert "frightened" not in printed
    assert "bakery" not in printed

    report = ReportedBack(on=day)  # 13
    assert world.refused("luz", CASE, report) == {"A11"}
    world.do(
        "luz",
        CASE,
        *(ReportBackAnswered(on=day, person=p, consents=True) for p in (BRANDON, ROSA, JULIAN)),
        report,
    )
    told = repr(world.paper("luz", CASE, "report-back"))
    assert "not completed" in told
    assert not any(name in told for name in ("Brandon", "Rosa", "Julián", "window"))
