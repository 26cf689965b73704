"""What comes after an agreement was signed: it is amended, ended, or all is begun anew (8B)."""

from __future__ import annotations

from datetime import date, datetime

from rjdesk.process.agreement.events import (
    ActionAgreed,
    ActionDropped,
    ActionProposed,
    AgreementFulfilled,
    AgreementPrinted,
    AgreementReadBack,
    AgreementSigned,
    AmendmentBegan,
    CopyGiven,
    DeadlineSet,
    HarmNamed,
    MonitoringBegan,
)
from rjdesk.process.case import Follows
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
from rjdesk.process.closing.events import CaseClosed
from rjdesk.process.followup.events import ActionCompleted, FollowUpClosed
from rjdesk.process.followup.state import Ended, FollowUpKind
from rjdesk.process.further_steps.state import FurtherStep
from rjdesk.process.intake.events import (
    AdvisorInformed,
    CaseOpened,
    FacilitatorAccepted,
    FacilitatorAssigned,
)
from rjdesk.process.kernel.event import CaseId, Event, PersonId, ProcessId
from rjdesk.process.people.state import Affiliation, Answer, Part
from rjdesk.process.premeeting.events import (
    EligibilityDecided,
    FitJudged,
    PreMeetingCompleted,
    PreMeetingOpened,
    SupportSettled,
)
from rjdesk.process.preparation.events import (
    ConferenceScheduled,
    ProcessBegun,
    ProcessChosen,
    QuestionsWritten,
    ReasonWritten,
)
from rjdesk.process.preparation.state import About, ProcessType, Question
from rjdesk.process.taking_part.events import (
    AlternativesPresented,
    ConsentWithdrawn,
    ContactAllowed,
    ProcessEnded,
    WillingnessStated,
)
from rjdesk.process.taking_part.state import Ending
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.deciding import DECIDED, proposes, says_yes
from rjdesk.rehearsal.moments import named, reflected, talked
from rjdesk.rehearsal.telling import (
    On,
    Story,
    chapter,
    does,
    prints,
    refused,
    sees,
    unnumbered,
)

PRIYA, MATEO = s1.PRIYA, s1.MATEO

# --- two are responsible, and one of them leaves: the agreement is amended --------------------

AMENDED_CASE = CaseId("6f0f6f4e-0000-4000-8000-0000000000c1")
IFE, CASPER, DARIO = (PersonId(person) for person in ("ife", "casper", "dario"))
ALL = (IFE, CASPER, DARIO)
DAY, LATER, LAST = date(2026, 11, 2), date(2026, 12, 1), date(2026, 12, 20)
HARM = Question(id="h", text="What happened, and who was hurt?", about=About.HARM)
NEEDS = Question(id="n", text="What is needed now?", about=About.NEEDS)
CARDS = ("door", "process", "reason", "confidentiality", "exceptions", "reporting")
PAINT, PAY = "Paint the wall", "Pay for the paint"

