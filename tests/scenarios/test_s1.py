"""S1: a two-party conference from the request to the deletion window, with every gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from rjdesk.desk.outcome import Recorded
from rjdesk.process.agreement.derived import actions_agreed_by_all
from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementReadBack,
    AgreementSigned,
    CopyGiven,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
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
from rjdesk.process.circle.state import Outcome
from rjdesk.process.closing.events import CaseClosed, ReflectionSigned
from rjdesk.process.followup.derived import follow_ups_due, untold
from rjdesk.process.followup.events import ActionCompleted, AffectedPartyTold
from rjdesk.process.followup.state import FollowUpKind
from rjdesk.process.intake.derived import intake_checklist
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
    ParticipantNamed,
)
from rjdesk.process.kernel.event import CaseId, MemberId, PersonId
from rjdesk.process.membership.events import MemberEntered
from rjdesk.process.membership.state import CaseState, MemberKind
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    ContactMade,
    EligibilityDecided,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSatIn,
    SupportSettled,
    WillingnessStated,
)
from rjdesk.process.preparation.events import (
    ClosingQuestionWritten,
    ConferenceScheduled,
    ProcessChosen,
    QuestionsGiven,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.retention.derived import deletion_window
from tests.scenarios.steps import first_steps, signed
from tests.scenarios.world import PASSPHRASE, World, reed

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a1")
ANH, COLE, MINH, DANA = (PersonId(p) for p in ("anh", "cole", "minh", "dana"))
PRIYA, MATEO = MemberId("priya"), MemberId("mateo")
HARM_QUESTION = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)
DOOR_QUESTION = Question(id="q0", text="Who left the door unlocked?")
NEED_QUESTION = Question(id="q2", text="What do you need now?", about=About.NEEDS)


@pytest.fixture(params=[pytest.param("memory", marks=pytest.mark.elsewhere), "vault"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The Reed coalition, over memory and over a real vault."""
    folder = tmp_path / "reed.rjvault" if request.param == "vault" else None
    world = reed(folder, date(2026, 9, 1))
    yield world
    world.leave()


def opened(on: date) -> CaseOpened:
    """Return the opening of the case on Ánh's request."""
    return CaseOpened(
        on=on,
        code="7QK4-M2",
        requester=Affiliation.STUDENT,
        request_received=on,
        programme="reed-2019",
        may_harm_further=False,
    )


def test_a_two_party_conference_from_request_to_window(world: World) -> None:
    """Walk S1 step by step; each number is a step of the story."""
    intake(world)
    pre_meetings(world)
    preparation(world)
    circle(world)
    agreement(world)
    follow_up_and_closing(world)


def intake(world: World) -> None:
    """Tell steps 1 to 5: the request, the case, the first facilitator."""
    day = date(2026, 9, 21)
    world.clock.set(day)
    anh = ParticipantNamed(
        on=day, person=ANH, person_name="Nguyễn Thị Ánh", called="Ánh",
        parts=(Part.AFFECTED,), affiliation=Affiliation.STUDENT, initiating=True,
    )  # fmt: skip
    cole = ParticipantNamed(
        on=day, person=COLE, person_name="Cole Brandvold", called="Cole",
        parts=(Part.RESPONSIBLE,), affiliation=Affiliation.STUDENT,
    )  # fmt: skip
    assert "RJ-WHO" in world.refused("priya", CASE, opened(day), anh)  # 1
    world.do("imani", CASE, opened(day), anh, cole)  # 2
    case = world.desk("imani").case(CASE)
    done = [done for _, done in intake_checklist(case, world.desk("imani").programme())]
    assert (sum(done), len(done)) == (1, 5)
    hana = FacilitatorAssigned(on=day, member=MemberId("hana"))
    assert world.refused("imani", CASE, hana) == {"RC-035"}  # 3
    joss = MemberEntered(
        on=day, member=MemberId("joss"), member_name="Joss Whitfield",
        kind=MemberKind.STUDENT, semesters=2, on_judicial_board=True,
    )  # fmt: skip
    assert world.refused("imani", None, joss) == {"RC-021"}  # 4
    world.do("imani", CASE, FacilitatorAssigned(on=day, member=PRIYA))  # 5
    world.do("imani", CASE, AdvisorInformed(on=day))
    assert CASE not in world.desk("ewa").cases(), "a member without a grant sees the case"
    assert CASE not in world.desk("teodor").cases(), "an office alone opened the case"


