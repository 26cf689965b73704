"""A court-referred conference with support people, in a community programme (S2)."""

from __future__ import annotations

from datetime import date, datetime

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
from rjdesk.process.restitution.events import InstalmentPaid, InstalmentsAgreed
from rjdesk.process.restitution.state import Instalment
from rjdesk.process.taking_part.events import ParticipantTakenOff, WillingnessStated
from rjdesk.rehearsal.moments import first_steps, named, signed, talked
from rjdesk.rehearsal.telling import On, Story, chapter, does, prints, refused, sees

CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000a2")
BRANDON, ROSA, JULIAN, DEB, INES = (
    PersonId(p) for p in ("brandon", "rosa", "julian", "deb", "ines")
)
LUZ = MemberId("luz")
DAY, MET, PAID = date(2026, 10, 5), date(2026, 11, 2), date(2027, 2, 15)
HARM = Question(id="q1", text="What happened, and who was hurt by it?", about=About.HARM)
SEATS = (BRANDON, DEB, ROSA, JULIAN)
NAMES = {
    BRANDON: "Brandon Keough",
    ROSA: "Rosa Ortega",
    JULIAN: "Julián Ortega",
    DEB: "Deb Keough",
    INES: "Inés Robledo",
}
REASON = "A bakery window was broken. We meet to put it right."
PLACE = "Library"
HARM_DONE = "A window was broken, and two people were frightened."
PARTIES = (BRANDON, ROSA, JULIAN)
NEEDED = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")

OPENED = CaseOpened(
    on=DAY, code="RP01", requester=Affiliation.OTHER, request_received=DAY,
    programme="restorative-partners", may_harm_further=False,
)  # fmt: skip


def guardian(*, consents: bool) -> GuardianConsented:
    """Return what Rosa says of her son."""
    return GuardianConsented(on=DAY, person=JULIAN, guardian="Rosa Ortega", consents=consents)


YES = WillingnessStated(on=DAY, person=JULIAN, willing=Answer.YES)

INTAKE = chapter(
    "intake",
    On(DAY),
    (1, refused("vera", "RP-05", OPENED)),
    does(
        "vera",
        replace(OPENED, referral=ReferralSource.DISTRICT_ATTORNEY),
        named(DAY, BRANDON, NAMES[BRANDON], Part.RESPONSIBLE, initiating=True),
        named(DAY, ROSA, NAMES[ROSA], Part.AFFECTED),
        named(DAY, JULIAN, NAMES[JULIAN], Part.AFFECTED),
    ),
    (
        2,
        refused(
            "vera",
            "RP-02",
            FacilitatorAssigned(on=DAY, member=MemberId("sam")),
            reads="31 August 2026",
        ),
    ),
    does("vera", FacilitatorAssigned(on=DAY, member=LUZ)),
    (3, does("luz", MinorNoted(on=DAY, person=JULIAN))),
    sees("luz", "preparation", "No guardian is recorded yet"),
    # A guardian who says no is no consent.
    does("luz", guardian(consents=False)),
    does("luz", YES, warned="UN-13A"),
    does("luz", guardian(consents=True)),
    does("luz", YES),
    sees("luz", "preparation", "Rosa Ortega, beside them, consents"),
)


def met(meeting: str, person: PersonId) -> tuple[Event, ...]:
    """Return a whole pre-conference meeting."""
    return (
        PreMeetingOpened(on=DAY, meeting=meeting, people=(person,)),
        *talked(DAY, meeting, (person,), questions=True),
        SupportSettled(on=DAY, person=person),
        PreMeetingCompleted(on=DAY, meeting=meeting),
    )


def called(person: PersonId) -> ContactMade:
    """Return a first contact."""
    return ContactMade(on=DAY, person=person, channel="phone", purpose="First contact")


BEGIN = PreMeetingOpened(on=DAY, meeting="m1", people=(BRANDON,))
COMPLETE = PreMeetingCompleted(on=DAY, meeting="m1")