MET = chapter(
    "met",
    On(DAY),
    does(
        "imani",
        CaseOpened(
            on=DAY, code="C1C1", requester=Affiliation.STUDENT, request_received=DAY,
            programme="reed-2019", may_harm_further=False,
        ),
        named(DAY, IFE, "Ifeoma Bright", Part.AFFECTED,
              affiliation=Affiliation.STUDENT, initiating=True),
        named(DAY, CASPER, "Casper Lund", Part.RESPONSIBLE, affiliation=Affiliation.STUDENT),
        named(DAY, DARIO, "Dario Vale", Part.RESPONSIBLE, affiliation=Affiliation.STUDENT),
        FacilitatorAssigned(on=DAY, member=PRIYA),
        AdvisorInformed(on=DAY),
        FacilitatorAssigned(on=DAY, member=MATEO),
    ),
    does(
        "priya",
        PreMeetingOpened(on=DAY, meeting="m1", people=(IFE,)),
        *talked(DAY, "m1", (IFE,)),
        SupportSettled(on=DAY, person=IFE),
        FitJudged(on=DAY, meeting="m1", fits=True, contact=(CASPER, DARIO)),
        PreMeetingCompleted(on=DAY, meeting="m1"),
        PreMeetingOpened(on=DAY, meeting="m2", people=(CASPER,)),
        *talked(DAY, "m2", (CASPER,)),
        SupportSettled(on=DAY, person=CASPER),
        PreMeetingCompleted(on=DAY, meeting="m2"),
        PreMeetingOpened(on=DAY, meeting="m3", people=(DARIO,)),
        *talked(DAY, "m3", (DARIO,)),
        SupportSettled(on=DAY, person=DARIO),
        PreMeetingCompleted(on=DAY, meeting="m3"),
        *(
            FacilitatorAccepted(on=DAY, person=person, member=member, accepted=True)
            for person in ALL
            for member in (PRIYA, MATEO)
        ),
        warned="RC-065",
    ),
    does("priya", EligibilityDecided(on=DAY, eligible=True)),
    does("mateo", EligibilityDecided(on=DAY, eligible=True)),
)  # fmt: skip


def action(id_: str, what: str, owner: PersonId, due: date) -> ActionProposed:
    """Return an action for Ife."""
    return ActionProposed(
        on=DAY, action=id_, what=what, owner=owner, for_whom=IFE, due=due,
        evidence="Ife sees it", checked_otherwise="Priya",
    )  # fmt: skip


TURNS = tuple(TurnTaken(on=DAY, person=person) for person in ALL)
HELD = chapter(
    "held",
    does(
        "priya",
        ProcessChosen(on=DAY, kind=ProcessType.CONFERENCE),
        ConferenceScheduled(
            on=DAY, starts_at=datetime(2026, 11, 2, 14), minutes=90, place="Room 3", roster=ALL,
        ),
        ReasonWritten(on=DAY, text="A wall was painted over."),
        QuestionsWritten(on=DAY, questions=(HARM, NEEDS)),
        CircleStarted(on=DAY, present=ALL),
        *(CardSaid(on=DAY, card=card) for card in CARDS),
        GuidelineOffered(on=DAY, text="We listen"),
        *TURNS,
        GuidelinesAgreed(on=DAY),
        RoundEntered(on=DAY, round=2),
        *(ValueNamed(on=DAY, person=person, value="care") for person in ALL),
        RoundEntered(on=DAY, round=3),
        QuestionAsked(on=DAY, question="h"),
        *TURNS,
        QuestionAsked(on=DAY, question="n"),
        *TURNS,
        RoundEntered(on=DAY, round=4),
        HarmNamed(on=DAY, text="Ife lost the wall that she had painted."),
        action("paint", PAINT, CASPER, date(2026, 11, 20)),
        action("pay", PAY, DARIO, date(2026, 11, 20)),
        *(ActionAgreed(on=DAY, action=id_, person=p) for id_ in ("paint", "pay") for p in ALL),
        DeadlineSet(on=DAY, deadline=date(2026, 12, 18)),
        AgreementReadBack(on=DAY),
        RoundEntered(on=DAY, round=5),
        *TURNS,
        CircleCompleted(on=DAY),
        AgreementPrinted(on=DAY, paper_version=1, digest="x", paper="v1", actions=("paint", "pay")),
        *(AgreementSigned(on=DAY, person=p, paper_version=1, witness="Priya") for p in ALL),
        MonitoringBegan(on=DAY),
        *(CopyGiven(on=DAY, person=person, how="in person") for person in ALL),
    ),
)  # fmt: skip

GONE = chapter(
    "gone",
    On(LATER),
    does(
        "priya",
        ConsentWithdrawn(on=LATER, person=DARIO),
        ContactAllowed(on=LATER, person=DARIO, may_contact=False),
        AlternativesPresented(on=LATER, options=("Another process",)),
    ),
    # What he was to do stands in what all have signed, and nobody takes it out alone.
    refused("priya", "RC-112", ActionDropped(on=LATER, action="pay")),
    refused(
        "priya", "RC-174", AmendmentBegan(on=LATER, decision=DECIDED), reads="decided by several"
    ),
    sees(
        "priya",
        "follow-up",
        f"“{PAY}” was not done by its day.",
        "Dario Vale does not take part any longer.",
    ),
)