def pre_meetings(world: World) -> None:
    """Tell steps 6 to 14: Ánh first, then Cole, then their support, then eligibility."""
    day = date(2026, 9, 22)
    world.clock.set(day)
    call = ContactMade(on=day, person=COLE, channel="phone", purpose="First contact")
    assert "RC-063" in world.refused("priya", CASE, call)  # 6

    day = date(2026, 9, 24)
    world.clock.set(day)
    world.do("priya", CASE, PreMeetingOpened(on=day, meeting="m1", people=(ANH,)))
    note = NoteWritten(on=day, meeting="m1", person=ANH, heading="needs", text="To be heard.")
    assert "RC-073" in world.refused("priya", CASE, note)  # 7
    world.do("priya", CASE, *first_steps(day, "m1", ANH), signed(day, "m1", ANH), note)  # 8
    world.do(
        "priya",
        CASE,
        NeedsHeard(on=day, meeting="m1", person=ANH),
        FitJudged(on=day, meeting="m1", fits=True, contact_others=True),
        SupportSettled(on=day, person=ANH),
        WillingnessStated(on=day, person=ANH, willing=Answer.YES),
        PreMeetingCompleted(on=day, meeting="m1"),
    )

    day = date(2026, 9, 28)
    world.clock.set(day)
    world.do(
        "priya",
        CASE,
        ContactMade(on=day, person=COLE, channel="phone", purpose="First contact"),
        WillingnessStated(on=day, person=COLE, willing=Answer.YES),
    )
    schedule = ConferenceScheduled(
        on=day, starts_at=datetime(2026, 10, 26, 14), minutes=120,
        place="Room 12", roster=(ANH, COLE, MINH, DANA),
    )  # fmt: skip
    assert "RC-045" in world.refused("imani", CASE, schedule)  # 9
    world.do("imani", CASE, FacilitatorAssigned(on=day, member=MATEO))  # 10
    accepts = [
        FacilitatorAccepted(on=day, person=p, member=m, accepted=True)
        for p in (ANH, COLE)
        for m in (PRIYA, MATEO)
    ]
    world.do("priya", CASE, *accepts)
    desk = world.desk("imani")
    assert all(done for _, done in intake_checklist(desk.case(CASE), desk.programme()))

    coles_pre_meeting(world, date(2026, 9, 30))
    support_pre_meeting(world, date(2026, 10, 5))

    day = date(2026, 10, 6)
    world.clock.set(day)
    eligible = EligibilityDecided(on=day, eligible=True)
    assert "RJ-WHO" in world.refused("imani", CASE, eligible)  # 14
    priya = world.desk("priya")
    key = priya.journal.unlocking(MATEO).derive(PASSPHRASE.format("mateo"))
    with priya.journal.cosigner(MATEO, key) as mateo:
        outcome = priya.record(CASE, eligible, cosigner=mateo)
    assert isinstance(outcome, Recorded)
    assert [entry.by for entry in outcome.entries] == [PRIYA, MATEO]
    assert world.desk("mateo").case(CASE).eligible


def coles_pre_meeting(world: World, day: date) -> None:
    """Tell step 11: Dana sits in, and stays silent."""
    world.clock.set(day)
    dana = ParticipantNamed(
        on=day, person=DANA, person_name="Dana Whitlock", called="Dana",
        parts=(Part.SUPPORTING,), affiliation=Affiliation.STAFF, invited_by=COLE,
        purpose="support",
    )  # fmt: skip
    begin = PreMeetingOpened(on=day, meeting="m2", people=(COLE,))
    world.do("mateo", CASE, begin, dana)

    def sits_in(*, silent: bool) -> SupportSatIn:
        return SupportSatIn(
            on=day, meeting="m2", person=DANA, requested=True, approved=True,
            will_not_speak=silent,
        )  # fmt: skip

    assert world.refused("mateo", CASE, sits_in(silent=False)) == {"RC-067"}
    world.do("mateo", CASE, sits_in(silent=True))
    world.do(
        "mateo",
        CASE,
        *first_steps(day, "m2", COLE),
        signed(day, "m2", COLE),
        NoteWritten(on=day, meeting="m2", person=COLE, heading="needs", text="To put it right."),
        NeedsHeard(on=day, meeting="m2", person=COLE),
        SupportSettled(on=day, person=COLE),
        PreMeetingCompleted(on=day, meeting="m2"),
    )