PRE_CONFERENCE = chapter(
    "pre_conference",
    (4, refused("luz", "RP-09", BEGIN)),
    does("luz", QuestionsWritten(on=DAY, questions=(HARM,)), BEGIN),
    does(
        "luz",
        *talked(DAY, "m1", (BRANDON,), questions=True),
        FitJudged(on=DAY, meeting="m1", fits=True, contact=(ROSA, JULIAN)),
    ),
    refused("luz", "RP-06", COMPLETE, reads="Brandon Keough"),
    does("luz", SupportSettled(on=DAY, person=BRANDON), COMPLETE),
    does("luz", called(ROSA), called(JULIAN)),
    does("luz", *met("m2", ROSA)),
    does("luz", *met("m3", JULIAN)),
    does(
        "luz",
        named(DAY, DEB, NAMES[DEB], Part.SUPPORTING, invited_by=BRANDON),
        named(DAY, INES, NAMES[INES], Part.SUPPORTING, invited_by=ROSA),
        PreMeetingOpened(on=DAY, meeting="m4", people=(DEB,)),
        *talked(DAY, "m4", (DEB,), questions=True),
        PreMeetingCompleted(on=DAY, meeting="m4"),
        PreMeetingOpened(on=DAY, meeting="m5", people=(INES,)),
        *first_steps(DAY, "m5", INES),
        signed(DAY, "m5", INES),
        WillingnessStated(on=DAY, person=INES, willing=Answer.UNSURE),
    ),
)

SCHEDULE = ConferenceScheduled(
    on=DAY, starts_at=datetime(2026, 11, 2, 17), minutes=120, place=PLACE, roster=SEATS
)

SCHEDULING = chapter(
    "scheduling",
    (
        5,
        does(
            "luz",
            *(
                FacilitatorAccepted(on=DAY, person=person, member=LUZ, accepted=True)
                for person in PARTIES
            ),
            EligibilityDecided(on=DAY, eligible=True),
            ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE),
            ReasonWritten(on=DAY, text=REASON),
        ),
    ),
    refused("luz", "RP-10", SCHEDULE, reads="Inés Robledo"),
    (6, does("luz", WillingnessStated(on=DAY, person=INES, willing=Answer.NO))),
    does("luz", ParticipantTakenOff(on=DAY, person=INES)),
    refused("vera", "RJ-WHO", SCHEDULE, reads="recorded by the facilitators of the case"),
    does("luz", SCHEDULE),
)

QUESTIONS_ROUND, SOLUTIONS_ROUND, AGREEMENT_ROUND = 2, 3, 4
START = CircleStarted(on=MET, present=SEATS)
STEPS = RoundEntered(on=MET, round=SOLUTIONS_ROUND)

CONFERENCE = chapter(
    "conference",
    On(MET, 17),
    (
        7,
        does(
            "luz", *(QuestionsGiven(on=MET, person=person, medium="printed") for person in PARTIES)
        ),
    ),
    refused("luz", "RP-15", START, reads="Deb Keough"),
    does("luz", QuestionsGiven(on=MET, person=DEB, medium="read aloud"), START),
    (8, On(MET, 20)),
    sees("luz", "circle", "180 min · longer than the 120 planned", not_=("The circle has ended",)),
    does(
        "luz",
        *(CardSaid(on=MET, card=card) for card in NEEDED),
        GuidelineOffered(on=MET, text="We let one another finish"),
        *(TurnTaken(on=MET, person=person) for person in SEATS),
        GuidelinesAgreed(on=MET),
        RoundEntered(on=MET, round=QUESTIONS_ROUND),
        QuestionAsked(on=MET, question="q1"),
        *(TurnTaken(on=MET, person=person) for person in SEATS if person != JULIAN),
    ),
    (9, refused("luz", "RP-16", STEPS, reads="Julián Ortega")),
    does("luz", TurnTaken(on=MET, person=JULIAN, outcome=Outcome.PASSED), STEPS),
    does("luz", RoundEntered(on=MET, round=AGREEMENT_ROUND)),
)


def action(
    id_: str, what: str, for_whom: PersonId | None = None, others: str = ""
) -> ActionProposed:
    """Return an action that Brandon proposes."""
    return ActionProposed(
        on=MET, action=id_, what=what, owner=BRANDON, for_whom=for_whom, for_others=others,
        due=date(2027, 3, 15), evidence="Luz sees it", checked_otherwise="Luz",
    )  # fmt: skip