BEFORE = (MET, HELD, GONE)
AMENDING = chapter(
    "amending",
    does(
        "priya",
        proposes(FurtherStep.AMEND, BEFORE, PRIYA, MATEO, on=LATER, people=(IFE,)),
        says_yes(LATER, IFE),
    ),
    refused(
        "priya", "RC-174", AmendmentBegan(on=LATER, decision=DECIDED), reads="Mateo Villaseñor"
    ),
    does("mateo", says_yes(LATER)),
    does("priya", AmendmentBegan(on=LATER, decision=DECIDED)),
    sees("priya", "agreement", "The agreement is worked on anew"),
    does(
        "priya",
        ActionDropped(on=LATER, action="pay"),
        ActionProposed(
            on=LATER, action="paint", what=PAINT, owner=CASPER, for_whom=IFE,
            due=date(2026, 12, 12), evidence="Ife sees it", checked_otherwise="Priya",
        ),
    ),
    prints(
        "priya", "accountability-agreement", "takes the place of version 1 of 2 November 2026",
        f"Taken out: {PAY} (Dario Vale)", PAINT, "12 December 2026",
    ),
    does(
        "priya",
        AgreementPrinted(on=LATER, paper_version=2, digest="y", paper="v2", actions=("paint",)),
        AgreementSigned(on=LATER, person=IFE, paper_version=2, witness="Priya"),
    ),
    # Until all have signed the new one, the old one is in force.
    sees("priya", "follow-up", PAY),
    refused("priya", "RC-112", MonitoringBegan(on=LATER), reads="Casper Lund"),
    does(
        "priya",
        AgreementSigned(on=LATER, person=CASPER, paper_version=2, witness="Priya"),
        MonitoringBegan(on=LATER),
    ),
    sees("priya", "follow-up", "Due by 12 December 2026", not_=(PAY,)),
    sees("priya", "agreement", "Amended on 1 December 2026."),
)  # fmt: skip

KEPT = chapter(
    "kept",
    On(LAST),
    does(
        "mateo",
        ActionCompleted(on=LAST, action="paint", evidence="seen", provided_by="Ife"),
        AgreementFulfilled(on=LAST),
    ),
    does("priya", *reflected(LAST)),
    does("mateo", reflected(LAST)[-1], CaseClosed(on=LAST, ended=LAST)),
)

AMENDED = Story(
    id="S11-amended",
    title="Two are responsible, one of them leaves, and the agreement is amended",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=AMENDED_CASE,
    facilitator=PRIYA,
    numbers=0,
    chapters=(*BEFORE, AMENDING, KEPT),
)

# --- an agreement is discontinued ---------------------------------------------------------------

DEC12 = date(2026, 12, 12)
SIGNED = unnumbered(s1.INTAKE, s1.PRE_MEETINGS, s1.PREPARATION, s1.CIRCLE, s1.AGREEMENT)
STOPS = ProcessEnded(on=DEC12, ending=Ending.DISCONTINUED, decision=DECIDED)
NOT_KEPT = chapter(
    "not-kept",
    On(DEC12),
    refused(
        "priya", "RC-175", ProcessEnded(on=DEC12, ending=Ending.DISCONTINUED),
        reads="decided by several",
    ),
    # A Chair alone decides nothing, and those who facilitate not among themselves.
    refused(
        "imani", "RC-175",
        proposes(FurtherStep.END, SIGNED, PRIYA, MATEO, on=DEC12, people=(s1.ANH,)),
        reads="who facilitate",
    ),
    refused(
        "priya", "RJ-DECIDE",
        proposes(FurtherStep.END, SIGNED, PRIYA, MATEO, on=DEC12, people=()),
        reads="not decided without",
    ),
    does(
        "priya",
        proposes(FurtherStep.END, SIGNED, PRIYA, MATEO, on=DEC12, people=(s1.ANH,)),
        says_yes(DEC12, s1.ANH),
    ),
    refused("priya", "RC-175", STOPS, reads="Mateo Villaseñor"),
    does("mateo", says_yes(DEC12)),
    does("priya", STOPS),
    sees("priya", "follow-up", "The process ended on 12 December 2026: it was discontinued."),
    does("priya", *reflected(DEC12)),
    does("mateo", reflected(DEC12)[-1], CaseClosed(on=DEC12, ended=DEC12)),
)  # fmt: skip