def support_pre_meeting(world: World, day: date) -> None:
    """Tell steps 12 and 13: Minh and Dana together; both sign."""
    world.clock.set(day)
    minh = ParticipantNamed(
        on=day, person=MINH, person_name="Lê Minh", called="Minh",
        parts=(Part.SUPPORTING,), affiliation=Affiliation.STUDENT, invited_by=ANH,
        purpose="support",
    )  # fmt: skip
    world.do("priya", CASE, minh, PreMeetingOpened(on=day, meeting="m3", people=(MINH, DANA)))
    world.do(
        "priya",
        CASE,
        *first_steps(day, "m3", MINH, DANA),
        signed(day, "m3", DANA),
        WillingnessStated(on=day, person=MINH, willing=Answer.YES),
        WillingnessStated(on=day, person=DANA, willing=Answer.YES),
    )
    complete = PreMeetingCompleted(on=day, meeting="m3")
    assert world.refused("priya", CASE, complete) == {"RC-069"}  # 13
    world.do("priya", CASE, signed(day, "m3", MINH), complete)


def preparation(world: World) -> None:
    """Tell steps 15 and 16: schedule, reason, questions."""
    day = date(2026, 10, 12)
    world.clock.set(day)
    world.do(
        "priya",
        CASE,
        ProcessChosen(on=day, kind=ProcessType.CONFERENCE),
        ConferenceScheduled(
            on=day, starts_at=datetime(2026, 10, 26, 14), minutes=120,
            place="Room 12", roster=(ANH, COLE, MINH, DANA),
        ),
        ReasonWritten(on=day, text="A sculpture was taken apart, and we are here to repair."),
        ClosingQuestionWritten(on=day, text="What do you take with you?"),
    )  # fmt: skip
    start = CircleStarted(on=day, present=(ANH, MINH, COLE, DANA))
    assert world.refused("priya", CASE, start) == {"RC-087"}  # 15

    day = date(2026, 10, 26)
    world.clock.set(day, 13)
    desk = world.desk("priya")
    wrong = QuestionsWritten(on=day, questions=(DOOR_QUESTION, NEED_QUESTION))
    warned = {ruling.rule for ruling in desk.may(CASE, wrong).warnings}
    assert warned == {"RC-089"}  # 16
    assert world.refused("priya", CASE, wrong) == {"RC-088"}
    world.do(
        "priya",
        CASE,
        QuestionsWritten(on=day, questions=(HARM_QUESTION, NEED_QUESTION)),
        *(QuestionsGiven(on=day, person=p, medium="printed") for p in (ANH, COLE, MINH, DANA)),
    )


def circle(world: World) -> None:
    """Tell steps 17 to 20: five rounds, a power cut between turns, the agreement forming."""
    day = date(2026, 10, 26)
    world.clock.set(day, 14)
    seats = (ANH, MINH, COLE, DANA)
    world.do("priya", CASE, CircleStarted(on=day, present=seats))
    said = ("door", "process", "reason", "confidentiality", "reporting")
    world.do(
        "priya",
        CASE,
        *(CardSaid(on=day, card=card) for card in said),
        GuidelineOffered(on=day, text="One person speaks at a time"),
        *(TurnTaken(on=day, person=p) for p in seats),
        GuidelinesAgreed(on=day),
    )
    second = RoundEntered(on=day, round=2)
    assert world.refused("priya", CASE, second) == {"RC-084"}  # 17
    world.do("priya", CASE, CardSaid(on=day, card="exceptions"), second)
    passed = TurnTaken(on=day, person=MINH, outcome=Outcome.PASSED)
    world.do(
        "priya",
        CASE,
        ValueNamed(on=day, person=ANH, value="honesty"),
        passed,
        ValueNamed(on=day, person=COLE, value="respect"),
        ValueNamed(on=day, person=DANA, value="patience"),
        RoundEntered(on=day, round=3),
        QuestionAsked(on=day, question="q1"),
    )
    turns = (TurnTaken(on=day, person=ANH), passed, TurnTaken(on=day, person=COLE))
    world.die_after("priya", CASE, *turns)
    resumed = world.desk("priya").case(CASE).circle  # 18
    assert resumed is not None
    assert (resumed.round, resumed.question) == (3, "q1")
    assert len(resumed.turns_now()) == 3
    assert resumed.waiting() == (DANA,)
    minhs = [turn.outcome for turn in resumed.turns if turn.person == MINH and turn.round > 1]
    assert minhs == [Outcome.PASSED, Outcome.PASSED]
    world.do("priya", CASE, TurnTaken(on=day, person=DANA), RoundEntered(on=day, round=4))
    forming(world, day)
    world.do(
        "priya",
        CASE,
        AgreementReadBack(on=day),
        RoundEntered(on=day, round=5),
        *(TurnTaken(on=day, person=p) for p in seats),
        CircleCompleted(on=day),
    )