PARTS = tuple(Instalment(due=date(2027, month, 15), cents=20_000) for month in (1, 2, 3))
ACTIONS = ("money", "paint", "account")

AGREEMENT = chapter(
    "agreement",
    (
        10,
        does(
            "luz",
            HarmNamed(on=MET, text=HARM_DONE),
            action("money", "$600 for the window", ROSA),
            InstalmentsAgreed(on=MET, action="money", instalments=PARTS),
            action("paint", "Repaint the frame", others="Rosa and Julián"),
            action("account", "A written account", others="the programme"),
            *(
                ActionAgreed(on=MET, action=each, person=person)
                for each in ACTIONS
                for person in SEATS
            ),
            DeadlineSet(on=MET, deadline=date(2027, 3, 15)),
        ),
    ),
    prints(
        "luz",
        "accountability-agreement",
        "Conference Agreement",
        "people who were harmed and who caused harm",
        "person who caused harm",
        "$600 for the window",
        "Repaint the frame",
        "A written account",
        "Julián Ortega person who was harmed Signature Date",
        "Rosa Ortega guardian of Julián Ortega Signature Date Copies",
        not_=("Accountability Agreement", "Responsible Party", "Primary Parties"),
    ),
    does(
        "luz",
        AgreementPrinted(on=MET, paper_version=1, digest="x", paper="v1", actions=ACTIONS),
        *(
            AgreementSigned(on=MET, person=person, paper_version=1, witness="Luz")
            for person in PARTIES
        ),
        AgreementSigned(on=MET, person=JULIAN, paper_version=1, witness="Luz", guardian=True),
        MonitoringBegan(on=MET),
    ),
    sees("luz", "agreement", "Conference Agreement", "person who was harmed"),
)


def paid(on: date, shown_by: str) -> InstalmentPaid:
    """Return the payment of a part."""
    return InstalmentPaid(on=on, action="money", cents=20_000, shown_by=shown_by)


REPORT = ReportedBack(on=PAID)

COMPLIANCE = chapter(
    "compliance",
    On(date(2027, 1, 15)),
    (11, does("luz", paid(date(2027, 1, 15), "receipt 101"))),
    On(PAID),
    refused("luz", "RP-18", paid(PAID, "")),
    does("luz", paid(PAID, "receipt 117")),
    sees("luz", "follow-up", "$200 of $600 is still to be paid.", "Shown by: receipt 117"),
    refused(
        "luz",
        "RC-114",
        ActionCompleted(on=PAID, action="money", evidence="receipts", provided_by="Brandon"),
    ),
    does(
        "luz",
        ActionCompleted(on=PAID, action="paint", evidence="seen by Luz", provided_by="Brandon"),
    ),
    (
        12,
        prints(
            "vera",
            "compliance-sheet",
            "1. What was agreed $600 for the window Who does it Brandon Keough "
            "By when 15 March 2027 Done or open open Shown by",
            "2. What was agreed Repaint the frame Who does it Brandon Keough "
            "By when 15 March 2027 Done or open done on 15 February 2027 Shown by seen by Luz",
            "$600 for the window, part 2: $200 15 February 2027 15 February 2027 $200",
            not_=("frightened", "bakery", "put it right"),
        ),
    ),
    (13, refused("luz", "A11", REPORT)),
    does(
        "luz",
        *(ReportBackAnswered(on=PAID, person=person, consents=True) for person in PARTIES),
        REPORT,
    ),
    prints(
        "luz",
        "report-back",
        "not completed",
        "RP01",
        not_=("Brandon", "Rosa", "Julián", "window"),
    ),
)

STORY = Story(
    id="S2",
    title="A court-referred conference",
    coalition="restorative-partners",
    begins=date(2026, 9, 28),
    case=CASE,
    facilitator=LUZ,
    numbers=13,
    chapters=(INTAKE, PRE_CONFERENCE, SCHEDULING, CONFERENCE, AGREEMENT, COMPLIANCE),
)