DISCONTINUED = Story(
    id="S11-discontinued",
    title="An agreement is not kept, and ends by decision",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=s1.CASE,
    facilitator=PRIYA,
    numbers=0,
    chapters=(*SIGNED, NOT_KEPT),
)

# --- further harm is told at six months, after the close ------------------------------------------

SIX, SEVEN = date(2027, 6, 16), date(2027, 7, 16)
ANEW = ProcessId("anew")
CLOSED = (*SIGNED, *unnumbered(s1.FOLLOW_UP))
BEGINS = ProcessBegun(on=SIX, begins=ANEW, as_=Follows.RESTART, decision=DECIDED)
TOLD = chapter(
    "told",
    On(SIX),
    does(
        "priya",
        FollowUpClosed(
            on=SIX, kind=FollowUpKind.SIX_MONTHS, person=s1.ANH, closed=Ended.HELD,
            satisfied=False, further_harm=True,
        ),
    ),
    sees("priya", "follow-up", "told on 16 June 2027 of further harm", "16 December 2027"),
    sees("priya", "today", "told on 16 June 2027 of further harm"),
    refused("priya", "RC-174", BEGINS, reads="decided by several"),
    # Whatever one records now, the window stays where the close has fixed it.
    refused("priya", "RJ-WHEN", ProcessEnded(on=SIX, ending=Ending.DISCONTINUED)),
)  # fmt: skip


def begun() -> tuple[Event, ...]:
    """Return that a circle about the harm begins anew with both."""
    people = (s1.ANH, s1.COLE)
    return (
        BEGINS,
        ProcessChosen(on=SIX, process=ANEW, kind=ProcessType.HARM_CIRCLE, people=people),
        *(
            WillingnessStated(on=SIX, process=ANEW, person=person, willing=Answer.YES)
            for person in people
        ),
    )


RESTARTED = chapter(
    "restarted",
    does(
        "priya",
        proposes(FurtherStep.RESTART, (*CLOSED, TOLD), PRIYA, MATEO, on=SIX, people=(s1.ANH,)),
        says_yes(SIX, s1.ANH),
    ),
    does("mateo", says_yes(SIX)),
    does("priya", *begun()),
    sees("priya", "case", "Circle about a harm with", not_=("16 December 2027",)),
    sees("priya", "follow-up", not_=("16 December 2027",)),
    On(SEVEN),
    does(
        "priya",
        ProcessEnded(on=SEVEN, process=ANEW, ending=Ending.PURPOSE_MET),
    ),
    refused("priya", "RC-105", CaseClosed(on=SEVEN, ended=SEVEN), reads="has not signed"),
    does("priya", reflected(SEVEN)[-1]),
    does("mateo", reflected(SEVEN)[-1]),
    refused("priya", "RC-143", CaseClosed(on=SEVEN, ended=SIX), reads="16 July 2027"),
    does("mateo", CaseClosed(on=SEVEN, ended=SEVEN)),
    sees("priya", "follow-up", "16 July 2028"),
)

BEGUN_ANEW = Story(
    id="S11-anew",
    title="Further harm is told at six months, and the process begins anew",
    coalition="reed-2019",
    begins=date(2026, 9, 1),
    case=s1.CASE,
    facilitator=PRIYA,
    numbers=0,
    chapters=(*CLOSED, TOLD, RESTARTED),
)