def forming(world: World, day: date) -> None:
    """Tell steps 19 and 20: three actions, one without a day, one not agreed by all."""

    def action(id_: str, what: str, due: date | None, said: str = "") -> ActionProposed:
        return ActionProposed(
            on=day, action=id_, what=what, owner=COLE, for_whom="Ánh", due=due, due_words=said,
            evidence="Ánh says so", checked_by="Priya",
        )  # fmt: skip

    world.do("priya", CASE, HarmNamed(on=day, text="Ánh lost a sculpture of four months' work."))
    world.do("priya", CASE, action("a", "Write a letter", date(2026, 11, 6)))
    world.do("priya", CASE, action("b", "20 hours of help rebuilding", date(2026, 12, 11)))
    soon = action("c", "$180 for materials", None, "soon")
    assert world.refused("priya", CASE, soon) == {"RC-111"}  # 19
    world.do("priya", CASE, action("c", "$180 for materials", date(2026, 12, 18)))
    for id_ in "abc":
        people = (ANH, COLE, MINH) if id_ == "b" else (ANH, COLE, MINH, DANA)
        world.do("priya", CASE, *(ActionAgreed(on=day, action=id_, person=p) for p in people))
    world.do("priya", CASE, DeadlineSet(on=day, deadline=date(2026, 12, 18)))

    def printed(version: int) -> AgreementPrinted:
        agreed = tuple(a.id for a in actions_agreed_by_all(world.desk("priya").case(CASE)))
        return AgreementPrinted(
            on=day, paper_version=version, digest="x", paper=f"v{version}", actions=agreed
        )

    first = printed(1)
    assert first.actions == ("a", "c")  # 20
    outcome = world.do("priya", CASE, first)
    assert {ruling.rule for ruling in outcome.warnings} == {"RC-090"}
    assert outcome.warnings[0].missing[0].who == ("Dana Whitlock",)
    world.do("priya", CASE, ActionAgreed(on=day, action="b", person=DANA))
    second = printed(2)
    assert second.actions == ("a", "b", "c")
    assert not world.do("priya", CASE, second).warnings


def agreement(world: World) -> None:
    """Tell step 21: signatures, monitoring, copies."""
    day = date(2026, 10, 28)
    world.clock.set(day)

    def signs(person: PersonId) -> AgreementSigned:
        return AgreementSigned(on=day, person=person, paper_version=2, witness="Priya Raman")

    world.do("priya", CASE, signs(ANH))
    assert world.refused("priya", CASE, MonitoringBegan(on=day)) == {"RC-112"}  # 21
    world.do(
        "priya",
        CASE,
        signs(COLE),
        MonitoringBegan(on=day),
        CopyGiven(on=day, person=ANH, how="in person"),
        CopyGiven(on=day, person=COLE, how="in person"),
    )
    assert len(world.desk("priya").case(CASE).agreement.copies) == 2


def follow_up_and_closing(world: World) -> None:
    """Tell steps 22 to 24: done, told, the window, and the debrief by both."""
    day = date(2026, 11, 6)
    world.clock.set(day)
    world.do("mateo", CASE, ActionCompleted(on=day, action="a", evidence="letter seen",
                                            provided_by="Cole"))  # fmt: skip
    assert untold(world.desk("mateo").case(CASE)) == (("a", ANH),)  # 22
    world.do("mateo", CASE, AffectedPartyTold(on=day, person=ANH, action="a"))

    day = date(2026, 12, 16)
    world.clock.set(day)
    world.do(
        "mateo",
        CASE,
        ActionCompleted(on=day, action="b", evidence="hours listed", provided_by="Ánh"),
        ActionCompleted(on=day, action="c", evidence="receipt", provided_by="Cole"),
        AgreementFulfilled(on=day),
    )
    desk = world.desk("mateo")
    case = desk.case(CASE)
    due = {f.kind: f.due for f in follow_ups_due(case, 6)}  # 23
    assert due == {
        FollowUpKind.AFTER_PROCESS: date(2026, 10, 26),
        FollowUpKind.COMPLETION: date(2026, 12, 16),
        FollowUpKind.SIX_MONTHS: date(2027, 6, 16),
    }
    window = deletion_window(case, desk.programme(case).deadlines)
    assert window is not None
    assert (window.opens, window.ends) == (date(2027, 6, 16), date(2027, 12, 16))
    assert dict(desk.coalition.cases)[CASE] is CaseState.ENDED

    day = date(2026, 12, 17)
    world.clock.set(day)
    world.do("priya", CASE, ReflectionSigned(on=day))
    assert world.refused("priya", CASE, CaseClosed(on=day)) == {"RC-105"}  # 24
    world.do("mateo", CASE, ReflectionSigned(on=day), CaseClosed(on=day))
    assert world.desk("priya").case(CASE).closing.closed == day
